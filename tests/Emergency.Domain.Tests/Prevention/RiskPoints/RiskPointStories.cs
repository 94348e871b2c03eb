using Emergency.Domain.Hazards;
using Emergency.Domain.RiskPoints;
using static Emergency.Domain.Tests.Cast;

namespace Emergency.Domain.Tests.RiskPoints;

public sealed class RiskPointStories
{
    internal static readonly RiskFacts Gully = new(
        "例园后沟 沟口",
        "gully",
        HazardLevel.Larger,
        There,
        MemberOf(GridChief),
        RiskUnit.RainMmPerHour,
        50,
        "水变浑",
        7,
        new(["1号楼", "2号楼"], Id<ShelterId>(1), null, "往东坡走")
    );
    internal static readonly RiskPointSet Set = new(Community, Gully, Morning(7), Secretary, Night);

    private static DateTimeOffset Morning(int day) => Shanghai.At(Today.AddDays(day), 8);

    internal static LookAtRiskPoint Look(double? value, DateTimeOffset at, bool sign = false, DateTimeOffset? told = null) =>
        new(value, sign, at, GridChief, told ?? at);

    private static Story Given(params RiskEvent[] events) => Story.Of(Noun.Risk).Given(events);

    [Fact]
    public void A_look_below_the_threshold_sets_the_next_one_and_one_at_it_says_go() =>
        Given()
            .When(new SetRiskPoint(Community, Gully, Secretary, Night))
            .Then(Set)
            .When(Look(49.5, Night.AddDays(1)))
            .Then<RiskLooked>(e => e.Due.ShouldBe(Morning(8)))
            .When(Look(50, Night.AddDays(2)))
            .Then<RiskLooked, RiskCrossed>((_, crossed) => crossed.Value.ShouldBe(50))
            .When(Look(60, Night.AddDays(2).AddMinutes(10)))
            .Then<RiskLooked>(_ => { })
            .When(Look(10, Night.AddDays(2).AddHours(5)))
            .Then<RiskLooked, RiskEased>((_, eased) => eased.Value.ShouldBe(10));

    [Fact]
    public void A_sign_is_enough_without_a_figure() =>
        Given(Set).When(Look(null, After(1), sign: true)).Then<RiskLooked, RiskCrossed>((_, crossed) => crossed.Value.ShouldBeNull());

    [Fact]
    public void A_look_that_comes_late_of_before_the_last_crosses_nothing() =>
        Given(Set, new RiskLooked(new(5, false, After(60), GridChief), Morning(7), After(60)))
            .When(Look(80, After(30), told: After(90)))
            .Then<RiskLooked>(e => e.Due.ShouldBe(Morning(7)))
            .Now<RiskPoint>(point => (point.Crossed, point.Last!.Value).ShouldBe((false, 5)));

    [Fact]
    public void What_nobody_looked_at_is_told_to_the_watcher_the_committee_and_the_street() =>
        Given(Set)
            .When(new Remind(Morning(7)))
            .Then(new RiskLate(1, Morning(8), Morning(7)))
            .When(new Remind(Morning(8)))
            .Then(new RiskLate(2, Morning(10), Morning(8)))
            .When(new Remind(Morning(10)))
            .Then(new RiskLate(3, null, Morning(10)));

    [Fact]
    public void The_day_of_the_next_look_stays_while_nobody_looks_and_goes_on_with_the_look() =>
        Given(Set)
            .Now<RiskPoint>(point => point.NextOn.ShouldBe(Today.AddDays(7)))
            .When(new Remind(Morning(7)))
            .When(new Remind(Morning(8)))
            .When(new SetRiskPoint(Community, Gully with { Name = "沟口" }, Secretary, Morning(8)))
            .Now<RiskPoint>(point => point.NextOn.ShouldBe(Today.AddDays(7)))
            .When(Look(5, Morning(9)))
            .Now<RiskPoint>(point => point.NextOn.ShouldBe(Today.AddDays(16)));

    [Fact]
    public void Only_what_is_crossed_becomes_an_incident_and_once() =>
        Given(Set)
            .When(new RaiseRiskPoint(Id<IncidentId>(1), GridChief, Night))
            .Refused(RiskPoint.NotCrossed)
            .When(Look(50, After(1)))
            .When(new RaiseRiskPoint(Id<IncidentId>(1), GridChief, After(2)))
            .Then(new RiskRaised(Id<IncidentId>(1), GridChief, After(2)))
            .When(new RaiseRiskPoint(Id<IncidentId>(2), Secretary, After(3)))
            .Nothing();
}
