using System.Collections.Immutable;
using Emergency.Engine;
using Emergency.Server.Infrastructure.Following;

namespace Emergency.Server.Tests.Reactions;

/// <summary>The open due times of a realm.</summary>
public sealed class DuesKnownTests
{
    private static readonly DateTimeOffset Nine = new(2026, 6, 18, 9, 0, 0, TimeSpan.Zero);

    // A text of its own, as it is read from a file.
    private static EntityId Visits(string key) => new("live", "visits", new string(key.AsSpan()));

    [Fact]
    public void What_is_read_holds_each_text_once()
    {
        var read = ImmutableDictionary<(EntityId, string), Due>.Empty.Add((Visits("a"), "visit"), new(Visits("a"), "visit", Nine));
        var dues = DuesKnown.From(read);
        var ((entity, _), due) = dues.Open.ShouldHaveSingleItem();
        due.Entity.Key.ShouldBeSameAs(entity.Key);
        dues.Order.ShouldHaveSingleItem().ShouldBeSameAs(due);
        due.ShouldBe(new Due(Visits("a"), "visit", Nine));
    }

    [Fact]
    public void All_that_are_due_at_one_moment_stand_there_each_once()
    {
        var dues = new[] { "b", "a", "c", "a" }.Aggregate(DuesKnown.None, (dues, key) => dues.With(Visits(key), "visit", Nine));
        dues = dues.With(Visits("a"), "extra", Nine).With(Visits("c"), "visit", null);
        dues.Until(Nine).Select(due => (due.Entity.Key, due.Of)).ShouldBe([("a", "extra"), ("a", "visit"), ("b", "visit")]);
    }
}
