using System.Globalization;
using System.Text.Json;
using Emergency.Engine.Storage;

namespace Emergency.Engine.Contract.Storm;

/// <summary>A command of a storm.</summary>
public sealed record Tried(Guid Command, string Entity, int Events)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"try {Command} {Entity} {Events} .");
}

/// <summary>The result of counting the commands of the ledger in the journal. <paramref name="Lost"/>: acknowledged, and not there whole at the position that was named. <paramref name="Doubled"/>: more events than the command has. <paramref name="Halved"/>: some of its events, not all. <paramref name="Recovered"/>: stored, though nobody heard of it; <paramref name="NeverStored"/>: not stored, and nobody was told so.</summary>
public sealed record Count(int Lost, int Doubled, int Halved, int Recovered, int NeverStored);

/// <summary>The answers of the program under test before it was killed, kept outside of it.</summary>
public sealed class StormLedger
{
    private readonly Dictionary<Guid, Tried> _tried = [];
    private readonly Dictionary<Guid, long> _did = [];
    private int _contradicted;

    public int Acknowledged => _did.Count;

    /// <summary>Commands of which no reply was heard.</summary>
    public IReadOnlyList<Tried> Open => [.. _tried.Values.Where(t => !_did.ContainsKey(t.Command))];

    /// <summary>Replies that named another position than an earlier one.</summary>
    public int Contradicted => _contradicted;

    /// <summary>Takes the whole lines of one run.</summary>
    public void Add(IEnumerable<string> lines)
    {
        ArgumentNullException.ThrowIfNull(lines);
        foreach (var parts in lines.Where(l => l.EndsWith(" .", StringComparison.Ordinal)).Select(l => l.Split(' ')))
        {
            if (parts[0] == "try")
                _tried.TryAdd(Guid.Parse(parts[1]), new(Guid.Parse(parts[1]), parts[2], int.Parse(parts[3], CultureInfo.InvariantCulture)));
            else if (parts[0] == "did")
                Did(Guid.Parse(parts[1]), long.Parse(parts[2], CultureInfo.InvariantCulture));
        }
    }

    /// <summary>A reply was heard.</summary>
    public void Did(Guid command, long position)
    {
        if (!_did.TryAdd(command, position) && _did[command] != position)
            _contradicted++;
    }

    public async Task<Count> Against(ISnapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        var stored = new Dictionary<Guid, (int Events, long Last)>();
        await foreach (var (row, _, _) in snapshot.Rows(0, CancellationToken.None))
        {
            using var message = JsonDocument.Parse(row.Message);
            var command = message.RootElement.GetProperty("meta").GetProperty("commandId").GetGuid();
            stored[command] = (stored.GetValueOrDefault(command).Events + 1, row.Ordering);
        }
        var (lost, doubled, halved, recovered, never) = (0, 0, 0, 0, 0);
        foreach (var tried in _tried.Values)
        {
            var (events, last) = stored.GetValueOrDefault(tried.Command);
            var acknowledged = _did.TryGetValue(tried.Command, out var position);
            lost += acknowledged && (events < tried.Events || (events == tried.Events && last != position)) ? 1 : 0;
            doubled += events > tried.Events ? 1 : 0;
            halved += events > 0 && events < tried.Events ? 1 : 0;
            recovered += !acknowledged && events > 0 ? 1 : 0;
            never += !acknowledged && events == 0 ? 1 : 0;
        }
        return new(lost, doubled, halved, recovered, never);
    }
}
