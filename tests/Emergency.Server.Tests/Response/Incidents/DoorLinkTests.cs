using System.Text.Json;
using Emergency.Server.Tests.Fixtures;
using Emergency.Server.Tests.People;
using Emergency.Testing;

namespace Emergency.Server.Tests.Incidents;

/// <summary>给消防看这栋: the commander at the scene sees one building's open doors, without an account and without a name.</summary>
public sealed class DoorLinkTests(District district)
{
    private static string Links(string fire) => $"/api/incidents/{fire}/doors/{District.Community}/links";

    [Fact]
    public async Task A_building_is_shown_by_link_and_code_as_it_stands_until_it_is_taken_back()
    {
        var fire = await district.Fire();
        var grid = await district.As("grid");
        var person = (await Doors(grid, fire)).GetProperty("persons").Items().First(one => one.GetProperty("needs").GetArrayLength() > 0);
        var here = Of(person);
        var others = (await Doors(await district.As("street"), fire)).GetProperty("persons").Items().Count(one => Of(one) == here);
        var given = (await grid.Post(Links(fire), new { grid = here.Grid, building = here.Building })).Is(201);
        var (token, code) = (given.String("address")!.Split('#')[1], given.String("code")!);
        given["until"].GetDateTimeOffset().ShouldBe(TimeProvider.System.GetUtcNow().AddMinutes(30), TimeSpan.FromMinutes(1));

        using var stranger = new Api(district.Server.Address);
        (await stranger.Post("/api/link/open", new { token, code = code == "000000" ? "000001" : "000000" })).Is(403);
        var shown = (await stranger.Post("/api/link/open", new { token, code })).Is(200);
        var doors = shown["doors"];
        doors.Of("building").ShouldBe(here.Building);
        doors.GetProperty("inside").Items().Sum(door => door.GetProperty("atRisk").GetInt32()).ShouldBe(others);
        doors.GetProperty("open").GetInt32().ShouldBe(doors.GetProperty("people").GetInt32());
        doors.GetProperty("inside").Items().First().GetProperty("needs").GetArrayLength().ShouldBeGreaterThanOrEqualTo(0);
        foreach (var row in SampleRegisters.Persons.Where(row => row["building"] == here.Building))
        foreach (var secret in new[] { row["name"], row["resident_id"], District.Person(row["resident_id"]).ToString() })
            shown.Text.ShouldNotContain(secret);

        var marked = (
            await grid.Post(
                $"/api/incidents/{fire}/doors/{District.Community}/persons/{person.Of("personId")}/check",
                new { state = "safe" }
            )
        ).Is(200);
        await Until.TrueAsync(
            async () =>
                (await stranger.Post("/api/link/open", new { token, code }))
                    .Is(200)["doors"]
                    .GetProperty("inside")
                    .Items()
                    .Sum(door => door.GetProperty("atRisk").GetInt32())
                == others - 1,
            $"what was found at {marked.Position} is shown"
        );
        (
            await stranger.Post(
                "/api/link/act",
                new
                {
                    token,
                    code,
                    act = "accept",
                }
            )
        ).Is(400);

        var item = (await grid.Get(Links(fire))).Is(200)["items"].Items().Single(one => one.Of("building") == here.Building);
        item.GetProperty("link").Has("openedAt").ShouldBeTrue();
        (await grid.Post($"{Links(fire)}/withdraw", new { grid = here.Grid, building = here.Building })).Is(200);
        (await stranger.Post("/api/link/open", new { token, code })).Is(409).Code.ShouldBe("link.withdrawn");
        await Until.TrueAsync(
            async () => (await grid.Get(Links(fire))).Is(200)["items"].Items().All(one => one.Of("building") != here.Building),
            "it is in no list"
        );

        // The timeline names the building, and nothing that opens the link.
        var timeline = (await (await district.As("secretary")).Get($"/api/incidents/{fire}/timeline?limit=200")).Is(200);
        var made = timeline["items"].Items().Single(entry => entry.Of("form") == "link.made.v1").GetProperty("data");
        (made.GetProperty("building").Of("name"), made.Of("secret"), made.Of("code")).ShouldBe((here.Building, "", ""));
        timeline["items"].Items().Count(entry => entry.Of("form") == "link.opened.v1").ShouldBe(1);
    }

    [Fact]
    public async Task Who_is_highest_in_the_building_stands_first_for_smoke_goes_up()
    {
        var fire = await district.Fire();
        var commander = await district.As("commander");
        var here = (await Doors(await district.As("grid"), fire))
            .GetProperty("persons")
            .Items()
            .Where(one => one.GetProperty("door").Has("floor"))
            .GroupBy(Of)
            .First(building => building.Select(one => one.GetProperty("door").GetProperty("floor").GetInt32()).Distinct().Count() > 1)
            .Key;
        var given = (await commander.Post(Links(fire), new { grid = here.Grid, building = here.Building })).Is(201);
        using var stranger = new Api(district.Server.Address);
        var open = new { token = given.String("address")!.Split('#')[1], code = given.String("code")! };
        var floors = (await stranger.Post("/api/link/open", open))
            .Is(200)["doors"]
            .GetProperty("inside")
            .Items()
            .Where(door => door.GetProperty("atRisk").GetInt32() > 0 && door.Of("state") == "unchecked")
            .Select(door => door.Has("floor") ? door.GetProperty("floor").GetInt32() : int.MinValue)
            .ToList();
        floors.Distinct().Count().ShouldBeGreaterThan(1);
        floors.ShouldBe(floors.OrderDescending());
    }

    [Fact]
    public async Task Only_who_answers_for_the_building_shows_it_and_only_while_the_incident_runs()
    {
        var fire = await district.Fire();
        var (grid, grid2, commander) = (await district.As("grid"), await district.As("grid2"), await district.As("commander"));
        var here = Of((await Doors(grid, fire)).GetProperty("persons").Items().First());
        var body = new { grid = here.Grid, building = here.Building };
        (await grid2.Post(Links(fire), body)).Is(403).Code.ShouldBe("scope.not-yours");
        (await (await district.As("volunteer")).Post(Links(fire), body)).Is(403);
        (await grid.Post(Links(fire), new { grid = here.Grid, building = "没有的楼" })).Is(404);
        (await grid.Post(Links(fire), new { grid = here.Grid })).Is(400).Arguments.ShouldBe(["$.building: needed"]);
        var given = (await commander.Post(Links(fire), body)).Is(201);
        var open = new { token = given.String("address")!.Split('#')[1], code = given.String("code")! };
        // A second link for the same building: the first opens no more.
        (await grid.Post(Links(fire), body)).Is(201);
        using var stranger = new Api(district.Server.Address);
        (await stranger.Post("/api/link/open", open)).Is(409).Code.ShouldBe("link.withdrawn");

        var last = (await commander.Post(Links(fire), body)).Is(201);
        (await commander.Post($"/api/incidents/{fire}/withdraw", new { reason = "误报" })).Is(200);
        var late = new { token = last.String("address")!.Split('#')[1], code = last.String("code")! };
        await Until.TrueAsync(async () => (await stranger.Post("/api/link/open", late)).Status == 409, "with the incident it is over");
        (await commander.Post(Links(fire), body)).Is(409).Code.ShouldBe("incident.over");
    }

    private static (string Grid, string Building) Of(JsonElement person) =>
        (person.GetProperty("door").Of("grid"), person.GetProperty("door").Of("building"));

    private static async Task<JsonElement> Doors(Api who, string fire) =>
        (await who.Get($"/api/incidents/{fire}/doors"))
            .Is(200)["communities"]
            .Items()
            .Single(community => community.Of("community") == District.Community);
}
