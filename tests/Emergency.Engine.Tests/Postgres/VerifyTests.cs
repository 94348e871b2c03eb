using Emergency.Engine.Contract;
using Emergency.Engine.Databases;
using Emergency.Engine.Seals;
using Emergency.Testing;
using Emergency.Testing.Postgres;

namespace Emergency.Engine.Tests.Postgres;

/// <summary>A hand that touches the journal on PostgreSQL behind our back is found out.</summary>
[Long("PostgreSQL")]
public sealed class VerifyTests : IAsyncLifetime
{
    private PostgresSite? _site;
    private EngineSettings? _settings;

    private PostgresSite Site => _site!;
    private EngineSettings Settings => _settings!;

    public async ValueTask InitializeAsync()
    {
        _site = await PostgresSite.New();
        _settings = Site.Settings;
        var engine = await Site.Open(change: _ => Settings);
        for (var n = 0; n < 20; n++)
            (await Book(engine, n % 4)).ShouldBeOfType<Reply.Accepted>();
        await engine.DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_site is not null)
            await _site.DisposeAsync();
    }

    [Fact]
    public async Task A_journal_nobody_touched_is_whole_and_what_came_since_the_last_seal_is_counted()
    {
        (await Verify.Run(Settings)).ShouldSatisfyAllConditions(
            v => v.Whole.ShouldBeTrue(),
            v => v.Rows.ShouldBe(20),
            v => v.Head.ShouldBe(20),
            v => v.Unsealed.ShouldBe(0)
        );
        var engine = await Site.Open(change: _ => Settings);
        await Book(engine, 1);
        (await Verify.Run(Settings)).ShouldSatisfyAllConditions(
            v => v.Whole.ShouldBeTrue(),
            v => v.Rows.ShouldBe(21),
            v => v.Unsealed.ShouldBe(1)
        );
    }

    [Theory]
    [InlineData(
        "update journal set message = set_byte(message, 100, get_byte(message, 100) + 1) where ordering = 7",
        "position 7: live/ledger/2 2: the hash does not fit the stored bytes"
    )]
    [InlineData("delete from journal where ordering = 7", "position 11: live/ledger/2 goes from sequence 1 to 3")]
    [InlineData("delete from journal where persistence_id = 'live/ledger/1'", "the seal over positions 1-20 does not fit its rows")]
    [InlineData(
        "update journal a set message = b.message from journal b where a.ordering in (3, 4) and b.ordering = 7 - a.ordering",
        "position 3: live/ledger/2 1: the hash does not fit the stored bytes"
    )]
    [InlineData("update journal set deleted = true where ordering = 9", "position 9: marked as deleted")]
    [InlineData("update journal set identifier = 1 where ordering = 9", "position 9: written by serializer 1")]
    [InlineData("update seal set hash = repeat('0', 64)", "the seal over positions 1-20 does not fit its rows")]
    public async Task What_was_changed_is_named(string damage, string found)
    {
        await Stranger.Once(Settings.Journal, damage);
        (await Verify.Run(Settings)).Broken.ShouldBe(found);
    }

    [Fact]
    public async Task A_database_behind_head_is_missed_and_its_places_are_never_given_again()
    {
        await Stranger.Once(
            Settings.Journal,
            "delete from journal where ordering > 17; delete from seal; select setval('journal_ordering_seq', 17)"
        );
        (await Verify.Run(Settings)).ShouldSatisfyAllConditions(v => v.Broken.ShouldBeNull(), v => v.Lost.ShouldBe(["18-20"]));
        var engine = await Site.Open(change: _ => Settings);
        (await Book(engine, 0)).ShouldBeOfType<Reply.Accepted>().Position.ShouldBe(new Position(21));
    }

    [Fact]
    public async Task A_check_sees_the_journal_as_it_was_when_the_check_began()
    {
        await using var snapshot = await Database.Snapshot(Settings, CancellationToken.None);
        var engine = await Site.Open(change: _ => Settings);
        await Book(engine, 0);
        (await Verify.Check(snapshot, 20)).ShouldSatisfyAllConditions(v => v.Whole.ShouldBeTrue(), v => v.Rows.ShouldBe(20));
    }

    private static Task<Reply> Book(IEngine engine, int ledger) =>
        engine
            .Entities.Send(
                new("live", "ledger", $"{ledger}"),
                new Book(1),
                new(Guid.CreateVersion7(), "0f", "虚构", "GridChief", "", null, new(2026, 1, 15, 22, 0, 0, TimeSpan.Zero), null)
            )
            .AsTask();
}
