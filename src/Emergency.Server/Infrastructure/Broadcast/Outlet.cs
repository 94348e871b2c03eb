using System.Collections.Concurrent;
using System.Threading.Channels;
using Emergency.Engine;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Infrastructure.Broadcast;

/// <summary>
/// Takes changes from the fold loop and passes each to its group, at most a hundred times a second, so that the loop never waits for a
/// browser.
/// </summary>
internal sealed class Outlet(IFeed feed, TimeProvider clock) : BackgroundService, IChangeOutlet
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(10);
    private readonly Channel<(Position? At, IReadOnlyList<Change> Changes)> _news = Channel.CreateUnbounded<(
        Position?,
        IReadOnlyList<Change>
    )>(new() { SingleReader = true });
    private readonly ConcurrentDictionary<Group, LiveGroup> _groups = new();
    private readonly TaskCompletionSource<Position> _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Queue<(long Stamp, Position At)> _marks = [];
    private long _told,
        _floor;

    /// <summary>End of the journal when this node began to listen: views behind it are still being folded.</summary>
    public Task<Position> Started => _started.Task;

    /// <summary>Position up to which all changes have been sent to every connection concerned.</summary>
    public Position Told => new(Interlocked.Read(ref _told));

    /// <summary>Position after which every change is remembered, unless a group has more changes than it keeps.</summary>
    public Position Floor => new(Interlocked.Read(ref _floor));

    public bool Wants(Position at) => !_started.Task.IsCompletedSuccessfully || at > _started.Task.Result;

    public void Publish(Position at, IReadOnlyList<Change> changes) => _news.Writer.TryWrite((at, changes));

    /// <summary>Publishes changes that are not events of the journal to the members on this node.</summary>
    public void Pass(IReadOnlyList<Change> changes) => _news.Writer.TryWrite((null, changes));

    internal ConcurrentDictionary<string, Listener> Listeners { get; } = new(StringComparer.Ordinal);

    internal LiveGroup Of(Group group) => _groups.GetOrAdd(group, static name => new LiveGroup(name));

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // A service started again after a fault continues where it was.
        if (!_started.Task.IsCompletedSuccessfully)
        {
            var head = await feed.Head(stoppingToken);
            Interlocked.Exchange(ref _told, head.Value);
            Interlocked.Exchange(ref _floor, head.Value);
            _started.TrySetResult(head);
        }
        var start = await _started.Task;
        while (await _news.Reader.WaitToReadAsync(stoppingToken))
        {
            Tell(start);
            await Task.Delay(Pace, clock, stoppingToken);
        }
    }

    private void Tell(Position start)
    {
        var packets = new Dictionary<Group, Dictionary<(string, string), Entry>>();
        var told = Told;
        while (_news.Reader.TryRead(out var batch))
        {
            if (batch.At is { } at)
            {
                // Replayed at start: a client that joins gets it in its snapshot.
                if (at <= start)
                    continue;
                told = at;
            }
            foreach (var change in batch.Changes)
            {
                if (!packets.TryGetValue(change.Group, out var packet))
                    packets.Add(change.Group, packet = []);
                packet[(change.View, change.Key)] = new Entry(Of(change.Group).Name, told, change, clock.GetTimestamp(), batch.At is null);
            }
        }
        foreach (var (group, entries) in packets)
        {
            var packet = new Packet([.. entries.Values]);
            while (!Of(group).Tell(packet))
                _groups.TryRemove(KeyValuePair.Create(group, Of(group)));
        }
        Interlocked.Exchange(ref _told, told.Value);
    }

    /// <summary>Forgets changes that no client can ask for any more. Called each second, by one caller.</summary>
    internal void Trim()
    {
        _marks.Enqueue((clock.GetTimestamp(), Told));
        while (_marks.TryPeek(out var mark) && clock.GetElapsedTime(mark.Stamp) > LiveGroup.Longest)
        {
            Interlocked.Exchange(ref _floor, mark.At.Value);
            _marks.Dequeue();
        }
        foreach (var pair in _groups)
            if (pair.Value.Trim(clock))
                _groups.TryRemove(pair);
    }
}
