using Emergency.Domain;
using Emergency.Domain.Accounts;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Accounts;

/// <summary>When sessions end: a desk's after 24 hours, a phone's after 30 days, each after 12 hours without use. Nobody is signed out while an incident of their place runs: a session that would have ended goes on until the scene has ended.</summary>
internal static class SessionEnds
{
    public static readonly TimeSpan OnDesk = TimeSpan.FromHours(24),
        OnPhone = TimeSpan.FromDays(30);

    /// <summary>However much it is used, it ends then. One of an earlier version, which did not say where it is, counts as a phone's.</summary>
    public static DateTimeOffset Latest(Session session) => session.Since + (session.On == SessionOn.Desk ? OnDesk : OnPhone);

    /// <summary>When it ends by itself: its last day, or earlier where nobody uses it.</summary>
    public static DateTimeOffset Alone(Session session)
    {
        var latest = Latest(session);
        return session.Until < latest ? session.Until : latest;
    }

    /// <summary>When it ends at the latest, as far as incidents that have begun carry it on. Incidents that follow one another carry it from one to the next.</summary>
    /// <param name="incidents">Those of its place: when each began, and when its scene ended (null: it runs).</param>
    public static DateTimeOffset End(Session session, IReadOnlyCollection<(DateTimeOffset From, DateTimeOffset? To)> incidents)
    {
        var (end, latest) = (Alone(session), session.Until + Account.LongestCarried);
        foreach (var (from, to) in incidents.OrderBy(one => one.From))
        {
            if (from >= end)
                break;
            if (to is null)
                return latest;
            if (to > end)
                end = to.Value;
        }
        return end < latest ? end : latest;
    }

    /// <summary>The account of a session that lasts; null where it is over or never was.</summary>
    public static AccountKnown? Holder(this Known known, OpenSession? session, DateTimeOffset now) =>
        session is not null
        && known.Of<AccountsKnown>().Find(session.Account) is { State: { Closed: false, Suspended: null } } account
        && (now < Alone(session.State) || known.Carried(account, session.State, now))
            ? account
            : null;

    /// <summary>Whether nothing but an incident of its place keeps it. Where nobody knows the incidents, nobody is signed out for it.</summary>
    public static bool Carried(this Known known, AccountKnown account, Session session, DateTimeOffset now)
    {
        if (now < Alone(session))
            return false;
        if (known.TryEach<IKeepsSessions>() is not { } keepers)
            return now < session.Until + Account.LongestCarried;
        var divisions = ListOf.From(account.Grants.Select(grant => grant.Scope.Division));
        return now < End(session, [.. keepers.SelectMany(keeper => keeper.Of(divisions, Alone(session)))]);
    }
}

/// <summary>A view's state of what keeps people of its place signed in while it runs: incidents.</summary>
internal interface IKeepsSessions
{
    /// <summary>When what concerns one of these divisions began and ended (null: it runs), of all that had not ended at an instant. One that runs answers for all others.</summary>
    IReadOnlyCollection<(DateTimeOffset From, DateTimeOffset? To)> Of(IReadOnlyCollection<string> divisions, DateTimeOffset since);
}
