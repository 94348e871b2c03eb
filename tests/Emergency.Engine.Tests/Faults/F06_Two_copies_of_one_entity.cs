using Emergency.Engine.Contract;
using Emergency.Testing;

namespace Emergency.Engine.Tests.Journals;

public abstract partial class JournalContract
{
    private static readonly EntityId Shared = new("live", "ledger", "shared");

    private async Task<(IEngine Here, IEngine There)> TwoNodes() =>
        (await Engine(new FaultyDatabase(Database, alone: false)), await Engine(new FaultyDatabase(await Beside(), alone: false)));

    [Fact]
    public async Task F06_When_two_nodes_hold_one_entity_every_command_counts_once()
    {
        var (here, there) = await TwoNodes();
        var replies = await Task.WhenAll(
                Enumerable
                    .Range(0, 100)
                    .Select(n => Task.Run(() => (n % 2 == 0 ? here : there).Entities.Send(Shared, new Book(1), Meta()).AsTask()))
            )
            .InTime();

        replies.Select(r => r.ShouldBeOfType<Reply.Accepted>().Sequence).Order().ShouldBe(Enumerable.Range(1, 100).Select(n => (long)n));
        (await StoredIn(Shared.ToString())).Select(r => r.Sequence).ShouldBe(Enumerable.Range(1, 100).Select(n => (long)n));
        var again = await Engine(new FaultyDatabase(Database, alone: false));
        (await again.Entities.Send(Shared, new Withdraw(100), Meta())).ShouldBeOfType<Reply.Accepted>();
    }

    [Fact]
    public async Task F06_A_refusal_is_spoken_on_the_newest_state_only()
    {
        var (here, there) = await TwoNodes();
        await here.Entities.Send(Shared, new Book(1), Meta());
        (await there.Entities.Send(Shared, new Withdraw(5), Meta())).ShouldBeOfType<Reply.Refused>();
        await here.Entities.Send(Shared, new Book(9), Meta());
        (await there.Entities.Send(Shared, new Withdraw(5), Meta())).ShouldBeOfType<Reply.Accepted>().Sequence.ShouldBe(3);
    }

    [Fact]
    public async Task F06_Nothing_to_do_is_said_on_the_newest_state_only()
    {
        var (here, there) = await TwoNodes();
        await here.Entities.Send(Shared, new Book(5), Meta());
        await there.Entities.Send(Shared, new FillUpTo(5), Meta());
        await here.Entities.Send(Shared, new Withdraw(5), Meta());
        (await there.Entities.Send(Shared, new FillUpTo(5), Meta())).ShouldBeOfType<Reply.Accepted>().Sequence.ShouldBe(4);
    }

    [Fact]
    public async Task F06_The_same_command_on_two_nodes_is_done_once()
    {
        var (here, there) = await TwoNodes();
        var meta = Meta();
        await here.Entities.Send(Shared, new Book(1), Meta());
        await there.Entities.Send(Shared, new FillUpTo(0), Meta());
        var first = await here.Entities.Send(Shared, new Book(1), meta).AsTask().InTime();
        (await there.Entities.Send(Shared, new Book(1), meta).AsTask().InTime()).ShouldBe(first);
        (await StoredIn(Shared.ToString())).Select(row => row.Form).ShouldBe([LedgerForms.Booked, NothingNew.Form, LedgerForms.Booked]);
    }

    [Fact]
    public async Task F06_What_changed_nothing_on_one_node_is_known_on_the_other()
    {
        var (here, there) = await TwoNodes();
        var meta = Meta();
        await here.Entities.Send(Shared, new Book(5), Meta());
        var first = await there.Entities.Send(Shared, new FillUpTo(5), meta).AsTask().InTime();
        await there.Entities.Send(Shared, new Withdraw(5), Meta());
        (await here.Entities.Send(Shared, new FillUpTo(5), meta).AsTask().InTime()).ShouldBe(first);
        (await StoredIn(Shared.ToString())).Count.ShouldBe(3);
    }
}
