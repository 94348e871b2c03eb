using System.Text.Json;
using Emergency.Domain;
using Emergency.Server.Foundation;
using Emergency.Server.Tests.Fixtures;
using Emergency.Testing;

namespace Emergency.Server.Tests.Incidents;

/// <summary>
/// A person known by building alone is inside that building; a person without a known place stands by name beside all doors, and is counted
/// with the first mark.
/// </summary>
[Collection(nameof(Quarter))]
public sealed class WhereaboutsTests(Quarter quarter)
{
    private const string Code = QuarterRegisters.Away;
    private const double Lon = 114.115,
        Lat = 32.115;

    private const string Homes = """
        household_id,community_code,grid,address,building,unit,floor,room,head_name,members,lon,lat
        W1,411502002001,G1,东园小区16号楼1单元101,16号楼,1单元,1,101,试户甲,2,114.115,32.115
        W2,411502002001,G1,东园小区16号楼1单元201,16号楼,1单元,2,201,试户乙,2,114.115,32.115
        W4,411502002001,G1,远阳社区东园小区16号楼3单元101,16号楼,3单元,1,101,试户丁,2,114.115,32.115
        W3,411502002001,G1,西园小区16号楼1单元101,16号楼,1单元,1,101,试户丙,2,114.105,32.105
        """;

    // The fourth does not say which estate of two, the fifth names no more than the grid, the seventh an estate without other residents.
    private const string Persons = """
        resident_id,name,sex,birth_date,category,address,building,unit,room,community_code,grid,phone
        WP1,例试一,男,1950-02-03,独居老人,东园小区16号楼2单元301,16号楼,2单元,301,411502002001,G1,13900001301
        WP2,例试二,女,1951-02-03,独居老人,东园小区16栋2单元302,16栋,2单元,302,411502002001,G1,13900001302
        WP3,例试三,男,1952-02-03,独居老人,东园小区十六号楼2单元303,,,,411502002001,G1,13900001303
        WP4,例试四,女,1953-02-03,独居老人,,16号楼,,,411502002001,G1,13900001304
        WP5,例试五,男,1954-02-03,独居老人,,,,,411502002001,G1,13900001305
        WP6,例试六,男,1955-02-03,独居老人,西园小区16号楼9单元901,16号楼,9单元,901,411502002001,G1,13900001306
        WP7,例试七,女,1956-02-03,独居老人,北苑小区16号楼1单元701,16号楼,1单元,701,411502002001,G1,13900001307
        """;

    [Fact]
    public async Task Who_is_known_by_building_is_at_its_doors_and_who_is_not_stands_by_name_until_somebody_finds_them()
    {
        await QuarterRegisters.Import(quarter.Clerk, "households", Code, "homes.csv", Homes);
        await QuarterRegisters.Import(quarter.Clerk, "residents", Code, "persons.csv", Persons);
        var (secretary, street) = (await quarter.As(Role.Secretary, From.Away), await quarter.As(Role.StreetOfficer, From.Away));
        var fire = (
            await street.Post(
                "/api/incidents",
                new
                {
                    category = "fire",
                    title = "16号楼着火",
                    community = Code,
                    location = new { lon = Lon, lat = Lat },
                }
            )
        ).Is(201).String("id")!;
        var circle = new
        {
            lon = Lon,
            lat = Lat,
            metres = 60,
        };
        (await street.Post($"/api/incidents/{fire}/impact", new { circle })).Is(200);
        await Until.TrueAsync(async () => (await Doors(street, fire)) is not null, "the doors are counted");

        var here = (await Doors(street, fire))!.Value;
        Ids(here, "persons").ShouldBe([Person("WP1"), Person("WP2"), Person("WP3")], ignoreOrder: true);
        Ids(here, "unplaced").ShouldContain(Person("WP4"));
        Ids(here, "unplaced").ShouldContain(Person("WP5"));
        Ids(here, "unplaced").ShouldContain(Person("WP7"));
        Ids(here, "unplaced").ShouldNotContain(Person("WP6"));
        here.GetProperty("unplaced").EnumerateArray().ShouldAllBe(one => one.GetProperty("name").GetString()!.EndsWith("**"));
        here.GetProperty("buildings")
            .EnumerateArray()
            .Single(one => one.GetProperty("scene").GetBoolean())
            .GetProperty("building")
            .GetString()
            .ShouldBe("16号楼");
        var beside = here.GetProperty("unplaced").GetArrayLength();
        (await street.Get($"/api/incidents/{fire}/figures")).Is(200)["unplaced"].GetInt32().ShouldBe(beside);

        // On the list with numbers to dial, and so on paper, they stand last.
        var opened = (await secretary.Post($"/api/incidents/{fire}/list/open", new { reason = "打电话问" })).Is(200)["items"];
        var rows = opened.EnumerateArray().ToList();
        rows.Count.ShouldBe(3 + beside);
        rows[^1].GetProperty("unplaced").GetBoolean().ShouldBeTrue();
        var five = rows.Single(one => one.GetProperty("personId").GetGuid() == Person("WP5"));
        five.GetProperty("dial")[0].GetProperty("phone").GetString().ShouldBe("13900001305");

        // They are in no figure before the first mark, in all of them after it.
        var before = (await street.Get($"/api/incidents/{fire}/figures")).Is(200)["total"].GetProperty("atRisk");
        before.GetProperty("toMove").GetInt32().ShouldBe(3);
        (await secretary.Post($"/api/incidents/{fire}/doors/{Code}/persons/{Person("WP5")}/check", new { state = "safe" })).Is(200);
        var after = (await street.Get($"/api/incidents/{fire}/figures")).Is(200)["total"].GetProperty("atRisk");
        (after.GetProperty("toMove").GetInt32(), after.GetProperty("moved").GetInt32()).ShouldBe((4, 1));
        here = (await Doors(street, fire))!.Value;
        Ids(here, "persons").ShouldContain(Person("WP5"));
        Ids(here, "unplaced").ShouldNotContain(Person("WP5"));
        (await street.Get($"/api/incidents/{fire}/figures")).Is(200)["unplaced"].GetInt32().ShouldBe(beside - 1);

        // A mark takes in nobody from another community.
        var stranger = QuarterRegisters.Person(QuarterRegisters.Here);
        (await secretary.Post($"/api/incidents/{fire}/doors/{Code}/persons/{stranger}/check", new { state = "safe" }))
            .Is(404)
            .Code.ShouldBe("doors.unknown-person");
    }

    private static Guid Person(string number) => Derived.Register("person", Code[..6], number);

    private static List<Guid> Ids(JsonElement doors, string what) =>
        [.. doors.GetProperty(what).EnumerateArray().Select(one => one.GetProperty("personId").GetGuid())];

    private static async Task<JsonElement?> Doors(Api who, string fire)
    {
        var all = (await who.Get($"/api/incidents/{fire}/doors")).Is(200)["communities"].EnumerateArray().ToList();
        var here = all.Find(one => one.GetProperty("community").GetString() == Code);
        return here.ValueKind == JsonValueKind.Undefined ? null : here;
    }
}
