using System.Security.Cryptography;
using Emergency.Domain;
using Emergency.Domain.Accounts;
using Emergency.Domain.Places;
using Emergency.Server.Features.Accounts;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Dispatch;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Hosting.FirstStart;

/// <summary>An account of the first two.</summary>
/// <param name="OneTime">True when somebody else may have seen the password: its owner must choose another one at the first
/// sign-in.</param>
/// <param name="Drawn">True when the password was drawn and nobody has seen it yet.</param>
internal sealed record FirstAccount(string Name, Role Role, string Division, string Password, bool OneTime, bool Drawn);

/// <summary>Makes the first accounts, or completes them where an earlier try was interrupted.</summary>
internal sealed class FirstAccounts(
    Folding folding,
    Sending sending,
    ISealing sealing,
    Passwords passwords,
    Engine.ISessions sessions,
    Clock clock
)
{
    /// <summary>Account for acts without a signed-in person.</summary>
    public static readonly AccountId Console = new("console");
    private const string Letters = "abcdefghjkmnpqrstuvwxyz23456789";

    /// <summary>
    /// A password to be read aloud and used once: 16 letters and digits that cannot be confused with each other, about 79 bits.
    /// </summary>
    public static string Draw() => string.Join('-', Enumerable.Range(0, 4).Select(_ => RandomNumberGenerator.GetString(Letters, 4)));

    public bool Any => !Known.Accounts.IsEmpty;

    /// <summary>
    /// True when anybody has signed in to one of the accounts: they are then in use, and their passwords can no longer be set from here.
    /// </summary>
    public async Task<bool> Used()
    {
        foreach (var account in Known.Accounts.Keys)
            if ((await sessions.Of(account.Key)).Count > 0)
                return true;
        return false;
    }

    /// <summary>
    /// Makes the accounts with these passwords, and closes any other that an earlier try has left. Returns the problem that prevents it;
    /// null on success.
    /// </summary>
    public async Task<Problem?> Make(IReadOnlyList<FirstAccount> wanted)
    {
        var names = wanted.Select(one => sealing.Account(one.Name)).ToList();
        foreach (var left in Known.Accounts.Values.Where(one => !one.State.Closed && !names.Contains(one.Id)))
            if (await Send(left.Id, now => new CloseAccount(new By(Console, Role.Operator), now)) is { } problem)
                return problem;
        foreach (var one in wanted)
            if (await Make(one, sealing.Account(one.Name)) is { } problem)
                return problem;
        return null;
    }

    private async Task<Problem?> Make(FirstAccount one, AccountId id)
    {
        var (known, by) = (Known.Find(id), new By(Console, Role.Operator));
        ListOf<Grant> grants = [new(one.Role, new Scope(one.Division))];
        if (known is null)
        {
            await sealing.Ensure([Names.Key(id)]);
            var contact = sealing.Seal(Names.Key(id), new AccountContact(one.Name, null, null));
            if (await Send(id, now => new AddAccount(contact, passwords.Hash(one.Password), grants, null, by, now)) is { } refused)
                return refused;
        }
        else if (await Send(id, now => new ChangeGrants(grants, null, by, now)) is { } unchanged)
            return unchanged;
        return known is null && !one.OneTime
            ? null
            : await Send(id, now => new ChangePassword(passwords.Hash(one.Password), by, now, one.OneTime));
    }

    private AccountsKnown Known => folding.Now.Of<AccountsKnown>();

    private async Task<Problem?> Send(AccountId to, Func<DateTimeOffset, Command> make)
    {
        var now = clock.Now(Entities.Live);
        return (await sending.Send(Console.Key, Entities.Account(to), make(now), clock.NewId(), "", now)).Problem;
    }
}
