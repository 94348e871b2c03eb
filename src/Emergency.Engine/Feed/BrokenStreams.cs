using System.Collections.Concurrent;
using Emergency.Engine.Entities;
using Emergency.Engine.Storage;
using Microsoft.Extensions.Logging;

namespace Emergency.Engine.Feed;

/// <summary>Streams that hold a damaged event, each with the sequence of the first one that was met. Later events of the same stream cannot be folded any more.</summary>
internal sealed class BrokenStreams(ILogger log)
{
    private readonly ConcurrentDictionary<string, (long From, string Why)> _all = new(StringComparer.Ordinal);

    public IReadOnlyCollection<string> Names => [.. _all.Keys];

    /// <summary>Reason why a row of a broken stream is not read; null where it comes before the damage.</summary>
    public string? Why(in Row row) => _all.TryGetValue(row.Stream, out var broken) && row.Sequence >= broken.From ? broken.Why : null;

    public string Add(in Row row, BrokenEnvelope why)
    {
        var (sequence, sentence) = (row.Sequence, why.Message);
        if (_all.TryAdd(row.Stream, (sequence, sentence)))
            Log.StreamBroken(log, row.Stream, sequence, sentence);
        else
            _all.AddOrUpdate(row.Stream, (sequence, sentence), (_, before) => before.From <= sequence ? before : (sequence, sentence));
        return sentence;
    }
}
