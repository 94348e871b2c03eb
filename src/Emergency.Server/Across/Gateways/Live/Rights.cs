using Emergency.Server.Features.Accounts;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Broadcast;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Across.Live;

/// <summary>Present rights of a connection: its grants are looked up again, not remembered.</summary>
internal static class Rights
{
    /// <summary>The asker with present grants; null where the session is over.</summary>
    public static Asked? Now(Asked asked, OpenSession? session, Known known, DateTimeOffset now) =>
        known.Holder(session, now) is { } account ? asked with { Grants = account.Grants, Member = account.Member, Now = now } : null;

    public static Problem? Problem(Listener listener, OpenSession? session, Known known, Group group, DateTimeOffset now)
    {
        if (Now(listener.Asked, session, known, now) is not { } asked)
            return Foundation.Problems.Problem.NotSignedIn;
        listener.Become(asked);
        return Joining.Problem(asked with { Realm = group.Realm }, known, group);
    }
}
