using System.Globalization;
using System.Text.Json;
using Emergency.Domain;
using Emergency.Domain.People;
using Emergency.Domain.Places;
using Emergency.Domain.Plans;
using Emergency.Domain.Regulations;
using Emergency.Domain.Stock;
using Emergency.Domain.Teams;
using Emergency.Server.Across.Readiness;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Tests.Fixtures;

namespace Emergency.Server.Tests.Readiness;

/// <summary>A street of its own with two communities: its records change no other test's figures.</summary>
public sealed class ReadinessTests(Borough town)
{
    private static int _streets = 300;
    private readonly string _street = $"411502{Interlocked.Increment(ref _streets)}";
    private string First => $"{_street}001";
    private string Second => $"{_street}002";
    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();
    private static DateOnly Today => Shanghai.Day(Now);

    private async Task Found()
    {
        foreach (
            var (code, name, kind) in ((string, string, string)[])
                [(_street, "试路街道", "街道"), (Second, "样二社区", "社区"), (First, "样一社区", "社区")]
        )
            await town.Do(Entities.Place(Borough.Realm, code), new RegisterDivision(code, name, kind, new(2024, 1, 1), null, Now));
    }

    private async Task<Answer> Seen(Role role = Role.StreetOfficer) =>
        (await (await town.As(role, role == Role.StreetOfficer ? _street : Borough.County)).Get($"/api/readiness/{_street}")).Is(200);

    private static (string Mark, string Fact, int? Number, int? Days) Cell(Answer seen, string community, string duty)
    {
        var place = seen["duties"].EnumerateArray().Select(rule => rule.GetProperty("id").GetString()).ToList().IndexOf(duty);
        var cell = seen["communities"]
            .EnumerateArray()
            .Single(row => row.GetProperty("code").GetString() == community)
            .GetProperty("cells")[place];
        int? Number(string name) =>
            cell.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetInt32() : null;
        return (cell.GetProperty("mark").GetString()!, cell.GetProperty("fact").GetString()!, Number("number"), Number("days"));
    }

    private async Task<MemberId> Member(TeamRole role)
    {
        var id = new MemberId(Guid.CreateVersion7());
        await town.Do(
            Entities.Team(Borough.Realm, First),
            new RecordMembers(
                [
                    new(
                        id,
                        role,
                        null,
                        null,
                        null,
                        [],
                        Availability.OnPost,
                        await town.Seal(id.Value, new MemberContact("王试值", ["13900000009"], null, null))
                    ),
                ],
                null,
                Now
            )
        );
        return id;
    }

    private Task Turn(MemberId member, int day, Shift shift) =>
        town.Do(
            Entities.Team(Borough.Realm, First),
            new RosterTurn(
                new(
                    Today.AddDays(day),
                    shift,
                    Post.Desk,
                    member,
                    Shanghai.At(Today.AddDays(day), shift == Shift.Day ? 8 : 20),
                    Shanghai.At(Today.AddDays(day), shift == Shift.Day ? 8 : 20).AddHours(12),
                    null
                ),
                Borough.By,
                Now
            )
        );

    private Task Lot(string name, int quantity, int minimum, int? expires, int? counted) =>
        town.Do(
            Entities.Supplies(Borough.Realm, First),
            new RecordLots(
                [
                    new(
                        new(Guid.CreateVersion7()),
                        name,
                        "照明",
                        "支",
                        quantity,
                        minimum,
                        expires is { } days ? Today.AddDays(days) : null,
                        "物资点",
                        null,
                        null,
                        counted is { } ago ? Today.AddDays(-ago) : null
                    ),
                ],
                null,
                Now
            )
        );

    [Fact]
    public async Task What_was_never_done_is_a_gap_and_what_cannot_be_known_is_said_to_be_unknown()
    {
        await Found();
        var seen = await Seen();
        seen["communities"].EnumerateArray().Select(row => row.GetProperty("code").GetString()).ShouldBe([First, Second]);
        Cell(seen, First, "roster").ShouldBe(("late", "unrostered", 14 + Night(), 0));
        Cell(seen, First, "plan").ShouldBe(("late", "plan-missing", null, null));
        Cell(seen, First, "team").ShouldBe(("late", "team-missing", null, null));
        Cell(seen, First, "stock").ShouldBe(("late", "stock-missing", null, null));
        Cell(seen, First, "register").ShouldBe(("not-applicable", "none", null, null));
        Cell(seen, First, "entrusted").ShouldBe(("not-applicable", "none", null, null));
        Cell(seen, First, "drill").ShouldBe(("unknown", "drill-unrecorded", null, null));
        // Drafts of other regions make no demands here.
        seen["duties"].EnumerateArray().ShouldAllBe(rule => !rule.GetProperty("draft").GetBoolean());
        seen["gaps"]
            .EnumerateArray()
            .Take(2)
            .Select(gap => (gap.GetProperty("community").GetString(), gap.GetProperty("duty").GetInt32()))
            .ShouldBe([(First, 0), (Second, 0)]);
        // The night of yesterday runs until 8, the day's shift is over at 20.
        static int Night() =>
            Now < Shanghai.At(Today, 8) ? 1
            : Now >= Shanghai.At(Today, 20) ? -1
            : 0;
    }

    [Fact]
    public async Task A_full_roster_is_met_one_empty_shift_ahead_is_due_soon_and_who_is_on_leave_keeps_none()
    {
        await Found();
        var keeper = await Member(TeamRole.Secretary);
        for (var day = -1; day < 7; day++)
            foreach (var shift in Enum.GetValues<Shift>())
                if ((day, shift) != (4, Shift.Night))
                    await Turn(keeper, day, shift);
        Cell(await Seen(), First, "roster").ShouldBe(("soon", "shifts-missing", 1, 4));
        await Turn(keeper, 4, Shift.Night);
        Cell(await Seen(), First, "roster").Fact.ShouldBe("shifts-filled");
        await town.Do(Entities.Team(Borough.Realm, First), new SetAvailability(keeper, Availability.OnLeave, Borough.By, Now));
        Cell(await Seen(), First, "roster").Fact.ShouldBe("unrostered");
    }

    [Fact]
    public async Task Goods_are_expired_then_uncounted_then_short_then_due_soon()
    {
        await Found();
        await Lot("沙袋", 1, 0, null, 2);
        Cell(await Seen(), First, "stock").ShouldBe(("met", "stock-checked", 1, null));
        await Lot("绳索", 1, 0, 12, 2);
        Cell(await Seen(), First, "stock").ShouldBe(("soon", "stock-due", 1, 12));
        await Lot("手电", 1, 3, null, 2);
        Cell(await Seen(), First, "stock").ShouldBe(("soon", "stock-low", 1, null));
        await Lot("雨衣", 1, 0, null, 181);
        Cell(await Seen(), First, "stock").ShouldBe(("community", "stock-uncounted", 1, 1));
        await Lot("口罩", 1, 0, -3, 2);
        Cell(await Seen(), First, "stock").ShouldBe(("community", "stock-expired", 1, 3));
        await Lot("药箱", 1, 0, -8, 2);
        Cell(await Seen(), First, "stock").ShouldBe(("late", "stock-expired", 2, 8));
    }

    [Fact]
    public async Task A_child_whose_entrustment_has_ended_and_a_register_not_looked_at_for_long_are_counted_and_nobody_is_named()
    {
        await Found();
        var child = new PersonId(Guid.CreateVersion7());
        var (contact, sensitive) = (
            await town.Seal(child.Value, new PersonContact("褚样娃", "女", [], null, "1号楼", null, null, null, null)),
            await town.Seal(
                child.Value,
                new PersonSensitive(
                    ["left-behind-minor"],
                    Today.AddYears(-9),
                    null,
                    [],
                    null,
                    null,
                    null,
                    false,
                    null,
                    Today.AddDays(-100),
                    null
                )
            )
        );
        await town.Do(Entities.Residents(Borough.Realm, First), new RecordPersons([new(child, null, "G1", contact, sensitive)], null, Now));
        Cell(await Seen(), First, "entrusted").Mark.ShouldBe("not-applicable");
        Cell(await Seen(), First, "register").ShouldBe(("community", "register-old", 1, 10));
        async Task Entrusted(DateOnly until)
        {
            var id = new GuardianId(Guid.CreateVersion7());
            await town.Do(
                Entities.Residents(Borough.Realm, First),
                new RecordGuardians(
                    [
                        new(
                            id,
                            child,
                            await town.Seal(
                                child.Value,
                                new GuardianContact("委托照护人", "何拟婆", "外婆", [], null, true, Today.AddYears(-1), until, null)
                            )
                        ),
                    ],
                    null,
                    Now
                )
            );
        }
        await Entrusted(Today.AddDays(-9));
        Cell(await Seen(), First, "entrusted").ShouldBe(("late", "care-ended", 1, 9));
        await Entrusted(Today.AddDays(20));
        var seen = await Seen();
        Cell(seen, First, "entrusted").ShouldBe(("soon", "care-ending", 1, 20));
        seen.Text.ShouldNotContain("褚");
        seen.Text.ShouldNotContain("何拟婆");
    }

    [Fact]
    public async Task A_plan_waits_for_the_street_then_stands_with_its_day_until_something_makes_it_due()
    {
        await Found();
        var plan = Entities.Plan(Borough.Realm, First);
        await town.Do(
            plan,
            new DraftPlan(
                new("1", "示例", [new("call", "fire", "报警", [new("1", TaskClass.Life, ["值班"], "拨119", 60, [])])]),
                null,
                Borough.By,
                Now
            )
        );
        await town.Do(plan, new SubmitPlan(Borough.By, Now));
        Cell(await Seen(), First, "plan").ShouldBe(("soon", "plan-waiting", null, null));
        await town.Do(plan, new ApprovePlan(Borough.By, Now));
        Cell(await Seen(Role.CountyDuty), First, "plan").Fact.ShouldBe("plan-approved");
        await town.Do(plan, new MarkPlanDue("law", Now));
        Cell(await Seen(), First, "plan").ShouldBe(("soon", "plan-revise", 1, null));
    }

    [Fact]
    public async Task Each_duty_says_its_article_or_that_its_interval_is_a_local_setting_and_drafts_stand_last()
    {
        var rules = RulePacks.BuiltIn.For("411502001");
        foreach (var rule in rules)
            (rule.Articles.Count > 0 || rule.Local).ShouldBeTrue(rule.Id);
        rules.Select(rule => rule.Draft).ShouldBe(rules.Select(rule => rule.Draft).Order());
        rules.ShouldNotContain(rule => rule.Id == "posting");
        RulePacks
            .BuiltIn.For("220102001")
            .Select(rule => rule.Id)
            .ShouldBe([
                "roster",
                "register",
                "visits",
                "entrusted",
                "drill",
                "entrusted-checks",
                "temporary-care",
                "orders",
                "posting",
                "plan",
                "stock",
                "hazards",
            ]);
        var known = town.Folding.Now;
        var table = town.Service<EvidenceTable>();
        foreach (var rule in RulePacks.BuiltIn.For("220102001").Concat(rules))
            table
                .Judge(
                    rule,
                    Borough.Community,
                    new(() => RegisterFacts.Of(Borough.Community, known, Borough.Realm, Now)),
                    known,
                    Borough.Realm,
                    Now
                )
                .ShouldNotBeNull(rule.Id.ToString(CultureInfo.InvariantCulture));
        await Task.CompletedTask;
    }

    [Fact]
    public async Task Changchun_posts_its_chiefs_and_who_did_not_agree_is_the_communitys_own_matter()
    {
        await Found();
        var chief = await Member(TeamRole.GridChief);
        var posting = RulePacks.BuiltIn.For("220102001").Single(rule => rule.Id == "posting");
        posting
            .Judge(RegisterFacts.Of(First, town.Folding.Now, Borough.Realm, Now))
            .ShouldBeEquivalentTo(DutyStanding.Is(Mark.Community, Fact.ChiefsUnposted, 1, 1));
        await town.Do(Entities.Team(Borough.Realm, First), new AgreeToPosting(chief, Borough.By, Now));
        posting
            .Judge(RegisterFacts.Of(First, town.Folding.Now, Borough.Realm, Now))
            .ShouldBeEquivalentTo(DutyStanding.Is(Mark.Met, Fact.ChiefsPosted, 1, 1));
    }

    [Fact]
    public async Task A_street_sees_its_own_a_committee_itself_and_a_chief_nothing_of_it()
    {
        await Found();
        (await (await town.StreetOfficer()).Get($"/api/readiness/{_street}")).Is(404);
        (await (await town.Secretary()).Get($"/api/readiness/{Borough.Street}")).Is(403);
        (await (await town.Secretary()).Get($"/api/readiness/{Borough.Community}")).Is(200)["communities"].GetArrayLength().ShouldBe(1);
        (await (await town.GridChief()).Get($"/api/readiness/{Borough.Community}")).Is(403).Code.ShouldBe("scope.not-yours");
        (await (await town.Duty()).Get("/api/readiness/411502")).Is(404);
        (await (await town.StreetOfficer()).Get($"/api/divisions/{Borough.Street}/communities"))
            .Is(200)["items"]
            .EnumerateArray()
            .Select(item => item.GetProperty("code").GetString())
            .ShouldBe([Borough.Community, Borough.Neighbour]);
        (await (await town.StreetOfficer()).Get("/api/divisions/411502/communities")).Is(404);
        (await (await town.Secretary()).Get($"/api/divisions/{Borough.Street}/communities")).Is(403);
        (await (await town.Secretary()).Get($"/api/divisions/{Borough.OtherStreet}/communities")).Is(404);
    }
}
