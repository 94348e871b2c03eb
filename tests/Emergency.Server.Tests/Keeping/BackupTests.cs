using System.Text;
using Emergency.Domain;
using Emergency.Domain.Accounts;
using Emergency.Server.Tests.Fixtures;
using Emergency.Testing;
using Emergency.Testing.Postgres;

namespace Emergency.Server.Tests.Keeping;

/// <summary>backup and restore as an operator types them, on either journal.</summary>
public sealed class BackupTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact, Long("a process of its own")]
    public Task What_is_backed_up_beside_a_running_server_is_there_after_a_restore() => Round([RunningServer.Apart]);

    [Fact, Long("PostgreSQL")]
    public async Task What_is_backed_up_from_PostgreSQL_is_there_after_a_restore() =>
        await Round(["--journal", await PostgresOrSkip.FreshDatabase()]);

    private async Task Round(string[] options)
    {
        await using var server = await RunningServer.Start([.. options, "--master-key", _folder["master.key"]]);
        using var clerk = await server.SignIn("operator", RunningServer.OperatorPassword);
        await Add(server, clerk, "before");
        using var writing = new CancellationTokenSource();
        var writer = Write(clerk, writing.Token);
        (await server.Command(null, "backup", _folder["journal.db"])).ShouldBeWhole();
        var (code, lines) = await server.Command(null, "backup", "--keys", _folder["keys.json"]);
        code.ShouldBe(0, string.Join('\n', lines));
        await writing.CancelAsync();
        await writer;
        (await server.Command(null, "backup", _folder["journal.db"])).Code.ShouldBe(3, "never over another");
        await Add(server, clerk, "after");
        var (refused, why) = await server.Command(null, "restore", _folder["journal.db"]);
        refused.ShouldBe(3);
        string.Join('\n', why).ShouldContain("in use by");
        await Refused(server, "in use by", "restore", "--keys", _folder["keys.json"]);

        (await server.End()).ShouldBe(0);
        (await server.Command(null, "restore", _folder["journal.db"])).ShouldBeWhole();
        (await server.Command(null, "verify")).ShouldBeWhole(proven: false);
        await server.Begin();
        (await server.SignIn("before", ServerFixture.Password)).Token.ShouldNotBeNull();
        using var stranger = server.Stranger();
        // No session is in a backup: it could have been ended since.
        (await stranger.Get("/api/session", ("Authorization", $"Bearer {clerk.Token}"))).Is(401);
        (await stranger.Post("/api/session", new { account = "after", password = ServerFixture.Password })).Is(401);
        using var again = await server.SignIn("operator", RunningServer.OperatorPassword);
        await Add(server, again, "after");
        (await server.End()).ShouldBe(0);
        (await server.Command(null, "verify")).ShouldBeWhole();
    }

    [Fact]
    public async Task The_operator_is_told_when_journal_and_keys_were_backed_up_and_that_they_never_were()
    {
        await using var server = await RunningServer.Start();
        using var clerk = await server.SignIn("operator", RunningServer.OperatorPassword);
        var before = (await clerk.Get("/api/operations")).Is(200);
        before.Text.ShouldNotContain("Backup\"", Case.Sensitive);
        before["accounts"].GetProperty("open").GetInt32().ShouldBeGreaterThan(0);
        var begun = TimeProvider.System.GetUtcNow();
        (await server.Command(null, "backup", _folder["told.db"])).ShouldBeWhole();
        var journal = (await clerk.Get("/api/operations")).Is(200);
        journal["journalBackup"].GetDateTimeOffset().ShouldBeGreaterThanOrEqualTo(begun);
        journal.Text.ShouldNotContain("keysBackup");
        (await server.Command(null, "backup", "--keys", _folder["told.json"])).Code.ShouldBe(0);
        (await clerk.Get("/api/operations")).Is(200)["keysBackup"].GetDateTimeOffset().ShouldBeGreaterThanOrEqualTo(begun);
        // A backup that failed is not reported.
        (await server.Command(null, "backup", _folder["told.db"])).Code.ShouldBe(3);
        (await clerk.Get("/api/operations"))
            .Is(200)["journalBackup"]
            .GetDateTimeOffset()
            .ShouldBe(journal["journalBackup"].GetDateTimeOffset());
    }

    /// <summary>
    /// The backup has the rows, but the seal over them came a moment later: after a restore they are sealed anew, and the anchor of the
    /// first seal fits none of them.
    /// </summary>
    [Fact]
    public async Task An_anchor_of_rows_that_the_backup_has_without_their_seal_is_laid_aside()
    {
        await using var server = await RunningServer.Start();
        string anchor;
        using (var clerk = await server.SignIn("operator", RunningServer.OperatorPassword))
        {
            await Add(server, clerk, "before");
            (await server.Command(null, "backup", _folder["journal.db"])).ShouldBeWhole();
            anchor = (await clerk.Get("/api/anchor")).Is(200).Text;
        }
        (await server.End()).ShouldBe(0);
        var kept = Path.Combine(Directory.CreateDirectory(Path.Combine($"{server.Data}-keys", "anchors")).FullName, "anchor-20260101.txt");
        await File.WriteAllTextAsync(kept, anchor);
        (await server.Command(null, "verify")).ShouldBeWhole();
        (await server.Command(null, "restore", _folder["journal.db"])).ShouldBeWhole();
        await server.Begin();
        using (var clerk = await server.SignIn("operator", RunningServer.OperatorPassword))
            await Add(server, clerk, "after");
        (await server.End()).ShouldBe(0);
        (await server.Command(null, "verify")).ShouldBeWhole();
        File.Exists($"{kept}.before-restore").ShouldBeTrue();
    }

    [Fact, Long("PostgreSQL")]
    public async Task A_new_machine_needs_the_journal_the_keys_and_the_master_key_and_then_it_is_the_old_one_on_another_database()
    {
        var database = await PostgresOrSkip.FreshDatabase();
        await using var old = await RunningServer.Start("--master-key", _folder["master.key"], RunningServer.Apart);
        using (var clerk = await old.SignIn("operator", RunningServer.OperatorPassword))
            await Add(old, clerk, "kept");
        Directory.CreateDirectory(_folder["backups"]);
        (await old.Command(null, "backup", _folder["backups"])).ShouldBeWhole();
        (await old.Command(null, "backup", "--keys", _folder["backups"])).Code.ShouldBe(0);
        await old.Kill();
        var (journal, keys) = (
            Directory.GetFiles(_folder["backups"], "*journal*").Single(),
            Directory.GetFiles(_folder["backups"], "*keys*").Single()
        );

        await using var machine = RunningServer.Nowhere("--journal", database, "--master-key", _folder["master.key"]);
        (await machine.Command(null, "restore", journal)).Lines.ShouldContain(line =>
            line.Contains("keys of this installation are missing", StringComparison.Ordinal)
        );
        (await machine.Command(null, "restore", journal, "--keys", keys)).ShouldBeWhole();
        await machine.Begin();
        (await machine.SignIn("kept", ServerFixture.Password)).Token.ShouldNotBeNull();
    }

    [Fact]
    public async Task What_is_damaged_or_anothers_is_not_put_back_and_nothing_is_touched()
    {
        await using var server = await RunningServer.Start();
        await using var other = await RunningServer.StartAnew();
        (await server.Command(null, "backup", _folder["journal.db"])).ShouldBeWhole();
        (await server.Command(null, "backup", "--keys", _folder["keys.json"])).Code.ShouldBe(0);
        (await server.End()).ShouldBe(0);
        (await other.End()).ShouldBe(0);
        await Refused(other, "belongs to installation", "restore", _folder["journal.db"]);
        await Refused(other, "belong to installation", "restore", "--keys", _folder["keys.json"]);
        var journal = await File.ReadAllBytesAsync(_folder["journal.db"]);
        journal[journal.AsSpan().IndexOf("\"contact\":"u8) + 40] ^= 1;
        await File.WriteAllBytesAsync(_folder["damaged.db"], journal);
        await Refused(server, "is not whole", "restore", _folder["damaged.db"]);
        await File.WriteAllTextAsync(
            _folder["damaged.json"],
            (await File.ReadAllTextAsync(_folder["keys.json"])).Replace("\"made\":1", "\"made\":2", StringComparison.Ordinal)
        );
        await Refused(server, "not whole", "restore", "--keys", _folder["damaged.json"]);
        await Refused(server, "is not there", "restore", _folder["nothing.db"]);
        await Refused(server, "there is no folder", "backup", "--keys", _folder["absent/keys.json"]);
        await Refused(server, "header", "restore", _folder["keys.json"]);
        (await server.Command(null, "verify")).ShouldBeWhole();
    }

    [Fact]
    public async Task A_mistyped_folder_does_not_become_an_installation_of_its_own()
    {
        await using var machine = RunningServer.Nowhere();
        foreach (
            var words in (string[][])
                [
                    ["rotate-master"],
                    ["backup", _folder["journal.db"]],
                    ["backup", "--keys", _folder["keys.json"]],
                    ["verify"],
                ]
        )
            await Refused(machine, "holds no", words);
        Directory.Exists(machine.Data).ShouldBeFalse();
    }

    [Fact]
    public async Task A_journal_that_cannot_be_read_any_more_is_kept_beside_the_restored_one()
    {
        await using var server = await RunningServer.Start();
        (await server.Command(null, "backup", _folder["journal.db"])).ShouldBeWhole();
        (await server.End()).ShouldBe(0);
        await using (var file = File.OpenWrite(Path.Combine(server.Data, "journal.db")))
            file.Write(Encoding.ASCII.GetBytes("not a database at all"));
        (await server.Command(null, "restore", _folder["journal.db"])).ShouldBeWhole();
        File.Exists(Path.Combine(server.Data, "journal.db.replaced-1")).ShouldBeTrue();
        await server.Begin();
        (await server.SignIn("operator", RunningServer.OperatorPassword)).Token.ShouldNotBeNull();
    }

    private static async Task Refused(RunningServer server, string sentence, params string[] words)
    {
        var (code, lines) = await server.Command(null, words);
        code.ShouldBe(3, string.Join('\n', lines));
        lines.ShouldContain(line => line.Contains(sentence, StringComparison.Ordinal), string.Join('\n', lines));
    }

    private static Task Add(RunningServer server, Api clerk, string name) =>
        server.Account(
            clerk,
            new
            {
                account = name,
                password = ServerFixture.Password,
                grants = new[] { new Grant(Role.CountyDuty, new("411502")) },
            }
        );

    private static async Task Write(Api clerk, CancellationToken stop)
    {
        for (var i = 0; !stop.IsCancellationRequested; i++)
            (
                await clerk.Post(
                    "/api/accounts",
                    new
                    {
                        account = FormattableString.Invariant($"during-{i}"),
                        password = ServerFixture.Password,
                        grants = new[] { new Grant(Role.CountyDuty, new("411502")) },
                    }
                )
            ).Is(202);
    }
}

/// <summary>Checks of a command's result.</summary>
internal static class Answered
{
    /// <param name="proven">False for a journal whose last records are not sealed yet, as in a copy made in between: nothing is broken, and
    /// exit code 2 says that not all is proven.</param>
    public static void ShouldBeWhole(this (int Code, IReadOnlyCollection<string> Lines) answer, bool proven = true)
    {
        answer.Code.ShouldBeOneOf(proven ? [0] : [0, 2], string.Join('\n', answer.Lines));
        answer.Lines.Last().ShouldBe("whole");
    }
}
