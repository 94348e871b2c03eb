using Emergency.Engine.Contract;
using Emergency.Engine.Hosting;
using Emergency.Testing;
using Emergency.Testing.Postgres;

namespace Emergency.Engine.Tests.Postgres;

/// <summary>A PostgreSQL database; every engine has a data folder of its own, as on several machines.</summary>
public sealed class PostgresSite : EngineSite
{
    private readonly TempFolder _folder = new();
    private readonly string _database;
    private int _engines;

    private PostgresSite(string database) => _database = database;

    public static async Task<PostgresSite> New() => new(await PostgresOrSkip.FreshDatabase());

    public override bool Shared => true;
    public override EngineSettings Settings => new(_folder[$"{Interlocked.Increment(ref _engines)}"], _database);
    protected override IEngineModule Module { get; } = new AkkaEngineModule();

    // The stored rows, as another node sees them.
    public override Task<IEngine> OpenAfterCrash(LedgerDecider? decider = null) => Open(decider);

    protected override ValueTask Close()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }
}
