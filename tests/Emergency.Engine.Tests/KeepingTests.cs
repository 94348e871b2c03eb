using Emergency.Engine.Contract;
using Emergency.Engine.Databases;
using Emergency.Engine.Keeping;
using Emergency.Engine.Seals;
using Emergency.Testing;

namespace Emergency.Engine.Tests;

/// <summary>Backup and restore where something is in the way: one sentence, nothing half made, nothing lost.</summary>
public sealed class KeepingTests : IAsyncDisposable
{
    private const int Rows = 300;
    private readonly SqliteSite _site = new();

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    private async Task<EngineSettings> Filled()
    {
        await using (var engine = await _site.Open())
            for (var n = 0; n < Rows; n++)
                await Write(engine, n);
        return _site.Settings;
    }

    private static async Task Write(IEngine engine, int n) =>
        (
            await engine.Entities.Send(
                new("live", "ledger", $"{n % 4}"),
                new Book(1, new string('账', 1_000)),
                new(Guid.CreateVersion7(), "0f", "虚构", "GridChief", "", null, new(2026, 1, 15, 22, 0, 0, TimeSpan.Zero), null)
            )
        ).ShouldBeOfType<Reply.Accepted>();

    private static async Task<string> Refused(Func<Task> work) => (await Should.ThrowAsync<CannotStart>(work)).Message;

    private static Task<Verification> Back(EngineSettings settings, string file) =>
        Restore.Run(
            settings,
            file,
            () => Task.FromResult<IReadOnlyDictionary<string, string?>>(new Dictionary<string, string?>(StringComparer.Ordinal)),
            (_, _) => { }
        );

    [Fact]
    public async Task A_backup_holds_no_session_and_after_a_restore_there_is_none_and_none_is_taken_over()
    {
        var settings = await Filled();
        SessionRow one = new(
            Guid.CreateVersion7(),
            new string('a', 64),
            "虚构",
            DateTimeOffset.UnixEpoch,
            DateTimeOffset.UnixEpoch,
            DateTimeOffset.UnixEpoch.AddHours(12),
            null,
            null
        );
        await using (var engine = await _site.Open())
            await engine.Sessions.Begin(one);
        var backup = Path.Combine(_site.Copy(), "backup.db");
        (await Backup.Run(settings, backup, (_, _) => { })).Whole.ShouldBeTrue();
        (await File.ReadAllBytesAsync(backup)).AsSpan().IndexOf(System.Text.Encoding.UTF8.GetBytes(one.Hash)).ShouldBe(-1);
        (await Back(settings, backup)).Whole.ShouldBeTrue();
        await using var restored = await _site.Open();
        (await restored.Sessions.Find([one.Id])).ShouldBeEmpty();
        (await restored.Sessions.TakeOver([one])).ShouldBeFalse();
    }

    [Fact]
    public async Task A_backup_holds_the_attachments_and_a_restore_brings_them_back()
    {
        var settings = await Filled();
        var one = AttachmentRow.Of(Guid.CreateVersion7(), Guid.CreateVersion7(), new byte[100_000], DateTimeOffset.UnixEpoch);
        await using (var engine = await _site.Open())
            await engine.Attachments.Add(one);
        var backup = Path.Combine(_site.Copy(), "backup.db");
        (await Backup.Run(settings, backup, (_, _) => { })).Whole.ShouldBeTrue();
        await using (var engine = await _site.Open())
            await engine.Attachments.Remove([one.Label.Id]);
        (await Back(settings, backup)).Whole.ShouldBeTrue();
        await using var restored = await _site.Open();
        (await restored.Attachments.Find(one.Label.Id)).ShouldNotBeNull().Bytes.ToArray().ShouldBe(one.Bytes.ToArray());
    }

    [Fact]
    public async Task An_attachment_whose_bytes_were_changed_is_named_and_hinders_no_backup()
    {
        var settings = await Filled();
        var one = AttachmentRow.Of(Guid.CreateVersion7(), Guid.CreateVersion7(), "虚构的一张照片"u8.ToArray(), DateTimeOffset.UnixEpoch);
        await using (var engine = await _site.Open())
            await engine.Attachments.Add(one);
        Do(settings, "update attachment set bytes = x'00'");
        (await Verify.Run(settings)).Missing.ShouldBe([$"attachment {one.Label.Id}: its bytes are not those that were stored"]);
        (await Backup.Run(settings, Path.Combine(_site.Copy(), "backup.db"), (_, _) => { })).Broken.ShouldBeNull();
    }

    [Fact]
    public async Task What_was_removed_is_neither_in_the_file_nor_in_its_log()
    {
        var settings = _site.Settings;
        var bytes = System.Security.Cryptography.RandomNumberGenerator.GetBytes(50_000);
        var one = AttachmentRow.Of(Guid.CreateVersion7(), Guid.CreateVersion7(), bytes, DateTimeOffset.UnixEpoch);
        await using var engine = await _site.Open();
        await engine.Attachments.Add(one);
        Held(settings, bytes).ShouldBeTrue();
        await engine.Attachments.RemoveUnder([one.Label.Key]);
        Held(settings, bytes).ShouldBeFalse();
    }

    [Fact]
    public async Task A_removal_waits_for_no_backup_and_the_next_write_takes_its_bytes_along()
    {
        var settings = await Filled();
        await using var engine = await _site.Open();
        var bytes = System.Security.Cryptography.RandomNumberGenerator.GetBytes(50_000);
        var one = AttachmentRow.Of(Guid.CreateVersion7(), Guid.CreateVersion7(), bytes, DateTimeOffset.UnixEpoch);
        var other = AttachmentRow.Of(Guid.CreateVersion7(), Guid.CreateVersion7(), new byte[10], DateTimeOffset.UnixEpoch);
        await engine.Attachments.Add(one);
        await engine.Attachments.Add(other);
        await using (var backup = await Database.Snapshot(settings, CancellationToken.None))
        {
            await engine.Attachments.Remove([one.Label.Id]);
            (await engine.Attachments.All()).ShouldBe([other.Label]);
            var copied = 0;
            await foreach (var row in backup.Attachments(CancellationToken.None))
                copied += row.Whole ? 1 : 0;
            copied.ShouldBe(2, "what a backup began with stays whole");
        }
        await Write(engine, Rows);
        Held(settings, bytes).ShouldBeFalse();
    }

    [Fact]
    public async Task A_folder_of_an_earlier_program_gets_the_table()
    {
        var settings = await Filled();
        Do(settings, "drop table attachment");
        (await Backup.Run(settings, Path.Combine(_site.Copy(), "backup.db"), (_, _) => { })).Whole.ShouldBeTrue();
        await using var engine = await _site.Open();
        (await engine.Attachments.All()).ShouldBeEmpty();
    }

    private static void Do(EngineSettings settings, string sql)
    {
        using var connection = Emergency.Engine.Storage.Sqlite.Connection.ToWrite(Path.Combine(settings.Data, "journal.db"));
        connection.Run(sql);
    }

    // A page of a long value holds some 4,000 bytes of it at once.
    private static bool Held(EngineSettings settings, byte[] bytes) =>
        Directory.GetFiles(settings.Data, "journal.db*").Any(file => Read(file).AsSpan().IndexOf(bytes.AsSpan(20_000, 64)) >= 0);

    private static byte[] Read(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var all = new byte[stream.Length];
        stream.ReadExactly(all);
        return all;
    }

    [Fact, Long("a small disk")]
    public async Task A_backup_that_does_not_fit_on_the_disk_leaves_it_as_empty_as_it_was()
    {
        var settings = await Filled();
        using var disk = new SmallDisk(1);
        (await Refused(() => Backup.Run(settings, disk["journal.db"], (_, _) => { }))).ShouldContain(
            "cannot be written: database or disk is full"
        );
        Directory.GetFiles(disk.Folder).ShouldBeEmpty();
    }

    [Fact, Long("a small disk")]
    public async Task A_restore_that_does_not_fit_on_the_disk_leaves_the_journal_that_is_there()
    {
        var settings = await Filled();
        var backup = Path.Combine(_site.Copy(), "backup.db");
        (await Backup.Run(settings, backup, (_, _) => { })).Whole.ShouldBeTrue();
        using var disk = new SmallDisk(16);
        var small = settings with { Data = disk["data"] };
        (await Back(small, backup)).Whole.ShouldBeTrue();
        await File.WriteAllBytesAsync(disk["filler"], new byte[new DriveInfo(disk.Folder).AvailableFreeSpace - (256 * 1024)]);
        (await Refused(() => Back(small, backup))).ShouldEndWith("the journal is as it was");
        Directory.GetFiles(small.Data, "*.restored*").ShouldBeEmpty();
        (await Verify.Run(small)).ShouldSatisfyAllConditions(found => found.Whole.ShouldBeTrue(), found => found.Last.ShouldBe(Rows));
    }

    [Fact]
    public async Task Who_lost_something_once_can_still_be_backed_up_and_put_back_and_is_told_of_it_each_time()
    {
        var settings = await Filled();
        HeadFile.Write(settings.Data, Rows + 20);
        await (await _site.Open()).DisposeAsync();
        var backup = Path.Combine(_site.Copy(), "backup.db");
        string[] lost = [$"{Rows + 1}-{Rows + 20}"];
        (await Backup.Run(settings, backup, (_, _) => { })).Lost.ShouldBe(lost);
        var found = await Back(settings, backup);
        (found.Broken, found.Last).ShouldBe((null, Rows));
        found.Lost.ShouldBe(lost);
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(1.0)]
    public async Task Of_a_journal_that_cannot_be_read_to_its_end_no_backup_is_left_that_looks_like_one(double part)
    {
        var settings = await Filled();
        var journal = Path.Combine(settings.Data, "journal.db");
        var bytes = await File.ReadAllBytesAsync(journal);
        // A page that holds a message.
        Array.Clear(bytes, bytes.AsSpan(0, (int)(bytes.Length * part)).LastIndexOf("{\"hash\""u8) / 4_096 * 4_096, 4_096);
        await File.WriteAllBytesAsync(journal, bytes);
        var folder = Directory.CreateDirectory(Path.Combine(_site.Copy(), "backups")).FullName;
        (await Refused(() => Backup.Run(settings, Path.Combine(folder, "journal.db"), (_, _) => { }))).ShouldContain("not whole");
        Directory.GetFiles(folder).ShouldBeEmpty();
        (await Refused(() => Backup.Run(settings, Path.Combine(folder, "absent", "journal.db"), (_, _) => { }))).ShouldContain(
            "there is no folder"
        );
        (await Refused(() => Back(settings, folder))).ShouldContain("is a folder");
        (await Refused(() => Back(settings, Path.Combine(folder, "journal.db")))).ShouldEndWith("is not there");
    }
}
