using Emergency.Engine.Contract;
using Emergency.Testing;

namespace Emergency.Engine.Tests.Postgres;

/// <summary>The contract of the port, over PostgreSQL.</summary>
[Long("PostgreSQL")]
public sealed class PostgresEngineTests : EngineContract
{
    protected override async Task<EngineSite> NewSite() => await PostgresSite.New();
}
