using Emergency.Server.Identity;
using Emergency.Server.Problems;

namespace Emergency.Server.Incidents;

/// <summary>What happened, in order.</summary>
public static class TimelineEndpoints
{
    private const int MostItems = 200;

    public static RouteGroupBuilder MapTimeline(this RouteGroupBuilder api)
    {
        api.MapGet("/incidents/{id:guid}/timeline", Read).Needs(Permissions.IncidentTimeline);
        return api;
    }

    /// <summary>All that happened in an incident, its cases, doors, hand-overs and care, oldest first. Texts of the incident are opened for county, street and secretary; an auditor sees that there is one.</summary>
    public static async Task<Outcome<TimelinePage>> Read(Guid id, Asked asked, IncidentSight sight, Timeline timeline, long? from, int? limit, CancellationToken stop)
    {
        string[] faults = [.. Checks.Need(limit is null or (>= 1 and <= MostItems), $"?limit: 1 to {MostItems}"), .. Checks.Need(from is null or >= 0, "?from: 0 or more")];
        if (faults.Length > 0) return Problem.Bad(faults);
        if (await sight.Find(asked, id, stop) is not { } seen) return Problem.NotFound;
        if (seen.May(Permissions.IncidentTimeline) is { } problem) return problem;
        return new Outcome<TimelinePage>(await timeline.Read(seen, seen.ByScope(Permissions.IncidentText), from ?? 0, limit ?? MostItems, stop), seen.Known.At);
    }
}
