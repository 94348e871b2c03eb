using System.Globalization;
using Emergency.Engine.Schema;
using Npgsql;
using NpgsqlTypes;

namespace Emergency.Engine.Own.Postgres;

/// <summary>The one connection that appends: lock, insert and notify in one transaction and one round trip.</summary>
internal sealed class Appender : IAsyncDisposable
{
    // A statement of its own: its snapshot is taken when the lock is held, so it sees what the last holder stored.
    // The subquery asks the unique index for each row's first sequence; a join might read the whole table.
    private static readonly string Insert = string.Create(CultureInfo.InvariantCulture, $"""
        with stored as (
            insert into journal (created, deleted, persistence_id, sequence_number, message, manifest, identifier)
            select r.created, false, r.stream, r.sequence, r.message, r.form, {Layout.Identifier}
            from unnest($1, $2, $3, $4, $5, $6) with ordinality as r (stream, first, sequence, form, message, created, n)
            where (select j.ordering from journal j where j.persistence_id = r.stream and j.sequence_number = r.first) is null
            order by r.n
            returning ordering)
        select array_agg(ordering order by ordering), pg_notify('{PostgresTables.Channel}', coalesce(max(ordering), 0)::text) from stored
        """);

    private const string Look = """
        select (select j.ordering from journal j where j.persistence_id = r.stream and j.sequence_number = r.sequence and j.message = r.message)
        from unnest($1, $2, $3) with ordinality as r (stream, sequence, message, n)
        order by r.n
        """;

    private readonly NpgsqlConnection _connection;
    private readonly NpgsqlBatch _storing;
    private readonly NpgsqlParameter<string[]> _streams = Texts(), _forms = Texts();
    private readonly NpgsqlParameter<long[]> _firsts = Numbers(), _sequences = Numbers(), _created = Numbers();
    private readonly NpgsqlParameter<ReadOnlyMemory<byte>[]> _messages = Bytes();

    private Appender(NpgsqlConnection connection)
    {
        _connection = connection;
        _storing = new(connection) { Timeout = 0, BatchCommands = { new(PostgresTables.TakeTurn), new(Insert) { Parameters = { _streams, _firsts, _sequences, _forms, _messages, _created } } } };
    }

    /// <summary>Takes a connection for itself and prepares it.</summary>
    public static async Task<Appender> Open(NpgsqlDataSource source, CancellationToken stop)
    {
        var appender = new Appender(await source.OpenConnectionAsync(stop));
        try
        {
            // A plan that was made for an empty table must not be kept for a full one.
            await using var plans = new NpgsqlCommand("set enable_seqscan = off; set plan_cache_mode = force_generic_plan; set jit = off", appender._connection);
            await plans.ExecuteNonQueryAsync(stop);
            await appender._storing.PrepareAsync(stop);
            return appender;
        }
        catch
        {
            await appender.DisposeAsync();
            throw;
        }
    }

    /// <summary>Stores what finds its first sequence free. With <paramref name="again"/>, rows that lie there already, byte for byte, count as stored.</summary>
    public async Task<IReadOnlyList<Appended>> Store(IReadOnlyList<Append> batch, bool again, CancellationToken stop)
    {
        Fill(batch);
        long?[]? there = null;
        long[] drawn;
        await using (var work = again ? Looking() : null)
        await using (var reader = await (work ?? _storing).ExecuteReaderAsync(stop))
        {
            await reader.NextResultAsync(stop);
            if (again)
                there = await Places(reader, stop);
            await reader.ReadAsync(stop);
            drawn = reader.IsDBNull(0) ? [] : reader.GetFieldValue<long[]>(0);
            // The server commits after the last result, and disposing a reader swallows what it says then.
            while (await reader.NextResultAsync(stop))
            {
            }
        }
        return await Answer(batch, there, drawn, stop);
    }

    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    private void Fill(IReadOnlyList<Append> batch)
    {
        var rows = batch.Sum(a => a.Rows.Count);
        (_streams.TypedValue, _forms.TypedValue, _messages.TypedValue) = (new string[rows], new string[rows], new ReadOnlyMemory<byte>[rows]);
        (_firsts.TypedValue, _sequences.TypedValue, _created.TypedValue) = (new long[rows], new long[rows], new long[rows]);
        var n = 0;
        foreach (var append in batch)
            for (var i = 0; i < append.Rows.Count; i++, n++)
            {
                (_streams.TypedValue[n], _forms.TypedValue[n], _messages.TypedValue[n]) = (append.Stream, append.Rows[i].Form, append.Rows[i].Message);
                (_firsts.TypedValue[n], _sequences.TypedValue[n], _created.TypedValue[n]) = (append.FirstSequence, append.FirstSequence + i, append.Created);
            }
    }

    private NpgsqlBatch Looking() => new(_connection)
    {
        Timeout = 0,
        BatchCommands =
        {
            new(PostgresTables.TakeTurn),
            new(Look) { Parameters = { Like(_streams, Texts()), Like(_sequences, Numbers()), Like(_messages, Bytes()) } },
            new(Insert) { Parameters = { Like(_streams, Texts()), Like(_firsts, Numbers()), Like(_sequences, Numbers()), Like(_forms, Texts()), Like(_messages, Bytes()), Like(_created, Numbers()) } },
        },
    };

    private static async Task<long?[]> Places(NpgsqlDataReader reader, CancellationToken stop)
    {
        var places = new List<long?>();
        while (await reader.ReadAsync(stop))
            places.Add(reader.IsDBNull(0) ? null : reader.GetInt64(0));
        await reader.NextResultAsync(stop);
        return [.. places];
    }

    private async Task<IReadOnlyList<Appended>> Answer(IReadOnlyList<Append> batch, long?[]? there, long[] drawn, CancellationToken stop)
    {
        var answers = new Appended?[batch.Count];
        int row = 0, open = 0;
        for (var i = 0; i < batch.Count; i++)
        {
            var rows = batch[i].Rows.Count;
            if (there is not null && there.AsSpan(row, rows).IndexOf((long?)null) < 0)
                answers[i] = new Appended.Stored(there[row + rows - 1]!.Value);
            else
                open += rows;
            row += rows;
        }
        var places = open == drawn.Length ? null : await Owners(drawn, stop);
        var last = -1;
        for (var i = 0; i < batch.Count; i++)
        {
            if (answers[i] is not null)
                continue;
            var (stream, first, rows) = (batch[i].Stream, batch[i].FirstSequence, batch[i].Rows.Count);
            answers[i] = places is null ? new Appended.Stored(drawn[last += rows])
                : places.ContainsKey((stream, first)) ? new Appended.Stored(places[(stream, first + rows - 1)])
                : Appended.Taken.Answer;
        }
        return answers!;
    }

    // Not all were stored: whose are the positions that were drawn?
    private async Task<Dictionary<(string, long), long>> Owners(long[] drawn, CancellationToken stop)
    {
        var owners = new Dictionary<(string, long), long>();
        await using var command = new NpgsqlCommand("select persistence_id, sequence_number, ordering from journal where ordering = any($1)", _connection) { Parameters = { PostgresSource.Value(drawn) } };
        await using var reader = await command.ExecuteReaderAsync(stop);
        while (await reader.ReadAsync(stop))
            owners.Add((reader.GetString(0), reader.GetInt64(1)), reader.GetInt64(2));
        return owners;
    }

    private static NpgsqlParameter<string[]> Texts() => new() { NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text, TypedValue = [] };
    private static NpgsqlParameter<long[]> Numbers() => new() { NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bigint, TypedValue = [] };
    private static NpgsqlParameter<ReadOnlyMemory<byte>[]> Bytes() => new() { NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bytea, TypedValue = [] };

    private static NpgsqlParameter<T> Like<T>(NpgsqlParameter<T> from, NpgsqlParameter<T> to)
    {
        to.TypedValue = from.TypedValue;
        return to;
    }
}
