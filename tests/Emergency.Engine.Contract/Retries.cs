namespace Emergency.Engine.Contract;

public abstract partial class EngineContract
{
    [Fact]
    public async Task The_same_command_again_gets_the_same_answer_and_writes_nothing()
    {
        var engine = await Site.Open();
        var meta = Asked();
        var first = await Accepted(engine, Named("a"), new BookMany(3), meta);
        await Accepted(engine, Named("a"), new Book(1));
        (await Accepted(engine, Named("a"), new BookMany(3), meta)).ShouldBe(first);
        (await All(engine, Named("a"))).Count.ShouldBe(4);
    }

    [Fact]
    public async Task A_retry_is_remembered_over_a_restart()
    {
        var engine = await Site.Open();
        var meta = Asked();
        var first = await Accepted(engine, Named("a"), new BookMany(3), meta);
        await Accepted(engine, Named("a"), new Book(1));
        await engine.DisposeAsync();

        var again = await Site.Open();
        (await Accepted(again, Named("a"), new BookMany(3), meta)).ShouldBe(first);
        (await All(again, Named("a"))).Count.ShouldBe(4);
    }

    [Fact]
    public async Task What_changed_nothing_is_known_again_after_any_others_and_after_a_restart()
    {
        var engine = await Site.Open();
        var (begun, filled) = (Asked(), Asked());
        var nothing = await Accepted(engine, Named("a"), new FillUpTo(0), begun);
        nothing.ShouldBe(new Reply.Accepted(Position.Start, 0));
        var booked = await Accepted(engine, Named("a"), new Book(3));
        (await Accepted(engine, Named("a"), new FillUpTo(3), filled)).ShouldBe(booked);
        await Accepted(engine, Named("a"), new Withdraw(2));
        var all = await All(engine, Named("a"));
        for (var turn = 0; turn < 2; turn++)
        {
            (await Accepted(engine, Named("a"), new FillUpTo(0), begun)).ShouldBe(nothing);
            (await Accepted(engine, Named("a"), new FillUpTo(3), filled)).ShouldBe(booked);
            (await engine.Entities.Send(Named("a"), new FillUpTo(4), filled with { Digest = "bb" }))
                .ShouldBeOfType<Reply.Refused>()
                .Refusal.Code.ShouldBe(EngineCodes.AnotherRequest);
            (await All(engine, Named("a"))).Select(e => e.Event).ShouldBe([new Booked(3, ""), new Booked(-2, "")]);
            await engine.DisposeAsync();
            engine = await Site.Open();
        }
        (await All(engine, Named("a"))).ShouldBe(all);
    }

    [Fact]
    public async Task What_changed_nothing_has_a_place_in_the_feed_with_who_asked_and_none_among_the_events_of_its_entity()
    {
        var decider = new LedgerDecider();
        var engine = await Site.Open(decider);
        await Accepted(engine, Named("a"), new Book(3));
        var asked = Asked();
        await Accepted(engine, Named("a"), new FillUpTo(1), asked);
        var last = await Accepted(engine, Named("a"), new Book(1));
        last.Sequence.ShouldBe(3);
        var feed = await Take(engine, Position.Start, 3);
        feed.Select(e => e.Sequence).ShouldBe([1, 2, 3]);
        feed[1]
            .ShouldSatisfyAllConditions(
                e => e.Event.ShouldBe(NothingNew.Row),
                e => e.Form.ShouldBe(NothingNew.Form),
                e => e.Meta.ShouldBe(asked)
            );
        (await All(engine, Named("a"))).Select(e => e.Sequence).ShouldBe([1, 3]);
        decider.Folded.ShouldBe(2);
    }

    [Fact]
    public async Task The_same_id_with_another_request_is_refused()
    {
        var engine = await Site.Open();
        var meta = Asked("aa");
        await Accepted(engine, Named("a"), new Book(1), meta);
        var reply = await engine.Entities.Send(Named("a"), new Book(2), meta with { Digest = "bb" });
        reply
            .ShouldBeOfType<Reply.Refused>()
            .Refusal.ShouldSatisfyAllConditions(
                r => r.Code.ShouldBe(EngineCodes.AnotherRequest),
                r => r.Arguments.ShouldBe([meta.CommandId.ToString()])
            );
        await engine.DisposeAsync();

        var again = await Site.Open();
        (await again.Entities.Send(Named("a"), new Book(2), meta with { Digest = "bb" })).ShouldBeOfType<Reply.Refused>();
        (await All(again, Named("a"))).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Twenty_phones_sending_the_same_command_at_once_get_one_answer()
    {
        var engine = await Site.Open();
        var meta = Asked();
        var replies = await Task.WhenAll(
            Enumerable.Range(0, 20).Select(_ => Task.Run(() => Accepted(engine, Named("a"), new Book(1), meta)))
        );
        replies.Distinct().Count().ShouldBe(1);
        (await All(engine, Named("a"))).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_first_try_that_died_or_was_refused_does_not_make_the_second_look_accepted()
    {
        var engine = await Site.Open();
        var meta = Asked();
        await Should.ThrowAsync<NotSupportedException>(async () => await engine.Entities.Send(Named("a"), new Stumble(), meta));
        (await engine.Entities.Send(Named("a"), new Withdraw(1), meta)).ShouldBeOfType<Reply.Refused>();
        (await Accepted(engine, Named("a"), new Book(9), meta)).Sequence.ShouldBe(1);
        (await All(engine, Named("a")))[0].Event.ShouldBe(new Booked(9, ""));
    }

    [Fact]
    public async Task Whatever_was_answered_is_there_after_a_crash()
    {
        var engine = await Site.Open();
        var sent = Enumerable.Range(0, 50).Select(n => (To: Named($"{n % 5}"), Meta: Asked())).ToList();
        var replies = await Task.WhenAll(sent.Select(s => Accepted(engine, s.To, new BookMany(2), s.Meta)));

        var after = await Site.OpenAfterCrash();
        for (var i = 0; i < sent.Count; i++)
            (await Accepted(after, sent[i].To, new BookMany(2), sent[i].Meta)).ShouldBe(replies[i]);
    }
}
