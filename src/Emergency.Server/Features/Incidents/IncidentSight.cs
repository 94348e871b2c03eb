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

/// <summary>Finds the incident a request is about and says what its asker may see of it.</summary>
internal sealed class IncidentSight(Folding folding, IEnumerable<IRecalls> recalls)
{
    /// <summary>The incident with all that is known; null where there is none that the asker may know of. Who opens an incident and acts on it at once is faster than the views: they are waited for before "unknown" is said.</summary>
    public async ValueTask<IncidentSeen?> Find(Asked asked, Guid id, CancellationToken stop) =>
        await Whole(In(await folding.With(known => In(known, asked, id) is not null, stop), asked, id), stop);

    /// <summary>As <see cref="Find"/>, as it is after everything that was answered before: for acts that decide by what others have just done, such as a card that takes the area drawn a moment ago.</summary>
    public async ValueTask<IncidentSeen?> Newest(Asked asked, Guid id, CancellationToken stop) =>
        await Whole(In(await folding.Newest(stop), asked, id), stop);

    /// <summary>Those of several that the asker may read, as they are known here by now.</summary>
    public IEnumerable<IncidentSeen> Several(Asked asked, IEnumerable<Guid> ids)
    {
        var known = folding.Now;
        return ids.Select(id => In(known, asked, id)).OfType<IncidentSeen>().Where(seen => seen.May(IncidentPermissions.Read) is null);
    }

    /// <summary>A task of it; null where there is none. The views are waited for as in <see cref="Find"/>.</summary>
    public async ValueTask<TaskSeen?> FindTask(Asked asked, Guid id, Guid task, CancellationToken stop)
    {
        if (await Find(asked, id, stop) is not { } seen)
            return null;
        if (Of(seen, task) is { } now)
            return now;
        return In(await folding.Newest(stop), asked, id) is { } again ? Of(again, task) : null;
    }

    /// <summary>As <see cref="Find"/>, and only where the asker may read it; else the problem.</summary>
    public async ValueTask<(IncidentSeen? Seen, Problem Problem)> Read(Asked asked, Guid id, CancellationToken stop) =>
        await Find(asked, id, stop) is not { } seen ? (null, Problem.NotFound)
        : seen.May(IncidentPermissions.Read) is { } problem ? (null, problem)
        : (seen, Problem.NotFound);

    /// <summary>Of an archived incident what has left memory is read again: that nobody looks at it every day is why it could.</summary>
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

    // Beyond one's own county or street nothing exists, whatever community a request names besides.
    private static IncidentSeen? In(Known known, Asked asked, Guid id) =>
        known.Of<IncidentsKnown>(asked.Realm).Find(new(id)) is { } incident && incident.Divisions.Any(code => asked.Sees(new Place(code)))
            ? new(incident, known, asked)
            : null;
}

/// <summary>One incident as one asker meets it.</summary>
internal sealed record IncidentSeen(IncidentKnown Incident, Known Known, Asked Asked)
{
    public IncidentsKnown Incidents => Known.Of<IncidentsKnown>(Asked.Realm);
    public EntityId Entity => Entities.Incident(Asked.Realm, Incident.Id);

    /// <summary>Whether the asker holds or is alerted to a task of it.</summary>
    public bool Alerted => TaskSight.Of(Incidents, Incident.Id, Asked).Any();

    /// <summary>Null where the asker may, for the incident as a whole: in any division it concerns, whichever part of that division the asker answers for.</summary>
    public Problem? May(Permission permission) => Asked.Allow(permission, Near(Asked, permission, Incident), () => Alerted).Problem;

    /// <summary>Whether the permission reaches the incident by scope, not only by a task.</summary>
    public bool ByScope(Permission permission) => Asked.Allow(permission, Near(Asked, permission, Incident)).Problem is null;

    /// <summary>Whether the asker may see or do it in one community.</summary>
    public bool MayIn(Permission permission, string community) =>
        Asked.Allow(permission, Asked.Within(permission, community), () => Alerted).Problem is null;

    /// <summary>Whether a community is among those it concerns; all below its place while that is only a county or street.</summary>
    public bool Concerns(string community) => Incident.Divisions.Any(code => community.StartsWith(code, StringComparison.Ordinal));

    /// <summary>Whether the asker's scope for a permission meets anything it concerns.</summary>
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

    /// <summary>Sends for the incident as a whole, where a permission must cover its own place.</summary>
    public ValueTask<Sent> Send(Sending sending, Permission permission, Func<By, Command> make, CancellationToken stop) =>
        sending.Send(Asked, permission, Incident.Answering(Asked, permission), Entity, make, () => Alerted, stop);

    /// <summary>The asker's own part of a division that the incident concerns, else the incident's place. What happens in a community concerns each of its grids.</summary>
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
