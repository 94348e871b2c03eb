using System.Text.Json;
using Emergency.Domain;
using Emergency.Engine.Storage.Postgres;
using Emergency.Server.Foundation;
using Npgsql;

namespace Emergency.Server.Across.PositionSharing;

/// <summary>
/// Passes positions on to the other nodes of a PostgreSQL database by NOTIFY, each account's newest at most every 3 s. A lost one is
/// replaced by the next.
/// </summary>
internal sealed partial class PositionWire(Positions positions, Settings settings, TimeProvider clock, ILogger<PositionWire> log)
    : BackgroundService
{
    private const string Channel = "emergency_position";
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(3);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!settings.Engine.Postgres)
            return;
        var source = PostgresSource.Primary(
            new NpgsqlConnectionStringBuilder(settings.Journal) { ApplicationName = "emergency positions", MaxPoolSize = 2 }
        );
        try
        {
            await Task.WhenAll(Keep(source, Listen, stoppingToken), Keep(source, Pass, stoppingToken));
        }
        finally
        {
            await PostgresSource.Close(source);
        }
    }

    private async Task Keep(NpgsqlDataSource source, Func<NpgsqlConnection, CancellationToken, Task> work, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await using var connection = await source.OpenConnectionAsync(stop);
                await work(connection, stop);
            }
            catch (Exception away) when (away is NpgsqlException or IOException or TimeoutException)
            {
                Away(log, away.GetType().Name);
            }
            await Task.Delay(Every, clock, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task Listen(NpgsqlConnection connection, CancellationToken stop)
    {
        connection.Notification += (_, news) =>
        {
            if (JsonSerializer.Deserialize<Standing>(news.Payload, Json.Options) is { } standing)
                positions.Tell(standing, here: false);
        };
        await using (var listen = new NpgsqlCommand($"LISTEN {Channel}", connection))
            await listen.ExecuteNonQueryAsync(stop);
        while (!stop.IsCancellationRequested)
            await connection.WaitAsync(stop);
    }

    private async Task Pass(NpgsqlConnection connection, CancellationToken stop)
    {
        var passed = new Dictionary<(string, AccountId), DateTimeOffset>();
        using var beat = new PeriodicTimer(Every, clock);
        while (await beat.WaitForNextTickAsync(stop))
        {
            var here = positions.Here.ToDictionary(standing => (standing.Realm, standing.Account));
            foreach (var gone in passed.Keys.Except(here.Keys).ToList())
                passed.Remove(gone);
            foreach (var (key, standing) in here)
            {
                if (passed.TryGetValue(key, out var at) && at == standing.At)
                    continue;
                await using var notify = new NpgsqlCommand("SELECT pg_notify($1, $2)", connection)
                {
                    Parameters =
                    {
                        new() { Value = Channel },
                        new() { Value = JsonSerializer.Serialize(standing, Json.Options) },
                    },
                };
                await notify.ExecuteNonQueryAsync(stop);
                passed[key] = standing.At;
            }
        }
    }

    [LoggerMessage(LogLevel.Warning, "Places of teams are not passed to other nodes for the moment: {Fault}")]
    private static partial void Away(ILogger log, string fault);
}
