using Emergency.Domain;
using Emergency.Domain.Lines;
using Emergency.Domain.Places;
using Emergency.Server.Features.Places;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Acting;
using Emergency.Server.Infrastructure.Answers;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Hotlines;

/// <summary>Lines to hotlines as data: who is at the other end, for which divisions, and the secrets.</summary>
internal static class LineEndpoints
{
    public static RouteGroupBuilder MapLines(this RouteGroupBuilder api)
    {
        var routes = api.MapGroup("/lines").WithTags("hotlines");
        routes.MapGet("/", List).Needs(LinePermissions.Read);
        routes.MapPost("/{code}", Set).Needs(LinePermissions.Keep);
        routes.MapPost("/{code}/secrets", Give).Needs(LinePermissions.Keep);
        routes.MapPost("/{code}/secrets/{secret:guid}/end", EndSecret).Needs(LinePermissions.Keep);
        routes.MapPost("/{code}/end", End).Needs(LinePermissions.Keep);
        return api;
    }

    /// <summary>Lines of the register that serve something of one's area, those in use first. No secret is shown again.</summary>
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

    /// <summary>Sets up a line, or changes what it is. All it serves must be one's own.</summary>
    public static async Task<Outcome<LineWritten>> Set(string code, NewLine body, Act act)
    {
        if (NewLine.Faults(code, body) is { Count: > 0 } faults)
            return Problem.Bad(faults);
        var places = (await act.Use<Folding>().Newest(act.Stop)).Of<PlacesKnown>();
        foreach (var area in body.Areas!)
            if (!places.Below("").Any(county => county.Code.StartsWith(area, StringComparison.Ordinal)))
                return Problem.Of(Division.Unknown);
        if (Foreign(body.Areas!, act.Asked) is { } problem)
            return problem;
        var facts = new LineFacts(
            body.Name!.Trim(),
            [.. body.Numbers!.Order(StringComparer.Ordinal)],
            [.. body.Areas!.Order(StringComparer.Ordinal)],
            body.Url,
            body.Home
        );
        return await Send(code, act, by => new SetLine(code, facts, by, act.Now), body.Areas[0]);
    }

    /// <summary>Gives a secret that both sides have agreed on. It is taken at once, so that the other side may change when it likes; those before are taken until the time that is said.</summary>
    public static async Task<Outcome<LineWritten>> Give(string code, NewLineSecret body, Act act)
    {
        if (NewLineSecret.Faults(body) is { Count: > 0 } faults)
            return Problem.Bad(faults);
        var id = act.Asked.NewId<LineSecretId>();
        var text = await act.Seal(id.Value, new LineSecretText(body.Secret!));
        var from = body.From is { } later && later > act.Now ? later : act.Now;
        var until = body.OthersUntil is { } end && end > from ? end : from;
        return await Send(code, act, by => new GiveLineSecret(code, id, text, from, until, by, act.Now));
    }

    /// <summary>A secret that others may have seen is over at once.</summary>
    public static Task<Outcome<LineWritten>> EndSecret(string code, Guid secret, Act act) =>
        Send(code, act, by => new EndLineSecret(code, new(secret), by, act.Now));

    /// <summary>Ends a line for good: nothing is sent and taken any more. Its number is served by what serves it otherwise.</summary>
    public static Task<Outcome<LineWritten>> End(string code, Act act) => Send(code, act, by => new EndLine(code, by, act.Now));

    private static bool Serves(HotlineLine line, Asked asked) =>
        asked.Grants.Any(grant => line.Facts.Areas.Any(area => Partner.Touches(area, grant.Scope.Division)));

    private static Problem? Foreign(IEnumerable<string> areas, Asked asked) =>
        areas.Select(area => asked.Allow(LinePermissions.Keep, new Place(area)).Problem).FirstOrDefault(problem => problem is not null);

    /// <param name="first">Where it will be, while there is none of this code.</param>
    private static async Task<Outcome<LineWritten>> Send(string code, Act act, Func<By, Command> make, string? first = null)
    {
        var line = (await act.Use<Folding>().Newest(act.Stop)).Of<LinesKnown>().Register.All.GetValueOrDefault(code);
        if (line is null && first is null || line is not null && !Serves(line, act.Asked))
            return Problem.NotFound;
        if (line is not null && Foreign(line.Facts.Areas, act.Asked) is { } problem)
            return problem;
        var sent = await act.Send(LinePermissions.Keep, new Place(first ?? line!.Facts.Areas[0]), Entities.Lines, make);
        return sent.With(new LineWritten(code, sent.Position.Value));
    }
}
