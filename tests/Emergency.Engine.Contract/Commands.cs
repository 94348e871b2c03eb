namespace Emergency.Engine.Contract;

public abstract partial class EngineContract
{
    [Fact]
    public async Task What_was_accepted_can_be_read_at_once()
    {
        var engine = await Site.Open();
        var meta = Asked();
        var reply = await Accepted(engine, Named("a"), new Book(7, "沙袋"), meta);

        reply.Sequence.ShouldBe(1);
        var stored = (await All(engine, Named("a"))).ShouldHaveSingleItem();
        stored.Position.ShouldBe(reply.Position);
        stored.Meta.ShouldBe(meta);
        stored.Form.ShouldBe(LedgerForms.Booked);
        stored.Event.ShouldBe(new Booked(7, "沙袋"));
        (await engine.Feed.Head()).ShouldBeGreaterThanOrEqualTo(reply.Position);
    }

    [Fact]
    public async Task Every_part_of_the_sender_survives_storing()
    {
        var engine = await Site.Open();
        var meta = Asked("ab") with
        {
            OnBehalfOf = "书记 \"虚构\"",
            CausedBy = new(41),
            At = new(2026, 1, 15, 22, 0, 0, 123, TimeSpan.Zero),
        };
        await Accepted(engine, Named("a"), new Book(1), meta);
        (await All(engine, Named("a")))[0].Meta.ShouldBe(meta);
    }

    [Fact]
    public async Task The_events_of_one_command_stand_together()
    {
        var engine = await Site.Open();
        await Accepted(engine, Named("a"), new Book(1));
        var reply = await Accepted(engine, Named("a"), new BookMany(5));

        reply.Sequence.ShouldBe(6);
        var events = await All(engine, Named("a"));
        events.Select(e => e.Sequence).ShouldBe([1, 2, 3, 4, 5, 6]);
        events[^1].Position.ShouldBe(reply.Position);
    }

    [Fact]
    public async Task A_refusal_writes_nothing_and_says_why()
    {
        var engine = await Site.Open();
        await Accepted(engine, Named("a"), new Book(3));
        var reply = await engine.Entities.Send(Named("a"), new Withdraw(4), Asked());

        reply.ShouldBeOfType<Reply.Refused>().Refusal.Code.ShouldBe(LedgerDecider.NotEnough);
        (await All(engine, Named("a"))).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Nothing_to_do_is_answered_with_the_newest_position()
    {
        var engine = await Site.Open();
        (await Accepted(engine, Named("new"), new FillUpTo(0))).ShouldBe(new Reply.Accepted(Position.Start, 0));
        var booked = await Accepted(engine, Named("a"), new Book(3));
        (await Accepted(engine, Named("a"), new FillUpTo(3))).ShouldBe(booked);
        (await All(engine, Named("a"))).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_kind_nobody_knows_is_refused()
    {
        var engine = await Site.Open();
        var reply = await engine.Entities.Send(new("live", "dragon", "1"), new Book(1), Asked());
        reply.ShouldBeOfType<Reply.Refused>().Refusal.Code.ShouldBe(EngineCodes.UnknownKind);
    }

    [Fact]
    public async Task A_command_of_over_one_megabyte_is_refused_and_the_next_is_taken()
    {
        var engine = await Site.Open();
        var reply = await engine.Entities.Send(Named("a"), new Book(1, new string('x', 1_100_000)), Asked());
        reply.ShouldBeOfType<Reply.Refused>().Refusal.Code.ShouldBe(EngineCodes.TooLarge);
        (await Accepted(engine, Named("a"), new Book(1))).Sequence.ShouldBe(1);
    }

    [Fact]
    public async Task A_bug_in_one_decision_reaches_its_sender_and_nobody_else()
    {
        var engine = await Site.Open();
        await Should.ThrowAsync<NotSupportedException>(async () => await engine.Entities.Send(Named("a"), new Stumble(), Asked()));
        (await Accepted(engine, Named("a"), new Book(1))).Sequence.ShouldBe(1);
    }

    [Fact]
    public async Task One_entity_does_one_thing_at_a_time()
    {
        var decider = new LedgerDecider();
        var engine = await Site.Open(decider);
        await Accepted(engine, Named("a"), new Book(0));
        await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => Task.Run(() => Accepted(engine, Named("a"), new Book(1)))));

        decider.Overlapped.ShouldBeFalse();
        (await All(engine, Named("a"))).Select(e => e.Sequence).ShouldBe(Enumerable.Range(1, 201).Select(n => (long)n));
    }

    [Fact]
    public async Task While_one_entity_thinks_the_others_go_on()
    {
        var engine = await Site.Open();
        using ManualResetEventSlim begun = new(),
            until = new();
        var slow = Task.Run(() => Accepted(engine, Named("slow"), new BookLate(1, begun, until)));
        begun.Wait(Until.AtMost).ShouldBeTrue();
        await Accepted(engine, Named("quick"), new Book(1));
        slow.IsCompleted.ShouldBeFalse();
        until.Set();
        (await slow).Sequence.ShouldBe(1);
    }

    [Fact]
    public async Task A_drill_has_entities_of_its_own()
    {
        var engine = await Site.Open();
        await Accepted(engine, new("drill-7", "ledger", "a"), new Book(5));
        (await Accepted(engine, Named("a"), new FillUpTo(0))).Sequence.ShouldBe(0);
    }
}
