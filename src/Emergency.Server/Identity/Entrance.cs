using System.Globalization;
using Emergency.Engine;
using Emergency.Server.Drills;
using Emergency.Server.People;
using Emergency.Server.Problems;
using Emergency.Server.Requests;
using Emergency.Server.Views;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;

namespace Emergency.Server.Identity;

/// <summary>Every request passes here once: who asks is found out, the views come to <c>?after=</c>, the realm is looked at, the body is read. What is missing is a problem before the handler's own parameters are looked at.</summary>
public sealed class Entrance(RequestDelegate next, Folding folding, CatchingUp catchingUp, Clock clock, ISealing sealing, Renewal renewal)
{
    public const string Cookie = "emergency-session";
    /// <summary>Who is not signed in and sends slower than this after 10 s is cut: a body that never ends holds nothing for long.</summary>
    private static readonly MinDataRate Slowest = new(bytesPerSecond: 1024, gracePeriod: TimeSpan.FromSeconds(10));

    public async Task InvokeAsync(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (context.GetEndpoint()?.Metadata.GetMetadata<Needed>() is not { } needed) await next(context);
        else if (await Enter(context, needed) is { } problem)
        {
            await context.Denies(problem, needed.Session);
            await ProblemWriter.Write(context, problem);
        }
        else await next(context);
    }

    private async ValueTask<Problem?> Enter(HttpContext context, Needed needed)
    {
        var request = context.Request;
        if (!needed.Session)
        {
            if (context.GetEndpoint()?.Metadata.GetMetadata<RefusedUnread>()?.Look(context) is { } refused) return refused;
            if (await After(request, context.RequestAborted) is { } bad) return bad;
            if (context.Features.Get<IHttpMinRequestBodyDataRateFeature>() is { } rate) rate.MinDataRate = Slowest;
            await Received.Read(context, sealing, Received.StrangersLimit);
            return null;
        }
        var now = clock.Now(Entities.Live);
        var (token, byCookie) = Shown(request);
        if (token is null) return Problem.NotSignedIn;
        // It may have begun a moment ago on another node: only what the journal holds says that there is none.
        if (Holder(folding.Now, token, now) is null && Holder(await catchingUp.Now(context.RequestAborted), token, now) is null) return Problem.NotSignedIn;
        // Who is nobody waits for no position; who signed out before that position is nobody.
        if (await After(request, context.RequestAborted) is { } wrong) return wrong;
        var known = folding.Now;
        if (Holder(known, token, now) is not { } account) return Problem.NotSignedIn;
        if (byCookie ? !Origins.Ours(request, token) : Origins.Foreign(request)) return new Problem("session.forged", []);
        if (account.State.Reset is not null && !needed.EvenReset) return new Problem("session.reset", []);
        var realm = request.Query.TryGetValue("realm", out var named) ? named.ToString() : Entities.Live;
        if (DrillRealm.Problem(realm, known, account.Grants, needed, request) is { } shut) return shut;
        var key = request.Headers["Idempotency-Key"].ToString();
        if (key.Length > 255) return Problem.Bad("Idempotency-Key: at most 255 characters");
        var received = await Received.Read(context, sealing);
        if (request.HasJsonContentType() && PlainTexts.Fault(received.Body) is { } turned) return Problem.Bad(turned);
        var asked = new Asked(account.Id, account.Grants, account.Member, realm, clock.Now(realm), key.Length == 0 ? clock.NewId() : Derived.Command(account.Id.Key, key), received.Digest, token.Session);
        if (needed.Permission is { } permission && !asked.HasAny(permission)) return Problem.NotYours(permission);
        // What a session may see lies in no cache, neither on the way nor in a shared phone.
        context.Response.Headers.CacheControl = "no-store";
        context.Features.Set(asked);
        context.Features.Set(token);
        if (await renewal.Use(account, token.Session, now, context.RequestAborted) && byCookie) SessionEndpoints.SetCookie(context, token);
        return null;
    }

    /// <summary>The account whose session this is, where it has not ended.</summary>
    private static AccountKnown? Holder(Known known, SessionToken token, DateTimeOffset now) =>
        known.Of<AccountsKnown>().BySession(token.Session) is { } account && token.Fits(account.State.Sessions[token.Session].TokenHash) ? known.Holder(token.Session, now) : null;

    /// <summary>Waits for the position that <c>?after=</c> names; the fault of one that is none.</summary>
    private async ValueTask<Problem?> After(HttpRequest request, CancellationToken stop)
    {
        if (!request.Query.TryGetValue("after", out var text)) return null;
        if (!long.TryParse(text.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var after)) return Problem.Bad("?after: a position, 0 or more");
        await folding.UpTo(new Position(after), stop);
        return null;
    }

    /// <summary>The token a request shows: a program's in Authorization, a browser's in the cookie.</summary>
    private static (SessionToken? Token, bool ByCookie) Shown(HttpRequest request)
    {
        var header = request.Headers.Authorization.ToString();
        return header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) ? (SessionToken.Parse(header["Bearer ".Length..].Trim()), false) : (SessionToken.Parse(request.Cookies[Cookie]), true);
    }
}
