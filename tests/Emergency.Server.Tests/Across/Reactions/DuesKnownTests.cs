using Emergency.Engine;
using Emergency.Server.Infrastructure.Following;

namespace Emergency.Server.Tests.Reactions;

/// <summary>The open due times of a realm.</summary>
public sealed class DuesKnownTests
{
    private static readonly DateTimeOffset Nine = new(2026, 6, 18, 9, 0, 0, TimeSpan.Zero);

    // A string of its own, as if it came from a file.
    private static EntityId Visits(string key) => new("live", "visits", new string(key.AsSpan()));

    [Theory]
    [InlineData("a")]
    [InlineData("411502001001.8f14e45f-ceea-467f-ab38-5d1a1f7a2e10")]
    [InlineData("411502001001.8F14E45F-CEEA-467F-AB38-5D1A1F7A2E10")]
    [InlineData("8f14e45f-ceea-467f-ab38-5d1a1f7a2e10")]
    [InlineData("411502001001.00000000-0000-0000-0000-000000000000")]
    public void An_entity_is_told_under_the_very_name_it_has(string key)
    {
        var dues = DuesKnown.None.With(Visits(key), "visit", Nine);
        var due = dues.Until(Nine).ShouldHaveSingleItem();
        due.ShouldBe(new Due(Visits(key), "visit", Nine));
        dues.IsOpen(due).ShouldBeTrue();
        dues.With(Visits(key), "visit", Nine.AddDays(1)).IsOpen(due).ShouldBeFalse();
    }

    [Fact]
    public void All_that_are_due_at_one_moment_stand_there_each_once()
    {
        var dues = new[] { "b", "a", "c", "a" }.Aggregate(DuesKnown.None, (dues, key) => dues.With(Visits(key), "visit", Nine));
        dues = dues.With(Visits("a"), "extra", Nine).With(Visits("c"), "visit", null);
        dues.Until(Nine).Select(due => (due.Entity.Key, due.Of)).ShouldBe([("a", "extra"), ("a", "visit"), ("b", "visit")]);
    }

    [Fact]
    public void Of_very_many_the_next_one_and_those_that_are_due_are_found()
    {
        var random = new Random(15);
        var times = Enumerable.Range(0, 5_000).Select(_ => Nine.AddMinutes(random.Next(2_000))).ToArray();
        var dues = DuesKnown.None;
        for (var n = 0; n < times.Length; n++)
            dues = dues.With(Visits($"411502001001.{new Guid(n, 0, 0, new byte[8])}"), "visit", times[n]);
        var now = Nine.AddMinutes(700);
        dues.Until(now).Select(due => due.At).ShouldBe(times.Where(at => at <= now).Order());
        dues.After(now).ShouldBe(times.Where(at => at > now).Min());
        dues.After(Nine.AddDays(9)).ShouldBeNull();
        foreach (var due in dues.Until(now).ToList())
            dues = dues.With(due.Entity, due.Of, null);
        dues.Until(now).ShouldBeEmpty();
        dues.Order.Count().ShouldBe(times.Count(at => at > now));
    }
}
