using System.Data.Common;
using System.Globalization;
using Emergency.Engine.Schema;
using Npgsql;

namespace Emergency.Engine.Storage.Postgres;

/// <summary>Rings for positions and sessions that other nodes announce. While its connection is away nothing is lost: whoever waits looks again after a while.</summary>
internal sealed class Listener : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500),
        Check = TimeSpan.FromSeconds(5);

    private readonly NpgsqlDataSource _source;
    private readonly News _news;
    private readonly SessionNews _sessions;
    private readonly CancellationTokenSource _end = new();
    private readonly Task _listening;
    private volatile int _session;

    public Listener(NpgsqlDataSource source, News news, SessionNews sessions)
    {
        (_source, _news, _sessions) = (source, news, sessions);
        _listening = Task.Run(Listen);
    }

    /// <summary>The server process behind the connection, which ends when this node does; null while there is none.</summary>
    public int? Session => _session is var session and not 0 ? session : null;

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _listening;
        _end.Dispose();
    }

    private void Hear(NpgsqlNotificationEventArgs told)
    {
        if (told.Channel == PostgresTables.SessionChannel)
            _sessions.Ring(Guid.TryParse(told.Payload, out var session) ? session : null);
        else
            _news.Ring(long.TryParse(told.Payload, CultureInfo.InvariantCulture, out var position) ? position : 0);
    }

    private async Task Listen()
    {
        while (!_end.IsCancellationRequested)
        {
            try
            {
                await using var connection = await _source.OpenConnectionAsync(_end.Token);
                connection.Notification += (_, told) => Hear(told);
                await using (var sessions = new NpgsqlCommand($"listen {PostgresTables.SessionChannel}", connection))
                    await sessions.ExecuteNonQueryAsync(_end.Token);
                // Changes while nobody listened were told to nobody.
                _sessions.Ring(null);
                await using var listen = new NpgsqlCommand($"listen {PostgresTables.Channel}", connection);
                await listen.ExecuteNonQueryAsync(_end.Token);
                _session = connection.ProcessID;
                while (true)
                {
                    // A connection that died without a word is noticed by asking.
                    if (!await connection.WaitAsync(Check, _end.Token))
                        await listen.ExecuteNonQueryAsync(_end.Token);
                }
            }
            catch (Exception e) when (e is DbException or OperationCanceledException)
            {
                _session = 0;
                await Task.Delay(Pause, TimeProvider.System, _end.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }
}
