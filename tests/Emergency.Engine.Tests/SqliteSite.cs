using Emergency.Engine.Contract;
using Emergency.Engine.Hosting;
using Emergency.Testing;

namespace Emergency.Engine.Tests;

/// <summary>A data folder with a SQLite journal.</summary>
/// <param name="module">The engine; null for the one of the product.</param>
public sealed class SqliteSite(IEngineModule? module = null) : EngineSite
{
    private readonly TempFolder _folder = new();
    private int _copies;

    public override bool Shared => false;
    public override EngineSettings Settings => new(_folder["data"]) { Ballast = 1024 * 1024 };
    protected override IEngineModule Module { get; } = module ?? new AkkaEngineModule();

    // The files hold, while the engine runs, exactly what kill -9 leaves behind.
    public override async Task<IEngine> OpenAfterCrash(LedgerDecider? decider = null)
    {
        var copy = Copy();
        return Keep(
            await Module.Start(Settings with { Data = copy }, [decider ?? new LedgerDecider()], new LedgerForms(), TimeProvider.System)
        );
    }

    /// <summary>A copy of the data folder as it is at this moment.</summary>
    public string Copy()
    {
        var copy = _folder[$"copy-{++_copies}"];
        Directory.CreateDirectory(copy);
        foreach (
            var file in Directory
                .EnumerateFiles(Settings.Data)
                .Where(f => Path.GetFileName(f) is "journal.db" or "journal.db-wal" or "head")
        )
            File.Copy(file, Path.Combine(copy, Path.GetFileName(file)));
        return copy;
    }

    protected override ValueTask Close()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }
}
