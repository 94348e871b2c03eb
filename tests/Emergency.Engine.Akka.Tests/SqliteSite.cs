using Emergency.Engine.Contract;
using Emergency.Testing;

namespace Emergency.Engine.Akka.Tests;

/// <summary>A data folder with a SQLite journal.</summary>
public sealed class SqliteSite : EngineSite
{
    private readonly TempFolder _folder = new();
    private int _copies;

    public override bool Shared => false;
    public override EngineSettings Settings => new(_folder["data"]) { Ballast = 0 };
    protected override IEngineModule Module { get; } = new AkkaEngineModule();

    // What the files hold while the engine runs is what kill -9 leaves behind.
    public override async Task<IEngine> OpenAfterCrash(LedgerDecider? decider = null)
    {
        var copy = _folder[$"copy-{++_copies}"];
        Directory.CreateDirectory(copy);
        foreach (
            var file in Directory
                .EnumerateFiles(Settings.Data)
                .Where(file => Path.GetFileName(file) is "journal.db" or "journal.db-wal" or "head")
        )
            File.Copy(file, Path.Combine(copy, Path.GetFileName(file)));
        return Keep(
            await Module.Start(Settings with { Data = copy }, [decider ?? new LedgerDecider()], new LedgerForms(), TimeProvider.System)
        );
    }

    protected override ValueTask Close()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }
}
