using Emergency.Domain;
using Emergency.Domain.Accounts;
using Emergency.Domain.Confirmations;
using Emergency.Domain.Incidents;
using Emergency.Server.Communities;
using Emergency.Server.Confirmations;
using Emergency.Server.Identity;
using Emergency.Server.People;
using Emergency.Server.Problems;

namespace Emergency.Server.Incidents;

/// <summary>Who called: personal data, so it is opened by an act of its own.</summary>
public static class CallerEndpoints
{
    public static RouteGroupBuilder MapCallers(this RouteGroupBuilder api)
    {
        api.MapPost("/incidents/{id:guid}/caller", Open).Needs(Permissions.IncidentCaller);
        api.MapPost("/incidents/{id:guid}/caller/erase", Erase).Needs(Permissions.PersonErase).Produces<ErasureWaiting>(StatusCodes.Status202Accepted);
        return api;
    }

    /// <summary>Asks that names and phones of who reported an incident that is over are destroyed; street and civil affairs decide together. What was told stays.</summary>
    public static async Task<Outcome<ErasureWaiting>> Erase(Guid id, NewErasure body, Asked asked, IncidentSight sight, CallerErasureAct act, Confirming confirming, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(body);
        ArgumentNullException.ThrowIfNull(act);
        if (await sight.Find(asked, id, stop) is not { } seen) return Problem.NotFound;
        return await act.Ask(asked, new(AskedKind.CallerErasure, seen.Incident.Home.Division, id.ToString()), body.Basis, confirming, stop);
    }

    /// <summary>Opens names and phones of who reported an incident. That they were read is recorded before they leave.</summary>
    public static async Task<Outcome<CallersOpened>> Open(Guid id, Because body, Asked asked, IncidentSight sight, Recording recording, ISealing sealing, CancellationToken stop)
    {
        if (Because.Faults(body, needed: true) is { Count: > 0 } faults) return Problem.Bad(faults);
        if (await sight.Find(asked, id, stop) is not { } seen) return Problem.NotFound;
        var reason = await seen.Seal(sealing, new FreeText(body.Reason!), stop);
        var place = IncidentSeen.Near(asked, Permissions.IncidentCaller, seen.Incident);
        var (_, sent) = await recording.Write(asked, Permissions.IncidentCaller, place, byTask: false, new(AccessPurpose.Reveal, seen.Incident.Id, place.Division, [], reason, Code: ReasonCode.Incident), stop);
        return sent.With(new CallersOpened([.. seen.Incident.State.Reports.Values.Select(report => CallerOpened.Of(seen.Incident.State, report, sealing)).Where(caller => caller.Name is not null || caller.Phone is not null)]));
    }
}

public sealed record CallersOpened(ListOf<CallerOpened> Callers);
public sealed record CallerOpened(ReportId Report, DateTimeOffset At, string? Name, string? Phone)
{
    public static CallerOpened Of(Incident incident, Report report, ISealing sealing)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(sealing);
        var caller = Callers.Of(incident, report, sealing);
        return new(report.Id, report.At, caller?.CallerName, caller?.CallerPhone);
    }
}
