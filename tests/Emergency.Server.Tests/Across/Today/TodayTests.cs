using System.Globalization;
using System.Text.Json;
using Emergency.Domain;
using Emergency.Domain.Parties;
using Emergency.Domain.Patrols;
using Emergency.Domain.Places;
using Emergency.Domain.Rhythms;
using Emergency.Domain.Stock;
using Emergency.Domain.Teams;
using Emergency.Domain.Visits;
using Emergency.Domain.Volunteers;
using Emergency.Server.Across.Today;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Due;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Tests.Fixtures;

namespace Emergency.Server.Tests.Today;

/// <summary>Due items of a street of its own; its records change no other test's lines.</summary>
public sealed class TodayTests(Borough town)
{
    private const string Street = "411502391",
        Community = "411502391001";
    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();
    private static DateOnly Day => Shanghai.Day(Now);

    private async Task Found()
    {
        foreach (var (code, name, kind) in ((string, string, string)[])[(Street, "试今街道", "街道"), (Community, "试今社区", "社区")])
            await town.Do(Entities.Place(Borough.Realm, code), new RegisterDivision(code, name, kind, new(2024, 1, 1), null, Now));
    }

    private static IEnumerable<string> Kinds(Answer today, string list) =>
        today[list].EnumerateArray().Select(one => one.GetProperty("kind").GetString()!);

    private static LotFacts Lot(string name, DateOnly? expires, DateOnly? counted) =>
        new(new(Guid.CreateVersion7()), name, "照明", "支", 9, 1, expires, "物资点", null, null, counted);

    [Fact]
    public async Task What_is_late_comes_first_with_the_place_where_it_is_done_and_leaves_when_it_is_done()
    {
        await Found();
        var street = await town.As(Role.StreetOfficer, Street);
        var supplies = Entities.Supplies(Borough.Realm, Community);
        var (old, fresh) = (Lot("旧灯", Day.AddDays(-3), Day), Lot("新灯", Day.AddDays(4), Day));
        await town.Do(supplies, new RecordLots([old, fresh], null, Now));
        var seen = (await street.Get($"/api/today/{Street}")).Is(200);
        var first = seen["first"].EnumerateArray().Single(one => one.GetProperty("kind").GetString() == "stock-expired");
        first.GetProperty("days").GetInt32().ShouldBe(3);
        first.GetProperty("link").GetString().ShouldBe($"/street?community={Community}#stock");
        Kinds(seen, "week").ShouldContain(one => one == "stock-expires");
        Kinds(seen, "today").ShouldContain(one => one == "plan-missing");
        seen["first"].GetArrayLength().ShouldBeLessThanOrEqualTo(5);
        await town.Do(supplies, new RecordLots([old with { ExpiresOn = Day.AddYears(2) }], null, Now));
        Kinds((await street.Get($"/api/today/{Street}")).Is(200), "first").ShouldNotContain(one => one == "stock-expired");
    }

    /// <summary>Each row: due lines in their right order; a line is "kind stake days-late".</summary>
    [Theory]
    [InlineData("order-answer People 0", "care People 0", "stock-expired Things 687")]
    [InlineData("risk-crossed Life 0", "visit-late People 40", "visit People 0", "stock-expired Things 687", "plan-approve Things 0")]
    [InlineData("order Life 0", "hazard-told Life 0", "hazard-late Things 9")]
    [InlineData("harm-report Life -3", "letter People 1", "loan-late Things 400")]
    public void What_is_at_stake_comes_before_what_is_longest_late(params string[] lines)
    {
        var due = lines.Select(line => line.Split(' ')).Select(One).ToList();
        foreach (var order in (IReadOnlyList<DueThing>[])[due, [.. due.AsEnumerable().Reverse()], [.. due.Skip(1), due[0]]])
            TodayEndpoints.Ranked(order, Day).First.Select(one => one.Kind).ShouldBe(due.Select(one => one.Kind));

        static DueThing One(string[] said, int place) =>
            new(
                said[0],
                $"4115020010{place:00}",
                Day.AddDays(-int.Parse(said[2], CultureInfo.InvariantCulture)),
                "part",
                Stake: Enum.Parse<Stake>(said[1])
            );
    }

    [Fact]
    public void What_does_not_fit_among_the_first_is_ranked_the_same_way()
    {
        var things = Enumerable.Range(0, 9).Select(n => new DueThing($"thing-{n}", Community, Day.AddDays(-n), "stock")).ToList();
        var (first, rest) = TodayEndpoints.Ranked(
            [.. things, new("plan-missing", Community, null, "plan"), new("visit-asks", Community, null, "residents", Stake: Stake.People)],
            Day
        );
        first.Select(one => one.Kind).ShouldBe(["thing-8", "thing-7", "thing-6", "thing-5", "thing-4"]);
        rest.Select(one => one.Kind).ShouldBe(["visit-asks", "thing-3", "thing-2", "thing-1", "thing-0", "plan-missing"]);
    }

    [Fact]
    public async Task Where_nobody_could_be_called_now_it_is_said_first_until_somebody_can()
    {
        const string street = "411502392",
            community = "411502392001";
        foreach (var (code, name, kind) in ((string, string, string)[])[(street, "试叫街道", "街道"), (community, "试叫社区", "社区")])
            await town.Do(Entities.Place(Borough.Realm, code), new RegisterDivision(code, name, kind, new(2024, 1, 1), null, Now));
        var officer = await town.As(Role.StreetOfficer, street);
        (await Unreached(officer)).ShouldContain(one => one == community);
        var (id, team) = (new MemberId(Guid.CreateVersion7()), Entities.Team(Borough.Realm, community));
        var secretary = new Member(
            id,
            TeamRole.Secretary,
            null,
            null,
            null,
            [],
            Availability.OnPost,
            await town.Seal(id.Value, new MemberContact("何拟叫", ["13900000002"], null, null))
        );
        await town.Do(team, new RecordMembers([secretary], null, Now));
        (await Unreached(officer)).ShouldNotContain(one => one == community);
        await town.Do(team, new RecordMembers([secretary with { Availability = Availability.OnLeave }], null, Now));
        (await Unreached(officer)).ShouldContain(one => one == community);

        async Task<IReadOnlyList<string>> Unreached(Resident who) =>
            [
                .. (await who.Get($"/api/today/{street}"))
                    .Is(200)["first"]
                    .EnumerateArray()
                    .Where(one => one.GetProperty("kind").GetString() == "on-call-gap")
                    .Select(one => one.GetProperty("place").GetString()!),
            ];
    }

    [Fact]
    public async Task As_much_as_there_should_be_is_not_too_little()
    {
        const string street = "411502394",
            community = "411502394001";
        foreach (var (code, name, kind) in ((string, string, string)[])[(street, "试备街道", "街道"), (community, "试备社区", "社区")])
            await town.Do(Entities.Place(Borough.Realm, code), new RegisterDivision(code, name, kind, new(2024, 1, 1), null, Now));
        var officer = await town.As(Role.StreetOfficer, street);
        foreach (var (quantity, low) in ((int, bool)[])[(9, false), (8, true)])
        {
            var lot = Lot("头灯", null, Day) with { Id = new(new Guid(94, 0, 0, new byte[8])), Quantity = quantity, Minimum = 9 };
            await town.Do(Entities.Supplies(Borough.Realm, community), new RecordLots([lot], null, Now));
            var seen = (await officer.Get($"/api/today/{street}")).Is(200);
            ((string[])["first", "today", "week"])
                .SelectMany(list => Kinds(seen, list))
                .Contains("stock-low", StringComparer.Ordinal)
                .ShouldBe(low, $"{quantity}");
        }
    }

    [Fact]
    public async Task A_visit_that_was_asked_for_besides_is_due_today_though_its_plan_has_time()
    {
        const string street = "411502393",
            community = "411502393001";
        foreach (var (code, name, kind) in ((string, string, string)[])[(street, "试访街道", "街道"), (community, "试访社区", "社区")])
            await town.Do(Entities.Place(Borough.Realm, code), new RegisterDivision(code, name, kind, new(2024, 1, 1), null, Now));
        var (officer, person) = (await town.As(Role.StreetOfficer, street), new PersonId(Guid.CreateVersion7()));
        var visits = Entities.Visits(Entities.Live, community, person);
        await town.Do(visits, new PlanVisits(person, community, 30, Day.AddDays(25), Now));
        (await Due()).ShouldBeEmpty();
        await town.Do(visits, new AskExtraVisit(person, community, null, VisitTrigger.Heat, "w1", Now.AddHours(24), null, Now));
        (await Due()).ShouldBe(["visit 1 0"]);
        await town.Do(visits, new Remind(Now.AddHours(25)));
        (await Due()).ShouldBe(["visit-late 1 -25"]);
        await town.Do(visits, new WithdrawExtraVisits("w1", Now));
        (await Due()).ShouldBeEmpty();

        async Task<IReadOnlyList<string>> Due()
        {
            var seen = (await officer.Get($"/api/today/{street}")).Is(200);
            return
            [
                .. ((string[])["first", "today", "week"])
                    .SelectMany(list => seen[list].EnumerateArray())
                    .Where(one => one.GetProperty("kind").GetString()!.StartsWith("visit", StringComparison.Ordinal))
                    .Select(one => $"{one.GetProperty("kind").GetString()} {one.GetProperty("number")} {one.GetProperty("days")}"),
            ];
        }
    }

    [Fact]
    public async Task What_came_round_is_due_once_until_it_is_done()
    {
        await Found();
        var street = await town.As(Role.StreetOfficer, Street);
        var (supplies, lot) = (Entities.Supplies(Borough.Realm, Community), Lot("担架灯", null, Day.AddDays(-40)));
        await town.Do(supplies, new RecordLots([lot], null, Now));
        var due = Now.AddDays(-20);
        foreach (var node in (int[])[1, 2])
            await town.Do(
                Entities.Round(DutyRhythm.Stocktaking, Community),
                new ComeRound(DutyRhythm.Stocktaking, Community, due, Misfire.Once, 60, due.AddMinutes(node))
            );
        async Task<int> Rounds()
        {
            var seen = (await street.Get($"/api/today/{Street}")).Is(200);
            return Kinds(seen, "first").Concat(Kinds(seen, "today")).Count(kind => kind == "round-stocktaking");
        }
        (await Rounds()).ShouldBe(1);
        await town.Do(supplies, new RecordLots([lot with { CheckedOn = Day }], null, Now));
        (await Rounds()).ShouldBe(0);
    }

    [Fact]
    public async Task The_streets_own_store_comes_round_to_the_street_alone_until_each_lot_is_counted()
    {
        const string street = "411502393",
            community = "411502393001";
        foreach (var (code, name, kind) in ((string, string, string)[])[(street, "试库街道", "街道"), (community, "试库社区", "社区")])
            await town.Do(Entities.Place(Borough.Realm, code), new RegisterDivision(code, name, kind, new(2024, 1, 1), null, Now));
        var (officer, secretary) = (await town.As(Role.StreetOfficer, street), await town.As(Role.Secretary, community));
        var (supplies, lot) = (Entities.Supplies(Borough.Realm, street), Lot("街道灯", Day.AddDays(5), Day.AddDays(-40)));
        await town.Do(supplies, new RecordLots([lot], null, Now));
        await Comes(DutyRhythm.StreetStocktaking, street, 20);
        await Comes(DutyRhythm.StreetExpiry, street, 20);
        var seen = (await officer.Get($"/api/today/{street}")).Is(200);
        All(seen).Where(Round).Order(StringComparer.Ordinal).ShouldBe(["round-street-expiry", "round-street-stocktaking"]);
        new[] { "first", "today", "week" }
            .SelectMany(list => seen[list].EnumerateArray())
            .First(one => one.GetProperty("kind").GetString() == "round-street-stocktaking")
            .GetProperty("link")
            .GetString()
            .ShouldBe("/street#stock");
        All((await secretary.Get($"/api/today/{community}")).Is(200)).Where(Round).ShouldBeEmpty();
        await town.Do(supplies, new RecordLots([lot with { CheckedOn = Day, ExpiresOn = Day.AddYears(1) }], null, Now));
        All((await officer.Get($"/api/today/{street}")).Is(200)).Where(Round).ShouldBeEmpty();
        var june = (await officer.Get($"/api/today/{street}/calendar?from=2039-06-01&to=2039-06-30")).Is(200)["items"];
        june.EnumerateArray().Count(one => one.GetProperty("kind").GetString() == "round-street-stocktaking").ShouldBe(1);

        static bool Round(string kind) => kind.StartsWith("round-street-", StringComparison.Ordinal);
    }

    // Two nodes send the same due time: it comes round once.
    private async Task Comes(string duty, string division, int daysAgo)
    {
        var due = Now.AddDays(-daysAgo);
        foreach (var node in (int[])[1, 2])
            await town.Do(Entities.Round(duty, division), new ComeRound(duty, division, due, Misfire.Once, 60, due.AddMinutes(node)));
    }

    [Fact]
    public async Task Training_comes_round_once_a_year_until_everybody_who_goes_out_has_had_one()
    {
        await Found();
        var secretary = await town.As(Role.Secretary, Community);
        var (team, by) = (Entities.Team(Borough.Realm, Community), new By(new("训"), Role.Secretary));
        Member[] members =
        [
            await Goes("训一", TeamRole.Responder),
            await Goes("训二", TeamRole.Volunteer),
            await Goes("训三", TeamRole.UnitChief),
        ];
        await town.Do(team, new RecordMembers([.. members], null, Now));
        await Comes(DutyRhythm.TeamTraining, Community, 3);
        var first = (await secretary.Get($"/api/today/{Community}")).Is(200);
        var line = new[] { "first", "today", "week" }
            .SelectMany(list => first[list].EnumerateArray())
            .First(one => one.GetProperty("kind").GetString() == "round-team-training");
        (line.GetProperty("number").GetInt32(), line.GetProperty("link").GetString()).ShouldBe((2, $"/street?community={Community}#team"));
        await town.Do(team, new NoteTraining(members[0].Id, new("急救", Day.AddDays(-20), null), by, Now));
        await town.Do(team, new NoteTraining(members[1].Id, new("急救", Day.AddDays(-400), null), by, Now));
        All((await secretary.Get($"/api/today/{Community}")).Is(200)).ShouldContain(kind => kind == "round-team-training");
        await town.Do(team, new NoteTraining(members[1].Id, new("急救", Day, null), by, Now));
        All((await secretary.Get($"/api/today/{Community}")).Is(200)).ShouldNotContain(kind => kind == "round-team-training");

        async Task<Member> Goes(string name, TeamRole role)
        {
            var id = new MemberId(Guid.CreateVersion7());
            var contact = await town.Seal(id.Value, new MemberContact(name, ["13900000003"], null, null));
            return new(id, role, null, null, null, [], Availability.OnPost, contact);
        }
    }

    private static IReadOnlyList<string> All(Answer today) =>
        [.. new[] { "first", "today", "week" }.SelectMany(list => Kinds(today, list))];

    [Fact]
    public async Task A_patrol_that_was_passed_over_is_due_until_its_last_stop_is_told()
    {
        await Found();
        var secretary = await town.As(Role.Secretary, Community);
        var (by, patrol) = (new By(new("巡"), Role.Secretary), Entities.Patrol(new(Guid.CreateVersion7())));
        var facts = new PatrolFacts("院内一圈", null, 30, [new(1, StopKind.Hydrant, null, "消防栓", null, null)]);
        await town.Do(patrol, new SetPatrol(Community, facts, Day.AddDays(-2), by, Now));
        var seen = (await secretary.Get($"/api/today/{Community}")).Is(200);
        var line = seen["first"].EnumerateArray().Single(one => one.GetProperty("kind").GetString() == "patrol-late");
        (line.GetProperty("days").GetInt32(), line.GetProperty("what").GetString()).ShouldBe((2, "院内一圈"));
        line.GetProperty("link").GetString().ShouldBe($"/street?community={Community}&tab=patrols&patrol={patrol.Key}#hazards");
        await town.Do(patrol, new TellStop(1, StopState.Good, null, null, Now, by, Now));
        All((await secretary.Get($"/api/today/{Community}")).Is(200))
            .ShouldNotContain(kind => kind.StartsWith("patrol", StringComparison.Ordinal));
        var next = Day.AddDays(30);
        var month = (await secretary.Get($"/api/today/{Community}/calendar?from={Day:yyyy-MM-dd}&to={next:yyyy-MM-dd}")).Is(200);
        month["items"]
            .EnumerateArray()
            .Single(one => one.GetProperty("kind").GetString() == "patrol")
            .GetProperty("on")
            .GetString()
            .ShouldBe($"{next:yyyy-MM-dd}");
    }

    [Fact]
    public async Task A_hazard_is_due_to_whoever_has_the_next_step()
    {
        await Found();
        var (secretary, street) = (await town.As(Role.Secretary, Community), await town.As(Role.StreetOfficer, Street));
        const string all = $"/api/communities/{Community}/hazards";
        var id = (
            await secretary.Post(
                all,
                new
                {
                    kind = "facade",
                    what = "墙砖松了",
                    building = "3号楼",
                }
            )
        ).Is(201).String("id");
        (await Lines(secretary, Community)).ShouldBe(["hazard-found"]);
        (await secretary.Post($"{all}/{id}/assign", new { owner = "property", dueOn = Day })).Is(200);
        (await Lines(secretary, Community)).ShouldBe(["hazard-due"]);
        (await secretary.Post($"{all}/{id}/return", new { words = "不归我们管" })).Is(200);
        ((await Lines(secretary, Community)).Length, (await Lines(street, Street)).Single()).ShouldBe((0, "hazard-decide"));
        (await street.Post($"{all}/{id}/assign", new { owner = "housing", dueOn = Day })).Is(200);
        (await secretary.Post($"{all}/{id}/mend", new { })).Is(200);
        (await Lines(secretary, Community)).ShouldBe(["hazard-check"]);
        (await secretary.Post($"{all}/{id}/check", new { good = true })).Is(200);
        (await Lines(secretary, Community)).ShouldBeEmpty();
        // A register file names no owner: its rows wait like hazards found by hand.
        Hazard[] rows = [Row("边坡", "裂缝", ""), Row("边坡", "旧裂缝", "已整改")];
        await town.Do(Entities.Place(Borough.Realm, Community), new RecordHazards([.. rows], null, Now));
        (await Lines(secretary, Community)).ShouldBe(["hazard-found"]);
        (await secretary.Post($"{all}/{rows[0].Id}/assign", new { owner = "geology", dueOn = Day })).Is(200);
        (await Lines(secretary, Community)).ShouldBe(["hazard-due"]);
        (await secretary.Post($"{all}/{rows[0].Id}/mend", new { })).Is(200);
        (await secretary.Post($"{all}/{rows[0].Id}/check", new { good = true })).Is(200);

        static Hazard Row(string type, string what, string status) =>
            new(new(Guid.CreateVersion7()), type, "", what, null, null, null, Shanghai.Day(Now), status);

        static async Task<string[]> Lines(Resident who, string division) =>
            [.. All((await who.Get($"/api/today/{division}")).Is(200)).Where(kind => kind.StartsWith("hazard", StringComparison.Ordinal))];
    }

    [Fact]
    public async Task A_line_of_one_thing_names_it_and_one_of_several_does_not()
    {
        await Found();
        var secretary = await town.As(Role.Secretary, Community);
        const string all = $"/api/communities/{Community}/hazards";
        async Task<string> Find(string what) => (await secretary.Post(all, new { kind = "water", what })).Is(201).String("id")!;
        var (first, second) = (await Find("井盖松了"), "");
        foreach (var id in (string[])[first, second = await Find("路面积水")])
        {
            (await secretary.Post($"{all}/{id}/assign", new { owner = "property", dueOn = Day })).Is(200);
            (await secretary.Post($"{all}/{id}/mend", new { })).Is(200);
            (await Link()).ShouldBe(
                id == first ? $"/street?community={Community}&hazard={id}#hazards" : $"/street?community={Community}#hazards"
            );
        }
        foreach (var id in (string[])[first, second])
            (await secretary.Post($"{all}/{id}/check", new { good = true })).Is(200);

        async Task<string> Link() =>
            Lines((await secretary.Get($"/api/today/{Community}")).Is(200))
                .Single(one => one.GetProperty("kind").GetString() == "hazard-check")
                .GetProperty("link")
                .GetString()!;
    }

    private static IEnumerable<JsonElement> Lines(Answer today) =>
        new[] { "first", "today", "others", "week" }.SelectMany(list => today[list].EnumerateArray());

    private static JsonElement Line(Answer today, string kind) =>
        Lines(today.Is(200)).SingleOrDefault(one => one.GetProperty("kind").GetString() == kind);

    [Fact]
    public async Task What_a_party_was_asked_is_due_when_it_is_late_or_refused_and_so_is_a_contract_that_ends()
    {
        await Found();
        var secretary = await town.As(Role.Secretary, Community);
        var party = new PartyId(Guid.CreateVersion7());
        var contact = await town.Seal(party.Value, new FreeText("何拟物"));
        PartyFacts facts = new(Community, PartyKind.PropertyCompany, "示今物业", [], [], Day.AddDays(-9), Day.AddDays(3), contact);
        await town.Do(Entities.Party(party), new EnterParty(facts, Borough.By, Now));
        var (late, refused) = (new PartyAskId(Guid.CreateVersion7()), new PartyAskId(Guid.CreateVersion7()));
        foreach (var (ask, due) in ((PartyAskId, DateTimeOffset)[])[(late, Now.AddDays(-2)), (refused, Now.AddDays(2))])
            await town.Do(Entities.Party(party), new AskParty(ask, contact, null, null, due, Borough.By, Now.AddDays(-3)));
        await town.Do(Entities.Party(party), new RefuseAsk(refused, contact, Borough.By, Now));
        var today = await secretary.Get($"/api/today/{Community}");
        var link = $"/street?community={Community}&party={party.Value}#parties";
        (Line(today, "party-late").GetProperty("days").GetInt32(), Line(today, "party-late").GetProperty("link").GetString()).ShouldBe(
            (2, link)
        );
        Line(today, "party-refused").GetProperty("what").GetString().ShouldBe("示今物业");
        Line(today, "party-ends").GetProperty("on").GetString().ShouldBe($"{Day.AddDays(3):yyyy-MM-dd}");
        await town.Do(Entities.Party(party), new WithdrawAsk(late, null, Borough.By, Now));
        Line(await secretary.Get($"/api/today/{Community}"), "party-late").ValueKind.ShouldBe(JsonValueKind.Undefined);
    }

    [Fact]
    public async Task What_volunteers_are_needed_for_a_swap_and_what_is_on_its_way_are_due_until_somebody_sees_to_them()
    {
        await Found();
        var (secretary, street) = (await town.As(Role.Secretary, Community), await town.As(Role.StreetOfficer, Street));
        var need = new VolunteerNeedId(Guid.CreateVersion7());
        await town.Do(
            Entities.Volunteers(Community),
            new TellNeed(need, await town.Seal(need.Value, new FreeText("发通知")), null, false, Day, Borough.By, Now)
        );
        var (member, team) = (new MemberId(Guid.CreateVersion7()), Entities.Team(Borough.Realm, Community));
        var contact = await town.Seal(member.Value, new MemberContact("项拟员", ["13900000003"], null, null));
        await town.Do(team, new RecordMembers([new(member, TeamRole.Director, null, null, null, [], default, contact)], null, Now));
        Duty turn = new(
            Day.AddDays(2),
            Shift.Day,
            Post.Desk,
            member,
            Shanghai.At(Day.AddDays(2), 8),
            Shanghai.At(Day.AddDays(2), 20),
            null
        );
        await town.Do(team, new RosterTurn(turn, Borough.By, Now));
        await town.Do(team, new AskSwap(turn.Key, null, Borough.By, Now));
        var (lot, transfer, own) = (Lot("编织袋", null, Day), new TransferId(Guid.CreateVersion7()), Lot("旧毯", Day.AddDays(-1), Day));
        await town.Do(Entities.Supplies(Borough.Realm, Street), new RecordLots([lot, own], null, Now));
        await town.Do(Entities.Supplies(Borough.Realm, Street), new GiveLot(lot.Id, transfer, 4, Community, Borough.By, Now));
        var today = await secretary.Get($"/api/today/{Community}");
        Line(today, "volunteer-need").GetProperty("link").GetString().ShouldBe($"/street?community={Community}&tab=volunteers#parties");
        Line(today, "swap").GetProperty("link").GetString().ShouldBe($"/street?community={Community}&tab=week#roster");
        Lines(today)
            .Where(one => one.GetProperty("kind").GetString() == "roster-gap")
            .Select(one => one.GetProperty("link").GetString())
            .ShouldContain(link => link == $"/street?community={Community}&tab=week#roster");
        Line(today, "transfer").GetProperty("link").GetString().ShouldBe($"/street?store={Community}&tab=way#stock");
        // The street itself looks after its own store.
        Lines((await street.Get($"/api/today/{Street}")).Is(200))
            .Where(one => one.GetProperty("kind").GetString() == "stock-expired")
            .Select(one => one.GetProperty("link").GetString())
            .ShouldContain(link => link == $"/street?store={Street}#stock");
        await town.Do(Entities.Volunteers(Community), new CloseNeed(need, Borough.By, Now));
        await town.Do(team, new DropSwap(turn.Key, Borough.By, Now));
        await town.Do(Entities.Supplies(Borough.Realm, Street), new EndTransfer(transfer, true, Borough.By, Now));
        await town.Do(Entities.Supplies(Borough.Realm, Street), new RecordLots([own with { ExpiresOn = Day.AddYears(1) }], null, Now));
        today = await secretary.Get($"/api/today/{Community}");
        foreach (var kind in (string[])["volunteer-need", "swap", "transfer"])
            Line(today, kind).ValueKind.ShouldBe(JsonValueKind.Undefined, kind);
    }

    [Fact]
    public async Task Insurance_and_training_that_end_are_due_until_they_are_noted_anew()
    {
        await Found();
        var (street, by, team) = (
            await town.As(Role.StreetOfficer, Street),
            new By(new("保"), Role.Secretary),
            Entities.Team(Borough.Realm, Community)
        );
        var member = new MemberId(Guid.CreateVersion7());
        var contact = await town.Seal(member.Value, new MemberContact("沈拟", ["13900000002"], null, null));
        await town.Do(team, new RecordMembers([new(member, TeamRole.Responder, null, null, null, [], default, contact)], null, Now));
        await town.Do(team, new SetInsurance(member, new("意外险", Day.AddDays(-1)), by, Now));
        await town.Do(team, new NoteTraining(member, new("急救", Day.AddYears(-1), Day.AddDays(3)), by, Now));
        var seen = (await street.Get($"/api/today/{Street}")).Is(200);
        Kinds(seen, "first").ShouldContain(kind => kind == "insurance-ends");
        Kinds(seen, "week").ShouldContain(kind => kind == "training-ends");
        await town.Do(team, new SetInsurance(member, new("意外险", Day.AddYears(1)), by, Now));
        await town.Do(team, new NoteTraining(member, new("急救", Day, Day.AddYears(1)), by, Now));
        All((await street.Get($"/api/today/{Street}")).Is(200))
            .ShouldNotContain(kind => kind == "insurance-ends" || kind == "training-ends");
    }

    [Fact]
    public async Task A_loan_past_its_day_reminds_who_lent_it_until_it_is_back()
    {
        await Found();
        var (street, secretary) = (await town.As(Role.StreetOfficer, Street), await town.As(Role.Secretary, Community));
        var (store, lot, loan) = (Entities.Supplies(Borough.Realm, Community), Lot("水泵", null, Day), new LoanId(Guid.CreateVersion7()));
        var (by, to) = (new By(secretary.Account, Role.Secretary), await town.Seal(loan.Value, new FreeText("何拟人")));
        await town.Do(store, new RecordLots([lot], null, Now.AddDays(-6)));
        await town.Do(store, new LendLot(lot.Id, loan, 2, to, null, Day.AddDays(-2), false, by, Now.AddDays(-5)));
        async Task<JsonElement> Loan(Resident who, string place) =>
            (await who.Get($"/api/today/{place}"))
                .Is(200)["first"]
                .EnumerateArray()
                .SingleOrDefault(one => one.GetProperty("kind").GetString()!.StartsWith("loan", StringComparison.Ordinal));
        var mine = await Loan(secretary, Community);
        (mine.GetProperty("kind").GetString(), mine.GetProperty("days").GetInt32()).ShouldBe(("loan-mine", 2));
        mine.GetProperty("link").GetString().ShouldBe($"/street?store={Community}&tab=loans#stock");
        (await Loan(street, Street)).GetProperty("kind").GetString().ShouldBe("loan-late");
        await town.Do(store, new ReturnLoan(lot.Id, loan, 2, 0, 0, null, by, Now));
        (await Loan(secretary, Community)).ValueKind.ShouldBe(JsonValueKind.Undefined);
        (await Loan(street, Street)).ValueKind.ShouldBe(JsonValueKind.Undefined);
    }

    [Fact]
    public async Task The_calendar_says_where_holidays_are_not_announced_and_guesses_nothing()
    {
        await Found();
        var street = await town.As(Role.StreetOfficer, Street);
        var far = (await street.Get($"/api/today/{Street}/calendar?from=2039-06-01&to=2039-06-30")).Is(200);
        far["unknownYears"].EnumerateArray().Select(year => year.GetInt32()).ShouldBe([2039]);
        var count = far["items"].EnumerateArray().Single(one => one.GetProperty("kind").GetString() == "round-stocktaking");
        count.GetProperty("sure").GetBoolean().ShouldBeFalse();
        count.GetProperty("on").GetString().ShouldBe("2039-06-01");
        (await street.Get($"/api/today/{Street}/calendar?from=2039-06-30&to=2039-06-01")).Is(400);
        (await street.Get($"/api/today/{Street}/calendar?from=2039-01-01&to=2039-12-31")).Is(400);
    }

    [Fact]
    public async Task A_street_sees_its_own_and_nothing_of_next_door()
    {
        await Found();
        (await (await town.As(Role.StreetOfficer, "411502392")).Get($"/api/today/{Street}")).Is(404);
        (await (await town.As(Role.Secretary, Community)).Get($"/api/today/{Street}")).Is(403);
        (await (await town.As(Role.Secretary, Community)).Get($"/api/today/{Community}")).Is(200);
        (await (await town.GridChief()).Get($"/api/today/{Borough.Community}")).Is(403);
    }
}
