using Emergency.Engine.Contract.Storm;
using Emergency.Engine.Hosting;
using Emergency.Testing;

namespace Emergency.Engine.Tests.Storm;

/// <summary>Power cuts of the database.</summary>
[Long("power cuts of a PostgreSQL of its own")]
public sealed class PowerCutTests : PowerCutContract
{
    protected override IEngineModule Module { get; } = new AkkaEngineModule();
}
