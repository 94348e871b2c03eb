using Emergency.Domain;
using Emergency.Domain.Incidents;
using Emergency.Server.Features.Incidents;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Acting;
using Emergency.Server.Infrastructure.Answers;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Dispatch;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Across.Closing;

/// <summary>并入、拆开: joins two calls about one fire.</summary>
internal static class JoinEndpoints
{
    public static RouteGroupBuilder MapJoining(this RouteGroupBuilder api)
    {
        api.MapGet("/incidents/joinable", List).Needs(IncidentPermissions.Join);
        api.MapPost("/incidents/{id:guid}/join", Join).Needs(IncidentPermissions.Join);
        api.MapPost("/incidents/{id:guid}/split", Split).Needs(IncidentPermissions.Join);
        return api;
    }

    /// <summary>待并入: lists running incidents that may be the same as another one, each once; by the local settings of metres and minutes.</summary>
    public static Outcome<JoinableShown> List(Asked asked, Known known, Settings settings)
    {
        var items = new Joinable(known.Of<IncidentsKnown>(asked.Realm), asked, JoinReach.Of(settings)).Items();
        return new Outcome<JoinableShown>(new JoinableShown(settings.JoinMetres, settings.JoinMinutes, items, known.At.Value), known.At);
    }

    /// <summary>并入: joins this incident to the named one, which is the same and gets its cases from now on. Refused when work has begun in this one: then the other must be joined to it.</summary>
    public static async Task<Outcome<Recorded>> Join(
        Guid id,
        JoinInto body,
        Asked asked,
        IncidentSight sight,
        Sending sending,
        CancellationToken stop
    )
    {
        if (body?.Into is not { } into || into.Value == id)
            return Problem.Bad("$.into: another incident");
        if (
            await sight.Newest(asked, id, stop) is not { } seen
            || seen.Incidents.Find(into) is not { } main
            || !main.Divisions.Any(code => asked.Sees(new(code)))
        )
            return Problem.NotFound;
        // An account that joins two incidents must have the permission at both places.
        if (asked.Allow(IncidentPermissions.Join, main.Answering(asked, IncidentPermissions.Join)).Problem is { } problem)
            return problem;
        if (!main.Running)
            return Problem.Of(main.State.Stage == IncidentStage.Joined ? Incident.IsJoined : Incident.SceneOver);
        var begun = Joinable.Begun(seen.Known, asked.Realm, seen.Incident.Id);
        var sent = await seen.Send(
            sending,
            IncidentPermissions.Join,
            by => new JoinIncident(into, begun, seen.Known.At.Value, by, asked.Now),
            stop
        );
        return sent.With(new Recorded(id, sent.Position.Value));
    }

    /// <summary>拆开: makes a joined incident independent again, as it was; the main one returns its cases.</summary>
    public static Task<Outcome<Recorded>> Split(Guid id, Act act) =>
        act.OnIncident(id, IncidentPermissions.Join).Do(by => new SplitIncident(by, act.Now));
}

/// <param name="Into">The main incident.</param>
internal sealed record JoinInto(IncidentId? Into);
