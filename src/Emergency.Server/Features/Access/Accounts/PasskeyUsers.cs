using System.Buffers.Text;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Infrastructure.Views;
using Microsoft.AspNetCore.Identity;

namespace Emergency.Server.Features.Accounts;

/// <summary>
/// The accounts as a store for Identity's passkey handler. It writes nothing: passkeys are added, used and removed by events of their
/// account.
/// </summary>
internal sealed class PasskeyUsers(Folding folding, ISealing sealing) : IUserPasskeyStore<AccountKnown>
{
    /// <summary>Our own id of a passkey, because the journal must not contain a credential's id in the open.</summary>
    public static Guid IdOf(ISealing sealing, byte[] credential) =>
        Derived.Id(Guid.Empty, sealing.Index($"passkey {Base64Url.EncodeToString(credential)}"));

    public static UserPasskeyInfo Info(PasskeyKept kept, long signCount, DateTimeOffset since) =>
        new(
            Base64Url.DecodeFromChars(kept.Id),
            Base64Url.DecodeFromChars(kept.PublicKey),
            since,
            (uint)signCount,
            [.. kept.Transports],
            kept.Verified,
            kept.BackupEligible,
            kept.BackedUp,
            [],
            []
        );

    public Task<string> GetUserIdAsync(AccountKnown user, CancellationToken cancellationToken) => Task.FromResult(user.Id.Key);

    public Task<string?> GetUserNameAsync(AccountKnown user, CancellationToken cancellationToken) => Task.FromResult(user.Name);

    public Task<AccountKnown?> FindByIdAsync(string userId, CancellationToken cancellationToken) =>
        Task.FromResult(Accounts.Find(new(userId)));

    public Task<IList<UserPasskeyInfo>> GetPasskeysAsync(AccountKnown user, CancellationToken cancellationToken) =>
        Task.FromResult<IList<UserPasskeyInfo>>([.. user.State.Passkeys.Keys.Select(id => Of(user, id)).OfType<UserPasskeyInfo>()]);

    public Task<AccountKnown?> FindByPasskeyIdAsync(byte[] credentialId, CancellationToken cancellationToken)
    {
        var id = IdOf(sealing, credentialId);
        return Task.FromResult(Accounts.Accounts.Values.FirstOrDefault(account => account.State.Passkeys.ContainsKey(id)));
    }

    public Task<UserPasskeyInfo?> FindPasskeyAsync(AccountKnown user, byte[] credentialId, CancellationToken cancellationToken) =>
        Task.FromResult(Of(user, IdOf(sealing, credentialId)));

    private UserPasskeyInfo? Of(AccountKnown user, Guid id) =>
        user.State.Passkeys.TryGetValue(id, out var passkey) && sealing.Open<PasskeyKept>(passkey.Kept) is { } kept
            ? Info(kept, passkey.SignCount, passkey.Since)
            : null;

    private AccountsKnown Accounts => folding.Now.Of<AccountsKnown>();

    public Task AddOrUpdatePasskeyAsync(AccountKnown user, UserPasskeyInfo passkey, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task RemovePasskeyAsync(AccountKnown user, byte[] credentialId, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task SetUserNameAsync(AccountKnown user, string? userName, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<string?> GetNormalizedUserNameAsync(AccountKnown user, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task SetNormalizedUserNameAsync(AccountKnown user, string? normalizedName, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<IdentityResult> CreateAsync(AccountKnown user, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IdentityResult> UpdateAsync(AccountKnown user, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IdentityResult> DeleteAsync(AccountKnown user, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<AccountKnown?> FindByNameAsync(string normalizedUserName, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public void Dispose() { }
}
