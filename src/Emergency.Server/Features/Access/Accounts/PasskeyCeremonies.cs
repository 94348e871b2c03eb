using System.Buffers.Text;
using Emergency.Domain.Accounts;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Infrastructure.Keys;
using Emergency.Server.Infrastructure.Views;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Emergency.Server.Features.Accounts;

/// <summary>A passkey that has just been made, with its id among ours.</summary>
internal sealed record PasskeyMade(Guid Id, PasskeyKept Kept, long SignCount);

/// <summary>
/// Creates and verifies passkeys with ASP.NET Core Identity's handler, over the accounts of this installation. A passkey belongs to one
/// host name and needs https, or this machine itself.
/// </summary>
internal sealed class PasskeyCeremonies : IDisposable
{
    private readonly ISealing _sealing;
    private readonly Keyring _keyring;
    private readonly UserManager<AccountKnown> _users;
    private readonly PasskeyHandler<AccountKnown> _handler;

    public PasskeyCeremonies(Folding folding, ISealing sealing, Keyring keyring)
    {
        (_sealing, _keyring) = (sealing, keyring);
        _users = new(
            new PasskeyUsers(folding, sealing),
            Options.Create(new IdentityOptions()),
            new PasswordHasher<AccountKnown>(),
            [],
            [],
            new UpperInvariantLookupNormalizer(),
            new IdentityErrorDescriber(),
            null!,
            NullLogger<UserManager<AccountKnown>>.Instance
        );
        // The password is asked for as well, so a key without a fingerprint sensor is enough.
        _handler = new(
            _users,
            Options.Create(new IdentityPasskeyOptions { UserVerificationRequirement = "preferred", ValidateOrigin = OfThisHost })
        );
    }

    // The scheme is not compared, because a proxy in front may use https.
    private static ValueTask<bool> OfThisHost(PasskeyOriginValidationContext asked) =>
        ValueTask.FromResult(
            !asked.CrossOrigin
                && Uri.TryCreate(asked.Origin, UriKind.Absolute, out var origin)
                && string.Equals(origin.Authority, asked.HttpContext.Request.Host.Value, StringComparison.OrdinalIgnoreCase)
        );

    /// <summary>Options for a device that makes a new passkey for this account. Devices that already have one decline.</summary>
    public async Task<PasskeyQuestion> AskNew(AccountKnown account, DateTimeOffset now, HttpContext context)
    {
        var name = account.Name ?? "";
        var entity = new PasskeyUserEntity
        {
            Id = account.Id.Key,
            Name = name,
            DisplayName = account.Contact?.Person ?? name,
        };
        var asked = await _handler.MakeCreationOptionsAsync(entity, context);
        return new(asked.CreationOptionsJson, Turn(PasskeyTurn.New, account, now, asked.AttestationState));
    }

    /// <summary>Options for a proof by one of the account's passkeys.</summary>
    public async Task<PasskeyQuestion> Ask(AccountKnown account, DateTimeOffset now, HttpContext context)
    {
        var asked = await _handler.MakeRequestOptionsAsync(account, context);
        return new(asked.RequestOptionsJson, Turn(PasskeyTurn.Prove, account, now, asked.AssertionState));
    }

    /// <summary>The passkey that a device has made; null where the answer fits no question of ours or proves no key.</summary>
    /// <param name="called">Name given by its owner.</param>
    public async Task<PasskeyMade?> Made(AccountKnown account, PasskeyAnswer answer, string called, DateTimeOffset now, HttpContext context)
    {
        if (PasskeyTurn.Parse(answer.Turn, PasskeyTurn.New, account.Id, _keyring, now) is not { } turn)
            return null;
        var made = await _handler.PerformAttestationAsync(
            new()
            {
                HttpContext = context,
                CredentialJson = answer.Credential!,
                AttestationState = turn.State,
            }
        );
        if (!made.Succeeded || made.UserEntity.Id != account.Id.Key)
            return null;
        var passkey = made.Passkey;
        var kept = new PasskeyKept(
            Base64Url.EncodeToString(passkey.CredentialId),
            Base64Url.EncodeToString(passkey.PublicKey),
            called,
            [.. passkey.Transports ?? []],
            passkey.IsUserVerified,
            passkey.IsBackupEligible,
            passkey.IsBackedUp
        );
        return new(PasskeyUsers.IdOf(_sealing, passkey.CredentialId), kept, passkey.SignCount);
    }

    /// <summary>Verifies an answer and returns the command that uses it up; null where it proves nothing for this account.</summary>
    public async Task<UsePasskey?> Proof(AccountKnown account, PasskeyAnswer answer, DateTimeOffset now, HttpContext context)
    {
        if (!answer.IsThere || PasskeyTurn.Parse(answer.Turn, PasskeyTurn.Prove, account.Id, _keyring, now) is not { } turn)
            return null;
        var proved = await _handler.PerformAssertionAsync(
            new()
            {
                HttpContext = context,
                CredentialJson = answer.Credential!,
                AssertionState = turn.State,
            }
        );
        return proved.Succeeded && proved.User.Id == account.Id
            ? new UsePasskey(PasskeyUsers.IdOf(_sealing, proved.Passkey.CredentialId), proved.Passkey.SignCount, turn.At, now)
            : null;
    }

    private string Turn(string what, AccountKnown account, DateTimeOffset now, string? state) =>
        new PasskeyTurn(what, account.Id, now, state ?? "").Text(_keyring);

    public void Dispose() => _users.Dispose();
}
