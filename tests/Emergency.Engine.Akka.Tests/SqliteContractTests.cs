using Emergency.Engine.Contract;

namespace Emergency.Engine.Akka.Tests;

/// <summary>The contract of the port, on Akka.NET over SQLite.</summary>
public sealed class SqliteContractTests : EngineContract
{
    protected override Task<EngineSite> NewSite() => Task.FromResult<EngineSite>(new SqliteSite());
}
