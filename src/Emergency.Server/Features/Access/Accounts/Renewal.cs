using Emergency.Domain;
using Emergency.Domain.Accounts;
using Emergency.Engine;

namespace Emergency.Server.Features.Accounts;

/// <summary>
/// Renews sessions. A session lasts 12 hours and is renewed by use, at most once an hour, so that it costs one write an hour and not one
/// per request.
/// </summary>
internal sealed class Renewal(OpenSessions sessions)
{
    public static readonly TimeSpan Lasts = TimeSpan.FromHours(12),
        Every = TimeSpan.FromHours(1);

    /// <summary>
    /// Renews a session if it is due; true when it was renewed. A failed write does not fail the request: the next one tries again.
    /// </summary>
    public async ValueTask<bool> Use(AccountKnown account, OpenSession session, DateTimeOffset now, CancellationToken stop)
    {
        if (session.State.Until - now > Lasts - Every)
            return false;
        // An unused session that only an incident keeps open ends with that incident.
        var renews = new RenewSession(session.Id, now + Lasts, now);
        var state = account.State with { Sessions = account.State.Sessions.SetItem(session.Id, session.State) };
        if (Account.Decide(state, renews) is not Decision.Happened)
            return false;
        try
        {
            return await sessions.Renew(session, now, renews.Until, stop) is not null;
        }
        catch (NotKept)
        {
            return false;
        }
    }
}
