using Emergency.Domain.Accounts;
using Emergency.Server.Features.Incidents;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.AccessRecords;
using Emergency.Server.Infrastructure.Answers;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Requests;

namespace Emergency.Server.Across.Timelines;

/// <summary>The events of an incident, in order.</summary>
internal static class TimelineEndpoints
{
    private const int MostItems = 200;

    public static RouteGroupBuilder MapTimeline(this RouteGroupBuilder api)
    {
        api.MapGet("/incidents/{id:guid}/timeline", Read).Needs(IncidentPermissions.Timeline);
        api.MapGet("/incidents/{id:guid}/at", At).Needs(IncidentPermissions.Timeline);
        api.MapGet("/incidents/{id:guid}/timeline/export", Export).Needs(IncidentPermissions.Timeline);
        return api;
    }

    /// <summary>Shows everything that happened in an incident, its cases, doors, hand-overs and care, oldest first. Texts of the incident are opened for county, street and secretary; an auditor sees that there is one.</summary>
    public static async Task<Outcome<TimelinePage>> Read(
        Guid id,
        Asked asked,
        IncidentSight sight,
        Timeline timeline,
        long? from,
        int? limit,
        CancellationToken stop
    )
    {
        string[] faults =
        [
            .. Checks.Need(limit is null or (>= 1 and <= MostItems), $"?limit: 1 to {MostItems}"),
            .. Checks.Need(from is null or >= 0, "?from: 0 or more"),
        ];
        if (faults.Length > 0)
            return Problem.Bad(faults);
        if (await sight.Find(asked, id, stop) is not { } seen)
            return Problem.NotFound;
        if (seen.May(IncidentPermissions.Timeline) is { } problem)
            return problem;
        return new Outcome<TimelinePage>(
            await timeline.Read(seen, seen.ByScope(IncidentPermissions.Text), from ?? 0, limit ?? MostItems, stop),
            seen.Known.At
        );
    }

    /// <summary>Shows the incident as it stood at a position of its timeline, as broadcast then: its stage, area, figures, doors, tasks and their holders, orders and hand-overs; nobody's words.</summary>
    public static async Task<Outcome<IncidentThen>> At(
        Guid id,
        Asked asked,
        IncidentSight sight,
        Moments moments,
        long? position,
        CancellationToken stop
    )
    {
        if (position is not > 0)
            return Problem.Bad("?position: of an entry of the timeline");
        if (await sight.Find(asked, id, stop) is not { } seen)
            return Problem.NotFound;
        if (seen.May(IncidentPermissions.Timeline) is { } problem)
            return problem;
        return await moments.At(seen, new(position.Value), stop) is { } then
            ? new Outcome<IncidentThen>(then, seen.Known.At)
            : Problem.Bad("?position: not before the incident was opened");
    }

    /// <summary>Exports the whole timeline, a JSON object a line with position, form, account and command id; every text closed. The export is recorded before anything leaves the server.</summary>
    public static async Task<Outcome<TimelineFile>> Export(
        Guid id,
        Asked asked,
        IncidentSight sight,
        Timeline timeline,
        Recording recording,
        CancellationToken stop
    )
    {
        if (await sight.Newest(asked, id, stop) is not { } seen)
            return Problem.NotFound;
        if (seen.May(IncidentPermissions.Timeline) is { } problem)
            return problem;
        var place = IncidentSeen.Near(asked, IncidentPermissions.Timeline, seen.Incident);
        var (_, sent) = await recording.Write(
            asked,
            IncidentPermissions.Timeline,
            place,
            byTask: false,
            new(AccessPurpose.Timeline, seen.Incident.Id, place.Division, []),
            stop
        );
        if (!sent.Accepted)
            return sent.With<TimelineFile>(null!);
        var (entries, upTo) = await timeline.Closed(seen, stop);
        return new Outcome<TimelineFile>(new TimelineFile(entries), upTo);
    }
}

/// <summary>Timeline entries, one a line (application/x-ndjson).</summary>
internal sealed record TimelineFile(IReadOnlyList<TimelineEntry> Entries) : ILines
{
    public IEnumerable<object> Lines => Entries;
}
