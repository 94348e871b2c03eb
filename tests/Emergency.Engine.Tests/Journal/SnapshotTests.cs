using System.Data.Common;
using Emergency.Engine.Actors;
using Emergency.Engine.Contract;
using Emergency.Engine.Hosting;
using Emergency.Engine.Journal;
using Emergency.Engine.Reference;
using Emergency.Engine.Seals;
using Emergency.Testing;
using Emergency.Testing.Postgres;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Emergency.Engine.Tests.Journal;

/// <summary>A long stream is not read from its first event at each waking, and nobody can tell.</summary>
public sealed class SnapshotTests : IDisposable
{
    private static readonly EntityId Ledger = new("live", "ledger", "a"),
        Forked = new("drill", "ledger", "a");
    private const int First = IEntityKind.UsualSnapshots,
        More = 7;
    private readonly TempFolder _folder = new();

    [Fact]
    public Task On_SQLite_an_entity_begins_at_its_snapshot() => Begins(Sqlite);

    [Fact]
    [Long("PostgreSQL")]
    public async Task On_PostgreSQL_an_entity_begins_at_its_snapshot() => await Begins(await Postgres());

    [Fact]
    public async Task What_another_program_kept_is_not_read_but_the_events_are()
    {
        await Kept(Sqlite);
        var decider = new LedgerDecider();
        await using (var engine = await Open(Sqlite, decider, new LedgerForms(program: 2)))
        {
            (await Send(engine, Ledger, new FillUpTo(First))).ShouldBeOfType<Reply.Accepted>().Sequence.ShouldBe(First);
            decider.Folded.ShouldBe(First);
            await KeptFrom(First + 1, Sqlite);
            await Send(engine, Ledger, new BookMany(More));
        }
        // It was kept anew at once, with the row of the command that changed nothing: the next waking reads what came after.
        (await FoldedByWaking(Sqlite, new LedgerForms(program: 2))).ShouldBe(More);
    }

    [Fact]
    public async Task What_the_reference_engine_wrote_behind_a_snapshot_is_read_too()
    {
        await Kept(Sqlite);
        await using (
            var reference = await new ReferenceEngineModule().Start(Sqlite, [new LedgerDecider()], new LedgerForms(), TimeProvider.System)
        )
            await Send(reference, Ledger, new BookMany(More));
        (await FoldedByWaking(Sqlite, new LedgerForms())).ShouldBe(More);
        (await Verify.Run(Sqlite)).Broken.ShouldBeNull();
    }

    [Fact]
    public async Task A_fork_begins_at_a_snapshot_of_its_own()
    {
        var at = Position.Start;
        var settings = Sqlite with { Forks = realm => realm == "drill" ? new("drill", "live", at) : null };
        await using (var engine = await Open(settings))
        {
            await Send(engine, Ledger, new Book(First));
            at = new((await engine.Feed.Head()).Value + 1);
            await Send(engine, Forked, new BookMany(First));
            await KeptFrom(First, settings);
        }
        var decider = new LedgerDecider();
        await using var again = await Open(settings, decider);
        var sum = First + First * (First + 1) / 2;
        (await Send(again, Forked, new Withdraw(sum + 1))).ShouldBeOfType<Reply.Refused>().Refusal.Arguments.ShouldBe([$"{sum}"]);
        decider.Folded.ShouldBe(0);
    }

    [Fact]
    [Long("PostgreSQL")]
    public async Task After_a_restore_nothing_is_kept_of_what_it_took_back()
    {
        var (settings, file) = (await Postgres(), _folder["backup.db"]);
        await using (var engine = await Open(settings))
            await Send(engine, Ledger, new Book(1));
        await Keeping.Backup.Run(settings, file, (_, _) => { });
        await Kept(settings);
        await Keeping.Restore.Run(
            settings,
            file,
            () => Task.FromResult<IReadOnlyDictionary<string, string?>>(new Dictionary<string, string?>(StringComparer.Ordinal)),
            (_, _) => { }
        );
        await using var again = await Open(settings);
        (await Send(again, Ledger, new Withdraw(2))).ShouldBeOfType<Reply.Refused>().Refusal.Arguments.ShouldBe(["1"]);
        (await Send(again, Ledger, new Book(1))).ShouldBeOfType<Reply.Accepted>().Sequence.ShouldBe(2);
    }

    [Theory]
    [InlineData(First - 1, 0, false)]
    [InlineData(First, 0, true)]
    [InlineData(First * 2 - 1, First, false)]
    [InlineData(First * 2, First, true)]
    [InlineData(14_999, 10_000, false)]
    [InlineData(15_000, 10_000, true)]
    public void The_longer_a_stream_the_rarer_it_is_kept(long sequence, long kept, bool due) =>
        Snapshot.IsDue(sequence, kept, First).ShouldBe(due);

    private static async Task Begins(EngineSettings settings)
    {
        var first = await Kept(settings);
        var decider = new LedgerDecider();
        await using var engine = await Open(settings, decider);
        // Commands from before it are remembered, and refused where they come with another request.
        (await Send(engine, Ledger, new BookMany(First), first.Meta)).ShouldBe(first.Reply);
        (await Send(engine, Ledger, new BookMany(First), first.Meta with { Digest = "0e" }))
            .ShouldBeOfType<Reply.Refused>()
            .Refusal.Code.ShouldBe(EngineCodes.AnotherRequest);
        (await Send(engine, Ledger, new BookMany(More))).ShouldBeOfType<Reply.Accepted>().Sequence.ShouldBe(First + More);
        decider.Folded.ShouldBe(More, "no event from before the snapshot was read");
        await engine.DisposeAsync();
        (await FoldedByWaking(settings, new LedgerForms())).ShouldBe(More);
        (await Verify.Run(settings)).Broken.ShouldBeNull();
    }

    /// <summary>As many events as are needed to be kept, by one command.</summary>
    private static async Task<(Meta Meta, Reply Reply)> Kept(EngineSettings settings)
    {
        var meta = Asked();
        await using var engine = await Open(settings);
        var reply = await Send(engine, Ledger, new BookMany(First), meta);
        // It is kept after the answer; an engine that ends at once may leave it out.
        await KeptFrom(First, settings);
        return (meta, reply);
    }

    private static Task KeptFrom(long sequence, EngineSettings settings) =>
        Until.True(() => Newest(settings) >= sequence, "the snapshot is kept");

    /// <summary>The sequence of the newest snapshot, 0 where there is none.</summary>
    private static long Newest(EngineSettings settings)
    {
        using DbConnection connection = settings.Postgres
            ? new NpgsqlConnection(settings.Journal)
            : new SqliteConnection($"Data Source={Path.Combine(settings.Data, "journal.db")};Mode=ReadOnly");
        connection.Open();
        using var newest = connection.CreateCommand();
        newest.CommandText = "select coalesce(max(sequence_number), 0) from snapshot";
        return (long)newest.ExecuteScalar()!;
    }

    /// <summary>The number of events that one waking takes.</summary>
    private static async Task<int> FoldedByWaking(EngineSettings settings, LedgerForms forms)
    {
        var decider = new LedgerDecider();
        await using var engine = await Open(settings, decider, forms);
        await Send(engine, Ledger, new FillUpTo(0));
        return decider.Folded;
    }

    private static ValueTask<Reply> Send(IEngine engine, EntityId to, object command, Meta? meta = null) =>
        engine.Entities.Send(to, command, meta ?? Asked());

    private static Task<IEngine> Open(EngineSettings settings, LedgerDecider? decider = null, LedgerForms? forms = null) =>
        new AkkaEngineModule().Start(settings, [decider ?? new()], forms ?? new(), TimeProvider.System);

    private static Meta Asked() =>
        new(Guid.CreateVersion7(), "0f", "虚构-网格长", "GridChief", "411502001001", null, new(2026, 1, 15, 22, 0, 0, TimeSpan.Zero), null);

    private EngineSettings Sqlite => new(_folder["data"]) { Ballast = 0 };

    private async Task<EngineSettings> Postgres() => new(_folder["data"], await PostgresOrSkip.FreshDatabase());

    public void Dispose() => _folder.Dispose();
}
