using Emergency.Engine.Contract.Faults;
using Emergency.Engine.Own;
using Emergency.Testing;

namespace Emergency.Engine.Tests.Postgres;

/// <summary>Somebody in the way, on our own engine.</summary>
[Long("PostgreSQL")]
public sealed class HeldTurnTests : HeldTurnContract
{
    protected override IEngineModule Module { get; } = new OwnEngineModule();
}
