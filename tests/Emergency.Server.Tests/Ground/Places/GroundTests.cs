using System.Text;
using System.Text.Json;
using Emergency.Server.Tests.Fixtures;
using Emergency.Server.Tests.People;
using Emergency.Testing;

namespace Emergency.Server.Tests.Places;

/// <summary>Things on the ground of a community: entered by hand, brought by a file, found near a fire.</summary>
public sealed class GroundTests(District district)
{
    private const string Ground = $"/api/communities/{District.Community}/ground";

    private static object Hydrant(string name, double lon = 114.0686, double lat = 32.1193, string? note = null, int? seen = null) =>
        new
        {
            kind = "hydrant",
            name,
            at = new { lon, lat },
            note,
            seen,
        };

    private static async Task<JsonElement?> Named(Api who, string name) =>
        (await who.Get(Ground))
            .Is(200)["items"]
            .Items()
            .Where(one => one.Of("name") == name)
            .Select(one => (JsonElement?)one)
            .SingleOrDefault();

    [Fact]
    public async Task What_a_secretary_enters_is_changed_on_what_was_seen_and_taken_off()
    {
        var (secretary, grid) = (await district.As("secretary"), await district.As("grid"));
        var entered = (await secretary.Post(Ground, Hydrant("手添一号"))).Is(200);
        await Until.TrueAsync(async () => await Named(grid, "手添一号") is not null, "the chief reads it");
        var one = $"{Ground}/{entered.String("id")}";
        (await secretary.Post($"{one}/change", Hydrant("手添一号", note: "压力低", seen: 1))).Is(200);
        (await secretary.Post($"{one}/change", Hydrant("手添一号", note: "冻了", seen: 1)))
            .Is(409)
            .Code.ShouldBe("ground.changed-meanwhile");
        await Until.TrueAsync(async () => (await Named(grid, "手添一号"))?.Of("note") == "压力低", "what was changed is there");
        (await grid.Post($"{one}/end", new { })).Is(403);
        (await secretary.Post($"{one}/end", new { })).Is(200);
        (await secretary.Post($"{one}/end", new { })).Is(404).Code.ShouldBe("ground.unknown");
        await Until.TrueAsync(async () => await Named(grid, "手添一号") is null, "it is gone");
        (await secretary.Post(Ground, new { kind = "hydrant" })).Is(400).Arguments.ShouldBe(["$.name: needed", "$.at: needed"]);
        (
            await secretary.Post(
                Ground,
                new
                {
                    kind = "building",
                    name = "塔",
                    at = new { lon = 114.07, lat = 32.12 },
                    levels = 300,
                }
            )
        ).Is(409).Code.ShouldBe("ground.bad-levels");
        (await (await district.As("elsewhere")).Get(Ground)).Is(404);
    }

    [Fact]
    public async Task A_map_file_brings_hydrants_gates_and_buildings_each_into_the_community_it_stands_in_and_is_taken_back()
    {
        var (secretary, commander) = (await district.As("secretary"), await district.As("commander"));
        var file = """
            { "type": "FeatureCollection", "features": [
              { "type": "Feature", "properties": { "class": "hydrant", "name": "图上一号栓" }, "geometry": { "type": "Point", "coordinates": [114.0689, 32.1195] } },
              { "type": "Feature", "properties": { "class": "gate", "name": "图上北门", "holder": "物业值班室", "phone": "0376-6200001", "warning": "夜里锁" }, "geometry": { "type": "Point", "coordinates": [114.0684, 32.1199] } },
              { "type": "Feature", "properties": { "class": "building", "name": "图上1号楼", "building": "1号楼", "levels": 5, "lift": false }, "geometry": { "type": "Polygon", "coordinates": [[[114.0688, 32.1193], [114.0688, 32.1194], [114.0684, 32.1194], [114.0684, 32.1193], [114.0688, 32.1193]]] } },
              { "type": "Feature", "properties": { "class": "gate", "name": "别处的门" }, "geometry": { "type": "Point", "coordinates": [116.4, 39.9] } },
              { "type": "Feature", "properties": { "class": "tree" }, "geometry": { "type": "Point", "coordinates": [114.0686, 32.1193] } },
              { "type": "Feature", "properties": { "class": "valve" }, "geometry": null }
            ] }
            """;
        var import = (await Send(secretary, file)).Is(200);
        var sheet = import["files"].Items().Single();
        (sheet.GetProperty("imported").GetInt32(), sheet.GetProperty("rejected").GetInt32()).ShouldBe((3, 3));
        sheet
            .GetProperty("findings")
            .Items()
            .Select(one => $"{one.GetProperty("row").GetInt32()} {one.Of("field")} {one.Of("reason")}")
            .ShouldBe(["5 lon outside_division", "6 kind unknown_category", "7 lon coordinates_invalid"]);
        // The same file again changes nothing.
        (await Send(secretary, file))
            .Is(200)["files"]
            .Items()
            .Single()
            .GetProperty("imported")
            .GetInt32()
            .ShouldBe(3);

        await Until.TrueAsync(async () => await Named(secretary, "图上北门") is not null, "the gate is there");
        var near = (await commander.Get("/api/ground/near?lon=114.068594&lat=32.119337&metres=100"))
            .Is(200)["items"]
            .Items()
            .Where(one => one.Of("name").StartsWith("图上", StringComparison.Ordinal))
            .ToList();
        near.Select(one => one.Of("name")).ShouldBe(["图上1号楼", "图上一号栓", "图上北门"]);
        near.Select(one => one.GetProperty("metres").GetInt32()).ShouldBeInOrder();
        (await commander.Get("/api/ground/near?lon=114.07&lat=32.1&metres=100000")).Is(400);
        (await (await district.As("elsewhere")).Get("/api/ground/near?lon=114.068594&lat=32.119337"))
            .Is(200)["items"]
            .GetArrayLength()
            .ShouldBe(0);

        var card = (await commander.Get("/api/buildings/at?lon=114.068594&lat=32.119337&name=1号楼")).Is(200);
        var building = card["ground"].Items().First();
        (building.Of("kind"), building.GetProperty("levels").GetInt32(), building.GetProperty("lift").GetBoolean()).ShouldBe(
            ("building", 5, false)
        );
        card["ground"].Items().Select(one => one.Of("name")).ShouldContain(name => name == "图上北门");

        (await secretary.Delete($"/api/imports/{import.String("importId")}")).Is(200);
        await Until.TrueAsync(async () => await Named(secretary, "图上北门") is null, "with the file it goes");
    }

    [Theory]
    [InlineData("""{ "type": "FeatureCollection", "features": [ { "type": "Feature", "proper""", "not_geojson")]
    [InlineData("""{ "type": "Topology" }""", "not_geojson")]
    [InlineData(
        """{ "type": "FeatureCollection", "features": [ { "type": "Feature", "properties": { "a": 1, "a": 2 } } ] }""",
        "not_geojson"
    )]
    [InlineData("""{ "type": "FeatureCollection", "features": [ 1, null, "x", {} ] }""", "column_missing")]
    public async Task A_map_file_that_is_none_is_refused_with_its_reason(string file, string reason)
    {
        var answer = (await Send(await district.As("secretary"), file)).Is(400);
        (answer.Code, answer.Arguments[0]).ShouldBe(("import.unreadable", reason));
    }

    private static Task<Answer> Send(Api who, string file) =>
        who.Send(
            HttpMethod.Post,
            $"/api/imports/ground?division={District.Community}&file=ground.geojson",
            new ByteArrayContent(Encoding.UTF8.GetBytes(file))
        );
}
