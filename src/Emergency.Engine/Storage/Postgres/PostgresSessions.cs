using Emergency.Engine.Schema;
using Npgsql;

namespace Emergency.Engine.Storage.Postgres;

/// <summary>Table session in PostgreSQL, shared by all nodes; each change is told to all of them when it is committed.</summary>
internal sealed class PostgresSessions(NpgsqlDataSource source, SessionNews news) : ISessions
{
    private const string Columns = "id, hash, account, begun, used, ends, kind, device, ended";

    // No crash of the database takes back what was answered, whatever its own setting says.
    private const string Durable =
        "select set_config('synchronous_commit', 'on', true) where current_setting('synchronous_commit') = 'off'";
    private const string Tell =
        $"select id from changed, lateral (select pg_notify('{PostgresTables.SessionChannel}', changed.id::text)) told";
    private const string Insert =
        $"insert into session ({Columns}) select * from unnest($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict (id) do nothing";

    public async ValueTask Begin(SessionRow session, CancellationToken stop = default) => await Write(Insert, stop, Values([session]));

    public async ValueTask<IReadOnlyList<SessionRow>> Find(IReadOnlyCollection<Guid> ids, CancellationToken stop = default) =>
        await Rows($"select {Columns} from session where id = any($1)", stop, PostgresSource.Value(ids.ToArray()));

    public async ValueTask<IReadOnlyList<SessionRow>> Of(string account, CancellationToken stop = default) =>
        await Rows(
            $"select {Columns} from session where account = $1 and ended is null order by begun, id",
            stop,
            PostgresSource.Value(account)
        );

    public async ValueTask<IReadOnlyList<SessionRow>> LastUsed(IReadOnlyCollection<string> accounts, CancellationToken stop = default) =>
        await Rows(
            $"select distinct on (account) {Columns} from session where account = any($1) order by account, used desc, id desc",
            stop,
            PostgresSource.Value(accounts.ToArray())
        );

    public async ValueTask<bool> Use(Guid id, DateTimeOffset used, DateTimeOffset ends, CancellationToken stop = default) =>
        (
            await Write(
                $"with changed as (update session set used = greatest(used, $2), ends = greatest(ends, $3) where id = $1 and ended is null returning id) {Tell}",
                stop,
                PostgresSource.Value(id),
                PostgresSource.Value(used.UtcTicks),
                PostgresSource.Value(ends.UtcTicks)
            )
        ).Count > 0;

    public async ValueTask<IReadOnlyList<Guid>> End(
        string account,
        IReadOnlyCollection<Guid> ids,
        DateTimeOffset at,
        CancellationToken stop = default
    ) =>
        await Write(
            $"with changed as (update session set ended = $3 where id = any($1) and account = $2 and ended is null returning id) {Tell}",
            stop,
            PostgresSource.Value(ids.ToArray()),
            PostgresSource.Value(account),
            PostgresSource.Value(at.UtcTicks)
        );

    public async ValueTask<IReadOnlyList<Guid>> EndAll(string account, Guid? but, DateTimeOffset at, CancellationToken stop = default) =>
        await Write(
            $"with changed as (update session set ended = $3 where account = $1 and id <> $2 and ended is null returning id) {Tell}",
            stop,
            PostgresSource.Value(account),
            PostgresSource.Value(but ?? Guid.Empty),
            PostgresSource.Value(at.UtcTicks)
        );

    public async ValueTask Sweep(DateTimeOffset before, CancellationToken stop = default) =>
        await Write("delete from session where coalesce(ended, ends) < $1", stop, PostgresSource.Value(before.UtcTicks));

    public async ValueTask<bool> TakenOver(CancellationToken stop = default) =>
        await PostgresSource.Kept(async () =>
        {
            await using var command = source.CreateCommand("select exists (select from about where name = $1)");
            command.Parameters.Add(PostgresSource.Value(Layout.SessionsName));
            return await command.ExecuteScalarAsync(stop) is true;
        });

    // The loser of the race for the name waits until the other has committed, and then finds it done.
    public async ValueTask<bool> TakeOver(IReadOnlyCollection<SessionRow> sessions, CancellationToken stop = default) =>
        await PostgresSource.Kept(async () =>
        {
            await using var connection = await source.OpenConnectionAsync(stop);
            await using var transaction = await connection.BeginTransactionAsync(stop);
            await using (
                var first = new NpgsqlCommand(
                    "insert into about (name, value) values ($1, 'taken over') on conflict (name) do nothing",
                    connection
                )
            )
            {
                first.Parameters.Add(PostgresSource.Value(Layout.SessionsName));
                if (await first.ExecuteNonQueryAsync(stop) == 0)
                    return false;
            }
            await using (var insert = new NpgsqlCommand(Insert, connection))
            {
                insert.Parameters.AddRange(Values(sessions));
                await insert.ExecuteNonQueryAsync(stop);
            }
            await transaction.CommitAsync(stop);
            return true;
        });

    public IDisposable Watch(Action<Guid?> changed) => news.Watch(changed);

    private static NpgsqlParameter[] Values(IReadOnlyCollection<SessionRow> rows) =>
        [
            PostgresSource.Value(rows.Select(row => row.Id).ToArray()),
            PostgresSource.Value(rows.Select(row => row.Hash).ToArray()),
            PostgresSource.Value(rows.Select(row => row.Account).ToArray()),
            PostgresSource.Value(rows.Select(row => row.Begun.UtcTicks).ToArray()),
            PostgresSource.Value(rows.Select(row => row.Used.UtcTicks).ToArray()),
            PostgresSource.Value(rows.Select(row => row.Ends.UtcTicks).ToArray()),
            PostgresSource.Value(rows.Select(row => row.Kind).ToArray()),
            PostgresSource.Value(rows.Select(row => row.Device).ToArray()),
            PostgresSource.Value(rows.Select(row => row.Ended?.UtcTicks).ToArray()),
        ];

    private Task<IReadOnlyList<SessionRow>> Rows(string sql, CancellationToken stop, params NpgsqlParameter[] values) =>
        PostgresSource.Kept<IReadOnlyList<SessionRow>>(async () =>
        {
            await using var command = source.CreateCommand(sql);
            command.Parameters.AddRange(values.Select(value => value.Clone()).ToArray());
            await using var reader = await command.ExecuteReaderAsync(stop);
            var rows = new List<SessionRow>();
            while (await reader.ReadAsync(stop))
                rows.Add(Row(reader));
            return rows;
        });

    /// <summary>Runs a statement in a transaction of its own; gives the ids that it gives back.</summary>
    private Task<IReadOnlyList<Guid>> Write(string sql, CancellationToken stop, params NpgsqlParameter[] values) =>
        PostgresSource.Kept<IReadOnlyList<Guid>>(async () =>
        {
            await using var batch = source.CreateBatch();
            batch.BatchCommands.Add(new(Durable));
            var command = new NpgsqlBatchCommand(sql);
            foreach (var value in values)
                command.Parameters.Add(value.Clone());
            batch.BatchCommands.Add(command);
            await using var reader = await batch.ExecuteReaderAsync(stop);
            var ids = new List<Guid>();
            await reader.NextResultAsync(stop);
            while (await reader.ReadAsync(stop))
                ids.Add(reader.GetGuid(0));
            return ids;
        });

    private static SessionRow Row(NpgsqlDataReader at) =>
        new(
            at.GetGuid(0),
            at.GetString(1),
            at.GetString(2),
            Time(at.GetInt64(3)),
            Time(at.GetInt64(4)),
            Time(at.GetInt64(5)),
            Said(at, 6),
            Said(at, 7),
            at.IsDBNull(8) ? null : Time(at.GetInt64(8))
        );

    private static string? Said(NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);

    private static DateTimeOffset Time(long ticks) => new(ticks, TimeSpan.Zero);
}
