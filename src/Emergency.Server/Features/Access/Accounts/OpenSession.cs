using Emergency.Domain;
using Emergency.Domain.Accounts;
using Emergency.Engine;

namespace Emergency.Server.Features.Accounts;

/// <summary>A session that nobody has ended, with its account. <see cref="SessionEnds"/> tells if it has expired.</summary>
internal sealed record OpenSession(SessionId Id, AccountId Account, Session State)
{
    internal static OpenSession Of(SessionRow row) =>
        new(new(row.Id), new(row.Account), new(row.Hash, row.Begun, row.Ends, row.Used, On(row.Kind), row.Device));

    internal SessionRow Row =>
        new(Id.Value, State.TokenHash, Account.Key, State.Since, State.Used, State.Until, State.On?.ToString(), State.Device);

    private static SessionOn? On(string? kind) => Enum.TryParse<SessionOn>(kind, out var on) ? on : null;
}
