using Emergency.Engine.Contract;

namespace Emergency.Engine.Tests;

/// <summary>The contract of the port, over SQLite.</summary>
public sealed class SqliteEngineTests : EngineContract
{
    protected override Task<EngineSite> NewSite() => Task.FromResult<EngineSite>(new SqliteSite());
}
