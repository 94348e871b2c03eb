using Emergency.Engine.Contract;
using Emergency.Engine.Hosting;
using Emergency.Engine.Seals;
using Emergency.Testing;
using Emergency.Testing.Postgres;

namespace Emergency.Engine.Tests.Postgres;

[Long("PostgreSQL")]
public sealed class DamageTests
{
    [Fact]
    public async Task A_page_of_the_journal_that_is_overwritten_is_named_by_the_check()
    {
        await using var cluster = await PostgresOrSkip.OwnCluster();
        using var folder = new TempFolder();
        var settings = new EngineSettings(folder.Path, await cluster.FreshDatabase());
        await using (
            var engine = await new AkkaEngineModule().Start(settings, [new LedgerDecider()], new LedgerForms(), TimeProvider.System)
        )
        {
            for (var n = 0; n < 40; n++)
                (
                    await engine.Entities.Send(
                        new("live", "ledger", $"{n % 4}"),
                        new Book(n, new string('x', 700)),
                        new(Guid.CreateVersion7(), "0f", "虚构", "GridChief", "", null, new(2026, 1, 15, 22, 0, 0, TimeSpan.Zero), null)
                    )
                ).ShouldBeOfType<Reply.Accepted>();
        }
        var file = (string)
            (await Stranger.Once(settings.Journal, "select current_setting('data_directory') || '/' || pg_relation_filepath('journal')"))!;
        await cluster.Stop(Stopping.Fast);
        await using (var stream = File.OpenWrite(file))
        {
            stream.Position = 8_192;
            await stream.WriteAsync(Enumerable.Repeat((byte)0x5a, 8_192).ToArray());
        }
        await cluster.Start();
        (await Verify.Run(settings)).ShouldSatisfyAllConditions(
            v => v.Whole.ShouldBeFalse(),
            v => v.Broken.ShouldNotBeNull().ShouldContain("invalid page"),
            v => v.Rows.ShouldBeLessThan(40)
        );
    }
}
