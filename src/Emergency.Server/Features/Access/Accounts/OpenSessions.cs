using System.Collections.Concurrent;
using System.Threading.Channels;
using Emergency.Domain;
using Emergency.Engine;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Accounts;

/// <summary>
/// Open sessions of all accounts. The engine's table is the source; this node caches the sessions that it has met and loads one again
/// whenever it is used or ended, here or on another node.
/// Forged session ids cost little: all waiting requests share one query of the table, and a query starts at most every 20 ms.
/// </summary>
internal sealed class OpenSessions(ISessions table, StoredSessions stored, Folding folding, TimeProvider clock) : BackgroundService
{
    /// <summary>
    /// Time for which past sessions are kept, to prove sign-ins (network logs must be kept for at least six months: Cybersecurity Law).
    /// </summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(400);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2),
        Apart = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Sweeps = TimeSpan.FromDays(1);
    private const int Fewest = 1_000;

    private readonly Lock _gate = new();
    private readonly ConcurrentDictionary<SessionId, OpenSession> _met = new();
    private readonly Channel<SessionId?> _changed = Channel.CreateUnbounded<SessionId?>();
    private readonly Channel<SessionId> _ended = Channel.CreateUnbounded<SessionId>();
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly HashSet<Question> _open = [];
    private Question _asking = Question.None;
    private Question? _next;
    private long? _asked;
    private long _swept;
    private int _most = Fewest;

    /// <summary>Ids that are looked up together. A session that changes during the query is not cached.</summary>
    private sealed class Question
    {
        public static readonly Question None = new() { Answer = Task.FromResult<Dictionary<SessionId, OpenSession>>([]) };
        public HashSet<SessionId> Ids { get; } = [];
        public HashSet<SessionId> Changed { get; } = [];
        public bool AllChanged { get; set; }
        public Task<Dictionary<SessionId, OpenSession>> Answer { get; set; } = null!;
    }

    /// <summary>Ids of ended sessions, for listeners that serve them. Supports a single reader.</summary>
    public ChannelReader<SessionId> Ended => _ended.Reader;

    /// <summary>Number of sessions that this node caches.</summary>
    internal int Met => _met.Count;

    /// <summary>
    /// Finds an open session; null where it has ended or never existed. Throws <see cref="ViewsBehind"/> where the table cannot be asked.
    /// </summary>
    public async ValueTask<OpenSession?> Find(SessionId id, CancellationToken stop)
    {
        if (_met.TryGetValue(id, out var met))
            return met;
        Question question;
        lock (_gate)
        {
            // A query that is already running may have been sent too early for this session.
            if (_next is null)
            {
                _next = new();
                _next.Answer = Ask(_asking.Answer, _next);
            }
            question = _next;
            question.Ids.Add(id);
        }
#pragma warning disable CA1031 // Any failure of the table: a session that cannot be looked up is neither open nor ended.
        try
        {
            return (await question.Answer.WaitAsync(Patience, clock, stop)).GetValueOrDefault(id);
        }
        catch (Exception away) when (!stop.IsCancellationRequested)
        {
            throw new ViewsBehind(folding.Percent, away);
        }
#pragma warning restore CA1031
    }

    /// <summary>Open sessions of an account, in the order in which they began.</summary>
    public async ValueTask<IReadOnlyList<OpenSession>> Of(AccountId account, CancellationToken stop)
    {
        await Ready(stop);
        return [.. (await table.Of(account.Key, stop)).Select(OpenSession.Of)];
    }

    /// <summary>The session of each of these accounts that was used last, ended or not.</summary>
    public async ValueTask<IReadOnlyList<OpenSession>> LastUsed(IReadOnlyCollection<AccountId> accounts, CancellationToken stop)
    {
        await Ready(stop);
        return [.. (await table.LastUsed([.. accounts.Select(account => account.Key)], stop)).Select(OpenSession.Of)];
    }

    public ValueTask Begin(OpenSession session, CancellationToken stop) => table.Begin(session.Row, stop);

    /// <summary>Records that a session is in use. Returns the renewed session, or null where it has ended meanwhile.</summary>
    public async ValueTask<OpenSession?> Renew(OpenSession session, DateTimeOffset used, DateTimeOffset until, CancellationToken stop)
    {
        if (!await table.Use(session.Id.Value, used, until, stop))
            return null;
        var renewed = session with { State = session.State with { Used = used, Until = until } };
        lock (_gate)
        {
            Touch(session.Id);
            if (_met.ContainsKey(session.Id))
                _met[session.Id] = renewed;
        }
        return renewed;
    }

    /// <summary>Ends sessions of one account; sessions of other accounts are left alone.</summary>
    public async ValueTask End(AccountId account, IReadOnlyCollection<SessionId> sessions, DateTimeOffset now, CancellationToken stop)
    {
        await Ready(stop);
        Over(await table.End(account.Key, [.. sessions.Select(session => session.Value)], now, stop));
    }

    /// <summary>Ends all sessions of an account but one.</summary>
    public async ValueTask EndAll(AccountId account, SessionId? but, DateTimeOffset now, CancellationToken stop)
    {
        await Ready(stop);
        Over(await table.EndAll(account.Key, but?.Value, now, stop));
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var watch = table.Watch(id => Changed(id is { } one ? new SessionId(one) : null));
        await stored.TakeOver(stoppingToken);
        _ready.TrySetResult();
        await Sweep(stoppingToken);
        // Sessions that changed before the watch began are loaded again.
        Changed(null);
        await foreach (var id in _changed.Reader.ReadAllAsync(stoppingToken))
        {
            await ReadAgain(id is { } one ? [one] : [.. _met.Keys], stoppingToken);
            if (clock.GetElapsedTime(_swept) > Sweeps)
                await Sweep(stoppingToken);
        }
    }

    // Before the sessions of an earlier program are in the table, nobody knows who is signed in.
    private async ValueTask Ready(CancellationToken stop)
    {
        if (_ready.Task.IsCompleted)
            return;
        try
        {
            await _ready.Task.WaitAsync(Patience, clock, stop);
        }
        catch (TimeoutException late)
        {
            throw new ViewsBehind(folding.Percent, late);
        }
    }

    private async Task<Dictionary<SessionId, OpenSession>> Ask(Task before, Question question)
    {
        await Task.Yield();
        await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _ready.Task;
        if (_asked is { } last && Apart - clock.GetElapsedTime(last) is { Ticks: > 0 } left)
            await Task.Delay(left, clock);
        lock (_gate)
        {
            (_asking, _next, _asked) = (question, null, clock.GetTimestamp());
            _open.Add(question);
        }
        try
        {
            var found = await Read(question.Ids, CancellationToken.None);
            lock (_gate)
            {
                Thin();
                foreach (var (id, session) in found)
                    if (!question.AllChanged && !question.Changed.Contains(id))
                        _met[id] = session;
            }
            return found;
        }
        finally
        {
            lock (_gate)
                _open.Remove(question);
        }
    }

    private async Task<Dictionary<SessionId, OpenSession>> Read(IEnumerable<SessionId> ids, CancellationToken stop)
    {
        var rows = await table.Find([.. ids.Select(id => id.Value)], stop);
        return rows.Where(row => row.Ended is null).Select(OpenSession.Of).ToDictionary(session => session.Id);
    }

    private void Changed(SessionId? id)
    {
        lock (_gate)
        {
            var meant = id is not { } one || _met.ContainsKey(one) || _open.Any(question => question.Ids.Contains(one));
            Touch(id);
            if (meant)
                _changed.Writer.TryWrite(id);
        }
    }

    private void Touch(SessionId? id)
    {
        foreach (var question in _open)
        {
            if (id is { } one)
                question.Changed.Add(one);
            else
                question.AllChanged = true;
        }
    }

    private async Task ReadAgain(SessionId[] ids, CancellationToken stop)
    {
        foreach (var some in ids.Chunk(Fewest))
        {
            var found = await Read(some, stop);
            lock (_gate)
                foreach (var (id, session) in found)
                    _met[id] = session;
            Over([.. some.Where(id => !found.ContainsKey(id)).Select(id => id.Value)]);
        }
    }

    private void Over(IReadOnlyList<Guid> ended)
    {
        foreach (var one in ended)
        {
            var id = new SessionId(one);
            lock (_gate)
            {
                Touch(id);
                _met.TryRemove(id, out _);
            }
            _ended.Writer.TryWrite(id);
        }
    }

    // Removes expired sessions from the cache. They are loaded again if somebody uses them after all.
    private void Thin()
    {
        if (_met.Count < _most)
            return;
        var now = clock.GetUtcNow();
        foreach (var (id, session) in _met)
            if (session.State.Until <= now)
                _met.TryRemove(id, out _);
        _most = Math.Max(Fewest, 2 * _met.Count);
    }

    private async Task Sweep(CancellationToken stop)
    {
        _swept = clock.GetTimestamp();
        await table.Sweep(clock.GetUtcNow() - Kept, stop);
    }
}
