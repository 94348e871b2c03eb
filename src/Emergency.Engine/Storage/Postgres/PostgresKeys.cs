using Npgsql;

namespace Emergency.Engine.Storage.Postgres;

/// <summary>Keys in table person_key of the PostgreSQL database that holds the journal, shared by all nodes.</summary>
public sealed class PostgresKeys : IKeyStore
{
    // Two nodes that start together both create: the second finds it there, or waits and fails on the unique name of the table or of its row type.
    private const string Tables = """
        do $$ begin
          create table if not exists person_key (id uuid primary key, wrapped bytea not null, master text not null, made bigint not null);
          create table if not exists person_erased (id uuid primary key, stream text not null, event text not null, keys text not null, at bigint not null);
          create table if not exists key_state (name text primary key, value text not null);
          create table if not exists key_node (node uuid primary key, masters text not null, at timestamptz not null);
        exception when unique_violation or duplicate_table or duplicate_object then null; end $$
        """;
    private const string Made =
        "select count(*) = 4 from unnest(array['person_key', 'person_erased', 'key_state', 'key_node']) as name where to_regclass(name) is not null";
    private const string Columns = "id, wrapped, master, made";
    private readonly NpgsqlDataSource _source;

    private PostgresKeys(NpgsqlDataSource source) => _source = source;

    /// <summary>Opens the tables. Table person_key is made only for a new installation.</summary>
    public static async Task<PostgresKeys> Open(string journal, bool isNew, CancellationToken stop = default)
    {
        var source = Source(journal);
        await using var look = source.CreateCommand("select to_regclass('person_key') is not null");
        if (!isNew && await look.ExecuteScalarAsync(stop) is not true)
        {
            await PostgresSource.Close(source);
            throw MissingKeys.In("table person_key");
        }
        // Makes nothing where all are there: a role that may not make tables serves as well.
        for (var tries = 3; ; tries--)
        {
            await using var made = source.CreateCommand(Made);
            if (tries == 0 || await made.ExecuteScalarAsync(stop) is true)
                return new(source);
            await using var create = source.CreateCommand(Tables);
            await create.ExecuteNonQueryAsync(stop);
        }
    }

    /// <summary>True where the database holds keys, or held them.</summary>
    public static async Task<bool> Exists(string journal, CancellationToken stop = default)
    {
        var source = Source(journal);
        try
        {
            await using var look = source.CreateCommand("select to_regclass('person_key') is not null");
            return await look.ExecuteScalarAsync(stop) is true;
        }
        finally
        {
            await PostgresSource.Close(source);
        }
    }

    private static NpgsqlDataSource Source(string journal) =>
        PostgresSource.Primary(new NpgsqlConnectionStringBuilder(journal) { ApplicationName = "emergency keys", MaxPoolSize = 4 });

    public async ValueTask<IReadOnlyList<WrappedKey>> Add(IReadOnlyCollection<WrappedKey> keys, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(keys);
        // Sorted, so that two nodes adding the same ids wait for each other in one direction only.
        var sorted = keys.OrderBy(key => key.Id).ToArray();
        await Together(
            [
                // A change of the master key waits for us, or we for it.
                Command("select value from key_state where name = 'wrapping' for share"),
                Command(
                    """
                    insert into person_key (id, wrapped, master, made) select n.* from unnest($1, $2, $3, $4) as n (id, wrapped, master, made)
                    where not exists (select 1 from person_erased e where e.id = n.id) and n.master = (select value from key_state where name = 'wrapping')
                    on conflict (id) do nothing
                    """,
                    Of(sorted.Select(key => key.Id)),
                    Of(sorted.Select(key => key.Wrapped)),
                    Of(sorted.Select(key => key.Master)),
                    Of(sorted.Select(key => key.Made))
                ),
            ],
            stop
        );
        return await Rows($"select {Columns} from person_key where id = any($1)", Key, stop, Of(sorted.Select(key => key.Id)));
    }

    public IEnumerable<WrappedKey> All() => Rows($"select {Columns} from person_key", Key);

    public WrappedKey? Find(Guid id) => Rows($"select {Columns} from person_key where id = $1", Key, One(id)).SingleOrDefault();

    public async ValueTask Erase(ErasedPerson person, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(person);
        await Together(
            [
                // Somebody who would add the key at this moment waits, and then finds the person erased.
                Command("lock table person_key in share row exclusive mode"),
                Command(
                    """
                    with erased as (insert into person_erased (id, stream, event, keys, at) values ($1, $2, $3, $4, $5) on conflict (id) do nothing returning id)
                    delete from person_key where (id = $1 or id = any($6)) and exists (select 1 from erased)
                    """,
                    One(person.Id),
                    One(person.Stream),
                    One(person.Event),
                    One(string.Join(',', person.Keys)),
                    One(person.At),
                    Of(person.Keys)
                ),
            ],
            stop
        );
    }

    public IReadOnlyList<ErasedPerson> Erased() =>
        Rows(
            "select id, stream, event, keys, at from person_erased order by at",
            row => new ErasedPerson(row.GetGuid(0), row.GetString(1), row.GetString(2), KeyLists.Read(row.GetString(3)), row.GetInt64(4))
        );

    public async ValueTask Remove(IReadOnlyCollection<Guid> ids, CancellationToken stop = default) =>
        await Together([Command("delete from person_key where id = any($1)", Of(ids))], stop);

    public async ValueTask Put(
        IReadOnlyCollection<WrappedKey> keys,
        IReadOnlyCollection<ErasedPerson> erased,
        CancellationToken stop = default
    )
    {
        ArgumentNullException.ThrowIfNull(erased);
        var all = Erased().Concat(erased).DistinctBy(person => person.Id).ToList();
        var back = Returning.Allowed(keys, all);
        await Together(
            [
                Command("lock table person_key in share row exclusive mode"),
                Command(
                    "insert into person_erased (id, stream, event, keys, at) select * from unnest($1, $2, $3, $4, $5) on conflict (id) do nothing",
                    Of(all.Select(one => one.Id)),
                    Of(all.Select(one => one.Stream)),
                    Of(all.Select(one => one.Event)),
                    Of(all.Select(one => string.Join(',', one.Keys))),
                    Of(all.Select(one => one.At))
                ),
                Command(
                    "insert into person_key (id, wrapped, master, made) select * from unnest($1, $2, $3, $4) on conflict (id) do nothing",
                    Of(back.Select(key => key.Id)),
                    Of(back.Select(key => key.Wrapped)),
                    Of(back.Select(key => key.Master)),
                    Of(back.Select(key => key.Made))
                ),
                Command("delete from person_key where id in (select id from person_erased)"),
            ],
            stop
        );
    }

    public async ValueTask<KeyTurn> Begin(string wrapping, CancellationToken stop = default)
    {
        await Together(
            [Command("insert into key_state (name, value) values ('wrapping', $1) on conflict (name) do nothing", One(wrapping))],
            stop
        );
        return Turn();
    }

    public KeyTurn Turn() =>
        KeyLists.Turn(Rows("select name, value from key_state", row => KeyValuePair.Create(row.GetString(0), row.GetString(1))));

    public async ValueTask TurnTo(string wrapping, long at, CancellationToken stop = default) =>
        await Together(
            [
                Command(
                    """
                    with turned as (update key_state set value = $1 where name = 'wrapping' and value <> $1 returning name)
                    insert into key_state (name, value) select 'began', $2 from turned on conflict (name) do update set value = excluded.value
                    """,
                    One(wrapping),
                    One(KeyLists.Text(at))
                ),
            ],
            stop
        );

    public async ValueTask Finish(CancellationToken stop = default) =>
        await Together(
            [
                Command(
                    "insert into key_state (name, value) select 'rotated', value from key_state where name = 'began' on conflict (name) do update set value = excluded.value"
                ),
                Command("delete from key_state where name = 'began'"),
            ],
            stop
        );

    public IReadOnlyList<WrappedKey> NotUnder(string master, int most) =>
        Rows($"select {Columns} from person_key where master <> $1 limit $2", Key, One(master), One(most));

    public async ValueTask Rewrap(IReadOnlyCollection<WrappedKey> keys, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(keys);
        var sorted = keys.OrderBy(key => key.Id).ToArray();
        await Together(
            [
                Command(
                    "update person_key k set wrapped = n.wrapped, master = n.master from unnest($1, $2, $3) as n (id, wrapped, master) where k.id = n.id",
                    Of(sorted.Select(key => key.Id)),
                    Of(sorted.Select(key => key.Wrapped)),
                    Of(sorted.Select(key => key.Master))
                ),
            ],
            stop
        );
    }

    public async ValueTask Report(KeyNode node, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(node);
        await Together(
            [
                Command(
                    "insert into key_node (node, masters, at) values ($1, $2, clock_timestamp()) on conflict (node) do update set masters = excluded.masters, at = excluded.at",
                    One(node.Node),
                    One(node.Masters)
                ),
                Command("delete from key_node where at < clock_timestamp() - interval '1 day'"),
            ],
            stop
        );
    }

    public IReadOnlyList<KeyNode> Nodes() =>
        Rows(
            "select node, masters from key_node where at > clock_timestamp() - interval '1 minute'",
            row => new KeyNode(row.GetGuid(0), row.GetString(1))
        );

    /// <summary>Runs statements in one transaction that is durable when it returns.</summary>
    private async Task Together(IReadOnlyList<NpgsqlCommand> commands, CancellationToken stop)
    {
        try
        {
            await Run(commands, stop);
        }
        catch (NpgsqlException fault)
        {
            throw Told(fault);
        }
    }

    private static NotKept Told(NpgsqlException fault) => new(fault.SqlState == PostgresErrorCodes.DiskFull, fault);

    private async Task Run(IReadOnlyList<NpgsqlCommand> commands, CancellationToken stop)
    {
        await using var connection = await _source.OpenConnectionAsync(stop);
        await using var transaction = await connection.BeginTransactionAsync(stop);
        foreach (var command in commands.Prepend(Command("set local synchronous_commit = on")))
            await using (command)
            {
                (command.Connection, command.Transaction) = (connection, transaction);
                await command.ExecuteNonQueryAsync(stop);
            }
        await transaction.CommitAsync(stop);
    }

    private List<T> Rows<T>(string sql, Func<NpgsqlDataReader, T> read, params NpgsqlParameter[] values)
    {
        try
        {
            using var command = _source.CreateCommand(sql);
            command.Parameters.AddRange(values);
            using var reader = command.ExecuteReader();
            var all = new List<T>();
            while (reader.Read())
                all.Add(read(reader));
            return all;
        }
        catch (NpgsqlException fault)
        {
            throw Told(fault);
        }
    }

    private async Task<List<T>> Rows<T>(string sql, Func<NpgsqlDataReader, T> read, CancellationToken stop, params NpgsqlParameter[] values)
    {
        try
        {
            await using var command = _source.CreateCommand(sql);
            command.Parameters.AddRange(values);
            await using var reader = await command.ExecuteReaderAsync(stop);
            var all = new List<T>();
            while (await reader.ReadAsync(stop))
                all.Add(read(reader));
            return all;
        }
        catch (NpgsqlException fault)
        {
            throw Told(fault);
        }
    }

    private static NpgsqlCommand Command(string sql, params NpgsqlParameter[] values)
    {
        var command = new NpgsqlCommand(sql);
        command.Parameters.AddRange(values);
        return command;
    }

    private static NpgsqlParameter<T[]> Of<T>(IEnumerable<T> values) => new() { TypedValue = [.. values] };

    private static NpgsqlParameter<T> One<T>(T value) => new() { TypedValue = value };

    private static WrappedKey Key(NpgsqlDataReader reader) =>
        new(reader.GetGuid(0), reader.GetFieldValue<byte[]>(1), reader.GetString(2), reader.GetInt64(3));

    public ValueTask DisposeAsync() => PostgresSource.Close(_source);
}
