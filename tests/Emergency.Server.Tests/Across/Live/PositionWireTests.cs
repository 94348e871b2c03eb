using Emergency.Domain;
using Emergency.Server.Across.PositionSharing;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Broadcast;
using Emergency.Server.Tests.Reactions;
using Emergency.Testing;
using Emergency.Testing.Postgres;
using Microsoft.Extensions.Logging.Abstractions;

namespace Emergency.Server.Tests.Live;

public sealed class PositionWireTests
{
    private static readonly AccountId Chief = new("chief");
    private readonly FakeTime _time = new();

    [Fact, Long("PostgreSQL")]
    public async Task Where_a_team_stands_is_seen_on_the_other_node_too_at_most_every_3_s()
    {
        var settings = new Settings { Journal = await PostgresOrSkip.FreshDatabase() };
        var (here, there) = (Made(), Made());
        using PositionWire sends = new(here, settings, _time, NullLogger<PositionWire>.Instance),
            hears = new(there, settings, _time, NullLogger<PositionWire>.Instance);
        foreach (var wire in (PositionWire[])[sends, hears])
            await wire.StartAsync(TestContext.Current.CancellationToken);
        for (var step = 1; step <= 3; step++)
        {
            var point = Standing(step).Point;
            await Until.True(
                () =>
                {
                    // Sent again each time, as a phone does: a place ten minutes old is forgotten.
                    here.Tell(Standing(step), here: true);
                    _time.Advance(TimeSpan.FromSeconds(3));
                    return there.All.SingleOrDefault()?.Point == point;
                },
                "the other node knows it"
            );
        }
        there.Here.ShouldBeEmpty();
        here.Here.ShouldHaveSingleItem();
        foreach (var wire in (PositionWire[])[sends, hears])
            await wire.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public void A_place_that_is_older_than_what_is_known_changes_nothing()
    {
        var positions = Made();
        var (older, newer) = (Standing(1), Standing(2));
        positions.Tell(newer, here: true);
        positions.Tell(older with { At = newer.At.AddSeconds(-1) }, here: false);
        positions.All.ShouldHaveSingleItem().ShouldBe(newer);
    }

    [Fact]
    public void A_place_that_is_told_twice_is_told_on_once()
    {
        var positions = Made();
        var first = Standing(1);
        positions.Tell(first, here: true);
        positions.Tell(Standing(2) with { At = first.At }, here: false);
        (positions.All.ShouldHaveSingleItem(), positions.Here.Count()).ShouldBe((first, 1));
        positions.Tell(Standing(2) with { At = first.At.AddTicks(1) }, here: true);
        positions.All.ShouldHaveSingleItem().Point.ShouldBe(Standing(2).Point);
    }

    private Positions Made() => new(new Outlet(new MemoryFeed(_time), _time));

    private Standing Standing(int step) =>
        new(
            Entities.Live,
            Chief,
            null,
            new IncidentId(Guid.CreateVersion7()),
            "411502001001",
            new(114 + step * 0.001, 32),
            10,
            _time.GetUtcNow().AddMilliseconds(step)
        );
}
