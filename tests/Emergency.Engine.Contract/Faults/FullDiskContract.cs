using Emergency.Engine.Seals;

namespace Emergency.Engine.Contract.Faults;

/// <summary>A really full disk, on SQLite. A class derives from it for each engine.</summary>
public abstract class FullDiskContract
{
    protected abstract IEngineModule Module { get; }

    private static readonly EntityId Ledger = new("live", "ledger", "a"),
        Audit = new("live", "audit", "a");
    private static readonly string Page = new('账', 4_000);

    [Fact]
    public async Task F07_On_a_full_disk_reading_goes_on_audit_is_kept_and_nothing_acknowledged_is_lost()
    {
        using var disk = new SmallDisk(16);
        await File.WriteAllBytesAsync(disk["filler"], new byte[4 * 1024 * 1024]);
        var settings = new EngineSettings(disk["data"]) { Ballast = 1024 * 1024 };
        var (clock, kept) = (new FakeTime(), new List<(EntityId To, Meta Meta, Reply.Accepted Reply)>());
        await using (var engine = await Open(settings, clock))
        {
            Reply reply;
            while ((reply = await Keep(engine, Ledger, kept)) is Reply.Accepted)
                kept.Count.ShouldBeLessThan(5_000);
            reply.ShouldBeOfType<Reply.Refused>().Refusal.Code.ShouldBe(EngineCodes.Full);
            engine.Trouble.ShouldNotBeNull();
            File.Exists(disk["data/ballast"]).ShouldBeFalse();

            for (var n = 0; n < 20; n++)
                (await Keep(engine, Audit, kept)).ShouldBeOfType<Reply.Accepted>();
            (await Keep(engine, Ledger, kept)).ShouldBeOfType<Reply.Refused>();
            (await Read(engine)).ShouldBe(kept.Count);

            File.Delete(disk["filler"]);
            clock.Advance(TimeSpan.FromSeconds(2));
            (await Keep(engine, Ledger, kept)).ShouldBeOfType<Reply.Accepted>();
            engine.Trouble.ShouldBeNull();
            new FileInfo(disk["data/ballast"]).Length.ShouldBe(settings.Ballast);
        }

        await using var again = await Open(settings, clock);
        foreach (var (to, meta, reply) in kept)
            (await again.Entities.Send(to, new Book(1, Page), meta)).ShouldBe(reply);
        (await Read(again)).ShouldBe(kept.Count);
        (await Verify.Run(settings)).Whole.ShouldBeTrue();
    }

    [Fact]
    public async Task F07_On_a_full_disk_somebody_can_still_sign_in_to_look_and_it_is_kept_when_there_is_room()
    {
        using var disk = new SmallDisk(16);
        await File.WriteAllBytesAsync(disk["filler"], new byte[4 * 1024 * 1024]);
        var settings = new EngineSettings(disk["data"]) { Ballast = 1024 * 1024 };
        var clock = new FakeTime();
        var morning = clock.GetUtcNow();
        SessionRow Session(string account) =>
            new(Guid.CreateVersion7(), new string('a', 64), account, morning, morning, morning.AddHours(12), null, null);
        SessionRow looks = Session("虚构-值班员"),
            leaves = Session("虚构-值班员"),
            later = Session("虚构-别人");
        await using (var engine = await Open(settings, clock))
        {
            var written = 0;
            while (await Keep(engine, Ledger, []) is Reply.Accepted)
                (++written).ShouldBeLessThan(5_000);
            await engine.Sessions.Begin(looks);
            await engine.Sessions.Begin(leaves);
            (await engine.Sessions.Use(looks.Id, morning.AddHours(1), morning.AddHours(13))).ShouldBeTrue();
            looks = looks with { Used = morning.AddHours(1), Ends = morning.AddHours(13) };
            (await engine.Sessions.Of(looks.Account)).ShouldBe([looks, leaves], ignoreOrder: true);
            (await engine.Sessions.End(later.Account, [leaves.Id], morning)).ShouldBeEmpty("it is somebody else's");
            (await engine.Sessions.End(leaves.Account, [leaves.Id], morning)).ShouldBe([leaves.Id]);
            (await engine.Sessions.Find([looks.Id, leaves.Id])).ShouldBe([looks]);

            File.Delete(disk["filler"]);
            clock.Advance(TimeSpan.FromSeconds(2));
            (await Keep(engine, Ledger, [])).ShouldBeOfType<Reply.Accepted>();
            await engine.Sessions.Begin(later);
        }

        await using var again = await Open(settings, clock);
        (await again.Sessions.Find([looks.Id, leaves.Id, later.Id])).ShouldBe([looks, later], ignoreOrder: true);
    }

    [Fact]
    public async Task F07_An_engine_that_is_started_on_a_full_disk_reads_says_so_and_stores_again_when_there_is_room()
    {
        using var disk = new SmallDisk(16);
        var settings = new EngineSettings(disk["data"]) { Ballast = 1024 * 1024 };
        var (clock, kept) = (new FakeTime(), new List<(EntityId, Meta, Reply.Accepted)>());
        await using (var before = await Open(settings, clock))
        {
            for (var n = 0; n < 5; n++)
                (await Keep(before, Ledger, kept)).ShouldBeOfType<Reply.Accepted>();
        }
        await File.WriteAllBytesAsync(disk["filler"], new byte[new DriveInfo(disk.Folder).AvailableFreeSpace]);
        await using var engine = await Open(settings, clock);
        engine.Trouble.ShouldNotBeNull();
        (await Read(engine)).ShouldBe(kept.Count);
        (await Keep(engine, Ledger, kept)).ShouldBeOfType<Reply.Refused>().Refusal.Code.ShouldBe(EngineCodes.Full);

        File.Delete(disk["filler"]);
        clock.Advance(TimeSpan.FromSeconds(2));
        (await Keep(engine, Ledger, kept)).ShouldBeOfType<Reply.Accepted>();
        engine.Trouble.ShouldBeNull();
        (await Read(engine)).ShouldBe(kept.Count);
    }

    private Task<IEngine> Open(EngineSettings settings, TimeProvider clock) =>
        Module.Start(settings, [new LedgerDecider(), new Renamed("audit", new LedgerDecider())], new LedgerForms(), clock);

    private static async Task<Reply> Keep(IEngine engine, EntityId to, List<(EntityId, Meta, Reply.Accepted)> kept)
    {
        var meta = new Meta(Guid.CreateVersion7(), "0f", "虚构", "GridChief", "", null, new(2026, 1, 15, 22, 0, 0, TimeSpan.Zero), null);
        var reply = await engine.Entities.Send(to, new Book(1, Page), meta).AsTask().InTime();
        if (reply is Reply.Accepted accepted)
            kept.Add((to, meta, accepted));
        return reply;
    }

    private static async Task<int> Read(IEngine engine)
    {
        var (head, seen) = (await engine.Feed.Head(), 0);
        await foreach (var batch in engine.Feed.Read(Position.Start))
        {
            seen += batch.Count;
            if (batch[^1].Position >= head)
                break;
        }
        return seen;
    }

    private sealed record Renamed(string Kind, IDecider Inner) : IDecider
    {
        public object Initial => Inner.Initial;

        public Decided Decide(object state, object command) => Inner.Decide(state, command);

        public object Evolve(object state, object happened) => Inner.Evolve(state, happened);
    }
}
