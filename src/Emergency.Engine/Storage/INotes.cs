namespace Emergency.Engine.Storage;

/// <summary>A promise about all rows above <paramref name="After"/> up to and including <paramref name="UpTo"/>. <paramref name="Hash"/> is lower-case hex, <paramref name="Created"/> UTC in .NET ticks.</summary>
public sealed record Seal(long After, long UpTo, long Rows, string Hash, long Created);

/// <summary>The notes beside the journal: tables about, duty, progress and seal.</summary>
public interface INotes : IHolding
{
    ValueTask<IReadOnlyDictionary<string, string>> ReadAbout(CancellationToken stop);

    /// <summary>Sets several values together; null removes a name.</summary>
    ValueTask WriteAbout(IReadOnlyDictionary<string, string?> values, CancellationToken stop);

    /// <summary>The position up to which a reader has come, null where it is unknown.</summary>
    ValueTask<long?> ReadProgress(string reader, CancellationToken stop);
    ValueTask WriteProgress(string reader, long done, CancellationToken stop);

    /// <summary>The seal with the highest position, null where there is none.</summary>
    ValueTask<Seal?> LastSeal(CancellationToken stop);

    /// <summary>Adds a seal. False where another node has sealed from the same position before.</summary>
    ValueTask<bool> WriteSeal(Seal seal, CancellationToken stop);

    /// <summary>From now on no position up to and including this one is given out: what was lost above the database's end keeps its place.</summary>
    ValueTask SkipPositions(long upTo, CancellationToken stop);
}

/// <summary>An open database: journal, notes, sessions and attachments. Disposing closes it; the writer must have ended before.</summary>
public interface IDatabase : IAsyncDisposable
{
    IJournal Journal { get; }
    INotes Notes { get; }
    ISessions Sessions { get; }
    IAttachments Attachments { get; }

    /// <summary>For an engine that stores rows by connections of its own.</summary>
    IBeside Beside => IBeside.Nobody;

    /// <summary>Product and version, for the log.</summary>
    string Version { get; }

    /// <summary>Ends with the process's exit code when nothing can be stored any more.</summary>
    Task<int> Broken { get; }

    /// <summary>Failures beside the storing that are tried again, with the reason; null where there are none.</summary>
    (string What, Exception Why)? Failing => null;

    /// <summary>Tries again what <see cref="Failing"/> names. Does not throw.</summary>
    void TryAgain() { }
}
