using System.Collections.Immutable;
using Emergency.Domain;
using Emergency.Engine;
using Emergency.Engine.Seals;
using Emergency.Hotlines.Signing;
using Emergency.Hotlines.Simulator;
using Emergency.Server.Across.Anchors;
using Emergency.Server.Features.Hotlines;
using Emergency.Server.Foundation;
using Emergency.Server.Tests.Fixtures;
using Emergency.Testing;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace Emergency.Server.Tests.Keeping;

/// <summary>Copies of the journal's seal kept outside: a file a day, a sheet on paper, a message to a partner.</summary>
public sealed class AnchorTests(ServerFixture fixture) : IDisposable
{
    private const string Secret = "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_sheet_has_what_is_compared_later_in_groups_and_the_file_beside_it_is_signed()
    {
        var auditor = await fixture.As(Role.Auditor);
        var sheet = (await auditor.Get("/api/anchor/sheet")).Is(200).Text;
        var anchor = AnchorFile.Parse((await auditor.Get("/api/anchor")).Is(200).Text).ShouldNotBeNull();
        anchor.Fits().ShouldBeTrue();
        sheet.ShouldSatisfyAllConditions(
            s => s.ShouldContain(SealKey.Fingerprint(anchor.Key)),
            s => s.ShouldContain(anchor.Installation),
            s => s.ShouldContain("日志存证单")
        );
        (await auditor.Get("/api/anchor/sheet?lang=en")).Is(200).Text.ShouldContain("Anchor of the journal");
        using var stranger = fixture.Stranger();
        (await stranger.Get(AnchorFiles.Style)).Is(200);
        (await stranger.Get("/api/anchor")).Is(401);
        (await (await fixture.As(Role.StreetOfficer, "411502001")).Get("/api/anchor/sheet")).Is(403);
        AnchorWords.In(null).Keys.Order(StringComparer.Ordinal).ShouldBe(AnchorWords.In("en").Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task What_was_kept_as_a_file_or_read_from_paper_proves_the_journal_and_finds_who_cut_it()
    {
        await using var server = await RunningServer.Start();
        string text;
        using (var api = await server.SignIn("operator", RunningServer.OperatorPassword))
            text = (await api.Get("/api/anchor")).Is(200).Text;
        (await server.End()).ShouldBe(0);
        await File.WriteAllTextAsync(_folder["kept.txt"], text);
        var anchor = AnchorFile.Read(_folder["kept.txt"]);
        var paper = FormattableString.Invariant($"{anchor.Position}:{anchor.Seal}");
        foreach (var kept in (string[])[_folder["kept.txt"], paper])
        {
            var answer = await server.Command(null, "verify", "--anchor", kept);
            answer.ShouldBeWhole();
            answer.Lines.ShouldContain(line =>
                line.Contains("PROVEN", StringComparison.Ordinal) && line.Contains("已证明", StringComparison.Ordinal)
            );
        }
        File.Copy($"{server.Data}-keys/seal.key.pub", _folder["kept.pub"]);
        (await server.Command(null, "verify", "--public-key", _folder["kept.pub"])).ShouldBeWhole();
        // An attacker with the whole machine deletes the end, and every trace of it.
        await using (var journal = new SqliteConnection($"Data Source={Path.Combine(server.Data, "journal.db")};Pooling=False"))
        {
            await journal.OpenAsync();
            await using var command = journal.CreateCommand();
            command.CommandText =
                "delete from seal; delete from journal where ordering > 1; update sqlite_sequence set seq = 1 where name = 'journal'";
            await command.ExecuteNonQueryAsync();
        }
        await File.WriteAllTextAsync(Path.Combine(server.Data, "head"), "1");
        Directory.Delete($"{server.Data}-keys", recursive: true);
        foreach (var kept in (string[])[_folder["kept.txt"], paper])
        {
            var (code, lines) = await server.Command(null, "verify", "--anchor", kept);
            code.ShouldBe(1);
            lines.ShouldContain(line =>
                line.StartsWith("MISSING", StringComparison.Ordinal) && line.Contains("cut off", StringComparison.Ordinal)
            );
        }
        var (status, said) = await server.Command(null, "verify", "--public-key", _folder["kept.pub"]);
        status.ShouldBe(1);
        said.ShouldContain(line =>
            line.StartsWith("MISSING", StringComparison.Ordinal) && line.Contains("signed seals", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task Each_day_has_one_file_and_a_partner_who_keeps_it_is_sent_it_once()
    {
        await using var centre = await Centre.Start(
            new(
                "http://127.0.0.1:0",
                new Dictionary<string, WebhookSecret>(StringComparer.Ordinal) { ["119"] = WebhookSecret.Parse(Secret)! }
            ),
            new([], Turn.Silence),
            TimeProvider.System
        );
        var clock = new FakeTime();
        var settings = new Settings
        {
            Data = _folder["data"],
            AnchorPartner = "119",
            Hotlines = ImmutableSortedDictionary<string, HotlineSettings>.Empty.Add("119", new(Secret, centre.Address)),
        };
        using var key = SealKey.Create(settings.SealKeyFile);
        var (seals, progress) = (new Sealed(key, clock), new Noted());
        using var outgoing = new Outgoing(TimeProvider.System);
        var keeper = new AnchorKeeper(
            seals,
            settings,
            new("here", false, null, new Dictionary<string, string>(StringComparer.Ordinal)),
            progress,
            new LineTraffic(clock),
            outgoing,
            clock,
            NullLogger<AnchorKeeper>.Instance
        );
        for (var day = 1; day <= 3; day++)
        {
            seals.Position += 10;
            await keeper.Keep(CancellationToken.None);
            await keeper.Keep(CancellationToken.None);
            Anchoring.Kept(settings.AnchorFolder).Count().ShouldBe(day);
            centre.Log.All.Count(line => line.What == "kept").ShouldBe(day);
            clock.Advance(TimeSpan.FromDays(1));
        }
        keeper.Advice.ShouldBeNull();
        Anchoring.Kept(settings.AnchorFolder).Select(one => one.Anchor.Position).ShouldBe([10, 20, 30]);
        // A folder that cannot be written is reported, and is used again when it can.
        Directory.Move(settings.AnchorFolder, settings.AnchorFolder + ".away");
        await File.WriteAllTextAsync(settings.AnchorFolder, "");
        await keeper.Keep(CancellationToken.None);
        keeper.Advice.ShouldNotBeNull().ShouldContain("anchors");
        File.Delete(settings.AnchorFolder);
        await keeper.Keep(CancellationToken.None);
        keeper.Advice.ShouldBeNull();
    }

    private sealed class Sealed(SealKey key, TimeProvider clock) : ISeals
    {
        public long Position { get; set; }
        public string? Trouble => null;

        public ValueTask<Anchor?> Anchor(string installation, bool everything, CancellationToken stop = default)
        {
            var anchor = new Anchor(installation, Position, new string('a', 64), clock.GetUtcNow(), key.Public, "");
            return new(anchor with { Signature = key.Sign($"emergency anchor\n{anchor.Signed}") });
        }
    }

    private sealed class Noted : IProgress
    {
        private readonly Dictionary<string, Position> _done = new(StringComparer.Ordinal);

        public ValueTask<Position?> Read(string reader, CancellationToken stop = default) =>
            new(_done.TryGetValue(reader, out var done) ? done : null);

        public ValueTask Write(string reader, Position done, CancellationToken stop = default)
        {
            _done[reader] = done;
            return ValueTask.CompletedTask;
        }
    }
}
