using Emergency.Engine.Schema;

namespace Emergency.Engine.Storage.Sqlite;

/// <summary>Table session on SQLite. Everything is written by the connection that writes the journal. A session that is begun on a full disk lasts in memory, so that people can still sign in to look, and is written when there is room again.</summary>
internal sealed class SqliteSessions(SqliteJournal journal, WriteConnection writer) : ISessions
{
    private readonly SessionNews _news = new();
    private readonly Lock _gate = new();
    private readonly Dictionary<Guid, SessionRow> _held = [];

    public ValueTask Begin(SessionRow session, CancellationToken stop = default)
    {
        lock (_gate)
        {
            KeepHeld();
            try
            {
                LeaveRoom();
                Write(connection => Insert(connection, session));
            }
            catch (NotKept why) when (why.Full)
            {
                _held.TryAdd(session.Id, session);
            }
        }
        return ValueTask.CompletedTask;
    }

    public ValueTask<IReadOnlyList<SessionRow>> Find(IReadOnlyCollection<Guid> ids, CancellationToken stop = default)
    {
        var held = Held(row => ids.Contains(row.Id));
        return new(
            With(held, Read(connection => ids.SelectMany(id => Rows(connection[SqliteTables.FindSession].Bind(1, Text(id)))).ToList()))
        );
    }

    public ValueTask<IReadOnlyList<SessionRow>> Of(string account, CancellationToken stop = default)
    {
        var held = Held(row => row.Account == account);
        return new(With(held, Read(connection => Rows(connection[SqliteTables.SessionsOf].Bind(1, account)))));
    }

    public ValueTask<IReadOnlyList<SessionRow>> LastUsed(IReadOnlyCollection<string> accounts, CancellationToken stop = default)
    {
        var held = Held(row => accounts.Contains(row.Account, StringComparer.Ordinal));
        var kept = Read(connection =>
            accounts.SelectMany(account => Rows(connection[SqliteTables.LastSessionOf].Bind(1, account))).ToList()
        );
        return new([.. With(held, kept).GroupBy(row => row.Account, StringComparer.Ordinal).Select(rows => rows.MaxBy(row => row.Used)!)]);
    }

    public ValueTask<bool> Use(Guid id, DateTimeOffset used, DateTimeOffset ends, CancellationToken stop = default)
    {
        if (UseHeld(id, used, ends))
        {
            _news.Ring(id);
            return new(true);
        }
        LeaveRoom();
        var found = Write(connection =>
            Changes(connection[SqliteTables.UseSession].Bind(1, Text(id)).Bind(2, used.UtcTicks).Bind(3, ends.UtcTicks))
        );
        if (found)
            _news.Ring(id);
        return new(found);
    }

    public ValueTask<IReadOnlyList<Guid>> End(
        string account,
        IReadOnlyCollection<Guid> ids,
        DateTimeOffset at,
        CancellationToken stop = default
    )
    {
        var held = EndHeld(row => row.Account == account && ids.Contains(row.Id));
        var ended = Write(connection => ids.Where(id => End(connection, id, account, at)).ToList());
        foreach (var id in ended)
            _news.Ring(id);
        return new([.. held, .. ended]);
    }

    public ValueTask<IReadOnlyList<Guid>> EndAll(string account, Guid? but, DateTimeOffset at, CancellationToken stop = default)
    {
        var held = EndHeld(row => row.Account == account && row.Id != but);
        var ended = Write(connection =>
            Rows(connection[SqliteTables.SessionsOf].Bind(1, account))
                .Select(row => row.Id)
                .Where(id => id != but && End(connection, id, account, at))
                .ToList()
        );
        foreach (var id in ended)
            _news.Ring(id);
        return new([.. held, .. ended]);
    }

    public ValueTask Sweep(DateTimeOffset before, CancellationToken stop = default)
    {
        Write(connection => connection[SqliteTables.SweepSessions].Bind(1, before.UtcTicks).Step());
        return ValueTask.CompletedTask;
    }

    public ValueTask<bool> TakenOver(CancellationToken stop = default) =>
        new(Read(connection => SqliteNotes.About(connection).ContainsKey(Layout.SessionsName)));

    public ValueTask<bool> TakeOver(IReadOnlyCollection<SessionRow> sessions, CancellationToken stop = default)
    {
        var mine = Write(connection =>
        {
            if (SqliteNotes.About(connection).ContainsKey(Layout.SessionsName))
                return false;
            foreach (var session in sessions)
                Insert(connection, session);
            connection[SqliteTables.SetAbout].Bind(1, Layout.SessionsName).Bind(2, "taken over").Step();
            return true;
        });
        return new(mine);
    }

    public IDisposable Watch(Action<Guid?> changed) => _news.Watch(changed);

    // On a full disk the room that was freed belongs to what must still be recorded.
    private void LeaveRoom()
    {
        if (journal.Hindrance == IJournal.NoRoom)
            throw new NotKept(full: true, new IOException(IJournal.NoRoom));
    }

    private void KeepHeld()
    {
        if (_held.Count == 0 || journal.Hindrance == IJournal.NoRoom)
            return;
        try
        {
            Write(connection => _held.Values.Count(row => Insert(connection, row)));
            _held.Clear();
        }
        catch (NotKept)
        {
            // There is no room yet: the next call tries again.
        }
    }

    private List<SessionRow> Held(Func<SessionRow, bool> meant)
    {
        lock (_gate)
        {
            KeepHeld();
            return [.. _held.Values.Where(meant)];
        }
    }

    // A session that was written between the two looks stands in both.
    private static List<SessionRow> With(List<SessionRow> held, IReadOnlyList<SessionRow> kept) =>
        [.. kept, .. held.Where(one => kept.All(row => row.Id != one.Id)).OrderBy(one => one.Begun)];

    private bool UseHeld(Guid id, DateTimeOffset used, DateTimeOffset ends)
    {
        lock (_gate)
        {
            KeepHeld();
            if (!_held.TryGetValue(id, out var row))
                return false;
            _held[id] = row with { Used = used > row.Used ? used : row.Used, Ends = ends > row.Ends ? ends : row.Ends };
            return true;
        }
    }

    // Told at once: they are over also where the disk has no room to end the others.
    private List<Guid> EndHeld(Func<SessionRow, bool> meant)
    {
        lock (_gate)
        {
            KeepHeld();
            List<Guid> ended = [.. _held.Values.Where(meant).Select(row => row.Id)];
            foreach (var id in ended)
            {
                _held.Remove(id);
                _news.Ring(id);
            }
            return ended;
        }
    }

    private static bool Insert(Connection connection, SessionRow row) =>
        connection[SqliteTables.BeginSession]
            .Bind(1, Text(row.Id))
            .Bind(2, row.Hash)
            .Bind(3, row.Account)
            .Bind(4, row.Begun.UtcTicks)
            .Bind(5, row.Used.UtcTicks)
            .Bind(6, row.Ends.UtcTicks)
            .Bind(7, row.Kind ?? "")
            .Bind(8, row.Device ?? "")
            .Bind(9, row.Ended?.UtcTicks ?? 0)
            .Insert();

    private static bool End(Connection connection, Guid id, string account, DateTimeOffset at) =>
        Changes(connection[SqliteTables.EndSession].Bind(1, Text(id)).Bind(2, account).Bind(3, at.UtcTicks));

    /// <summary>True where a statement that gives back its changes has changed a row.</summary>
    private static bool Changes(Statement statement)
    {
        var any = statement.Step();
        statement.Reset();
        return any;
    }

    private static List<SessionRow> Rows(Statement at)
    {
        var rows = new List<SessionRow>();
        while (at.Step())
            rows.Add(Row(at));
        at.Reset();
        return rows;
    }

    private static SessionRow Row(Statement at) =>
        new(
            Guid.ParseExact(at.Text(0), "N"),
            at.Text(1),
            at.Text(2),
            Time(at.Number(3)),
            Time(at.Number(4)),
            Time(at.Number(5)),
            Said(at.Text(6)),
            Said(at.Text(7)),
            at.Number(8) is not 0 and var ended ? Time(ended) : null
        );

    private IReadOnlyList<SessionRow> Read(Func<Connection, IReadOnlyList<SessionRow>> query) => Kept(() => journal.Read(query));

    private bool Read(Func<Connection, bool> query) => Kept(() => journal.Read(query));

    private T Write<T>(Func<Connection, T> work) => Kept(() => writer.Commit(work));

    private static T Kept<T>(Func<T> call)
    {
        try
        {
            return call();
        }
        catch (SqliteFault fault)
        {
            throw new NotKept(fault.NoRoom, fault);
        }
    }

    private static string Text(Guid id) => id.ToString("N");

    private static string? Said(string text) => text.Length == 0 ? null : text;

    private static DateTimeOffset Time(long ticks) => new(ticks, TimeSpan.Zero);
}
