using System.Buffers.Text;
using Emergency.Engine.Seals;
using Emergency.Testing.Postgres;

namespace Emergency.Engine.Contract.Faults;

/// <summary>A PostgreSQL on a disk of 100 MB that is really full. The server itself may fall over where its log lies on the same disk. A class derives from it for each engine.</summary>
public abstract class FullServerContract
{
    protected abstract IEngineModule Module { get; }

    private readonly Random _chance = new(7);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Writing_is_refused_in_time_and_when_there_is_room_again_nothing_that_was_acknowledged_is_missing(bool logElsewhere)
    {
        Assert.SkipWhen(PostgresCluster.Missing is not null, PostgresCluster.Missing ?? "");
        using var folder = new TempFolder();
        using var disk = new SmallDisk(100);
        using var elsewhere = new LogPlace();
        await using var cluster = await PostgresCluster.New(
            disk.Folder,
            logElsewhere ? ["--wal-segsize=1", "-X", elsewhere.Folder] : ["--wal-segsize=1"],
            "max_wal_size=4MB",
            "min_wal_size=2MB"
        );
        var settings = new EngineSettings(folder.Path, await cluster.FreshDatabase());
        await using var engine = await Module.Start(settings, [new LedgerDecider()], new LedgerForms(), TimeProvider.System);
        await File.WriteAllBytesAsync(disk["filler"], new byte[new DriveInfo(disk.Folder).AvailableFreeSpace - (12 * 1024 * 1024)]);

        var kept = new List<(string Ledger, Meta Meta, Book Command, Reply Reply)>();
        Reply reply;
        while ((reply = await Send(engine, kept)) is Reply.Accepted)
            kept.Count.ShouldBeLessThan(5_000);
        kept.Count.ShouldBeGreaterThan(100);
        if (logElsewhere)
            reply.ShouldBeOfType<Reply.Refused>().Refusal.Code.ShouldBe(EngineCodes.Full);
        engine.Trouble.ShouldNotBeNull();
        for (var again = 0; again < 5; again++)
            await Send(engine, kept).InTime();
        if (logElsewhere)
            (await Read(engine)).ShouldBe(kept.Count);

        File.Delete(disk["filler"]);
        if (!await cluster.Runs())
            await cluster.Start();
        await Until.True(() => Send(engine, kept).GetAwaiter().GetResult() is Reply.Accepted, "it can be stored again");
        engine.Trouble.ShouldBeNull();
        foreach (var (ledger, meta, command, before) in kept)
            (await engine.Entities.Send(new("live", "ledger", ledger), command, meta)).ShouldBe(before);
        (await Verify.Run(settings)).Whole.ShouldBeTrue();
    }

    // Text that cannot be made smaller.
    private async Task<Reply> Send(IEngine engine, List<(string, Meta, Book, Reply)> kept)
    {
        var bytes = new byte[24_000];
        _chance.NextBytes(bytes);
        var (ledger, command) = ($"{kept.Count % 8}", new Book(1, Base64Url.EncodeToString(bytes)));
        var meta = new Meta(Guid.CreateVersion7(), "0f", "虚构", "GridChief", "", null, new(2026, 1, 15, 22, 0, 0, TimeSpan.Zero), null);
        var reply = await engine.Entities.Send(new("live", "ledger", ledger), command, meta);
        if (reply is Reply.Accepted)
            kept.Add((ledger, meta, command, reply));
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

    /// <summary>A folder for the server's log that the server's own user makes and may write to.</summary>
    private sealed class LogPlace : IDisposable
    {
        private readonly TempFolder _folder = new();

        public LogPlace()
        {
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(_folder.Path, (UnixFileMode)0x1ff);
        }

        public string Folder => _folder["log"];

        public void Dispose() => _folder.Dispose();
    }
}
