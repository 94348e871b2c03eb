using System.Security.Cryptography;

namespace Emergency.Engine;

/// <summary>A row of table attachment without its bytes. <paramref name="Key"/> is the id of the data key that sealed them, <paramref name="Hash"/> the SHA-256 (hex) of what is stored, <paramref name="Made"/> Unix seconds.</summary>
public sealed record AttachmentLabel(Guid Id, Guid Key, string Hash, long Size, long Made);

/// <summary>A row of table attachment: a file as it was sealed. The journal says of whom it is, and of which kind.</summary>
public sealed record AttachmentRow(AttachmentLabel Label, ReadOnlyMemory<byte> Bytes)
{
    public static AttachmentRow Of(Guid id, Guid key, ReadOnlyMemory<byte> bytes, DateTimeOffset made) =>
        new(new(id, key, HashOf(bytes.Span), bytes.Length, made.ToUnixTimeSeconds()), bytes);

    /// <summary>True where the bytes are those that were stored.</summary>
    public bool Whole => Label.Size == Bytes.Length && Label.Hash == HashOf(Bytes.Span);

    private static string HashOf(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}

/// <summary>
/// Sealed files, in rows beside the journal that all nodes share; backups hold them and checks look at each. A file is durable when the call returns, and whole or not there.
/// Throws <see cref="NotKept"/> where rows cannot be asked or written; each call may be repeated.
/// </summary>
public interface IAttachments
{
    /// <summary>Adds one; where its id is there, what was there stays. Gives what stands there now.</summary>
    ValueTask<AttachmentLabel> Add(AttachmentRow attachment, CancellationToken stop = default);

    /// <summary>The row; null where there is none.</summary>
    ValueTask<AttachmentRow?> Find(Guid id, CancellationToken stop = default);

    /// <summary>All of them, without their bytes.</summary>
    ValueTask<IReadOnlyList<AttachmentLabel>> All(CancellationToken stop = default);

    /// <summary>Removes rows; their bytes are overwritten in the file where the database can do that.</summary>
    ValueTask Remove(IReadOnlyCollection<Guid> ids, CancellationToken stop = default);

    /// <summary>Removes what was sealed under these keys, as <see cref="Remove"/> does.</summary>
    ValueTask RemoveUnder(IReadOnlyCollection<Guid> keys, CancellationToken stop = default);
}
