using Emergency.Engine;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Views;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;

namespace Emergency.Server.Infrastructure.Broadcast;

/// <summary>
/// A live connection and its unsent changes, conflated by group, view and key: the newest wins. While nothing is being sent it has neither
/// a task nor a buffer.
/// </summary>
internal sealed class Listener(HubConnectionContext connection, Asked asked, TimeProvider clock)
{
    private const int Most = 20_000;
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Group> _groups = new(StringComparer.Ordinal);
    private Dictionary<(string Group, string View, string Key), Entry>? _waiting;
    private Queue<SerializedHubMessage>? _notes;
    private Position? _head;
    private bool _sending;
    private int _held;
    private long _since;

    public Asked Asked { get; private set; } = asked;
    public IReadOnlyList<Group> Groups
    {
        get
        {
            lock (_gate)
                return [.. _groups.Values];
        }
    }
    public int Waiting
    {
        get
        {
            lock (_gate)
                return _waiting?.Count ?? 0;
        }
    }

    /// <summary>Replaces the session by the same one with its present grants.</summary>
    public void Become(Asked asked) => Asked = asked;

    /// <summary>Time for which the client has not taken the message being sent; null while nothing is being sent.</summary>
    public TimeSpan? Stalled
    {
        get
        {
            lock (_gate)
                return _sending ? clock.GetElapsedTime(_since) : null;
        }
    }

    public bool Add(Group group, int most)
    {
        lock (_gate)
        {
            var name = LiveGroup.NameOf(group);
            if (_groups.Count >= most && !_groups.ContainsKey(name))
                return false;
            _groups[name] = group;
            return true;
        }
    }

    /// <summary>Leaves a group; <paramref name="reason"/> is set where the client did not ask for it.</summary>
    public void Remove(Group group, string? reason)
    {
        lock (_gate)
        {
            var name = LiveGroup.NameOf(group);
            if (!_groups.Remove(name))
                return;
            Forget(name);
            if (reason is null)
                return;
            (_notes ??= []).Enqueue(Packet.Left(name, reason));
            Start();
        }
    }

    public bool IsIn(Group group)
    {
        lock (_gate)
            return _groups.ContainsKey(LiveGroup.NameOf(group));
    }

    /// <summary>
    /// Holds messages back until <see cref="Release"/>: the answer to a join goes first, and already contains the group's waiting changes.
    /// </summary>
    public void Hold(string name)
    {
        lock (_gate)
        {
            _held++;
            Forget(name);
        }
    }

    public void Release()
    {
        lock (_gate)
        {
            _held--;
            Start();
        }
    }

    public void Tell(Packet packet)
    {
        lock (_gate)
        {
            if (!_sending && _held == 0)
            {
                Begin(packet.Message);
                return;
            }
            _waiting ??= [];
            foreach (var entry in packet.Entries)
                _waiting[(entry.Group, entry.View, entry.Key)] = entry;
            if (_waiting.Count > Most)
                connection.Abort();
        }
    }

    public void Head(Position at, SerializedHubMessage message)
    {
        lock (_gate)
        {
            if (_sending || _held > 0)
                _head = at;
            else
                Begin(message);
        }
    }

    public void Abort() => connection.Abort();

    /// <summary>Ends the connection with a reason, and tells the client not to reconnect by itself.</summary>
    public async Task End(string reason)
    {
        var goodbye = connection.WriteAsync(new CloseMessage(reason, allowReconnect: false)).AsTask();
        await Task.WhenAny(goodbye, Task.Delay(TimeSpan.FromSeconds(1), clock));
        connection.Abort();
    }

    private void Forget(string name)
    {
        foreach (var key in _waiting?.Keys.Where(key => key.Group == name).ToList() ?? [])
            _waiting!.Remove(key);
    }

    private void Start()
    {
        if (!_sending && Next() is { } message)
            Begin(message);
    }

    private void Begin(SerializedHubMessage message)
    {
        (_sending, _since) = (true, clock.GetTimestamp());
        _ = Task.Run(() => Send(message));
    }

    private async Task Send(SerializedHubMessage? message)
    {
        while (message is not null)
        {
            await connection.WriteAsync(message);
            lock (_gate)
            {
                message = Next();
                (_sending, _since) = (message is not null, clock.GetTimestamp());
            }
        }
    }

    /// <summary>The next message: changes go before the head position that includes them, and a goodbye before later messages.</summary>
    private SerializedHubMessage? Next()
    {
        if (_held > 0 || connection.ConnectionAborted.IsCancellationRequested)
            return null;
        if (_notes?.TryDequeue(out var note) == true)
            return note;
        if (_waiting is { Count: > 0 } waiting)
        {
            // Dropped, not cleared: the dictionary may have grown large while the client stood still.
            _waiting = null;
            return Packet.Of([.. waiting.Values.OrderBy(entry => entry.At)]);
        }
        if (_head is not { } head)
            return null;
        _head = null;
        return Packet.Head(head);
    }
}
