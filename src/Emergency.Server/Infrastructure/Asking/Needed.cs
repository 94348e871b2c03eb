using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Dispatch;

namespace Emergency.Server.Infrastructure.Asking;

/// <summary>What a route asks of who comes: a permission, a session alone, or nothing. Where a route says none of these the server does not start.</summary>
/// <param name="EvenReset">Also for an account whose password somebody else has set, before its owner has chosen one.</param>
/// <param name="EvenWithoutFactor">Also for an account that must have a second factor, before its owner has enrolled one.</param>
internal sealed record Needed(Permission? Permission, bool Session, bool EvenReset = false, bool EvenWithoutFactor = false);

/// <summary>What a route open to strangers can refuse by address and headers alone, before the body is read.</summary>
internal sealed record RefusedUnread(Func<HttpContext, Problem?> Look);

/// <summary>Says it on the route's own line.</summary>
internal static class NeededRoutes
{
    /// <summary>401 without a session, 403 where no role of the asker has the permission. Whether a scope covers the place is asked by <see cref="Sending"/> or <see cref="Allowing.Allow"/>.</summary>
    public static TRoute Needs<TRoute>(this TRoute route, Permission permission)
        where TRoute : IEndpointConventionBuilder => route.WithMetadata(new Needed(permission, true));

    /// <summary>Anybody who is signed in.</summary>
    /// <param name="evenReset">Also with a password that somebody else has set.</param>
    /// <param name="evenWithoutFactor">Also without the second factor that a role must have.</param>
    public static TRoute NeedsSession<TRoute>(this TRoute route, bool evenReset = false, bool evenWithoutFactor = false)
        where TRoute : IEndpointConventionBuilder => route.WithMetadata(new Needed(null, true, evenReset, evenWithoutFactor));

    /// <summary>Anybody: signing in, signed messages of partners, health.</summary>
    public static TRoute NeedsNothing<TRoute>(this TRoute route)
        where TRoute : IEndpointConventionBuilder => route.WithMetadata(new Needed(null, false));
}
