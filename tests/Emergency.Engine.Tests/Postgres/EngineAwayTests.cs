using Emergency.Engine.Contract.Faults;
using Emergency.Engine.Hosting;
using Emergency.Testing;

namespace Emergency.Engine.Tests.Postgres;

/// <summary>A database that goes away.</summary>
[Long("PostgreSQL")]
public sealed class EngineAwayTests : AwayContract
{
    protected override IEngineModule Module { get; } = new AkkaEngineModule();
}
