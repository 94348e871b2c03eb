namespace Emergency.Drills.Playing;

/// <summary>One kill -9: whom it met, when, and when that node served again.</summary>
/// <param name="Stamp">On the runner's monotonic clock, as what the hub log heard.</param>
/// <param name="At">On the wall clock, as what the journal holds.</param>
public sealed record Killed(int Pid, long Stamp, DateTimeOffset At, Task<int> Again)
{
    /// <summary>When the node served again; null while it does not.</summary>
    public long? Back { get; internal set; }
}

/// <summary>The server processes of one play: one, or several behind one PostgreSQL. Each request goes to another node than the last; a node that is killed is started again on its folder and address.</summary>
public sealed class Nodes : IAsyncDisposable
{
    /// <summary>What is due across a kill may be late by the time the node was away and this; with several nodes by <see cref="Takeover"/> in all.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromSeconds(2),
        Takeover = TimeSpan.FromSeconds(8);

    private readonly List<ServerProcess> _all = [];
    private readonly List<Killed> _killed = [];
    private readonly TimeProvider _clock;
    private readonly CancellationToken _stop;
    private int _turn = -1;

    private Nodes(TimeProvider clock, CancellationToken stop) => (_clock, _stop) = (clock, stop);

    public IReadOnlyDictionary<string, string> Secrets => _all[0].Secrets;
    public IReadOnlyList<ServerProcess> All => _all;
    public string Output => string.Join("\n", _all.Select(node => node.Output));

    /// <param name="count">How many; more than one need a PostgreSQL journal.</param>
    public static async Task<Nodes> Start(int count, Func<int, Launch> launch, TimeProvider clock, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(launch);
        var nodes = new Nodes(clock, stop);
        try
        {
            // One after another: the first makes the database, the others find it.
            for (var n = 0; n < count; n++)
                nodes._all.Add(await ServerProcess.Start(launch(n), stop));
            return nodes;
        }
        catch
        {
            await nodes.DisposeAsync();
            throw;
        }
    }

    /// <summary>Whether a node that was killed is not back yet.</summary>
    public bool AnyDown
    {
        get
        {
            lock (_killed)
                return _killed.Any(killed => !killed.Again.IsCompleted);
        }
    }

    /// <summary>The node whose turn it is.</summary>
    public Uri Next() => _all[(int)((uint)Interlocked.Increment(ref _turn) % _all.Count)].Address;

    /// <summary>The next request goes to this one, counted round and round.</summary>
    public void Turn(int node) => Interlocked.Exchange(ref _turn, node - 1);

    /// <summary>kill -9 to the node that was asked last; it is started again at once.</summary>
    public Killed Kill()
    {
        var node = _all[(int)((uint)Volatile.Read(ref _turn) % _all.Count)];
        var pid = node.Pid;
        node.Kill();
        var again = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        var killed = new Killed(pid, _clock.GetTimestamp(), _clock.GetUtcNow(), again.Task);
        lock (_killed)
            _killed.Add(killed);
        _ = Restart(node, killed, again);
        return killed;
    }

    /// <summary>How much later than usual something may come that was due after <paramref name="since"/>: null while a node that was killed then is not back.</summary>
    public TimeSpan? Patience(long since, TimeSpan usual)
    {
        lock (_killed)
        {
            var met = _killed.Where(killed => (killed.Back ?? long.MaxValue) > since).ToList();
            if (met.Count == 0)
                return usual;
            if (_all.Count > 1)
                return usual > Takeover ? usual : Takeover;
            if (met.Any(killed => killed.Back is null))
                return null;
            var late = Grace + met.Aggregate(TimeSpan.Zero, (sum, killed) => sum + _clock.GetElapsedTime(killed.Stamp, killed.Back!.Value));
            return usual > late ? usual : late;
        }
    }

    private async Task Restart(ServerProcess node, Killed killed, TaskCompletionSource<int> again)
    {
        try
        {
            await node.Restart(_stop);
            killed.Back = _clock.GetTimestamp();
            again.SetResult(node.Pid);
        }
        catch (Exception why) when (why is InvalidOperationException or TimeoutException or OperationCanceledException)
        {
            again.SetException(why);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var node in _all)
            await node.DisposeAsync();
    }
}
