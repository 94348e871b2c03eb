using Emergency.Domain;
using Emergency.Domain.Incidents;
using Emergency.Domain.Places;
using Emergency.Server.Features.Places;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Acting;
using Emergency.Server.Infrastructure.Answers;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Dispatch;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Infrastructure.Requests;
using Emergency.Server.Infrastructure.Views;
using static Emergency.Server.Infrastructure.Acting.Bodies;

namespace Emergency.Server.Features.Incidents;

/// <summary>Endpoints for incidents: the board, a single incident, and acts on it as a whole.</summary>
internal static class IncidentEndpoints
{
    public static RouteGroupBuilder MapIncidentActs(this RouteGroupBuilder api)
    {
        api.MapGet("/incidents", List).Needs(IncidentPermissions.Read);
        api.MapPost("/incidents", Open).Needs(IncidentPermissions.Open).Produces<Recorded>(StatusCodes.Status201Created);
        api.MapGet("/incidents/texts", Texts).Needs(IncidentPermissions.Read);
        api.MapGet("/incidents/{id:guid}", Read).Needs(IncidentPermissions.Read);
        api.MapPost("/incidents/{id:guid}/report", Report).Needs(IncidentPermissions.Report);
        api.MapPost("/incidents/{id:guid}/grade", Grade).Needs(IncidentPermissions.Grade);
        api.MapPost("/incidents/{id:guid}/wind", Wind).Needs(IncidentPermissions.Wind);
        api.MapPost("/incidents/{id:guid}/contain", Contain).Needs(IncidentPermissions.Contain);
        api.MapPost("/incidents/{id:guid}/withdraw", Withdraw).Needs(IncidentPermissions.Withdraw);
        return api;
    }

    /// <summary>
    /// The incidents visible to the asker, most urgent first. state: open (default), active, contained, scene-ended,
    /// response-ended, archived, withdrawn, joined or all.
    /// </summary>
    public static Outcome<IncidentPage> List(Asked asked, Folding folding, string? state, string? division, int? limit, string? next)
    {
        if (IncidentQuery.Faults(state, division, limit, next) is { Count: > 0 } faults)
            return Problem.Bad(faults);
        var known = folding.Now;
        return new Outcome<IncidentPage>(IncidentQuery.Page(known, asked, state ?? "open", division ?? "", limit ?? 50, next), known.At);
    }

    /// <summary>
    /// An incident as far as the asker can see it: text and reports for county, street and secretary, title and address for
    /// alerted people.
    /// </summary>
    public static async Task<Outcome<IncidentShown>> Read(
        Guid id,
        Asked asked,
        IncidentSight sight,
        ISealing sealing,
        CancellationToken stop
    )
    {
        var (seen, problem) = await sight.Read(asked, id, stop);
        return seen is null ? problem : new Outcome<IncidentShown>(IncidentShown.Of(seen, sealing), seen.Known.At);
    }

    /// <summary>Several incidents, each as <see cref="Read"/> answers it, without those that the asker cannot see.</summary>
    public static Outcome<IncidentTexts> Texts(Asked asked, IncidentSight sight, Folding folding, ISealing sealing, string? ids)
    {
        if (SeveralIds.Of(ids) is not { } wanted)
            return SeveralIds.Fault;
        var at = folding.Now.At;
        return new Outcome<IncidentTexts>(
            new([.. sight.Several(asked, wanted).Select(seen => IncidentShown.Of(seen, sealing))], at.Value),
            at
        );
    }

    /// <summary>Opens an incident by hand. A missing or strange location never causes a refusal: the incident is marked 位置待核实.</summary>
    public static Task<Outcome<Recorded>> Open(
        NewIncident body,
        Asked asked,
        Folding folding,
        Sending sending,
        ISealing sealing,
        CancellationToken stop
    ) => OpenKnowing(body, null, null, asked, folding, sending, sealing, stop);

    /// <param name="from">The thing it was before, for example a hazard; null for a new report.</param>
    /// <param name="area">The area, where it is known beforehand.</param>
    internal static async Task<Outcome<Recorded>> OpenKnowing(
        NewIncident body,
        Origin? from,
        FirstArea? area,
        Asked asked,
        Folding folding,
        Sending sending,
        ISealing sealing,
        CancellationToken stop
    )
    {
        if (NewIncident.Faults(body, asked.Now) is { Count: > 0 } faults)
            return Problem.Bad(faults);
        var (id, location) = (asked.NewId<IncidentId>(), Locating.Of(body.Location));
        var (where, doubt) = Spot(asked, folding.Now, location, body.Community);
        await sealing.Ensure([id.Value], stop);
        var report = asked.NewId<ReportId>(1);
        var (told, caller) = await Callers.Apart(sealing, body.Text, report, stop);
        var text = sealing.Seal(id.Value, told);
        var sent = await sending.Send(
            asked,
            IncidentPermissions.Open,
            asked.Within(IncidentPermissions.Open, where.Division),
            Entities.Incident(asked.Realm, id),
            by => new OpenIncident(
                where.County,
                where.Community,
                where.Community is null ? null : body.Grid,
                body.Category!.Value,
                body.Priority ?? Priority.Urgent,
                location,
                doubt,
                report,
                null,
                body.Casualties,
                body.KnownAt ?? asked.Now,
                text,
                by,
                asked.Now,
                caller,
                from,
                area
            ),
            stop: stop
        );
        return sent.With(new Recorded(id.Value, sent.Position.Value), StatusCodes.Status201Created);
    }

    /// <summary>Adds a further report: from a resident, a patrol, a second caller.</summary>
    public static Task<Outcome<Recorded>> Report(Guid id, NewReport body, Act act)
    {
        var report = act.Asked.NewId<ReportId>();
        return Refused(NewReport.Faults(body))
            ?? (act.NearIncident(id, IncidentPermissions.Report) with { Id = report.Value }).Do(async _ =>
            {
                var (told, caller) = await Callers.Apart(act.Sealing, body.Text, report, act.Stop);
                var text = await act.Seal(id, told);
                return by => new AddReport(
                    report,
                    null,
                    body.Category,
                    body.Priority,
                    Locating.Of(body.Location),
                    body.Casualties,
                    text,
                    by,
                    act.Now,
                    caller
                );
            });
    }

    /// <summary>Sets the grade (事件分级), or removes it with null. Social-security incidents have none.</summary>
    public static Task<Outcome<Recorded>> Grade(Guid id, NewGrade body, Act act) =>
        act.OnIncident(id, IncidentPermissions.Grade).Do(by => new GradeIncident(body.Grade, by, act.Now));

    /// <summary>Sets the wind at the scene. After 30 minutes it is grey on the maps.</summary>
    public static Task<Outcome<Recorded>> Wind(Guid id, NewWind body, Act act) =>
        Refused(NewWind.Faults(body))
        ?? act.OnIncident(id, IncidentPermissions.Wind).Do(by => new TellWind(body.From!.Value, body.Force!.Value, by, act.Now));

    /// <summary>已控制: records that the danger no longer grows. Tasks and doors go on.</summary>
    public static Task<Outcome<Recorded>> Contain(Guid id, Act act) =>
        act.OnIncident(id, IncidentPermissions.Contain).Do(by => new ContainIncident(by, act.Now));

    /// <summary>误报: ends it as a false alarm. Refused while somebody is doing a task of it.</summary>
    public static Task<Outcome<Recorded>> Withdraw(Guid id, Because body, Act act) =>
        Refused(Because.Faults(body, needed: true))
        ?? act.OnIncident(id, IncidentPermissions.Withdraw)
            .Do(async _ =>
            {
                var reason = await act.Seal(id, new FreeText(body.Reason!));
                return by => new WithdrawIncident(reason, by, act.Now);
            });

    // A phone near a border can seem to stand in the neighbour's area: an incident that its owner cannot open there
    // opens in the owner's own, with doubt.
    private static (Whereabouts Where, string? Doubt) Spot(Asked asked, Known known, Located? location, string? community)
    {
        var own = asked.Grants.First(grant => IncidentPermissions.Open.Of(grant.Role) == Reach.Scope).Scope.Division;
        var (where, doubt) = Placing.Around(known.Of<PlacesKnown>(asked.Realm), location, community, own);
        var mine = asked.Allow(IncidentPermissions.Open, asked.Within(IncidentPermissions.Open, where.Division)).Problem is null;
        return mine || location is null ? (where, doubt) : (PlacesKnown.Where(own), "outside");
    }
}
