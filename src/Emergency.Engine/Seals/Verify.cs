using System.Globalization;
using System.Security.Cryptography;
using Emergency.Engine.Databases;
using Emergency.Engine.Entities;
using Emergency.Engine.Schema;
using Emergency.Engine.Storage;

namespace Emergency.Engine.Seals;

/// <summary>The findings of a check of the whole journal. <paramref name="Broken"/> names the first broken link; <paramref name="Lost"/> the ranges of positions that were acknowledged and are gone; <paramref name="Unsealed"/> counts rows above the last seal.</summary>
public sealed record Verification(long Rows, long Last, long Head, long Unsealed, string? Broken, IReadOnlyList<string> Lost)
{
    /// <summary>Parts that should be there beside the rows and are not: file head, seals.</summary>
    public IReadOnlyList<string> Missing { get; init; } = [];

    /// <summary>The position up to which there are seals; 0 where there is none.</summary>
    public long Sealed { get; init; }

    /// <summary>The proof that the seals give, and against whom.</summary>
    public Proof Proof { get; init; } = new();

    /// <summary>Everything that was acknowledged is there and is what it was, as far as <see cref="Proof"/> goes.</summary>
    public bool Whole => Broken is null && Lost.Count == 0 && Missing.Count == 0;
}

/// <summary>Checks head, seals, chains, columns and indexes of a journal on its stored bytes, beside a running server too.</summary>
public static class Verify
{
    public static Task<Verification> Run(EngineSettings settings, CancellationToken stop = default) =>
        Run(settings, Outside.Beside(settings), stop);

    /// <summary>Checks a journal against what is kept outside of it.</summary>
    public static async Task<Verification> Run(EngineSettings settings, Outside outside, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(settings);
        // Head first: what is acknowledged after this line may be above it, never the other way round.
        var head = HeadFile.Read(settings.Data);
        // Somebody who verifies a PostgreSQL journal from elsewhere has no data folder.
        var kept = HeadFile.Exists(settings.Data) || (settings.Postgres && !Directory.Exists(settings.Data));
        await using var snapshot = await Database.Snapshot(settings, stop);
        var found = await Check(snapshot, head, outside, stop);
        return kept || found.Rows == 0
            ? found
            : found with
            {
                Missing = [.. found.Missing, $"file head in {settings.Data}: nobody can tell whether the end of the journal was cut off"],
            };
    }

    public static Task<Verification> Check(ISnapshot snapshot, long head, CancellationToken stop = default) =>
        Check(snapshot, head, Outside.Nothing, stop);

    /// <summary>Checks an open snapshot against the position that file head named before it was opened.</summary>
    public static async Task<Verification> Check(ISnapshot snapshot, long head, Outside outside, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        ArgumentNullException.ThrowIfNull(outside);
        var about = await snapshot.About(stop);
        var lost = about
            .Where(entry => entry.Key.StartsWith(Layout.LostName, StringComparison.Ordinal))
            .Select(entry => $"{entry.Key[Layout.LostName.Length..]}-{entry.Value}")
            .ToList();
        var seals = TailSeal.Behind(await snapshot.Seals(stop), about, outside.Tail);
        using var links = new Links(seals);
        try
        {
            await foreach (var row in snapshot.Rows(0, stop))
            {
                links.Add(row);
                if (links.Broken is not null)
                    break;
            }
            links.End();
            if (links.Broken is null && await snapshot.Damage(stop) is { } damage)
                links.Unreadable(damage);
        }
        catch (BrokenEnvelope e)
        {
            links.Unreadable(e.Message);
        }
        var changed = links.Broken is null ? await Changed(snapshot, stop) : [];
        var top = Math.Max(head, await snapshot.Given(stop));
        if (
            links.Broken is null
            && top > links.Last
            && !lost.Exists(range => range.EndsWith(string.Create(CultureInfo.InvariantCulture, $"-{top}"), StringComparison.Ordinal))
        )
            lost.Add($"{links.Last + 1}-{top}");
        var sealing = SealCheck.Run(seals, outside, links.Last);
        return new(links.Rows, links.Last, head, links.Unsealed, links.Broken ?? sealing.Broken, lost)
        {
            Missing = [.. sealing.Missing, .. links.Unpromised, .. changed],
            Sealed = seals.Count == 0 ? 0 : seals[^1].UpTo,
            Proof = sealing.Proof,
        };
    }

    // Said, and no hindrance: of a journal with one damaged picture there must still be a backup.
    private static async Task<IReadOnlyList<string>> Changed(ISnapshot snapshot, CancellationToken stop)
    {
        var said = new List<string>();
        try
        {
            await foreach (var attachment in snapshot.Attachments(stop))
                if (!attachment.Whole)
                    said.Add($"attachment {attachment.Label.Id}: its bytes are not those that were stored");
        }
        catch (BrokenEnvelope e)
        {
            said.Add($"attachments: {e.Message}");
        }
        return said;
    }

    private sealed class Links(IReadOnlyList<Seal> seals) : IDisposable
    {
        private static readonly TimeSpan TwoDays = TimeSpan.FromDays(2);
        private readonly Dictionary<string, (long Sequence, string Hash)> _streams = new(StringComparer.Ordinal);
        private readonly IncrementalHash _sealing = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        private int _seal;
        private long _sealedRows;
        private (long Position, long Created)? _oldest;
        private long _newest;

        public long Rows { get; private set; }
        public long Last { get; private set; }
        public long Unsealed { get; private set; }
        public string? Broken { get; private set; }

        public void Add(in CheckedRow checkedRow)
        {
            var row = checkedRow.Row;
            Broken = Columns(checkedRow) ?? Link(row) ?? SealUpTo(row.Ordering - 1);
            if (Broken is not null)
                return;
            Rows++;
            Last = row.Ordering;
            if (_seal < seals.Count)
            {
                Sealer.Add(_sealing, row, SignedSeal.Of(seals[_seal]) is not null);
                _sealedRows++;
            }
            else
            {
                Unsealed++;
                _oldest ??= (row.Ordering, row.Created);
                _newest = Math.Max(_newest, row.Created);
            }
        }

        /// <summary>A seal that should be there: one is made at least once a day.</summary>
        public IEnumerable<string> Unpromised =>
            _oldest is { } oldest && _newest - oldest.Created > TwoDays.Ticks
                ?
                [
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"seals from position {oldest.Position} on: what was written at {new DateTime(oldest.Created, DateTimeKind.Utc):yyyy-MM-dd HH:mm} UTC has none, though more was written over two days later"
                    ),
                ]
                : [];

        /// <summary>The next row cannot be read.</summary>
        public void Unreadable(string why) => Broken = $"after position {Last}: {why}";

        /// <summary>No more rows: what is left of the seals must fit.</summary>
        public void End() => Broken ??= SealUpTo(long.MaxValue);

        private static string? Columns(in CheckedRow row) =>
            row switch
            {
                { Deleted: true } => $"position {row.Row.Ordering}: marked as deleted",
                { Identifier: not Layout.Identifier } => $"position {row.Row.Ordering}: written by serializer {row.Identifier}",
                _ => null,
            };

        private string? Link(in Row row)
        {
            var (sequence, hash) = _streams.GetValueOrDefault(row.Stream, (0, ""));
            try
            {
                if (row.Sequence != sequence + 1)
                    return $"position {row.Ordering}: {row.Stream} goes from sequence {sequence} to {row.Sequence}";
                var opened = Envelope.Open(row.Stream, row.Sequence, row.Form, row.Message);
                if (opened.Previous != hash)
                    return $"position {row.Ordering}: {row.Stream} {row.Sequence} does not follow its predecessor";
                _streams[row.Stream] = (row.Sequence, opened.Hash);
                return null;
            }
            catch (BrokenEnvelope e)
            {
                return $"position {row.Ordering}: {e.Message}";
            }
        }

        private string? SealUpTo(long position)
        {
            while (_seal < seals.Count && seals[_seal].UpTo <= position)
            {
                var seal = seals[_seal];
                if (seal.After != (_seal == 0 ? 0 : seals[_seal - 1].UpTo))
                    return $"the seal after position {seal.After} does not follow its predecessor";
                if (
                    seal.Rows != _sealedRows
                    || (SignedSeal.Of(seal)?.RowsHash ?? seal.Hash) != Convert.ToHexStringLower(_sealing.GetHashAndReset())
                )
                    return $"the seal over positions {seal.After + 1}-{seal.UpTo} does not fit its rows";
                _sealedRows = 0;
                _seal++;
            }
            return null;
        }

        public void Dispose() => _sealing.Dispose();
    }
}
