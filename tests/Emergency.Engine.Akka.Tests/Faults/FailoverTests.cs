using Emergency.Engine.Contract.Faults;
using Emergency.Testing;

namespace Emergency.Engine.Akka.Tests.Faults;

/// <summary>A standby that takes over, on Akka.NET.</summary>
[Long("two PostgreSQL of its own")]
public sealed class FailoverTests : FailoverContract
{
    protected override IEngineModule Module { get; } = new AkkaEngineModule();
}
