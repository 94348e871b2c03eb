using System.Globalization;
using System.Text.Json.Nodes;

namespace Emergency.Drills.Playing;

/// <summary>A write that the server acknowledged, with a way to send it once more under the same key.</summary>
/// <param name="Position">Position of the write, as the server answered.</param>
public sealed record Acknowledged(string Who, string What, long Position, string Answer, Func<CancellationToken, Task<Player.Answer>> Again)
{
    /// <summary>
    /// Difference between the answers to the second and the first sending; null for the same. If nothing was left to do, the position is
    /// the entity's newest, and a list that is opened again shows what is known by then.
    /// </summary>
    public string? Differs(Player.Answer again)
    {
        ArgumentNullException.ThrowIfNull(again);
        var same =
            again.Fine
            && long.TryParse(again.Position, NumberStyles.None, CultureInfo.InvariantCulture, out var position)
            && position >= Position;
        if (same && !What.EndsWith("/list/open", StringComparison.Ordinal))
            same = Plain(again.Body) == Plain(JsonNode.Parse(Answer.Length == 0 ? "null" : Answer));
        return same
            ? null
            : string.Create(
                CultureInfo.InvariantCulture,
                $"answered {again.Position} {again.Body?.ToJsonString()} instead of {Position} {Answer}"
            );
    }

    private static string Plain(JsonNode? body)
    {
        var plain = body?.DeepClone();
        (plain as JsonObject)?.Remove("position");
        return plain?.ToJsonString() ?? "";
    }
}

/// <summary>
/// Every acknowledged write of a play, compared with the journal's export: an acknowledged write that is missing there is lost, a write
/// that is there twice is doubled.
/// </summary>
public sealed class Ledger
{
    private readonly List<Acknowledged> _all = [];

    public int Count
    {
        get
        {
            lock (_all)
                return _all.Count;
        }
    }

    /// <summary>Notes a write. The export holds the live realm: acts in a drill's realm are judged by the drill's own report.</summary>
    public void Add(Acknowledged write)
    {
        ArgumentNullException.ThrowIfNull(write);
        if (write.What.Contains("realm=drill-", StringComparison.Ordinal))
            return;
        lock (_all)
            _all.Add(write);
    }

    /// <summary>Some of the writes, evenly spread from the first to the last.</summary>
    public IReadOnlyList<Acknowledged> Some(int count)
    {
        lock (_all)
            return
            [
                .. Enumerable
                    .Range(0, Math.Min(count, _all.Count))
                    .Select(n => _all[(int)((long)n * _all.Count / Math.Min(count, _all.Count))]),
            ];
    }

    /// <summary>
    /// Finds positions that were acknowledged and hold nothing, and commands that a stream holds more than once: rows of one command lie
    /// one after another.
    /// </summary>
    public (IReadOnlyList<string> Lost, IReadOnlyList<string> Doubled) Compare(Exported export)
    {
        ArgumentNullException.ThrowIfNull(export);
        Acknowledged[] all;
        lock (_all)
            all = [.. _all];
        var positions = export.Lines.Select(line => line.Position).ToHashSet();
        var doubled = export
            .Lines.GroupBy(line => (line.Stream, line.Command))
            .Where(rows =>
                rows.Max(row => row.Sequence) - rows.Min(row => row.Sequence) + 1 != rows.Count()
                || rows.DistinctBy(row => row.Sequence).Count() != rows.Count()
            )
            .Select(rows => $"{rows.Key.Stream} {rows.Key.Command} at {string.Join(", ", rows.Select(row => row.Position))}");
        return (
            [
                .. all.Where(write => !positions.Contains(write.Position))
                    .Select(write => $"{write.Who}: {write.What} at {write.Position.ToString(CultureInfo.InvariantCulture)}"),
            ],
            [.. doubled]
        );
    }

    /// <summary>
    /// Checks that the comparison finds deliberate damage: one acknowledged row taken away, another one copied to the end of its stream.
    /// Throws <see cref="InvalidOperationException"/> where it does not find one lost and one doubled.
    /// </summary>
    public string TryOnDamaged(Exported export)
    {
        ArgumentNullException.ThrowIfNull(export);
        long[] written;
        lock (_all)
            written = [.. _all.Select(write => write.Position).Distinct()];
        var found = export.Lines.Where(line => written.Contains(line.Position)).ToList();
        if (found.Count < 4)
            throw new InvalidOperationException("too little was written to try the ledger on");
        // A row of a command alone, acknowledged once: without it exactly one write is lost.
        var alone = export
            .Lines.GroupBy(line => (line.Stream, line.Command))
            .Where(rows => rows.Count() == 1)
            .Select(rows => rows.Key)
            .ToHashSet();
        int Told(long position)
        {
            lock (_all)
                return _all.Count(write => write.Position == position);
        }
        var taken = found.First(line => alone.Contains((line.Stream, line.Command)) && Told(line.Position) == 1);
        var copied = found.Last(line =>
            line != taken
            && alone.Contains((line.Stream, line.Command))
            && export.Lines.Any(other => other.Stream == line.Stream && other.Sequence > line.Sequence)
        );
        var end = export.Lines.Where(line => line.Stream == copied.Stream).Max(line => line.Sequence);
        var damaged = new Exported([
            .. export.Lines.Where(line => line != taken),
            copied with
            {
                Position = export.Lines[^1].Position + 1,
                Sequence = end + 1,
            },
        ]);
        var (lost, doubled) = Compare(damaged);
        if (lost.Count != 1 || doubled.Count != 1)
            throw new InvalidOperationException(
                FormattableString.Invariant(
                    $"on a damaged copy the ledger found {lost.Count} lost and {doubled.Count} doubled instead of 1 and 1"
                )
            );
        return "1 lost, 1 doubled";
    }
}

/// <summary>The journal as its export has it.</summary>
public sealed record Exported(IReadOnlyList<Exported.Line> Lines)
{
    public sealed record Line(long Position, string Stream, long Sequence, string Form, string Command, DateTimeOffset At, string Data)
    {
        /// <summary>True for an event of the entity with this id, or one that names the id.</summary>
        public bool Names(string id) => Stream.EndsWith(id, StringComparison.Ordinal) || Data.Contains(id, StringComparison.Ordinal);
    }

    /// <summary>Loads the whole export as an auditor.</summary>
    public static async Task<Exported> Read(Player auditor, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(auditor);
        var lines = new List<Line>();
        await foreach (var line in auditor.Lines("/api/export?after=0", stop))
            lines.Add(Of(JsonNode.Parse(line)!));
        return new Exported(lines);
    }

    public static Line Of(JsonNode node)
    {
        ArgumentNullException.ThrowIfNull(node);
        return new(
            node["position"]!.GetValue<long>(),
            node["stream"]!.GetValue<string>(),
            node["sequence"]!.GetValue<long>(),
            node["form"]!.GetValue<string>(),
            node["meta"]!["commandId"]!.GetValue<string>(),
            node["meta"]!["at"]!.GetValue<DateTimeOffset>(),
            node["data"]?.ToJsonString() ?? ""
        );
    }
}
