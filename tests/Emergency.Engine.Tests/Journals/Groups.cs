using System.Text;
using Emergency.Engine.Reference;
using Emergency.Engine.Storage;
using Emergency.Testing;

namespace Emergency.Engine.Tests.Journals;

public abstract partial class JournalContract
{
    [Fact]
    public async Task A_row_comes_back_as_it_was_stored()
    {
        var append = Rows("live/ledger/信阳", 1);
        var position = await StoreOne(append);
        await CloseAndReopen();
        var row = (await StoredIn("live/ledger/信阳")).ShouldHaveSingleItem();
        row.ShouldSatisfyAllConditions(
            r => r.Ordering.ShouldBe(position),
            r => r.Sequence.ShouldBe(1),
            r => r.Form.ShouldBe(append.Rows[0].Form),
            r => r.Created.ShouldBe(append.Created),
            r => Encoding.UTF8.GetString(r.Message.Span).ShouldBe(Encoding.UTF8.GetString(append.Rows[0].Message.Span))
        );
    }

    [Fact]
    public async Task In_a_group_each_command_stands_or_falls_alone()
    {
        await StoreOne(Rows("live/ledger/a", 1, 2));
        var answers = await Journal.Store(
            [Rows("live/ledger/b", 1, 3), Rows("live/ledger/a", 2, 2), Rows("live/ledger/c", 1), Rows("live/ledger/a", 3)],
            CancellationToken.None
        );

        var first = answers[0].ShouldBeOfType<Appended.Stored>().LastOrdering;
        answers[1].ShouldBeOfType<Appended.Taken>();
        var second = answers[2].ShouldBeOfType<Appended.Stored>().LastOrdering;
        var third = answers[3].ShouldBeOfType<Appended.Stored>().LastOrdering;
        new[] { first, second, third }.ShouldBeInOrder();
        (await StoredIn("live/ledger/a")).Select(r => r.Sequence).ShouldBe([1, 2, 3]);
        (await StoredIn("live/ledger/b"))[^1].Ordering.ShouldBe(first);
        (await Journal.Head(CancellationToken.None)).ShouldBe(third);
    }

    [Fact]
    public async Task Of_two_that_want_the_same_place_the_first_has_it()
    {
        var (one, two) = (Rows("live/ledger/a", 1, 2), Rows("live/ledger/a", 1));
        var answers = await Journal.Store([one, two], CancellationToken.None);
        answers[0].ShouldBeOfType<Appended.Stored>();
        answers[1].ShouldBeOfType<Appended.Taken>();
        (await StoredIn("live/ledger/a")).Count.ShouldBe(2);
    }

    [Fact]
    public async Task The_highest_sequence_is_that_of_the_stream_alone()
    {
        await StoreOne(Rows("live/ledger/a", 1, 3));
        await StoreOne(Rows("live/ledger/a/b", 1));
        (await Journal.HighestSequence("live/ledger/a", CancellationToken.None)).ShouldBe(3);
        (await Journal.HighestSequence("live/ledger/none", CancellationToken.None)).ShouldBe(0);
        await StoreOne(Rows("live/ledger/a", 4));
        (await Journal.HighestSequence("live/ledger/a", CancellationToken.None)).ShouldBe(4);
    }

    [Fact]
    public async Task A_long_stream_is_read_whole_and_from_any_place()
    {
        for (var n = 0; n < 4; n++)
            await StoreOne(Rows("live/ledger/a", 1 + (300 * n), 300));
        (await StoredIn("live/ledger/a")).Select(r => r.Sequence).ShouldBe(Enumerable.Range(1, 1_200).Select(n => (long)n));
        (await StoredIn("live/ledger/a", 1_198)).Select(r => r.Sequence).ShouldBe([1_199, 1_200]);
    }

    [Fact]
    public async Task The_feed_is_read_in_pages_and_ends_empty()
    {
        await StoreOne(Rows("live/ledger/a", 1, 5));
        var page = await Journal.ReadFeed(0, 3, CancellationToken.None);
        page.Count.ShouldBe(3);
        var rest = await Journal.ReadFeed(page[^1].Ordering, 3, CancellationToken.None);
        rest.Count.ShouldBe(2);
        (await Journal.ReadFeed(rest[^1].Ordering, 3, CancellationToken.None)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Who_waits_for_news_is_woken_by_the_next_row()
    {
        var head = await StoreOne(Rows("live/ledger/a", 1));
        var waiting = Journal.WaitForNews(head, 5 * Until.AtMost, CancellationToken.None).AsTask();
        await StoreOne(Rows("live/ledger/a", 2));
        await waiting.InTime();
    }

    [Fact]
    public async Task A_seal_is_written_once_from_each_position()
    {
        var seal = new Seal(0, 10, 10, new string('a', 64), 1);
        (await Database.Notes.LastSeal(CancellationToken.None)).ShouldBeNull();
        (await Database.Notes.WriteSeal(seal, CancellationToken.None)).ShouldBeTrue();
        (await Database.Notes.WriteSeal(seal with { UpTo = 12 }, CancellationToken.None)).ShouldBeFalse();
        (await Database.Notes.LastSeal(CancellationToken.None)).ShouldBe(seal);
    }

    [Fact]
    public async Task A_duty_has_one_holder_until_it_is_given_back()
    {
        var (notes, term) = (Database.Notes, TimeSpan.FromMinutes(1));
        (await notes.HoldDuty("clock", "node-1", term, CancellationToken.None)).ShouldBeTrue();
        (await notes.HoldDuty("clock", "node-2", term, CancellationToken.None)).ShouldBeFalse();
        (await notes.HoldDuty("clock", "node-1", term, CancellationToken.None)).ShouldBeTrue();
        await notes.ReleaseDuty("clock", "node-2", CancellationToken.None);
        (await notes.HoldDuty("clock", "node-2", term, CancellationToken.None)).ShouldBeFalse();
        await notes.ReleaseDuty("clock", "node-1", CancellationToken.None);
        (await notes.HoldDuty("clock", "node-2", term, CancellationToken.None)).ShouldBeTrue();
    }
}
