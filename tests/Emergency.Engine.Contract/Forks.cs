namespace Emergency.Engine.Contract;

public abstract partial class EngineContract
{
    [Fact]
    public async Task A_fork_begins_as_the_other_realm_was_and_neither_hears_of_the_other_again()
    {
        var at = Position.Start;
        var engine = await Site.Open(change: settings =>
            settings with
            {
                Forks = realm => realm == "drill" ? new Fork("drill", "live", at) : null,
            }
        );
        await Accepted(engine, Named("a"), new Book(7));
        at = (await Accepted(engine, Named("b"), new Book(1))).Position;
        await Accepted(engine, Named("a"), new Book(5));

        // Seven were there before the fork, five came after it.
        (await engine.Entities.Send(Forked("a"), new Withdraw(8), Asked()))
            .ShouldBeOfType<Reply.Refused>()
            .Refusal.Code.ShouldBe(LedgerDecider.NotEnough);
        (await Accepted(engine, Forked("a"), new Withdraw(7))).Sequence.ShouldBe(1, "a stream of its own");
        (await engine.Entities.Send(Forked("b"), new Withdraw(1), Asked())).ShouldBeOfType<Reply.Refused>(
            "what stands at the fork's own position is not before it"
        );
        (await Accepted(engine, Named("a"), new Withdraw(12))).Sequence.ShouldBe(3, "the other has lost nothing");
        (await All(engine, Forked("a"))).Select(one => one.Event).ShouldBe([new Booked(-7, "")]);
    }

    [Fact]
    public async Task A_fork_that_slept_wakes_as_it_was()
    {
        var at = Position.Start;
        Func<EngineSettings, EngineSettings> change = settings =>
            settings with
            {
                Forks = realm => realm == "drill" ? new Fork("drill", "live", at) : null,
            };
        var engine = await Site.Open(change: change);
        await Accepted(engine, Named("a"), new Book(7));
        at = (await Accepted(engine, Named("b"), new Book(1))).Position;
        await Accepted(engine, Forked("a"), new Withdraw(3));
        await Accepted(engine, Named("a"), new Withdraw(7));
        await engine.DisposeAsync();

        var again = await Site.Open(change: change);
        (await again.Entities.Send(Forked("a"), new Withdraw(5), Asked()))
            .ShouldBeOfType<Reply.Refused>()
            .Refusal.Code.ShouldBe(LedgerDecider.NotEnough);
        (await Accepted(again, Forked("a"), new Withdraw(4))).Sequence.ShouldBe(2);
    }

    [Fact]
    public async Task The_same_command_in_a_fork_is_another_act()
    {
        var at = Position.Start;
        var engine = await Site.Open(change: settings =>
            settings with
            {
                Forks = realm => realm == "drill" ? new Fork("drill", "live", at) : null,
            }
        );
        var meta = Asked();
        await Accepted(engine, Named("a"), new Book(7), meta);
        at = (await Accepted(engine, Named("b"), new Book(1))).Position;
        (await Accepted(engine, Forked("a"), new Book(7), meta)).Sequence.ShouldBe(1);
        (await Accepted(engine, Forked("a"), new Book(7), meta)).Sequence.ShouldBe(1, "once more is the same act");
        await Accepted(engine, Forked("a"), new Withdraw(14));
    }

    [Fact]
    public async Task An_entity_of_a_realm_nobody_knows_stays_asleep_and_stores_nothing()
    {
        var known = false;
        var engine = await Site.Open(change: settings =>
            settings with
            {
                Forks = realm =>
                    realm == "live" ? null
                    : known ? new Fork(realm, "live", Position.Start)
                    : throw new InvalidOperationException($"no realm {realm}"),
            }
        );
        (await engine.Entities.Send(Forked("a"), new Book(1), Asked())).ShouldBeOfType<Reply.Stopped>();
        (await All(engine, Forked("a"))).ShouldBeEmpty();
        known = true;
        (await Accepted(engine, Forked("a"), new Book(1))).Sequence.ShouldBe(1);
    }

    private static EntityId Forked(string key) => Named(key) with { Realm = "drill" };
}
