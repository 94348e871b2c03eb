using Emergency.Domain;
using Emergency.Domain.Cases;
using Emergency.Server.Across.Reactions;
using Emergency.Server.Features.Cases;
using Emergency.Server.Features.Incidents;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Answers;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Dispatch;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Across.CaseIntake;

/// <summary>
/// Cases that came over 12345 and are no emergency: each waits at the street, or without a place at the county's duty desk, until somebody
/// makes it an incident.
/// </summary>
internal static class CaseEndpoints
{
    public static RouteGroupBuilder MapCases(this RouteGroupBuilder api)
    {
        api.MapGet("/cases", List).Needs(CasePermissions.Read);
        api.MapPost("/cases/{caseId:guid}/incident", Promote)
            .Needs(CasePermissions.Promote)
            .Produces<Recorded>()
            .Produces<Recorded>(StatusCodes.Status201Created);
        return api;
    }

    /// <summary>Lists the waiting cases in the asker's area, the newest first, with the hotline's words.</summary>
    public static Outcome<Page<CaseShown>> List(Asked asked, Folding folding, ISealing sealing, int? limit, string? next)
    {
        var known = folding.Now;
        var mine = known
            .Of<CasesKnown>(asked.Realm)
            .Waiting.Values.Where(one => asked.Allow(CasePermissions.Read, one.Answering(asked, CasePermissions.Read)).Problem is null);
        return Page.Of(
            mine,
            one => (long.MaxValue - one.Received.Value).ToString("D19", null),
            one => CaseShown.Of(one, sealing),
            limit,
            next,
            known.At
        );
    }

    /// <summary>转为突发事件: opens the incident the case would have opened. A repeated request, or one after somebody else's, gets the same incident.</summary>
    public static async Task<Outcome<Recorded>> Promote(
        Guid caseId,
        Asked asked,
        Folding folding,
        Sending sending,
        ISealing sealing,
        CancellationToken stop
    )
    {
        var incident = new IncidentId(caseId);
        var known = await folding.With(
            known =>
                known.Of<CasesKnown>(asked.Realm).Find(incident) is not null
                || known.Of<IncidentsKnown>(asked.Realm).Find(incident) is not null,
            stop
        );
        if (known.Of<CasesKnown>(asked.Realm).Find(incident) is not { } found)
            return
                known.Of<IncidentsKnown>(asked.Realm).Find(incident) is { State.Reports: var reports } open
                && reports.Values.Any(report => report.Case is not null)
                && new IncidentSeen(open, known, asked).May(IncidentPermissions.Read) is null
                ? new Outcome<Recorded>(new Recorded(caseId, known.At.Value), known.At)
                : Problem.NotFound;
        await sealing.Ensure([caseId], stop);
        var (place, report) = (found.Answering(asked, CasePermissions.Promote), asked.NewId<ReportId>());
        By? who = null;
        var sent = await sending.Send(
            asked,
            CasePermissions.Promote,
            place,
            Entities.Case(asked.Realm, found.Facts.Key),
            by => new PromoteCase(report, who = by, asked.Now),
            stop: stop
        );
        if (!sent.Accepted)
            return sent.With(new Recorded(caseId, 0));
        // The case is an incident from here on. If opening it is refused now, because it is open already, the reaction ensures the rest.
        var opening = CaseOpensIncident.Opening(
            new CasePromoted(found.Facts, incident, report, who, asked.Now, [.. found.Told.SkipLast(1)])
        );
        var opened = await sending.Send(
            asked.Next(1),
            CasePermissions.Promote,
            place,
            Entities.Incident(asked.Realm, incident),
            _ => opening,
            stop: stop
        );
        var position = opened.Accepted ? opened.Position : sent.Position;
        return new Outcome<Recorded>(new Recorded(caseId, position.Value), position, StatusCodes.Status201Created);
    }
}

/// <summary>A waiting case with its words. The caller's data come with the incident, where each reading of them is recorded.</summary>
/// <param name="Number">Number given by the hotline.</param>
internal sealed record CaseShown(CaseLight Case, string Number, string? Title, string? Description, string? Address)
{
    public static CaseShown Of(CaseKnown known, ISealing sealing)
    {
        var text = sealing.Open<CaseText>(known.Facts.Text);
        return new(CaseLight.Of(known), known.Facts.Key.Number, text?.Title, text?.Description, text?.Address);
    }
}
