using System.Globalization;
using Emergency.Engine;
using Emergency.Server.Features.Accounts;
using Emergency.Server.Features.Communities;
using Emergency.Server.Features.Drills;
using Emergency.Server.Features.Places;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Answers;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Infrastructure.Requests;
using Emergency.Server.Infrastructure.Views;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;

namespace Emergency.Server.Hosting.Pipeline;

/// <summary>
/// The first step of every request: determines the asker, waits for the views to reach <c>?after=</c>, checks the realm, reads the body. A
/// missing part is a problem before the handler's own parameters are bound.
/// </summary>
internal sealed class Entrance(
    RequestDelegate next,
    Folding folding,
    CatchingUp catchingUp,
    Clock clock,
    ISealing sealing,
    OpenSessions sessions,
    SecondFactors factors,
    Renewal renewal
)
{
    /// <summary>
    /// Least rate of a sender who is not signed in, after 10 s; a slower one is cut off, so that a body that never ends holds nothing for
    /// long.
    /// </summary>
    private static readonly MinDataRate Slowest = new(bytesPerSecond: 1024, gracePeriod: TimeSpan.FromSeconds(10));
    private readonly OwnActs _own = new(folding);

    public async Task InvokeAsync(HttpContext context)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<Needed>() is not { } needed)
            await next(context);
        else if (await Enter(context, needed) is { } problem)
        {
            await context.Denies(problem, needed.Session);
            await ProblemWriter.Write(context, problem);
        }
        else
            await next(context);
    }

    private async ValueTask<Problem?> Enter(HttpContext context, Needed needed)
    {
        var request = context.Request;
        if (!needed.Session)
        {
            if (context.GetEndpoint()?.Metadata.GetMetadata<RefusedUnread>()?.Look(context) is { } refused)
                return refused;
            if (await After(request, context.RequestAborted) is { } bad)
                return bad;
            // HTTP/2 has one rate for all requests of a connection, set by Kestrel.
            if (HttpProtocol.IsHttp11(request.Protocol) && context.Features.Get<IHttpMinRequestBodyDataRateFeature>() is { } rate)
                rate.MinDataRate = Slowest;
            var told = await Received.Read(context, sealing, Received.StrangersLimit);
            // A hotline's message is taken as it is: a text with direction marks must not hold up an alarm.
            return request.Path.StartsWithSegments("/api", StringComparison.Ordinal) ? PlainTexts.Fault(request, told) : null;
        }
        var now = clock.Now(Entities.Live);
        var (token, byCookie) = Shown(request);
        if (token is null)
            return Problem.NotSignedIn;
        if (await Session(token, context.RequestAborted) is not { } shown)
            return Problem.NotSignedIn;
        // The account may have been made a moment ago on another node, and so may the incident that prolongs its session: only the whole
        // journal can say that there is none.
        if (folding.Now.Holder(shown, now) is null && (await catchingUp.Now(context.RequestAborted)).Holder(shown, now) is null)
            return Problem.NotSignedIn;
        // A stranger waits for no position; a session that was signed out before that position is a stranger's.
        if (await After(request, context.RequestAborted) is { } wrong)
            return wrong;
        await _own.Known(token.Session, context.RequestAborted);
        var known = folding.Now;
        if (await Session(token, context.RequestAborted) is not { } session || known.Holder(session, now) is not { } account)
            return Problem.NotSignedIn;
        if (byCookie ? !Origins.Ours(request, token) : Origins.Foreign(request))
            return new Problem("session.forged", []);
        if (PageVersion.Fault(context) is { } old)
            return old;
        if (account.State.Reset is not null && !needed.EvenReset)
            return new Problem("session.reset", []);
        if (!needed.EvenWithoutFactor && factors.Missing(account))
            return new Problem("session.factor-missing", []);
        var realm = request.Query.TryGetValue("realm", out var named) ? named.ToString() : Entities.Live;
        if (DrillRealm.Problem(realm, known, account.Grants, needed, request) is { } shut)
            return shut;
        var key = request.Headers["Idempotency-Key"].ToString();
        if (key.Length > 255)
            return Problem.Bad("Idempotency-Key: at most 255 characters");
        var received = await Received.Read(context, sealing);
        if (PlainTexts.Fault(request, received) is { } turned)
            return turned;
        var asked = new Asked(
            account.Id,
            account.Grants,
            account.Member,
            realm,
            clock.Now(realm),
            key.Length == 0 ? clock.NewId() : Derived.Command(account.Id.Key, key),
            received.Digest,
            token.Session
        );
        if (needed.Permission is { } permission && !asked.HasAny(permission))
            return Problem.NotYours(permission);
        if (needed.Permission is not null && EndedCommunity.Refusal(context, asked, known.Of<PlacesKnown>(realm)) is { } ended)
            return ended;
        // Answers to a session are stored in no cache, neither on the way nor in a shared phone.
        context.Response.Headers.CacheControl = "no-store";
        context.Features.Set(asked);
        context.Features.Set(token);
        if (!HttpMethods.IsGet(request.Method))
            _own.Watch(context, token.Session);
        if (await renewal.Use(account, session, now, context.RequestAborted) && byCookie)
            SessionEndpoints.SetCookie(context, token);
        return null;
    }

    /// <summary>Finds the session of a token that has not been ended.</summary>
    private async ValueTask<OpenSession?> Session(SessionToken token, CancellationToken stop) =>
        await sessions.Find(token.Session, stop) is { } session && token.Fits(session.State.TokenHash) ? session : null;

    /// <summary>Waits for the position that <c>?after=</c> names; returns the fault of an invalid one.</summary>
    private async ValueTask<Problem?> After(HttpRequest request, CancellationToken stop)
    {
        if (!request.Query.TryGetValue("after", out var text))
            return null;
        if (!long.TryParse(text.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var after))
            return Problem.Bad("?after: a position, 0 or more");
        await folding.UpTo(new Position(after), stop);
        return null;
    }

    /// <summary>The token of a request: a program's in Authorization, a browser's in the cookie.</summary>
    private static (SessionToken? Token, bool ByCookie) Shown(HttpRequest request)
    {
        var header = request.Headers.Authorization.ToString();
        return header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase)
            ? (SessionToken.Parse(header["Bearer ".Length..].Trim()), false)
            : (SessionToken.Parse(request.Cookies[SessionToken.Cookie]), true);
    }
}
