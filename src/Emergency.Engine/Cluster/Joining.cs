using Akka.Actor;
using Akka.Cluster;
using Emergency.Engine.Actors;
using Emergency.Engine.Settings;
using Emergency.Engine.Storage;

namespace Emergency.Engine.Cluster;

/// <summary>Finds the other nodes: those who are up say in table about under which address, and renew it; a node that finds nobody begins a cluster, one at a time.</summary>
internal sealed class Joining : IAsyncDisposable
{
    private const string Beginning = "begin-cluster",
        OneCluster = "one-cluster";
    private static readonly TimeSpan Renewal = TimeSpan.FromSeconds(2),
        Patience = TimeSpan.FromSeconds(3),
        Pause = TimeSpan.FromMilliseconds(200),
        Term = TimeSpan.FromSeconds(6),
        GoingOn = TimeSpan.FromSeconds(15);

    private readonly Akka.Cluster.Cluster _cluster;
    private readonly ClusterFile _file;
    private readonly Surroundings _around;
    private readonly CancellationTokenSource _end = new();
    private readonly Task _running;
    private long? _divided;
    private volatile IReadOnlyList<Address> _outside = [];

    /// <summary>Begins to look for the others. Until this node is up its commands wait; the feed can be read at once.</summary>
    public Joining(ActorSystem system, ClusterFile file, Surroundings around)
    {
        (_cluster, _file, _around) = (Akka.Cluster.Cluster.Get(system), file, around);
        _running = Task.Run(Run);
    }

    private async Task Run()
    {
        await Insist(Join, "joining the other nodes");
        while (!_end.IsCancellationRequested && !_cluster.IsTerminated)
        {
            await Insist(Say, "saying where this node is");
            await Insist(Compare, "looking for nodes outside this cluster");
            await Task.Delay(Renewal, TimeProvider.System, _end.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task Insist(Func<CancellationToken, Task> work, string what)
    {
        while (!_end.IsCancellationRequested)
        {
#pragma warning disable CA1031 // The database is away: soon it is tried again.
            try
            {
                await work(_end.Token);
                return;
            }
            catch (Exception e) when (!_end.IsCancellationRequested)
            {
                Log.TriedAgain(_around.Log, what, e);
            }
            catch (Exception)
            {
                return;
            }
#pragma warning restore CA1031
            await Task.Delay(Renewal, TimeProvider.System, _end.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task Join(CancellationToken stop)
    {
        using var joined = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var burying = Bury(await Before(stop), joined.Token);
        if (_file.Seeds.Count > 0)
            await _cluster.JoinSeedNodesAsync(
                _file.Seeds.Select(seed => Address.Parse($"{SignedTransport.Protocol(_file)}://{NodeSystem.Name}@{seed}")),
                stop
            );
        else
            await Meet(stop);
        await joined.CancelAsync();
        await burying;
        await Say(stop);
        await _around.Notes.ReleaseDuty(Beginning, _around.Node, stop);
    }

    /// <summary>The nodes of this one's cluster, as it sees them.</summary>
    public NodesSeen Seen
    {
        get
        {
            var state = _cluster.State;
            var standing = _cluster.IsTerminated ? MemberStatus.Removed : _cluster.SelfMember.Status;
            return new(
                standing.ToString().ToLowerInvariant(),
                state.Members.Count(member => member.Status is MemberStatus.Up),
                state.Unreachable.Count,
                _outside.Count
            );
        }
    }

    // A node that stood still is given up by the others; when it goes on it gives them up in turn, and both would go on for good. The table
    // knows of both. A whole cluster writes itself into table duty first and goes on; the nodes of the other end, and join it when started.
    private async Task Compare(CancellationToken stop)
    {
        var outside = _cluster.IsUp ? (await Others(stop)).Where(other => !IsMember(other)).ToList() : [];
        if (outside.Except(_outside).Any())
            NodeLog.Outside(_around.Log, string.Join(", ", outside));
        _outside = outside;
        _divided = outside.Count == 0 ? null : _divided ?? TimeProvider.System.GetTimestamp();
        if (
            _divided is not { } since
            || TimeProvider.System.GetElapsedTime(since) < TimeSpan.FromSeconds(_file.DividedSeconds)
            || await _around.Notes.HoldDuty(OneCluster, Oldest(), GoingOn, stop)
        )
            return;
        NodeLog.Divided(_around.Log, string.Join(", ", outside));
        _cluster.Down(_cluster.SelfAddress);
    }

    private bool IsMember(Address other) =>
        _cluster.State.Members.Any(member => member.Address == other && member.Status is not (MemberStatus.Down or MemberStatus.Removed));

    // All nodes of a cluster know who is its oldest: they go on, or end, together.
    private string Oldest() =>
        _cluster.State.Members.Aggregate((oldest, other) => other.IsOlderThan(oldest) ? other : oldest).UniqueAddress.ToString();

    // Nobody but this node has its folder: what was there under its name before is dead, and need not be missed first.
    private async Task Bury(Address? before, CancellationToken joined)
    {
        while (before is not null && before != _cluster.SelfAddress && !joined.IsCancellationRequested)
        {
            if (_cluster.State.Members.Any(member => member.Address == before && member.Status != MemberStatus.Down))
                _cluster.Down(before);
            await Task.Delay(Pause, TimeProvider.System, joined).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task Meet(CancellationToken stop)
    {
        while (true)
        {
            var others = await Others(stop);
            if (others.Count > 0 && await TryJoin(others, stop))
                return;
            if (others.Count == 0 && await _around.Notes.HoldDuty(Beginning, _around.Node, Term, stop) && (await Others(stop)).Count == 0)
            {
                await _cluster.JoinAsync(_cluster.SelfAddress, stop);
                return;
            }
            await Task.Delay(Pause, TimeProvider.System, stop);
        }
    }

    private async Task<bool> TryJoin(IReadOnlyList<Address> others, CancellationToken stop)
    {
        using var patience = new CancellationTokenSource(Patience, TimeProvider.System);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, patience.Token);
        try
        {
            await _cluster.JoinSeedNodesAsync(others, either.Token);
            return true;
        }
        catch (Exception e) when (!stop.IsCancellationRequested && e is OperationCanceledException or ClusterJoinFailedException)
        {
            return _cluster.IsUp;
        }
    }

    /// <summary>The address of this node before it was killed; null where it ended well, or never was.</summary>
    private async Task<Address?> Before(CancellationToken stop) => Addresses.Last(await _around.Notes.ReadAbout(stop), _around.Node);

    private async Task<IReadOnlyList<Address>> Others(CancellationToken stop) =>
        Addresses.Others(await _around.Notes.ReadAbout(stop), _around.Node, TimeProvider.System.GetUtcNow());

    private async Task Say(CancellationToken stop) =>
        await _around.Notes.WriteAbout(
            new Dictionary<string, string?>(StringComparer.Ordinal)
            {
                [Addresses.NameOf(_around.Node)] = Addresses.Said(_cluster.SelfAddress, TimeProvider.System.GetUtcNow()),
            },
            stop
        );

    /// <summary>Takes this node's address back.</summary>
    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _running;
#pragma warning disable CA1031 // It grows stale by itself.
        try
        {
            await _around.Notes.WriteAbout(
                new Dictionary<string, string?>(StringComparer.Ordinal) { [Addresses.NameOf(_around.Node)] = null },
                CancellationToken.None
            );
        }
        catch (Exception e)
        {
            Log.TriedAgain(_around.Log, "taking this node's address back", e);
        }
#pragma warning restore CA1031
        _end.Dispose();
    }
}
