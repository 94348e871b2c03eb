using Emergency.Domain;
using Emergency.Domain.Accounts;
using Emergency.Server.Features.Accounts.Managing;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Dispatch;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Infrastructure.Keys;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Accounts.Outside;

/// <summary>
/// Signs in people whom the issuer names and who have an account here; makes an account only where the operator's file says so.
/// </summary>
internal sealed class OutsideSignIn(
    Settings settings,
    OutsideIssuer issuer,
    Folding folding,
    Sending sending,
    SigningIn signingIn,
    SecondFactors factors,
    Passwords passwords,
    ISealing sealing,
    Keyring keyring,
    Clock clock
)
{
    /// <summary>Actor of accounts that no person of this installation makes.</summary>
    private static readonly By Issuer = new(new("issuer"), Role.Operator);
    private const int Remembered = 10_000;

    /// <summary>Code of the problem that the browser came back without a turn that it began here, or with a used one.</summary>
    public const string Stale = "outside.stale";
    private readonly OutsideMapping? _mapping = settings.Oidc.Mapping is { } file ? OutsideMapping.Read(file, settings) : null;
    private readonly Lock _gate = new();
    private readonly Dictionary<string, DateTimeOffset> _used = new(StringComparer.Ordinal);

    public bool On => _mapping is not null;

    /// <summary>Begins a turn: returns the address for the browser, and the turn that it must bring back.</summary>
    public async Task<(Uri? Address, string? Turn, Problem? Problem)> Begin(Uri back, CancellationToken stop)
    {
        var turn = OutsideTurn.Begin(clock.Now(Entities.Live));
        var (address, problem) = await issuer.Address(turn.State(keyring), turn.Nonce(keyring), turn.Challenge(keyring), back, stop);
        return (address, turn.Text(keyring), problem);
    }

    /// <summary>Begins the session of a person who came back, or returns the problem.</summary>
    /// <param name="cookie">The turn that this browser began with.</param>
    public async Task<(Entered? Entered, Problem? Problem)> Finish(
        string? cookie,
        string code,
        string state,
        Uri back,
        HttpContext context,
        CancellationToken stop
    )
    {
        if (
            OutsideTurn.Parse(cookie, keyring, clock.Now(Entities.Live)) is not { } turn
            || !OutsideTurn.Same(state, turn.State(keyring))
            || !Uses(turn)
        )
            return (null, new(Stale, []));
        var (person, problem) = await issuer.Person(code, turn.Verifier(keyring), turn.Nonce(keyring), back, stop);
        if (person is null)
            return (null, problem);
        var name = person.Of(_mapping!.Account)?.Trim();
        if (name is null || AccountWish.NameFaults(name).Any())
            return (null, NoAccount(name));
        var id = sealing.Account(name);
        var account = (await folding.Newest(stop)).Of<AccountsKnown>().Find(id);
        if (account is null)
        {
            if (await Make(id, name, person, stop) is { } unmade)
                return (null, unmade);
            account = folding.Now.Of<AccountsKnown>().Find(id);
        }
        // Codes are asked for beside a password only, so accounts with a second factor sign in that way.
        if (account!.State.Factor is not null || factors.Required(account.Grants))
            return (null, new("outside.needs-factor", []));
        return await signingIn.Outside(id, context, stop);
    }

    /// <summary>Makes an account from the issuer's claims. Null where it is made, also by another node, otherwise the problem.</summary>
    private async Task<Problem?> Make(AccountId id, string name, OutsidePerson person, CancellationToken stop)
    {
        var grants = _mapping!.Create ? _mapping.Grants(person.Claims) : [];
        if (grants.Count == 0)
            return NoAccount(name);
        var (key, called) = (Names.Key(id), person.Of(_mapping.Person)?.Trim());
        var known = new AccountWish(name, null, called, null, grants, null)
            .Faults()
            .Any(fault => fault.StartsWith("$.person", StringComparison.Ordinal));
        await sealing.Ensure([key], stop);
        var contact = sealing.Seal(key, new AccountContact(name, known ? null : called, null));
        // Nobody knows this password: without the issuer nobody signs in before an operator has a new one chosen.
        var add = new AddAccount(contact, passwords.Hash(OutsideTurn.Begin(default).Id), grants, null, Issuer, clock.Now(Entities.Live));
        var sent = await signingIn.Seen(
            await sending.Send(Issuer.Account.Key, Entities.Account(id), add, clock.NewId(), "", add.At, stop: stop),
            stop
        );
        if (sent.Accepted)
            return null;
        return sent.Problem!.Code == Account.Taken.Text && (await folding.Newest(stop)).Of<AccountsKnown>().Find(id) is not null
            ? null
            : sent.Problem;
    }

    private static Problem NoAccount(string? name) => new("outside.no-account", [name ?? "–"]);

    /// <summary>True when this turn was not used before on this node. The issuer accepts no code twice, whichever node asks.</summary>
    private bool Uses(OutsideTurn turn)
    {
        lock (_gate)
        {
            var now = clock.Now(Entities.Live);
            if (_used.Count >= Remembered)
                foreach (var old in _used.Where(one => one.Value <= now).Select(one => one.Key).ToList())
                    _used.Remove(old);
            return _used.TryAdd(turn.Id, turn.Until);
        }
    }
}
