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

/// <summary>One of the first two accounts.</summary>
/// <param name="OneTime">Somebody else may have seen the password: its owner chooses another one at the first sign-in.</param>
/// <param name="Drawn">Nobody has seen it yet.</param>
internal sealed record FirstAccount(string Name, Role Role, string Division, string Password, bool OneTime, bool Drawn);

/// <summary>Makes the first accounts, or makes them whole where an earlier try was cut off.</summary>
internal sealed class FirstAccounts(
    Folding folding,
    Sending sending,
    ISealing sealing,
    Passwords passwords,
    Engine.ISessions sessions,
    Clock clock
)
{
    /// <summary>Who does what nobody has signed in for.</summary>
    public static readonly AccountId Console = new("console");
    private const string Letters = "abcdefghjkmnpqrstuvwxyz23456789";

    /// <summary>A password to be read aloud and used once: 16 letters and digits that are not taken for one another, about 79 bits.</summary>
    public static string Draw() => string.Join('-', Enumerable.Range(0, 4).Select(_ => RandomNumberGenerator.GetString(Letters, 4)));

    public bool Any => !Known.Accounts.IsEmpty;

    /// <summary>Whether anybody has signed in to one of the accounts: then they are theirs, and nobody sets their passwords from here.</summary>
    public async Task<bool> Used()
    {
        foreach (var account in Known.Accounts.Keys)
            if ((await sessions.Of(account.Key)).Count > 0)
                return true;
        return false;
    }

    /// <summary>What hinders it; null when these accounts are there with these passwords, and no other that an earlier try has left.</summary>
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
