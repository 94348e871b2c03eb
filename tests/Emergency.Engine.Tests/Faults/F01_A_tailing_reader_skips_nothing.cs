namespace Emergency.Engine.Tests.Journals;

public abstract partial class JournalContract
{
    [Fact]
    public async Task F01_A_reader_at_the_end_misses_nothing_while_64_write_slowly_and_some_give_up()
    {
        const int writers = 64,
            each = 6;
        var chance = new Random(20_260_115);
        var plan = Enumerable
            .Range(0, writers)
            .Select(_ =>
                Enumerable
                    .Range(0, each)
                    .Select(_ => (Pause: TimeSpan.FromMilliseconds(chance.Next(4)), RollBack: chance.Next(10) == 0))
                    .ToList()
            )
            .ToList();
        var kept = plan.Sum(p => p.Count(act => !act.RollBack));
        var reading = Task.Run(() => Follow(0, rows => rows.Count >= kept));
        await Task.WhenAll(
            plan.Select(
                (acts, w) =>
                    Task.Run(async () =>
                    {
                        var next = 1L;
                        foreach (var (pause, rollBack) in acts)
                        {
                            await WriteSlowly(Rows($"live/ledger/{w}", next), pause, rollBack);
                            if (!rollBack)
                                next++;
                        }
                    })
            )
        );

        var rows = await reading;
        rows.Select(r => r.Ordering).ShouldBeInOrder();
        rows.Select(r => (r.Stream, r.Sequence)).Distinct().Count().ShouldBe(kept);
    }
}
