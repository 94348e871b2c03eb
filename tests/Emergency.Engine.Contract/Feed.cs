namespace Emergency.Engine.Contract;

public abstract partial class EngineContract
{
    [Fact]
    public async Task Every_reader_sees_every_event_once_and_in_order_while_others_write()
    {
        var engine = await Site.Open();
        const int senders = 20,
            each = 50;
        var readers = Enumerable.Range(0, 3).Select(_ => Task.Run(() => Take(engine, Position.Start, senders * each))).ToList();
        await Task.WhenAll(
            Enumerable
                .Range(0, senders)
                .Select(s =>
                    Task.Run(async () =>
                    {
                        for (var n = 1; n <= each; n++)
                            await Accepted(engine, Named($"{s}"), new Book(n));
                    })
                )
        );

        foreach (var events in await Task.WhenAll(readers))
        {
            events.Select(e => e.Position.Value).ShouldBeInOrder();
            events.Select(e => e.Position).Distinct().Count().ShouldBe(senders * each);
            foreach (var one in events.GroupBy(e => e.Entity))
                one.Select(e => e.Sequence).ShouldBe(Enumerable.Range(1, each).Select(n => (long)n));
        }
    }

    [Fact]
    public async Task A_reader_goes_on_from_where_it_was()
    {
        var engine = await Site.Open();
        for (var n = 0; n < 10; n++)
            await Accepted(engine, Named("a"), new Book(n));
        var all = await Take(engine, Position.Start, 10);
        for (var from = 0; from < 10; from++)
            (await Take(engine, all[from].Position, 9 - from)).Select(e => e.Sequence).ShouldBe(all.Skip(from + 1).Select(e => e.Sequence));
    }

    [Fact]
    public async Task Who_begins_in_the_middle_of_a_command_gets_the_rest_of_it_and_nothing_twice()
    {
        var engine = await Site.Open();
        var first = await Accepted(engine, Named("a"), new Book(1));
        (await Take(engine, Position.Start, 1))[0].Position.ShouldBe(first.Position);
        // Followed from here on: what comes is shared by all readers, a batch at a time.
        var last = await Accepted(engine, Named("a"), new BookMany(5));
        var all = await Take(engine, first.Position, 5);
        for (var from = 0; from < 4; from++)
            (await Take(engine, all[from].Position, 4 - from)).Select(e => e.Sequence).ShouldBe(all.Skip(from + 1).Select(e => e.Sequence));
        all[^1].Position.ShouldBe(last.Position);
    }

    [Fact]
    public async Task A_waiting_reader_hears_of_the_next_event()
    {
        var engine = await Site.Open();
        await Accepted(engine, Named("a"), new Book(1));
        var next = Task.Run(async () => (await Take(engine, await engine.Feed.Head(), 1))[0]);
        await Task.Run(async () =>
        {
            while (!next.IsCompleted)
                await Accepted(engine, Named("b"), new Book(2));
        });
        (await next).Entity.ShouldBe(Named("b"));
    }

    [Fact]
    public async Task What_is_stored_wakes_the_readers_of_every_node()
    {
        // Nothing falls due while the clock stands still: whoever is not woken waits for ever.
        var clock = new FakeTime(TimeProvider.System.GetUtcNow());
        var engine = await Site.Open(clock: clock);
        IEngine[] nodes = Site.Shared ? [engine, await Site.Open(clock: clock)] : [engine];
        foreach (var node in nodes)
        {
            // A node that shares a database listens a moment after it has opened: it is spoken to until it has heard once.
            var first = Take(node, await engine.Feed.Head(), 1);
            await Until.TrueAsync(
                async () => (await Accepted(engine, Named("a"), new Book(0))).Position.Value > 0 && first.IsCompleted,
                "the node listens"
            );
            (await first).ShouldNotBeEmpty();
            for (var n = 1; n <= 5; n++)
            {
                var next = Take(node, await engine.Feed.Head(), 1);
                var reply = await Accepted(engine, Named("a"), new Book(n));
                (await next).ShouldHaveSingleItem().Position.ShouldBe(reply.Position);
            }
        }
    }

    [Fact]
    public async Task A_reader_that_was_long_away_catches_up_over_many_pages()
    {
        var engine = await Site.Open();
        for (var n = 0; n < 30; n++)
            await Accepted(engine, Named($"{n % 3}"), new BookMany(150));
        (await Take(engine, Position.Start, 4_500)).Select(e => e.Position.Value).Distinct().Count().ShouldBe(4_500);
    }

    [Fact]
    public async Task The_past_of_one_entity_ends_where_it_is_asked_to()
    {
        var engine = await Site.Open();
        await Accepted(engine, Named("a"), new Book(1));
        var then = await engine.Feed.Head();
        await Accepted(engine, Named("a"), new Book(2));
        var past = new List<Happened>();
        await foreach (var e in engine.Feed.Stream(Named("a"), then))
            past.Add(e);
        past.ShouldHaveSingleItem().Event.ShouldBe(new Booked(1, ""));
    }

    [Fact]
    public async Task The_end_of_the_feed_counts_commands_that_changed_nothing()
    {
        var engine = await Site.Open();
        var booked = await Accepted(engine, Named("a"), new Book(1));
        (await engine.Feed.Head()).ShouldBe(booked.Position);
        await Accepted(engine, Named("a"), new FillUpTo(1));
        (await engine.Feed.Head()).ShouldBeGreaterThan(booked.Position);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(1_000)]
    public async Task A_page_holds_the_first_events_of_several_entities_in_one_order(int limit)
    {
        var engine = await Site.Open();
        for (var n = 0; n < 12; n++)
        {
            await Accepted(engine, Named($"{n % 4}"), new BookMany(3));
            await Accepted(engine, Named("0"), new FillUpTo(0));
        }
        var upTo = await engine.Feed.Head();
        await Accepted(engine, Named("1"), new Book(1));
        EntityId[] wanted = [Named("0"), Named("1"), Named("3"), Named("nobody"), Named("1")];
        var expected = (await Take(engine, Position.Start, 36))
            .Where(one => one.Position <= upTo && wanted.Contains(one.Entity) && one.Event is not NothingNew)
            .Select(one => one.Position);

        var (read, after) = (new List<Happened>(), (Position?)Position.Start);
        while (after is { } from)
        {
            var page = await engine.Feed.Streams(wanted, from, upTo, limit);
            page.Events.Count.ShouldBeLessThanOrEqualTo(limit);
            read.AddRange(page.Events);
            after = page.Next;
        }

        read.Select(one => one.Position).ShouldBe(expected);
        (await engine.Feed.Streams(wanted, upTo, await engine.Feed.Head(), limit))
            .Events.ShouldHaveSingleItem()
            .Entity.ShouldBe(Named("1"));
        var nothing = await engine.Feed.Streams([], Position.Start, upTo, limit);
        (nothing.Events.Count, nothing.Next).ShouldBe((0, null));
    }

    [Fact]
    public async Task A_reader_is_let_go_when_it_has_had_enough()
    {
        var engine = await Site.Open();
        using var stop = new CancellationTokenSource();
        var reading = Task.Run(async () =>
        {
            await foreach (var _ in engine.Feed.Read(Position.Start, stop.Token))
            {
                // Nothing is written in this test.
            }
        });
        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => reading.InTime());
    }
}
