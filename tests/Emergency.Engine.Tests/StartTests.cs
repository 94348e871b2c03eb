using System.Globalization;
using System.Security.Cryptography;
using Emergency.Engine.Contract;
using Emergency.Engine.Databases;
using Emergency.Engine.Seals;
using Emergency.Engine.Storage.Sqlite;
using Emergency.Testing;

namespace Emergency.Engine.Tests;

/// <summary>A start that is refused says why and leaves everything as it was.</summary>
public sealed class StartTests : IAsyncLifetime
{
    private readonly SqliteSite _site = new();

    private string Data => _site.Settings.Data;
    private string File => Path.Combine(Data, "journal.db");

    public async ValueTask InitializeAsync()
    {
        var engine = await _site.Open();
        await engine.About.Write(new Dictionary<string, string?>(StringComparer.Ordinal) { ["installation"] = "虚构-1" });
        (await engine.Entities.Send(new("live", "ledger", "a"), new Book(1), Meta())).ShouldBeOfType<Reply.Accepted>();
        await engine.DisposeAsync();
    }

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    private static Meta Meta() =>
        new(Guid.CreateVersion7(), "0f", "虚构", "GridChief", "", null, new(2026, 1, 15, 22, 0, 0, TimeSpan.Zero), null);

    /// <summary>Every file with its length, time and content, and the folder's own time.</summary>
    private string Picture() =>
        string.Join(
            '\n',
            Directory
                .EnumerateFiles(Data)
                .Order(StringComparer.Ordinal)
                .Select(f =>
                    $"{f} {new FileInfo(f).Length} {System.IO.File.GetLastWriteTimeUtc(f).Ticks} {Convert.ToHexString(SHA256.HashData(System.IO.File.ReadAllBytes(f)))}"
                )
                .Append($"{Directory.GetLastWriteTimeUtc(Data).Ticks}")
        );

    private async Task<string> Refused()
    {
        var before = Picture();
        var why = (await Should.ThrowAsync<CannotStart>(() => _site.Open())).Message;
        Picture().ShouldBe(before);
        return why;
    }

    private void Change(string sql)
    {
        using var connection = Connection.ToWrite(File);
        connection.Run(sql);
    }

    [Fact]
    public async Task A_database_of_a_newer_program_is_left_alone()
    {
        Change("update about set value = '2' where name = 'format'");
        (await Refused()).ShouldContain("newer");
    }

    [Fact]
    public async Task A_database_without_a_format_is_left_alone()
    {
        Change("delete from about where name = 'format'");
        (await Refused()).ShouldContain("format");
    }

    [Fact]
    public async Task A_read_only_database_is_left_alone()
    {
        System.IO.File.SetAttributes(File, FileAttributes.ReadOnly);
        (await Refused()).ShouldContain("read-only");
    }

    [Fact]
    public async Task A_file_with_a_broken_header_is_left_alone()
    {
        var bytes = await System.IO.File.ReadAllBytesAsync(File);
        bytes[3] ^= 0xff;
        await System.IO.File.WriteAllBytesAsync(File, bytes);
        (await Refused()).ShouldContain("header");
    }

    [Fact]
    public async Task A_database_of_somebody_else_is_left_alone()
    {
        Change("drop table about");
        (await Refused()).ShouldContain("about");
    }

    [Fact]
    public async Task Settings_out_of_range_are_named()
    {
        (await Should.ThrowAsync<CannotStart>(() => _site.Open(change: s => s with { Mailbox = 0 }))).Message.ShouldContain(
            "mailbox 0 (1-100000)"
        );
        (await Should.ThrowAsync<CannotStart>(() => _site.Open(change: s => s with { Idle = TimeSpan.Zero }))).Message.ShouldContain(
            "idle"
        );
    }

    [Fact]
    public async Task A_second_server_is_told_which_process_has_the_folder()
    {
        await _site.Open();
        (await Should.ThrowAsync<CannotStart>(() => _site.Open())).Message.ShouldContain(
            $"in use by process {Environment.ProcessId.ToString(CultureInfo.InvariantCulture)}"
        );
    }

    [Fact]
    public async Task The_facts_can_be_looked_at_before_a_start_and_nothing_is_touched()
    {
        var before = Picture();
        var about = (await Database.Peek(_site.Settings)).ShouldNotBeNull();
        about["installation"].ShouldBe("虚构-1");
        Picture().ShouldBe(before);
        (await Database.Peek(_site.Settings with { Data = Path.Combine(Data, "none") })).ShouldBeNull();
        Directory.Exists(Path.Combine(Data, "none")).ShouldBeFalse();
    }

    [Fact]
    public async Task The_facts_can_be_looked_at_after_a_crash_too()
    {
        var engine = await _site.Open();
        await engine.About.Write(new Dictionary<string, string?>(StringComparer.Ordinal) { ["installation"] = "虚构-2" });
        await engine.Entities.Send(new("live", "ledger", "a"), new Book(1), Meta());
        (await Database.Peek(new(_site.Copy()))).ShouldNotBeNull()["installation"].ShouldBe("虚构-2");
    }

    [Fact]
    public async Task The_newest_position_is_noted_each_second_and_at_the_end()
    {
        var clock = new FakeTime();
        var engine = await _site.Open(clock: clock);
        await engine.Entities.Send(new("live", "ledger", "a"), new Book(1), Meta());
        clock.Advance(TimeSpan.FromSeconds(1));
        await Until.True(() => HeadFile.Read(Data) == 2, "head says 2");
        await engine.Entities.Send(new("live", "ledger", "a"), new Book(1), Meta());
        await engine.DisposeAsync();
        HeadFile.Read(Data).ShouldBe(3);
    }

    [Fact]
    public void The_sqlite_in_use_is_named_with_its_version() => SqliteNative.Version.ShouldMatch(@"^SQLite 3\.\d+\.\d+ \(.+\)$");
}
