using Emergency.Engine;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Infrastructure.Broadcast;

/// <summary>
/// The members of a live group, its newest changes, and its state as last shown. A member joins and gets the state in one step, so that no
/// change is lost in between.
/// </summary>
internal sealed class LiveGroup(Group group)
{
    /// <summary>Number of changes kept for clients that come back.</summary>
    public const int Most = 10_000;
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly Dictionary<Listener, Position> _members = [];
    private readonly Queue<Entry> _ring = [];
    private readonly Dictionary<(string View, string Key), Entry> _passing = [];
    private Position _dropped;
    private Position _last;
    private Shown? _shown;
    private bool _closed;

    public string Name { get; } = NameOf(group);

    /// <summary>Name of a group as clients know it, such as "division/411502001"; a drill's begins with its realm.</summary>
    public static string NameOf(Group group) =>
        group.Realm == Entities.Live ? $"{group.Kind}/{group.Id}" : $"{group.Realm}:{group.Kind}/{group.Id}";

    /// <summary>Adds changes and sends them to the members. False where the group was closed meanwhile.</summary>
    public bool Tell(Packet packet)
    {
        lock (_gate)
        {
            if (_closed)
                return false;
            foreach (var entry in packet.Entries)
                Keep(entry);
            while (_ring.Count > Most)
                _dropped = _ring.Dequeue().At;
            foreach (var (member, since) in _members)
                if (packet.After(since) is { } news)
                    member.Tell(news);
            return true;
        }
    }

    /// <summary>Makes a member and returns the changes it lacks. Null where the group was closed meanwhile.</summary>
    /// <param name="since">Position up to which the client knows the group; null, or one that is too old, gives the whole state.</param>
    /// <param name="floor">Position after which this node remembers every change.</param>
    /// <param name="show">Supplies the present state. It is called under the group's lock, so that the state contains every change sent
    /// before.</param>
    public Joined? Join(
        Listener listener,
        Position? since,
        Position floor,
        Func<(Position At, IReadOnlyList<Change> State)> show,
        TimeProvider clock
    )
    {
        lock (_gate)
        {
            if (_closed)
                return null;
            Raw? snapshot = null,
                missed = null;
            Position at;
            if (since is { } known && known >= floor && known >= _dropped)
            {
                at = known;
                missed = new([.. _ring.Concat(_passing.Values).Where(entry => entry.After(known)).Select(entry => entry.Bytes)]);
            }
            else
            {
                var shown = Current(show, clock);
                at = shown.At;
                snapshot = new([.. shown.Items.Values]);
            }
            if (_last > at)
                at = _last;
            listener.Hold(Name);
            _members[listener] = at;
            return new Joined(Name, at.Value, snapshot, missed, listener.Release);
        }
    }

    public void Leave(Listener listener)
    {
        lock (_gate)
            _members.Remove(listener);
    }

    /// <summary>Forgets changes that are too old, and closes the group where nobody listens and nothing is kept any more.</summary>
    public bool Trim(TimeProvider clock)
    {
        lock (_gate)
        {
            while (_ring.TryPeek(out var oldest) && clock.GetElapsedTime(oldest.Heard) > Longest)
                _dropped = _ring.Dequeue().At;
            foreach (var (key, entry) in _passing)
                if (clock.GetElapsedTime(entry.Heard) > Longest)
                    _passing.Remove(key);
            if (_members.Count == 0)
                _shown = null;
            return _closed = _members.Count == 0 && _ring.Count == 0 && _passing.Count == 0;
        }
    }

    private void Keep(Entry entry)
    {
        if (entry.Passing)
        {
            _passing[(entry.View, entry.Key)] = entry;
            _shown = null;
            return;
        }
        _ring.Enqueue(entry);
        if (entry.At > _last)
            _last = entry.At;
    }

    /// <summary>The state, computed once for many clients that join together: for a second, later changes are laid over it.</summary>
    private Shown Current(Func<(Position At, IReadOnlyList<Change> State)> show, TimeProvider clock)
    {
        if (_shown is { } shown && (shown.At >= _last || clock.GetElapsedTime(shown.Taken) < Fresh))
        {
            foreach (var entry in _ring.Where(entry => entry.At > shown.At).ToList())
                shown.Lay(entry);
            return shown;
        }
        var (at, state) = show();
        shown = new Shown(at, clock.GetTimestamp());
        foreach (var change in state)
            shown.Lay(new Entry(Name, at, change, 0, false));
        return _shown = shown;
    }

    private sealed class Shown(Position at, long taken)
    {
        public Position At { get; private set; } = at;
        public long Taken => taken;
        public Dictionary<(string View, string Key), ReadOnlyMemory<byte>> Items { get; } = [];

        public void Lay(Entry entry)
        {
            if (entry.At > At)
                At = entry.At;
            if (entry.Gone)
                Items.Remove((entry.View, entry.Key));
            else
                Items[(entry.View, entry.Key)] = entry.Bytes;
        }
    }
}
