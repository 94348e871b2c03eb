using Npgsql;
using NpgsqlTypes;

namespace Emergency.Benchmarks.Peers;

/// <summary>Group commit on the journal's own table in PostgreSQL, without its trigger: one insert over unnested arrays a batch.</summary>
internal sealed class BarePostgres : GroupCommit
{
    private readonly NpgsqlConnection _connection;
    private readonly NpgsqlCommand _insert;

    private BarePostgres(NpgsqlConnection connection, int most)
        : base(most)
    {
        _connection = connection;
        _insert = new NpgsqlCommand(
            "insert into journal (created, deleted, persistence_id, sequence_number, message, manifest, identifier) select 638000000000000000, false, s, n, m, 'count.added.v1', 119 from unnest($1, $2, $3) as rows(s, n, m)",
            connection
        )
        {
            Parameters =
            {
                new() { NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text },
                new() { NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bigint },
                new() { NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bytea },
            },
        };
    }

    public static async Task<BarePostgres> Open(string connection, int most)
    {
        var open = new NpgsqlConnection(connection);
        await open.OpenAsync();
        await using var create = new NpgsqlCommand(
            "create table journal (ordering bigint generated always as identity primary key, created bigint not null, deleted boolean not null, persistence_id text collate \"C\" not null, sequence_number bigint not null, message bytea not null, manifest text not null, identifier integer not null, writer_uuid text, unique (persistence_id, sequence_number))",
            open
        );
        await create.ExecuteNonQueryAsync();
        return new BarePostgres(open, most);
    }

    protected override async ValueTask Store(IReadOnlyList<Row> rows)
    {
        _insert.Parameters[0].Value = rows.Select(row => row.Stream).ToArray();
        _insert.Parameters[1].Value = rows.Select(row => row.Sequence).ToArray();
        _insert.Parameters[2].Value = Enumerable.Repeat(Counting.Message, rows.Count).ToArray();
        await _insert.ExecuteNonQueryAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await _insert.DisposeAsync();
        await _connection.DisposeAsync();
    }
}
