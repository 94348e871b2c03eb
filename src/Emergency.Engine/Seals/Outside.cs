using Emergency.Engine.Storage;

namespace Emergency.Engine.Seals;

/// <summary>Records that lie where nobody who can write the data can write, and against which the data is held.</summary>
/// <param name="Keys">Public keys that are known to be ours.</param>
/// <param name="Anchors">Records of earlier seals, with the name of each.</param>
/// <param name="Newest">Position and digest of the newest seal that was made here.</param>
/// <param name="Installation">The installation whose anchors these must be; null where that is not asked.</param>
public sealed record Outside(
    IReadOnlyList<string> Keys,
    IReadOnlyList<(string Name, Anchor Anchor)> Anchors,
    (long UpTo, string Digest)? Newest,
    string? Installation = null
)
{
    /// <summary>The seal over the newest rows that was made here; null where none is known.</summary>
    public Seal? Tail { get; init; }

    public static readonly Outside Nothing = new([], [], null);

    /// <summary>Records beside the seal key of this machine. Throws <see cref="CannotStart"/> where a file is there and cannot be read.</summary>
    public static Outside Beside(EngineSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        if (settings.SealKey is not { } file)
            return Nothing;
        try
        {
            var keys = SealFiles.PublicOf(file);
            return new(File.Exists(keys) ? SealKey.ReadPublic(keys) : [], [], SealFiles.ReadLast(file)) { Tail = SealFiles.ReadTail(file) };
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CannotStart($"what lies beside {file} cannot be read: {e.Message}");
        }
    }
}

/// <summary>The proof that the seals of a journal give.</summary>
public sealed record Proof
{
    /// <summary>Up to this position there are only seals that anybody can compute. Nobody knows what happened to it before <see cref="SignedSince"/>.</summary>
    public long AccidentsOnly { get; init; }

    /// <summary>When the first signed seal was made.</summary>
    public DateTimeOffset? SignedSince { get; init; }

    /// <summary>Up to this position everything is under a signed seal.</summary>
    public long Signed { get; init; }

    /// <summary>The public key of the newest signed seal.</summary>
    public string? Key { get; init; }

    /// <summary>True where that key, or one that gave its turn to it, is known from outside; else the seals only agree with themselves.</summary>
    public bool Known { get; init; }

    /// <summary>Position and time of the newest anchor that fits; up to it everything is what it was then, whoever has the key now.</summary>
    public (long Position, DateTimeOffset At)? Anchored { get; init; }

    /// <summary>Seals at which a key took over without the word of the one before, though it is known.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}
