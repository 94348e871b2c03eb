namespace Emergency.Engine.Storage;

/// <summary>A row with the columns that nobody but a check reads.</summary>
public readonly record struct CheckedRow(Row Row, bool Deleted, int Identifier);

/// <summary>An unchanging view of a whole database, for checks and copies beside a running server.</summary>
public interface ISnapshot : IAsyncDisposable
{
    /// <summary>All rows above a position, in position order. Only one reader at a time. Throws <see cref="Entities.BrokenEnvelope"/> where the database's own pages are damaged.</summary>
    IAsyncEnumerable<CheckedRow> Rows(long after, CancellationToken stop);

    /// <summary>All seals in position order.</summary>
    ValueTask<IReadOnlyList<Seal>> Seals(CancellationToken stop);
    ValueTask<IReadOnlyDictionary<string, string>> About(CancellationToken stop);

    /// <summary>All rows of table attachment, one at a time; none where an earlier program made the database. Throws as <see cref="Rows"/> does.</summary>
    IAsyncEnumerable<AttachmentRow> Attachments(CancellationToken stop);

    /// <summary>The position up to which each reader had come.</summary>
    ValueTask<IReadOnlyDictionary<string, long>> Progress(CancellationToken stop);

    /// <summary>The newest position, 0 where there is none.</summary>
    ValueTask<long> Head(CancellationToken stop);

    /// <summary>The highest position that was ever given out; 0 where the database does not say so, or leaves holes by itself.</summary>
    ValueTask<long> Given(CancellationToken stop);

    /// <summary>The first thing the database itself finds wrong in its pages and indexes; null where there is nothing, or where it has no such check.</summary>
    ValueTask<string?> Damage(CancellationToken stop);
}
