using Emergency.Domain;

namespace Emergency.Server.Infrastructure.Encryption;

/// <summary>Seals values before they enter a command and opens them for views. One data key per person, household, member, account or incident; its id is that thing's own UUID.</summary>
internal interface ISealing
{
    /// <summary>Makes keys where there are none; their rows are durable when this returns, so a command that uses them may be sent.</summary>
    ValueTask Ensure(IReadOnlyCollection<Guid> keys, CancellationToken stop = default);

    /// <summary>AES-GCM over the JSON of the value. Throws where the key was not ensured or is gone.</summary>
    Sealed Seal<T>(Guid key, T value);

    /// <summary>The value, or null where its key is gone: the person was erased.</summary>
    T? Open<T>(Sealed value)
        where T : class;

    /// <summary>Tells equal texts of one owner apart from others without saying them: HMAC-SHA256 (128 bit, hex) under a key that follows from the data key, and goes with it. Throws where the key was not ensured or is gone.</summary>
    string Mark(Guid key, string text);

    /// <summary>HMAC-SHA256 (hex) under the index key, which is never rotated: account keys, tombstones. Never of anything that then enters the journal otherwise.</summary>
    string Index(string text);
}
