using System.Collections.Concurrent;
using Emergency.Engine;

namespace Emergency.Server.Tests.Fixtures;

/// <summary>Sessions without a database: the questions and messages of one node, or several.</summary>
internal sealed class MemorySessions : ISessions
{
    private readonly ConcurrentDictionary<Guid, SessionRow> _rows = new();
    private readonly List<Action<Guid?>> _watching = [];

    /// <summary>Number of requests for sessions by their ids.</summary>
    public int Questions { get; private set; }

    /// <summary>True where it cannot be asked.</summary>
    public bool Away { get; set; }

    /// <summary>Runs after rows were loaded and before they are given back.</summary>
    public Action? Read { get; set; }

    public ValueTask Begin(SessionRow session, CancellationToken stop = default)
    {
        _rows.TryAdd(session.Id, session);
        return ValueTask.CompletedTask;
    }

    public ValueTask<IReadOnlyList<SessionRow>> Find(IReadOnlyCollection<Guid> ids, CancellationToken stop = default)
    {
        Questions++;
        if (Away)
            throw new NotKept(full: false, new IOException("the database is away"));
        SessionRow[] found = [.. ids.Select(id => _rows.GetValueOrDefault(id)).OfType<SessionRow>()];
        Read?.Invoke();
        return new(found);
    }

    public ValueTask<IReadOnlyList<SessionRow>> Of(string account, CancellationToken stop = default) =>
        new([.. _rows.Values.Where(row => row.Account == account && row.Ended is null).OrderBy(row => row.Begun)]);

    public ValueTask<IReadOnlyList<SessionRow>> LastUsed(IReadOnlyCollection<string> accounts, CancellationToken stop = default) =>
        new([
            .. _rows
                .Values.Where(row => accounts.Contains(row.Account, StringComparer.Ordinal))
                .GroupBy(row => row.Account, StringComparer.Ordinal)
                .Select(rows => rows.MaxBy(row => row.Used)!),
        ]);

    public ValueTask<bool> Use(Guid id, DateTimeOffset used, DateTimeOffset ends, CancellationToken stop = default)
    {
        if (!_rows.TryGetValue(id, out var row) || row.Ended is not null)
            return new(false);
        _rows[id] = row with { Used = used, Ends = ends };
        Ring(id);
        return new(true);
    }

    public ValueTask<IReadOnlyList<Guid>> End(
        string account,
        IReadOnlyCollection<Guid> ids,
        DateTimeOffset at,
        CancellationToken stop = default
    )
    {
        Guid[] ended = [.. ids.Where(id => _rows.TryGetValue(id, out var row) && row.Account == account && row.Ended is null)];
        foreach (var id in ended)
        {
            _rows[id] = _rows[id] with { Ended = at };
            Ring(id);
        }
        return new(ended);
    }

    public async ValueTask<IReadOnlyList<Guid>> EndAll(string account, Guid? but, DateTimeOffset at, CancellationToken stop = default) =>
        await End(account, [.. (await Of(account, stop)).Select(row => row.Id).Where(id => id != but)], at, stop);

    public ValueTask Sweep(DateTimeOffset before, CancellationToken stop = default) => ValueTask.CompletedTask;

    public ValueTask<bool> TakenOver(CancellationToken stop = default) => new(true);

    public ValueTask<bool> TakeOver(IReadOnlyCollection<SessionRow> sessions, CancellationToken stop = default) => new(false);

    public IDisposable Watch(Action<Guid?> changed)
    {
        _watching.Add(changed);
        return new Nobody();
    }

    private void Ring(Guid id)
    {
        foreach (var told in _watching)
            told(id);
    }

    private sealed class Nobody : IDisposable
    {
        public void Dispose() { }
    }
}
