using System.Text.Json;
using Emergency.Domain;
using Emergency.Domain.Hazards;
using Emergency.Domain.People;
using Emergency.Domain.Teams;
using Emergency.Domain.Visits;
using Emergency.Server.Features.Clinics;
using Emergency.Server.Features.Hazards;
using Emergency.Server.Features.People;
using Emergency.Server.Features.Teams;
using Emergency.Server.Features.Visits;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Infrastructure.Wording;
using Emergency.Server.Tests.Fixtures;
using Emergency.Testing;

namespace Emergency.Server.Tests.Visits;

/// <summary>Each follow-up of a visit reaches its announced receiver.</summary>
public sealed class VisitFollowTests(Borough borough)
{
    private const string Code = Borough.Community;
    private static readonly DateOnly Today = Shanghai.Day(TimeProvider.System.GetUtcNow());

    private static string Of(PersonId person, string act = "") => $"/api/communities/{Code}/visits/{person}{act}";

    private VisitKnown Known(PersonId person) => borough.Folding.Now.Of<VisitsKnown>().Find(Code, person) ?? default;

    // Nowhere on the map, so no fire of another test counts them.
    private async Task<PersonId> Somebody(
        string name,
        string kind,
        string need = "support",
        string building = "1号楼",
        string grid = "G1",
        string community = Code
    )
    {
        var person = BoroughRegisters.Someone($"followed-{name}");
        var contact = await borough.Seal(
            person.Value,
            new PersonContact("何拟随", "女", ["13900000071"], null, building, "1单元", 3, "301", null)
        );
        var sensitive = await borough.Seal(
            person.Value,
            new PersonSensitive([kind], new(1950, 1, 1), null, [need], null, null, null, false, null, null, null)
        );
        await borough.Do(
            Entities.Residents(Borough.Realm, community),
            new RecordPersons([new(person, null, grid, contact, sensitive)], null, borough.Time.GetUtcNow())
        );
        await Until.True(() => borough.Folding.Now.Of<ResidentsKnown>().Persons.ContainsKey(person), "the person is known");
        return person;
    }

    private async Task Make(PersonId person, params string[] follows) =>
        (await (await borough.GridChief()).Post(Of(person, "/make"), new { means = "door", follows })).Is(200);

    private static async Task<JsonElement?> Line(Resident who) =>
        (await who.Get($"/api/today/{Code}")).Is(200) is var today
            ? ((string[])["first", "today"])
                .SelectMany(list => today[list].EnumerateArray())
                .Where(one => one.GetProperty("kind").GetString() == "visit-asks")
                .Select(one => (JsonElement?)one)
                .FirstOrDefault()
            : null;

    private static async Task<IEnumerable<Guid>> Asking(Resident who) =>
        (await who.Post($"/api/divisions/{Code}/residents/find", new { visitAsks = true }))
            .Is(200)["items"]
            .EnumerateArray()
            .Select(one => one.GetProperty("person").GetProperty("personId").GetGuid());

    [Fact]
    public async Task A_danger_at_a_door_is_a_hazard_of_its_building_that_the_visitor_found_and_names_nobody()
    {
        var (person, chief, secretary) = (
            await Somebody("hazard", "elder-alone", building: "险楼"),
            await borough.GridChief(),
            await borough.Secretary()
        );
        const string seen = "楼道电线露在外面";
        (
            await chief.Post(
                Of(person, "/make"),
                new
                {
                    means = "door",
                    reasons = new[] { "house" },
                    follows = new[] { "hazard" },
                    hazard = seen,
                    note = "老人自己接的线",
                }
            )
        ).Is(200);
        await Make(person, "hazard");
        List<HazardKnown> Found() =>
            [.. borough.Folding.Now.Of<HazardsKnown>().Of(Code).Values.Where(one => one.State.Facts?.Building == "险楼")];
        await Until.True(() => Found().Count == 2, "both are hazards");
        Found().ShouldAllBe(one => one.State.Stage == HazardStage.Found && one.State.Facts!.Grid == "G1");
        var list = (await secretary.Get($"/api/communities/{Code}/hazards")).Is(200);
        list.Text.ShouldContain(seen);
        list.Text.ShouldContain(new PageWords("zh-CN").Say("visit.hazardSeen"));
        foreach (var hidden in (string[])["何拟随", "老人自己接的线", "elder-alone", person.ToString()])
            list.Text.ShouldNotContain(hidden);
        var one = Found()[0].Id;
        var entry = (await secretary.Get($"/api/communities/{Code}/hazards/{one}")).Is(200);
        entry.Text.ShouldContain(nameof(Role.GridChief));
    }

    [Fact]
    public async Task What_a_visitor_asks_of_the_secretary_stands_on_today_until_it_is_seen()
    {
        var (person, secretary) = (await Somebody("asked", "elder-alone"), await borough.Secretary());
        await Make(person, "secretary", "need-changed");
        await Until.True(() => Known(person).Aside?.Asks?.Count == 2, "both wait");
        var line = (await Line(secretary)).ShouldNotBeNull();
        line.GetProperty("link").GetString().ShouldBe($"/street?community={Code}&only=visitAsks%3Dyes#residents");
        (await Asking(secretary)).ShouldContain(one => one == person.Value);
        (await Asking(await borough.GridChief())).ShouldBeEmpty("whose walk it is has it from the walk");
        var card = (await secretary.Get(Of(person))).Is(200);
        card["asks"].EnumerateArray().Select(one => one.GetProperty("follow").GetString()).ShouldBe(["need-changed", "secretary"]);
        var until = card["asks"].EnumerateArray().Max(one => one.GetProperty("at").GetDateTimeOffset());
        // Asked again before the secretary presses: that ask was not on the screen.
        await Make(person, "secretary");
        await Until.True(() => Known(person).Aside!.Asks!.Any(one => one.At > until), "it is asked again");
        (await (await borough.GridChief()).Post(Of(person, "/seen"), new { })).Is(403);
        (await secretary.Post(Of(person, "/seen"), new { until })).Is(200);
        await Until.True(() => Known(person).Aside!.Asks!.Count == 1, "what was read is gone");
        (await secretary.Post(Of(person, "/seen"), new { })).Is(200);
        await Until.True(() => Known(person).Aside?.Asks is null, "all is seen");
        (await Asking(secretary)).ShouldNotContain(one => one == person.Value);
        (await secretary.Get(Of(person, "/history"))).Is(200).Text.ShouldContain("visits.asks-settled.v1");
    }

    [Fact]
    public async Task What_has_changed_is_done_once_the_record_is_confirmed_and_what_else_was_asked_is_not()
    {
        var (person, secretary) = (await Somebody("changed", "elder-alone"), await borough.Secretary());
        await Make(person, "secretary", "need-changed");
        await Until.True(() => Known(person).Aside?.Asks?.Count == 2, "both wait");
        (await secretary.Post($"/api/communities/{Code}/residents/checked", new { persons = new[] { person } })).Is(200);
        await Until.True(
            () => Known(person).Aside?.Asks is { Count: 1 } asks && asks[0].Follow == VisitFollow.Secretary,
            "the record says it by now"
        );
    }

    [Fact]
    public async Task The_clinic_hears_who_is_its_patient_and_of_others_the_secretary_does()
    {
        var (clinic, secretary) = (await borough.As(Role.Clinic, Borough.Street), await borough.Secretary());
        var other = await Somebody("no patient", "elder-alone");
        await Make(other, "clinic");
        await Until.True(() => Known(other).Aside?.Asks?.Count == 1, "the secretary has it");
        (await Asking(secretary)).ShouldContain(one => one == other.Value);
        // A file makes the person the clinic's patient by now.
        await Somebody("no patient", "escort");
        await Make(other, "clinic");
        await Until.True(
            () => Known(other).Aside?.Asks is null && borough.Folding.Now.Of<ClinicsKnown>().Find(Code, other)?.State.AskedAt is not null,
            "the clinic has it"
        );
        var patients = (await clinic.Get("/api/clinic/patients")).Is(200);
        var first = patients["items"][0];
        first.GetProperty("personId").GetGuid().ShouldBe(other.Value);
        first.GetProperty("asked").GetDateTimeOffset().ShouldBeGreaterThan(TimeProvider.System.GetUtcNow().AddHours(-1));
        patients["due"].GetInt32().ShouldBeGreaterThan(0);
        (await clinic.Post($"/api/communities/{Code}/clinic/{other}/date", new { next = Today.AddDays(3) })).Is(200);
        var after = (await clinic.Get("/api/clinic/patients"))
            .Is(200)["items"]
            .EnumerateArray()
            .Single(one => one.GetProperty("personId").GetGuid() == other.Value);
        (after.TryGetProperty("asked", out var asked) && asked.ValueKind != JsonValueKind.Null).ShouldBeFalse("the clinic has set a day");
    }

    [Fact]
    public async Task Who_is_in_hospital_rests_until_they_are_home_and_then_somebody_comes_within_a_day()
    {
        var (person, chief) = (await Somebody("hospital", "elder-alone"), await borough.GridChief());
        (await chief.Post(Of(person, "/miss"), new { reason = "hospital" })).Is(200);
        await Until.True(() => Known(person) is { Paused: true, Next: null }, "nothing is due");
        (await chief.Get(Of(person))).Is(200)["paused"].GetString().ShouldBe("hospital");
        (await chief.Post(Of(person, "/resume"), new { discharged = true })).Is(200);
        await Until.True(() => Known(person).Extras.Any(one => one.Trigger == VisitTrigger.Discharge), "somebody comes within a day");
    }

    [Fact]
    public async Task Of_a_visit_by_telephone_one_may_keep_that_one_has_called()
    {
        var (person, chief) = (await Somebody("called", "elder-alone"), await borough.GridChief());
        (await chief.Post(Of(person, "/make"), new { means = "door", byCall = true })).Is(400);
        var made = (await chief.Post(Of(person, "/make"), new { means = "phone", byCall = true })).Is(200);
        (await chief.Get(Of(person), made)).Is(200)["last"].GetProperty("byCall").GetBoolean().ShouldBeTrue();
    }

    private int Cut(IEnumerable<PersonId> of) => of.Sum(one => Known(one).Extras.Count(extra => extra.Trigger == VisitTrigger.PowerCut));

    [Fact]
    public async Task A_power_cut_asks_for_a_visit_of_all_whose_machines_need_power_in_that_building_once()
    {
        var (one, two, elsewhere, none) = (
            await Somebody("oxygen", "elder-alone", "oxygen", "电楼"),
            await Somebody("dialysis", "disabled", "dialysis", "电楼"),
            await Somebody("elsewhere", "disabled", "oxygen", "明楼"),
            await Somebody("nothing", "disabled", "carry", "电楼")
        );
        PersonId[] all = [one, two, elsewhere, none];
        var (path, secretary) = ($"/api/communities/{Code}/visits/power-cut", await borough.Secretary());
        (await (await borough.GridChief()).Post(path, new { building = "电楼" })).Is(403);
        (await secretary.Post(path, new { building = "电楼", until = TimeProvider.System.GetUtcNow().AddHours(-1) })).Is(400);
        var until = TimeProvider.System.GetUtcNow().AddHours(1);
        (await secretary.Post(path, new { building = "电楼", until })).Is(200)["meant"].GetInt32().ShouldBe(2);
        await Until.True(() => Cut(all) == 2, "both are asked for");
        (Cut([elsewhere]), Cut([none])).ShouldBe((0, 0));
        Known(one).Extras[0].Before.ShouldBe(until, TimeSpan.FromSeconds(1));
        var again = (await (await borough.StreetOfficer()).Post(path, new { building = "电楼" })).Is(200);
        again["meant"].GetInt32().ShouldBe(2);
        await borough.Folding.With(known => known.At.Value >= again.Position, CancellationToken.None);
        Cut(all).ShouldBe(2);
    }

    [Fact]
    public async Task An_incident_of_failing_power_asks_for_them_too_in_its_grid()
    {
        var (inside, outside) = (
            await Somebody("dark", "disabled", "oxygen", "暗楼", "G7"),
            await Somebody("lit", "disabled", "oxygen", "亮楼", "G8")
        );
        (
            await (await borough.Duty()).Post(
                "/api/incidents",
                new
                {
                    category = "power",
                    title = "变压器坏了",
                    priority = "normal",
                    community = Code,
                    grid = "G7",
                }
            )
        ).Is(201);
        await Until.True(() => Cut([inside]) == 1, "a visit is asked for");
        Cut([outside]).ShouldBe(0);
    }

    [Fact]
    public async Task In_a_village_without_grids_the_leader_of_the_persons_group_owes_the_visit()
    {
        const string village = "411502394001";
        var now = borough.Time.GetUtcNow();
        async Task<Member> Leader(string name, string? grid, string? group)
        {
            var id = new MemberId(Derived.Register("member", Borough.County, $"leader-{name}"));
            var contact = await borough.Seal(id.Value, new MemberContact("何拟组", ["13900000002"], null, null));
            return new(id, TeamRole.GroupLeader, grid, group, null, [], Availability.OnPost, contact);
        }
        Member[] leaders = [await Leader("three", null, "3组"), await Leader("four", "", "4组"), await Leader("gridded", "G1", "3组")];
        await borough.Do(Entities.Team(Borough.Realm, village), new RecordMembers([.. leaders], null, now));
        var person = await Somebody("villager", "elder-alone", building: "3组", grid: "", community: village);
        var known = borough.Folding.Now.Of<ResidentsKnown>().Persons.GetValueOrDefault(person)!;
        var visit = new VisitKnown(30, 2, true, false, Today, null, null);
        VisitWalkers.Owing(known, visit, borough.Folding.Now.Of<TeamsKnown>().Of(village).State, Today).ShouldBe([leaders[0].Id]);
        var whole = await Leader("whole", null, null);
        await borough.Do(Entities.Team(Borough.Realm, village), new RecordMembers([whole], null, now));
        VisitWalkers
            .Owing(known, visit, borough.Folding.Now.Of<TeamsKnown>().Of(village).State, Today)
            .ShouldBe([leaders[0].Id, whole.Id], ignoreOrder: true);
    }

    [Fact]
    public async Task Whose_visit_is_due_is_found_in_the_list_of_people()
    {
        var (due, not, secretary) = (
            await Somebody("due", "elder-alone"),
            await Somebody("not due", "elder-alone"),
            await borough.Secretary()
        );
        (await secretary.Post(Of(due, "/extra"), new { trigger = "by-hand" })).Is(200);
        await Until.True(() => Known(due).Extras.Count == 1, "a visit is asked for");
        var found = (await secretary.Post($"/api/divisions/{Code}/residents/find", new { visitDue = true })).Is(200);
        List<Guid> ids = [.. found["items"].EnumerateArray().Select(one => one.GetProperty("person").GetProperty("personId").GetGuid())];
        ids.ShouldContain(one => one == due.Value);
        ids.ShouldNotContain(one => one == not.Value);
        found["facets"].GetProperty("visitDue").GetInt32().ShouldBe(found["count"].GetInt32());
    }
}
