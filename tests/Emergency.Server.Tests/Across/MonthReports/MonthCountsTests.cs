using Emergency.Domain;
using Emergency.Domain.Hazards;
using Emergency.Domain.People;
using Emergency.Domain.Stock;
using Emergency.Engine;
using Emergency.Server.Across.MonthReports;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Tests.MonthReports;

/// <summary>Counts of a month, event by event.</summary>
public sealed class MonthCountsTests
{
    private const string Community = "411502001001";
    private static readonly DateTimeOffset October = Shanghai.At(new DateOnly(2026, 10, 31), 12);
    private static readonly DateTimeOffset November = Shanghai.At(new DateOnly(2026, 11, 1), 12);
    private static readonly By By = new(new("谁"), Role.Secretary);
    private static readonly HazardFacts Facts = new("facade", HazardLevel.General, false, null, null, null, null);
    private static readonly EntityId Hazard = Entities.Hazard(new(Guid.CreateVersion7()));

    private static int Count(string code, DateTimeOffset of, params (EntityId Entity, Event Event)[] all)
    {
        IView view = new MonthCountsView();
        var state = view.Empty;
        foreach (var (n, (entity, happened)) in all.Index())
            state = view.Fold(
                state,
                new Happened(new(n + 1), entity, n + 1, "", new(Guid.Empty, "", "", "", "", null, of, null), happened),
                new Changes()
            );
        return ((MonthCountsKnown)state).Of(Community, Shanghai.Day(of).AddDays(1 - Shanghai.Day(of).Day), code);
    }

    [Fact]
    public void A_hazard_that_its_owner_accepts_is_found_once() =>
        Count(
                MonthCount.HazardsFound,
                October,
                (Hazard, new HazardFound(Community, Facts, HazardGuard.None, October, null, By, October)),
                (Hazard, new HazardAssigned(new HazardOwner(HazardOwnerKind.Housing, null), new(2026, 11, 3), null, By, October)),
                (Hazard, new HazardAccepted(By, October))
            )
            .ShouldBe(1);

    [Fact]
    public void One_that_a_resident_reported_is_found_when_the_committee_takes_it()
    {
        var reported = (Hazard, (Event)new HazardReported(Community, new(Guid.Empty), Facts, null, October));
        Count(MonthCount.HazardsFound, October, reported).ShouldBe(0);
        Count(MonthCount.HazardsFound, October, reported, (Hazard, new HazardTaken(Facts, null, By, October))).ShouldBe(1);
        Count(MonthCount.HazardsClosed, October, reported, (Hazard, new HazardClosed(null, By, October))).ShouldBe(1);
    }

    [Fact]
    public void A_hazard_counts_where_it_was_moved_to() =>
        Count(
                MonthCount.HazardsClosed,
                October,
                (Hazard, new HazardFound("411502001002", Facts, HazardGuard.None, October, null, By, October)),
                (Hazard, new HazardMoved("411502001002", Community, By, October)),
                (Hazard, new HazardClosed(null, By, October))
            )
            .ShouldBe(1);

    [Fact]
    public void Who_is_given_to_another_community_has_left_when_that_one_takes_them()
    {
        var (residents, person) = (Entities.Residents(Entities.Live, Community), new PersonId(Guid.CreateVersion7()));
        var given = (residents, (Event)new PersonGiven(person, "411502001002", null, By, October));
        Count(MonthCount.Left, October, given, (residents, new GivingCancelled(person, null, By, October))).ShouldBe(0);
        var passed = new PersonPassed(new(person, null, "G1", new("k1:1:a"), new("k1:1:b")), [], null, "411502001002", null, By, October);
        Count(MonthCount.Left, October, given, (residents, passed)).ShouldBe(1);
    }

    [Fact]
    public void What_a_phone_tells_later_counts_in_the_month_in_which_it_was()
    {
        var (supplies, counted) = (
            Entities.Supplies(Entities.Live, Community),
            new LotCounted(new(Guid.Empty), 1, 1, 1, October, null, By, November)
        );
        Count(MonthCount.StockCounted, October, (supplies, counted)).ShouldBe(1);
        Count(MonthCount.StockCounted, November, (supplies, counted)).ShouldBe(0);
    }

    [Fact]
    public void Months_long_past_leave_it()
    {
        var (known, day) = (MonthCountsKnown.None, new DateOnly(2024, 1, 1));
        for (var month = 0; month < 40; month++)
            known = known.Plus(Community, day.AddMonths(month), MonthCount.VisitsMade);
        known.All[Community].Count.ShouldBe(MonthCountsKnown.Months + 1);
        known.Of(Community, day.AddMonths(39), MonthCount.VisitsMade).ShouldBe(1);
    }
}
