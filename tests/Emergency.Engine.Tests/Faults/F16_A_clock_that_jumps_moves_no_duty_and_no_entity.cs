using Emergency.Engine.Contract;
using Emergency.Engine.Storage.Sqlite;
using Emergency.Testing;

namespace Emergency.Engine.Tests.Faults;

/// <summary>The wall clock of a node jumps while the engine runs.</summary>
public sealed class F16AClockThatJumps : IAsyncDisposable
{
    private static readonly TimeSpan[] Jumps =
    [
        TimeSpan.FromHours(-1),
        TimeSpan.FromDays(366),
        TimeSpan.FromDays(-366),
        TimeSpan.FromHours(1),
    ];
    private readonly SqliteSite _site = new();
    private readonly FakeTime _clock = new();

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Fact]
    public async Task Whoever_has_a_duty_keeps_it_and_nobody_has_it_twice()
    {
        var engine = await _site.Open(clock: _clock);
        using var stop = new CancellationTokenSource();
        var (begun, ended) = (0, 0);
        var holding = engine.Duties.Hold(
            "clock",
            async held =>
            {
                Interlocked.Increment(ref begun);
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, held)
                    .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                Interlocked.Increment(ref ended);
            },
            stop.Token
        );
        foreach (var jump in Jumps)
        {
            _clock.Jump(_clock.GetUtcNow() + jump);
            // Five renewals, each of which must find the duty still its own.
            for (var second = 0; second < 10; second++)
            {
                var waiting = _clock.Waiting;
                _clock.Advance(TimeSpan.FromSeconds(1));
                await Until.True(() => _clock.Waiting >= waiting, "the renewal is over and waits for the next");
            }
            (begun, ended).ShouldBe((1, 0), $"after a jump by {jump}");
        }
        await stop.CancelAsync();
        await holding.InTime();
        ended.ShouldBe(1);
    }

    [Fact]
    public async Task An_entity_does_not_fall_asleep_early_and_answers_a_retry_as_before()
    {
        var decider = new LedgerDecider();
        var engine = await _site.Open(decider, s => s with { Idle = TimeSpan.FromMinutes(2) }, _clock);
        var meta = new Meta(Guid.CreateVersion7(), "0f", "虚构", "GridChief", "", null, _clock.GetUtcNow(), null);
        var first = await engine.Entities.Send(new("live", "ledger", "a"), new BookMany(3), meta);
        foreach (var jump in Jumps)
        {
            _clock.Jump(_clock.GetUtcNow() + jump);
            _clock.Advance(TimeSpan.FromSeconds(20));
            (await engine.Entities.Send(new("live", "ledger", "a"), new BookMany(3), meta)).ShouldBe(first);
        }
        decider.Folded.ShouldBe(3);
        _clock.Advance(TimeSpan.FromMinutes(3));
        (await engine.Entities.Send(new("live", "ledger", "a"), new BookMany(3), meta)).ShouldBe(first);
        decider.Folded.ShouldBe(6);
    }

    [Fact]
    public async Task The_seal_of_each_day_is_made_though_the_last_one_was_made_a_year_ahead()
    {
        var engine = await _site.Open(clock: _clock);
        var today = _clock.GetUtcNow();
        _clock.Jump(today.AddYears(1));
        await Book(engine);
        await Sealed(1);
        _clock.Jump(today);
        await Book(engine);
        await Sealed(2);
    }

    private async Task Sealed(long upTo)
    {
        await Until.True(
            () =>
            {
                _clock.Advance(TimeSpan.FromSeconds(5));
                using var connection = Connection.ToRead(Path.Combine(_site.Settings.Data, "journal.db"));
                return connection.Number("select max(upto) from seal") == upTo;
            },
            $"sealed up to {upTo}"
        );
    }

    private ValueTask<Reply> Book(IEngine engine) =>
        engine.Entities.Send(
            new("live", "ledger", "a"),
            new Book(1),
            new(Guid.CreateVersion7(), "0f", "虚构", "GridChief", "", null, _clock.GetUtcNow(), null)
        );

    [Fact]
    public async Task Head_goes_on_being_written_and_never_goes_back()
    {
        var engine = await _site.Open(clock: _clock);
        foreach (var (jump, n) in Jumps.Select((jump, n) => (jump, n + 1)))
        {
            _clock.Jump(_clock.GetUtcNow() + jump);
            await Book(engine);
            _clock.Advance(TimeSpan.FromSeconds(1));
            await Until.True(() => Seals.HeadFile.Read(_site.Settings.Data) == n, $"head says {n}");
        }
    }
}
