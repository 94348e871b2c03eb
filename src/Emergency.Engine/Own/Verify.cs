using System.Security.Cryptography;
using Emergency.Engine.Entities;
using Emergency.Engine.Schema;

namespace Emergency.Engine.Own;

/// <summary>What a check of the whole journal found. <paramref name="Broken"/> names the first broken link; <paramref name="Lost"/> the ranges of positions that were acknowledged and are gone; <paramref name="Unsealed"/> counts rows above the last seal.</summary>
public sealed record Verification(long Rows, long Last, long Head, long Unsealed, string? Broken, IReadOnlyList<string> Lost)
{
    /// <summary>Everything that was acknowledged is there and is what it was.</summary>
    public bool Whole => Broken is null && Lost.Count == 0;
}

/// <summary>Checks head, seals, chains, columns and indexes of a journal on its stored bytes, beside a running server too.</summary>
public static class Verify
{
    public static async Task<Verification> Run(EngineSettings settings, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(settings);
        // Head first: what is acknowledged after this line may be above it, never the other way round.
        var head = HeadFile.Read(settings.Data);
        await using var snapshot = await Database.Snapshot(settings, stop);
        return await Check(snapshot, head, stop);
    }

    /// <summary>Checks an open snapshot against the position that file head named before it was opened.</summary>
    public static async Task<Verification> Check(ISnapshot snapshot, long head, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        var lost = (await snapshot.About(stop)).Where(entry => entry.Key.StartsWith(Layout.LostName, StringComparison.Ordinal)).Select(entry => $"{entry.Key[Layout.LostName.Length..]}-{entry.Value}").ToList();
        using var links = new Links(await snapshot.Seals(stop));
        try
        {
            await foreach (var row in snapshot.Rows(stop))
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
        if (links.Broken is null && head > links.Last && !lost.Exists(range => range.EndsWith($"-{head}", StringComparison.Ordinal)))
            lost.Add($"{links.Last + 1}-{head}");
        return new(links.Rows, links.Last, head, links.Unsealed, links.Broken, lost);
    }

    private sealed class Links(IReadOnlyList<Seal> seals) : IDisposable
    {
        private readonly Dictionary<string, (long Sequence, string Hash)> _streams = new(StringComparer.Ordinal);
        private readonly IncrementalHash _sealing = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        private int _seal;
        private long _sealedRows;

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
                Sealer.Add(_sealing, row);
                _sealedRows++;
            }
            else
            {
                Unsealed++;
            }
        }

        /// <summary>What comes next cannot be read.</summary>
        public void Unreadable(string why) => Broken = $"after position {Last}: {why}";

        /// <summary>No more rows: what is left of the seals must fit.</summary>
        public void End() => Broken ??= SealUpTo(long.MaxValue);

        private static string? Columns(in CheckedRow row) => row switch
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
                if (seal.Rows != _sealedRows || seal.Hash != Convert.ToHexStringLower(_sealing.GetHashAndReset()))
                    return $"the seal over positions {seal.After + 1}-{seal.UpTo} does not fit its rows";
                _sealedRows = 0;
                _seal++;
            }
            return null;
        }

        public void Dispose() => _sealing.Dispose();
    }
}
