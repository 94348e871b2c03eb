using System.Globalization;
using Emergency.Engine.Databases;
using Emergency.Server.Foundation;
using Emergency.Server.Hosting;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Infrastructure.Keys;
using Emergency.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Emergency.Server.Tests.People;

/// <summary>
/// The program is killed (SIGKILL, by strace) at the n-th durable write of a change of the master key; the next start finishes the change,
/// and nobody's key is lost.
/// </summary>
[Long("kills by strace")]
public sealed class RotationKillTests
{
    private static readonly FreeText Plain = new("安拟菊 在3号楼");

    // Kills at every fourth write by default; EMERGENCY_ROTATION_KILLS=1 kills at each.
    private static readonly int Every = int.Parse(
        Environment.GetEnvironmentVariable("EMERGENCY_ROTATION_KILLS") ?? "4",
        CultureInfo.InvariantCulture
    );

    [Fact]
    public async Task A_change_of_the_master_key_killed_anywhere_is_finished_and_loses_nobody()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/strace"), "strace is not installed");
        var (killed, ended) = (0, false);
        for (var n = 1; !ended; n += Every)
        {
            using var folder = new TempFolder();
            var settings = new Settings
            {
                Data = folder["data"],
                Demo = false,
                Ballast = 0,
            };
            var ids = Enumerable.Range(1, 700).Select(i => Derived.Id(Guid.Empty, i)).ToArray();
            List<Domain.Sealed> values;
            await using (var opened = await Opened.Open(settings, TimeProvider.System, NullLoggerFactory.Instance))
            {
                await opened.Keys.Ensure(ids);
                values = [.. ids.Select(id => opened.Sealing.Seal(id, Plain))];
            }
            var before = MasterKey.Load(settings.MasterKeyFile).Current;
            ended = await Rotate(folder, settings, n);
            if (!ended)
                killed++;
            await using (var opened = await Opened.Open(settings, TimeProvider.System, NullLoggerFactory.Instance))
            {
                values.ShouldAllBe(value => opened.Sealing.Open<FreeText>(value) == Plain, $"before it goes on, killed at {n}");
                await opened.Rotation.Follow(CancellationToken.None);
                if (opened.Rotation.UnderWay)
                    (await opened.Rotation.Continue(CancellationToken.None)).ShouldBe(new RotationState(true, null), $"killed at {n}");
                opened.Rotation.UnderWay.ShouldBeFalse();
                var master = MasterKey.Load(settings.MasterKeyFile);
                master.Next.ShouldBeNull();
                opened.Keys.Store.All().ShouldAllBe(key => key.Master == master.Current);
                if (ended)
                    (master.Current == before).ShouldBeFalse("it was changed");
            }
            await using var again = await Opened.Open(settings, TimeProvider.System, NullLoggerFactory.Instance);
            values.ShouldAllBe(value => again.Sealing.Open<FreeText>(value) == Plain, $"killed at {n}");
        }
        killed.ShouldBeGreaterThan(3, "it is killed here and there");
    }

    /// <summary>True where the program finished before the n-th sync or renaming of the files concerned.</summary>
    private static async Task<bool> Rotate(TempFolder folder, Settings settings, int n)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "Emergency.Server.dll");
        string[] files =
        [
            settings.MasterKeyFile,
            settings.MasterKeyFile + ".new",
            KeyStores.File(settings.Data),
            KeyStores.File(settings.Data) + "-journal",
            Path.Combine(settings.Data, "journal.db-wal"),
        ];
        await using var process = RunningProcess.Start(
            "strace",
            [
                "-f",
                "-qq",
                "-o",
                folder["strace"],
                .. files.SelectMany(file => (string[])["-P", file]),
                "-e",
                "trace=fsync,fdatasync,rename,unlink",
                "-e",
                string.Create(CultureInfo.InvariantCulture, $"inject=fsync,fdatasync,rename,unlink:signal=SIGKILL:when={n}"),
                "dotnet",
                program,
                "rotate-master",
                "--data",
                settings.Data,
                "--ballast",
                "0",
                "--demo",
                "off",
            ]
        );
        var code = await process.Exit(Until.AtMost);
        if (code != 0)
            File.ReadAllText(folder["strace"]).ShouldContain("SIGKILL", Case.Sensitive, string.Join('\n', process.Lines));
        return code == 0;
    }
}
