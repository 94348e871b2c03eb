using Emergency.Domain;
using Emergency.Domain.Accounts;
using Emergency.Server.Features.Accounts;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Following;
using Emergency.Server.Infrastructure.Views;
using Emergency.Server.Tests.Fixtures;
using Emergency.Server.Tests.Reactions;
using Emergency.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Emergency.Server.Tests.Accounts;

/// <summary>A node's memory of the table of sessions.</summary>
public sealed class OpenSessionsTests : IAsyncDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 3, 10, 8, 0, 0, TimeSpan.Zero);
    private static readonly AccountId Owner = new("owner");
    private readonly FakeTime _time = new();
    private readonly MemorySessions _table = new();
    private readonly Folding _folding;
    private readonly OpenSessions _node;

    public OpenSessionsTests()
    {
        var feed = new MemoryFeed(_time);
        _folding = new(feed, [new DuesView()], TimeProvider.System, NullLogger<Folding>.Instance, new Realms());
        _node = new(_table, new StoredSessions(_table, feed, _folding, _time), _folding, _time);
    }

    public async ValueTask DisposeAsync()
    {
        await _node.StopAsync(CancellationToken.None);
        _node.Dispose();
        _folding.Dispose();
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private async Task<OpenSession> Begun()
    {
        await _node.StartAsync(Stop);
        // At the start of its listening it loads all sessions it has met again; the second notification comes after that.
        for (var n = 0; n < 2; n++)
        {
            var ended = await Another();
            await Until.TrueAsync(async () => await Found(ended.Id) is not null && _node.Met == 1, "it is remembered");
            await _table.End(Owner.Key, [ended.Id.Value], Now, Stop);
            (await _node.Ended.ReadAsync(Stop)).ShouldBe(ended.Id);
        }
        return await Another();
    }

    private async Task<OpenSession> Another()
    {
        var session = new OpenSession(
            new(Guid.CreateVersion7()),
            Owner,
            new("hash", Now, Now.AddHours(12), Now, SessionOn.Desk, "Firefox")
        );
        await _node.Begin(session, Stop);
        return session;
    }

    private async Task<OpenSession?> Found(SessionId id)
    {
        var asked = _node.Find(id, Stop).AsTask();
        await Until.True(
            () =>
            {
                if (!asked.IsCompleted)
                    _time.Advance(TimeSpan.FromMilliseconds(20));
                return asked.IsCompleted;
            },
            "it is answered"
        );
        return await asked;
    }

    [Fact]
    public async Task A_session_is_read_once_and_then_remembered()
    {
        var session = await Begun();
        (await Found(session.Id)).ShouldBe(session);
        var asked = _table.Questions;
        for (var n = 0; n < 100; n++)
            (await _node.Find(session.Id, Stop)).ShouldBe(session);
        _table.Questions.ShouldBe(asked);
    }

    [Fact]
    public async Task Ten_thousand_made_up_sessions_at_once_are_at_most_two_questions_to_the_table()
    {
        await Begun();
        await Found(new(Guid.CreateVersion7()));
        var before = _table.Questions;
        var strangers = Enumerable.Range(0, 10_000).Select(_ => _node.Find(new(Guid.CreateVersion7()), Stop).AsTask()).ToList();
        await Until.True(
            () =>
            {
                _time.Advance(TimeSpan.FromMilliseconds(20));
                return strangers.TrueForAll(one => one.IsCompleted);
            },
            "all are answered"
        );
        strangers.ShouldAllBe(one => one.Result == null);
        (_table.Questions - before).ShouldBeInRange(1, 2);
        _node.Met.ShouldBe(0);
    }

    [Fact]
    public async Task What_another_node_ends_is_forgotten_and_told_and_what_it_renews_lasts()
    {
        var session = await Begun();
        await Found(session.Id);
        await _table.Use(session.Id.Value, Now.AddHours(2), Now.AddHours(14), Stop);
        await Until.TrueAsync(async () => (await Found(session.Id))!.State.Until == Now.AddHours(14), "its new end is known");
        await _table.End(Owner.Key, [session.Id.Value], Now.AddHours(3), Stop);
        (await _node.Ended.ReadAsync(Stop)).ShouldBe(session.Id);
        (await Found(session.Id)).ShouldBeNull();
    }

    [Fact]
    public async Task What_is_ended_while_it_is_read_is_not_remembered_as_it_was_read()
    {
        var session = await Begun();
        _table.Read = () =>
        {
            _table.Read = null;
            _table.End(Owner.Key, [session.Id.Value], Now.AddHours(1), Stop).AsTask().IsCompletedSuccessfully.ShouldBeTrue();
        };
        await Found(session.Id);
        (await Found(session.Id)).ShouldBeNull();
        _node.Met.ShouldBe(0);
    }

    [Fact]
    public async Task Where_the_table_cannot_be_asked_nobody_is_signed_out_and_who_is_known_goes_on()
    {
        var (met, other) = (await Begun(), new SessionId(Guid.CreateVersion7()));
        await Found(met.Id);
        _table.Away = true;
        await Should.ThrowAsync<ViewsBehind>(() => Found(other));
        (await Found(met.Id)).ShouldBe(met);
    }
}
