using Emergency.Domain;
using Emergency.Domain.Incidents;
using Emergency.Engine;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Following;
using Emergency.Server.Infrastructure.Views;
using Emergency.Server.Tests.Reactions;
using Emergency.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Emergency.Server.Tests.Accounts;

public sealed class CatchingUpTests : IAsyncDisposable
{
    private readonly FakeTime _time = new();
    private readonly Counted _feed;
    private readonly Folding _folding;
    private readonly CatchingUp _catchingUp;

    public CatchingUpTests()
    {
        _feed = new(new MemoryFeed(_time));
        _folding = new(_feed.Inner, [new DuesView()], TimeProvider.System, NullLogger<Folding>.Instance, new Realms());
        _catchingUp = new(_folding, _feed, _time);
    }

    public async ValueTask DisposeAsync()
    {
        await _folding.StopAsync(CancellationToken.None);
        _folding.Dispose();
    }

    private Task<Known> Asked() => _catchingUp.Now(TestContext.Current.CancellationToken).AsTask().InTime();

    [Fact]
    public async Task Ten_thousand_strangers_at_once_are_one_question_to_the_journal()
    {
        await _folding.StartAsync(TestContext.Current.CancellationToken);
        await Asked();
        _feed.Heads.ShouldBe(1);
        var strangers = Enumerable.Range(0, 10_000).Select(_ => Asked()).ToList();
        await Until.True(() => _time.Waiting > 10_000, "the next question waits its 20 ms, and all of them for it");
        (strangers.Count(one => one.IsCompleted), _feed.Heads).ShouldBe((0, 1));
        _time.Advance(TimeSpan.FromMilliseconds(20));
        await Task.WhenAll(strangers);
        _feed.Heads.ShouldBe(2);
    }

    [Fact]
    public async Task Whoever_has_just_signed_in_elsewhere_is_known()
    {
        await _folding.StartAsync(TestContext.Current.CancellationToken);
        for (var i = 0; i < 20; i++)
        {
            var (by, incident) = (new By(new AccountId("a"), Role.GridChief), new IncidentId(Guid.CreateVersion7()));
            var stored = _feed.Inner.Append(
                Entities.Incident(Entities.Live, incident),
                new TaskTaken(new TaskId(Guid.CreateVersion7()), by, _time.GetUtcNow())
            );
            var asked = Asked();
            await Until.True(() => asked.IsCompleted || _time.Waiting > 1, "answered, or waiting for its turn");
            _time.Advance(TimeSpan.FromMilliseconds(20));
            (await asked).At.ShouldBeGreaterThanOrEqualTo(stored.Position);
        }
    }

    private sealed class Counted(MemoryFeed inner) : IFeed
    {
        private int _heads;
        public MemoryFeed Inner => inner;
        public int Heads => Volatile.Read(ref _heads);

        public ValueTask<Position> Head(CancellationToken stop = default)
        {
            Interlocked.Increment(ref _heads);
            return inner.Head(stop);
        }

        public IAsyncEnumerable<IReadOnlyList<Happened>> Read(Position after, CancellationToken stop = default) => inner.Read(after, stop);

        public IAsyncEnumerable<Happened> Stream(EntityId entity, Position upTo, CancellationToken stop = default) =>
            inner.Stream(entity, upTo, stop);

        public ValueTask<StreamsPage> Streams(
            IReadOnlyCollection<EntityId> entities,
            Position after,
            Position upTo,
            int limit,
            CancellationToken stop = default
        ) => inner.Streams(entities, after, upTo, limit, stop);
    }
}
