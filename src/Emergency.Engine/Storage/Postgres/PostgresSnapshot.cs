using System.Data;
using System.Runtime.CompilerServices;
using Emergency.Engine.Entities;
using Npgsql;

namespace Emergency.Engine.Storage.Postgres;

/// <summary>A read-only, repeatable-read transaction; writers are not held up by it.</summary>
internal sealed class PostgresSnapshot : ISnapshot
{
    private const int Page = 5_000;
    private readonly NpgsqlDataSource _source;
    private readonly NpgsqlConnection _connection;
    private readonly NpgsqlTransaction _transaction;

    private PostgresSnapshot(NpgsqlDataSource source, NpgsqlConnection connection, NpgsqlTransaction transaction) =>
        (_source, _connection, _transaction) = (source, connection, transaction);

    /// <summary>Opens a view of the database as it is now. Throws <see cref="CannotStart"/> where there is none.</summary>
    public static async Task<PostgresSnapshot> Open(string journal, CancellationToken stop)
    {
        var source = PostgresSource.OpenPatiently(journal);
        NpgsqlConnection? connection = null;
        try
        {
            connection = await source.OpenConnectionAsync(stop);
            if (await PostgresStart.Peek(connection, stop) is null)
                throw new CannotStart("the PostgreSQL database holds no journal");
            // It holds no lock that anybody waits for, and whoever reads it may be slow.
            await using (var patience = new NpgsqlCommand("set idle_in_transaction_session_timeout = 0", connection))
                await patience.ExecuteNonQueryAsync(stop);
            var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, stop);
            // The view is that of the first query, not of "begin".
            await using (var first = new NpgsqlCommand("set transaction read only; select 1", connection))
                await first.ExecuteNonQueryAsync(stop);
            return new(source, connection, transaction);
        }
        catch (Exception e)
        {
            if (connection is not null)
                await connection.DisposeAsync();
            await PostgresSource.Close(source);
            if (e is NpgsqlException)
                throw new CannotStart($"the PostgreSQL database cannot be read: {e.Message}");
            throw;
        }
    }

    public async IAsyncEnumerable<CheckedRow> Rows(long after, [EnumeratorCancellation] CancellationToken stop)
    {
        for (var more = true; more; )
        {
            var page = new List<CheckedRow>(Page);
            await using var command = new NpgsqlCommand(
                "select ordering, persistence_id, sequence_number, manifest, message, created, deleted, identifier from journal where ordering > $1 order by ordering limit $2",
                _connection
            )
            {
                CommandTimeout = 0,
                Parameters = { PostgresSource.Value(after), PostgresSource.Value(Page) },
            };
            await using (var reader = await Reading(command.ExecuteReaderAsync(stop)))
                while (await Reading(reader.ReadAsync(stop)))
                    page.Add(
                        new(
                            new(
                                reader.GetInt64(0),
                                reader.GetString(1),
                                reader.GetInt64(2),
                                reader.GetString(3),
                                reader.GetFieldValue<byte[]>(4),
                                reader.GetInt64(5)
                            ),
                            reader.GetBoolean(6),
                            reader.GetInt32(7)
                        )
                    );
            foreach (var row in page)
                yield return row;
            more = page.Count == Page;
            after = more ? page[^1].Row.Ordering : after;
        }
    }

    public async IAsyncEnumerable<AttachmentRow> Attachments([EnumeratorCancellation] CancellationToken stop)
    {
        if (!await PostgresStart.Has(_connection, "attachment", stop))
            yield break;
        await using var command = new NpgsqlCommand(PostgresAttachments.All, _connection) { CommandTimeout = 0 };
        await using var reader = await Reading(command.ExecuteReaderAsync(stop));
        while (await Reading(reader.ReadAsync(stop)))
            yield return PostgresAttachments.Read(reader);
    }

    private static async Task<T> Reading<T>(Task<T> asked)
    {
        try
        {
            return await asked;
        }
        catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.DataCorrupted or PostgresErrorCodes.IndexCorrupted)
        {
            throw new BrokenEnvelope(e.MessageText);
        }
    }

    public async ValueTask<IReadOnlyList<Seal>> Seals(CancellationToken stop) =>
        await PostgresNotes.Seals(_connection, "order by upto", stop);

    public async ValueTask<IReadOnlyDictionary<string, string>> About(CancellationToken stop) =>
        await PostgresNotes.ReadAbout(_connection, stop);

    public async ValueTask<IReadOnlyDictionary<string, long>> Progress(CancellationToken stop)
    {
        var readers = new Dictionary<string, long>(StringComparer.Ordinal);
        await using var command = new NpgsqlCommand("select reader, done from progress", _connection);
        await using var reader = await command.ExecuteReaderAsync(stop);
        while (await reader.ReadAsync(stop))
            readers[reader.GetString(0)] = reader.GetInt64(1);
        return readers;
    }

    public async ValueTask<long> Head(CancellationToken stop)
    {
        await using var command = new NpgsqlCommand("select max(ordering) from journal", _connection);
        return await command.ExecuteScalarAsync(stop) as long? ?? 0;
    }

    // A transaction that was taken back leaves a hole, also at the end.
    public ValueTask<long> Given(CancellationToken stop) => new(0L);

    public ValueTask<string?> Damage(CancellationToken stop) => new((string?)null);

    public async ValueTask DisposeAsync()
    {
        await _transaction.DisposeAsync();
        await _connection.DisposeAsync();
        await PostgresSource.Close(_source);
    }
}
