using Emergency.Domain;
using Emergency.Domain.RiskPoints;
using Emergency.Engine;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.RiskPoints;

/// <summary>Pushes for each risk point whether it is crossed or late: a warning desk sees the crossing at once.</summary>
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

/// <param name="Raised">True when it has become an incident.</param>
internal sealed record RiskPointLight(RiskPointId Id, string Community, bool Crossed, bool Raised, int LateLevel);
