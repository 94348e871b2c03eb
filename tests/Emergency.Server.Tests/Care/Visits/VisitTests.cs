using System.Text.Json;
using Emergency.Domain;
using Emergency.Domain.Calls;
using Emergency.Domain.Rhythms;
using Emergency.Domain.TemporaryCare;
using Emergency.Server.Features.Calls;
using Emergency.Server.Features.TemporaryCare;
using Emergency.Server.Features.Visits;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Views;
using Emergency.Server.Tests.Fixtures;
using Emergency.Testing;

namespace Emergency.Server.Tests.Visits;

public sealed class VisitTests(Borough borough)
{
    private const string Code = Borough.Community;

    /// <summary>Enters a person of this test alone, with planned visits.</summary>
    // Under seventy: neither the months of heat nor those of cold make the visits weekly.
    private static readonly DateOnly Born = new(Shanghai.Day(TimeProvider.System.GetUtcNow()).Year - 66, 1, 1);

    private async Task<PersonId> Planned(string name, params string[] kinds)
    {
        var person = BoroughRegisters.Someone($"visited-{name}");
        await BoroughRegisters.Record(borough, person, null, "何拟探", Born, 0.005, kinds);
        (await (await borough.Secretary()).Post($"/api/communities/{Code}/visits/plan", new { })).Is(200);
        await Until.True(() => Known(person) is not null, "a visit is planned");
        return person;
    }

    private VisitKnown? Known(PersonId person) => borough.Folding.Now.Of<VisitsKnown>().Find(Code, person);

    private static string Of(PersonId person, string act = "") => $"/api/communities/{Code}/visits/{person}{act}";

    private static JsonElement? Item(Answer list, PersonId person) =>
        list["items"]
            .EnumerateArray()
            .Where(item => item.GetProperty("personId").GetGuid() == person.Value)
            .Select(item => (JsonElement?)item)
            .FirstOrDefault();

    [Fact]
    public async Task Who_is_in_the_register_is_planned_for_and_stands_on_the_walk_of_the_grid_without_a_kind()
    {
        var person = await Planned("walk", "elder-alone");
        Known(person)!.Value.Every.ShouldBe(30);
        var walk = (await (await borough.GridChief()).Get("/api/visits/mine?ahead=31")).Is(200);
        Item(walk, person).ShouldNotBeNull().GetProperty("door").GetProperty("building").GetString().ShouldBe("1号楼");
        walk.Text.ShouldNotContain("elder");
        walk.Text.ShouldNotContain("何拟探");
        var month = (await (await borough.Secretary()).Get($"/api/communities/{Code}/visits")).Is(200);
        var counts = month["counts"];
        counts
            .GetProperty("expected")
            .GetInt32()
            .ShouldBe(
                counts.GetProperty("met").GetInt32() + counts.GetProperty("missed").GetInt32() + counts.GetProperty("open").GetInt32()
            );
        (await (await borough.StreetOfficer()).Get($"/api/streets/{Borough.Street}/visits")).Is(200).Text.ShouldNotContain("何");
    }

    [Fact]
    public async Task How_many_there_are_today_is_told_without_reading_anybody()
    {
        var person = await Planned("counted", "elder-alone");
        (await (await borough.Secretary()).Post(Of(person, "/extra"), new { trigger = "by-hand" })).Is(200);
        var (chief, auditor) = (await borough.GridChief(), await borough.As(Role.Auditor, Borough.County));
        var readings = $"/api/access?county={Borough.County}&limit=200";
        var due = (await chief.Get("/api/visits/mine")).Is(200)["due"].GetInt32();
        var before = (await auditor.Get(readings)).Is(200)["items"].EnumerateArray().Count(OfChief);
        var count = (await chief.Get("/api/visits/mine/count")).Is(200);
        count["due"].GetInt32().ShouldBe(due);
        due.ShouldBeGreaterThan(0);
        (await auditor.Get(readings)).Is(200)["items"].EnumerateArray().Count(OfChief).ShouldBe(before);
        (await (await borough.As(Role.Auditor, Borough.County)).Get("/api/visits/mine/count")).Is(403);

        bool OfChief(JsonElement one) => one.GetProperty("account").GetString() == chief.Account.ToString();
    }

    [Fact]
    public async Task Of_what_the_clinic_visits_for_others_are_told_its_next_day_alone()
    {
        var (person, secretary, chief) = (await Planned("clinic", "elder-alone"), await borough.Secretary(), await borough.GridChief());
        (await secretary.Post(Of(person, "/extra"), new { trigger = "by-hand" })).Is(200);
        // A file gives another kind; the plan follows when its duty comes round.
        await BoroughRegisters.Record(borough, person, null, "何拟探", Born, 0.005, "pregnant");
        var next = Shanghai.Day(TimeProvider.System.GetUtcNow()).AddDays(9).ToString("O", null);
        var noted = (await secretary.Post(Of(person, "/clinic"), new { next })).Is(200);
        foreach (var who in new[] { secretary, chief })
        foreach (var path in (string[])[Of(person), Of(person, "/history"), "/api/visits/mine?ahead=31&all=true"])
            (await who.Get(path, noted)).Is(200).Text.ShouldNotContain("pregnant", Case.Sensitive, path);
        var card = (await secretary.Get(Of(person), noted)).Is(200)["visit"];
        (card.GetProperty("rhythm").GetString(), card.GetProperty("clinic").GetString()).ShouldBe(("clinic", next));
        var month = (await secretary.Get($"/api/communities/{Code}/visits", noted)).Is(200);
        month.Text.ShouldNotContain("pregnant");
        month["rhythms"].EnumerateArray().ShouldContain(one => one.GetProperty("code").GetString() == "clinic");
    }

    [Fact]
    public async Task The_clinics_day_stays_when_the_clinic_visits_alone_and_goes_with_the_person()
    {
        var (person, secretary) = (await Planned("day", "elder-alone"), await borough.Secretary());
        var next = Shanghai.Day(TimeProvider.System.GetUtcNow()).AddDays(9);
        (await secretary.Post(Of(person, "/clinic"), new { next })).Is(200);
        await BoroughRegisters.Record(borough, person, null, "何拟探", Born, 0.005, "pregnant");
        (await secretary.Post($"/api/communities/{Code}/visits/plan", new { })).Is(200);
        await Until.True(() => Known(person) is { Every: 0 }, "only the clinic visits");
        var card = (await secretary.Get(Of(person))).Is(200);
        card["visit"].GetProperty("clinic").GetString().ShouldBe(next.ToString("O", null));
        (await secretary.Get($"/api/communities/{Code}/visits"))
            .Is(200)["clinic"]
            .EnumerateArray()
            .ShouldContain(one => one.GetProperty("personId").GetGuid() == person.Value);
        var day = Shanghai.Day(TimeProvider.System.GetUtcNow());
        (await secretary.Post($"/api/communities/{Code}/residents/{person}/leave", new { how = "moved", day })).Is(200);
        await Until.True(() => Known(person) is null, "nothing is left of it");
        (await secretary.Post($"/api/communities/{Code}/residents/{person}/return", new { day })).Is(200);
        (await secretary.Post(Of(person, "/clinic"), new { next })).Is(200);
        await Until.True(() => Known(person)?.Aside?.Clinic == next, "it is said anew");
    }

    private List<CallKnown> Calls(CallKind kind) =>
        [.. borough.Folding.Now.Of<CallsKnown>().All.Values.Where(call => call.State.Receiver == Code && call.State.About!.Kind == kind)];

    [Fact]
    public async Task A_visit_that_is_late_rings_whose_walk_it_is_and_the_secretary_until_somebody_goes_there()
    {
        PersonId[] both = [await Planned("late", "elder-alone"), await Planned("late too", "elder-alone")];
        DateTimeOffset Noon(PersonId person) => new(Known(person)!.Value.Next!.Value.ToDateTime(new(12, 0)), TimeSpan.FromHours(8));
        var late = both.Max(Noon).AddDays(3);
        foreach (var one in both)
            await borough.Do(Entities.Visits(Entities.Live, Code, one), new Remind(Noon(one)));
        foreach (var one in both)
            await borough.Do(Entities.Visits(Entities.Live, Code, one), new Remind(late));
        await Until.True(() => both.All(one => Known(one)!.Value.Level >= VisitKnown.Secretarys), "both are late");
        await Until.True(() => Calls(CallKind.Visit).Count >= 2, "who walks there and the secretary are rung, once for both doors");
        var calls = Calls(CallKind.Visit);
        calls.ShouldAllBe(call => call.State.Rings[0].At == late, "what is only due rings nobody");
        calls.Select(call => call.State.Member).ShouldBe([BoroughRegisters.GridChief, BoroughRegisters.Secretary], ignoreOrder: true);
        calls.ShouldAllBe(call => call.State.Rings[0].Channels.All(one => one.Channel != CallChannel.Voice), "it can wait");
        var (chief, secretary) = (
            await borough.As(Role.GridChief, Code, BoroughRegisters.GridChief, "G1"),
            await borough.As(Role.Secretary, Code, BoroughRegisters.Secretary)
        );
        await WhoHearsOfIt(calls, chief, secretary);

        (await chief.Post($"/api/calls/{calls.Single(call => call.State.Member == BoroughRegisters.GridChief).Id}/awake", new { })).Is(200);
        foreach (var one in both)
            (await chief.Post(Of(one, "/make"), new { means = "door" })).Is(200);
        await Until.True(() => Calls(CallKind.Visit).TrueForAll(call => call.State.Over == CallEnd.Taken), "nobody is rung any more");
        Calls(CallKind.Visit).Count(call => call.State.Answer is not null).ShouldBe(1);
        (await secretary.Get(Rung)).Is(200)["items"].GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task A_visit_that_was_asked_for_besides_rings_by_every_channel_when_its_hour_is_over()
    {
        var (person, secretary) = (await Planned("besides", "elder-alone"), await borough.Secretary());
        (await secretary.Post(Of(person, "/extra"), new { trigger = "by-hand" })).Is(200);
        var at = TimeProvider.System.GetUtcNow().AddHours(25);
        await borough.Do(Entities.Visits(Entities.Live, Code, person), new Remind(at));
        await Until.True(() => Calls(CallKind.ExtraVisit).Count == 2, "who walks there and the secretary are rung");
        Calls(CallKind.ExtraVisit).ShouldAllBe(call => call.State.Rings[0].Channels.Any(one => one.Channel == CallChannel.Voice));
        (await (await borough.GridChief()).Post(Of(person, "/make"), new { means = "door" })).Is(200);
        await Until.True(() => Calls(CallKind.ExtraVisit).TrueForAll(call => call.State.Over == CallEnd.Taken), "somebody has been there");
    }

    private const string Rung = $"/api/communities/{Code}/visits/rung";

    // Visits of a person are no desk's matter: not in the list, not on the live line, and each call shows only to the rung person and the
    // keeper of the month.
    private async Task WhoHearsOfIt(IReadOnlyList<CallKnown> calls, Resident chief, Resident secretary)
    {
        (await secretary.Get(Rung)).Is(200)["items"].GetArrayLength().ShouldBe(2);
        var own = (await chief.Get(Rung)).Is(200)["items"].EnumerateArray().Single();
        own.GetProperty("light").GetProperty("member").GetGuid().ShouldBe(BoroughRegisters.GridChief.Value);
        (await (await borough.UnitChief()).Get(Rung)).Is(403);
        (await (await borough.As(Role.Secretary, Borough.Neighbour)).Get(Rung)).Status.ShouldBeOneOf(403, 404);
        var others = calls.Single(call => call.State.Member == BoroughRegisters.Secretary);
        (await chief.Post($"/api/calls/{others.Id}/awake", new { })).Is(404);
        (await (await borough.StreetOfficer()).Post($"/api/calls/{others.Id}/answered", new { })).Is(404);
        (await (await borough.StreetOfficer()).Get($"/api/calls?receiver={Code}"))
            .Is(200)["items"]
            .EnumerateArray()
            .ShouldNotContain(one => one.GetProperty("light").GetProperty("about").GetString() == "visit");
        foreach (var code in new[] { Code, Borough.Street })
            Folding
                .Show(borough.Folding.Now, borough.Folding.Views, Group.Division(Entities.Live, code))
                .ShouldNotContain(change => change.View == "call" && calls.Any(call => call.Id.ToString() == change.Key));
    }

    [Fact]
    public async Task A_visit_moves_the_plan_once_however_often_it_is_sent_and_its_words_are_the_committees()
    {
        var (person, chief) = (await Planned("made", "elder-alone"), await borough.GridChief());
        var body = new
        {
            means = "door",
            reasons = new[] { "fell" },
            follows = new[] { "guardian" },
            note = "门口要装扶手",
            nearDoor = true,
        };
        var first = (await chief.Post(Of(person, "/make"), body, $"visit-{person}")).Is(200);
        (await chief.Post(Of(person, "/make"), body, $"visit-{person}")).Is(200).Position.ShouldBe(first.Position);
        var card = (await chief.Get(Of(person), first)).Is(200);
        card["visit"].GetProperty("asUsual").GetBoolean().ShouldBeFalse();
        card["last"].GetProperty("reasons")[0].GetString().ShouldBe("fell");
        var history = (await chief.Get(Of(person, "/history"), first)).Is(200);
        history["items"].EnumerateArray().Count(item => item.GetProperty("what").GetString() == "visits.made.v1").ShouldBe(1);
        var day = Shanghai.Day(TimeProvider.System.GetUtcNow());
        Known(person)!.Value.Seen.ShouldBe(day);
        Known(person)!.Value.Next.ShouldBe(day.AddDays(30));
    }

    [Fact]
    public async Task Lay_people_see_only_the_door_that_was_handed_to_them_and_neither_kind_nor_number_nor_word()
    {
        var (person, chief) = (await Planned("handed", "elder-alone"), await borough.GridChief());
        var lay = await borough.As(Role.BuildingChief, Code, BoroughRegisters.BuildingChief);
        (await lay.Get(Of(person))).Is(403);
        (await chief.Post(Of(person, "/make"), new { means = "door", reasons = new[] { "ill" } })).Is(200);
        var handed = (await chief.Post(Of(person, "/hand-over"), new { member = BoroughRegisters.BuildingChief })).Is(200);
        var card = (await lay.Get(Of(person), handed)).Is(200);
        card["visit"].GetProperty("dial").GetArrayLength().ShouldBe(0);
        foreach (var hidden in (string[])["elder", "何拟探", "13900000001", "\"ill\""])
            card.Text.ShouldNotContain(hidden);
        var made = (await lay.Post(Of(person, "/make"), new { means = "door" })).Is(200);
        // The permission was for this visit.
        (await lay.Get(Of(person), made)).Is(403);
        (await chief.Post(Of(person, "/hand-over"), new { member = Guid.CreateVersion7() })).Code.ShouldBe("team.unknown-member");
    }

    [Fact]
    public async Task What_a_phone_sends_late_of_who_has_moved_away_stands_in_the_history_and_moves_nothing()
    {
        var (person, chief) = (await Planned("moved", "elder-alone"), await borough.GridChief());
        var left = await (await borough.Secretary()).Post(
            $"/api/communities/{Code}/residents/{person}/leave",
            new { how = "moved", day = Shanghai.Day(TimeProvider.System.GetUtcNow()) }
        );
        left.Is(200);
        await Until.True(() => Known(person) is null, "nobody is visited any more");
        var made = (await chief.Post(Of(person, "/make"), new { means = "door", seenAt = TimeProvider.System.GetUtcNow().AddDays(-3) })).Is(
            200
        );
        made["gone"].GetBoolean().ShouldBeTrue();
        Known(person).ShouldBeNull();
        (await chief.Post(Of(person, "/pause"), new { reason = "hospital" })).Code.ShouldBe("visit.over");
        (await chief.Post(Of(new(Guid.CreateVersion7()), "/make"), new { means = "door" })).Code.ShouldBe("visit.unknown");
    }

    [Fact]
    public async Task A_visit_sent_three_days_late_of_who_went_to_another_community_moves_no_plan_there()
    {
        var (person, chief) = (await Planned("passed", "elder-alone"), await borough.GridChief());
        var (here, next) = (await borough.Secretary(), await borough.As(Role.Secretary, Borough.Neighbour));
        (await here.Post($"/api/communities/{Code}/residents/{person}/give", new { to = Borough.Neighbour })).Is(200);
        (await next.Post($"/api/communities/{Borough.Neighbour}/givings/{person}/take", new { building = "2号楼" })).Is(200);
        VisitKnown? There() => borough.Folding.Now.Of<VisitsKnown>().Find(Borough.Neighbour, person);
        await Until.True(() => Known(person) is null && There() is not null, "the other community visits");
        var before = There();
        var seen = TimeProvider.System.GetUtcNow().AddDays(-3);
        var made = (await chief.Post(Of(person, "/make"), new { means = "door", seenAt = seen }, $"late {person}")).Is(200);
        made["gone"].GetBoolean().ShouldBeTrue();
        (await chief.Post(Of(person, "/make"), new { means = "door", seenAt = seen }, $"late {person}"))
            .Is(200)
            .Position.ShouldBe(made.Position);
        Known(person).ShouldBeNull();
        There().ShouldBe(before);
        // A visitor cannot look after the person there.
        (await chief.Get($"/api/communities/{Borough.Neighbour}/visits/{person}")).Status.ShouldBeOneOf(403, 404);
    }

    [Fact]
    public async Task Nobody_caring_opens_a_care_case_and_a_bad_body_is_refused()
    {
        var (person, chief) = (await Planned("care", "disabled"), await borough.GridChief());
        (await chief.Post(Of(person, "/make"), new { means = "door", reasons = new[] { "no-such" } })).Is(400);
        (await chief.Post(Of(person, "/make"), new { means = "door", policeFirst = true })).Is(400);
        (await chief.Post(Of(person, "/make"), new { means = "door", seenAt = TimeProvider.System.GetUtcNow().AddDays(1) })).Code.ShouldBe(
            "visit.future"
        );
        (
            await chief.Post(
                Of(person, "/make"),
                new
                {
                    means = "door",
                    reasons = new[] { "nobody-caring" },
                    follows = new[] { "care", "report" },
                    policeFirst = true,
                }
            )
        ).Is(200);
        await Until.True(
            () =>
                borough
                    .Folding.Now.Of<CareKnown>()
                    .All.Values.Any(care => care.State is { HarmSuspected: true, Stage: CareStage.Opened } && care.State.Person == person),
            "the care case is open"
        );
    }

    [Fact]
    public async Task A_due_time_that_two_nodes_send_is_in_the_journal_once()
    {
        var (due, round) = (TimeProvider.System.GetUtcNow().AddMinutes(-1), Entities.Round(DutyRhythm.VisitsPlan, Borough.Neighbour));
        foreach (var node in (int[])[1, 2, 3])
            await borough.Do(round, new ComeRound(DutyRhythm.VisitsPlan, Borough.Neighbour, due, Misfire.Once, 60, due.AddMinutes(node)));
        var written = 0;
        await foreach (var happened in borough.Feed.Stream(round, await borough.Feed.Head()))
            written += happened.Event is RoundCame ? 1 : 0;
        written.ShouldBe(1);
    }

    [Fact]
    public async Task Earlier_months_are_figures_of_the_own_community_and_a_visit_told_late_counts_where_the_person_was_seen()
    {
        var (person, chief, secretary) = (await Planned("months", "elder-alone"), await borough.GridChief(), await borough.Secretary());
        var today = Shanghai.Day(TimeProvider.System.GetUtcNow());
        var before = new DateOnly(today.Year, today.Month, 1).AddDays(-1);
        var path = $"/api/communities/{Code}/visits/months";
        int Met(Answer answer) => answer["items"][0].GetProperty("counts").GetProperty("met").GetInt32();
        var had = Met((await secretary.Get(path)).Is(200));
        (
            await chief.Post(
                Of(person, "/make"),
                new
                {
                    means = "door",
                    seenAt = new DateTimeOffset(before, new(3, 0), TimeSpan.Zero),
                    afterwards = true,
                }
            )
        ).Is(200);
        var months = (await secretary.Get(path)).Is(200);
        months["items"].GetArrayLength().ShouldBe(6);
        months["items"][0].GetProperty("to").GetString().ShouldBe($"{before:yyyy-MM-dd}");
        // Nobody planned for them then: visits before the plan are in the history alone.
        Met(months).ShouldBe(had);
        foreach (var hidden in (string[])["何", "personId", "elder"])
            months.Text.ShouldNotContain(hidden);
        (await secretary.Get($"{path}?count=13")).Is(400);
        (await secretary.Get($"/api/communities/{Borough.Neighbour}/visits/months")).Status.ShouldBeOneOf(403, 404);
        (await chief.Get(path)).Is(403);
    }

    [Fact]
    public async Task A_month_as_a_file_is_the_month_that_was_asked_for()
    {
        await Planned("file of a month", "elder-alone");
        var (today, secretary) = (Shanghai.Day(TimeProvider.System.GetUtcNow()), await borough.Secretary());
        var now = new DateOnly(today.Year, today.Month, 1);
        async Task<List<string[]>> File(DateOnly? month) => [.. (
                    await secretary.Post(
                        $"/api/divisions/{Code}/lists/visit-month/file",
                        new
                        {
                            form = "csv",
                            why = "月报",
                            receiver = "街道",
                            only = new { month },
                        }
                    )
                ).Is(200).Text.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(row => row.Split(','))];
        var current = await File(null);
        current.ShouldNotBeEmpty();
        current.ShouldAllBe(row => row[0] == $"{now:yyyy-MM}");
        (await File(now)).Count.ShouldBe(current.Count);
        var past = (await secretary.Get($"/api/communities/{Code}/visits/months?count=2")).Is(200)["items"];
        foreach (var month in past.EnumerateArray())
        {
            var rows = await File(
                DateOnly.Parse(month.GetProperty("from").GetString()!, System.Globalization.CultureInfo.InvariantCulture)
            );
            rows.Count.ShouldBe(month.GetProperty("grids").GetArrayLength());
            var name = month.GetProperty("from").GetString()![..7];
            rows.ShouldAllBe(row => row[0] == name);
        }
        foreach (var outside in (DateOnly[])[now.AddMonths(1), now.AddMonths(-13)])
            (
                await secretary.Post(
                    $"/api/divisions/{Code}/lists/visit-month/file",
                    new
                    {
                        form = "csv",
                        why = "月报",
                        receiver = "街道",
                        only = new { month = outside },
                    }
                )
            ).Is(404);
    }
}
