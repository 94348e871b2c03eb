using System.Text;
using Emergency.Testing.Postgres;

namespace Emergency.Engine.Contract.Faults;

/// <summary>The connection is cut while a command is stored, on PostgreSQL. A class derives from it for each engine.</summary>
public abstract class LostAnswerContract : IDisposable
{
    private readonly TempFolder _folder = new();

    protected abstract IEngineModule Module { get; }

    [Theory]
    [InlineData(Cut.BeforeRequest)]
    [InlineData(Cut.DuringRequest)]
    [InlineData(Cut.BeforeAnswer)]
    public async Task F09_What_was_sent_is_stored_once_and_answered_as_stored(Cut cut)
    {
        const int cuts = 3;
        var database = await PostgresOrSkip.FreshDatabase();
        using var proxy = new CuttingProxy((await PostgresCluster.Shared).Port);
        await using var engine = await Module.Start(
            new(_folder.Path, $"{database};Port={proxy.Port}"),
            [new LedgerDecider()],
            new LedgerForms(),
            TimeProvider.System
        );
        (await Book(engine, "before", Asked())).ShouldBeOfType<Reply.Accepted>();
        for (var n = 1; n <= cuts; n++)
        {
            var (mark, meta) = ($"mark-{n}.", Asked());
            proxy.Arm(Encoding.UTF8.GetBytes(mark), cut);
            var reply = await Book(engine, mark, meta);
            proxy.Cuts.ShouldBe(n);
            reply.ShouldBeOfType<Reply.Accepted>().Sequence.ShouldBe(n + 1);
            (await Book(engine, mark, meta)).ShouldBe(reply);
        }
        (await Stranger.Once(database, "select count(*) from journal where persistence_id = 'live/ledger/a'")).ShouldBe(1L + cuts);
        engine.Trouble.ShouldBeNull();
    }

    private static Task<Reply> Book(IEngine engine, string text, Meta meta) =>
        engine.Entities.Send(new("live", "ledger", "a"), new Book(1, text), meta).AsTask().InTime();

    private static Meta Asked() =>
        new(Guid.CreateVersion7(), "0f", "虚构", "GridChief", "", null, new(2026, 1, 15, 22, 0, 0, TimeSpan.Zero), null);

    public void Dispose()
    {
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }
}
