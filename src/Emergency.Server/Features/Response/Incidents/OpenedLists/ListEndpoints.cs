using Emergency.Domain.Accounts;
using Emergency.Domain.Incidents;
using Emergency.Server.Features.Incidents.DoorChecks;
using Emergency.Server.Features.People;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.AccessRecords;
using Emergency.Server.Infrastructure.Answers;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Encryption;

namespace Emergency.Server.Features.Incidents.OpenedLists;

/// <summary>Endpoints to open the list of people at the doors.</summary>
internal static class ListEndpoints
{
    public static RouteGroupBuilder MapLists(this RouteGroupBuilder api)
    {
        api.MapPost("/incidents/{id:guid}/list/open", Open).Needs(PeoplePermissions.ListOpen);
        api.MapGet("/opened/{listId:guid}/{row}", Row).Needs(IncidentPermissions.DoorsRead);
        return api;
    }

    /// <summary>
    /// Opens 称呼, needs and numbers to dial of the people at the doors, as far as the asker can see them. Asker, reason and
    /// number of people are recorded durably before anything leaves. Minors without an approval stay masked, and their
    /// guardian's number is given.
    /// </summary>
    public static async Task<Outcome<ListShown>> Open(
        Guid id,
        NewList body,
        Asked asked,
        IncidentSight sight,
        Recording recording,
        ISealing sealing,
        CancellationToken stop
    )
    {
        if (NewList.Faults(body) is { Count: > 0 } faults)
            return Problem.Bad(faults);
        if (await sight.Find(asked, id, stop) is not { } seen)
            return Problem.NotFound;
        if (seen.May(PeoplePermissions.ListOpen) is { } problem)
            return problem;
        var task = body.Task is { } named ? seen.Incident.State.Tasks.GetValueOrDefault(named) : null;
        if (body.Task is not null && task is null)
            return Problem.Of(IncidentTask.Unknown, body.Task.Value.ToString());
        var given = TaskSight.Doors(seen.Known, seen.Incident.Id, asked);
        var query = new DoorsQuery(seen, given);
        var opening = new ListOpening(seen, query, sealing);
        var reason = await seen.Seal(
            sealing,
            new FreeText(string.IsNullOrWhiteSpace(body.Reason) ? $"{task!.Step} {task.Text}".Trim() : body.Reason),
            stop
        );
        var (lists, items) = (new List<ListRecord>(), new List<OpenedPerson>());
        foreach (var community in query.Communities(body.Community ?? task?.Community))
        {
            var (people, byApproval) = opening.In(community, task is { Doors.Count: > 0 } ? task.Doors.ToHashSet() : null);
            if (people.Count == 0)
                continue;
            var reading = new Reading(
                AccessPurpose.OpenedList,
                seen.Incident.Id,
                community,
                [.. people.Select(person => person.PersonId)],
                reason,
                byApproval ? Approvals.Standing : null,
                ReasonCode.Incident
            );
            var (list, sent) = await recording.Write(
                asked,
                PeoplePermissions.ListOpen,
                asked.Within(PeoplePermissions.ListOpen, community),
                given.Count > 0,
                reading,
                stop
            );
            if (!sent.Accepted)
                return sent.With<ListShown>(null!);
            lists.Add(new(list.ToString(), community, people.Count));
            items.AddRange(people);
        }
        return new Outcome<ListShown>(new(seen.Incident.Id, lists, items.Count, items, seen.Known.At.Value), seen.Known.At);
    }

    /// <summary>
    /// The door of a row of a printed list, counted from 1, for an asker who can see that door now: the marks on the paper
    /// are typed in there.
    /// </summary>
    public static async Task<Outcome<OpenedRow>> Row(
        Guid listId,
        int row,
        Asked asked,
        IncidentSight sight,
        Infrastructure.Views.Folding folding,
        CancellationToken stop
    )
    {
        if (
            (await folding.With(known => known.Of<OpenedRowsKnown>(asked.Realm).Find(listId, row) is not null, stop))
                .Of<OpenedRowsKnown>(asked.Realm)
                .Find(listId, row)
                is not var (list, person)
            || await sight.Find(asked, list.Incident.Value, stop) is not { } seen
        )
            return Problem.NotFound;
        var door = seen.Known.Of<DoorsKnown>(asked.Realm).Of(seen.Incident.Id, list.Community).Persons.GetValueOrDefault(person);
        var query = new DoorsQuery(seen, TaskSight.Doors(seen.Known, seen.Incident.Id, asked));
        door ??= query.Unplaced(list.Community).Where(one => one.Id == person).Select(DoorsQuery.NotCounted).FirstOrDefault();
        if (door is null || query.Sight(IncidentPermissions.DoorsRead, list.Community, door) is null)
            return Problem.NotFound;
        return new Outcome<OpenedRow>(new(seen.Incident.Id, list.Community, person, door.Household), seen.Known.At);
    }
}
