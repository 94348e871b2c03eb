using Emergency.Testing;

namespace Emergency.Server.Tests.Deploy;

/// <summary>The units as systemd parses them; it need not run here.</summary>
public sealed class UnitsTests
{
    private static readonly string? Analyze = Sample.Program("/usr/bin/systemd-analyze", "/bin/systemd-analyze");
    private static readonly string[] Units = ["emergency-server.service", "emergency-backup.service", "emergency-backup.timer"];

    [Fact]
    public async Task They_hold_what_systemd_knows()
    {
        using var folder = Copied();
        var (code, lines) = await Run(["verify", .. Units.Select(unit => folder[unit])]);
        code.ShouldBe(0, string.Join('\n', lines));
        lines.Where(line => line.Contains("emergency", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_word_that_systemd_does_not_know_is_found()
    {
        using var folder = Copied();
        await File.AppendAllTextAsync(folder["emergency-backup.timer"], "\n[Timer]\nOnCalender=daily\n");
        var (_, lines) = await Run(["verify", folder["emergency-backup.timer"]]);
        lines.ShouldContain(line => line.Contains("OnCalender", StringComparison.Ordinal));
    }

    /// <summary>A service without any fence scores 100; each of these can have 20: the rest is needed by a server on the network.</summary>
    [Theory]
    [InlineData("emergency-server.service")]
    [InlineData("emergency-backup.service")]
    public async Task Each_service_may_do_little_more_than_it_needs(string unit)
    {
        using var folder = Copied();
        var (code, lines) = await Run(["security", "--offline=true", "--threshold=20", folder[unit]]);
        code.ShouldBe(0, string.Join('\n', lines));
    }

    /// <summary>Copies the units, with a runnable program at the place of the service's.</summary>
    private static TempFolder Copied()
    {
        Assert.SkipWhen(Analyze is null, "systemd is not installed");
        var folder = new TempFolder();
        foreach (var unit in Units)
            File.WriteAllText(
                folder[unit],
                unit.EndsWith(".timer", StringComparison.Ordinal)
                    ? Sample.With(unit)
                    : Sample.With(unit, ("/opt/emergency/Emergency.Server", "/bin/true"))
            );
        return folder;
    }

    private static async Task<(int Code, IReadOnlyCollection<string> Lines)> Run(string[] words)
    {
        await using var process = RunningProcess.Start(Analyze!, words);
        return (await process.Exit(Until.AtMost), process.Lines);
    }
}
