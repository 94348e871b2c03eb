using Emergency.Engine.Contract.Faults;
using Emergency.Engine.Own;
using Emergency.Testing;

namespace Emergency.Engine.Tests.Faults;

/// <summary>A full database server, on our own engine.</summary>
[Long("a PostgreSQL on a small disk")]
public sealed class F07TheDiskOfTheDatabaseServerIsFull : FullServerContract
{
    protected override IEngineModule Module { get; } = new OwnEngineModule();
}
