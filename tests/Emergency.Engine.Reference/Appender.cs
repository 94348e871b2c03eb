using System.Data;
using System.Globalization;
using Emergency.Engine.Schema;
using Emergency.Engine.Storage.Postgres;
using Npgsql;
using NpgsqlTypes;

namespace Emergency.Engine.Reference;

/// <summary>The one connection that appends: lock, insert and notify in one transaction and one round trip. Blocks its caller, who has a thread for it: a hop to another costs a lone sender more than the insert.</summary>
internal sealed class Appender : IDisposable
{
    // A statement of its own: its snapshot is taken when the lock is held, so it sees what the last holder stored.
    private static readonly string Insert = Into("");

    // The subquery asks the unique index for each row's first sequence; a join might read the whole table.
    private static readonly string InsertWhereFree = Into(
        "where (select j.ordering from journal j where j.persistence_id = r.stream and j.sequence_number = r.first) is null"
    );

    private static string Into(string which) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"""
            with stored as (
                insert into journal (created, deleted, persistence_id, sequence_number, message, manifest, identifier)
                select r.created, false, r.stream, r.sequence, r.message, r.form, {Layout.Identifier}
                from unnest($1, $2, $3, $4, $5, $6) with ordinality as r (stream, first, sequence, form, message, created, n)
                {which}
                order by r.n
                returning ordering)
            select array_agg(ordering order by ordering), pg_notify('{PostgresTables.Channel}', coalesce(max(ordering), 0)::text) from stored
            """
        );

    private const string Look = """
        select (select j.ordering from journal j where j.persistence_id = r.stream and j.sequence_number = r.sequence and j.message = r.message)
        from unnest($1, $2, $3) with ordinality as r (stream, sequence, message, n)
        order by r.n
        """;

    /// <summary>So many groups are looked at first after one that met somebody else's row: where two nodes want the same streams, it was not the last.</summary>
    private const int Wary = 100;

    /// <summary>True where nobody has the turn.</summary>
    private static readonly string TryTurn = string.Create(
        CultureInfo.InvariantCulture,
        $"select pg_try_advisory_xact_lock({PostgresTables.Turn})"
    );

    private readonly NpgsqlConnection _connection;
    private readonly Columns _hopeful = new(),
        _careful = new();
    private readonly NpgsqlBatch _hoping,
        _looking;
    private int _wary;

    private Appender(NpgsqlConnection connection)
    {
        _connection = connection;
        _hoping = new(connection) { BatchCommands = { new(PostgresTables.TakeTurn), _hopeful.Said(Insert) } };
        _looking = new(connection) { BatchCommands = { new(PostgresTables.TakeTurn), _careful.Said(InsertWhereFree) } };
    }

    /// <summary>Takes a connection for itself and prepares it.</summary>
    public static Appender Open(NpgsqlDataSource source)
    {
        var appender = new Appender(source.OpenConnection());
        try
        {
            // A plan that was made for an empty table must not be kept for a full one.
            using var plans = new NpgsqlCommand(
                "set enable_seqscan = off; set plan_cache_mode = force_generic_plan; set jit = off",
                appender._connection
            );
            plans.ExecuteNonQuery();
            appender._hoping.Prepare();
            appender._looking.Prepare();
            return appender;
        }
        catch
        {
            appender.Dispose();
            throw;
        }
    }

    /// <summary>Stores what finds its first sequence free. With <paramref name="again"/>, rows that lie there already, byte for byte, count as stored. Throws <see cref="NpgsqlException"/> where the server says no or has said nothing <paramref name="within"/> some seconds.</summary>
    public IReadOnlyList<Appended> Store(IReadOnlyList<Append> batch, bool again, TimeSpan within)
    {
        if (again)
        {
            using var comparing = Comparing(batch);
            return Run(batch, comparing, compares: true, within);
        }
        var began = TimeProvider.System.GetTimestamp();
        if (_wary == 0)
        {
            try
            {
                _hopeful.Fill(batch);
                return Run(batch, _hoping, compares: false, within);
            }
            // Nothing was stored. An append whose first sequence is taken must not fail the others.
            catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.UniqueViolation)
            {
                _wary = Wary;
            }
        }
        _wary--;
        _careful.Fill(batch);
        return Run(batch, _looking, compares: false, within - TimeProvider.System.GetElapsedTime(began));
    }

    private IReadOnlyList<Appended> Run(IReadOnlyList<Append> batch, NpgsqlBatch work, bool compares, TimeSpan within)
    {
        long?[]? there = null;
        long[] drawn;
        work.Timeout = Math.Max(1, (int)within.TotalSeconds);
        using (var reader = work.ExecuteReader())
        {
            reader.NextResult();
            if (compares)
                there = Places(reader);
            reader.Read();
            drawn = reader.IsDBNull(0) ? [] : reader.GetFieldValue<long[]>(0);
            // The server commits after the last result, and disposing a reader swallows what it says then.
            while (reader.NextResult()) { }
        }
        return Answer(batch, there, drawn);
    }

    /// <summary>False once the driver has given the connection up.</summary>
    public bool IsOpen => _connection.FullState == ConnectionState.Open;

    /// <summary>True where the next writer would have his turn at once.</summary>
    public bool IsLockFree()
    {
        using var command = new NpgsqlCommand(TryTurn, _connection);
        return command.ExecuteScalar() is true;
    }

    /// <summary>Ends sessions of our own that have had their turn for over a second and still wait for the rest of what their node has to say: it stands still. No timeout of the server covers that.</summary>
    public void EndHalfSaid()
    {
        using var command = new NpgsqlCommand(PostgresTables.EndHalfSaid, _connection);
        command.ExecuteNonQuery();
    }

    public void Dispose()
    {
        _hoping.Dispose();
        _looking.Dispose();
        _connection.Dispose();
    }

    private NpgsqlBatch Comparing(IReadOnlyList<Append> batch)
    {
        var (there, into) = (new Columns(), new Columns());
        there.Fill(batch);
        into.Fill(batch);
        return new(_connection)
        {
            BatchCommands =
            {
                new(PostgresTables.TakeTurn),
                new(Look) { Parameters = { there.Streams, there.Sequences, there.Messages } },
                into.Said(InsertWhereFree),
            },
        };
    }

    private static long?[] Places(NpgsqlDataReader reader)
    {
        var places = new List<long?>();
        while (reader.Read())
            places.Add(reader.IsDBNull(0) ? null : reader.GetInt64(0));
        reader.NextResult();
        return [.. places];
    }

    private IReadOnlyList<Appended> Answer(IReadOnlyList<Append> batch, long?[]? there, long[] drawn)
    {
        var answers = new Appended?[batch.Count];
        int row = 0,
            open = 0;
        for (var i = 0; i < batch.Count; i++)
        {
            var rows = batch[i].Rows.Count;
            if (there is not null && there.AsSpan(row, rows).IndexOf((long?)null) < 0)
                answers[i] = new Appended.Stored(there[row + rows - 1]!.Value);
            else
                open += rows;
            row += rows;
        }
        var places = open == drawn.Length ? null : Owners(drawn);
        var last = -1;
        for (var i = 0; i < batch.Count; i++)
        {
            if (answers[i] is not null)
                continue;
            var (stream, first, rows) = (batch[i].Stream, batch[i].FirstSequence, batch[i].Rows.Count);
            answers[i] =
                places is null ? new Appended.Stored(drawn[last += rows])
                : places.ContainsKey((stream, first)) ? new Appended.Stored(places[(stream, first + rows - 1)])
                : Appended.Taken.Answer;
        }
        return answers!;
    }

    // Not all were stored: whose are the positions that were drawn?
    private Dictionary<(string, long), long> Owners(long[] drawn)
    {
        var owners = new Dictionary<(string, long), long>();
        using var command = new NpgsqlCommand(
            "select persistence_id, sequence_number, ordering from journal where ordering = any($1)",
            _connection
        )
        {
            Parameters = { PostgresSource.Value(drawn) },
        };
        using var reader = command.ExecuteReader();
        while (reader.Read())
            owners.Add((reader.GetString(0), reader.GetInt64(1)), reader.GetInt64(2));
        return owners;
    }

    /// <summary>The rows of a group as the parameters of one statement.</summary>
    private sealed class Columns
    {
        private readonly NpgsqlParameter<string[]> _forms = Of<string>(NpgsqlDbType.Text);
        private readonly NpgsqlParameter<long[]> _firsts = Of<long>(NpgsqlDbType.Bigint),
            _created = Of<long>(NpgsqlDbType.Bigint);

        public NpgsqlParameter<string[]> Streams { get; } = Of<string>(NpgsqlDbType.Text);
        public NpgsqlParameter<long[]> Sequences { get; } = Of<long>(NpgsqlDbType.Bigint);
        public NpgsqlParameter<ReadOnlyMemory<byte>[]> Messages { get; } = Of<ReadOnlyMemory<byte>>(NpgsqlDbType.Bytea);

        public NpgsqlBatchCommand Said(string insert) =>
            new(insert) { Parameters = { Streams, _firsts, Sequences, _forms, Messages, _created } };

        public void Fill(IReadOnlyList<Append> batch)
        {
            var rows = batch.Sum(a => a.Rows.Count);
            (Streams.TypedValue, _forms.TypedValue, Messages.TypedValue) = (
                new string[rows],
                new string[rows],
                new ReadOnlyMemory<byte>[rows]
            );
            (_firsts.TypedValue, Sequences.TypedValue, _created.TypedValue) = (new long[rows], new long[rows], new long[rows]);
            var n = 0;
            foreach (var append in batch)
                for (var i = 0; i < append.Rows.Count; i++, n++)
                {
                    (Streams.TypedValue[n], _forms.TypedValue[n], Messages.TypedValue[n]) = (
                        append.Stream,
                        append.Rows[i].Form,
                        append.Rows[i].Message
                    );
                    (_firsts.TypedValue[n], Sequences.TypedValue[n], _created.TypedValue[n]) = (
                        append.FirstSequence,
                        append.FirstSequence + i,
                        append.Created
                    );
                }
        }

        private static NpgsqlParameter<T[]> Of<T>(NpgsqlDbType type) => new() { NpgsqlDbType = NpgsqlDbType.Array | type, TypedValue = [] };
    }
}
