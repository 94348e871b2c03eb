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

/// <summary>Every request passes here once: the body is read, the views come to <c>?after=</c>, who asks is found out, and the realm. What is missing is a problem before the handler's own parameters are looked at.</summary>
public sealed class Entrance(RequestDelegate next, Folding folding, CatchingUp catchingUp, Clock clock, ISealing sealing, Renewal renewal)
{
    public const string Cookie = "emergency-session";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    /// <summary>Who is not signed in and sends slower than this after 10 s is cut: a body that never ends holds nothing for long.</summary>
    private static readonly MinDataRate Slowest = new(bytesPerSecond: 1024, gracePeriod: TimeSpan.FromSeconds(10));

    public async Task InvokeAsync(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (context.GetEndpoint()?.Metadata.GetMetadata<Needed>() is not { } needed) await next(context);
        else if (await Enter(context, needed) is { } problem) await ProblemWriter.Write(context, problem);
        else await next(context);
    }

    private async ValueTask<Problem?> Enter(HttpContext context, Needed needed)
    {
        var request = context.Request;
        if (request.Query.TryGetValue("after", out var text))
        {
            if (!long.TryParse(text.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var after)) return Problem.Bad("?after: a position, 0 or more");
            if (await folding.At(new Position(after), Patience, context.RequestAborted) is null) return Problem.ViewBehind;
        }
        if (!needed.Session)
        {
            if (context.GetEndpoint()?.Metadata.GetMetadata<RefusedUnread>()?.Look(context) is { } refused) return refused;
            if (context.Features.Get<IHttpMinRequestBodyDataRateFeature>() is { } rate) rate.MinDataRate = Slowest;
            await Received.Read(context, sealing, Received.StrangersLimit);
            return null;
        }
        var (known, now) = (folding.Now, clock.Now(Entities.Live));
        var (token, byCookie) = Shown(request);
        if (token is not null && known.Of<AccountsKnown>().BySession(token.Session, now) is null)
        {
            if (await Newest(context.RequestAborted) is not { } newest) return Problem.ViewBehind;
            known = newest;
        }
        if (token is null || known.Of<AccountsKnown>().BySession(token.Session, now) is not { } account || !token.Fits(account.State.Sessions[token.Session].TokenHash)) return Problem.NotSignedIn;
        if (byCookie ? !Origins.Ours(request, token) : Origins.Foreign(request)) return new Problem("session.forged", []);
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

    /// <summary>What the journal holds by now, for a session that may have begun a moment ago on another node. Where the journal cannot be asked, what is known; null where this node is too far behind.</summary>
    private async ValueTask<Known?> Newest(CancellationToken stop)
    {
#pragma warning disable CA1031 // Whatever hinders the journal: what is known then decides.
        try { return await catchingUp.Now(stop); }
        catch (Exception) when (!stop.IsCancellationRequested) { return folding.Now; }
#pragma warning restore CA1031
    }

    /// <summary>The token a request shows: a program's in Authorization, a browser's in the cookie.</summary>
    private static (SessionToken? Token, bool ByCookie) Shown(HttpRequest request)
    {
        var header = request.Headers.Authorization.ToString();
        return header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) ? (SessionToken.Parse(header["Bearer ".Length..].Trim()), false) : (SessionToken.Parse(request.Cookies[Cookie]), true);
    }
}
