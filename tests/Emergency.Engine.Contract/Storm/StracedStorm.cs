using Emergency.Engine.Databases;

namespace Emergency.Engine.Contract.Storm;

/// <summary>A write storm on SQLite whose system calls strace makes fail. Skips the test where strace is missing.</summary>
public sealed class StracedStorm : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly string _program;

    /// <param name="program">The program that <c>dotnet</c> starts; as "storm" it runs <see cref="WriteStorm"/>.</param>
    public StracedStorm(string program)
    {
        Assert.SkipUnless(File.Exists("/usr/bin/strace"), "strace is not installed");
        _program = program;
    }

    public EngineSettings Settings => new(_folder["data"]) { Ballast = 0 };
    public StormLedger Ledger { get; } = new();

    /// <summary>The storm from its first moment on.</summary>
    public RunningProcess Start() => RunningProcess.Start("dotnet", _program, "storm", Settings.Data, "sqlite", "8", "4");

    /// <summary>From now on the calls of all its threads are counted, and fail as told. <paramref name="name"/> is that of strace's log.</summary>
    public RunningProcess Attach(RunningProcess storm, string name, string calls, string fault, params string[] more)
    {
        ArgumentNullException.ThrowIfNull(storm);
        return RunningProcess.Start(
            "strace",
            ["-qq", "-o", _folder[name], "-e", $"trace={calls}", "-e", $"inject={calls}:{fault}", "-f", "-p", $"{storm.Id}", .. more]
        );
    }

    /// <summary>The number of times a fault was injected.</summary>
    public int Injected(string name) => File.Exists(_folder[name]) ? File.ReadAllText(_folder[name]).Split("INJECTED").Length - 1 : 0;

    /// <summary>Waits until some more commands are answered.</summary>
    public static async Task Rages(RunningProcess storm)
    {
        ArgumentNullException.ThrowIfNull(storm);
        var before = storm.Lines.Count;
        await Until.True(() => storm.Ended || storm.Lines.Count > before + 100, "the storm rages");
        storm.Ended.ShouldBeFalse(string.Join('\n', storm.Lines.TakeLast(20)));
    }

    /// <summary>Ends the storm and takes down what it said.</summary>
    public async Task End(RunningProcess storm)
    {
        ArgumentNullException.ThrowIfNull(storm);
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
}
