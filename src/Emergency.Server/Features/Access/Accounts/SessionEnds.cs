using Emergency.Domain;
using Emergency.Domain.Accounts;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Accounts;

/// <summary>
/// Computes the ends of sessions: a desk's after 24 hours, a phone's after 30 days, each after 12 hours without use. Nobody is signed out
/// while an incident of their place is running: a session that is past its end continues until the scene has ended.
/// </summary>
internal static class SessionEnds
{
    public static readonly TimeSpan OnDesk = TimeSpan.FromHours(24),
        OnPhone = TimeSpan.FromDays(30);

    /// <summary>
    /// Latest end of a session, however much it is used. A session of an earlier version, which did not record its device, counts as a
    /// phone's.
    /// </summary>
    public static DateTimeOffset Latest(Session session) => session.Since + (session.On == SessionOn.Desk ? OnDesk : OnPhone);

    /// <summary>End of a session without incidents: its latest end, or earlier if nobody uses it.</summary>
    public static DateTimeOffset Alone(Session session)
    {
        var latest = Latest(session);
        return session.Until < latest ? session.Until : latest;
    }

    /// <summary>
    /// Latest end of a session, prolonged by the incidents that have begun. Incidents that follow one another prolong it from one to the
    /// next.
    /// </summary>
    /// <param name="incidents">Incidents of its place: when each began, and when its scene ended (null: it is running).</param>
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

    /// <summary>The account of a valid session; null where the session has ended or never existed.</summary>
    public static AccountKnown? Holder(this Known known, OpenSession? session, DateTimeOffset now) =>
        session is not null
        && known.Of<AccountsKnown>().Find(session.Account) is { State: { Closed: false, Suspended: null } } account
        && (now < Alone(session.State) || known.Carried(account, session.State, now))
            ? account
            : null;

    /// <summary>
    /// True when only an incident of its place keeps the session open. If the incidents are not known yet, nobody is signed out.
    /// </summary>
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

/// <summary>State of a view of events that keep people of a place signed in while they run, such as incidents.</summary>
internal interface IKeepsSessions
{
    /// <summary>
    /// Begin and end (null: it is running) of all events that concern one of these divisions and had not ended at an instant. A running
    /// event alone is a sufficient answer.
    /// </summary>
    IReadOnlyCollection<(DateTimeOffset From, DateTimeOffset? To)> Of(IReadOnlyCollection<string> divisions, DateTimeOffset since);
}
