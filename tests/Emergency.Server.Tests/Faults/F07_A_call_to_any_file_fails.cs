using System.Globalization;
using Emergency.Domain;
using Emergency.Domain.Accounts;
using Emergency.Server.Tests.Fixtures;
using Emergency.Testing;

namespace Emergency.Server.Tests.Faults;

/// <summary>
/// A call to a file of the data folder fails once, for any file and any kind of call: then the next command succeeds, and health reports
/// the truth. In the daily run the first two calls of each thread fail, with EMERGENCY_CALLS=20 so many.
/// </summary>
[Long("a process under strace")]
public sealed class F07ACallToAnyFileFails : IAsyncLifetime
{
    private readonly TempFolder _folder = new();
    private RunningServer? _server;
    private int _accounts;

    public async ValueTask InitializeAsync()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/strace"), "strace is not installed");
        _server = await RunningServer.Start(RunningServer.Apart);
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
            await _server.DisposeAsync();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("keys.db", "pwrite64", "EIO", true)]
    [InlineData("keys.db", "pwrite64", "ENOSPC", true)]
    [InlineData("keys.db", "fdatasync,fsync", "EIO", true)]
    [InlineData("keys.db", "pread64", "EIO", false)]
    [InlineData("keys.db-journal", "pwrite64", "EIO", true)]
    [InlineData("keys.db-journal", "fdatasync,fsync", "EIO", true)]
    [InlineData("keys.db-journal", "openat,unlink", "EIO", true)]
    [InlineData("journal.db-wal", "pwrite64", "EIO", true)]
    [InlineData("journal.db-wal", "fdatasync,fsync", "EIO", true)]
    [InlineData("journal.db", "pread64", "EIO", false)]
    [InlineData("head.new", "write,pwrite64,openat", "EIO", false)]
    [InlineData("ballast", "openat", "EIO", false)]
    public async Task F07_The_next_command_succeeds(string file, string calls, string error, bool happens)
    {
        var (most, injected) = (Sizes.Of("EMERGENCY_CALLS", 2), 0);
        using var api = await _server!.SignIn("operator", RunningServer.OperatorPassword);
        for (var n = 1; n <= most; n++)
        {
            var log = _folder[$"{file}-{calls}-{error}-{n}"];
            await using (
                var strace = RunningProcess.Start(
                    "strace",
                    "-f",
                    "-qq",
                    "-o",
                    log,
                    "-P",
                    Path.Combine(_server.Data, file),
                    "-e",
                    $"trace={calls}",
                    "-e",
                    $"inject={calls}:error={error}:when={n.ToString(CultureInfo.InvariantCulture)}",
                    "-p",
                    _server.Id.ToString(CultureInfo.InvariantCulture)
                )
            )
            {
                await Until.True(() => File.Exists(log) && Traced(), "strace has attached");
                // The fault can hit this one, or work of the server's own.
                var answer = await Add(api);
                if (!_server.Ended)
                    answer.ShouldBeOneOf(202, 503, 507);
                if (answer == 507 || answer == 503)
                    (await Told(api)).ShouldBeTrue("health says what is wrong, or it is over already");
                if (!strace.Ended)
                    await strace.Signal("TERM");
                await strace.Exit(Until.AtMost);
            }
            injected += File.ReadAllText(log).Split("INJECTED").Length - 1;
            var next = _server.Ended ? 503 : await Add(api);
            // Three failures of the disk in a row end the process, as they must; then it is started again.
            if (next != 202)
            {
                (await _server.Exit()).ShouldBe(4, string.Join('\n', _server.Lines.TakeLast(20)));
                await _server.BeginAgain();
                next = await Add(api);
            }
            next.ShouldBe(202, $"{file} {calls} {error} {n}: {string.Join('\n', _server.Lines.TakeLast(20))}");
            await Until.TrueAsync(() => IsWell(api), "nothing is wrong any more");
        }
        if (happens)
            injected.ShouldBeGreaterThan(0);
    }

    private bool Traced() =>
        Directory
            .EnumerateDirectories($"/proc/{_server!.Id}/task")
            .All(task =>
            {
                try
                {
                    return !File.ReadAllText(Path.Combine(task, "status")).Contains("TracerPid:\t0", StringComparison.Ordinal);
                }
                catch (IOException)
                {
                    return true;
                }
            });

    /// <summary>Asks for an account, which needs a key of its own and events; returns the status, 503 where nobody answered.</summary>
    private async Task<int> Add(Api api)
    {
        var name = FormattableString.Invariant($"account-{++_accounts}");
        try
        {
            return (
                await api.Post(
                    "/api/accounts",
                    new
                    {
                        account = name,
                        password = "password-0000",
                        grants = new[] { new Grant(Role.CountyDuty, new("411502")) },
                    }
                )
            ).Status;
        }
        catch (HttpRequestException)
        {
            return 503;
        }
    }

    /// <summary>The third failure in a row can end the process a moment after the next command: it is started again then too.</summary>
    private async Task<bool> IsWell(Api api)
    {
        try
        {
            return await api.Get("/health/ready") is { Status: 200 } health && !health.Body.TryGetProperty("trouble", out _);
        }
        catch (HttpRequestException)
        {
            (await _server!.Exit()).ShouldBe(4, string.Join('\n', _server.Lines.TakeLast(20)));
            await _server.BeginAgain();
            return false;
        }
    }

    private static async Task<bool> Told(Api api)
    {
        try
        {
            return (await api.Get("/health/ready")).Status is 200 or 503;
        }
        catch (HttpRequestException)
        {
            return true;
        }
    }
}
