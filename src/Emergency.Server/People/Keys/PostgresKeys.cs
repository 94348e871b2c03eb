using Npgsql;

namespace Emergency.Server.People.Keys;

/// <summary>Keys in table person_key of the PostgreSQL database that holds the journal, shared by all nodes.</summary>
public sealed class PostgresKeys : IKeyStore
{
    private readonly NpgsqlDataSource _source;

    private PostgresKeys(NpgsqlDataSource source) => _source = source;

    /// <summary>Opens the table, which is made only for a new installation.</summary>
    public static async Task<PostgresKeys> Open(string journal, bool isNew, CancellationToken stop = default)
    {
        var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(journal) { ApplicationName = "emergency keys", MaxPoolSize = 4 });
        if (!isNew)
        {
            await using var look = source.CreateCommand("select to_regclass('person_key') is not null");
            if (await look.ExecuteScalarAsync(stop) is true) return new(source);
            await source.DisposeAsync();
            throw Keyring.Missing("table person_key");
        }
        // Two nodes that start together both create: the second finds it there, or waits and fails on the unique name.
        await using var create = source.CreateCommand("do $$ begin create table if not exists person_key (id uuid primary key, wrapped bytea not null, master text not null, made bigint not null); exception when unique_violation or duplicate_table then null; end $$");
        await create.ExecuteNonQueryAsync(stop);
        return new(source);
    }

    public async ValueTask<IReadOnlyList<WrappedKey>> Add(IReadOnlyCollection<WrappedKey> keys, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(keys);
        await using var connection = await _source.OpenConnectionAsync(stop);
        await using (var transaction = await connection.BeginTransactionAsync(stop))
        {
            // Sorted, so that two nodes adding the same ids wait for each other in one direction only.
            var sorted = keys.OrderBy(key => key.Id).ToArray();
            await using var insert = new NpgsqlCommand("insert into person_key (id, wrapped, master, made) select * from unnest($1::uuid[], $2::bytea[], $3::text[], $4::bigint[]) on conflict (id) do nothing", connection, transaction)
            {
                Parameters = { Of(sorted.Select(key => key.Id)), Of(sorted.Select(key => key.Wrapped)), Of(sorted.Select(key => key.Master)), Of(sorted.Select(key => key.Made)) },
            };
            await using var durable = new NpgsqlCommand("set local synchronous_commit = on", connection, transaction);
            await durable.ExecuteNonQueryAsync(stop);
            await insert.ExecuteNonQueryAsync(stop);
            await transaction.CommitAsync(stop);
        }
        await using var select = new NpgsqlCommand("select id, wrapped, master, made from person_key where id = any($1)", connection) { Parameters = { Of(keys.Select(key => key.Id)) } };
        await using var reader = await select.ExecuteReaderAsync(stop);
        var there = new List<WrappedKey>(keys.Count);
        while (await reader.ReadAsync(stop)) there.Add(Row(reader));
        return there;
    }

    public IEnumerable<WrappedKey> All()
    {
        using var select = _source.CreateCommand("select id, wrapped, master, made from person_key");
        using var reader = select.ExecuteReader();
        while (reader.Read()) yield return Row(reader);
    }

    public WrappedKey? Find(Guid id)
    {
        using var select = _source.CreateCommand("select id, wrapped, master, made from person_key where id = $1");
        select.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = id });
        using var reader = select.ExecuteReader();
        return reader.Read() ? Row(reader) : null;
    }

    private static NpgsqlParameter<T[]> Of<T>(IEnumerable<T> values) => new() { TypedValue = [.. values] };
    private static WrappedKey Row(NpgsqlDataReader reader) => new(reader.GetGuid(0), reader.GetFieldValue<byte[]>(1), reader.GetString(2), reader.GetInt64(3));

    public ValueTask DisposeAsync() => _source.DisposeAsync();
}
