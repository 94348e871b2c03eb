using Emergency.Domain;
using Emergency.Domain.Incidents;
using Emergency.Domain.Places;
using Emergency.Server.Identity;
using Emergency.Server.People;
using Emergency.Server.Places;
using Emergency.Server.Problems;
using Emergency.Server.Views;

namespace Emergency.Server.Incidents;

/// <summary>Incidents: the board, one incident, and what is done to it as a whole.</summary>
public static class IncidentEndpoints
{
    public static RouteGroupBuilder MapIncidentActs(this RouteGroupBuilder api)
    {
        api.MapGet("/incidents", List).Needs(Permissions.IncidentRead);
        api.MapPost("/incidents", Open).Needs(Permissions.IncidentOpen).Produces<Recorded>(StatusCodes.Status201Created);
        api.MapGet("/incidents/{id:guid}", Read).Needs(Permissions.IncidentRead);
        api.MapPost("/incidents/{id:guid}/report", Report).Needs(Permissions.IncidentReport);
        api.MapPost("/incidents/{id:guid}/locate", Locate).Needs(Permissions.IncidentLocate);
        api.MapPost("/incidents/{id:guid}/grade", Grade).Needs(Permissions.IncidentGrade);
        api.MapPost("/incidents/{id:guid}/contain", Contain).Needs(Permissions.IncidentContain);
        api.MapPost("/incidents/{id:guid}/withdraw", Withdraw).Needs(Permissions.IncidentWithdraw);
        return api;
    }

    /// <summary>The incidents one may know of, most urgent first. state: open (default), active, contained, scene-ended, response-ended, archived, withdrawn, joined or all.</summary>
    public static Outcome<IncidentPage> List(Asked asked, Folding folding, string? state, string? division, int? limit, string? next)
    {
        if (IncidentQuery.Faults(state, division, limit, next) is { Count: > 0 } faults) return Problem.Bad(faults);
        var known = folding.Now;
        return new Outcome<IncidentPage>(IncidentQuery.Page(known, asked, state ?? "open", division ?? "", limit ?? 50, next), known.At);
    }

    /// <summary>One incident with what the asker may know of it: text and reports for county, street and secretary, title and address for who is alerted.</summary>
    public static async Task<Outcome<IncidentShown>> Read(Guid id, Asked asked, IncidentSight sight, ISealing sealing, CancellationToken stop)
    {
        var (seen, problem) = await sight.Read(asked, id, stop);
        return seen is null ? problem : new Outcome<IncidentShown>(IncidentShown.Of(seen, sealing), seen.Known.At);
    }

    /// <summary>Opens an incident by hand. A missing or strange location never refuses it: it is marked 位置待核实.</summary>
    public static async Task<Outcome<Recorded>> Open(NewIncident body, Asked asked, Folding folding, Sending sending, ISealing sealing, CancellationToken stop)
    {
        if (NewIncident.Faults(body, asked.Now) is { Count: > 0 } faults) return Problem.Bad(faults);
        var (id, location) = (asked.NewId<IncidentId>(), Locating.Of(body.Location));
        var (where, doubt) = Spot(asked, folding.Now, location, body.Community);
        await sealing.Ensure([id.Value], stop);
        var report = asked.NewId<ReportId>(1);
        var (told, caller) = await Callers.Apart(sealing, body.Text, report, stop);
        var text = sealing.Seal(id.Value, told);
        var sent = await sending.Send(asked, Permissions.IncidentOpen, IncidentSeen.Within(asked, Permissions.IncidentOpen, where.Division), Entities.Incident(asked.Realm, id),
            by => new OpenIncident(where.County, where.Community, where.Community is null ? null : body.Grid, body.Category!.Value, body.Priority ?? Priority.Urgent, location, doubt, report, null, body.Casualties, body.KnownAt ?? asked.Now, text, by, asked.Now, caller), stop: stop);
        return sent.With(new Recorded(id.Value, sent.Position.Value), StatusCodes.Status201Created);
    }

    /// <summary>Adds what somebody tells: a resident, a patrol, a second caller.</summary>
    public static async Task<Outcome<Recorded>> Report(Guid id, NewReport body, Asked asked, IncidentSight sight, Sending sending, ISealing sealing, CancellationToken stop)
    {
        if (NewReport.Faults(body) is { Count: > 0 } faults) return Problem.Bad(faults);
        if (await sight.Find(asked, id, stop) is not { } seen) return Problem.NotFound;
        var report = asked.NewId<ReportId>();
        var (told, caller) = await Callers.Apart(sealing, body.Text, report, stop);
        var text = await seen.Seal(sealing, told, stop);
        var sent = await seen.SendNear(sending, Permissions.IncidentReport, by => new AddReport(report, null, body.Category, body.Priority, Locating.Of(body.Location), body.Casualties, text, by, asked.Now, caller), stop);
        return sent.With(new Recorded(report.Value, sent.Position.Value));
    }

    /// <summary>Says where it really is; takes 位置待核实 away.</summary>
    public static async Task<Outcome<Recorded>> Locate(Guid id, WhereItIs body, Asked asked, IncidentSight sight, Sending sending, CancellationToken stop)
    {
        if (WhereItIs.Faults(body) is { Count: > 0 } faults) return Problem.Bad(faults);
        if (await sight.Find(asked, id, stop) is not { } seen) return Problem.NotFound;
        var location = Locating.Of(body.Point)!;
        var (where, doubt) = Locating.Around(seen.Known.Of<PlacesKnown>(asked.Realm), location, body.Community, seen.Incident.State.County);
        if (doubt is not null && where.Community is null) return Problem.Bad("$.lon: in no known division; name the community");
        // Whoever moves an incident answers for both places.
        if (asked.Allow(Permissions.IncidentLocate, new Place(where.Division)).Problem is { } problem) return problem;
        var sent = await seen.Send(sending, Permissions.IncidentLocate, by => new VerifyLocation(location, where.County, where.Community, body.Grid, by, asked.Now), stop);
        return sent.With(new Recorded(id, sent.Position.Value));
    }

    /// <summary>Sets the grade (事件分级), or takes it away with null; social-security incidents have none.</summary>
    public static Task<Outcome<Recorded>> Grade(Guid id, NewGrade body, Asked asked, IncidentSight sight, Sending sending, CancellationToken stop) =>
        Act(id, asked, sight, sending, Permissions.IncidentGrade, by => new GradeIncident(body.Grade, by, asked.Now), stop);

    /// <summary>已控制: the danger no longer grows; tasks and doors go on.</summary>
    public static Task<Outcome<Recorded>> Contain(Guid id, Asked asked, IncidentSight sight, Sending sending, CancellationToken stop) =>
        Act(id, asked, sight, sending, Permissions.IncidentContain, by => new ContainIncident(by, asked.Now), stop);

    /// <summary>误报: ends it; refused while somebody is doing a task of it.</summary>
    public static async Task<Outcome<Recorded>> Withdraw(Guid id, Because body, Asked asked, IncidentSight sight, Sending sending, ISealing sealing, CancellationToken stop)
    {
        if (Because.Faults(body, needed: true) is { Count: > 0 } faults) return Problem.Bad(faults);
        if (await sight.Find(asked, id, stop) is not { } seen) return Problem.NotFound;
        var reason = await seen.Seal(sealing, new FreeText(body.Reason!), stop);
        var sent = await seen.Send(sending, Permissions.IncidentWithdraw, by => new WithdrawIncident(reason, by, asked.Now), stop);
        return sent.With(new Recorded(id, sent.Position.Value));
    }

    private static async Task<Outcome<Recorded>> Act(Guid id, Asked asked, IncidentSight sight, Sending sending, Permission permission, Func<By, Command> make, CancellationToken stop)
    {
        if (await sight.Find(asked, id, stop) is not { } seen) return Problem.NotFound;
        var sent = await seen.Send(sending, permission, make, stop);
        return sent.With(new Recorded(id, sent.Position.Value));
    }

    // A phone near a border may stand in the neighbour's area: what its owner may not open there is opened in the owner's own, in doubt.
    private static (Whereabouts Where, string? Doubt) Spot(Asked asked, Known known, Located? location, string? community)
    {
        var own = asked.Grants.First(grant => Permissions.Of(Permissions.IncidentOpen, grant.Role) == Reach.Scope).Scope.Division;
        var (where, doubt) = Locating.Around(known.Of<PlacesKnown>(asked.Realm), location, community, own);
        var mine = asked.Allow(Permissions.IncidentOpen, IncidentSeen.Within(asked, Permissions.IncidentOpen, where.Division)).Problem is null;
        return mine || location is null ? (where, doubt) : (PlacesKnown.Where(own), "outside");
    }
}

/// <summary>The answer to a write: what it is about or made, and the position to read after.</summary>
public sealed record Recorded(Guid Id, long Position);
