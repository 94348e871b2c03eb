using Emergency.Engine.Own.Sqlite;
using Microsoft.Data.Sqlite;

namespace Emergency.Server.People.Keys;

/// <summary>Keys in a SQLite file of their own, `keys.db`: rollback journal instead of a log, deleted rows are overwritten.</summary>
public sealed class SqliteKeys : IKeyStore
{
    // EXTRA is FULL and also makes the removal of the rollback journal durable: a power cut cannot take a reported key back.
    private const string Settings = "pragma journal_mode=DELETE; pragma secure_delete=ON; pragma synchronous=EXTRA; pragma busy_timeout=5000;";
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
        Run(connection, Settings);
        Run(connection, "create table if not exists person_key (id blob primary key, wrapped blob not null, master text not null, made integer not null) without rowid");
        return new(connection);
    }

    public ValueTask<IReadOnlyList<WrappedKey>> Add(IReadOnlyCollection<WrappedKey> keys, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(keys);
        lock (_turn)
        {
            using (var transaction = _connection.BeginTransaction())
            {
                using var insert = _connection.CreateCommand();
                insert.Transaction = transaction;
                insert.CommandText = "insert into person_key (id, wrapped, master, made) values ($id, $wrapped, $master, $made) on conflict (id) do nothing";
                var (id, wrapped, master, made) = (insert.Parameters.Add("$id", SqliteType.Blob), insert.Parameters.Add("$wrapped", SqliteType.Blob), insert.Parameters.Add("$master", SqliteType.Text), insert.Parameters.Add("$made", SqliteType.Integer));
                foreach (var key in keys)
                {
                    (id.Value, wrapped.Value, master.Value, made.Value) = (key.Id.ToByteArray(bigEndian: true), key.Wrapped, key.Master, key.Made);
                    insert.ExecuteNonQuery();
                }
                transaction.Commit();
            }
            return ValueTask.FromResult<IReadOnlyList<WrappedKey>>([.. keys.Select(key => FindLocked(key.Id)!)]);
        }
    }

    public IEnumerable<WrappedKey> All()
    {
        lock (_turn)
        {
            using var select = _connection.CreateCommand();
            select.CommandText = "select id, wrapped, master, made from person_key";
            using var reader = select.ExecuteReader();
            var all = new List<WrappedKey>();
            while (reader.Read()) all.Add(Row(reader));
            return all;
        }
    }

    public WrappedKey? Find(Guid id)
    {
        lock (_turn) return FindLocked(id);
    }

    private WrappedKey? FindLocked(Guid id)
    {
        using var select = _connection.CreateCommand();
        select.CommandText = "select id, wrapped, master, made from person_key where id = $id";
        select.Parameters.AddWithValue("$id", id.ToByteArray(bigEndian: true));
        using var reader = select.ExecuteReader();
        return reader.Read() ? Row(reader) : null;
    }

    private static WrappedKey Row(SqliteDataReader reader) => new(new Guid(reader.GetFieldValue<byte[]>(0), bigEndian: true), reader.GetFieldValue<byte[]>(1), reader.GetString(2), reader.GetInt64(3));

    private static void Run(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Constant texts of this file.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }

    public ValueTask DisposeAsync() => _connection.DisposeAsync();
}
