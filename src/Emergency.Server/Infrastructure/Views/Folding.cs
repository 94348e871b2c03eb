using System.Collections.Immutable;
using Emergency.Domain.Drills;
using Emergency.Engine;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Checkpoints;

namespace Emergency.Server.Infrastructure.Views;

/// <summary>
/// The one loop per node that folds the feed into all views, publishes the result, passes changes on, and wakes callers that wait for a
/// position.
/// </summary>
internal sealed class Folding : BackgroundService
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2),
        Again = TimeSpan.FromSeconds(1);
    private readonly IFeed _feed;
    private readonly IView[] _views;
    private readonly Dictionary<Type, int> _slots;
    private readonly ImmutableArray<int> _knowRealms;
    private readonly IChangeOutlet? _outlet;
    private readonly ILogger<Folding> _log;
    private readonly TimeProvider _clock;
    private readonly Realms _realms;
    private readonly CheckpointFolder? _checkpoints;
    private readonly Lock _gate = new();
    private readonly SortedSet<Waiter> _waiting = new(
        Comparer<Waiter>.Create(static (a, b) => (a.Position, a.Number).CompareTo((b.Position, b.Number)))
    );
    private readonly TaskCompletionSource _standing = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task<BegunStates?>? _reading;
    private long _waiters;
    private long? _start;
    private long _again;
    private volatile Known _known;

    /// <summary>A caller that waits until the views have reached a position.</summary>
    private sealed record Waiter(long Position, long Number, TaskCompletionSource Came);

    public Folding(
        IFeed feed,
        IEnumerable<IView> views,
        TimeProvider clock,
        ILogger<Folding> log,
        Realms realms,
        IChangeOutlet? outlet = null,
        CheckpointFolder? checkpoints = null
    )
    {
        _checkpoints = checkpoints;
        _feed = feed;
        _realms = realms;
        _views = [.. views];
        _clock = clock;
        _log = log;
        _outlet = outlet;
        _knowRealms = [.. Enumerable.Range(0, _views.Length).Where(slot => _views[slot].State.IsAssignableTo(typeof(IKnowsRealms)))];
        _slots = _views.Select((view, slot) => (view, slot)).ToDictionary(pair => pair.view.State, pair => pair.slot);
        _known = new Known(Position.Start, _slots, Nothing, []);
    }

    private ImmutableDictionary<string, ImmutableArray<object>> Nothing =>
        ImmutableDictionary<string, ImmutableArray<object>>.Empty.Add(Entities.Live, [.. _views.Select(view => view.Empty)]);

    public Known Now => _known;
    public IReadOnlyList<string> BrokenViews => [.. _known.Broken.Select(slot => _views[slot].Name)];
    public IReadOnlyList<IView> Views => _views;

    /// <summary>Position of the checkpoint with which the views began; the start where there was none.</summary>
    internal Position Begun { get; private set; }

    /// <summary>Position up to which all views lie in a checkpoint; the start where one of them had to be folded again.</summary>
    internal Position Kept { get; private set; }

    /// <summary>
    /// Completes when the views have reached the end that the journal had at the start; before that no answer is given from them.
    /// </summary>
    public Task Standing => _standing.Task;

    /// <summary>Percentage of the journal's length at the start that has been folded, 0 … 100; null while that length is unknown.</summary>
    public int? Percent =>
        _start is { } start
            ? start == 0
                ? 100
                : (int)Math.Min(100, 100 * Math.Max(_known.At.Value, _again) / start)
            : null;

    /// <summary>Number of callers that wait for a position now.</summary>
    internal int Waiting
    {
        get
        {
            lock (_gate)
                return _waiting.Count;
        }
    }

    /// <summary>Returns the views once they have reached a position; null when they have not within <paramref name="atMost"/>.</summary>
    public async ValueTask<Known?> At(Position position, TimeSpan atMost, CancellationToken stop)
    {
        if (_known.At >= position)
            return _known;
        Waiter waiter;
        lock (_gate)
        {
            if (_known.At >= position)
                return _known;
            waiter = new(position.Value, ++_waiters, new(TaskCreationOptions.RunContinuationsAsynchronously));
            _waiting.Add(waiter);
        }
        try
        {
            await waiter.Came.Task.WaitAsync(atMost, _clock, stop);
        }
        catch (TimeoutException)
        {
            return _known.At >= position ? _known : null;
        }
        finally
        {
            // A caller that gave up is forgotten at once: the position may never come.
            lock (_gate)
                _waiting.Remove(waiter);
        }
        return _known;
    }

    /// <summary>
    /// Returns the views with everything folded that was written before this call. Throws <see cref="ViewsBehind"/> where the journal does
    /// not answer, or the views have not caught up within 2 s.
    /// </summary>
    public async ValueTask<Known> Newest(CancellationToken stop) =>
        await At(await Head(stop), Patience, stop) ?? throw new ViewsBehind(Percent);

    private async ValueTask<Position> Head(CancellationToken stop)
    {
#pragma warning disable CA1031 // While the journal does not answer, nothing can be said to exist or not to exist.
        try
        {
            return await _feed.Head(stop).AsTask().WaitAsync(Patience, _clock, stop);
        }
        catch (Exception away) when (!stop.IsCancellationRequested)
        {
            throw new ViewsBehind(Percent, away);
        }
#pragma warning restore CA1031
    }

    /// <summary>
    /// Returns the views at the position that a caller names. Throws <see cref="ViewsBehind"/>: at once where the journal itself has not
    /// reached it, after 2 s where only the views have not.
    /// </summary>
    public async ValueTask<Known> UpTo(Position position, CancellationToken stop)
    {
        if (Now is var known && known.At >= position)
            return known;
        return await Head(stop) >= position && await At(position, Patience, stop) is { } later ? later : throw new ViewsBehind(Percent);
    }

    /// <summary>
    /// Returns the views as soon as something is found in them. A client that makes a thing and acts on it at once is faster than the
    /// views, so they are waited for before it counts as unknown. Throws <see cref="ViewsBehind"/> where they do not catch up.
    /// </summary>
    public ValueTask<Known> With(Func<Known, bool> found, CancellationToken stop) =>
        Now is var known && found(known) ? ValueTask.FromResult(known) : Newest(stop);

    /// <summary>True when something is found in the views, which are waited for before it is denied.</summary>
    public async ValueTask<bool> Holds(Func<Known, bool> found, CancellationToken stop) => found(await With(found, stop));

    /// <summary>The changes that a newly joined group needs, from the present views.</summary>
    public static IReadOnlyList<Change> Show(Known known, IEnumerable<IView> views, Group group)
    {
        var changes = new Changes();
        if (!known.Realms.TryGetValue(group.Realm, out var states))
            return [];
        foreach (var (view, slot) in views.Select((view, slot) => (view, slot)))
        {
            if (known.Broken.Contains(slot))
                continue;
            view.Show(states[slot], group.Realm, group, changes);
            // A drill's realm also gets broadcasts from live, such as the drill that is played in it.
            if (group.Realm != Entities.Live)
                view.Show(known.Realms[Entities.Live][slot], Entities.Live, group, changes);
        }
        return changes.All;
    }

    /// <summary>
    /// Begins to read the newest checkpoint before the host starts this service, beside the other work of a start; ends when it is read.
    /// </summary>
    public Task ReadAhead(CancellationToken stop) =>
        _checkpoints is { } folder ? _reading = Task.Run(() => Newest(folder, stop), stop) : Task.CompletedTask;

    private Task<BegunStates?> Newest(CheckpointFolder folder, CancellationToken stop) =>
        new CheckpointReading(_feed, _views, folder, _log).Newest(stop);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var standing = Stand(stoppingToken);
        try
        {
            await Follow(stoppingToken);
        }
        finally
        {
            await standing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Asks the journal for its end until it answers, and waits for the views to reach it.</summary>
    private async Task Stand(CancellationToken stop)
    {
        while (_start is null)
        {
#pragma warning disable CA1031 // A journal that is away at the start comes back.
            try
            {
                _start = (await _feed.Head(stop)).Value;
            }
            catch (Exception away) when (!stop.IsCancellationRequested)
            {
                _log.LogWarning("The journal does not say where it stands and is asked again: {Why}", away.Message);
                await Task.Delay(Again, _clock, stop);
            }
#pragma warning restore CA1031
        }
        await At(new Position(_start.Value), Timeout.InfiniteTimeSpan, stop);
        _standing.TrySetResult();
    }

    private async Task Follow(CancellationToken stoppingToken)
    {
        var changes = new Changes();
        if (_checkpoints is not null && _known.At == Position.Start && await (_reading ?? Newest(_checkpoints, stoppingToken)) is { } begun)
            await Begin(begun, stoppingToken);
        await foreach (var batch in _feed.Read(_known.At, stoppingToken))
        {
            if (batch.Count == 0)
                continue;
            var (realms, broken) = (_known.Realms, _known.Broken);
            changes.Wanted = _outlet?.Wants(batch[^1].Position) is true;
            foreach (var happened in batch)
                (realms, broken) = Fold(realms, broken, happened, changes);
            var at = batch[^1].Position;
            var known = new Known(at, _slots, realms, broken) { Last = batch[^1] };
            Publish(known);
            _outlet?.Publish(at, [.. changes.All]);
            changes.Clear();
        }
    }

    private (ImmutableDictionary<string, ImmutableArray<object>>, ImmutableHashSet<int>) Fold(
        ImmutableDictionary<string, ImmutableArray<object>> realms,
        ImmutableHashSet<int> broken,
        Happened happened,
        Changes changes
    )
    {
        if (happened.Event is Unreadable or NothingNew || !realms.TryGetValue(happened.Entity.Realm, out var states))
            return (realms, broken);
        if (happened.Entity.Realm == Entities.Live)
            foreach (var slot in _knowRealms.Where(slot => !broken.Contains(slot)))
                realms = realms.RemoveRange(((IKnowsRealms)states[slot]).Past(happened.Meta.At));
        // The drill's realm starts from the live views before this event; holding them costs nothing, since every state is immutable.
        if (happened.Event is DrillStarted && Guid.TryParse(happened.Entity.Key, out var drill))
            realms = realms.SetItem(
                Realms.NameOf(new(drill)),
                [.. states.Select((state, slot) => broken.Contains(slot) ? state : _views[slot].Fork(state))]
            );
        ImmutableArray<object>.Builder? next = null;
        for (var slot = 0; slot < _views.Length; slot++)
        {
            if (broken.Contains(slot))
                continue;
            object after;
#pragma warning disable CA1031 // A bug of one view must not stop the others: the view is marked broken and its pages answer 503.
            try
            {
                after = _views[slot].Fold(states[slot], happened, changes);
            }
            catch (Exception bug)
            {
                _log.LogError(
                    bug,
                    "View {View} is broken at position {Position} ({Form})",
                    _views[slot].Name,
                    happened.Position.Value,
                    happened.Form
                );
                broken = broken.Add(slot);
                continue;
            }
#pragma warning restore CA1031
            if (ReferenceEquals(after, states[slot]))
                continue;
            next ??= states.ToBuilder();
            next[slot] = after;
        }
        return (next is null ? realms : realms.SetItem(happened.Entity.Realm, next.MoveToImmutable()), broken);
    }

    /// <summary>
    /// Continues from a checkpoint. Views whose fold has changed are folded alone from the first event up to there, and nothing is
    /// published before they have caught up.
    /// </summary>
    private async Task Begin(BegunStates begun, CancellationToken stop)
    {
        var (realms, broken, unread) = (Nothing, begun.Read, new Changes { Wanted = false });
        if (broken.Count < _views.Length)
            await foreach (var batch in _feed.Read(Position.Start, stop))
            {
                foreach (var happened in batch.TakeWhile(happened => happened.Position <= begun.At))
                    (realms, broken) = Fold(realms, broken, happened, unread);
                if (batch.Count > 0 && batch[^1].Position >= begun.At)
                    break;
                if (batch.Count > 0)
                    _again = batch[^1].Position.Value;
            }
        // A realm that the checkpoint still has may have ended in today's fold.
        var states = begun
            .Realms.Where(realm => begun.Read.Count == _views.Length || realms.ContainsKey(realm.Key))
            .ToImmutableDictionary(
                realm => realm.Key,
                realm =>
                    realm.Value.Select((state, slot) => begun.Read.Contains(slot) ? state : realms[realm.Key][slot]).ToImmutableArray(),
                StringComparer.Ordinal
            );
        (Begun, Kept) = (begun.At, begun.Read.Count == _views.Length ? begun.At : Position.Start);
        Publish(new Known(begun.At, _slots, states, broken.Except(begun.Read)) { Last = begun.Last });
    }

    private void Publish(Known known)
    {
        foreach (var told in known.TryEach<IKnowsRealms>() ?? [])
            _realms.Become(told.Realms);
        lock (_gate)
        {
            _known = known;
            while (_waiting.Min is { } waiter && waiter.Position <= known.At.Value)
            {
                _waiting.Remove(waiter);
                waiter.Came.TrySetResult();
            }
        }
    }
}

/// <summary>The target of changes: the live hub. It gets every position, including those that changed nothing to be shown.</summary>
internal interface IChangeOutlet
{
    void Publish(Position at, IReadOnlyList<Change> changes);

    /// <summary>False where events up to this position are broadcast to nobody: they are history, and come as a snapshot.</summary>
    bool Wants(Position at);
}
