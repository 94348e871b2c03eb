using System.Globalization;
using Emergency.Server.Tests.Fixtures;
using Emergency.Testing;

namespace Emergency.Server.Tests.Faults;

/// <summary>
/// The disk takes new events and refuses the database file: commands are taken, health names it, and health recovers with the fault.
/// </summary>
[Long("a process under strace")]
public sealed class F07TheLogCannotBeMoved : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("EIO")]
    [InlineData("ENOSPC")]
    public async Task F07_What_cannot_be_moved_is_named_until_it_can_and_nothing_is_lost(string error)
    {
        Assert.SkipUnless(File.Exists("/usr/bin/strace"), "strace is not installed");
        await using var server = await RunningServer.Start(RunningServer.Apart);
        using var api = await server.SignIn("operator", RunningServer.OperatorPassword);
        var taken = 0;
        async Task Ask()
        {
            var wish = new
            {
                account = $"account-{++taken}",
                grants = new[] { new { role = "county-duty", scope = new { division = "411502" } } },
            };
            (await api.Post("/api/accounts", wish)).Is(202);
        }
        async Task<bool> Named() =>
            (await api.Get("/health/ready")).Is(200).Body.TryGetProperty("failing", out var failing)
            && failing.EnumerateArray().Any(one => one.GetString()!.StartsWith("journal.db", StringComparison.Ordinal));
        await using (
            var strace = RunningProcess.Start(
                "strace",
                "-f",
                "-qq",
                "-o",
                _folder["log"],
                "-P",
                Path.Combine(server.Data, "journal.db"),
                "-e",
                "trace=pwrite64",
                "-e",
                $"inject=pwrite64:error={error}",
                "-p",
                server.Id.ToString(CultureInfo.InvariantCulture)
            )
        )
        {
            await Until.TrueAsync(
                async () =>
                {
                    await Ask();
                    return await Named();
                },
                "it is named, and commands are taken"
            );
            await Ask();
            await Until.True(() => server.Lines.Any(line => line.Contains("journal.db-wal", StringComparison.Ordinal)), "the log says why");
            await strace.Signal("TERM");
            await strace.Exit(Until.AtMost);
        }
        await Until.TrueAsync(async () => !await Named(), "it is over with the fault");
        (await server.End()).ShouldBe(0);
        (await server.Command(null, "verify")).Code.ShouldBe(0);
        taken.ShouldBeGreaterThan(1);
    }

    [Fact]
    public async Task F07_A_server_that_can_store_nothing_more_says_why_and_what_to_do()
    {
        await using var server = await RunningServer.Start(RunningServer.Apart);
        using var api = await server.SignIn("operator", RunningServer.OperatorPassword);
        File.Move(Path.Combine(server.Data, "journal.db"), _folder["journal.db"]);
        var wish = new { account = "late", grants = new[] { new { role = "county-duty", scope = new { division = "411502" } } } };
        (await api.Post("/api/accounts", wish)).Status.ShouldBe(503);
        (await server.Exit()).ShouldBe(4);
        var last = server.Lines.Last(line => line.Contains("服务已停止", StringComparison.Ordinal));
        last.ShouldSatisfyAllConditions(
            said => said.ShouldContain("deleted or replaced"),
            said => said.ShouldContain(server.Data),
            said => said.ShouldContain("verify")
        );
    }
}
