using Emergency.Domain;
using Emergency.Domain.Incidents;
using Emergency.Domain.Places;
using Emergency.Domain.Responses;
using Emergency.Server.Authorities;
using Emergency.Server.Identity;
using Emergency.Server.Incidents;
using Emergency.Server.People;
using Emergency.Server.Places;
using Emergency.Server.Problems;
using Emergency.Server.Views;

namespace Emergency.Server.Responses;

/// <summary>应急响应: started, changed and ended by just the authority whose it is; several may run at once.</summary>
public static class ResponseEndpoints
{
    public static RouteGroupBuilder MapResponseActs(this RouteGroupBuilder api)
    {
        var routes = api.MapGroup("/responses").WithTags("responses");
        routes.MapGet("/", List).Needs(Permissions.ResponseRead);
        routes.MapPost("/", Start).Needs(Permissions.ResponseStart).Produces<Recorded>(StatusCodes.Status201Created);
        routes.MapGet("/{responseId:guid}", Read).Needs(Permissions.ResponseRead);
        routes.MapPost("/{responseId:guid}/change", Change).Needs(Permissions.ResponseStart);
        routes.MapPost("/{responseId:guid}/terminate", Terminate).Needs(Permissions.ResponseStart);
        return api;
    }

    /// <summary>Responses of one's own authority, of those below, and of those above within the county. state: running (default) or all; incident: only its own.</summary>
    public static Outcome<ResponsesShown> List(Asked asked, Known known, ISealing sealing, string? state = null, Guid? incident = null)
    {
        ArgumentNullException.ThrowIfNull(asked);
        ArgumentNullException.ThrowIfNull(known);
        if (state is not (null or "running" or "all")) return Problem.Bad("?state: running or all");
        var responses = known.Of<ResponsesKnown>(asked.Realm);
        var found = (incident is { } id ? responses.Of(new(id)) : responses.All.Values).Where(one => (state == "all" || one.Runs) && Sees(asked, one)).OrderBy(one => one.State.Stage).ThenBy(one => one.Facts.Level).ThenBy(one => one.Began);
        return new Outcome<ResponsesShown>(new([.. found.Take(Page.Most).Select(one => Shown(one, asked, known, sealing))], known.At.Value), known.At);
    }

    /// <summary>One response with its matter, plan and measures.</summary>
    public static async Task<Outcome<ResponseShown>> Read(Guid responseId, Asked asked, ResponseSight sight, ISealing sealing, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(sight);
        var (found, known) = await sight.Find(asked, responseId, stop);
        return found is null ? Problem.NotFound : new Outcome<ResponseShown>(Shown(found, asked, known, sealing), known.At);
    }

    /// <summary>启动响应 for one's own authority, with matter, plan, level, term and measures; for an incident, where one is named. An incident whose response has ended takes none.</summary>
    public static async Task<Outcome<Recorded>> Start(NewResponse body, Asked asked, IncidentSight incidents, Sending sending, ISealing sealing, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(asked);
        ArgumentNullException.ThrowIfNull(incidents);
        ArgumentNullException.ThrowIfNull(sending);
        ArgumentNullException.ThrowIfNull(sealing);
        if (NewResponse.Faults(body, asked.Now) is { Count: > 0 } faults) return Problem.Bad(faults);
        if (Authority(asked) is not { } authority) return Problem.NotYours(Permissions.ResponseStart);
        if (body.Incident is { } incident)
        {
            if (await incidents.Newest(asked, incident.Value, stop) is not { } seen) return Problem.NotFound;
            if (seen.May(Permissions.ResponseStart) is { } problem) return problem;
            if (seen.Incident.State.Stage is IncidentStage.ResponseEnded or IncidentStage.Archived or IncidentStage.Withdrawn) return Problem.Of(Incident.Over);
        }
        var id = asked.NewId<ResponseId>();
        var text = await Seal(sealing, body.Incident, id, body.Text, stop);
        var facts = new ResponseFacts(authority, body.Level!.Value, body.Incident, body.Until!.Value, text);
        var sent = await sending.Send(asked, Permissions.ResponseStart, new Place(authority), Entities.Response(asked.Realm, id), by => new StartResponse(facts, by, asked.Now), stop: stop);
        return sent.With(new Recorded(id.Value, sent.Position.Value), StatusCodes.Status201Created);
    }

    /// <summary>Another level, term or other measures, by whose response it is.</summary>
    public static async Task<Outcome<Recorded>> Change(Guid responseId, ChangedResponse body, Asked asked, ResponseSight sight, Sending sending, ISealing sealing, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(asked);
        if (ChangedResponse.Faults(body, asked.Now) is { Count: > 0 } faults) return Problem.Bad(faults);
        return await Act(responseId, asked, sight, sending, async found =>
        {
            var text = await Seal(sealing, found.Facts.Incident, found.Id, body.Text, stop);
            return by => new ChangeResponse(found.Facts.Authority, body.Level!.Value, body.Until!.Value, text, by, asked.Now);
        }, stop);
    }

    /// <summary>终止响应, by whose response it is and by nobody else (应对法 86).</summary>
    public static Task<Outcome<Recorded>> Terminate(Guid responseId, Asked asked, ResponseSight sight, Sending sending, CancellationToken stop) =>
        Act(responseId, asked, sight, sending, found => Task.FromResult<Func<By, Command>>(by => new TerminateResponse(found.Facts.Authority, by, asked.Now)), stop);

    private static async Task<Outcome<Recorded>> Act(Guid id, Asked asked, ResponseSight sight, Sending sending, Func<ResponseKnown, Task<Func<By, Command>>> make, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(sight);
        ArgumentNullException.ThrowIfNull(sending);
        var (found, known) = await sight.Find(asked, id, stop);
        if (found is null) return Problem.NotFound;
        var authority = found.Facts.Authority;
        if (!new AuthoritySeen(authority, known, asked).Own(Permissions.ResponseStart)) return Problem.Of(Response.NotTheirs, known.Of<PlacesKnown>(asked.Realm).Name(authority));
        var sent = await sending.Send(asked, Permissions.ResponseStart, new Place(authority), Entities.Response(asked.Realm, found.Id), await make(found), stop: stop);
        return sent.With(new Recorded(id, sent.Position.Value));
    }

    internal static bool Sees(Asked asked, ResponseKnown response) => asked.Sees(new Place(response.Facts.Authority));

    private static ResponseShown Shown(ResponseKnown one, Asked asked, Known known, ISealing sealing) =>
        ResponseShown.Of(one, known.Of<PlacesKnown>(asked.Realm).Name(one.Facts.Authority), new AuthoritySeen(one.Facts.Authority, known, asked).Own(Permissions.ResponseStart), sealing);

    // The authority the asker acts for: the county's command centre or a street office.
    private static string? Authority(Asked asked) => asked.Grants.Where(grant => Permissions.Of(Permissions.ResponseStart, grant.Role) == Reach.Scope).Select(grant => grant.Scope.Division).FirstOrDefault(AuthoritySeen.IsAuthority);

    private static async Task<Sealed> Seal(ISealing sealing, IncidentId? incident, ResponseId id, ResponseText text, CancellationToken stop)
    {
        var key = incident?.Value ?? id.Value;
        await sealing.Ensure([key], stop);
        return sealing.Seal(key, text);
    }
}

/// <summary>Finds a response one may know of; the views are waited for before "unknown" is said.</summary>
public sealed class ResponseSight(Folding folding)
{
    public async ValueTask<(ResponseKnown? Response, Known Known)> Find(Asked asked, Guid id, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(asked);
        var known = await folding.With(known => known.Of<ResponsesKnown>(asked.Realm).Find(new(id)) is not null, stop);
        return (known.Of<ResponsesKnown>(asked.Realm).Find(new(id)) is { } found && ResponseEndpoints.Sees(asked, found) ? found : null, known);
    }
}
