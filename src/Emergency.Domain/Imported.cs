using System.Collections.Immutable;

namespace Emergency.Domain;

/// <summary>Import that wrote the newest value of a row, and the value before it (null where the row was new). Files that touched the same
/// row are stacked, so that undoing them one by one leads back. A row changed by hand since then belongs to no import.</summary>
public sealed record Imported<T>(ImportId Import, T? Before, Imported<T>? Earlier)
    where T : class
{
    public static Imported<T>? After(Imported<T>? known, T? before, T now, ImportId? import) =>
        import is { } file ? (known?.Import == file ? known : new(file, before, known))
        : now.Equals(known?.Before) ? known.Earlier
        : null;
}

/// <summary>Part of the rows an import wrote, chosen by id, so that undoing a large file stays below 1 MB a command. The parts can be
/// undone in any order.</summary>
public sealed record Slice(int Part, int Parts)
{
    public bool Holds(Guid id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes);
        return Parts <= 1 || (BitConverter.ToUInt32(bytes[12..]) ^ BitConverter.ToUInt32(bytes)) % (uint)Parts == (uint)Part;
    }
}

/// <summary>Functions common to all registers that are filled from files.</summary>
public static class Imported
{
    /// <summary>Returns the rows of a file that differ from the known ones; of rows with the same id only the last.</summary>
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

    /// <summary>Returns the rows whose newest value is still this import's, each with the value before it.</summary>
    public static IEnumerable<(TId Id, T? Before)> Of<TId, T>(this ImmutableDictionary<TId, Imported<T>> memory, ImportId import)
        where TId : notnull
        where T : class => memory.Where(row => row.Value.Import == import).Select(row => (row.Key, row.Value.Before));
}
