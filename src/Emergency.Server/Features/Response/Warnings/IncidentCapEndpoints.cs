using Emergency.Hotlines.Cap;
using Emergency.Server.Features.Incidents;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Answers;
using Emergency.Server.Infrastructure.Asking;

namespace Emergency.Server.Features.Warnings;

/// <summary>Endpoint for our incidents as messages for other systems.</summary>
internal static class IncidentCapEndpoints
{
    public static RouteGroupBuilder MapIncidentCap(this RouteGroupBuilder api)
    {
        api.MapGet("/incidents/{id:guid}/cap", Read).Needs(IncidentPermissions.Cap);
        return api;
    }

    /// <summary>
    /// The incident as it is now, as a message of its own (CAP 1.2, scope Restricted, Exercise in a drill). All messages of
    /// an incident bear its number in "incidents".
    /// </summary>
    public static async Task<Outcome<CapFile>> Read(Guid id, Asked asked, IncidentSight sight, CancellationToken stop)
    {
        if (await sight.Find(asked, id, stop) is not { } seen)
            return Problem.NotFound;
        if (seen.May(IncidentPermissions.Cap) is { } problem)
            return problem;
        return new Outcome<CapFile>(new CapFile(CapWriter.Write(IncidentAsCap.Of(seen, asked))), seen.Known.At);
    }
}
