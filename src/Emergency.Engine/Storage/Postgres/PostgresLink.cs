using Npgsql;

namespace Emergency.Engine.Storage.Postgres;

/// <summary>Knows if the database can be reached. A short absence is waited out; in a long one everybody is refused at once, until it is back.</summary>
internal sealed class PostgresLink(NpgsqlDataSource source) : IAsyncDisposable
{
    /// <summary>So long after its loss the database is waited for.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _end = new();
    private Absence? _absence;

    private sealed record Absence(string Why, long Since, Task Back);

    /// <summary>Null, or why the database cannot be reached.</summary>
    public string? Away => Volatile.Read(ref _absence)?.Why;

    /// <summary>Somebody lost a connection: from now on it is tried whether the database is there.</summary>
    public void Lost(Exception why)
    {
        lock (_gate)
            _absence ??= new(why.Message, TimeProvider.System.GetTimestamp(), Task.Run(UntilBack));
    }

    /// <summary>True at once where the database is there, and when it comes back in time.</summary>
    public async ValueTask<bool> IsThere(CancellationToken stop)
    {
        if (Volatile.Read(ref _absence) is not { } gone)
            return true;
        var left = Patience - TimeProvider.System.GetElapsedTime(gone.Since);
        if (left <= TimeSpan.Zero)
            return false;
        try
        {
            await gone.Back.WaitAsync(left, TimeProvider.System, stop);
            return !_end.IsCancellationRequested;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        if (Volatile.Read(ref _absence) is { } gone)
            await gone.Back;
        _end.Dispose();
    }

    private async Task UntilBack()
    {
        source.Clear();
        while (!_end.IsCancellationRequested)
        {
            try
            {
                await using var connection = await source.OpenConnectionAsync(_end.Token);
                await using var writable = new NpgsqlCommand("select current_setting('transaction_read_only')", connection);
                if (await writable.ExecuteScalarAsync(_end.Token) is "off")
                    break;
            }
#pragma warning disable CA1031 // The database is away as long as nobody has looked at it, for any reason of the driver, and is looked for again.
            catch (Exception) { }
#pragma warning restore CA1031
            await Task.Delay(Pause, TimeProvider.System, _end.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        lock (_gate)
            _absence = null;
    }
}
