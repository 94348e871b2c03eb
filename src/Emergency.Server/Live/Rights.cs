using Emergency.Server.Identity;
using Emergency.Server.Problems;
using Emergency.Server.Views;

namespace Emergency.Server.Live;

/// <summary>What a connection may hear by now: its session and grants are looked up again, not remembered.</summary>
internal static class Rights
{
    /// <summary>The asker as of now; null where the session is over.</summary>
    public static Asked? Now(Asked asked, Known known, DateTimeOffset now) =>
        asked.Session is { } session && known.Holder(session, now) is { } account ? asked with { Grants = account.Grants, Member = account.Member, Now = now } : null;

    public static Problem? Problem(Listener listener, Known known, Group group, DateTimeOffset now)
    {
        if (Now(listener.Asked, known, now) is not { } asked) return Problems.Problem.NotSignedIn;
        listener.Become(asked);
        return Joining.Problem(asked with { Realm = group.Realm }, known, group);
    }
}
