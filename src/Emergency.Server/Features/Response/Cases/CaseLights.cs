using Emergency.Domain;
using Emergency.Domain.Cases;
using Emergency.Engine;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Cases;

/// <summary>A waiting case as it is broadcast: no title, no address, no caller.</summary>
internal sealed record CaseLight(
    IncidentId Id,
    string Hotline,
    string County,
    string? Community,
    Domain.Category Category,
    Domain.Priority Priority,
    string? Doubt,
    DateTimeOffset ReceivedAt
)
{
    public static CaseLight Of(CaseKnown known)
    {
        var facts = known.Facts;
        return new(
            known.Id,
            facts.Key.Hotline,
            facts.County,
            facts.Community,
            facts.Category,
            facts.Priority,
            facts.Doubt,
            facts.ReceivedAt
        );
    }
}

/// <summary>Signals of a waiting case to community, street and county, or to the desks that handle it instead.</summary>
internal sealed class CaseLights : LightsOf<CasesKnown, IncidentId>
{
    protected override string View => CasesView.Case;

    protected override bool IsNews(Happened happened) => happened.Event is CaseEvent;

    protected override IEnumerable<IncidentId> Touched(CasesKnown before, CasesKnown after, Happened happened) =>
        happened.Event is CaseEvent e ? [e.Incident]
        : ReferenceEquals(before.Waiting, after.Waiting) ? []
        : after.Waiting.Keys;

    protected override IEnumerable<IncidentId> Near(CasesKnown state, string realm, Group group) =>
        group.Kind == "division" ? state.Waiting.Keys : [];

    protected override Light? Of(CasesKnown state, IncidentId thing, string realm) =>
        state.Find(thing) is { } one
            ? new(thing.ToString(), () => CaseLight.Of(one), [.. one.Divisions.Select(code => Audience.Division(realm, code))])
            : null;
}
