using System.Collections.Immutable;
using Emergency.Domain;
using Emergency.Domain.RiskPoints;
using Emergency.Engine;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.RiskPoints;

/// <summary>All risk points that are kept.</summary>
internal sealed record RiskPointsKnown(ImmutableDictionary<RiskPointId, RiskPoint> All)
{
    public static readonly RiskPointsKnown None = new(ImmutableDictionary<RiskPointId, RiskPoint>.Empty);

    public RiskPoint? Find(RiskPointId id) => All.GetValueOrDefault(id);

    public IEnumerable<(RiskPointId Id, RiskPoint State)> In(string division) =>
        All.Where(one => one.Value.Community.StartsWith(division, StringComparison.Ordinal)).Select(one => (one.Key, one.Value));
}

/// <summary>Folds risk points; what has ended leaves it.</summary>
internal sealed class RiskPointsView : View<RiskPointsKnown>
{
    public override string Name => "risks";
    public override RiskPointsKnown Empty => RiskPointsKnown.None;
    protected override IReadOnlyList<ILights<RiskPointsKnown>> Lights { get; } = [new RiskPointLights()];

    protected override RiskPointsKnown Fold(RiskPointsKnown state, Happened happened)
    {
        if (happened.Event is not RiskEvent e)
            return state;
        var id = new RiskPointId(Guid.Parse(happened.Entity.Key));
        var after = RiskPoint.Evolve(state.Find(id) ?? RiskPoint.None, e);
        return new(after.Stage == RiskStage.Kept ? state.All.SetItem(id, after) : state.All.Remove(id));
    }
}

/// <summary>Of each risk point whether it is crossed or late: a warning desk sees the crossing at once.</summary>
internal sealed class RiskPointLights : LightsOf<RiskPointsKnown, RiskPointId>
{
    protected override string View => "risk";

    protected override IEnumerable<RiskPointId> Touched(RiskPointsKnown before, RiskPointsKnown after, Happened happened) =>
        happened.Event is RiskEvent ? [new(Guid.Parse(happened.Entity.Key))] : [];

    protected override IEnumerable<RiskPointId> Near(RiskPointsKnown state, string realm, Group group) =>
        group.Kind == "division" ? state.In(group.Id).Select(one => one.Id) : [];

    protected override Light? Of(RiskPointsKnown state, RiskPointId thing, string realm) =>
        state.Find(thing) is { } one
            ? new(
                thing.ToString(),
                () => new RiskPointLight(thing, one.Community, one.Crossed, one.Incident is not null, one.LateLevel),
                Audience.Division(realm, one.Community)
            )
            : null;
}

/// <param name="Raised">It has become an incident.</param>
internal sealed record RiskPointLight(RiskPointId Id, string Community, bool Crossed, bool Raised, int LateLevel);
