using Emergency.Engine.Contract.Faults;
using Emergency.Engine.Hosting;
using Emergency.Testing;

namespace Emergency.Engine.Tests.Postgres;

/// <summary>Somebody in the way.</summary>
[Long("PostgreSQL")]
public sealed class HeldTurnTests : HeldTurnContract
{
    protected override IEngineModule Module { get; } = new AkkaEngineModule();
}
