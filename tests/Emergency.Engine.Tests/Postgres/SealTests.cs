using Emergency.Engine.Contract;
using Emergency.Engine.Seals;
using Emergency.Testing;
using Emergency.Testing.Postgres;

namespace Emergency.Engine.Tests.Postgres;

/// <summary>Signed seals in a database that several nodes share.</summary>
[Long("PostgreSQL")]
public sealed class SealTests : IAsyncLifetime
{
    private readonly TempFolder _keys = new();
    private PostgresSite? _site;

    private PostgresSite Site => _site!;

    public async ValueTask InitializeAsync() => _site = await PostgresSite.New();

    public async ValueTask DisposeAsync()
    {
        _keys.Dispose();
        if (_site is not null)
            await _site.DisposeAsync();
    }

    private Task<IEngine> Node(string name) => Site.Open(change: settings => settings with { SealKey = _keys[$"{name}/seal.key"] });

    private static async Task Book(IEngine engine) =>
        (
            await engine.Entities.Send(
                new("live", "ledger", "1"),
                new Book(1),
                new(Guid.CreateVersion7(), "0f", "虚构", "GridChief", "", null, new(2026, 1, 15, 22, 0, 0, TimeSpan.Zero), null)
            )
        ).ShouldBeOfType<Reply.Accepted>();

    [Fact]
    public async Task Of_two_nodes_the_one_with_the_key_seals_and_the_other_draws_none_and_takes_over_with_a_copy()
    {
        var first = await Node("a");
        await Book(first);
        var anchor = (await first.Seals.Anchor("here", everything: true)).ShouldNotBeNull();

        var second = await Node("b");
        File.Exists(_keys["b/seal.key"]).ShouldBeFalse();
        second.Seals.Trouble.ShouldBeNull("another node seals");
        await Book(second);
        (await second.Seals.Anchor("here", everything: true)).ShouldBeNull();
        (await first.Seals.Anchor("here", everything: true)).ShouldNotBeNull().Position.ShouldBeGreaterThan(anchor.Position);

        await first.DisposeAsync();
        Directory.CreateDirectory(_keys["b"]);
        File.Copy(_keys["a/seal.key"], _keys["b/seal.key"]);
        await Book(second);
        var newest = (await second.Seals.Anchor("here", everything: true)).ShouldNotBeNull();
        await second.DisposeAsync();
        (
            await Verify.Run(Site.Settings, new Outside([anchor.Key], [("a", anchor), ("b", newest)], null, "here"))
        ).ShouldSatisfyAllConditions(v => v.Broken.ShouldBeNull(), v => v.Proof.Anchored!.Value.Position.ShouldBe(newest.Position));
    }

    [Fact]
    public async Task A_node_without_the_key_says_so_once_no_other_seals_what_is_written()
    {
        EngineSettings? settings = null;
        await using (var first = await Node("a"))
        {
            await Book(first);
            (await first.Seals.Anchor("here", everything: true)).ShouldNotBeNull();
        }
        await using var second = await Site.Open(change: one => settings = one with { SealKey = _keys["b/seal.key"] });
        await Book(second);
        await second.Seals.Anchor("here", everything: true);
        second.Seals.Trouble.ShouldBeNull("another node may be about to seal it");
        await Stranger.Once(
            settings!.Journal,
            "update journal set created = created - 1800000000 where ordering = (select max(ordering) from journal)"
        );
        await second.Seals.Anchor("here", everything: true);
        second.Seals.Trouble.ShouldNotBeNull().ShouldContain(_keys["b/seal.key"]);
    }

    [Fact]
    public async Task A_node_with_another_key_makes_no_seal_and_says_whose_turn_it_is()
    {
        await using (var first = await Node("a"))
        {
            await Book(first);
            (await first.Seals.Anchor("here", everything: true)).ShouldNotBeNull();
        }
        SealKey.Create(_keys["b/seal.key"]).Dispose();
        await using var second = await Node("b");
        second.Seals.Trouble.ShouldNotBeNull().ShouldContain("copy that one here");
        await Book(second);
        (await second.Seals.Anchor("here", everything: true)).ShouldBeNull();
    }

    [Theory]
    [InlineData("delete from seal")]
    [InlineData("update seal set hash = split_part(hash, ' ', 2)")]
    [InlineData("update seal set created = created + 1")]
    [InlineData("update journal set created = created - 864000000000 where ordering = 2")]
    [InlineData("delete from journal; delete from seal; select setval('journal_ordering_seq', 1, false)")]
    public async Task What_somebody_with_the_database_does_to_seals_and_rows_is_seen(string damage)
    {
        EngineSettings? settings = null;
        var engine = await Site.Open(change: one => settings = one with { SealKey = _keys["a/seal.key"] });
        for (var n = 0; n < 5; n++)
            await Book(engine);
        var anchor = (await engine.Seals.Anchor("here", everything: true)).ShouldNotBeNull();
        await engine.DisposeAsync();
        (await Verify.Run(settings!)).Whole.ShouldBeTrue();
        await Stranger.Once(settings!.Journal, damage);
        await File.WriteAllTextAsync(Path.Combine(settings.Data, "head"), "0");
        (await Verify.Run(settings)).Whole.ShouldBeFalse();
        (await Verify.Run(settings with { SealKey = null }, new Outside([], [("kept", anchor)], null))).Whole.ShouldBeFalse();
    }
}
