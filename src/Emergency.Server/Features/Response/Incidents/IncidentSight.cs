using Emergency.Domain;
using Emergency.Domain.Incidents;
using Emergency.Domain.Places;
using Emergency.Engine;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Dispatch;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Incidents;

/// <summary>Finds the incident of a request and says what its asker can see of it.</summary>
internal sealed class IncidentSight(Folding folding, IEnumerable<IRecalls> recalls)
{
    /// <summary>
    /// The incident with the known state; null where there is none visible to the asker. A client that opens an incident and
    /// acts on it at once is faster than the views: it waits for them before it answers "unknown".
    /// </summary>
    public async ValueTask<IncidentSeen?> Find(Asked asked, Guid id, CancellationToken stop) =>
        await Whole(In(await folding.With(known => In(known, asked, id) is not null, stop), asked, id), stop);

    /// <summary>
    /// Works as <see cref="Find"/>, with the state after everything that was answered before: for acts that depend on what
    /// others have just done, such as a card that takes the area drawn a moment ago.
    /// </summary>
    public async ValueTask<IncidentSeen?> Newest(Asked asked, Guid id, CancellationToken stop) =>
        await Whole(In(await folding.Newest(stop), asked, id), stop);

    /// <summary>Several incidents that the asker can see, as this node knows them now.</summary>
    public IEnumerable<IncidentSeen> Several(Asked asked, IEnumerable<Guid> ids)
    {
        var known = folding.Now;
        return ids.Select(id => In(known, asked, id)).OfType<IncidentSeen>().Where(seen => seen.May(IncidentPermissions.Read) is null);
    }

    /// <summary>A task of the incident; null where there is none. Waits for the views as in <see cref="Find"/>.</summary>
    public async ValueTask<TaskSeen?> FindTask(Asked asked, Guid id, Guid task, CancellationToken stop)
    {
        if (await Find(asked, id, stop) is not { } seen)
            return null;
        if (Of(seen, task) is { } now)
            return now;
        return In(await folding.Newest(stop), asked, id) is { } again ? Of(again, task) : null;
    }

    /// <summary>Works as <see cref="Find"/>, but only where the asker can see the incident; else the problem.</summary>
    public async ValueTask<(IncidentSeen? Seen, Problem Problem)> Read(Asked asked, Guid id, CancellationToken stop) =>
        await Find(asked, id, stop) is not { } seen ? (null, Problem.NotFound)
        : seen.May(IncidentPermissions.Read) is { } problem ? (null, problem)
        : (seen, Problem.NotFound);

    /// <summary>Reloads data of an archived incident that has left memory. It could leave because few people look at it.</summary>
    private async ValueTask<IncidentSeen?> Whole(IncidentSeen? seen, CancellationToken stop)
    {
        if (seen is not { Incident.State.Stage: IncidentStage.Archived })
            return seen;
        var known = seen.Known;
        foreach (var one in recalls)
            known = await one.Recall(known, seen.Asked.Realm, seen.Incident.Id, stop);
        return seen with { Known = known, Incident = known.Of<IncidentsKnown>(seen.Asked.Realm).Find(seen.Incident.Id)! };
    }

    private static TaskSeen? Of(IncidentSeen seen, Guid task) =>
        seen.Incident.State.Tasks.GetValueOrDefault(new(task)) is { } found ? new(seen, found) : null;

    // Beyond the asker's own county or street nothing exists, even if a request names another community.
    private static IncidentSeen? In(Known known, Asked asked, Guid id) =>
        known.Of<IncidentsKnown>(asked.Realm).Find(new(id)) is { } incident && incident.Divisions.Any(code => asked.Sees(new Place(code)))
            ? new(incident, known, asked)
            : null;
}

/// <summary>An incident as the asker can see it.</summary>
internal sealed record IncidentSeen(IncidentKnown Incident, Known Known, Asked Asked)
{
    public IncidentsKnown Incidents => Known.Of<IncidentsKnown>(Asked.Realm);
    public EntityId Entity => Entities.Incident(Asked.Realm, Incident.Id);

    /// <summary>True when the asker holds a task of it or is alerted to one.</summary>
    public bool Alerted => TaskSight.Of(Incidents, Incident.Id, Asked).Any();

    /// <summary>
    /// Null where the asker has the permission for the incident as a whole: in any division it concerns, for any part of
    /// that division the asker is responsible for.
    /// </summary>
    public Problem? May(Permission permission) => Asked.Allow(permission, Near(Asked, permission, Incident), () => Alerted).Problem;

    /// <summary>True when the permission reaches the incident by scope, not only by a task.</summary>
    public bool ByScope(Permission permission) => Asked.Allow(permission, Near(Asked, permission, Incident)).Problem is null;

    /// <summary>True when the asker has the permission in a given community.</summary>
    public bool MayIn(Permission permission, string community) =>
        Asked.Allow(permission, Asked.Within(permission, community), () => Alerted).Problem is null;

    /// <summary>True when it concerns a community; all below its place while that is only a county or street.</summary>
    public bool Concerns(string community) => Incident.Divisions.Any(code => community.StartsWith(code, StringComparison.Ordinal));

    /// <summary>True when the asker's scope for a permission meets any division it concerns.</summary>
    public bool Meets(Permission permission) =>
        Asked.Grants.Any(grant =>
            permission.Of(grant.Role) == Reach.Scope
            && Incident.Divisions.Any(code =>
                code.StartsWith(grant.Scope.Division, StringComparison.Ordinal)
                || grant.Scope.Division.StartsWith(code, StringComparison.Ordinal)
            )
        );

    /// <summary>Seals a text under the incident's key.</summary>
    public async ValueTask<Sealed> Seal<T>(ISealing sealing, T text, CancellationToken stop)
    {
        await sealing.Ensure([Incident.Id.Value], stop);
        return sealing.Seal(Incident.Id.Value, text);
    }

    /// <summary>Sends a command for the incident as a whole, where a permission must cover its own place.</summary>
    public ValueTask<Sent> Send(Sending sending, Permission permission, Func<By, Command> make, CancellationToken stop) =>
        sending.Send(Asked, permission, Incident.Answering(Asked, permission), Entity, make, () => Alerted, stop);

    /// <summary>
    /// The asker's own part of a division that the incident concerns, else the incident's place. An incident in a community
    /// concerns each of its grids.
    /// </summary>
    public static Place Near(Asked asked, Permission permission, IncidentKnown incident)
    {
        foreach (var division in incident.Divisions)
            if (asked.Within(permission, division) is var place && asked.Allow(permission, place).Problem is null)
                return place;
        var places = incident.Divisions.Select(code => new Place(code)).ToList();
        return places.Find(place => asked.Grants.Any(grant => new Scope(grant.Scope.Division).Covers(place)))
            ?? places.Find(asked.Sees)
            ?? incident.Home;
    }
}
