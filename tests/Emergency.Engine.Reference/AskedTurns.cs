using System.Data.Common;
using Emergency.Engine.Storage.Postgres;
using Npgsql;

namespace Emergency.Engine.Reference;

/// <summary>Tells the other nodes that this one asks for a turn at a stream, and hears of theirs. Nothing depends on its being heard: whoever asked loses another race and asks again.</summary>
internal sealed class AskedTurns : IAsyncDisposable
{
    private const string Channel = "journal_turn";
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    private readonly NpgsqlDataSource _source;
    private readonly CancellationTokenSource _end = new();
    private readonly Task _listening;

    public AskedTurns(NpgsqlDataSource source)
    {
        _source = source;
        Yielding = new(Guid.CreateVersion7().ToString("N"), TimeProvider.System, Ask);
        _listening = Task.Run(Listen);
    }

    public Yielding Yielding { get; }

    private async ValueTask Ask(string said, CancellationToken stop)
    {
        try
        {
            await using var connection = await _source.OpenConnectionAsync(stop);
            await using var command = new NpgsqlCommand($"select pg_notify('{Channel}', $1)", connection)
            {
                Parameters = { PostgresSource.Value(said) },
            };
            await command.ExecuteNonQueryAsync(stop);
        }
        catch (NpgsqlException)
        {
            // The database is away: what comes next finds out, and says so.
        }
    }

    private async Task Listen()
    {
        while (!_end.IsCancellationRequested)
        {
            try
            {
                await using var connection = await _source.OpenConnectionAsync(_end.Token);
                connection.Notification += (_, told) => Yielding.Heard(told.Payload);
                await using var listen = new NpgsqlCommand($"listen {Channel}", connection);
                await listen.ExecuteNonQueryAsync(_end.Token);
                while (true)
                    await connection.WaitAsync(_end.Token);
            }
            catch (Exception e) when (e is DbException or OperationCanceledException or ObjectDisposedException or TimeoutException)
            {
                await Task.Delay(Pause, TimeProvider.System, _end.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_listening.IsCompleted)
            return;
        await _end.CancelAsync();
        await _listening;
        _end.Dispose();
    }
}
