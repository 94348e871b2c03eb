using Emergency.Domain;
using Emergency.Domain.Incidents;
using Emergency.Domain.Places;
using Emergency.Engine;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Incidents;

/// <summary>Pushes an incident to its divisions until the response ends. Subscribers of the incident itself keep it.</summary>
internal sealed class IncidentLights : LightsOf<IncidentsKnown, IncidentId>
{
    protected override string View => Lights.Incident;

    protected override bool IsNews(Happened happened) => happened.Event is IncidentEvent;

    protected override IEnumerable<IncidentId> Touched(IncidentsKnown before, IncidentsKnown after, Happened happened) =>
        happened.Event switch
        {
            IncidentEvent => [new(Guid.Parse(happened.Entity.Key))],
            // The incident's number holds the county's name.
            DivisionRegistered e => after.All.Values.Where(one => one.Opened.County == e.Code).Select(one => one.Id),
            _ => ReferenceEquals(before.All, after.All)
                ? []
                : after.All.Where(pair => !ReferenceEquals(before.Find(pair.Key), pair.Value)).Select(pair => pair.Key),
        };

    protected override IEnumerable<IncidentId> Near(IncidentsKnown state, string realm, Group group) =>
        group.Kind switch
        {
            "division" => state.Open.Select(one => one.Id),
            "incident" => Guid.TryParse(group.Id, out var id) ? [new(id)] : [],
            _ => [],
        };

    protected override Light? Of(IncidentsKnown state, IncidentId thing, string realm)
    {
        if (state.Find(thing) is not { } incident)
            return null;
        var kept = Audience.Only(Group.Incident(realm, thing));
        return new(
            thing.ToString(),
            () => Lights.Of(state, incident),
            incident.Open ? [kept, .. incident.Divisions.Select(code => Audience.Division(realm, code))] : [kept]
        );
    }
}

/// <summary>Tells that the joinable incidents of a division have changed.</summary>
internal sealed class JoinableLights : LightsOf<IncidentsKnown, string>
{
    protected override string View => JoinableLight.View;

    protected override IEnumerable<string> Touched(IncidentsKnown before, IncidentsKnown after, Happened happened) =>
        ReferenceEquals(before.Neighbours.Changed, after.Neighbours.Changed)
            ? []
            : after.Neighbours.Changed.Where(pair => pair.Value == happened.Position.Value).Select(pair => pair.Key);

    protected override IEnumerable<string> Near(IncidentsKnown state, string realm, Group group) =>
        group.Kind == "division" ? [group.Id] : [];

    protected override Light? Of(IncidentsKnown state, string thing, string realm) =>
        state.Neighbours.Changed.TryGetValue(thing, out var revision)
            ? new(thing, () => new JoinableLight(revision), Audience.Only(Group.Division(realm, thing)))
            : null;
}
