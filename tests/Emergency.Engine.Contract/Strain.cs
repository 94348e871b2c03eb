namespace Emergency.Engine.Contract;

public abstract partial class EngineContract
{
    [Fact]
    public async Task A_full_mailbox_says_come_back_later()
    {
        var engine = await Site.Open(change: s => s with { Mailbox = 3 });
        using ManualResetEventSlim begun = new(),
            until = new();
        var slow = Task.Run(() => Accepted(engine, Named("a"), new BookLate(1, begun, until)));
        begun.Wait(Until.AtMost).ShouldBeTrue();

        var waiting = Enumerable.Range(0, 3).Select(_ => engine.Entities.Send(Named("a"), new Book(1), Asked()).AsTask()).ToList();
        var reply = await engine.Entities.Send(Named("a"), new Book(1), Asked()).AsTask().InTime();
        reply.ShouldBeOfType<Reply.Busy>().RetryAfter.ShouldBeGreaterThan(TimeSpan.Zero);
        until.Set();
        await slow;
        foreach (var answer in await Task.WhenAll(waiting))
            answer.ShouldBeOfType<Reply.Accepted>();
        (await All(engine, Named("a"))).Count.ShouldBe(4);
    }

    [Fact]
    public async Task A_decision_that_takes_long_holds_up_nobody_else()
    {
        var engine = await Site.Open();
        using ManualResetEventSlim begun = new(),
            until = new();
        await Accepted(engine, Named("b"), new Book(1));
        // The slow one is decided behind others of its entity, where each of them has just been stored.
        var before = Enumerable.Range(0, 200).Select(_ => engine.Entities.Send(Named("a"), new Book(1), Asked()).AsTask()).ToList();
        var slow = engine.Entities.Send(Named("a"), new BookLate(1, begun, until), Asked()).AsTask();
        await Task.Run(() => begun.Wait(Until.AtMost).ShouldBeTrue());
        await Accepted(engine, Named("b"), new Book(1));
        await Accepted(engine, Named("c"), new Book(1));
        slow.IsCompleted.ShouldBeFalse();
        until.Set();
        (await slow.InTime()).ShouldBeOfType<Reply.Accepted>();
        foreach (var answer in await Task.WhenAll(before))
            answer.ShouldBeOfType<Reply.Accepted>();
    }

    [Fact]
    public async Task An_entity_that_decides_for_long_is_not_put_to_sleep_and_decides_one_thing_at_a_time()
    {
        var (decider, clock) = (new LedgerDecider(), new FakeTime(TimeProvider.System.GetUtcNow()));
        var engine = await Site.Open(decider, s => s with { Idle = TimeSpan.FromMinutes(2) }, clock);
        await Accepted(engine, Named("a"), new Book(1));
        using ManualResetEventSlim begun = new(),
            until = new();
        var slow = Task.Run(() => Accepted(engine, Named("a"), new BookLate(1, begun, until)));
        await Task.Run(() => begun.Wait(Until.AtMost).ShouldBeTrue());
        clock.Advance(TimeSpan.FromMinutes(30));
        var next = Task.Run(() => Accepted(engine, Named("a"), new Book(1)));
        // Time enough for it to be decided beside the first, were there a second one of the same entity.
        for (var n = 0; n < 50; n++)
            await Accepted(engine, Named("b"), new Book(1));
        next.IsCompleted.ShouldBeFalse();
        until.Set();
        (await slow).Sequence.ShouldBe(2);
        (await next).Sequence.ShouldBe(3);
        decider.Overlapped.ShouldBeFalse();
    }

    [Fact]
    public async Task Under_overload_everybody_hears_something_and_what_was_accepted_is_there()
    {
        var engine = await Site.Open(change: s => s with { Queue = 10 });
        var replies = await Task.WhenAll(
                Enumerable.Range(0, 400).Select(n => Task.Run(() => engine.Entities.Send(Named($"{n}"), new Book(1), Asked()).AsTask()))
            )
            .InTime();
        replies.ShouldAllBe(r => r is Reply.Accepted || r is Reply.Busy);
        replies.ShouldContain(r => r is Reply.Accepted);
        (await Take(engine, Position.Start, replies.Count(r => r is Reply.Accepted))).Count.ShouldBe(
            replies.Count(r => r is Reply.Accepted)
        );
    }

    [Fact]
    public async Task An_entity_that_cannot_be_folded_stops_alone()
    {
        var engine = await Site.Open();
        await Accepted(engine, Named("bad"), new Spoil());
        await Accepted(engine, Named("good"), new Book(1));
        await engine.DisposeAsync();

        var again = await Site.Open();
        var reply = (await again.Entities.Send(Named("bad"), new Book(1), Asked())).ShouldBeOfType<Reply.Broken>();
        reply.Why.ShouldContain("live/ledger/bad");
        reply.Why.ShouldContain(LedgerForms.Spoilt);
        (await Accepted(again, Named("good"), new Book(1))).Sequence.ShouldBe(2);
    }

    [Fact]
    public async Task An_idle_entity_sleeps_and_knows_everything_when_woken()
    {
        var (decider, clock) = (new LedgerDecider(), new FakeTime(TimeProvider.System.GetUtcNow()));
        var engine = await Site.Open(decider, s => s with { Idle = TimeSpan.FromMinutes(2) }, clock);
        var meta = Asked();
        var first = await Accepted(engine, Named("a"), new BookMany(3), meta);
        decider.Folded.ShouldBe(3);

        clock.Advance(TimeSpan.FromMinutes(3));
        (await Accepted(engine, Named("a"), new BookMany(3), meta)).ShouldBe(first);
        decider.Folded.ShouldBe(6);
    }

    [Fact]
    public async Task A_busy_entity_is_not_put_to_sleep()
    {
        var (decider, clock) = (new LedgerDecider(), new FakeTime(TimeProvider.System.GetUtcNow()));
        var engine = await Site.Open(decider, s => s with { Idle = TimeSpan.FromMinutes(2) }, clock);
        for (var n = 1; n <= 20; n++)
        {
            await Accepted(engine, Named("a"), new Book(1));
            clock.Advance(TimeSpan.FromSeconds(50));
        }
        decider.Folded.ShouldBe(20);
    }

    [Fact]
    public async Task Closing_the_engine_leaves_nobody_waiting()
    {
        var engine = await Site.Open();
        var sent = Enumerable.Range(0, 200).Select(n => (To: Named($"{n % 4}"), Meta: Asked())).ToList();
        var asked = sent.Select(s => engine.Entities.Send(s.To, new Book(1), s.Meta).AsTask()).ToList();
        await engine.DisposeAsync();
        var replies = await Task.WhenAll(asked).InTime();
        replies.ShouldAllBe(r => r is Reply.Accepted || r is Reply.Stopped);
        (await engine.Entities.Send(Named("a"), new Book(1), Asked())).ShouldBeOfType<Reply.Stopped>();

        var again = await Site.Open();
        for (var i = 0; i < sent.Count; i++)
        {
            var reply = await Accepted(again, sent[i].To, new Book(1), sent[i].Meta);
            if (replies[i] is Reply.Accepted before)
                reply.ShouldBe(before);
        }
        (await Take(again, Position.Start, 200)).Count.ShouldBe(200);
    }
}
