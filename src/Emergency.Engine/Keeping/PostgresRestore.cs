using Emergency.Engine.Storage;
using Emergency.Engine.Storage.Postgres;
using Npgsql;
using NpgsqlTypes;

namespace Emergency.Engine.Keeping;

/// <summary>Puts a backup in the place of the journal in one transaction: either all of it is there afterwards, or all that was before.</summary>
internal static class PostgresRestore
{
    private const string Copy =
        "copy journal (ordering, created, deleted, persistence_id, sequence_number, message, manifest, identifier) from stdin (format binary)";

    public static async Task Run(
        EngineSettings settings,
        ISnapshot backup,
        Func<Task<IReadOnlyDictionary<string, string?>>> prepare,
        Action<long> told,
        CancellationToken stop
    )
    {
        await using var source = PostgresSource.OpenPatiently(settings.Journal);
        await PostgresStart.On(
            source,
            async connection =>
            {
                await PostgresStart.Check(connection, await PostgresStart.Peek(connection, stop), TimeProvider.System, stop);
                if (await PostgresStart.Peek(connection, stop) is null)
                    await PostgresStart.Create(connection, stop);
                await PostgresStart.AddTables(connection, stop);
                await Alone(connection, stop);
                var about = await prepare();
                await Do(connection, "set idle_in_transaction_session_timeout = 0; set lock_timeout = '10s'", stop);
                await using var transaction = await connection.BeginTransactionAsync(stop);
                await Do(connection, "truncate journal, snapshot, seal, progress, about, session, attachment", stop);
                await Rows(connection, backup, told, stop);
                await foreach (var attachment in backup.Attachments(stop))
                    await Do(connection, PostgresAttachments.Insert, stop, PostgresAttachments.Values(attachment));
                foreach (var seal in await backup.Seals(stop))
                    await Do(
                        connection,
                        "insert into seal (after, upto, rows, hash, created) values ($1, $2, $3, $4, $5)",
                        stop,
                        PostgresSource.Value(seal.After),
                        PostgresSource.Value(seal.UpTo),
                        PostgresSource.Value(seal.Rows),
                        PostgresSource.Value(seal.Hash),
                        PostgresSource.Value(seal.Created)
                    );
                foreach (var (reader, done) in await backup.Progress(stop))
                    await Do(
                        connection,
                        "insert into progress (reader, done) values ($1, $2)",
                        stop,
                        PostgresSource.Value(reader),
                        PostgresSource.Value(done)
                    );
                foreach (var (name, value) in Keeping.CopyFile.Replaced(await backup.About(stop), about))
                    await Do(
                        connection,
                        "insert into about (name, value) values ($1, $2)",
                        stop,
                        PostgresSource.Value(name),
                        PostgresSource.Value(value)
                    );
                await Do(
                    connection,
                    "select setval('journal_ordering_seq', greatest(1, (select coalesce(max(ordering), 1) from journal)), exists (select 1 from journal))",
                    stop
                );
                await transaction.CommitAsync(stop);
                return true;
            },
            stop
        );
    }

    /// <summary>Throws <see cref="CannotStart"/> where a server runs on the database.</summary>
    public static async Task Alone(EngineSettings settings, CancellationToken stop)
    {
        await using var source = PostgresSource.OpenPatiently(settings.Journal);
        await PostgresStart.On(
            source,
            async connection =>
            {
                if (await PostgresStart.Peek(connection, stop) is not null)
                    await Alone(connection, stop);
                return true;
            },
            stop
        );
    }

    private static async Task Alone(NpgsqlConnection connection, CancellationToken stop)
    {
        await using var command = new NpgsqlCommand(
            $"select node from duty where until > clock_timestamp() and not {PostgresNotes.HolderIsGone} limit 1",
            connection
        );
        if (await command.ExecuteScalarAsync(stop) is string holder)
            throw new CannotStart($"the PostgreSQL database is in use by node {holder}: stop all servers first");
    }

    private static async Task Rows(NpgsqlConnection connection, ISnapshot backup, Action<long> told, CancellationToken stop)
    {
        var written = 0L;
        await using var importer = await connection.BeginBinaryImportAsync(Copy, stop);
        importer.Timeout = TimeSpan.FromHours(1);
        await foreach (var (row, deleted, identifier) in backup.Rows(0, stop))
        {
            await importer.StartRowAsync(stop);
            await importer.WriteAsync(row.Ordering, NpgsqlDbType.Bigint, stop);
            await importer.WriteAsync(row.Created, NpgsqlDbType.Bigint, stop);
            await importer.WriteAsync(deleted, NpgsqlDbType.Boolean, stop);
            await importer.WriteAsync(row.Stream, NpgsqlDbType.Text, stop);
            await importer.WriteAsync(row.Sequence, NpgsqlDbType.Bigint, stop);
            await importer.WriteAsync(row.Message, NpgsqlDbType.Bytea, stop);
            await importer.WriteAsync(row.Form, NpgsqlDbType.Text, stop);
            await importer.WriteAsync(identifier, NpgsqlDbType.Integer, stop);
            if (++written % 10_000 == 0)
                told(written);
        }
        await importer.CompleteAsync(stop);
        told(written);
    }

    private static async Task Do(NpgsqlConnection connection, string sql, CancellationToken stop, params NpgsqlParameter[] values)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        command.Parameters.AddRange(values);
        await command.ExecuteNonQueryAsync(stop);
    }
}
