using Emergency.Domain;
using Emergency.Domain.Accounts;
using Emergency.Server.Incidents;
using Emergency.Server.Views;

namespace Emergency.Server.Identity;

/// <summary>When sessions end: a desk's after 24 hours, a phone's after 30 days, each after 12 hours without use. Nobody is signed out while an incident of their place runs: a session that would have ended goes on until the scene has ended.</summary>
public static class SessionEnds
{
    public static readonly TimeSpan OnDesk = TimeSpan.FromHours(24), OnPhone = TimeSpan.FromDays(30);

    /// <summary>However much it is used, it ends then. One of an earlier version, which did not say where it is, counts as a phone's.</summary>
    public static DateTimeOffset Latest(Session session)
    {
        ArgumentNullException.ThrowIfNull(session);
        return session.Since + (session.On == SessionOn.Desk ? OnDesk : OnPhone);
    }

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
            if (from >= end) break;
            if (to is null) return latest;
            if (to > end) end = to.Value;
        }
        return end < latest ? end : latest;
    }

    /// <summary>The account of a session that lasts; null where it is over or never was.</summary>
    public static AccountKnown? Holder(this Known known, SessionId session, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(known);
        return known.Of<AccountsKnown>().BySession(session) is { } account && (now < Alone(account.State.Sessions[session]) || Carried(known, account, session, now)) ? account : null;
    }

    /// <summary>Whether nothing but an incident of its place keeps it. Where nobody knows the incidents, nobody is signed out for it.</summary>
    public static bool Carried(this Known known, AccountKnown account, SessionId session, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(known);
        ArgumentNullException.ThrowIfNull(account);
        var held = account.State.Sessions[session];
        if (now < Alone(held)) return false;
        if (known.TryOf<IncidentsKnown>() is not { } incidents) return now < held.Until + Account.LongestCarried;
        // The incident that nearly always answers is looked for first: all of them are many.
        var first = incidents.Running.FirstOrDefault(one => one.State.OpenedAt < Alone(held) && Concerns(one, account));
        return now < End(held, first is null ? Of(incidents, account, Alone(held)) : [(first.State.OpenedAt!.Value, null)]);
    }

    private static List<(DateTimeOffset From, DateTimeOffset? To)> Of(IncidentsKnown incidents, AccountKnown account, DateTimeOffset since) =>
        [.. incidents.All.Values.Where(one => !(one.EndedAt <= since) && Concerns(one, account)).Select(one => (one.State.OpenedAt ?? since, one.EndedAt))];

    private static bool Concerns(IncidentKnown incident, AccountKnown account) => account.Grants.Any(grant => Concerns(incident, grant.Scope.Division));

    /// <summary>It lies in the division, or the division in what is known of its place.</summary>
    private static bool Concerns(IncidentKnown incident, string division) =>
        incident.Divisions.Any(code => code.StartsWith(division, StringComparison.Ordinal) || division.StartsWith(code, StringComparison.Ordinal));
}
