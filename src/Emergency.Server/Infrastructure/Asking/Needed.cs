using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Dispatch;

namespace Emergency.Server.Infrastructure.Asking;

/// <summary>
/// The requirement of a route: a permission, a session alone, or nothing. The server does not start where a route states none of these.
/// </summary>
/// <param name="EvenReset">True when the route is also open to an account whose password was set by somebody else and not yet changed by
/// its owner.</param>
/// <param name="EvenWithoutFactor">True when the route is also open to an account that must have a second factor and has not yet enrolled
/// one.</param>
internal sealed record Needed(Permission? Permission, bool Session, bool EvenReset = false, bool EvenWithoutFactor = false);

/// <summary>A check by which a route open to strangers refuses a request by address and headers alone, before the body is read.</summary>
internal sealed record RefusedUnread(Func<HttpContext, Problem?> Look);

/// <summary>Extensions that state a route's requirement on its own line.</summary>
internal static class NeededRoutes
{
    /// <summary>
    /// 401 without a session, 403 where no role of the asker has the permission. The scope is checked by <see cref="Sending"/> or
    /// <see cref="Allowing.Allow"/>.
    /// </summary>
    public static TRoute Needs<TRoute>(this TRoute route, Permission permission)
        where TRoute : IEndpointConventionBuilder => route.WithMetadata(new Needed(permission, true));

    /// <summary>Requires a session of any account.</summary>
    /// <param name="evenReset">True to admit accounts whose password was set by somebody else.</param>
    /// <param name="evenWithoutFactor">True to admit accounts that still lack the second factor their role must have.</param>
    public static TRoute NeedsSession<TRoute>(this TRoute route, bool evenReset = false, bool evenWithoutFactor = false)
        where TRoute : IEndpointConventionBuilder => route.WithMetadata(new Needed(null, true, evenReset, evenWithoutFactor));

    /// <summary>Admits everybody: for signing in, signed messages of partners, health.</summary>
    public static TRoute NeedsNothing<TRoute>(this TRoute route)
        where TRoute : IEndpointConventionBuilder => route.WithMetadata(new Needed(null, false));
}
