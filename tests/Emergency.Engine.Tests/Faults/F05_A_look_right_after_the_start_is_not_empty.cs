using Emergency.Engine.Contract;
using Emergency.Testing;

namespace Emergency.Engine.Tests.Journals;

public abstract partial class JournalContract
{
    [Fact]
    public async Task F05_Whoever_looks_right_after_the_start_sees_everything()
    {
        for (var n = 0; n < 10; n++)
            await StoreOne(Rows($"live/ledger/{n}", 1, 20));
        for (var start = 0; start < 5; start++)
        {
            await CloseAndReopen();
            await using var engine = await Engine(new FaultyDatabase(Database, Journal.Alone));
            var head = await engine.Feed.Head();
            var seen = 0;
            await foreach (var batch in engine.Feed.Read(Position.Start).WithCancellation(CancellationToken.None))
            {
                seen += batch.Count(happened => happened.Event is not NothingNew);
                if (batch[^1].Position >= head)
                    break;
            }
            seen.ShouldBe(200);
            (await engine.Entities.Send(new("live", "ledger", "3"), new FillUpTo(210), Meta()).AsTask().InTime())
                .ShouldBeOfType<Reply.Accepted>()
                .Sequence.ShouldBe(20);
        }
    }

    private static Meta Meta() =>
        new(Guid.CreateVersion7(), "0f", "虚构", "GridChief", "", null, new(2026, 1, 15, 22, 0, 0, TimeSpan.Zero), null);
}
