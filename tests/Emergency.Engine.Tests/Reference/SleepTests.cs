using Emergency.Engine.Contract;
using Emergency.Engine.Databases;
using Emergency.Engine.Reference;
using Emergency.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Emergency.Engine.Tests.Reference;

/// <summary>Entities that fall asleep while others write to them.</summary>
public sealed class SleepTests : IAsyncDisposable
{
    private readonly SqliteSite _site = new(new ReferenceEngineModule());

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    private static Meta Meta() =>
        new(Guid.CreateVersion7(), "0f", "虚构", "GridChief", "", null, new(2026, 1, 15, 22, 0, 0, TimeSpan.Zero), null);

    [Fact]
    public async Task Whoever_writes_to_an_entity_that_falls_asleep_is_answered()
    {
        const int senders = 16,
            each = 625;
        var clock = new FakeTime(TimeProvider.System.GetUtcNow());
        var engine = await _site.Open(change: s => s with { Idle = TimeSpan.FromMilliseconds(1) }, clock: clock);
        using var stop = new CancellationTokenSource();
        var falling = Task.Run(() =>
        {
            while (!stop.IsCancellationRequested)
                clock.Advance(TimeSpan.FromMilliseconds(100));
        });
        var replies = await Task.WhenAll(
            Enumerable
                .Range(0, senders)
                .Select(sender =>
                    Task.Run(async () =>
                    {
                        var heard = new List<Reply>();
                        for (var n = 0; n < each; n++)
                            heard.Add(
                                await engine
                                    .Entities.Send(
                                        new("live", "ledger", $"{sender % 4}"),
                                        n % 4 == 0 ? new Book(1) : new Withdraw(1_000_000),
                                        Meta()
                                    )
                                    .AsTask()
                                    .InTime()
                            );
                        return heard;
                    })
                )
        );
        await stop.CancelAsync();
        await falling;
        replies.SelectMany(heard => heard).ShouldAllBe(reply => reply is Reply.Accepted || reply is Reply.Refused);
    }

    [Fact]
    public async Task A_letter_that_comes_when_its_entity_has_just_fallen_asleep_is_not_taken()
    {
        await using var database = await Database.Open(_site.Settings, TimeProvider.System, CancellationToken.None);
        var store = DatabaseStore.Of(database);
        await using var writer = new Writer(store, _site.Settings, NullLogger.Instance);
        var mailbox = new Mailbox(
            new("live", "ledger", "a"),
            new LedgerDecider(),
            new(store, writer, new LedgerForms(), _site.Settings, TimeProvider.System, NullLogger.Instance)
        );
        var first = new Letter(new Book(1), Meta(), CancellationToken.None);
        mailbox.TryPost(first).ShouldBeTrue();
        (await first.Task.InTime()).ShouldBeOfType<Reply.Accepted>();
        await Until.True(() => mailbox.TrySleep(TimeSpan.Zero), "it rests");
        var late = new Letter(new Book(1), Meta(), CancellationToken.None);
        mailbox.TryPost(late).ShouldBeFalse();
        late.Task.IsCompleted.ShouldBeFalse();
    }
}
