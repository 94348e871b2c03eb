using System.Collections.Immutable;

namespace Emergency.Domain;

/// <summary>Which import wrote the newest value of a row, and what stood there before (null where the row was new). Files that touched the same row lie on each other, so that undoing them one by one leads back. A row that was changed by hand since is no import's any more.</summary>
public sealed record Imported<T>(ImportId Import, T? Before, Imported<T>? Earlier)
    where T : class
{
    public static Imported<T>? After(Imported<T>? known, T? before, T now, ImportId? import) =>
        import is { } file ? (known?.Import == file ? known : new(file, before, known))
        : now.Equals(known?.Before) ? known.Earlier
        : null;
}

/// <summary>One of several parts of what an import wrote, by id: so that undoing a large file stays below 1 MB a command. The parts may be undone in any order.</summary>
public sealed record Slice(int Part, int Parts)
{
    public bool Holds(Guid id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes);
        return Parts <= 1 || (BitConverter.ToUInt32(bytes[12..]) ^ BitConverter.ToUInt32(bytes)) % (uint)Parts == (uint)Part;
    }
}

/// <summary>What is common to all registers that files are read into.</summary>
public static class Imported
{
    /// <summary>The rows of a file that say something new, the last of each id.</summary>
    public static IEnumerable<T> News<TId, T>(IEnumerable<T> rows, Func<T, TId> id, Func<TId, T?> known)
        where T : class => rows.GroupBy(id).Select(same => same.Last()).Where(row => !row.Equals(known(id(row))));

    public static ImmutableDictionary<TId, Imported<T>> Remember<TId, T>(
        this ImmutableDictionary<TId, Imported<T>> memory,
        TId id,
        T? before,
        T now,
        ImportId? import
    )
        where TId : notnull
        where T : class =>
        Imported<T>.After(memory.GetValueOrDefault(id), before, now, import) is { } origin ? memory.SetItem(id, origin) : memory.Remove(id);

    /// <summary>The rows whose newest value is still this import's, each with what stood there before.</summary>
    public static IEnumerable<(TId Id, T? Before)> Of<TId, T>(this ImmutableDictionary<TId, Imported<T>> memory, ImportId import)
        where TId : notnull
        where T : class => memory.Where(row => row.Value.Import == import).Select(row => (row.Key, row.Value.Before));
}
