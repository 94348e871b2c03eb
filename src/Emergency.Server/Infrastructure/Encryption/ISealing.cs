using Emergency.Domain;

namespace Emergency.Server.Infrastructure.Encryption;

/// <summary>
/// Seals values before they enter a command and opens them for views. Each person, household, member, account or incident has one data key,
/// whose id is that thing's own UUID.
/// </summary>
internal interface ISealing
{
    /// <summary>Makes missing keys. Their rows are durable when this returns, so that a command that uses them can be sent.</summary>
    ValueTask Ensure(IReadOnlyCollection<Guid> keys, CancellationToken stop = default);

    /// <summary>Encrypts the value's JSON with AES-GCM. Throws where the key was not ensured or is gone.</summary>
    Sealed Seal<T>(Guid key, T value);

    /// <summary>Opens a value; null where its key is gone because the person was erased.</summary>
    T? Open<T>(Sealed value)
        where T : class;

    /// <summary>
    /// Marks equal texts of one owner with equal marks that do not disclose them: HMAC-SHA256 (128 bit, hex) under a key derived from the
    /// data key, which goes with it. Throws where the key was not ensured or is gone.
    /// </summary>
    string Mark(Guid key, string text);

    /// <summary>
    /// Returns an HMAC-SHA256 (hex) under the index key, which is never rotated: for account keys and tombstones. Never for a text that
    /// also enters the journal in another form.
    /// </summary>
    string Index(string text);
}
