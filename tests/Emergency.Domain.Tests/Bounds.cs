using System.Reflection;
using System.Text.RegularExpressions;
using Emergency.Domain.Accounts;
using Emergency.Domain.CallOuts;
using Emergency.Domain.Calls;
using Emergency.Domain.Clinics;
using Emergency.Domain.Drills;
using Emergency.Domain.GroundObjects;
using Emergency.Domain.Hazards;
using Emergency.Domain.Imports;
using Emergency.Domain.Incidents;
using Emergency.Domain.KeptLists;
using Emergency.Domain.Links;
using Emergency.Domain.Orders;
using Emergency.Domain.People;
using Emergency.Domain.Plans;
using Emergency.Domain.Pools;
using Emergency.Domain.Regulations;
using Emergency.Domain.Stock;
using Emergency.Domain.Tests.Accounts;
using Emergency.Domain.Tests.CallOuts;
using Emergency.Domain.Tests.Calls;
using Emergency.Domain.Tests.Drills;
using Emergency.Domain.Tests.GroundObjects;
using Emergency.Domain.Tests.Hazards;
using Emergency.Domain.Tests.Hotlines;
using Emergency.Domain.Tests.Incidents;
using Emergency.Domain.Tests.Links;
using Emergency.Domain.Tests.Orders;
using Emergency.Domain.Tests.Pools;
using Emergency.Domain.Tests.Regulations;
using Emergency.Domain.Visits;
using Emergency.Domain.Volunteers;
using Emergency.Testing;
using static Emergency.Domain.Tests.Cast;

namespace Emergency.Domain.Tests;

/// <summary>Each bound of a number: the bound itself is taken, and one beyond it is not. Bounds in time stand in <see cref="BoundariesInTime"/>.</summary>
public sealed partial class Bounds
{
    /// <param name="Bound">The constant, as TYPE.NAME, or the comparison as the source has it, as FILE: TEXT.</param>
    /// <param name="Least">The smallest number that is taken; null where nothing is too small.</param>
    /// <param name="Most">The largest; null where nothing is too large.</param>
    private sealed record Row(string Bound, int? Least, int? Most, Func<int, bool> Takes, string Of = "");

    private static bool Done(Noun noun, IEnumerable<Event> given, Command command) =>
        noun.Decide(given.Aggregate(noun.None, noun.Evolve), command) is not Decision.Rejected;

    private static Lot Kept(IEnumerable<SuppliesEvent> then) =>
        then.Prepend(new LotRecorded(Tape, null, Night)).Aggregate(Supplies.None, Supplies.Evolve).Lots[Tape.Id];

    private static readonly LotFacts Tape = new(Id<LotId>(1), "警戒带", "防护", "卷", 500, 10, null, "值班室", null, null, null);

    private static readonly Household Home = new(Id<HouseholdId>(1), G1, 2, Hidden("户主柳样氏"));

    private static readonly HoursGiven Helped = new(Id<MemberId>(6), Today, 30, Hidden("发通知"), null, Secretary, Night);

    private static bool Plans(ScheduleRule rule) =>
        Done(Noun.Schedule, [], ScheduleStories.Make(ScheduleStories.Saturday with { Rule = rule }));

    private static bool Stands(string from, string to) =>
        !RulePacksTests.Faults(RulePacksTests.With(RulePacksTests.Gates.Replace(from, to, StringComparison.Ordinal))).Any();

    private static readonly string[] EveryDay = ["\"days\": 365", "\"evidence\": \"drill\", \"local\": true, \"days\": 365"];

    private static readonly Row[] Rows =
    [
        new("HelpAsked.Most", 1, 10_000, n => Done(Noun.Incident, [TaskLadder.Fire], HelpStories.Ask(n))),
        new("Help.cs: < 1 or > HelpAsked.Most", 1, 10_000, n => Done(Noun.Incident, [TaskLadder.Fire], HelpStories.Ask(n))),
        new("Incident.cs: < 0 or > 359", 0, 359, n => Done(Noun.Incident, [TaskLadder.Fire], new TellWind(n, 3, Secretary, After(1)))),
        new("Wind.Strongest", 0, 17, n => Done(Noun.Incident, [TaskLadder.Fire], new TellWind(90, n, Secretary, After(1)))),
        new(
            "Incident.cs: < 0 or > Wind.Strongest",
            0,
            17,
            n => Done(Noun.Incident, [TaskLadder.Fire], new TellWind(90, n, Secretary, After(1)))
        ),
        new(
            "VolunteerList.WholeDay",
            0,
            1_440,
            n => Done(Noun.Volunteers, [Helped], new GiveHours(Helped.Member, Today, n, Helped.What, null, Secretary, Night))
        ),
        new(
            "Volunteers.cs: < 0 or > WholeDay",
            1,
            1_440,
            n =>
                Done(
                    Noun.Volunteers,
                    [new VolunteerJoined(new(Helped.Member, null, true), Secretary, Night)],
                    new GiveHours(Helped.Member, Today, n, Helped.What, null, Secretary, Night)
                ),
            "nothing that was never written is taken back"
        ),
        new(
            "ClinicCare.Furthest",
            1,
            366,
            n =>
                Done(
                    Noun.Clinic,
                    [],
                    new MakeClinicVisit(
                        Id<PersonId>(7),
                        Community,
                        VisitMeans.Door,
                        Hidden("稳定"),
                        Night,
                        null,
                        Today.AddDays(n),
                        GridChief,
                        Night
                    )
                )
        ),
        new(
            "ClinicCare.cs: > 0 and <= Furthest",
            0,
            365,
            n => Done(Noun.Clinic, [], new DateClinicVisit(Id<PersonId>(7), Community, Today.AddDays(n), GridChief, Night)),
            "a day that is agreed on may be today"
        ),
        new(
            "ColumnChoices.Most",
            null,
            200,
            n =>
                Done(
                    Noun.Columns,
                    [],
                    new ChooseColumns(
                        Community,
                        "residents",
                        ListOf.From(Enumerable.Range(0, n).Select(i => new ChosenColumn($"栏{i}", null))),
                        Secretary,
                        Night
                    )
                )
        ),
        new(
            "Pool.LongestTerm",
            1,
            366,
            n =>
                Done(
                    Noun.Pool,
                    [PoolStories.Added],
                    new LendStaff(PoolStories.Added.Staff.Id, PoolStories.Term with { To = Today.AddDays(n - 1) }, StreetOfficer, Night)
                )
        ),
        new(
            "MatterLists.LongestDays",
            0,
            366,
            n =>
                Done(
                    Noun.Lists,
                    [],
                    new ApplyMatter(
                        Id<MatterApplicationId>(1),
                        MatterApplicationStories.Wish with
                        {
                            Until = MatterApplicationStories.Wish.From.AddDays(n),
                        },
                        DutyOfficer,
                        Night
                    )
                )
        ),
        new(
            "DutyStanding.MostPieces",
            null,
            8,
            n => DutyStanding.Is(Mark.Met, default).With(Enumerable.Range(0, n).Select(i => new Piece($"{i}", null, i))).Pieces.Count == n
        ),
        new("PackFaults.MostDays", 1, 3_650, n => Stands(EveryDay[0], $"\"days\": {n}")),
        new("PackFaults.cs: < 0 or > MostDays", 0, 3_650, n => Stands(EveryDay[0], $"\"days\": 365, \"soon\": {n}"), "soon"),
        new("PackFaults.MostName", 1, 40, n => Stands("门口演练", new string('演', Math.Max(0, n)))),
        new("PackFaults.MostAhead", 1, 92, n => Stands(EveryDay[1], $"\"evidence\": \"roster\", \"local\": true, \"days\": {n}")),
        new(
            "CallOut.MostMinutes",
            0,
            240,
            n => Done(Noun.CallOut, [CallOutStories.Started], new AnswerCallOut(MemberOf(GridChief), n, GridChief, After(1)))
        ),
        new(
            "CallOut.cs: < 0 or > MostMinutes",
            0,
            240,
            n => Done(Noun.CallOut, [CallOutStories.Started], new AnswerCallOut(MemberOf(Responder), n, Responder, After(1)))
        ),
        new(
            "Call.LongestStep",
            1,
            86_400,
            n =>
                Call.Decide(Call.None, CallLadder.Begin with { StepSeconds = n }) is Decision.Happened { Events: [CallBegun begun, ..] }
                && begun.StepSeconds == n
        ),
        new(
            "CallChannels.Tries",
            null,
            2,
            n =>
                Enumerable
                    .Range(1, n)
                    .Aggregate(
                        (State: CallLadder.FirstRing(CallLadder.Doors).Aggregate(Call.None, Call.Evolve), Rung: 1),
                        (known, _) =>
                            Call.Decide(known.State, new Remind(known.State.Due ?? After(60))) is Decision.Happened { Events: var events }
                                ? (events.Aggregate(known.State, Call.Evolve), known.Rung + (events.Any(e => e is RingAsked) ? 1 : 0))
                                : known,
                        known => known.Rung
                    ) >= n
        ),
        new(
            "Account.MostPushes",
            null,
            10,
            n =>
                Enumerable
                    .Range(1, n)
                    .Aggregate(
                        Account.Evolve(Account.None, PasskeyStories.Account),
                        (account, i) =>
                            (
                                (Decision.Happened)
                                    Account.Decide(
                                        account,
                                        new SubscribePush(new(i, 0, 0, new byte[8]), new($"sealed {i}"), Operator, After(i))
                                    )
                            ).Events.Aggregate(account, Account.Evolve)
                    )
                    .Pushes.Count == n
        ),
        new(
            "Account.MostPasskeys",
            null,
            10,
            n =>
                Done(
                    Noun.Account,
                    [
                        PasskeyStories.Account,
                        PasskeyStories.First,
                        .. Enumerable
                            .Range(2, n - 2)
                            .Select(i => new PasskeyAdded(new(i, 0, 0, new byte[8]), Hidden($"{i}"), 0, null, After(i))),
                    ],
                    new AddPasskey(new(99, 0, 0, new byte[8]), Hidden("99"), 0, null, After(99))
                )
        ),
        new(
            "StandingLists.LongestDays",
            0,
            30,
            n => Done(Noun.Standing, [], new GiveList(BuildingChief.Account, Today.AddDays(n), Secretary, Night))
        ),
        new(
            "LineRegister.MostSecrets",
            null,
            4,
            n =>
                Done(
                    Noun.Lines,
                    [LineStories.Set, .. Enumerable.Range(1, n - 1).Select(i => LineStories.Given(i, i, 900))],
                    LineStories.Give(n, n, 900)
                )
        ),
        new(
            "HazardCase.ReportsKept",
            null,
            20,
            n =>
                HazardCase.Decide(
                    Enumerable
                        .Range(1, n - 1)
                        .Aggregate(
                            HazardCase.None,
                            (hazard, i) =>
                                (
                                    (Decision.Happened)
                                        HazardCase.Decide(
                                            hazard,
                                            new ReportHazard(Community, Id<LinkId>(1), HazardStories.Bricks, After(i))
                                        )
                                ).Events.Aggregate(hazard, HazardCase.Evolve)
                        ),
                    new ReportHazard(Community, Id<LinkId>(1), HazardStories.Bricks, After(n))
                )
                    is Decision.Happened { Events: [HazardReportedAgain { Text: not null }] }
        ),
        new(
            "Link.Tries",
            null,
            5,
            n =>
                Done(
                    Noun.Link,
                    [LinkStories.Made, .. Enumerable.Range(1, n - 1).Select(i => new LinkMissed(After(i)))],
                    new TryLink("secret", "code", After(n))
                ),
            "the n-th try opens"
        ),
        new(
            "Lot.MostCounts",
            null,
            4,
            n =>
                Kept(
                    Enumerable.Range(1, n).Select(i => new LotCounted(Tape.Id, 500, 500, 0, After(i), null, Secretary, After(i)))
                ).Counts.Count == n
        ),
        new(
            "Lot.MostChanges",
            null,
            60,
            n =>
                Kept(
                    Enumerable.Range(1, n - 1).Select(i => new LotHandedOut(Tape.Id, 1, Hidden("样例户"), null, Secretary, After(i)))
                ).Changes.Count == n,
            "that it came is the first"
        ),
        new(
            "Residents.MostMembers",
            0,
            99,
            n => Done(Noun.Residents, [], new EnterHousehold(Home with { Members = n }, null, Secretary, Night))
        ),
        new(
            "Homes.cs: < 0 or > MostMembers",
            0,
            99,
            n => Done(Noun.Residents, [], new EnterHousehold(Home with { Id = Id<HouseholdId>(2), Members = n }, null, Secretary, Night))
        ),
        new(
            "ResidentsRules.cs: < 0 or > 99",
            0,
            99,
            n => Done(Noun.Residents, [], new RecordHouseholds([Home with { Members = n }], null, Night))
        ),
        new(
            "Supplies.Most",
            1,
            1_000_000,
            n => Done(Noun.Supplies, [], new EnterLot(Tape with { Quantity = n }, SupplySource.Bought, null, null, Secretary, Night))
        ),
        new(
            "SuppliesByHandRules.cs: > 0 and <= Most",
            1,
            1_000_000,
            n =>
                Done(
                    Noun.Supplies,
                    [new LotRecorded(Tape with { Quantity = 0 }, null, Night)],
                    new ReceiveLot(Tape.Id, n, SupplySource.Bought, null, Secretary, Night)
                )
        ),
        new(
            "SuppliesByHandRules.cs: < 0 or > Most",
            0,
            1_000_000,
            n => Done(Noun.Supplies, [], new EnterLot(Tape with { Minimum = n }, SupplySource.Bought, null, null, Secretary, Night)),
            "how many there are at least, of a new lot"
        ),
        new(
            "SuppliesByHandRules.cs: < 0 or > Most",
            0,
            1_000_000,
            n =>
                Done(
                    Noun.Supplies,
                    [new LotRecorded(Tape, null, Night)],
                    new CorrectLot(Tape with { Minimum = n }, Tape, [LotField.Minimum], Secretary, Night)
                ),
            "how many there are at least, corrected"
        ),
        new(
            "SuppliesByHandRules.cs: < 0 or > Most",
            0,
            1_000_000,
            n => Done(Noun.Supplies, [new LotRecorded(Tape, null, Night)], new CountLot(Tape.Id, n, After(1), null, Secretary, After(2))),
            "how many were counted"
        ),
        new(
            "Plan.MostReasons",
            null,
            20,
            n =>
                Plan.Decide(
                    Enumerable
                        .Range(1, n - 1)
                        .Select(i => new PlanMarkedDue("risk", After(i), $"risk {i}"))
                        .Aggregate(Plan.None with { InForce = new("1", "试阳社区预案", []) }, Plan.Evolve),
                    new MarkPlanDue("risk", After(99), "risk 99")
                ) is Decision.Happened
        ),
        new(
            "GroundFeatures.MostLevels",
            1,
            200,
            n => Done(Noun.Ground, [], new KeepGround(GroundStories.Gate with { Levels = n }, 0, Secretary, Night))
        ),
        new(
            "GroundFeatures.cs: >= 1 and <= MostLevels",
            1,
            200,
            n => Done(Noun.Ground, [], new RecordGround([GroundStories.Gate with { Levels = n }], null, Night))
        ),
        new("RealmClock.Slowest", 1, null, n => Done(Noun.Drill, Told, new StartDrill(Night, n, StreetOfficer, After(0)))),
        new("RealmClock.Fastest", null, 60, n => Done(Noun.Drill, Told, new StartDrill(Night, n, StreetOfficer, After(0)))),
        new(
            "Drill.cs: >= RealmClock.Slowest and <= RealmClock.Fastest",
            1,
            60,
            n => Done(Noun.Drill, [.. Told, DrillStories.Started], new SetSpeed(n, StreetOfficer, After(1)))
        ),
        new(
            "ScheduleRules.cs: < 5 or > 1440",
            5,
            1_440,
            n => Done(Noun.Schedule, [], ScheduleStories.Make(ScheduleStories.Saturday with { Minutes = n }))
        ),
        new("ScheduleRule.cs: >= 1 and <= 731", 1, 731, n => Plans(new(Rhythm.Days, Today, n))),
        new("ScheduleRule.cs: >= 1 and <= 24", 1, 24, n => Plans(new(Rhythm.MonthDay, Today, n)), "months, on a day"),
        new("ScheduleRule.cs: >= 1 and <= 24", 1, 24, n => Plans(new(Rhythm.MonthWeekday, Today, n)), "months, on a weekday"),
        new("ScheduleRule.cs: >= 1 and <= 31", 1, 31, n => Plans(new(Rhythm.MonthDay, Today, 1, n))),
        new("ScheduleRule.cs: >= 1 and <= 5", 1, 5, n => Plans(new(Rhythm.MonthWeekday, Today, 1, n)), "of a month"),
        new("ScheduleRule.cs: >= 1 and <= 5", 1, 5, n => Plans(new(Rhythm.QuarterWeekday, Today, 1, n)), "of a quarter"),
        new(
            "Reached.cs: >= 0 and <= 23",
            0,
            23,
            n => Done(Noun.Account, [PasskeyStories.Account], new SetNotices(new(n, 7 == n ? 8 : 7, true, true), Operator, Night)),
            "from"
        ),
        new(
            "Reached.cs: >= 0 and <= 23",
            0,
            23,
            n => Done(Noun.Account, [PasskeyStories.Account], new SetNotices(new(12, n, true, true), Operator, Night)),
            "to"
        ),
        // Two years from 2026-03-10, over the 29th of a February.
        new(
            "Improvement.cs: today.AddYears(2)",
            0,
            731,
            n => Done(Noun.Drill, ReviewStories.Ended, ReviewStories.Add(ReviewStories.Facts with { Until = Today.AddDays(n) }))
        ),
        new("Residents.cs: from.AddYears(1)", 0, 365, n => SightApproval.Fault(Today, Today.AddDays(n)) is null),
    ];

    private static IEnumerable<Event> Told => [DrillStories.Prepared, .. DrillStories.Told];

    /// <summary>Constants that bound nothing a command brings, and those that only a request is held to.</summary>
    private static readonly Dictionary<string, string> Others = new(StringComparer.Ordinal)
    {
        ["InForce.CountyDigits"] = "the digits of a county",
        ["DivisionChange.MostDivisions"] = "a request is held to it",
        ["ColumnChoices.Longest"] = "a request is held to it",
        ["Call.LongestBroadcast"] = "a request is held to it",
        ["ObserverForm.Longest"] = "a request is held to it",
        ["Need.Unranked"] = "a rank behind all others",
        ["ShiftGaps.Ahead"] = "days that a figure looks ahead",
        ["Conflicts.Reach"] = "days that a look at other drills reaches",
        ["Occasions.Shifted"] = "days that a search begins earlier",
        ["Improving.Before"] = "days before the last one on which somebody is reminded, see ReviewStories",
        ["Improving.Hour"] = "the hour of that",
    };

    /// <summary>Comparisons in tables that come with the program and are read before anything is decided.</summary>
    private static readonly string[] Tables = ["ClinicTable.cs", "VisitTable.cs", "CheckTable.cs", "ProtectionTable.cs"];

    private static string Name(Row row) => row.Of.Length == 0 ? row.Bound : $"{row.Bound} ({row.Of})";

    public static TheoryData<string> All => [.. Rows.Select(Name)];

    [Theory, MemberData(nameof(All))]
    public void The_bound_itself_is_taken_and_one_beyond_it_is_not(string name)
    {
        var row = Rows.Single(row => Name(row) == name);
        if (row.Least is { } least)
            (row.Takes(least), row.Takes(least - 1)).ShouldBe((true, false), $"{least} is the least");
        if (row.Most is { } most)
            (row.Takes(most), row.Takes(most + 1)).ShouldBe((true, false), $"{most} is the most");
    }

    [Fact]
    public void Each_constant_number_of_the_domain_has_a_row_that_says_it()
    {
        var known = typeof(Code)
            .Assembly.GetTypes()
            .Where(type => type is { IsEnum: false } && !type.Name.StartsWith('<'))
            .SelectMany(type =>
                type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
            )
            .Where(field => field.IsLiteral && field.FieldType == typeof(int))
            .ToDictionary(
                field => $"{field.DeclaringType!.Name}.{field.Name}",
                field => (int)field.GetRawConstantValue()!,
                StringComparer.Ordinal
            );
        known.Count.ShouldBeGreaterThan(20);
        known
            .Keys.Except(Rows.Select(row => row.Bound), StringComparer.Ordinal)
            .Except(Others.Keys, StringComparer.Ordinal)
            .ShouldBeEmpty();
        Others.Keys.Except(known.Keys, StringComparer.Ordinal).ShouldBeEmpty();
        foreach (var row in Rows.Where(row => known.ContainsKey(row.Bound)))
            new[] { row.Least, row.Most }.ShouldContain(known[row.Bound], row.Bound);
    }

    [Fact]
    public void Each_range_in_a_source_of_the_domain_has_a_row()
    {
        var ranges = Directory
            .EnumerateFiles(Path.Combine(Material.Root, "src", "Emergency.Domain"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Split(Path.DirectorySeparatorChar).Any(folder => folder is "bin" or "obj"))
            .Where(file => !Tables.Contains(Path.GetFileName(file)))
            .SelectMany(file => Range().Matches(File.ReadAllText(file)).Select(match => $"{Path.GetFileName(file)}: {match.Value}"))
            .Distinct(StringComparer.Ordinal)
            .ToList();
        ranges.Count.ShouldBeGreaterThan(10);
        ranges.Except(Rows.Select(row => row.Bound), StringComparer.Ordinal).ShouldBeEmpty();
    }

    /// <summary>Two comparisons with numbers or constants side by side.</summary>
    [GeneratedRegex(@"[<>]=? ?-?[\dA-Z][\w.]* (or|and) [<>]=? ?-?[\dA-Z][\w.]*", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Range();
}
