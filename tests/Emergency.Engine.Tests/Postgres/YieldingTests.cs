using Emergency.Engine.Contract;
using Emergency.Engine.Reference;
using Emergency.Engine.Storage.Postgres;
using Emergency.Engine.Tests.Journals;
using Emergency.Testing;
using Emergency.Testing.Postgres;
using Microsoft.Extensions.Logging.Abstractions;

namespace Emergency.Engine.Tests.Postgres;

/// <summary>Two nodes at one entity where everybody works, one of them slower to read again than the other.</summary>
[Long("PostgreSQL")]
public sealed class YieldingTests : IAsyncDisposable
{
    private static readonly EntityId Hot = new("live", "ledger", "hot");
    private readonly TempFolder _folder = new();
    private readonly List<IAsyncDisposable> _open = [];

    public async ValueTask DisposeAsync()
    {
        foreach (var one in Enumerable.Reverse(_open))
            await one.DisposeAsync();
        _folder.Dispose();
    }

    private static Meta Meta() =>
        new(Guid.CreateVersion7(), "0f", "虚构", "GridChief", "", null, new(2026, 1, 15, 22, 0, 0, TimeSpan.Zero), null);

    private async Task<(IEngine Engine, Yielding Yielding)> Node(string name, string connection, Func<Task>? looked = null)
    {
        var settings = new EngineSettings(Directory.CreateDirectory(_folder[name]).FullName, connection);
        var database = await PostgresDatabase.Open(settings, TimeProvider.System, CancellationToken.None);
        _open.Add(database);
        var faulty = new FaultyDatabase(database, alone: false) { Looked = looked };
        var engine = await ReferenceEngine.Start(
            faulty,
            settings,
            [new LedgerDecider()],
            new LedgerForms(),
            TimeProvider.System,
            NullLogger.Instance,
            CancellationToken.None
        );
        _open.Add(engine);
        return (engine, faulty.Yielding!);
    }

    [Fact]
    public async Task The_slower_of_two_nodes_at_a_hot_entity_is_served_and_its_lost_races_are_counted()
    {
        const int each = 10,
            mostLostForOne = 20;
        var connection = await PostgresOrSkip.FreshDatabase();
        using var stop = new CancellationTokenSource();
        var booked = 0;
        var (quick, yielding) = await Node("quick", connection);
        // All that it reads is old by the time it decides, unless the others wait for it.
        var (slow, _) = await Node(
            "slow",
            connection,
            async () =>
            {
                var read = Volatile.Read(ref booked);
                await Until.True(
                    () => stop.IsCancellationRequested || Volatile.Read(ref booked) > read + 2 || yielding.Waits(Hot.ToString()),
                    "the quick one is ahead again, or waits"
                );
            }
        );
        var storm = Enumerable
            .Range(0, 8)
            .Select(_ =>
                Task.Run(async () =>
                {
                    while (!stop.IsCancellationRequested)
                    {
                        (await quick.Entities.Send(Hot, new Book(1), Meta()).AsTask().InTime()).ShouldBeOfType<Reply.Accepted>();
                        Interlocked.Increment(ref booked);
                    }
                })
            )
            .ToList();
        await Until.True(() => Volatile.Read(ref booked) > 50, "the storm rages");
        for (var n = 1; n <= each; n++)
        {
            var (before, already) = (slow.LostRaces, Volatile.Read(ref booked));
            await Until.True(() => Volatile.Read(ref booked) > already + 2, "what the slow one remembers is old");
            (await slow.Entities.Send(Hot, new Book(1), Meta()).AsTask().InTime()).ShouldBeOfType<Reply.Accepted>($"command {n}");
            (slow.LostRaces - before).ShouldBeLessThanOrEqualTo(mostLostForOne, $"command {n}");
        }
        slow.LostRaces.ShouldBeGreaterThanOrEqualTo(each * Yielding.Losses, "it is the slower one");
        var then = Volatile.Read(ref booked);
        await Until.True(() => Volatile.Read(ref booked) > then + 50, "the quick one goes on");
        await stop.CancelAsync();
        await Task.WhenAll(storm);
    }

    [Fact]
    public async Task A_turn_is_asked_for_after_some_lost_races_and_given_until_the_row_came_or_half_a_second_is_over()
    {
        var (clock, said) = (new FakeTime(), new List<string>());
        Yielding Of(string node) =>
            new(
                node,
                clock,
                (text, _) =>
                {
                    said.Add(text);
                    return ValueTask.CompletedTask;
                }
            );
        var (here, there) = (Of("a"), Of("b"));
        for (var n = 1; n < Yielding.Losses; n++)
            await here.Lose("live/ledger/hot", n, CancellationToken.None);
        said.ShouldBeEmpty();
        await here.Lose("live/ledger/hot", Yielding.Losses, CancellationToken.None);
        said.ShouldBe(["a live/ledger/hot"]);
        here.Lost.ShouldBe(Yielding.Losses);

        here.Heard(said[0]);
        here.Waits("live/ledger/hot").ShouldBeFalse("it asked itself");
        there.Heard(said[0]);
        there.Waits("live/ledger/hot").ShouldBeTrue();
        there.Waits("live/ledger/other").ShouldBeFalse();
        there.Passed("live/ledger/hot");
        there.Waits("live/ledger/hot").ShouldBeFalse();
        there.Heard(said[0]);
        clock.Advance(TimeSpan.FromMilliseconds(499));
        there.Waits("live/ledger/hot").ShouldBeTrue();
        clock.Advance(TimeSpan.FromMilliseconds(1));
        there.Waits("live/ledger/hot").ShouldBeFalse();

        // Both at once: one of them goes first.
        await here.Lose("live/ledger/hot", Yielding.Losses, CancellationToken.None);
        await there.Lose("live/ledger/hot", Yielding.Losses, CancellationToken.None);
        here.Heard("b live/ledger/hot");
        there.Heard("a live/ledger/hot");
        (here.Waits("live/ledger/hot"), there.Waits("live/ledger/hot")).ShouldBe((false, true));
        here.Won("live/ledger/hot");
        here.Heard("b live/ledger/hot");
        here.Waits("live/ledger/hot").ShouldBeTrue();
    }
}
