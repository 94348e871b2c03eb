using Emergency.Engine.Contract.Faults;
using Emergency.Engine.Hosting;
using Emergency.Testing;

namespace Emergency.Engine.Tests.Faults;

/// <summary>A full database server.</summary>
[Long("a PostgreSQL on a small disk")]
public sealed class F07TheDiskOfTheDatabaseServerIsFull : FullServerContract
{
    protected override IEngineModule Module { get; } = new AkkaEngineModule();
}
