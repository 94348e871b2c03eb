using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Emergency.Domain;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Keys;

namespace Emergency.Server.Features.Accounts;

/// <summary>What opens the lock of an account's phone while its session holds: 32 bytes, the same for all its devices and as long as the installation keeps its keys. A phone never stores it.</summary>
internal sealed class DeviceKeys(Keyring keyring, Settings settings)
{
    /// <summary>Whether phones keep nothing of what they read before their owner has set a lock.</summary>
    public bool LockRequired => settings.PhoneLockRequired;

    /// <summary>As base64url.</summary>
    public string Of(AccountId account) =>
        Base64Url.EncodeToString(HMACSHA256.HashData(keyring.IndexKey, Encoding.UTF8.GetBytes($"device key of {account}")));
}
