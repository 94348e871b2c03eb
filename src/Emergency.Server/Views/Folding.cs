using System.Collections.Immutable;
using System.Reflection;
using Emergency.Domain.Drills;
using Emergency.Engine;
using Emergency.Server.Drills;

namespace Emergency.Server.Views;

/// <summary>What all views knew at one position: consistent with each other, immutable, cheap to hold.</summary>
public sealed class Known
{
    private readonly IReadOnlyDictionary<Type, int> _slots;
    private readonly ImmutableDictionary<string, ImmutableArray<object>> _realms;
    private readonly ImmutableHashSet<int> _broken;

    internal Known(Position at, IReadOnlyDictionary<Type, int> slots, ImmutableDictionary<string, ImmutableArray<object>> realms, ImmutableHashSet<int> broken) => (At, _slots, _realms, _broken) = (at, slots, realms, broken);

    public Position At { get; }
    /// <summary>A handler takes what is known as a parameter: who reads, at least what <c>?after=</c> asked for; who writes is not refused for what was written before, so it is all of that.</summary>
    public static async ValueTask<Known> BindAsync(HttpContext context, ParameterInfo _)
    {
        ArgumentNullException.ThrowIfNull(context);
        var folding = context.RequestServices.GetRequiredService<Folding>();
        return HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method) ? folding.Now : await folding.Newest(context.RequestAborted);
    }

    public bool HasRealm(string realm) => _realms.ContainsKey(realm);
    internal ImmutableDictionary<string, ImmutableArray<object>> Realms => _realms;
    internal ImmutableHashSet<int> Broken => _broken;

    /// <summary>The state of one view in a realm. Throws <see cref="ViewBroken"/> where that view's fold has failed: its pages answer 503, the others go on.</summary>
    public TState Of<TState>(string realm = Entities.Live) where TState : class
    {
        var slot = _slots[typeof(TState)];
        if (_broken.Contains(slot)) throw new ViewBroken(typeof(TState).Name);
        return (TState)_realms[realm][slot];
    }
}

/// <summary>A view whose fold threw: marked broken until the program starts again.</summary>
public sealed class ViewBroken(string view) : Exception($"view {view} is broken")
{
    public string View => view;
}

/// <summary>The one loop per node that folds the feed into all views, publishes what is known, hands changes on, and wakes who waits for a position.</summary>
public sealed class Folding : BackgroundService
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    private readonly IFeed _feed;
    private readonly IView[] _views;
    private readonly Dictionary<Type, int> _slots;
    private readonly IChangeOutlet? _outlet;
    private readonly ILogger<Folding> _log;
    private readonly TimeProvider _clock;
    private readonly Realms _realms;
    private readonly Lock _gate = new();
    private readonly PriorityQueue<TaskCompletionSource, long> _waiting = new();
    private volatile Known _known;

    public Folding(IFeed feed, IEnumerable<IView> views, TimeProvider clock, ILogger<Folding> log, Realms realms, IChangeOutlet? outlet = null)
    {
        _feed = feed;
        _realms = realms;
        _views = [.. views];
        _clock = clock;
        _log = log;
        _outlet = outlet;
        _slots = _views.Select((view, slot) => (view, slot)).ToDictionary(pair => StateOf(pair.view), pair => pair.slot);
        _known = new Known(Position.Start, _slots, ImmutableDictionary<string, ImmutableArray<object>>.Empty.Add(Entities.Live, [.. _views.Select(view => view.Empty)]), []);
    }

    public Known Now => _known;
    public IReadOnlyList<string> BrokenViews => [.. _known.Broken.Select(slot => _views[slot].Name)];
    public IReadOnlyList<IView> Views => _views;

    /// <summary>What is known once the views have come to a position; null when they have not within <paramref name="atMost"/>.</summary>
    public async ValueTask<Known?> At(Position position, TimeSpan atMost, CancellationToken stop)
    {
        if (_known.At >= position) return _known;
        var came = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            if (_known.At >= position) return _known;
            _waiting.Enqueue(came, position.Value);
        }
        try { await came.Task.WaitAsync(atMost, _clock, stop); }
        catch (TimeoutException) { return _known.At >= position ? _known : null; }
        return _known;
    }

    /// <summary>What is known when all is folded that was written before this was asked; where the journal says nothing, or after 2 s, whatever is known by then.</summary>
    public async ValueTask<Known> Newest(CancellationToken stop)
    {
#pragma warning disable CA1031 // Whatever hinders the journal: what is known then decides, and what is to be written meets the journal itself.
        try { return await At(await _feed.Head(stop).AsTask().WaitAsync(Patience, _clock, stop), Patience, stop) ?? Now; }
        catch (Exception) when (!stop.IsCancellationRequested) { return Now; }
#pragma warning restore CA1031
    }

    /// <summary>What is known as soon as something is found in it: who makes a thing and acts on it at once is faster than the views, so they are waited for before it is called unknown.</summary>
    public ValueTask<Known> With(Func<Known, bool> found, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(found);
        return Now is var known && found(known) ? ValueTask.FromResult(known) : Newest(stop);
    }

    /// <summary>Whether something is found in what is known; the views are waited for before it is denied.</summary>
    public async ValueTask<bool> Holds(Func<Known, bool> found, CancellationToken stop) => found(await With(found, stop));

    /// <summary>What a newly joined group must be told, from what is known now.</summary>
    public static IReadOnlyList<Change> Show(Known known, IEnumerable<IView> views, Group group)
    {
        ArgumentNullException.ThrowIfNull(known);
        ArgumentNullException.ThrowIfNull(group);
        var changes = new Changes();
        if (!known.Realms.TryGetValue(group.Realm, out var states)) return [];
        foreach (var (view, slot) in views.Select((view, slot) => (view, slot)))
            if (!known.Broken.Contains(slot)) view.Show(states[slot], group.Realm, group, changes);
        return changes.All;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var changes = new Changes();
        await foreach (var batch in _feed.Read(_known.At, stoppingToken))
        {
            if (batch.Count == 0) continue;
            var (realms, broken) = (_known.Realms, _known.Broken);
            changes.Wanted = _outlet?.Wants(batch[^1].Position) is true;
            foreach (var happened in batch) (realms, broken) = Fold(realms, broken, happened, changes);
            var at = batch[^1].Position;
            var known = new Known(at, _slots, realms, broken);
            if (_slots.TryGetValue(typeof(DrillsKnown), out var drills) && !broken.Contains(drills)) _realms.Become(known.Of<DrillsKnown>().Realms);
            Publish(known);
            _outlet?.Publish(at, [.. changes.All]);
            changes.Clear();
        }
    }

    private (ImmutableDictionary<string, ImmutableArray<object>>, ImmutableHashSet<int>) Fold(ImmutableDictionary<string, ImmutableArray<object>> realms, ImmutableHashSet<int> broken, Happened happened, Changes changes)
    {
        if (!realms.TryGetValue(happened.Entity.Realm, out var states)) return (realms, broken);
        // The realm is what live was before this; to hold it costs nothing, every state is immutable.
        if (happened.Event is DrillStarted && Guid.TryParse(happened.Entity.Key, out var drill))
            realms = realms.SetItem(Realms.NameOf(new(drill)), [.. states.Select((state, slot) => broken.Contains(slot) ? state : _views[slot].Fork(state))]);
        ImmutableArray<object>.Builder? next = null;
        for (var slot = 0; slot < _views.Length; slot++)
        {
            if (broken.Contains(slot)) continue;
            object after;
#pragma warning disable CA1031 // One view's bug must not stop the others: it is marked broken and its pages answer 503.
            try { after = _views[slot].Fold(states[slot], happened, changes); }
            catch (Exception bug)
            {
                _log.LogError(bug, "View {View} is broken at position {Position} ({Form})", _views[slot].Name, happened.Position.Value, happened.Form);
                broken = broken.Add(slot);
                continue;
            }
#pragma warning restore CA1031
            if (ReferenceEquals(after, states[slot])) continue;
            next ??= states.ToBuilder();
            next[slot] = after;
        }
        return (next is null ? realms : realms.SetItem(happened.Entity.Realm, next.MoveToImmutable()), broken);
    }

    private void Publish(Known known)
    {
        lock (_gate)
        {
            _known = known;
            while (_waiting.TryPeek(out var waiter, out var position) && position <= known.At.Value)
            {
                _waiting.Dequeue();
                waiter.TrySetResult();
            }
        }
    }

    private static Type StateOf(IView view)
    {
        for (var type = view.GetType(); type is not null; type = type.BaseType)
            if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(View<>)) return type.GetGenericArguments()[0];
        throw new InvalidOperationException($"{view.GetType().Name} is no View<TState>");
    }
}

/// <summary>Where changes go: the live hub. Told of every position, also of those that changed nothing to be shown.</summary>
public interface IChangeOutlet
{
    void Publish(Position at, IReadOnlyList<Change> changes);
    /// <summary>False where nobody will be told of what happened up to here: it is history, and comes as a snapshot.</summary>
    bool Wants(Position at);
}
