using Emergency.Engine.Contract;
using Emergency.Testing;

namespace Emergency.Engine.Tests.Journals;

public abstract partial class JournalContract
{
    [Theory]
    [InlineData(Fault.BeforeCommit)]
    [InlineData(Fault.AfterCommit)]
    [InlineData(Fault.Throws)]
    public async Task F09_When_the_answer_of_a_commit_is_lost_the_retry_is_answered_once_and_for_all(Fault fault)
    {
        var database = new FaultyDatabase(Database, Journal.Alone);
        var engine = await Engine(database);
        await engine.Entities.Send(Shared, new Book(1), Meta());
        var meta = Meta();
        database.Next = fault;
        (await engine.Entities.Send(Shared, new BookMany(2), meta).AsTask().InTime()).ShouldBeOfType<Reply.Stopped>();
        engine.Trouble.ShouldNotBeNull();

        var second = (await engine.Entities.Send(Shared, new BookMany(2), meta).AsTask().InTime()).ShouldBeOfType<Reply.Accepted>();
        second.Sequence.ShouldBe(3);
        (await engine.Entities.Send(Shared, new BookMany(2), meta).AsTask().InTime()).ShouldBe(second);
        (await StoredIn(Shared.ToString())).Count.ShouldBe(3);
        await engine.Entities.Send(Shared, new Book(1), Meta());
        engine.Trouble.ShouldBeNull();
    }

    [Fact]
    public async Task A_failed_group_fails_everybody_in_it_and_nobody_waits()
    {
        var database = new FaultyDatabase(Database, Journal.Alone);
        var engine = await Engine(database);
        // Awake, they need not be read first and stand in the queue at once.
        for (var n = 0; n < 30; n++)
            await engine.Entities.Send(new("live", "ledger", $"{n}"), new Book(1), Meta());
        using ManualResetEventSlim stored = new(),
            go = new();
        database.Meanwhile = _ =>
        {
            stored.Set();
            go.Wait(Until.AtMost);
            database.Next = Fault.Throws;
            return Task.CompletedTask;
        };
        var first = engine.Entities.Send(Shared, new Book(1), Meta()).AsTask();
        stored.Wait(Until.AtMost).ShouldBeTrue();
        var group = Enumerable
            .Range(0, 30)
            .Select(n => engine.Entities.Send(new("live", "ledger", $"{n}"), new Book(1), Meta()).AsTask())
            .ToList();
        go.Set();

        (await first.InTime()).ShouldBeOfType<Reply.Accepted>();
        foreach (var reply in await Task.WhenAll(group).InTime())
            reply.ShouldBeOfType<Reply.Stopped>().Why.ShouldContain("the store broke");
    }

    [Fact]
    public async Task While_the_journal_hangs_no_more_commands_wait_for_it_than_were_set()
    {
        var database = new FaultyDatabase(Database, Journal.Alone);
        var engine = await Engine(database, change: s => s with { Queue = 3 });
        for (var n = 0; n < 4; n++)
            (
                await engine.Entities.Send(new("live", "ledger", $"{n}"), new Book(1), Meta()).AsTask().InTime()
            ).ShouldBeOfType<Reply.Accepted>();
        using ManualResetEventSlim stored = new(),
            go = new();
        database.Meanwhile = _ =>
        {
            stored.Set();
            go.Wait(Until.AtMost);
            return Task.CompletedTask;
        };
        var first = engine.Entities.Send(new("live", "ledger", "0"), new Book(1), Meta()).AsTask();
        stored.Wait(Until.AtMost).ShouldBeTrue();
        var waiting = Enumerable
            .Range(1, 2)
            .Select(n => engine.Entities.Send(new("live", "ledger", $"{n}"), new Book(1), Meta()).AsTask())
            .ToList();
        (await engine.Entities.Send(new("live", "ledger", "3"), new Book(1), Meta()).AsTask().InTime()).ShouldBeOfType<Reply.Busy>();
        go.Set();
        foreach (var reply in await Task.WhenAll(waiting.Prepend(first)).InTime())
            reply.ShouldBeOfType<Reply.Accepted>();
    }

    [Fact]
    public async Task On_a_full_disk_a_command_is_refused_by_name_and_taken_when_there_is_room()
    {
        var database = new FaultyDatabase(Database, Journal.Alone);
        var engine = await Engine(database);
        var meta = Meta();
        database.Next = Fault.Full;
        (await engine.Entities.Send(Shared, new Book(1), meta).AsTask().InTime())
            .ShouldBeOfType<Reply.Refused>()
            .Refusal.Code.ShouldBe(EngineCodes.Full);
        engine.Trouble.ShouldNotBeNull();
        (await engine.Entities.Send(Shared, new Book(1), meta).AsTask().InTime()).ShouldBeOfType<Reply.Accepted>().Sequence.ShouldBe(1);
        engine.Trouble.ShouldBeNull();
        // A command that changes nothing has to be remembered too.
        database.Next = Fault.Full;
        (await engine.Entities.Send(Shared, new FillUpTo(1), Meta()).AsTask().InTime())
            .ShouldBeOfType<Reply.Refused>()
            .Refusal.Code.ShouldBe(EngineCodes.Full);
    }
}
