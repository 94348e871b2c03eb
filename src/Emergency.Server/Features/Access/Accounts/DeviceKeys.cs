using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Emergency.Domain;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Keys;

namespace Emergency.Server.Features.Accounts;

/// <summary>
/// Keys that open the lock of an account's phone while its session holds: 32 bytes, the same for all devices of the account and as long as
/// the installation keeps its keys. A phone never stores its key.
/// </summary>
internal sealed class DeviceKeys(Keyring keyring, Settings settings)
{
    /// <summary>True when phones store no data before their owner has set a lock.</summary>
    public bool LockRequired => settings.PhoneLockRequired;

    /// <summary>Key of an account, as base64url.</summary>
    public string Of(AccountId account) =>
        Base64Url.EncodeToString(HMACSHA256.HashData(keyring.IndexKey, Encoding.UTF8.GetBytes($"device key of {account}")));
}
