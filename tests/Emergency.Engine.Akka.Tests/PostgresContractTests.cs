using Emergency.Engine.Contract;

namespace Emergency.Engine.Akka.Tests;

/// <summary>The contract of the port, on Akka.NET over PostgreSQL.</summary>
public sealed class PostgresContractTests : EngineContract
{
    protected override async Task<EngineSite> NewSite() => await PostgresSite.New();
}
