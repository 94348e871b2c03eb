using System.Text;
using System.Text.Json;
using Emergency.Domain;
using Emergency.Domain.Accounts;
using Emergency.Server.Hosting.Pages;
using Emergency.Server.Tests.Fixtures;
using Emergency.Testing;

namespace Emergency.Server.Tests.Starting;

public sealed class RestartTests
{
    [Fact, Long("a process and kill of its own")]
    public async Task What_was_answered_is_there_after_a_power_cut()
    {
        await using var server = await RunningServer.Start(RunningServer.Apart);
        using var before = await server.SignIn("operator", RunningServer.OperatorPassword);
        await server.Account(
            before,
            new
            {
                account = "kept",
                password = "kept-orchard-kettle",
                grants = new[] { new Grant(Role.CountyDuty, new("411502")) },
            }
        );
        await server.Kill();
        await server.Begin();
        (await server.SignIn("kept", "kept-orchard-kettle")).Token.ShouldNotBeNull();
        using var after = server.Stranger();
        (await after.Get("/api/session", ("Authorization", $"Bearer {before.Token}"))).Is(200).String("name").ShouldBe("operator");
        (await server.End()).ShouldBe(0);
        var (code, lines) = await server.Command(null, "verify");
        code.ShouldBe(0);
        lines.Last().ShouldBe("whole");
        lines.ShouldContain(line => line.EndsWith(" 0 not yet sealed", StringComparison.Ordinal));
    }

    [Fact, Long("a process of its own"), System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    public async Task Nobody_else_on_the_machine_reads_what_is_kept_also_where_an_earlier_version_let_them()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "files have no modes there");
        await using var server = await RunningServer.Start(RunningServer.Apart);
        string[] Open() =>
            [
                .. Directory
                    .EnumerateFiles(server.Data)
                    .Where(file => (File.GetUnixFileMode(file) & Others) != UnixFileMode.None)
                    .Select(file => Path.GetFileName(file)!),
            ];
        Open().ShouldBeEmpty();
        await server.Kill();
        foreach (var file in Directory.EnumerateFiles(server.Data))
            File.SetUnixFileMode(file, File.GetUnixFileMode(file) | UnixFileMode.OtherRead);
        await server.Begin();
        Open().ShouldBeEmpty();
        var backup = Path.Combine(server.Data, "kept.backup");
        (await server.Command(null, "backup", backup)).Code.ShouldBe(0);
        Open().ShouldBeEmpty();
    }

    private const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;

    [Fact, Long("a process of its own")]
    public async Task A_demo_prints_the_same_accounts_password_and_secrets_at_each_start()
    {
        await using var demo = await RunningServer.StartDemo(RunningServer.Apart);
        var first = demo.Lines.Where(line => line.StartsWith("demo ", StringComparison.Ordinal)).ToList();
        first.ShouldContain(line => line == $"demo accounts: {string.Join(' ', DemoAccounts.Names)}");
        var password = first.Single(line => line.StartsWith("demo password: ", StringComparison.Ordinal))["demo password: ".Length..];
        password.Length.ShouldBe(12);
        await Listed(demo, password);
        await Simulated(demo, password);
        foreach (var name in DemoAccounts.Names)
            (await demo.SignIn(name, password)).Account.Length.ShouldBe(64);
        (await demo.End()).ShouldBe(0);
        await demo.Begin();
        demo.Lines.Where(line => line.StartsWith("demo ", StringComparison.Ordinal)).ShouldBe(first);
    }

    [Fact, Long("a process under another clock")]
    public async Task A_demo_that_is_started_again_a_month_later_has_somebody_on_duty_and_nobody_who_was_struck_comes_back()
    {
        const string street = "/api/authorities/411502001/duty",
            community = "/api/communities/411502001001/team";
        await using var demo = await RunningServer.StartDemo("--demo-password", "demo-1234");
        using var first = await demo.SignIn("street", "demo-1234");
        var tomorrow = Shanghai.Day(TimeProvider.System.GetUtcNow()).AddDays(1);
        var turn = (await first.Get(FormattableString.Invariant($"{street}/roster?day={tomorrow:O}"))).Is(200)["items"][0];
        var officer = turn.GetProperty("officer").GetGuid();
        (
            await first.Post(
                $"{street}/turns/strike",
                new
                {
                    day = tomorrow,
                    shift = turn.GetProperty("shift"),
                    post = turn.GetProperty("post"),
                    officer,
                }
            )
        ).Is(200);
        var left = (await first.Get(FormattableString.Invariant($"{street}/roster?day={tomorrow:O}"))).Is(200)["items"].GetRawText();
        (await demo.End()).ShouldBe(0);

        await demo.BeginOn(tomorrow.AddDays(30));
        using var later = await demo.SignIn("street", "demo-1234");
        foreach (var path in (string[])[street, community])
        foreach (var day in (int[])[30, 44])
            (await later.Get(FormattableString.Invariant($"{path}/roster?day={tomorrow.AddDays(day):O}")))
                .Is(200)["items"]
                .GetArrayLength()
                .ShouldBeGreaterThan(3, $"{path} {day}");
        (await later.Get(street)).Is(200)["now"].GetProperty("items").GetArrayLength().ShouldBe(3);
        (await later.Get(FormattableString.Invariant($"{street}/roster?day={tomorrow:O}"))).Is(200)["items"].GetRawText().ShouldBe(left);
    }

    /// <summary>Checks that the sign-in page lists the accounts, with the place of each, and without their password.</summary>
    private static async Task Listed(RunningServer demo, string password)
    {
        using var stranger = demo.Stranger();
        (await stranger.Get("/api/front")).Is(200).String("dutyPhone").ShouldBe("0376-000-0110");
        var listed = (await stranger.Get("/api/demo")).Is(200);
        listed.Text.ShouldNotContain(password);
        listed
            .Body.EnumerateArray()
            .Select(one => one.GetProperty("account").GetString())
            .ShouldBe(DemoAccounts.Open.Select(one => one.Name));
        listed.Body.EnumerateArray().ShouldAllBe(one => one.GetProperty("place").GetString()!.Length > 1);
    }

    /// <summary>In a demo the hotlines answer by themselves: 120 accepts its offers.</summary>
    private static async Task Simulated(RunningServer demo, string password)
    {
        demo.Lines.ShouldContain(line => line.StartsWith("hotlines are simulated on http://127.0.0.1:", StringComparison.Ordinal));
        using var duty = await demo.SignIn("duty", password);
        var incident = (
            await duty.Post(
                "/api/incidents",
                new
                {
                    category = "medical",
                    title = "老人晕倒",
                    community = "411502001001",
                }
            )
        ).Is(201).String("id");
        (await duty.Post($"/api/incidents/{incident}/handovers", new { kind = "ambulance", text = "老人晕倒" })).Is(201);
        await Until.TrueAsync(
            async () =>
                (await duty.Get($"/api/incidents/{incident}/handovers"))["items"] is var items
                && items.GetArrayLength() == 1
                && items[0].GetProperty("stage").GetString() == "accepted",
            "120 has accepted"
        );
    }

    [Fact]
    public async Task One_damaged_event_stops_its_own_stream_and_nothing_else()
    {
        await using var server = await RunningServer.Start();
        (await server.Command(null, "verify")).Code.ShouldBe(0, "beside the running server");
        byte[] first;
        using (var api = await server.SignIn("operator", RunningServer.OperatorPassword))
        {
            await server.Account(
                api,
                new
                {
                    account = "whole",
                    password = "whole-orchard-kettle",
                    grants = new[] { new Grant(Role.Operator, new("411502")) },
                }
            );
            var line = (await api.Get("/api/export")).Is(200).Text.Split('\n')[0];
            // A plus sign is stored as an escape: the longest piece without one stands in the file unchanged.
            var contact = JsonSerializer.Deserialize<JsonElement>(line).GetProperty("data").GetProperty("contact").GetString()!;
            first = Encoding.UTF8.GetBytes(contact.Split('+').MaxBy(piece => piece.Length)!);
        }
        await server.End();
        var file = Path.Combine(server.Data, "journal.db");
        var bytes = await File.ReadAllBytesAsync(file);
        // A divided page can hold a row that is no longer in use: every copy of the first event's text is damaged.
        for (var at = bytes.AsSpan().IndexOf(first); at >= 0; at = bytes.AsSpan().IndexOf(first))
            bytes[at + (first.Length / 2)] ^= 1;
        await File.WriteAllBytesAsync(file, bytes);
        var (code, lines) = await server.Command(null, "verify");
        code.ShouldBe(1);
        lines.ShouldContain(line => line.StartsWith("BROKEN position 1", StringComparison.Ordinal));

        await server.Begin();
        using var whole = await server.SignIn("whole", "whole-orchard-kettle");
        (await whole.Get("/api/accounts")).Is(200);
        (
            await whole.Post(
                "/api/accounts",
                new
                {
                    account = "later",
                    password = "later-later-0",
                    grants = new[] { new Grant(Role.CountyDuty, new("411502")) },
                }
            )
        ).Is(202);
        (await whole.Get("/api/export")).Is(200).Text.Split('\n')[0].ShouldContain("\"why\":");
        var health = (await whole.Get("/health/ready")).Is(503);
        health.String("status").ShouldBe("broken");
        var damaged = health["broken"].EnumerateArray().ShouldHaveSingleItem().GetString()!;
        damaged.ShouldStartWith("live/account/");
        // A stored entity that cannot be loaded is never reported as missing.
        (await whole.Get($"/api/accounts/{damaged["live/account/".Length..]}/devices"))
            .Is(503)
            .Code.ShouldBe("engine.broken");
        (await whole.Get($"/api/accounts/{new string('0', 64)}/devices")).Is(404);
        using var stranger = server.Stranger();
        (await stranger.Post("/api/session", new { account = "operator", password = RunningServer.OperatorPassword })).Is(401);
        server.Lines.Where(line => line.Contains("is damaged from sequence 1 on", StringComparison.Ordinal)).ShouldHaveSingleItem();
    }

    [Fact, Long("a process and kill of its own")]
    public async Task A_second_server_is_kept_off_also_where_the_lock_was_tidied_away()
    {
        await using var server = await RunningServer.Start(RunningServer.Apart);
        File.Delete(Path.Combine(server.Data, "lock"));
        var (code, lines) = await server.Command(null, "--urls", "http://127.0.0.1:0");
        code.ShouldBe(3, string.Join('\n', lines));
        lines.ShouldContain(line => line.Contains(FormattableString.Invariant($"in use by process {server.Id}"), StringComparison.Ordinal));
        (await server.Command("another-0000", "account", "add", "second", "Operator", "411502", "own")).Code.ShouldBe(3);
        using var api = await server.SignIn("operator", RunningServer.OperatorPassword);
        (await api.Get("/api/accounts")).Is(200);
    }

    [Fact, Long("a process and kill of its own")]
    public async Task A_server_whose_journal_was_taken_away_stores_nothing_more_and_ends()
    {
        await using var server = await RunningServer.Start(RunningServer.Apart);
        var journal = Path.Combine(server.Data, "journal.db");
        File.Move(journal, journal + ".away");
        using var api = server.Stranger();
        // A request at this moment gets 503, or no answer.
        try
        {
            (await api.Post("/api/session", new { account = "operator", password = RunningServer.OperatorPassword })).Status.ShouldBe(503);
        }
        catch (HttpRequestException) { }
        (await server.Exit()).ShouldBe(4);
        File.Move(journal + ".away", journal);
        await server.Begin();
        (await server.SignIn("operator", RunningServer.OperatorPassword)).Dispose();
    }
}
