using Emergency.Server.Features.Links;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Addresses;
using Emergency.Server.Infrastructure.Answers;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Accounts.Outside;

/// <param name="Address">Address at the issuer where the browser signs in.</param>
internal sealed record OutsideAddress(string Address);

/// <summary>Parameters with which the issuer has sent the browser back.</summary>
/// <param name="Error">In place of a code: the reason why there is none (RFC 6749 4.1.2.1).</param>
internal sealed record OutsideBack(string? Code, string? State, string? Error);

/// <summary>Signing in by an external issuer, where the operator has named one.</summary>
internal static class OutsideEndpoints
{
    private const int Longest = 4_096;

    public static RouteGroupBuilder MapOutside(this RouteGroupBuilder api)
    {
        var routes = api.MapGroup("/session/outside").WithTags("session");
        routes.MapPost("/begin", Begin).NeedsNothing();
        routes.MapPost("/finish", Finish).NeedsNothing();
        return api;
    }

    /// <summary>Begins a sign-in: returns the address at the issuer; the browser must come back to /login within ten minutes.</summary>
    public static async Task<Outcome<OutsideAddress>> Begin(HttpContext context, OutsideSignIn outside, Settings settings)
    {
        if (!outside.On)
            return new Problem("outside.off", []);
        if (Origins.Foreign(context.Request))
            return new Problem("session.forged", []);
        var (address, turn, problem) = await outside.Begin(Back(context, settings), context.RequestAborted);
        if (address is null)
            return problem!;
        context.Response.Cookies.Append(OutsideTurn.Cookie, turn!, Options(context));
        return new OutsideAddress(address.AbsoluteUri);
    }

    /// <summary>Signs in a person who came back from the issuer, once everything in the token is right. A person without an account gets none, unless the operator's file makes one of their claims.</summary>
    public static async Task<Outcome<SessionShown>> Finish(
        OutsideBack wish,
        HttpContext context,
        OutsideSignIn outside,
        Settings settings,
        SecondFactors factors,
        DeviceKeys deviceKeys,
        Folding folding,
        Clock clock,
        WrongTries tries
    )
    {
        if (!outside.On)
            return new Problem("outside.off", []);
        if (Origins.Foreign(context.Request))
            return new Problem("session.forged", []);
        var cookie = context.Request.Cookies[OutsideTurn.Cookie];
        context.Response.Cookies.Delete(OutsideTurn.Cookie, Options(context));
        if (wish?.Error is { Length: > 0 })
            return new Problem("outside.refused", []);
        if (wish?.Code is not { Length: > 0 and <= Longest } code || wish.State is not { Length: > 0 and <= Longest } state)
            return Problem.Bad("$.code and $.state: as the issuer gave them");
        var (entered, problem) = await outside.Finish(cookie, code, state, Back(context, settings), context, context.RequestAborted);
        if (entered is not null)
            return SessionEndpoints.Entered(entered, context, deviceKeys, factors, folding.Now);
        // A browser that began no turn here may be guessing.
        return
            problem!.Code == OutsideSignIn.Stale
            && tries.Unknown(Guess.Outside, SigningIn.From(context), clock.Now(Entities.Live)) is { } wait
            ? Outcome<SessionShown>.FromProblem(new("link.crowded", []), wait)
            : problem;
    }

    private static Uri Back(HttpContext context, Settings settings) => new(OwnAddress.Of(context, settings), "/login");

    private static CookieOptions Options(HttpContext context) =>
        new()
        {
            HttpOnly = true,
            SameSite = SameSiteMode.Strict,
            Secure = context.Request.IsHttps,
            MaxAge = OutsideTurn.Lasts,
            Path = "/api/session/outside",
            IsEssential = true,
        };
}
