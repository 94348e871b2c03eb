using System.Collections.Concurrent;

namespace Emergency.Engine.Reference;

/// <summary>
/// Fairness between nodes that write to one stream. The free place decides, so whoever is slower to read again would lose every race. A node that has lost some in a row asks the others for a turn;
/// they write nothing there until that row has come, at most for half a second.
/// </summary>
public sealed class Yielding(string node, TimeProvider clock, Func<string, CancellationToken, ValueTask> ask)
{
    /// <summary>So many races in a row are lost before a turn is asked for.</summary>
    public const int Losses = 3;

    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(500);
    private readonly ConcurrentDictionary<string, long> _others = new(StringComparer.Ordinal),
        _own = new(StringComparer.Ordinal);
    private long _lost;

    /// <summary>Races that this node has lost since it began.</summary>
    public long Lost => Interlocked.Read(ref _lost);

    /// <summary>Another race was lost at a stream, the <paramref name="inARow"/>-th for this command.</summary>
    public async ValueTask Lose(string stream, int inARow, CancellationToken stop)
    {
        Interlocked.Increment(ref _lost);
        if (inARow < Losses)
            return;
        _own[stream] = clock.GetTimestamp();
        await ask($"{node} {stream}", stop);
    }

    /// <summary>The rows that were asked for are stored.</summary>
    public void Won(string stream) => _own.TryRemove(stream, out _);

    /// <summary>A node asked for a turn, as it said it: its name and the stream. The one with the lower name goes first where two ask at once.</summary>
    public void Heard(string said)
    {
        ArgumentNullException.ThrowIfNull(said);
        if (
            said.Split(' ', 2) is [var other, var stream]
            && other != node
            && !(Within(_own, stream) && string.CompareOrdinal(node, other) < 0)
        )
            _others[stream] = clock.GetTimestamp();
    }

    /// <summary>True where another node asked for a turn at a stream and may still be waiting for it.</summary>
    public bool Waits(string stream) => !_others.IsEmpty && Within(_others, stream);

    /// <summary>The other one has had its turn.</summary>
    public void Passed(string stream) => _others.TryRemove(stream, out _);

    private bool Within(ConcurrentDictionary<string, long> asked, string stream)
    {
        if (!asked.TryGetValue(stream, out var at))
            return false;
        if (clock.GetElapsedTime(at) < Patience)
            return true;
        asked.TryRemove(new(stream, at));
        return false;
    }
}
