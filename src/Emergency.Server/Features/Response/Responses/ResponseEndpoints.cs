using Emergency.Domain;
using Emergency.Domain.Incidents;
using Emergency.Domain.Places;
using Emergency.Domain.Responses;
using Emergency.Server.Features.Authorities;
using Emergency.Server.Features.Incidents;
using Emergency.Server.Features.Places;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Acting;
using Emergency.Server.Infrastructure.Answers;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Infrastructure.Finding;
using Emergency.Server.Infrastructure.Views;
using static Emergency.Server.Infrastructure.Acting.Bodies;

namespace Emergency.Server.Features.Responses;

/// <summary>
/// Endpoints for emergency responses (应急响应), each started, changed and ended by its own authority only. Several can run
/// at once.
/// </summary>
internal static class ResponseEndpoints
{
    public static RouteGroupBuilder MapResponseActs(this RouteGroupBuilder api)
    {
        var routes = api.MapGroup("/responses").WithTags("responses");
        routes.MapGet("/", List).Needs(ResponsePermissions.Read);
        routes.MapPost("/", Start).Needs(ResponsePermissions.Start).Produces<Recorded>(StatusCodes.Status201Created);
        routes.MapGet("/{responseId:guid}", Read).Needs(ResponsePermissions.Read);
        routes.MapPost("/{responseId:guid}/change", Change).Needs(ResponsePermissions.Start);
        routes.MapPost("/{responseId:guid}/terminate", Terminate).Needs(ResponsePermissions.Start);
        return api;
    }

    /// <summary>
    /// Responses of the asker's own authority, of those below, and of those above within the county. state: running
    /// (default) or all; incident: only its own.
    /// </summary>
    public static Outcome<ResponsesShown> List(Asked asked, Known known, ISealing sealing, string? state = null, Guid? incident = null)
    {
        if (state is not (null or "running" or "all"))
            return Problem.Bad("?state: running or all");
        var responses = known.Of<ResponsesKnown>(asked.Realm);
        var found = (incident is { } id ? responses.Of(new(id)) : responses.All.Values)
            .Where(one => (state == "all" || one.Runs) && Sees(asked, one))
            .OrderBy(one => one.State.Stage)
            .ThenBy(one => one.Facts.Level)
            .ThenBy(one => one.Began);
        return new Outcome<ResponsesShown>(
            new([.. found.Take(Page.Most).Select(one => Shown(one, asked, known, sealing))], known.At.Value),
            known.At
        );
    }

    /// <summary>A response with its matter, plan and measures.</summary>
    public static async Task<Outcome<ResponseShown>> Read(
        Guid responseId,
        Asked asked,
        Finder<ResponseKnown> sight,
        ISealing sealing,
        CancellationToken stop
    )
    {
        var (found, known) = await sight.Find(asked, responseId, stop);
        return found is null ? Problem.NotFound : new Outcome<ResponseShown>(Shown(found, asked, known, sealing), known.At);
    }

    /// <summary>
    /// 启动响应: starts a response of the asker's own authority, with matter, plan, level, term and measures; for an incident,
    /// where one is named. An incident whose response has ended takes none.
    /// </summary>
    public static async Task<Outcome<Recorded>> Start(NewResponse body, IncidentSight incidents, Act act)
    {
        var asked = act.Asked;
        if (NewResponse.Faults(body, asked.Now) is { Count: > 0 } faults)
            return Problem.Bad(faults);
        if (Authority(asked) is not { } authority)
            return Problem.NotYours(ResponsePermissions.Start);
        if (body.Incident is { } incident)
        {
            if (await incidents.Newest(asked, incident.Value, act.Stop) is not { } seen)
                return Problem.NotFound;
            if (seen.May(ResponsePermissions.Start) is { } problem)
                return problem;
            if (seen.Incident.State.Stage is IncidentStage.ResponseEnded or IncidentStage.Archived or IncidentStage.Withdrawn)
                return Problem.Of(Incident.Over);
        }
        var id = asked.NewId<ResponseId>();
        var text = await act.Seal(body.Incident?.Value ?? id.Value, body.Text);
        var facts = new ResponseFacts(authority, body.Level!.Value, body.Incident, body.Until!.Value, text);
        var sent = await act.Send(
            ResponsePermissions.Start,
            new Place(authority),
            Entities.Response(asked.Realm, id),
            by => new StartResponse(facts, by, asked.Now)
        );
        return sent.With(new Recorded(id.Value, sent.Position.Value), StatusCodes.Status201Created);
    }

    /// <summary>Changes level, term or measures. Only the authority of the response can.</summary>
    public static Task<Outcome<Recorded>> Change(Guid responseId, ChangedResponse body, Known known, Act act) =>
        Refused(ChangedResponse.Faults(body, act.Now))
        ?? On(responseId, known, act)
            .Do(async found =>
            {
                var text = await act.Seal(found.Facts.Incident?.Value ?? found.Id.Value, body.Text);
                return by => new ChangeResponse(found.Facts.Authority, body.Level!.Value, body.Until!.Value, text, by, act.Now);
            });

    /// <summary>终止响应: ends a response. Only its own authority can (应对法 86).</summary>
    public static Task<Outcome<Recorded>> Terminate(Guid responseId, Known known, Act act) =>
        On(responseId, known, act).Do((found, by) => new TerminateResponse(found.Facts.Authority, by, act.Now));

    private static ActOn<ResponseKnown> On(Guid id, Known known, Act act) =>
        act.On<ResponseKnown>(
            id,
            ResponsePermissions.Start,
            found => Entities.Response(act.Asked.Realm, found.Id),
            found => new Place(found.Facts.Authority)
        ) with
        {
            Against = found =>
                new AuthoritySeen(found.Facts.Authority, known, act.Asked).Own(ResponsePermissions.Start)
                    ? null
                    : Problem.Of(Response.NotTheirs, known.Of<PlacesKnown>(act.Asked.Realm).Name(found.Facts.Authority)),
        };

    internal static bool Sees(Asked asked, ResponseKnown response) => asked.Sees(new Place(response.Facts.Authority));

    private static ResponseShown Shown(ResponseKnown one, Asked asked, Known known, ISealing sealing) =>
        ResponseShown.Of(
            one,
            known.Of<PlacesKnown>(asked.Realm).Name(one.Facts.Authority),
            new AuthoritySeen(one.Facts.Authority, known, asked).Own(ResponsePermissions.Start),
            sealing
        );

    // The authority the asker acts for: the county's command centre or a street office.
    private static string? Authority(Asked asked) =>
        asked
            .Grants.Where(grant => ResponsePermissions.Start.Of(grant.Role) == Reach.Scope)
            .Select(grant => grant.Scope.Division)
            .FirstOrDefault(AuthoritySeen.IsAuthority);
}
