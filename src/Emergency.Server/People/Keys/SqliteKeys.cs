using Emergency.Engine.Own.Sqlite;
using Microsoft.Data.Sqlite;

namespace Emergency.Server.People.Keys;

/// <summary>Keys in a SQLite file of their own, `keys.db`: rollback journal instead of a log, deleted rows are overwritten.</summary>
public sealed class SqliteKeys : IKeyStore
{
    // EXTRA is FULL and also makes the removal of the rollback journal durable: a power cut cannot take a reported key back.
    private const string Settings = "pragma journal_mode=DELETE; pragma secure_delete=ON; pragma synchronous=EXTRA; pragma busy_timeout=5000;";
    private const string Tables = """
        create table if not exists person_key (id blob primary key, wrapped blob not null, master text not null, made integer not null) without rowid;
        create table if not exists person_erased (id blob primary key, stream text not null, event text not null, keys text not null, at integer not null) without rowid;
        create table if not exists key_state (name text primary key, value text not null) without rowid;
        """;
    private const string Columns = "id, wrapped, master, made";
    private readonly SqliteConnection _connection;
    private readonly Lock _turn = new();

    private SqliteKeys(SqliteConnection connection) => _connection = connection;

    /// <summary>Opens the file, which is made only for a new installation; on Unix only its owner may read it.</summary>
    public static SqliteKeys Open(string file, bool isNew)
    {
        _ = SqliteNative.Version;
        if (!isNew && !File.Exists(file)) throw Keyring.Missing(file);
        if (!File.Exists(file) && !OperatingSystem.IsWindows())
            using (new FileStream(file, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite })) { }
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ToString());
        connection.Open();
        var keys = new SqliteKeys(connection);
        keys.Do(Settings);
        keys.Do(Tables);
        return keys;
    }

    public ValueTask<IReadOnlyList<WrappedKey>> Add(IReadOnlyCollection<WrappedKey> keys, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(keys);
        Together(() =>
        {
            foreach (var key in keys)
                Do("insert into person_key (id, wrapped, master, made) select $0, $1, $2, $3 where not exists (select 1 from person_erased where id = $0) and (select value from key_state where name = 'wrapping') = $2 on conflict (id) do nothing", Bytes(key.Id), key.Wrapped, key.Master, key.Made);
        });
        return ValueTask.FromResult<IReadOnlyList<WrappedKey>>([.. keys.SelectMany(key => Keys($"select {Columns} from person_key where id = $0", Bytes(key.Id)))]);
    }

    public IEnumerable<WrappedKey> All() => Keys($"select {Columns} from person_key");

    public WrappedKey? Find(Guid id) => Keys($"select {Columns} from person_key where id = $0", Bytes(id)).SingleOrDefault();

    public ValueTask Erase(ErasedPerson person, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(person);
        Together(() =>
        {
            if (Do("insert into person_erased (id, stream, event, keys, at) values ($0, $1, $2, $3, $4) on conflict (id) do nothing", Bytes(person.Id), person.Stream, person.Event, string.Join(',', person.Keys), person.At) > 0)
                foreach (var key in person.Keys.Append(person.Id)) Do("delete from person_key where id = $0", Bytes(key));
        });
        return ValueTask.CompletedTask;
    }

    public IReadOnlyList<ErasedPerson> Erased() => Rows("select id, stream, event, keys, at from person_erased order by at", row => new ErasedPerson(Id(row), row.GetString(1), row.GetString(2), KeyLists.Read(row.GetString(3)), row.GetInt64(4)));

    public ValueTask Remove(IReadOnlyCollection<Guid> ids, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(ids);
        Together(() => { foreach (var id in ids) Do("delete from person_key where id = $0", Bytes(id)); });
        return ValueTask.CompletedTask;
    }

    public ValueTask Put(IReadOnlyCollection<WrappedKey> keys, IReadOnlyCollection<ErasedPerson> erased, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(erased);
        Together(() =>
        {
            foreach (var person in erased) Do("insert into person_erased (id, stream, event, keys, at) values ($0, $1, $2, $3, $4) on conflict (id) do nothing", Bytes(person.Id), person.Stream, person.Event, string.Join(',', person.Keys), person.At);
            foreach (var key in Returning.Allowed(keys, Erased())) Do("insert into person_key (id, wrapped, master, made) values ($0, $1, $2, $3) on conflict (id) do nothing", Bytes(key.Id), key.Wrapped, key.Master, key.Made);
            foreach (var key in Erased()) Do("delete from person_key where id = $0", Bytes(key.Id));
        });
        return ValueTask.CompletedTask;
    }

    public ValueTask<KeyTurn> Begin(string wrapping, CancellationToken stop = default)
    {
        Together(() => Do("insert into key_state (name, value) values ('wrapping', $0) on conflict (name) do nothing", wrapping));
        return ValueTask.FromResult(Turn());
    }

    public KeyTurn Turn() => KeyLists.Turn(Rows("select name, value from key_state", row => KeyValuePair.Create(row.GetString(0), row.GetString(1))));

    public ValueTask TurnTo(string wrapping, long at, CancellationToken stop = default)
    {
        Together(() =>
        {
            if (Do("update key_state set value = $0 where name = 'wrapping' and value <> $0", wrapping) > 0)
                Do("insert into key_state (name, value) values ('began', $0) on conflict (name) do update set value = excluded.value", KeyLists.Text(at));
        });
        return ValueTask.CompletedTask;
    }

    public ValueTask Finish(CancellationToken stop = default)
    {
        Together(() =>
        {
            Do("insert into key_state (name, value) select 'rotated', value from key_state where name = 'began' on conflict (name) do update set value = excluded.value");
            Do("delete from key_state where name = 'began'");
        });
        return ValueTask.CompletedTask;
    }

    public IReadOnlyList<WrappedKey> NotUnder(string master, int most) => Keys($"select {Columns} from person_key where master <> $0 limit $1", master, most);

    public ValueTask Rewrap(IReadOnlyCollection<WrappedKey> keys, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(keys);
        Together(() => { foreach (var key in keys) Do("update person_key set wrapped = $1, master = $2 where id = $0", Bytes(key.Id), key.Wrapped, key.Master); });
        return ValueTask.CompletedTask;
    }

    /// <summary>The folder's lock keeps other nodes away: there is nobody to tell.</summary>
    public ValueTask Report(KeyNode node, CancellationToken stop = default) => ValueTask.CompletedTask;
    public IReadOnlyList<KeyNode> Nodes() => [];

    private void Together(Action work)
    {
        lock (_turn)
        {
            using var transaction = _connection.BeginTransaction();
            work();
            transaction.Commit();
        }
    }

    private IReadOnlyList<WrappedKey> Keys(string sql, params object[] values) => Rows(sql, row => new WrappedKey(Id(row), row.GetFieldValue<byte[]>(1), row.GetString(2), row.GetInt64(3)), values);

    private List<T> Rows<T>(string sql, Func<SqliteDataReader, T> read, params object[] values)
    {
        lock (_turn)
        {
            using var command = Command(sql, values);
            using var reader = command.ExecuteReader();
            var all = new List<T>();
            while (reader.Read()) all.Add(read(reader));
            return all;
        }
    }

    private int Do(string sql, params object[] values)
    {
        lock (_turn)
        {
            using var command = Command(sql, values);
            return command.ExecuteNonQuery();
        }
    }

    private SqliteCommand Command(string sql, object[] values)
    {
        var command = _connection.CreateCommand();
#pragma warning disable CA2100 // Constant texts of this file.
        command.CommandText = sql;
#pragma warning restore CA2100
        for (var i = 0; i < values.Length; i++) command.Parameters.AddWithValue(FormattableString.Invariant($"${i}"), values[i]);
        return command;
    }

    private static byte[] Bytes(Guid id) => id.ToByteArray(bigEndian: true);
    private static Guid Id(SqliteDataReader row) => new(row.GetFieldValue<byte[]>(0), bigEndian: true);

    public ValueTask DisposeAsync() => _connection.DisposeAsync();
}
