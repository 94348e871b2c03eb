namespace Emergency.Drills.Playing;

/// <summary>A kill -9: the process it met, the time, and the time at which that node served again.</summary>
/// <param name="Stamp">Time on the runner's monotonic clock, as in the hub log.</param>
/// <param name="At">Time on the wall clock, as in the journal.</param>
public sealed record Killed(int Pid, long Stamp, DateTimeOffset At, Task<int> Again)
{
    /// <summary>Time at which the node served again; null while it does not.</summary>
    public long? Back { get; internal set; }
}

/// <summary>
/// The server processes of one play: one, or several behind one PostgreSQL. Each request goes to another node than the last; a killed node
/// is started again on its folder and address.
/// </summary>
public sealed class Nodes : IAsyncDisposable
{
    /// <summary>
    /// Grace: an event due across a kill can be late by the node's absence and this time. With several nodes it can be late by
    /// <see cref="Takeover"/> in all.
    /// </summary>
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

    /// <param name="count">Number of nodes; more than one need a PostgreSQL journal.</param>
    public static async Task<Nodes> Start(int count, Func<int, Launch> launch, TimeProvider clock, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(launch);
        var nodes = new Nodes(clock, stop);
        try
        {
            // Started one after another: the first makes the database, the others find it.
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

    /// <summary>True while a killed node is not back.</summary>
    public bool AnyDown
    {
        get
        {
            lock (_killed)
                return _killed.Any(killed => !killed.Again.IsCompleted);
        }
    }

    /// <summary>The address of the node whose turn it is.</summary>
    public Uri Next() => _all[(int)((uint)Interlocked.Increment(ref _turn) % _all.Count)].Address;

    /// <summary>Sends the next request to this node, counted round and round.</summary>
    public void Turn(int node) => Interlocked.Exchange(ref _turn, node - 1);

    /// <summary>Kills with kill -9 the node that was asked last; it is started again at once.</summary>
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

    /// <summary>
    /// Longest wait for an event due after <paramref name="since"/>; null while a node that was killed since then is not back.
    /// </summary>
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
