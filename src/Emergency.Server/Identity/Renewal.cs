using System.Globalization;
using Emergency.Domain;
using Emergency.Domain.Accounts;

namespace Emergency.Server.Identity;

/// <summary>A session lasts 12 hours and is renewed by use, at most once an hour: one event an hour and session, not one a request.</summary>
public sealed class Renewal(Sending sending)
{
    public static readonly TimeSpan Lasts = TimeSpan.FromHours(12), Every = TimeSpan.FromHours(1);

    /// <summary>Whether it was renewed now. One that cannot be stored changes nothing for the request: the next one tries again.</summary>
    public async ValueTask<bool> Use(AccountKnown account, SessionId session, DateTimeOffset now, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(account);
        var until = account.State.Sessions[session].Until;
        // One that an incident carries on after nobody used it for long ends with that incident.
        if (until - now > Lasts - Every || until <= now) return false;
        var command = Derived.Id(session.Value, until.UtcTicks.ToString(CultureInfo.InvariantCulture));
        return (await sending.Send(account.Id.Key, Entities.Account(account.Id), new RenewSession(session, now + Lasts, now), command, "", now, stop: stop)).Accepted;
    }
}
