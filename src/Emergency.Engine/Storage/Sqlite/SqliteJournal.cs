using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Emergency.Engine.Schema;

namespace Emergency.Engine.Storage.Sqlite;

/// <summary>The journal in one SQLite file: one connection stores and checkpoints, others only read.</summary>
internal sealed class SqliteJournal : IJournal, IPlaces, IBeside, IDisposable
{
    private const int Page = 500;

    private readonly WriteConnection _writer;
    private readonly Ballast _ballast;
    private readonly string _file;
    private readonly News _news;
    private readonly ConcurrentBag<Connection> _readers = [];

    public SqliteJournal(string file, WriteConnection writer, Ballast ballast, TimeProvider clock)
    {
        (_file, _writer, _ballast, _news) = (file, writer, ballast, new(clock));
        _news.Ring(Newest());
    }

    public bool Alone => true;
    public string? Hindrance => _ballast.Tight ? IJournal.NoRoom : _writer.Trouble;

    int? IBeside.Room(string stream)
    {
        lock (_ballast)
            return _ballast.Lets(stream) ? _ballast.Drops : null;
    }

    // The first of those that failed together frees the room, for all of them.
    bool IBeside.Full(int room)
    {
        lock (_ballast)
            return _ballast.Drops > room || _ballast.Drop();
    }

    void IBeside.Before() => _writer.Before();

    void IBeside.After(long pages) => _writer.After(pages);

    void IBeside.Failed(int code, string why) => _writer.Failed(new(code, why));

    public ValueTask<long> HighestSequence(string stream, CancellationToken stop) =>
        new(
            Read(reader =>
            {
                var row = reader[SqliteTables.Highest].Bind(1, stream);
                var highest = row.Step() ? row.Number(0) : 0;
                row.Reset();
                return highest;
            })
        );

    public ValueTask<IReadOnlyList<long>> Places(IReadOnlyList<(string Stream, long Sequence)> rows, CancellationToken stop)
    {
        var places = Read(reader =>
            rows.Select(row => Place(reader[SqliteTables.Place].Bind(1, row.Stream).Bind(2, row.Sequence))).ToArray()
        );
        _news.Ring(places.Max());
        return new(places);
    }

    public void Ring(long position) => _news.Ring(position);

    private long Newest() => Read(static reader => reader.Number(SqliteTables.Head));

    private static long Place(Statement found)
    {
        var place = found.Step() ? found.Number(0) : 0;
        found.Reset();
        return place;
    }

    public async IAsyncEnumerable<Row> ReadStream(string stream, long after, [EnumeratorCancellation] CancellationToken stop)
    {
        while (true)
        {
            var rows = Read(reader => Rows(reader[SqliteTables.Stream].Bind(1, stream).Bind(2, after).Bind(3, Page)));
            foreach (var row in rows)
                yield return row;
            if (rows.Count < Page)
                yield break;
            after = rows[^1].Sequence;
            stop.ThrowIfCancellationRequested();
            await ValueTask.CompletedTask;
        }
    }

    public ValueTask<IReadOnlyList<Row>> ReadStreams(
        IReadOnlyCollection<string> streams,
        long after,
        long upTo,
        int limit,
        CancellationToken stop
    ) =>
        new(
            Read(reader =>
                FirstPlaces(reader[SqliteTables.StreamPlaces].Bind(2, after), streams, upTo, limit)
                    .Select(place => Rows(reader[SqliteTables.At].Bind(1, place))[0])
                    .ToArray()
            )
        );

    /// <summary>The first positions of several streams, ascending. A stream is left as soon as its next row comes after all that are wanted.</summary>
    private static SortedSet<long> FirstPlaces(Statement places, IReadOnlyCollection<string> streams, long upTo, int limit)
    {
        var first = new SortedSet<long>();
        foreach (var stream in streams)
        {
            places.Bind(1, stream);
            while (places.Step() && places.Number(0) is var place && place <= upTo && (first.Count < limit || place < first.Max))
            {
                first.Add(place);
                if (first.Count > limit)
                    first.Remove(first.Max);
            }
            places.Reset();
        }
        return first;
    }

    public ValueTask<IReadOnlyList<Row>> ReadFeed(long after, int limit, CancellationToken stop) =>
        new(Read(reader => Rows(reader[SqliteTables.Feed].Bind(1, after).Bind(2, limit))));

    /// <summary>The table is asked: who waits here may not have been told yet of what others have stored.</summary>
    public ValueTask<long> Head(CancellationToken stop) => new(Newest());

    public ValueTask WaitForNews(long after, TimeSpan atMost, CancellationToken stop) => _news.Wait(after, atMost, stop);

    /// <summary>The columns every row is read with, in the order of the statements.</summary>
    public static Row Row(Statement at) => new(at.Number(0), at.Text(1), at.Number(2), at.Text(3), at.Bytes(4), at.Number(5));

    private static List<Row> Rows(Statement statement)
    {
        var rows = new List<Row>();
        while (statement.Step())
            rows.Add(Row(statement));
        statement.Reset();
        return rows;
    }

    /// <summary>Runs a query on a connection that only reads; it sees everything stored before the call.</summary>
    public T Read<T>(Func<Connection, T> query)
    {
        if (!_readers.TryTake(out var reader))
        {
            reader = Connection.ToRead(_file);
            reader.Run("pragma query_only=on; pragma cache_size=-8192");
        }
        try
        {
            var result = query(reader);
            _readers.Add(reader);
            return result;
        }
        catch
        {
            reader.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        while (_readers.TryTake(out var reader))
            reader.Dispose();
    }
}
