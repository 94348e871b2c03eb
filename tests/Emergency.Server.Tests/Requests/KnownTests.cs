using System.Reflection;
using Emergency.Domain;
using Emergency.Domain.Incidents;
using Emergency.Engine;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Following;
using Emergency.Server.Infrastructure.Views;
using Emergency.Server.Tests.Reactions;
using Emergency.Testing;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Emergency.Server.Tests.Requests;

public sealed class KnownTests
{
    private static readonly ParameterInfo Parameter = typeof(KnownTests)
        .GetMethod(nameof(Takes), BindingFlags.NonPublic | BindingFlags.Static)!
        .GetParameters()[0];

    private readonly MemoryFeed _feed = new(TimeProvider.System);

    private static Known Takes(Known known) => known;

    [Theory]
    [InlineData("POST")]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    public async Task Who_writes_is_judged_by_all_that_was_written_before(string method)
    {
        using var folding = new Folding(_feed, [new DuesView()], TimeProvider.System, NullLogger<Folding>.Instance, new Realms());
        await using var services = new ServiceCollection().AddSingleton(folding).BuildServiceProvider();
        var written = _feed.Append(
            Entities.Incident(Entities.Live, new IncidentId(Guid.CreateVersion7())),
            new TaskTaken(new TaskId(Guid.CreateVersion7()), new By(new AccountId("a"), Role.GridChief), DateTimeOffset.UnixEpoch)
        );
        Task<Known> Asked(string how) =>
            Known
                .BindAsync(
                    new DefaultHttpContext
                    {
                        RequestServices = services,
                        Request = { Method = how },
                        RequestAborted = TestContext.Current.CancellationToken,
                    },
                    Parameter
                )
                .AsTask();

        var (reads, writes) = (Asked("GET"), Asked(method));
        ((await reads).At, writes.IsCompleted).ShouldBe(
            (Position.Start, false),
            "nothing is folded yet: who reads has named what it needs, who writes waits"
        );
        await folding.StartAsync(TestContext.Current.CancellationToken);
        (await writes.InTime()).At.ShouldBe(written.Position);
        await folding.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task Where_the_journal_cannot_be_asked_nobody_is_told_that_something_does_not_exist()
    {
        using var folding = new Folding(new Away(_feed), [new DuesView()], TimeProvider.System, NullLogger<Folding>.Instance, new Realms());
        var stop = TestContext.Current.CancellationToken;
        await Should.ThrowAsync<ViewsBehind>(async () => await folding.Newest(stop));
        await Should.ThrowAsync<ViewsBehind>(async () => await folding.With(_ => false, stop));
        await Should.ThrowAsync<ViewsBehind>(async () => await folding.Holds(_ => false, stop));
        await Should.ThrowAsync<ViewsBehind>(async () => await new CatchingUp(folding, new Away(_feed), TimeProvider.System).Now(stop));
        (await folding.With(_ => true, stop)).At.ShouldBe(Position.Start, "what is found is there, whatever the journal does");
    }

    [Fact]
    public async Task Who_waits_for_a_position_that_does_not_come_is_forgotten()
    {
        var time = new FakeTime();
        using var folding = new Folding(_feed, [new DuesView()], time, NullLogger<Folding>.Instance, new Realms());
        var stop = TestContext.Current.CancellationToken;
        for (var n = 0; n < 10_000; n++)
            await Should.ThrowAsync<ViewsBehind>(async () => await folding.UpTo(new Position(long.MaxValue), stop));
        folding.Waiting.ShouldBe(0, "the journal has not come there itself: nobody waits for it");

        _feed.Append(
            Entities.Incident(Entities.Live, new IncidentId(Guid.CreateVersion7())),
            new TaskTaken(new TaskId(Guid.CreateVersion7()), new By(new AccountId("a"), Role.GridChief), DateTimeOffset.UnixEpoch)
        );
        using var gone = new CancellationTokenSource();
        var (late, left) = (folding.UpTo(new Position(1), stop).AsTask(), folding.UpTo(new Position(1), gone.Token).AsTask());
        await Until.True(() => folding.Waiting == 2, "both wait for what the views have not read yet");
        await gone.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(left);
        time.Advance(TimeSpan.FromSeconds(2));
        await Should.ThrowAsync<ViewsBehind>(late.InTime());
        folding.Waiting.ShouldBe(0);
    }

    private sealed class Away(IFeed inner) : IFeed
    {
        public ValueTask<Position> Head(CancellationToken stop = default) => ValueTask.FromException<Position>(new IOException("away"));

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
