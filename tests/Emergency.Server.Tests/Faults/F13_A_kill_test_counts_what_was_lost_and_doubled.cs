using Emergency.Hotlines.Simulator;
using Emergency.Testing;

namespace Emergency.Server.Tests.Faults;

/// <summary>After a kill every request is accounted for: lost, doubled, recovered, or never stored (wolverine 4162).</summary>
[Long("a process and kill of its own")]
public sealed class F13_A_kill_test_counts_what_was_lost_and_doubled(ITestOutputHelper output)
{
    private const int Many = 120,
        Enough = 30;

    [Fact]
    public async Task After_a_kill_every_offer_is_sent_once_or_was_never_stored()
    {
        await using var outpost = await Outpost.Start(new([], new Turn(Slow: 0.2)));
        var keys = Outpost.Keys(Many);
        var offering = outpost.Offer(keys);
        await Until.True(() => outpost.Acknowledged.Count >= Enough, "some are acknowledged");
        await outpost.Server.Kill();
        await offering;
        var (acknowledged, early) = (
            keys.Where(outpost.Acknowledged.ContainsKey).Select(outpost.IdOf).ToHashSet(),
            outpost.Seen("taken").Select(line => Guid.Parse(line.Handover!)).ToHashSet()
        );
        outpost.Acknowledged.ShouldAllBe(one => outpost.IdOf(one.Key) == one.Value);
        await outpost.Restart();
        var stored = await outpost.Stored("handover.queued.v1");
        await outpost.Until("handover.delivered.v1", stored.Count, Until.AtMost);

        var taken = outpost.Seen("taken").Select(line => Guid.Parse(line.Handover!)).ToList();
        var tally = Tally.Of([.. keys.Select(outpost.IdOf)], acknowledged, stored, taken, early);
        output.WriteLine(tally.ToString());
        (tally.Lost, tally.Doubled).ShouldBe((0, 0));
        (tally.Recovered + tally.Early + tally.NeverStored).ShouldBe(Many);
        tally.Recovered.ShouldBeGreaterThan(0, "the kill fell inside");

        // The same count over damaged copies finds what is missing and what is double.
        var victim = stored.First(acknowledged.Contains);
        Tally.Of([.. keys.Select(outpost.IdOf)], acknowledged, [.. stored.Where(one => one != victim)], taken, early).Lost.ShouldBe(1);
        Tally.Of([.. keys.Select(outpost.IdOf)], acknowledged, stored, [.. taken.Where(one => one != victim)], early).Lost.ShouldBe(1);
        Tally.Of([.. keys.Select(outpost.IdOf)], acknowledged, stored, [.. taken, victim], early).Doubled.ShouldBe(1);
    }

    /// <summary>
    /// Outcomes of all requests. <paramref name="Lost"/>: acknowledged and not stored, or stored and never taken by the other side.
    /// <paramref name="Recovered"/>: taken only after the restart. <paramref name="NeverStored"/>: never acknowledged.
    /// </summary>
    private sealed record Tally(int Lost, int Doubled, int Early, int Recovered, int NeverStored, int Unheard)
    {
        public static Tally Of(
            IReadOnlyList<Guid> asked,
            IReadOnlySet<Guid> acknowledged,
            IReadOnlyList<Guid> stored,
            IReadOnlyList<Guid> taken,
            IReadOnlySet<Guid> early
        ) =>
            new(
                acknowledged.Except(stored).Union(stored.Except(taken)).Count(),
                stored.GroupBy(one => one).Count(same => same.Count() > 1) + taken.GroupBy(one => one).Count(same => same.Count() > 1),
                asked.Count(early.Contains),
                asked.Count(one => taken.Contains(one) && !early.Contains(one)),
                asked.Count(one => !stored.Contains(one) && !acknowledged.Contains(one)),
                stored.Count(one => !acknowledged.Contains(one))
            );
    }
}
