using System.Security.Cryptography;
using Emergency.Engine.Contract;
using Emergency.Engine.Hosting;
using Emergency.Engine.Seals;
using Emergency.Engine.Storage.Sqlite;
using Emergency.Testing;

namespace Emergency.Engine.Tests;

/// <summary>Files that are not whole, as a full disk, a bad copy or a careless hand leaves them: nobody takes them for whole.</summary>
public sealed class DamageTests : IAsyncLifetime
{
    private const int Rows = 300;
    private readonly SqliteSite _site = new();
    private readonly FakeTime _clock = new();
    private string _running = "",
        _stopped = "";

    /// <summary>A copy made while the server ran, its newest rows in the log alone, and one of a server that ended.</summary>
    public async ValueTask InitializeAsync()
    {
        // Without ballast the log holds a thousand pages before it is moved into the file: all of these.
        var engine = await _site.Open(change: s => s with { Ballast = 0 }, clock: _clock);
        for (var n = 0; n < Rows; n++)
            (await Book(engine, n % 4)).ShouldBeOfType<Reply.Accepted>();
        _clock.Advance(TimeSpan.FromSeconds(1));
        await Until.True(() => HeadFile.Read(_site.Settings.Data) == Rows, "head is written");
        _running = _site.Copy();
        await engine.DisposeAsync();
        _stopped = _site.Copy();
    }

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Theory]
    [InlineData(0)]
    [InlineData(10)]
    [InlineData(16)]
    [InlineData(50)]
    [InlineData(100)]
    [InlineData(4_095)]
    public async Task A_database_that_is_shorter_than_its_header_is_refused_and_left_as_it_is(int bytes)
    {
        foreach (var folder in new[] { _stopped, _running })
        {
            Cut(Path.Combine(folder, "journal.db"), bytes);
            var before = Picture(folder);
            (await Should.ThrowAsync<CannotStart>(() => Open(folder))).Message.ShouldContain("journal.db");
            (await Should.ThrowAsync<CannotStart>(() => Verify.Run(Settings(folder)))).Message.ShouldContain("journal.db");
            Picture(folder).ShouldBe(before);
        }
    }

    [Fact]
    public async Task A_database_that_lost_its_second_half_is_refused_or_named_by_the_check()
    {
        var file = Path.Combine(_stopped, "journal.db");
        Cut(file, new FileInfo(file).Length / 2);
        (await Should.ThrowAsync<CannotStart>(() => Verify.Run(Settings(_stopped)))).Message.ShouldContain("journal.db");
        await Should.ThrowAsync<CannotStart>(() => Open(_stopped));
    }

    [Fact]
    public async Task A_page_that_is_overwritten_is_named_by_the_check()
    {
        var file = Path.Combine(_stopped, "journal.db");
        var pages = new FileInfo(file).Length / 4_096;
        // Somewhere in the middle of the rows themselves.
        await using (var stream = File.OpenWrite(file))
        {
            stream.Position = pages / 2 * 4_096;
            await stream.WriteAsync(new byte[4_096]);
        }
        (await Verify.Run(Settings(_stopped))).ShouldSatisfyAllConditions(v => v.Whole.ShouldBeFalse(), v => v.Broken.ShouldNotBeNull());
    }

    [Fact]
    public async Task An_index_that_leads_elsewhere_is_named_though_every_row_is_whole()
    {
        var file = Path.Combine(_stopped, "journal.db");
        var bytes = await File.ReadAllBytesAsync(file);
        // Leaf pages of indexes, by their first byte (SQLite file format, 1.6). A split page keeps copies of what it no longer holds: all are changed.
        for (var page = 1; page < bytes.Length / 4_096; page++)
        {
            var part = bytes.AsMemory(page * 4_096, 4_096);
            for (int at; part.Span[0] == 0x0A && (at = part.Span.IndexOf("live/ledger/2"u8)) > 0; )
                "live/ledger/9"u8.CopyTo(part.Span[at..]);
        }
        await File.WriteAllBytesAsync(file, bytes);
        (await Verify.Run(Settings(_stopped))).Broken.ShouldNotBeNull().ShouldContain("index");
    }

    [Fact]
    public async Task What_stood_in_the_half_of_the_log_that_was_cut_off_is_missed_and_its_places_are_not_given_again()
    {
        var log = Path.Combine(_running, "journal.db-wal");
        Cut(log, new FileInfo(log).Length / 2);
        var found = await Verify.Run(Settings(_running));
        found.ShouldSatisfyAllConditions(
            v => v.Whole.ShouldBeFalse(),
            v => v.Head.ShouldBe(Rows),
            v => v.Last.ShouldBeLessThan(Rows),
            v => v.Lost.ShouldBe([$"{v.Last + 1}-{Rows}"])
        );
        await using (var engine = await Open(_running))
            (await Book(engine, 0)).ShouldBeOfType<Reply.Accepted>().Position.ShouldBe(new Position(Rows + 1));
        (await Verify.Run(Settings(_running))).Lost.ShouldBe(found.Lost);
    }

    [Fact]
    public async Task A_log_that_is_gone_altogether_is_missed_by_head()
    {
        File.Delete(Path.Combine(_running, "journal.db-wal"));
        (await Verify.Run(Settings(_running))).ShouldSatisfyAllConditions(
            v => v.Whole.ShouldBeFalse(),
            v => v.Lost.ShouldHaveSingleItem().ShouldEndWith($"-{Rows}")
        );
    }

    [Fact]
    public async Task A_flipped_bit_in_the_log_ends_it_there_and_what_came_after_is_missed()
    {
        var log = Path.Combine(_running, "journal.db-wal");
        var bytes = await File.ReadAllBytesAsync(log);
        bytes[bytes.Length / 2] ^= 1;
        await File.WriteAllBytesAsync(log, bytes);
        (await Verify.Run(Settings(_running))).ShouldSatisfyAllConditions(v => v.Whole.ShouldBeFalse(), v => v.Last.ShouldBeLessThan(Rows));
    }

    [Fact]
    public async Task The_last_row_is_missed_by_its_seal_and_where_that_was_taken_away_too_by_head()
    {
        using (var connection = Connection.ToWrite(Path.Combine(_stopped, "journal.db")))
            connection.Run($"delete from journal where ordering = {Rows}");
        (await Verify.Run(Settings(_stopped))).Broken.ShouldBe($"the seal over positions 1-{Rows} does not fit its rows");
        using (var connection = Connection.ToWrite(Path.Combine(_stopped, "journal.db")))
            connection.Run("delete from seal");
        (await Verify.Run(Settings(_stopped))).Lost.ShouldBe([$"{Rows}-{Rows}"]);
    }

    private static EngineSettings Settings(string folder) => new(folder) { Ballast = 0 };

    private static Task<IEngine> Open(string folder) =>
        new AkkaEngineModule().Start(Settings(folder), [new LedgerDecider()], new LedgerForms(), TimeProvider.System);

    private static Task<Reply> Book(IEngine engine, int ledger) =>
        engine
            .Entities.Send(
                new("live", "ledger", $"{ledger}"),
                new Book(1),
                new(Guid.CreateVersion7(), "0f", "虚构", "GridChief", "", null, new(2026, 1, 15, 22, 0, 0, TimeSpan.Zero), null)
            )
            .AsTask();

    private static void Cut(string file, long length)
    {
        using var stream = File.OpenWrite(file);
        stream.SetLength(length);
    }

    private static string Picture(string folder) =>
        string.Join(
            '\n',
            Directory
                .EnumerateFiles(folder)
                .Order(StringComparer.Ordinal)
                .Select(f => $"{f} {Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(f)))}")
        );
}
