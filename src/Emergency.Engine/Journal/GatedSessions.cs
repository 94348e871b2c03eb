namespace Emergency.Engine.Journal;

/// <summary>Sessions in the file that holds the journal: written when nobody else writes.</summary>
internal sealed class GatedSessions(ISessions sessions, SqliteGate gate) : ISessions
{
    public ValueTask<IReadOnlyList<SessionRow>> Find(IReadOnlyCollection<Guid> ids, CancellationToken stop = default) =>
        sessions.Find(ids, stop);

    public ValueTask<IReadOnlyList<SessionRow>> Of(string account, CancellationToken stop = default) => sessions.Of(account, stop);

    public ValueTask<IReadOnlyList<SessionRow>> LastUsed(IReadOnlyCollection<string> accounts, CancellationToken stop = default) =>
        sessions.LastUsed(accounts, stop);

    public ValueTask<bool> TakenOver(CancellationToken stop = default) => sessions.TakenOver(stop);

    public IDisposable Watch(Action<Guid?> changed) => sessions.Watch(changed);

    public async ValueTask Begin(SessionRow session, CancellationToken stop = default) =>
        await Alone(
            async () =>
            {
                await sessions.Begin(session, stop);
                return true;
            },
            stop
        );

    public async ValueTask Sweep(DateTimeOffset before, CancellationToken stop = default) =>
        await Alone(
            async () =>
            {
                await sessions.Sweep(before, stop);
                return true;
            },
            stop
        );

    public ValueTask<bool> Use(Guid id, DateTimeOffset used, DateTimeOffset ends, CancellationToken stop = default) =>
        Alone(() => sessions.Use(id, used, ends, stop), stop);

    public ValueTask<IReadOnlyList<Guid>> End(
        string account,
        IReadOnlyCollection<Guid> ids,
        DateTimeOffset at,
        CancellationToken stop = default
    ) => Alone(() => sessions.End(account, ids, at, stop), stop);

    public ValueTask<IReadOnlyList<Guid>> EndAll(string account, Guid? but, DateTimeOffset at, CancellationToken stop = default) =>
        Alone(() => sessions.EndAll(account, but, at, stop), stop);

    public ValueTask<bool> TakeOver(IReadOnlyCollection<SessionRow> rows, CancellationToken stop = default) =>
        Alone(() => sessions.TakeOver(rows, stop), stop);

    private async ValueTask<T> Alone<T>(Func<ValueTask<T>> write, CancellationToken stop)
    {
        await gate.Enter(stop);
        try
        {
            return await write();
        }
        finally
        {
            gate.Leave();
        }
    }
}
