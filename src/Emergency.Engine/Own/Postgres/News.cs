using System.Data.Common;
using System.Globalization;
using Npgsql;

namespace Emergency.Engine.Own.Postgres;

/// <summary>Hears of new positions: from this node's own appends and from those of others by LISTEN; who hears nothing asks again after at most 500 ms.</summary>
internal sealed class News : IAsyncDisposable
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(500), Check = TimeSpan.FromSeconds(5);

    private readonly NpgsqlDataSource source;
    private readonly CancellationTokenSource end = new();
    private readonly Task listening;
    private TaskCompletionSource bell = NewBell();
    private long newest;

    public News(NpgsqlDataSource source)
    {
        this.source = source;
        listening = Task.Run(Listen);
    }

    /// <summary>There are rows up to this position.</summary>
    public void Heard(long position)
    {
        for (var known = Volatile.Read(ref newest); position > known; known = Volatile.Read(ref newest))
            if (Interlocked.CompareExchange(ref newest, position, known) == known)
                Interlocked.Exchange(ref bell, NewBell()).SetResult();
    }

    public async ValueTask Wait(long after, TimeSpan atMost, CancellationToken stop)
    {
        var next = Volatile.Read(ref bell);
        if (Volatile.Read(ref newest) > after)
            return;
        try
        {
            await next.Task.WaitAsync(atMost < Poll ? atMost : Poll, TimeProvider.System, stop);
        }
        catch (TimeoutException)
        {
        }
    }

    public async ValueTask DisposeAsync()
    {
        await end.CancelAsync();
        await listening;
        end.Dispose();
    }

    private async Task Listen()
    {
        while (!end.IsCancellationRequested)
        {
            try
            {
                await using var connection = await source.OpenConnectionAsync(end.Token);
                connection.Notification += (_, told) => Heard(long.Parse(told.Payload, CultureInfo.InvariantCulture));
                await using var listen = new NpgsqlCommand($"listen {PostgresTables.Channel}", connection);
                await listen.ExecuteNonQueryAsync(end.Token);
                while (true)
                    if (!await connection.WaitAsync(Check, end.Token))
                        await listen.ExecuteNonQueryAsync(end.Token);
            }
            catch (Exception e) when (e is DbException or OperationCanceledException)
            {
            }
            await Task.Delay(Poll, TimeProvider.System, end.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static TaskCompletionSource NewBell() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
