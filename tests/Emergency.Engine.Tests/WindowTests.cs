using Emergency.Engine.Contract;
using Emergency.Engine.Feed;

namespace Emergency.Engine.Tests;

/// <summary>The newest batches, which all readers of a node share.</summary>
public sealed class WindowTests
{
    private static Happened At(long position) =>
        new(
            new(position),
            new("live", "ledger", "a"),
            position,
            LedgerForms.Booked,
            new(Guid.Empty, "", "", "", "", null, DateTimeOffset.UnixEpoch, null),
            new Booked(position, "")
        );

    [Fact]
    public void Who_stands_within_a_batch_gets_the_rest_of_it_and_nothing_twice()
    {
        var window = new Window();
        window.Add(0, [.. Enumerable.Range(1, 5).Select(n => At(n))]);
        window.Add(5, [.. Enumerable.Range(6, 5).Select(n => At(n))]);
        for (var after = 0; after < 10; after++)
            window
                .After(after)
                .ShouldNotBeNull()
                .Select(e => e.Position.Value)
                .ShouldBe(Enumerable.Range(after + 1, (after < 5 ? 5 : 10) - after).Select(n => (long)n));
        window.After(10).ShouldBeNull();
    }
}
