using System.Globalization;
using System.Runtime.CompilerServices;
using Emergency.Engine.Schema;
using Npgsql;

namespace Emergency.Engine.Storage.Postgres;

/// <summary>The journal in PostgreSQL, written by one to many nodes.</summary>
internal sealed class PostgresJournal(NpgsqlDataSource source, PostgresLink link, News news) : IJournal, IPlaces, IBeside, IDisposable
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(500),
        ReadWithin = TimeSpan.FromSeconds(4);
    private const int Page = 500;

    /// <summary>Reason why nothing is stored while somebody else has the turn.</summary>
    public const string Held = "somebody keeps the journal locked";

    private readonly SemaphoreSlim _readers = new(PostgresSource.Readers);
    private volatile bool _full;
    private int _ending;

    public bool Alone => false;

    /// <summary>A full disk of the database server cannot be looked at: it is full until something was stored again.</summary>
    public string? Hindrance => link.Away ?? (_full ? IJournal.NoRoom : null);

    bool IBeside.Full(int room)
    {
        _full = true;
        return false;
    }

    void IBeside.Stored() => _full = false;

    void IBeside.Lost(Exception why) => link.Lost(why);

    void IBeside.Held()
    {
        if (Interlocked.Exchange(ref _ending, 1) == 0)
            _ = Task.Run(EndHalfSaid);
    }

    private async Task EndHalfSaid()
    {
        try
        {
            await Read(
                static async (connection, token) =>
                {
                    await using var command = new NpgsqlCommand(PostgresTables.EndHalfSaid, connection);
                    return await command.ExecuteNonQueryAsync(token);
                },
                CancellationToken.None
            );
        }
        catch (Exception e) when (e is NpgsqlException or ObjectDisposedException)
        {
            // The database is away, or the engine ends: whoever writes next asks again.
        }
        finally
        {
            Volatile.Write(ref _ending, 0);
        }
    }

    public ValueTask<long> HighestSequence(string stream, CancellationToken stop) =>
        Read(
            async (connection, token) =>
            {
                await using var command = new NpgsqlCommand(
                    "select coalesce(max(sequence_number), 0) from journal where persistence_id = $1",
                    connection
                )
                {
                    Parameters = { PostgresSource.Value(stream) },
                };
                return (long)(await command.ExecuteScalarAsync(token))!;
            },
            stop
        );

    public ValueTask<IReadOnlyList<long>> Places(IReadOnlyList<(string Stream, long Sequence)> rows, CancellationToken stop) =>
        Read(
            async (connection, token) =>
            {
                await using var command = new NpgsqlCommand(
                    $"""
                    with found as (
                        select r.n, (select j.ordering from journal j where j.persistence_id = r.stream and j.sequence_number = r.sequence) as ordering
                        from unnest($1, $2) with ordinality as r (stream, sequence, n))
                    select array_agg(coalesce(ordering, 0) order by n), pg_notify('{PostgresTables.Channel}', coalesce(max(ordering), 0)::text) from found
                    """,
                    connection
                )
                {
                    Parameters =
                    {
                        PostgresSource.Value(rows.Select(static row => row.Stream).ToArray()),
                        PostgresSource.Value(rows.Select(static row => row.Sequence).ToArray()),
                    },
                };
                await using var reader = await command.ExecuteReaderAsync(token);
                await reader.ReadAsync(token);
                return (IReadOnlyList<long>)reader.GetFieldValue<long[]>(0);
            },
            stop
        );

    public void Ring(long position) => news.Ring(position);

    public async IAsyncEnumerable<Row> ReadStream(string stream, long after, [EnumeratorCancellation] CancellationToken stop)
    {
        while (true)
        {
            var page = await Rows(
                "where persistence_id = $1 and sequence_number > $2 order by sequence_number",
                [PostgresSource.Value(stream), PostgresSource.Value(after)],
                Page,
                stop
            );
            foreach (var row in page)
                yield return row;
            if (page.Count < Page)
                yield break;
            after = page[^1].Sequence;
        }
    }

    public ValueTask<IReadOnlyList<Row>> ReadStreams(
        IReadOnlyCollection<string> streams,
        long after,
        long upTo,
        int limit,
        CancellationToken stop
    ) =>
        Rows(
            """
            where ordering = any(array(
                select place.ordering
                from unnest($1) as stream (id)
                cross join lateral (
                    select ordering from journal
                    where persistence_id = stream.id and ordering > $2 and ordering <= $3
                    order by sequence_number limit $4) as place
                order by place.ordering limit $4))
            order by ordering
            """,
            [PostgresSource.Value(streams.ToArray()), PostgresSource.Value(after), PostgresSource.Value(upTo), PostgresSource.Value(limit)],
            limit,
            stop
        );

    public ValueTask<IReadOnlyList<Row>> ReadFeed(long after, int limit, CancellationToken stop) =>
        Rows("where ordering > $1 order by ordering", [PostgresSource.Value(after)], limit, stop);

    public ValueTask<long> Head(CancellationToken stop) =>
        Read(
            async (connection, token) =>
            {
                await using var command = new NpgsqlCommand("select coalesce(max(ordering), 0) from journal", connection);
                return (long)(await command.ExecuteScalarAsync(token))!;
            },
            stop
        );

    public ValueTask WaitForNews(long after, TimeSpan atMost, CancellationToken stop) =>
        news.Wait(after, atMost < Poll ? atMost : Poll, stop);

    public void Dispose() => _readers.Dispose();

    private ValueTask<IReadOnlyList<Row>> Rows(string which, NpgsqlParameter[] parameters, int limit, CancellationToken stop) =>
        Read(
            async (connection, token) =>
            {
                await using var command = new NpgsqlCommand(
                    $"select ordering, persistence_id, sequence_number, manifest, message, created from journal {which} limit {limit.ToString(CultureInfo.InvariantCulture)}",
                    connection
                );
                // A parameter belongs to one command for good; who asks again has another.
                command.Parameters.AddRange(parameters.Select(one => one.Clone()).ToArray());
                await using var reader = await command.ExecuteReaderAsync(token);
                var rows = new List<Row>();
                while (await reader.ReadAsync(token))
                    rows.Add(
                        new(
                            reader.GetInt64(0),
                            reader.GetString(1),
                            reader.GetInt64(2),
                            reader.GetString(3),
                            reader.GetFieldValue<byte[]>(4),
                            reader.GetInt64(5)
                        )
                    );
                return (IReadOnlyList<Row>)rows;
            },
            stop
        );

    // A reader whose connection breaks asks again on a new one, and once more whatever the time: this machine may have stood still.
    private async ValueTask<T> Read<T>(Func<NpgsqlConnection, CancellationToken, Task<T>> ask, CancellationToken stop)
    {
        await _readers.WaitAsync(stop);
        try
        {
            var began = TimeProvider.System.GetTimestamp();
            for (var asked = 1; ; asked++)
            {
                if (!await link.IsThere(stop))
                    throw new NpgsqlException(link.Away);
                try
                {
                    await using var connection = await source.OpenConnectionAsync(stop);
                    return await ask(connection, stop);
                }
                catch (NpgsqlException e) when (!e.IsUndone())
                {
                    link.Lost(e);
                    if (asked > 1 && TimeProvider.System.GetElapsedTime(began) > ReadWithin)
                        throw;
                }
            }
        }
        finally
        {
            _readers.Release();
        }
    }
}
