using Emergency.Domain;
using Emergency.Domain.Entrusting;
using Emergency.Domain.Hazards;
using Emergency.Domain.Orders;
using Emergency.Domain.Patrols;
using Emergency.Domain.People;
using Emergency.Domain.RiskPoints;
using Emergency.Domain.Stock;
using Emergency.Domain.Teams;
using Emergency.Domain.Visits;
using Emergency.Engine;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Across.MonthReports;

/// <summary>
/// Counts the work of communities by the day on which it was done: an entry that a phone sends later counts in the month of that day.
/// </summary>
internal sealed class MonthCountsView : View<MonthCountsKnown>
{
    public override string Name => "month-counts";
    public override MonthCountsKnown Empty => MonthCountsKnown.None;

    protected override MonthCountsKnown Fold(MonthCountsKnown state, Happened happened)
    {
        var (entity, key) = (happened.Entity, happened.Entity.Key);
        var named = $"{entity.Kind}/{key}";
        switch (happened.Event)
        {
            case HazardFound e:
                return Plus(Home(state, named, e.Community), e.Community, e.SeenAt, MonthCount.HazardsFound);
            case HazardReported e:
                return Home(state, named, e.Community);
            case HazardTakenOver e:
                return Home(state, named, e.Community);
            case HazardMoved e:
                return Home(state, named, e.To);
            case RiskPointSet e:
                return Home(state, named, e.Community);
            case PatrolSet e:
                return Home(state, named, e.Community);
            case HazardDropped:
                return state with { Homes = state.Homes.Remove(named) };
        }
        var (code, at) = Counted(happened.Event);
        return code is null ? state
            : Community(state, happened, named) is { } community ? Plus(state, community, at, code)
            : state;
    }

    private static (string? Code, DateTimeOffset At) Counted(object happened) =>
        happened switch
        {
            PersonEntered e => (MonthCount.Came, e.At),
            PersonReturned e => (MonthCount.Came, e.At),
            PersonTaken e => (MonthCount.Came, e.At),
            PersonLeft e => (MonthCount.Left, e.At),
            PersonPassed e => (MonthCount.Left, e.At),
            VisitMade e => (MonthCount.VisitsMade, e.SeenAt),
            VisitMissed e => (MonthCount.VisitsMissed, e.TriedAt),
            CheckMade e => (MonthCount.ChecksMade, e.SeenAt),
            // A hazard reported by a resident counts as found when the committee confirms it.
            HazardTaken e => (MonthCount.HazardsFound, e.At),
            HazardClosed e => (MonthCount.HazardsClosed, e.At),
            PatrolWalked e => (MonthCount.PatrolsWalked, e.At),
            RiskLooked e => (MonthCount.RiskLooks, e.Look.SeenAt),
            LotReceived e => (MonthCount.StockReceived, e.At),
            LotEntered e => (MonthCount.StockReceived, e.At),
            LotCounted e => (MonthCount.StockCounted, e.CountedAt),
            LotWrittenOff e => (MonthCount.StockWrittenOff, e.At),
            TrainingNoted e => (MonthCount.Trained, Shanghai.At(e.Training.Day, 0)),
            OrderFedBack e => (MonthCount.OrdersAnswered, e.At),
            _ => default,
        };

    // Keys of registers begin with their community, and those of a person's records with both; the community of other entities was noted
    // earlier.
    private static string? Community(MonthCountsKnown state, Happened happened, string named) =>
        happened.Event is OrderFedBack order ? order.Receiver
        : state.Homes.TryGetValue(named, out var home) ? home
        : happened.Entity.Key.Split('.')[0] is { Length: 12 } community ? community
        : null;

    private static MonthCountsKnown Home(MonthCountsKnown state, string named, string community) =>
        state with
        {
            Homes = state.Homes.SetItem(named, community),
        };

    private static MonthCountsKnown Plus(MonthCountsKnown state, string community, DateTimeOffset at, string code) =>
        state.Plus(community, Shanghai.Day(at), code);
}
