using System.Collections.Concurrent;
using System.Data.Common;
using Emergency.Engine.Schema;
using Emergency.Engine.Storage;
using LinqToDB.Common;
using LinqToDB.Interceptors;

namespace Emergency.Engine.Journal;

/// <summary>Positions that this node's inserts into the journal drew. Akka.Persistence.Sql does not pass them on: each insert is made to say them itself, and on PostgreSQL to tell the other nodes with its commit.</summary>
internal sealed class Drawn(IPlaces places, bool postgres) : CommandInterceptor
{
    private const string Returning = "returning persistence_id, sequence_number, ordering";

    // The notification is in a row of its own: one of each batch, not one of each row.
    private const string Telling = $"""
        select persistence_id, sequence_number, ordering, '' from stored
        union all select '', 0, 0, pg_notify('{PostgresTables.Channel}', max(ordering)::text)::text from stored
        """;

    /// <summary>The newest row of each stream that is written just now.</summary>
    private readonly ConcurrentDictionary<string, (long Sequence, long Position)> _newest = new(StringComparer.Ordinal);

    /// <summary>The position of a row that this node has just stored; 0 where it is not known. Readers on this node that wait for news are woken.</summary>
    public long Take(string stream, long sequence)
    {
        if (!_newest.TryRemove(stream, out var row) || row.Sequence != sequence)
            return 0;
        places.Ring(row.Position);
        return row.Position;
    }

    /// <summary>Nobody will ask for what was written last under this name.</summary>
    public void Forget(string stream) => _newest.TryRemove(stream, out _);

    public override async Task<Option<int>> ExecuteNonQueryAsync(
        CommandEventData eventData,
        DbCommand command,
        Option<int> result,
        CancellationToken cancellationToken
    )
    {
        if (!command.CommandText.StartsWith("insert into", StringComparison.OrdinalIgnoreCase))
            return result;
        command.CommandText = postgres
            ? $"with stored as ({command.CommandText} {Returning}) {Telling}"
            : $"{command.CommandText} {Returning}";
        var rows = 0;
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            var (stream, row) = (reader.GetString(0), (Sequence: reader.GetInt64(1), Position: reader.GetInt64(2)));
            if (row.Sequence == 0)
                continue;
            rows++;
            _newest.AddOrUpdate(
                stream,
                static (_, row) => row,
                static (_, known, row) => row.Sequence >= known.Sequence ? row : known,
                row
            );
        }
        return Option<int>.Some(rows);
    }
}
