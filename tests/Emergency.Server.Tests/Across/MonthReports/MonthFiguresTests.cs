using System.Globalization;
using System.Text;
using Emergency.Domain;
using Emergency.Domain.Drills;
using Emergency.Domain.Entrusting;
using Emergency.Domain.Hazards;
using Emergency.Domain.Incidents;
using Emergency.Domain.Orders;
using Emergency.Domain.Patrols;
using Emergency.Domain.People;
using Emergency.Domain.RiskPoints;
using Emergency.Domain.Stock;
using Emergency.Domain.Teams;
using Emergency.Domain.Visits;
using Emergency.Engine;
using Emergency.Server.Across.MonthReports;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Tests.Fixtures;
using Emergency.Testing;
using static Emergency.Server.Tests.Fixtures.BoroughRegisters;

namespace Emergency.Server.Tests.MonthReports;

/// <summary>Figures of a month: an act counts in the month in which it was done, not in which it was reported.</summary>
public sealed class MonthFiguresTests(Borough town)
{
    private const string Here = Borough.Community;
    private static readonly By Secretary = World.As(Role.Secretary, BoroughRegisters.Secretary);
    private static readonly DateOnly February = new(2026, 2, 1),
        March = new(2026, 3, 1);

    /// <summary>The last second of February and the first of March, as clocks there show them.</summary>
    private static readonly DateTimeOffset Last = Shanghai.At(March, 0).AddSeconds(-1),
        First = Shanghai.At(March, 0);

    [Fact]
    public async Task Each_thing_counts_in_the_month_in_which_it_was_done()
    {
        var text = new StringBuilder();
        foreach (var (what, of, make) in await Things())
        foreach (var (done, told) in ((DateTimeOffset, DateTimeOffset)[])[(Last, Last), (Last, First), (First, First)])
        {
            var world = await World.Make(town);
            world.Now = told;
            foreach (var e in make(world, done, told))
                world.Happen(of(world), e);
            var before = await World.Make(town);
            before.Now = told;
            text.Append(
                CultureInfo.InvariantCulture,
                $"{what}, done {Day(done)}, told {Day(told)}: {Counted(world, February, before)} in February, {Counted(world, March, before)} in March\n"
            );
        }
        Frozen.Check("asked/month-counts.txt", text.ToString());

        static string Day(DateTimeOffset at) => Shanghai.Day(at).ToString("MM-dd", CultureInfo.InvariantCulture);
    }

    [Fact]
    public async Task All_figures_of_a_month_and_the_sums_of_a_street()
    {
        var world = await EdgeRegisters.Make(town);
        var text = new StringBuilder();
        var all = new List<ListOf<Domain.MonthReports.MonthFigure>>();
        foreach (var month in (DateOnly[])[February, March])
        foreach (var community in (string[])[EdgeRegisters.Here, EdgeRegisters.There])
        {
            var figures = MonthFigures.Of(world.Known, community, month, world.Now);
            all.Add(figures);
            text.Append(
                CultureInfo.InvariantCulture,
                $"{community} {month:yyyy-MM}: {string.Join(", ", figures.Select(one => $"{one.Code} {one.Count}"))}\n"
            );
        }
        text.Append(
            CultureInfo.InvariantCulture,
            $"all: {string.Join(", ", MonthFigures.Sum(all, 7).Select(one => $"{one.Code} {one.Count}"))}\n"
        );
        Frozen.Check("asked/month-figures.txt", text.ToString());
        MonthFigures
            .Sum(
                [
                    [new("at-risk", 3)],
                    [new("at-risk", 4), new("gone", 9)],
                ],
                5
            )
            .Where(one => one.Count > 0)
            .ShouldBe([new(MonthFigures.Reported, 2), new(MonthFigures.Units, 5), new("at-risk", 7)]);
    }

    [Fact]
    public async Task Counts_of_more_than_fourteen_months_ago_are_let_go()
    {
        var world = await World.Make(town);
        var visits = Entities.Visits(Entities.Live, Here, OldWoman);
        for (var month = 0; month < 20; month++)
            world.Happen(visits, Visit(Shanghai.At(March.AddMonths(month), 9)));
        var known = world.Known.Of<MonthCountsKnown>();
        Enumerable
            .Range(0, 20)
            .Where(month => known.Of(Here, March.AddMonths(month), MonthCount.VisitsMade) > 0)
            .ShouldBe(Enumerable.Range(5, 15));
    }

    private static VisitMade Visit(DateTimeOffset at) =>
        new(OldWoman, Here, VisitMeans.Door, true, [], null, at, false, true, null, null, null, Secretary, at);

    private static string Counted(World world, DateOnly month, World before)
    {
        var (now, then) = (MonthFigures.Of(world.Known, Here, month, world.Now), MonthFigures.Of(before.Known, Here, month, before.Now));
        var changed = now.Zip(then)
            .Where(pair =>
                pair.First.Count != pair.Second.Count && !MonthFigures.Rules.Single(rule => rule.Code == pair.First.Code).Standing
            )
            .Select(pair => $"{pair.First.Code} {pair.First.Count - pair.Second.Count:+0;-0}")
            .ToList();
        return changed.Count == 0 ? "nothing" : string.Join(" and ", changed);
    }

    private async Task<IReadOnlyList<(string, Func<World, EntityId>, Func<World, DateTimeOffset, DateTimeOffset, Event[]>)>> Things()
    {
        var (words, somebody) = ((await World.Make(town)).Words, new PersonId(Derived.Register("world", Borough.County, "somebody")));
        var sensitive = await town.Seal(somebody.Value, new PersonSensitive([], null, null, [], null, null, null, false, null, null, null));
        var contact = await town.Seal(somebody.Value, PersonContact.Unknown);
        EntityId Register(World _) => Entities.Residents(Entities.Live, Here);
        EntityId Visits(World _) => Entities.Visits(Entities.Live, Here, OldWoman);
        EntityId Store(World _) => Entities.Supplies(Entities.Live, Here);
        EntityId Hazard(World world) => Entities.Hazard(world.New<HazardId>("a hazard"));
        EntityId Risk(World world) => Entities.RiskPoint(world.New<RiskPointId>("a point"));
        EntityId Patrol(World world) => Entities.Patrol(world.New<PatrolId>("a round"));
        EntityId Team(World _) => Entities.Team(Entities.Live, Here);
        EntityId Fire(World world) => Entities.Incident(Entities.Live, world.New<IncidentId>("a fire"));
        EntityId Drill(World world) => Entities.Drill(world.New<DrillId>("a drill"));
        AtRiskResident Person(World world) => new(world.New<PersonId>("somebody"), null, "G1", contact, sensitive);
        LotFacts Lot(World world) => new(world.New<LotId>("a lot"), "灯", "照明", "支", 5, 1, null, "架", null, null, null);
        HazardFacts Facts() => new("gas", HazardLevel.General, false, null, null, null, null);
        IncidentOpened Opened(World world, DateTimeOffset at) =>
            new(
                Borough.County,
                Here,
                null,
                Category.Fire,
                Priority.Life,
                null,
                null,
                world.New<ReportId>("a report"),
                null,
                null,
                at,
                words,
                Secretary,
                at
            );
        DrillFacts Played(DrillForm form) =>
            new("演练", "old-block-fire", form, Borough.Street, [Here], TimeSpan.FromHours(1), true, words, "停", null);
        PatrolFacts Round() => new("例线", null, 7, [new(1, StopKind.Other, null, "门", null, null)]);
        RiskFacts Slope() =>
            new("例坡", "landslide", HazardLevel.Major, null, null, RiskUnit.CrackMm, 20, null, 1, new([], null, null, null));
        return
        [
            (
                "a person is entered",
                Register,
                (world, done, _) => [new PersonEntered(Person(world), Coming.Found, Shanghai.Day(done), null, Secretary, done)]
            ),
            (
                "a person is corrected",
                Register,
                (world, done, _) => [new PersonCorrected(Person(world) with { Id = OldWoman }, [], null, Secretary, done)]
            ),
            (
                "a person comes back",
                Register,
                (_, done, _) =>
                    [
                        new PersonLeft(OldWoman, Leaving.Moved, Shanghai.Day(done), null, null, Secretary, done),
                        new PersonReturned(OldWoman, null, Shanghai.Day(done), null, Secretary, done),
                    ]
            ),
            (
                "a person is taken",
                Register,
                (world, done, _) => [new PersonTaken(Person(world), [], null, Borough.Neighbour, null, Secretary, done)]
            ),
            (
                "a person leaves",
                Register,
                (_, done, _) => [new PersonLeft(OldWoman, Leaving.Moved, Shanghai.Day(done), null, null, Secretary, done)]
            ),
            (
                "a person is passed on",
                Register,
                (world, done, _) =>
                    [new PersonPassed(Person(world) with { Id = OldWoman }, [], null, Borough.Neighbour, null, Secretary, done)]
            ),
            ("a visit is made", Visits, (_, done, told) => [Visit(done) with { At = told }]),
            ("a visit is in vain", Visits, (_, done, told) => [new VisitMissed(MissReason.Out, done, null, null, Secretary, told)]),
            ("visits rest", Visits, (_, done, _) => [new VisitsPaused(RestReason.Away, null, null, Secretary, done)]),
            (
                "a child's care is checked",
                _ => Entities.Entrustment(Entities.Live, Here, LeftBehind),
                (_, done, told) => [new CheckMade(CheckJudgement.Good, words, done, null, null, null, Secretary, told)]
            ),
            (
                "a hazard is found",
                Hazard,
                (_, done, told) => [new HazardFound(Here, Facts(), HazardGuard.None, done, null, Secretary, told)]
            ),
            (
                "a hazard is told by a resident",
                Hazard,
                (world, done, _) => [new HazardReported(Here, world.New<LinkId>("a link"), Facts(), null, done)]
            ),
            (
                "and taken",
                Hazard,
                (world, done, _) =>
                    [
                        new HazardReported(Here, world.New<LinkId>("a link"), Facts(), null, done),
                        new HazardTaken(Facts(), null, Secretary, done),
                    ]
            ),
            (
                "and dropped",
                Hazard,
                (world, done, _) =>
                    [new HazardReported(Here, world.New<LinkId>("a link"), Facts(), null, done), new HazardDropped(words, Secretary, done)]
            ),
            (
                "a hazard is moved here and closed",
                Hazard,
                (_, done, _) =>
                    [
                        new HazardFound(Borough.Neighbour, Facts(), HazardGuard.None, done, null, Secretary, done),
                        new HazardMoved(Borough.Neighbour, Here, Secretary, done),
                        new HazardClosed(null, Secretary, done),
                    ]
            ),
            (
                "a hazard of a file is closed",
                Hazard,
                (world, done, _) =>
                    [
                        new HazardTakenOver(
                            new(world.New<HazardId>("a hazard"), "燃气", "大", "漏", null, null, null, null, "未整改"),
                            Here,
                            "gas",
                            HazardLevel.Larger,
                            done
                        ),
                        new HazardClosed(null, Secretary, done),
                    ]
            ),
            (
                "a round is walked",
                Patrol,
                (_, done, _) =>
                    [
                        new PatrolSet(Here, Round(), Shanghai.Day(done), null, Secretary, done),
                        new PatrolWalked(0, 1, 0, 0, Shanghai.Day(done).AddDays(7), null, done),
                    ]
            ),
            (
                "a point is looked at",
                Risk,
                (_, done, told) =>
                    [new RiskPointSet(Here, Slope(), null, Secretary, done), new RiskLooked(new(1, false, done, Secretary), null, told)]
            ),
            (
                "a lot is entered",
                Store,
                (world, done, _) => [new LotEntered(Lot(world).Id, Lot(world), SupplySource.Bought, null, null, Secretary, done)]
            ),
            (
                "more of a lot comes",
                Store,
                (world, done, _) =>
                    [new LotRecorded(Lot(world), null, done), new LotReceived(Lot(world).Id, 3, SupplySource.Bought, null, Secretary, done)]
            ),
            (
                "a lot is counted",
                Store,
                (world, done, told) =>
                    [new LotRecorded(Lot(world), null, done), new LotCounted(Lot(world).Id, 5, 5, 0, done, null, Secretary, told)]
            ),
            (
                "a lot is written off",
                Store,
                (world, done, _) =>
                    [
                        new LotRecorded(Lot(world), null, done),
                        new LotWrittenOff(Lot(world).Id, 1, WriteOffReason.Broken, null, null, null, Secretary, done),
                    ]
            ),
            (
                "a lot is handed out",
                Store,
                (world, done, _) =>
                    [new LotRecorded(Lot(world), null, done), new LotHandedOut(Lot(world).Id, 1, words, null, Secretary, done)]
            ),
            (
                "somebody is trained",
                Team,
                (_, done, told) => [new TrainingNoted(GridChief, new("急救", Shanghai.Day(done), null), Secretary, told)]
            ),
            ("an incident", Fire, (world, done, _) => [Opened(world, done)]),
            ("an incident of elsewhere", Fire, (world, done, _) => [Opened(world, done) with { Community = Borough.Neighbour }]),
            (
                "an incident that was none",
                Fire,
                (world, done, told) => [Opened(world, done), new IncidentWithdrawn(words, Secretary, told)]
            ),
            (
                "a drill",
                Drill,
                (_, done, _) =>
                    [
                        new DrillPrepared(Played(DrillForm.Tabletop), Secretary, done),
                        new DrillStarted(done, 1, [Here], Secretary, done),
                        new DrillEnded(EndReason.Finished, done, Secretary, done),
                    ]
            ),
            (
                "a drill that goes on",
                Drill,
                (_, done, _) =>
                    [new DrillPrepared(Played(DrillForm.Tabletop), Secretary, done), new DrillStarted(done, 1, [Here], Secretary, done)]
            ),
            (
                "practice at one's own table",
                Drill,
                (_, done, _) =>
                    [
                        new DrillPrepared(Played(DrillForm.Solo), Secretary, done),
                        new DrillStarted(done, 1, [Here], Secretary, done),
                        new DrillEnded(EndReason.Finished, done, Secretary, done),
                    ]
            ),
            (
                "an order is answered",
                world => Entities.Order(Entities.Live, world.New<OrderId>("an order")),
                (_, done, _) =>
                    [
                        new OrderIssued(
                            new(IssuerKind.Command, null, null, false, words, null, 60, 60),
                            new(StandingKind.Listed, null, null, []),
                            0,
                            Secretary,
                            done
                        ),
                        new OrderDelivered(Here, false, null, done),
                        new OrderFedBack(Here, words, Secretary, done),
                    ]
            ),
        ];
    }
}
