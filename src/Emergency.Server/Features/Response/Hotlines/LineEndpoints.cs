using Emergency.Domain;
using Emergency.Domain.Hotlines;
using Emergency.Domain.Places;
using Emergency.Server.Features.Confirmations;
using Emergency.Server.Features.Places;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Acting;
using Emergency.Server.Infrastructure.Answers;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Hotlines;

/// <summary>Endpoints for lines to hotlines as data: the other end, the divisions served, and the secrets.</summary>
internal static class LineEndpoints
{
    public static RouteGroupBuilder MapLines(this RouteGroupBuilder api)
    {
        var routes = api.MapGroup("/lines").WithTags("hotlines");
        routes.MapGet("/", List).Needs(LinePermissions.Read);
        routes.MapPost("/{code}", Set).Needs(LinePermissions.Keep).Produces<LineWaits>(StatusCodes.Status202Accepted);
        routes.MapPost("/{code}/secrets", Give).Needs(LinePermissions.Keep).Produces<LineWaits>(StatusCodes.Status202Accepted);
        routes
            .MapPost("/{code}/secrets/{secret:guid}/end", EndSecret)
            .Needs(LinePermissions.Keep)
            .Produces<LineWaits>(StatusCodes.Status202Accepted);
        routes.MapPost("/{code}/end", End).Needs(LinePermissions.Keep).Produces<LineWaits>(StatusCodes.Status202Accepted);
        return api;
    }

    /// <summary>Lines of the register that serve part of the asker's area, those in use first. No secret is shown again.</summary>
    public static Outcome<LinesPage> List(Asked asked, Known known)
    {
        var places = known.Of<PlacesKnown>();
        return new Outcome<LinesPage>(
            new(
                [
                    .. known
                        .Of<LinesKnown>()
                        .Register.All.Where(line => Serves(line.Value, asked))
                        .OrderBy(line => line.Value.EndedAt is not null)
                        .Select(line => RegisteredLine.Of(line.Key, line.Value, places, asked)),
                ],
                known.At.Value
            ),
            known.At
        );
    }

    /// <summary>
    /// Requests that a line be set up or changed. Everything it serves must be in the asker's area. It takes effect once
    /// another account has confirmed it.
    /// </summary>
    public static async Task<Outcome<LineWaits>> Set(string code, NewLine body, Act act)
    {
        if (NewLine.Faults(code, body) is { Count: > 0 } faults)
            return Problem.Bad(faults);
        var places = (await act.Use<Folding>().Newest(act.Stop)).Of<PlacesKnown>();
        foreach (var area in body.Areas!)
            if (!places.Below("").Any(county => county.Code.StartsWith(area, StringComparison.Ordinal)))
                return Problem.Of(Division.Unknown);
        var facts = new LineFacts(
            body.Name!.Trim(),
            [.. body.Numbers!.Order(StringComparer.Ordinal)],
            [.. body.Areas!.Order(StringComparer.Ordinal)],
            body.Url,
            body.Home
        );
        return await Ask(code, act, new(facts));
    }

    /// <summary>
    /// Requests a new secret on which both sides have agreed. It is taken once another account has confirmed it, so that the
    /// other side can change at any time. Earlier ones are taken until the given time.
    /// </summary>
    public static async Task<Outcome<LineWaits>> Give(string code, NewLineSecret body, Act act) =>
        NewLineSecret.Faults(body) is { Count: > 0 } faults
            ? Problem.Bad(faults)
            : await Ask(code, act, new(Secret: new(act.Asked.NewId<LineSecretId>(), body.Secret!, body.From, body.OthersUntil)));

    /// <summary>Requests the end of a secret that others may have seen. It ends once another account has confirmed it.</summary>
    public static Task<Outcome<LineWaits>> EndSecret(string code, Guid secret, Act act) => Ask(code, act, new(EndSecret: new(secret)));

    /// <summary>
    /// Requests the end of a line: nothing is sent or taken any more once another account has confirmed it. Another line
    /// then serves its number.
    /// </summary>
    public static Task<Outcome<LineWaits>> End(string code, Act act) => Ask(code, act, new(End: true));

    private static bool Serves(HotlineLine line, Asked asked) =>
        asked.Grants.Any(grant => line.Facts.Areas.Any(area => Partner.Touches(area, grant.Scope.Division)));

    /// <summary>Requests a change of a line. It takes effect once somebody else has confirmed it.</summary>
    private static async Task<Outcome<LineWaits>> Ask(string code, Act act, LineAsked body)
    {
        var known = await act.Use<Folding>().Newest(act.Stop);
        var line = known.Of<LinesKnown>().Register.All.GetValueOrDefault(code);
        if (line is null && body.Facts is null || line is not null && !Serves(line, act.Asked))
            return Problem.NotFound;
        var confirming = act.Use<Confirming>();
        if (!await confirming.HasAsked(act.Asked, act.Stop) && LineAct.Against(act.Asked, known, code, body) is { } against)
            return against;
        var areas = line?.Facts.Areas ?? body.Facts!.Areas;
        var (waits, sent) = await confirming.Ask(
            act.Asked,
            LinePermissions.Keep,
            new Place(areas[0]),
            LineAct.Of(code, areas),
            act.Asked.NewId<ConfirmationId>().Value,
            body,
            act.Stop
        );
        return sent.With(new LineWaits(code, waits.Confirmation, waits.Until, sent.Position.Value), StatusCodes.Status202Accepted);
    }
}
