using Emergency.Engine.Contract.Storm;
using Emergency.Testing;

namespace Emergency.Engine.Akka.Tests.Storm;

/// <summary>Power cuts of the database, on Akka.NET.</summary>
[Long("power cuts of a PostgreSQL of its own")]
public sealed class PowerCutTests : PowerCutContract
{
    protected override IEngineModule Module { get; } = new AkkaEngineModule();
}
