using Emergency.Engine.Contract.Faults;
using Emergency.Engine.Own;
using Emergency.Testing;

namespace Emergency.Engine.Tests.Postgres;

/// <summary>A database that goes away, on our own engine.</summary>
[Long("PostgreSQL")]
public sealed class EngineAwayTests : AwayContract
{
    protected override IEngineModule Module { get; } = new OwnEngineModule();
}
