using Emergency.Engine.Schema;
using Npgsql;

namespace Emergency.Engine.Storage.Postgres;

/// <summary>Tables about, duty, progress and seal in PostgreSQL. Duties run by the database's clock.</summary>
/// <param name="session">The server process of a connection that lives as long as the node does; null where there is none now.</param>
internal sealed class PostgresNotes(NpgsqlDataSource source, Func<int?> session) : INotes
{
    public async ValueTask<IReadOnlyDictionary<string, string>> ReadAbout(CancellationToken stop)
    {
        await using var connection = await source.OpenConnectionAsync(stop);
        return await ReadAbout(connection, stop);
    }

    public static async Task<IReadOnlyDictionary<string, string>> ReadAbout(NpgsqlConnection connection, CancellationToken stop)
    {
        await using var command = new NpgsqlCommand("select name, value from about", connection);
        await using var reader = await command.ExecuteReaderAsync(stop);
        var about = new Dictionary<string, string>(StringComparer.Ordinal);
        while (await reader.ReadAsync(stop))
            about.Add(reader.GetString(0), reader.GetString(1));
        return about;
    }

    public async ValueTask WriteAbout(IReadOnlyDictionary<string, string?> values, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(values);
        await using var batch = source.CreateBatch();
        foreach (var (name, value) in values)
            batch.BatchCommands.Add(
                value is null
                    ? new("delete from about where name = $1") { Parameters = { Text(name) } }
                    : new("insert into about (name, value) values ($1, $2) on conflict (name) do update set value = excluded.value")
                    {
                        Parameters = { Text(name), Text(value) },
                    }
            );
        if (batch.BatchCommands.Count > 0)
            await batch.ExecuteNonQueryAsync(stop);
    }

    public async ValueTask<long?> ReadProgress(string reader, CancellationToken stop) =>
        await Ask("select done from progress where reader = $1", [Text(reader)], stop) as long?;

    public async ValueTask WriteProgress(string reader, long done, CancellationToken stop) =>
        await Ask(
            "insert into progress (reader, done) values ($1, $2) on conflict (reader) do update set done = excluded.done",
            [Text(reader), Number(done)],
            stop
        );

    /// <summary>A holder whose session on this server has ended is dead, as a killed process's is at once; a machine without power is only missed when the term is over.</summary>
    internal const string HolderIsGone =
        "(duty.session is not null and not exists (select from pg_stat_activity live where live.pid = duty.session and coalesce(live.backend_start = duty.since, true)))";

    // A holder that has it for longer than anybody may has had it before the server's clock was set back, and may be long gone.
    public async ValueTask<bool> HoldDuty(string duty, string node, TimeSpan term, CancellationToken stop) =>
        await Ask(
            $"""
            insert into duty (name, node, until, session, since)
            select $1, $2, clock_timestamp() + $3, mine.pid, mine.backend_start from (values (1)) one left join pg_stat_activity mine on mine.pid = $4
            on conflict (name) do update set node = excluded.node, until = excluded.until, session = excluded.session, since = excluded.since
            where duty.node = excluded.node or duty.until < clock_timestamp() or duty.until > clock_timestamp() + 2 * $3
               or {HolderIsGone}
            returning true
            """,
            [Text(duty), Text(node), PostgresSource.Value(term), PostgresSource.Value(session() ?? 0)],
            stop
        )
            is true;

    public async ValueTask ReleaseDuty(string duty, string node, CancellationToken stop) =>
        await Ask("delete from duty where name = $1 and node = $2", [Text(duty), Text(node)], stop);

    public async ValueTask<Seal?> LastSeal(CancellationToken stop)
    {
        await using var connection = await source.OpenConnectionAsync(stop);
        var seals = await Seals(connection, "order by upto desc limit 1", stop);
        return seals.Count == 0 ? null : seals[0];
    }

    public static async Task<IReadOnlyList<Seal>> Seals(NpgsqlConnection connection, string which, CancellationToken stop)
    {
        await using var command = new NpgsqlCommand($"select after, upto, rows, hash, created from seal {which}", connection);
        await using var reader = await command.ExecuteReaderAsync(stop);
        var seals = new List<Seal>();
        while (await reader.ReadAsync(stop))
            seals.Add(new(reader.GetInt64(0), reader.GetInt64(1), reader.GetInt64(2), reader.GetString(3), reader.GetInt64(4)));
        return seals;
    }

    public async ValueTask<bool> WriteSeal(Seal seal, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(seal);
        return await Ask(
            "insert into seal (after, upto, rows, hash, created) values ($1, $2, $3, $4, $5) on conflict (after) do nothing returning true",
            [Number(seal.After), Number(seal.UpTo), Number(seal.Rows), Text(seal.Hash), Number(seal.Created)],
            stop
        )
            is true;
    }

    public async ValueTask SkipPositions(long upTo, CancellationToken stop)
    {
        await using var batch = source.CreateBatch();
        batch.BatchCommands.Add(new(PostgresTables.TakeTurn));
        batch.BatchCommands.Add(
            new("select setval('journal_ordering_seq', $1) from journal_ordering_seq where last_value < $1")
            {
                Parameters = { Number(upTo) },
            }
        );
        await batch.ExecuteNonQueryAsync(stop);
    }

    private async Task<object?> Ask(string sql, NpgsqlParameter[] parameters, CancellationToken stop)
    {
        await using var command = source.CreateCommand(sql);
        command.Parameters.AddRange(parameters);
        return await command.ExecuteScalarAsync(stop);
    }

    private static NpgsqlParameter<string> Text(string value) => PostgresSource.Value(value);

    private static NpgsqlParameter<long> Number(long value) => PostgresSource.Value(value);
}
