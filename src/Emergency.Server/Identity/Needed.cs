using Emergency.Server.Problems;

namespace Emergency.Server.Identity;

/// <summary>What a route asks of who comes: a permission, a session alone, or nothing. Where a route says none of these the server does not start.</summary>
public sealed record Needed(Permission? Permission, bool Session);

/// <summary>What a route open to strangers can refuse by address and headers alone, before the body is read.</summary>
public sealed record RefusedUnread(Func<HttpContext, Problem?> Look);

/// <summary>Says it on the route's own line.</summary>
public static class NeededRoutes
{
    /// <summary>401 without a session, 403 where no role of the asker has the permission. Whether a scope covers the place is asked by <see cref="Sending"/> or <see cref="Allowing.Allow"/>.</summary>
    public static TRoute Needs<TRoute>(this TRoute route, Permission permission) where TRoute : IEndpointConventionBuilder => route.WithMetadata(new Needed(permission, true));

    /// <summary>Anybody who is signed in.</summary>
    public static TRoute NeedsSession<TRoute>(this TRoute route) where TRoute : IEndpointConventionBuilder => route.WithMetadata(new Needed(null, true));

    /// <summary>Anybody: signing in, signed messages of partners, health.</summary>
    public static TRoute NeedsNothing<TRoute>(this TRoute route) where TRoute : IEndpointConventionBuilder => route.WithMetadata(new Needed(null, false));
}
