using System.Globalization;
using System.Text.Json;
using Emergency.Server.Tests.Fixtures;
using Emergency.Server.Tests.People;

namespace Emergency.Server.Tests.Incidents;

/// <summary>Reports of two people at the same doors: people met, people dialled, tasks seen, and different marks.</summary>
public sealed class AtDoorsTests(District district)
{
    [Fact]
    public async Task Of_four_registered_and_three_met_one_is_still_to_be_found()
    {
        var fire = await district.Fire();
        var secretary = await district.As("secretary");
        var home = (await Doors(secretary, fire, 0))
            .GetProperty("households")
            .Items()
            .First(one => one.GetProperty("others").GetInt32() >= 3);
        var others = home.GetProperty("others").GetInt32();
        var marked = (
            await Mark(
                secretary,
                fire,
                "households",
                home.Of("householdId"),
                new
                {
                    state = "safe",
                    all = true,
                    notMet = 1,
                }
            )
        ).Is(200);

        var after = await One(secretary, fire, "households", home, marked.Position);
        (after.Of("state"), after.Of("worst"), after.GetProperty("settled").GetBoolean(), after.GetProperty("notMet").GetInt32()).ShouldBe(
            ("safe", "unchecked", false, 1)
        );
        (await People(fire, marked.Position)).ShouldBe((home.GetProperty("members").GetInt32() - 1, 0));

        var found = (await Mark(secretary, fire, "households", home.Of("householdId"), new { state = "safe", all = true })).Is(200);
        (await One(secretary, fire, "households", home, found.Position)).GetProperty("settled").GetBoolean().ShouldBeTrue();
        (await People(fire, found.Position)).ShouldBe((home.GetProperty("members").GetInt32(), 0));
        (await Mark(secretary, fire, "households", home.Of("householdId"), new { state = "safe", notMet = -1 }))
            .Is(400)
            .Arguments.ShouldBe(["$.notMet: 0 to 1000"]);
        others.ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task A_word_that_had_to_wait_stands_beside_the_one_that_came_first_until_somebody_knocks_again()
    {
        var fire = await district.Fire();
        var (secretary, grid) = (await district.As("secretary"), await district.As("grid"));
        var person = (await Doors(grid, fire, 0)).GetProperty("persons").Items().First();
        var first = (await Mark(secretary, fire, "persons", person.Of("personId"), new { state = "safe" })).Is(200);
        var at = (await One(secretary, fire, "persons", person, first.Position)).GetProperty("checkedAt").GetDateTimeOffset();
        var late = (await Mark(grid, fire, "persons", person.Of("personId"), new { state = "needs-help", saidAt = at.AddSeconds(-30) })).Is(
            200
        );

        foreach (var who in new[] { secretary, grid })
        {
            var shown = await One(who, fire, "persons", person, late.Position);
            shown.Of("state").ShouldBe("needs-help", "the worse word holds");
            var (stands, other) = (shown.GetProperty("dispute").GetProperty("stands"), shown.GetProperty("dispute").GetProperty("late"));
            (stands.Of("state"), stands.Of("role"), other.Of("state"), other.Of("role")).ShouldBe(
                ("safe", "secretary", "needs-help", "grid-chief")
            );
        }
        (await Total(fire, late.Position)).GetProperty("disputed").GetInt32().ShouldBe(1);

        var decided = (await Mark(secretary, fire, "persons", person.Of("personId"), new { state = "safe" })).Is(200);
        var now = await One(grid, fire, "persons", person, decided.Position);
        (now.Of("state"), now.Has("dispute")).ShouldBe(("safe", false));
        (await Total(fire, decided.Position)).GetProperty("disputed").GetInt32().ShouldBe(0);
    }

    [Fact]
    public async Task A_call_for_a_resident_is_noted_with_who_and_when_and_no_number_is()
    {
        var fire = await district.Fire();
        var (secretary, grid) = (await district.As("secretary"), await district.As("grid"));
        var person = (await Doors(grid, fire, 0)).GetProperty("persons").Items().First();
        var path = $"/api/incidents/{fire}/doors/{District.Community}/calls";
        var called = (
            await grid.Post(
                path,
                new
                {
                    personId = person.Of("personId"),
                    to = "contact",
                    dialledAt = new DateTimeOffset(2020, 1, 2, 3, 4, 5, TimeSpan.Zero),
                }
            )
        ).Is(200);
        var shown = (await One(secretary, fire, "persons", person, called.Position)).GetProperty("called");
        (shown.Of("to"), shown.Of("role"), shown.GetProperty("at").GetDateTimeOffset().Year).ShouldBe(("contact", "grid-chief", 2020));

        var told = (await secretary.Get($"/api/incidents/{fire}/timeline?after={called.Position}&limit=200"))
            .Is(200)["items"]
            .Items()
            .Single(entry => entry.Of("form") == "doors.called.v1");
        (told.Of("role"), told.GetProperty("data").Of("to")).ShouldBe(("GridChief", "contact"));
        told.GetProperty("data").GetRawText().ShouldNotContain("phone");
        (await grid.Post(path, new { personId = person.Of("personId"), to = "neighbour" })).Is(400);
        (await grid.Post(path, new { to = "self" })).Is(400).Arguments.ShouldBe(["$.personId: who on the list was meant"]);
        (await (await district.As("grid2")).Post(path, new { personId = person.Of("personId"), to = "self" })).Is(403);
    }

    [Fact]
    public async Task Of_those_alerted_it_is_told_how_many_have_seen_the_task()
    {
        var fire = await district.Fire();
        var (secretary, unit) = (await district.As("secretary"), await district.As("unit"));
        var task = (
            await secretary.Post(
                $"/api/incidents/{fire}/tasks",
                new
                {
                    community = District.Community,
                    @class = "life",
                    text = "敲门",
                    members = new[] { District.Member("M000012"), District.Member("M000034") },
                    allowSeconds = 0,
                }
            )
        ).Is(201);
        var path = $"/api/incidents/{fire}/tasks/{task.String("id")}";
        await unit.Get($"/api/me/tasks?after={task.Position}");
        (await Counts(secretary, path, task.Position)).ShouldBe((2, 0));
        (await unit.Post($"{path}/notice", new { })).Is(200);
        var again = (await unit.Post($"{path}/notice", new { })).Is(200);
        (await Counts(secretary, path, again.Position)).ShouldBe((2, 1));
        (await unit.Get($"{path}?after={again.Position}")).Is(200)["noticed"].GetBoolean().ShouldBeTrue();
        var watched = (await secretary.Post($"{path}/notice", new { })).Is(200);
        (await Counts(secretary, path, watched.Position)).ShouldBe((2, 1), "whoever only watches is not counted");
    }

    private static async Task<(int Alerted, int Seen)> Counts(Api who, string path, long? after)
    {
        var task = (await who.Get($"{path}?after={after}")).Is(200)["task"];
        return (task.GetProperty("alerted").GetInt32(), task.GetProperty("seen").GetInt32());
    }

    private static async Task<JsonElement> Doors(Api who, string fire, long? after) =>
        (await who.Get($"/api/incidents/{fire}/doors?after={(after ?? 0).ToString(CultureInfo.InvariantCulture)}"))
            .Is(200)["communities"]
            .Items()
            .Single(community => community.Of("community") == District.Community);

    private static async Task<JsonElement> One(Api who, string fire, string kind, JsonElement which, long? after)
    {
        var id = kind == "persons" ? "personId" : "householdId";
        return (await Doors(who, fire, after)).GetProperty(kind).Items().Single(one => one.Of(id) == which.Of(id));
    }

    private async Task<JsonElement> Total(string fire, long? after) =>
        (await (await district.As("commander")).Get($"/api/incidents/{fire}/figures?after={after}")).Is(200)["total"];

    private async Task<(int Moved, int Lost)> People(string fire, long? after)
    {
        var people = (await Total(fire, after)).GetProperty("people");
        return (people.GetProperty("moved").GetInt32(), people.GetProperty("lost").GetInt32());
    }

    private static Task<Answer> Mark(Api who, string fire, string kind, string id, object mark) =>
        who.Post($"/api/incidents/{fire}/doors/{District.Community}/{kind}/{id}/check", mark);
}
