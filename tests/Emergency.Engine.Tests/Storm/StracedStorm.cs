using System.Globalization;
using Emergency.Engine.Own;
using Emergency.Testing;

namespace Emergency.Engine.Tests.Storm;

/// <summary>A write storm on SQLite whose system calls strace makes fail. Skips the test where strace is missing.</summary>
internal sealed class StracedStorm : IDisposable
{
    private static readonly string[] Storming = ["dotnet", Program.Built, "storm"];
    private readonly TempFolder _folder = new();

    public StracedStorm() => Assert.SkipUnless(File.Exists("/usr/bin/strace"), "strace is not installed");

    public EngineSettings Settings => new(_folder["data"]) { Ballast = 0 };
    public StormLedger Ledger { get; } = new();

    /// <summary>The storm from its first moment on.</summary>
    public RunningProcess Start() => RunningProcess.Start(Storming[0], Arguments);

    /// <summary>The storm with a fault in the calls of each of its threads, counted from its start.</summary>
    public RunningProcess StartWith(string calls, string fault) =>
        RunningProcess.Start("strace", ["-f", .. Inject("start", calls, fault), Storming[0], .. Arguments]);

    /// <summary>From now on the calls of the one thread that stores are counted, and fail as told. <paramref name="name"/> is that of strace's log.</summary>
    public RunningProcess Attach(RunningProcess storm, string name, string calls, string fault, params string[] more) =>
        RunningProcess.Start(
            "strace",
            [.. Inject(name, calls, fault), "-p", storm.Thread("journal writer").ToString(CultureInfo.InvariantCulture), .. more]
        );

    /// <summary>How often a fault was injected.</summary>
    public int Injected(string name) => File.Exists(_folder[name]) ? File.ReadAllText(_folder[name]).Split("INJECTED").Length - 1 : 0;

    /// <summary>Waits until some more commands are answered.</summary>
    public static async Task Rages(RunningProcess storm)
    {
        var before = storm.Lines.Count;
        await Until.True(() => storm.Ended || storm.Lines.Count > before + 100, "the storm rages");
        storm.Ended.ShouldBeFalse(string.Join('\n', storm.Lines.TakeLast(20)));
    }

    /// <summary>Ends the storm and takes down what it said.</summary>
    public async Task End(RunningProcess storm)
    {
        await storm.Kill();
        Ledger.Add(storm.Lines);
    }

    /// <summary>Fails where something that was acknowledged is lost, doubled or half there.</summary>
    public async Task NothingPromisedIsLost()
    {
        await using var snapshot = await Database.Snapshot(Settings, CancellationToken.None);
        (await Ledger.Against(snapshot)).ShouldSatisfyAllConditions(
            c => c.Lost.ShouldBe(0),
            c => c.Doubled.ShouldBe(0),
            c => c.Halved.ShouldBe(0)
        );
    }

    public void Dispose() => _folder.Dispose();

    private string[] Arguments => [.. Storming[1..], Settings.Data, "sqlite", "8", "4"];

    private string[] Inject(string name, string calls, string fault) =>
        ["-qq", "-o", _folder[name], "-e", $"trace={calls}", "-e", $"inject={calls}:{fault}"];
}
