namespace Emergency.Engine.Tests.Journals;

public abstract partial class JournalContract
{
    [Fact]
    public async Task F02_A_reader_that_starts_in_a_hole_sees_what_comes_after_it()
    {
        var before = await StoreOne(Rows("live/ledger/a", 1));
        await Database.Notes.SkipPositions(before + 100, CancellationToken.None);
        var reading = Follow(before + 50, rows => rows.Count >= 2);
        var first = await StoreOne(Rows("live/ledger/a", 2));
        await StoreOne(Rows("live/ledger/a", 3));

        first.ShouldBeGreaterThan(before + 100);
        (await reading).Select(r => r.Sequence).ShouldBe([2, 3]);
    }

    [Fact]
    public async Task F02_A_tail_of_nothing_but_holes_hides_nothing()
    {
        var before = await StoreOne(Rows("live/ledger/a", 1));
        await Database.Notes.SkipPositions(before + 5_000, CancellationToken.None);
        await CloseAndReopen();

        (await Journal.Head(CancellationToken.None)).ShouldBe(before);
        (await Journal.ReadFeed(before, 10, CancellationToken.None)).ShouldBeEmpty();
        await StoreOne(Rows("live/ledger/a", 2));
        (await Follow(0, rows => rows.Count >= 2)).Select(r => r.Sequence).ShouldBe([1, 2]);
    }
}
