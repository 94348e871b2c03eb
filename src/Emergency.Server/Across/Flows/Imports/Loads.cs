using Emergency.Domain;
using Emergency.Engine;
using Emergency.Server.Across.Imports.Reading.Tables;

namespace Emergency.Server.Across.Imports;

/// <summary>Commands from a file: the keys that must exist first, then commands of at most 500 rows, one entity each.</summary>
internal abstract record Loads
{
    public abstract IEnumerable<Guid> Keys { get; }

    /// <summary>
    /// Makes the commands after the keys are there: sealing happens here. The name is stable over retries, whatever has been written
    /// meanwhile.
    /// </summary>
    public abstract IEnumerable<(EntityId To, string Division, string Name, Command Command, int Rows)> Commands();

    /// <summary>The same commands with one row each, to find out which row an entity refuses.</summary>
    public abstract IEnumerable<(EntityId To, Origin Row, Command Command)> Singly();

    /// <summary>The loads without some rows.</summary>
    public abstract Loads Without(IReadOnlySet<Origin> rows);
}

/// <summary>Place in a file from which a value comes.</summary>
internal readonly record struct Origin(string? Sheet, int Row)
{
    public static Origin Of(RegisterRow row) => new(row.Sheet, row.Row);
}

/// <summary>Rows of one kind. A piece whose fact is null repeats a known record and is left out.</summary>
internal sealed record Loads<T>(Func<string, EntityId> To, Func<ListOf<T>, Command> Make, IReadOnlyList<Piece<T>> Pieces, int Most = 500)
    : Loads
    where T : class
{
    /// <summary>Distinguishes loads of one kind for one division, where each row is an entity of its own.</summary>
    public string Named { get; init; } = "";

    public override IEnumerable<Guid> Keys => Pieces.Where(piece => piece.Key is not null).Select(piece => piece.Key!.Value).Distinct();

    public override IEnumerable<(EntityId, string, string, Command, int)> Commands()
    {
        foreach (var division in Pieces.GroupBy(piece => piece.Division, StringComparer.Ordinal))
        foreach (var (chunk, number) in division.Chunk(Most).Select((chunk, number) => (chunk, number)))
        {
            // Cut before unchanged rows are left out: a retry after half the work cuts at the same places.
            var facts = ListOf.From(chunk.Select(piece => piece.Fact()).OfType<T>());
            if (facts.Count > 0)
                yield return (
                    To(division.Key),
                    division.Key,
                    FormattableString.Invariant($"{typeof(T).Name}/{division.Key}/{Named}/{number}"),
                    Make(facts),
                    facts.Count
                );
        }
    }

    public override IEnumerable<(EntityId, Origin, Command)> Singly()
    {
        foreach (var piece in Pieces)
            if (piece.Fact() is { } fact)
                yield return (To(piece.Division), piece.From, Make([fact]));
    }

    public override Loads Without(IReadOnlySet<Origin> rows) =>
        this with
        {
            Pieces = [.. Pieces.Where(piece => !rows.Contains(piece.From))],
        };
}

/// <param name="Division">Code of the division whose entity takes it.</param>
/// <param name="Key">Data key that must exist before the fact is sealed.</param>
internal sealed record Piece<T>(string Division, Guid? Key, Origin From, Func<T?> Fact)
    where T : class;
