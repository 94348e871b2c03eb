using System.Text.Json;
using Emergency.Server.Tests.People;
using Emergency.Testing;

namespace Emergency.Server.Tests.Incidents;

public sealed class DoorsTests(District district)
{
    [Fact]
    public async Task Every_door_in_the_area_is_on_the_list_once_and_not_looked_at_yet()
    {
        var fire = await district.Fire();
        var doors = await Doors("street", fire);
        doors
            .GetProperty("persons")
            .Items()
            .Select(person => person.Of("personId"))
            .ShouldBe(
                SampleRegisters.Persons.Where(Inside).Select(row => District.Person(row["resident_id"]).ToString()),
                ignoreOrder: true
            );
        doors
            .GetProperty("households")
            .Items()
            .Select(home => home.Of("householdId"))
            .ShouldBe(
                SampleRegisters.Households.Where(Inside).Select(row => District.Household(row["household_id"]).ToString()),
                ignoreOrder: true
            );
        doors.GetProperty("persons").Items().ShouldAllBe(person => person.Of("state") == "unchecked");
    }

    [Fact]
    public async Task Each_building_with_doors_stands_once_on_the_map_within_the_area()
    {
        var fire = await district.Fire();
        var doors = await Doors("street", fire);
        var buildings = doors.GetProperty("buildings").Items().ToList();
        buildings
            .Select(building => building.Of("building"))
            .ShouldBe(
                doors
                    .GetProperty("households")
                    .Items()
                    .Select(home => home.GetProperty("door").Of("building"))
                    .Distinct(StringComparer.Ordinal),
                ignoreOrder: true
            );
        buildings.ShouldAllBe(building => Math.Abs(building.GetProperty("point").GetProperty("lat").GetDouble() - 32.12) < 0.02);
    }

    [Fact]
    public async Task Each_look_at_the_doors_is_written_down_with_who_was_on_the_list()
    {
        var fire = await district.Fire();
        var before = await Readings(fire);
        var street = await district.As("street");
        var shown = (await street.Get($"/api/incidents/{fire}/doors"))
            .Is(200)["communities"][0]
            .GetProperty("persons")
            .Items()
            .Select(person => person.Of("personId"))
            .ToList();
        (await street.Get($"/api/incidents/{fire}/doors")).Is(200);
        var readings = (await Readings(fire)).Skip(before.Count).ToList();
        readings.Count.ShouldBe(2);
        readings.ShouldAllBe(reading =>
            reading.Of("purpose") == "doors" && reading.Of("role") == "street-officer" && reading.Of("account") == street.Account
        );
        readings[0].GetProperty("persons").Items().Select(person => person.GetString()).ShouldBe(shown, ignoreOrder: true);
    }

    [Fact]
    public async Task The_list_shows_masks_and_no_number()
    {
        var fire = await district.Fire();
        var text = (await (await district.As("secretary")).Get($"/api/incidents/{fire}/doors")).Is(200).Text;
        foreach (var row in SampleRegisters.Persons.Where(Inside))
        foreach (var secret in (string[])[row["name"], row["id_no"], SampleRegisters.Phone(row["phone"])])
            if (secret.Length > 0)
                text.ShouldNotContain(secret);
        foreach (var row in SampleRegisters.Households.Where(Inside))
            text.ShouldNotContain(row["head_name"]);
    }

    [Fact]
    public async Task A_grid_chief_sees_the_doors_of_the_own_grid_and_their_needs()
    {
        var fire = await district.Fire();
        var doors = await Doors("grid2", fire);
        var persons = doors.GetProperty("persons").Items().ToList();
        persons.Count.ShouldBe(SampleRegisters.Persons.Count(row => Inside(row) && row["grid"] == "001001-G2"));
        persons.ShouldAllBe(person => person.GetProperty("door").Of("grid") == "001001-G2" && !person.Has("kinds"));
        persons.ShouldContain(person => person.GetProperty("needs").GetArrayLength() > 0);
        doors
            .GetProperty("figures")
            .GetProperty("households")
            .GetProperty("toMove")
            .GetInt32()
            .ShouldBe(SampleRegisters.Households.Count(Inside));
    }

    [Fact]
    public async Task A_unit_chief_sees_a_door_from_the_alert_until_somebody_else_takes_the_task()
    {
        var fire = await district.Fire();
        var (unit, secretary) = (await district.As("unit"), await district.As("secretary"));
        (await unit.Get($"/api/incidents/{fire}/doors")).Is(403).Code.ShouldBe("scope.not-yours");
        var home = SampleRegisters.Persons.First(Inside)["household_id"];
        var task = (
            await secretary.Post(
                $"/api/incidents/{fire}/tasks",
                new
                {
                    community = District.Community,
                    @class = "life",
                    text = "敲门",
                    members = new[] { District.Member("M000012"), District.Member("M000034") },
                    doors = new[] { District.Household(home) },
                    allowSeconds = 0,
                }
            )
        ).Is(201);
        var doors = (await unit.Get($"/api/incidents/{fire}/doors?after={task.Position}")).Is(200)["communities"][0];
        doors.GetProperty("households").Items().Select(door => door.Of("householdId")).ShouldBe([District.Household(home).ToString()]);
        doors
            .GetProperty("persons")
            .Items()
            .ShouldAllBe(person => person.Of("householdId") == District.Household(home).ToString() && !person.Has("kinds"));
        doors.Has("figures").ShouldBeFalse();
        var taken = (await (await district.As("volunteer")).Post($"/api/incidents/{fire}/tasks/{task["id"].GetString()}/take", new { })).Is(
            200
        );
        (await unit.Get($"/api/incidents/{fire}/doors?after={taken.Position}")).Is(403);
        (await (await district.As("volunteer")).Get($"/api/incidents/{fire}/doors?after={taken.Position}")).Is(200);
    }

    [Fact]
    public async Task What_was_seen_at_a_door_may_still_be_said_after_the_task_was_ended_by_a_fact_and_nothing_more_is_read()
    {
        var fire = await district.Fire();
        var (unit, secretary) = (await district.As("unit"), await district.As("secretary"));
        var home = District.Household(SampleRegisters.Persons.First(Inside)["household_id"]);
        var path = $"/api/incidents/{fire}/doors/{District.Community}/households/{home}/check";
        (await unit.Post(path, new { state = "refuses" })).Is(403);
        var task = new
        {
            community = District.Community,
            @class = "life",
            text = "敲门",
            members = new[] { District.Member("M000012") },
            doors = new[] { home },
            allowSeconds = 0,
        };
        (await secretary.Post($"/api/incidents/{fire}/tasks", task)).Is(201);
        (await secretary.Post(path, new { state = "safe", all = true })).Is(200);
        await Until.TrueAsync(async () => (await unit.Get($"/api/incidents/{fire}/doors")).Status == 403, "the task is ended by the fact");
        (await unit.Post(path, new { state = "refuses", saidAt = TimeProvider.System.GetUtcNow().AddMinutes(-1) })).Is(200);
        (await unit.Get($"/api/incidents/{fire}/doors")).Is(403);
        (await (await district.As("volunteer")).Post(path, new { state = "refuses" })).Is(403);
    }

    [Fact]
    public async Task Who_has_no_door_there_cannot_mark_one()
    {
        var fire = await district.Fire();
        var g1 = District.Person(SampleRegisters.Persons.First(row => Inside(row) && row["grid"] == "001001-G1")["resident_id"]);
        var path = $"/api/incidents/{fire}/doors/{District.Community}/persons/{g1}/check";
        (await (await district.As("grid2")).Post(path, new { state = "safe" })).Is(403).Code.ShouldBe("scope.not-yours");
        (await (await district.As("volunteer")).Post(path, new { state = "safe" })).Is(403);
        (await (await district.As("elsewhere")).Post(path, new { state = "safe" })).Is(404);
        (await (await district.As("grid")).Post(path, new { state = "safe" })).Is(200);
    }

    [Fact]
    public async Task The_three_rows_add_up_after_every_act_through_all_twelve_states()
    {
        var fire = await district.Fire();
        var grid = await district.As("secretary");
        var people = SampleRegisters.Persons.Where(Inside).Select(row => District.Person(row["resident_id"])).ToList();
        var (persons, households, members) = (
            people.Count,
            SampleRegisters.Households.Count(Inside),
            SampleRegisters.Households.Where(Inside).Sum(row => (int)SampleRegisters.Number(row, "members"))
        );
        await AddsUp(fire, null, persons, households, members);
        (string State, object Body)[] acts =
        [
            ("safe", new { state = "safe" }),
            ("away", new { state = "away", source = "邻居说的" }),
            ("moved", new { state = "moved", where = "活动中心" }),
            ("with-relatives", new { state = "with-relatives", where = "女儿家" }),
            ("at-hospital", new { state = "at-hospital", confirmation = "120 已接" }),
            ("handed-over", new { state = "handed-over", confirmation = "已移交" }),
            ("needs-help", new { state = "needs-help" }),
            ("nobody-caring", new { state = "nobody-caring" }),
            ("refuses", new { state = "refuses" }),
            ("unreachable", new { state = "unreachable" }),
            ("unchecked", new { state = "safe" }),
            ("returned", new { state = "safe" }),
        ];
        foreach (var ((state, body), person) in acts.Zip(people))
            await AddsUp(fire, (await Mark(grid, fire, person, body)).Is(200).Position, persons, households, members);
        await AddsUp(
            fire,
            (await Mark(grid, fire, people[10], new { state = "unchecked" })).Is(200).Position,
            persons,
            households,
            members
        );
        var last = (await Mark(grid, fire, people[11], new { state = "returned" })).Is(200).Position;
        var row = await AddsUp(fire, last, persons, households, members);
        (row.GetProperty("moved").GetInt32(), row.GetProperty("lost").GetInt32(), row.GetProperty("refuses").GetInt32()).ShouldBe(
            (6, 1, 1)
        );
        var states = (await Doors("secretary", fire, last))
            .GetProperty("persons")
            .Items()
            .ToDictionary(person => person.Of("personId"), person => person.Of("state"), StringComparer.Ordinal);
        foreach (var ((state, _), person) in acts.Zip(people))
            states[person.ToString()].ShouldBe(state);
    }

    [Fact]
    public async Task Who_died_or_was_handed_over_injured_is_only_moved_to_a_chief()
    {
        var fire = await district.Fire();
        var person = District.Person(SampleRegisters.Persons.First(row => Inside(row) && row["grid"] == "001001-G1")["resident_id"]);
        var marked = (await Mark(await district.As("secretary"), fire, person, new { state = "handed-over", confirmation = "已移交" }))
            .Is(200)
            .Position;
        State(await Doors("grid", fire, marked), person).ShouldBe("moved");
        State(await Doors("street", fire, marked), person).ShouldBe("handed-over");
    }

    [Fact]
    public async Task What_a_state_must_be_told_with_is_asked_for()
    {
        var fire = await district.Fire();
        var (secretary, person) = (await district.As("secretary"), District.Person(SampleRegisters.Persons.First(Inside)["resident_id"]));
        (await Mark(secretary, fire, person, new { state = "away" })).Is(409).Code.ShouldBe("doors.source-missing");
        (await Mark(secretary, fire, person, new { state = "moved" })).Is(409).Code.ShouldBe("doors.place-missing");
        (await Mark(secretary, fire, person, new { })).Is(400).Arguments.ShouldBe(["$.state: one of the twelve states"]);
        (await Mark(secretary, fire, Guid.CreateVersion7(), new { state = "safe" })).Is(404).Code.ShouldBe("doors.unknown-person");
    }

    [Fact]
    public async Task A_stranger_is_added_with_one_tap_and_counted_among_all_people_only()
    {
        var fire = await district.Fire();
        var grid = await district.As("grid");
        var before = await Total(fire, null);
        var added = (await grid.Post($"/api/incidents/{fire}/doors/{District.Community}/visitors", new { })).Is(200);
        var after = await Total(fire, added.Position);
        (
            Row(after, "people") - Row(before, "people"),
            Row(after, "atRisk") - Row(before, "atRisk"),
            Row(after, "households") - Row(before, "households")
        ).ShouldBe((1, 0, 0));
        (await Doors("grid", fire, added.Position))
            .GetProperty("persons")
            .Items()
            .ShouldContain(
                person => person.Of("personId") == added.String("personId") && person.GetProperty("visitor").GetBoolean(),
                "who added somebody sees them"
            );
        var safe = (await Mark(grid, fire, added["personId"].GetGuid(), new { state = "safe" })).Is(200);
        State(await Doors("grid", fire, safe.Position), added["personId"].GetGuid()).ShouldBe("safe");
    }

    [Fact]
    public async Task A_named_person_of_the_street_takes_over_who_will_not_leave()
    {
        var fire = await district.Fire();
        var (street, person) = (await district.As("street"), District.Person(SampleRegisters.Persons.First(Inside)["resident_id"]));
        var takeOver = new
        {
            personId = person,
            from = "street",
            name = "王科",
        };
        (await street.Post($"/api/incidents/{fire}/doors/{District.Community}/take-over", takeOver))
            .Is(409)
            .Code.ShouldBe("doors.not-open-to-take-over");
        (await Mark(street, fire, person, new { state = "refuses" })).Is(200);
        var done = (await street.Post($"/api/incidents/{fire}/doors/{District.Community}/take-over", takeOver)).Is(200);
        (await Doors("street", fire, done.Position))
            .GetProperty("persons")
            .Items()
            .Single(one => one.Of("personId") == person.ToString())
            .GetProperty("takenOver")
            .GetBoolean()
            .ShouldBeTrue();
        (await (await district.As("secretary")).Post($"/api/incidents/{fire}/doors/{District.Community}/take-over", takeOver)).Is(403);
    }

    [Fact]
    public async Task Once_the_alarm_was_false_the_county_sees_no_doors_any_more()
    {
        var fire = await district.Fire();
        var commander = await district.As("commander");
        (await Doors("commander", fire)).GetProperty("persons").GetArrayLength().ShouldBeGreaterThan(0);
        var withdrawn = (await commander.Post($"/api/incidents/{fire}/withdraw", new { reason = "误报" })).Is(200);
        (await commander.Get($"/api/incidents/{fire}/doors?after={withdrawn.Position}"))
            .Is(200)["communities"]
            .Items()
            .ShouldAllBe(community =>
                community.GetProperty("persons").GetArrayLength() == 0 && community.GetProperty("households").GetArrayLength() == 0
            );
    }

    private async Task<JsonElement> Doors(string name, string fire, long? after = null) =>
        (await (await district.As(name)).Get($"/api/incidents/{fire}/doors?after={after ?? 0}"))
            .Is(200)["communities"]
            .Items()
            .Single(community => community.Of("community") == District.Community);

    private async Task<JsonElement> Total(string fire, long? after) =>
        (await (await district.As("commander")).Get($"/api/incidents/{fire}/figures?after={after ?? 0}")).Is(200)["total"];

    private async Task<JsonElement> AddsUp(string fire, long? after, int persons, int households, int people)
    {
        var total = await Total(fire, after);
        foreach (var (row, sum) in new[] { ("atRisk", persons), ("households", households), ("people", people) })
        {
            var figures = total.GetProperty(row);
            int Of(string name) => figures.GetProperty(name).GetInt32();
            (Of("toMove"), Of("moved") + Of("left") + Of("lost")).ShouldBe((sum, sum), row);
        }
        return total.GetProperty("atRisk");
    }

    private async Task<IReadOnlyList<JsonElement>> Readings(string fire)
    {
        var position = (await (await district.As("street")).Get($"/api/incidents/{fire}")).Position;
        var page = (await (await district.As("auditor")).Get($"/api/access?county={District.County}&after={position}")).Is(200);
        var all = page["items"].Items().ToList();
        while (page.Body.Has("next"))
        {
            page = (await (await district.As("auditor")).Get($"/api/access?county={District.County}&next={page.String("next")}")).Is(200);
            all.AddRange(page["items"].Items());
        }
        return [.. all.Where(reading => reading.Has("incident") && reading.Of("incident") == fire)];
    }

    private static Task<Fixtures.Answer> Mark(Fixtures.Api who, string fire, Guid person, object mark) =>
        who.Post($"/api/incidents/{fire}/doors/{District.Community}/persons/{person}/check", mark);

    private static string State(JsonElement doors, Guid person) =>
        doors.GetProperty("persons").Items().Single(one => one.Of("personId") == person.ToString()).Of("state");

    private static int Row(JsonElement total, string row) => total.GetProperty(row).GetProperty("toMove").GetInt32();

    private static bool Inside(Dictionary<string, string> row) =>
        row["community_code"] == District.Community && row.Within(114.068594, 32.119337, 150);
}
