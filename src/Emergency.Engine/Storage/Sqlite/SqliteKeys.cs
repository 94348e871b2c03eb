namespace Emergency.Engine.Storage.Sqlite;

/// <summary>Keys in a SQLite file of their own, <c>keys.db</c>: rollback journal instead of a log, deleted rows are overwritten. After any fault the file is opened anew, and what was not finished is rolled back by that.</summary>
internal sealed class SqliteKeys : IKeyStore
{
    // EXTRA is FULL and also makes the removal of the rollback journal durable: a power cut cannot take a reported key back.
    private const string Settings = "pragma journal_mode=DELETE; pragma secure_delete=ON; pragma synchronous=EXTRA";
    private const string Tables = """
        create table if not exists person_key (id blob primary key, wrapped blob not null, master text not null, made integer not null) without rowid;
        create table if not exists person_erased (id blob primary key, stream text not null, event text not null, keys text not null, at integer not null) without rowid;
        create table if not exists key_state (name text primary key, value text not null) without rowid;
        """;
    private const string Columns = "id, wrapped, master, made";
    private const string AddKey =
        "insert into person_key (id, wrapped, master, made) select ?1, ?2, ?3, ?4 where not exists (select 1 from person_erased where id = ?1) and (select value from key_state where name = 'wrapping') = ?3 on conflict (id) do nothing";
    private const string PutKey = "insert into person_key (id, wrapped, master, made) values (?1, ?2, ?3, ?4) on conflict (id) do nothing";
    private const string AddErased =
        "insert into person_erased (id, stream, event, keys, at) values (?1, ?2, ?3, ?4, ?5) on conflict (id) do nothing returning 1";
    private const string DropKey = "delete from person_key where id = ?1";
    private readonly WriteConnection _file;

    private SqliteKeys(WriteConnection file) => _file = file;

    public string? Trouble => _file.Trouble;

    /// <summary>Opens the file, which is made only for a new installation; on Unix only its owner may read it.</summary>
    public static SqliteKeys Open(string file, bool isNew)
    {
        if (!isNew && !File.Exists(file))
            throw MissingKeys.In(file);
        if (!File.Exists(file) && !OperatingSystem.IsWindows())
            using (
                new FileStream(
                    file,
                    new FileStreamOptions
                    {
                        Mode = FileMode.CreateNew,
                        Access = FileAccess.Write,
                        UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
                    }
                )
            ) { }
        try
        {
            return new(new(() => Connected(file)));
        }
        catch (SqliteFault fault)
        {
            throw new CannotStart($"{file}: {fault.Message}");
        }
    }

    private static Connection Connected(string file)
    {
        var connection = Connection.ToWrite(file, create: OperatingSystem.IsWindows());
        try
        {
            connection.Run(Settings);
            connection.Run(Tables);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    public ValueTask<IReadOnlyList<WrappedKey>> Add(IReadOnlyCollection<WrappedKey> keys, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(keys);
        Together(file =>
        {
            foreach (var key in keys)
                Bound(file[AddKey], key).Step();
        });
        return new(Ask(file => keys.Select(key => Of(file, key.Id)).OfType<WrappedKey>().ToArray()));
    }

    public IEnumerable<WrappedKey> All() => Ask(static file => Keys(file[$"select {Columns} from person_key"]));

    public WrappedKey? Find(Guid id) => Ask(file => Of(file, id));

    public ValueTask Erase(ErasedPerson person, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(person);
        Together(file =>
        {
            if (!WriteDown(file, person))
                return;
            foreach (var key in person.Keys.Append(person.Id))
                file[DropKey].Bind(1, Bytes(key)).Step();
        });
        return ValueTask.CompletedTask;
    }

    public IReadOnlyList<ErasedPerson> Erased() => Ask(Erased);

    public ValueTask Remove(IReadOnlyCollection<Guid> ids, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(ids);
        Together(file =>
        {
            foreach (var id in ids)
                file[DropKey].Bind(1, Bytes(id)).Step();
        });
        return ValueTask.CompletedTask;
    }

    public ValueTask Put(IReadOnlyCollection<WrappedKey> keys, IReadOnlyCollection<ErasedPerson> erased, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(erased);
        Together(file =>
        {
            foreach (var person in erased)
                WriteDown(file, person);
            var all = Erased(file);
            foreach (var key in Returning.Allowed(keys, all))
                Bound(file[PutKey], key).Step();
            foreach (var person in all)
                file[DropKey].Bind(1, Bytes(person.Id)).Step();
        });
        return ValueTask.CompletedTask;
    }

    public ValueTask<KeyTurn> Begin(string wrapping, CancellationToken stop = default)
    {
        Together(file =>
            file["insert into key_state (name, value) values ('wrapping', ?1) on conflict (name) do nothing"].Bind(1, wrapping).Step()
        );
        return new(Turn());
    }

    public KeyTurn Turn() =>
        Ask(static file =>
        {
            var state = new List<KeyValuePair<string, string>>();
            var row = file["select name, value from key_state"];
            while (row.Step())
                state.Add(new(row.Text(0), row.Text(1)));
            row.Reset();
            return KeyLists.Turn(state);
        });

    public ValueTask TurnTo(string wrapping, long at, CancellationToken stop = default)
    {
        Together(file =>
        {
            var turned = file["update key_state set value = ?1 where name = 'wrapping' and value <> ?1 returning 1"].Bind(1, wrapping);
            var changed = turned.Step();
            turned.Reset();
            if (changed)
                file["insert into key_state (name, value) values ('began', ?1) on conflict (name) do update set value = excluded.value"]
                    .Bind(1, KeyLists.Text(at))
                    .Step();
        });
        return ValueTask.CompletedTask;
    }

    public ValueTask Finish(CancellationToken stop = default)
    {
        Together(static file =>
        {
            file[
                "insert into key_state (name, value) select 'rotated', value from key_state where name = 'began' on conflict (name) do update set value = excluded.value"
            ]
                .Step();
            file["delete from key_state where name = 'began'"].Step();
        });
        return ValueTask.CompletedTask;
    }

    public IReadOnlyList<WrappedKey> NotUnder(string master, int most) =>
        Ask(file => Keys(file[$"select {Columns} from person_key where master <> ?1 limit ?2"].Bind(1, master).Bind(2, most)));

    public ValueTask Rewrap(IReadOnlyCollection<WrappedKey> keys, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(keys);
        Together(file =>
        {
            foreach (var key in keys)
                file["update person_key set wrapped = ?2, master = ?3 where id = ?1"]
                    .Bind(1, Bytes(key.Id))
                    .Bind(2, key.Wrapped)
                    .Bind(3, key.Master)
                    .Step();
        });
        return ValueTask.CompletedTask;
    }

    /// <summary>The folder's lock keeps other nodes away: there is nobody to tell. After a fault a row is written that changes nothing, so that it is known when the file takes rows again.</summary>
    public ValueTask Report(KeyNode node, CancellationToken stop = default)
    {
        if (Trouble is not null)
            Together(static file => file["update key_state set value = value where name = 'wrapping'"].Step());
        return ValueTask.CompletedTask;
    }

    public IReadOnlyList<KeyNode> Nodes() => [];

    public ValueTask DisposeAsync()
    {
        _file.Dispose();
        return ValueTask.CompletedTask;
    }

    private void Together(Action<Connection> work)
    {
        try
        {
            _file.Commit(file =>
            {
                work(file);
                return 0;
            });
        }
        catch (SqliteFault fault)
        {
            throw new NotKept(fault.NoRoom, fault);
        }
    }

    private T Ask<T>(Func<Connection, T> query)
    {
        try
        {
            return _file.Read(query);
        }
        catch (SqliteFault fault)
        {
            throw new NotKept(full: false, fault);
        }
    }

    /// <summary>False where the person was erased before.</summary>
    private static bool WriteDown(Connection file, ErasedPerson person)
    {
        var added = file[AddErased]
            .Bind(1, Bytes(person.Id))
            .Bind(2, person.Stream)
            .Bind(3, person.Event)
            .Bind(4, string.Join(',', person.Keys))
            .Bind(5, person.At);
        var isNew = added.Step();
        added.Reset();
        return isNew;
    }

    private static ErasedPerson[] Erased(Connection file)
    {
        var all = new List<ErasedPerson>();
        var row = file["select id, stream, event, keys, at from person_erased order by at"];
        while (row.Step())
            all.Add(new(Id(row), row.Text(1), row.Text(2), KeyLists.Read(row.Text(3)), row.Number(4)));
        row.Reset();
        return [.. all];
    }

    private static WrappedKey? Of(Connection file, Guid id) =>
        Keys(file[$"select {Columns} from person_key where id = ?1"].Bind(1, Bytes(id))).SingleOrDefault();

    private static WrappedKey[] Keys(Statement row)
    {
        var keys = new List<WrappedKey>();
        while (row.Step())
            keys.Add(new(Id(row), row.Bytes(1), row.Text(2), row.Number(3)));
        row.Reset();
        return [.. keys];
    }

    private static Statement Bound(Statement statement, WrappedKey key) =>
        statement.Bind(1, Bytes(key.Id)).Bind(2, key.Wrapped).Bind(3, key.Master).Bind(4, key.Made);

    private static byte[] Bytes(Guid id) => id.ToByteArray(bigEndian: true);

    private static Guid Id(Statement row) => new(row.Bytes(0), bigEndian: true);
}
