using Emergency.Engine.Contract.Faults;
using Emergency.Testing;

namespace Emergency.Engine.Akka.Tests.Faults;

/// <summary>A kill in the middle of a checkpoint, on Akka.NET.</summary>
[Long("a process of its own under strace and its kill")]
public sealed class KilledCheckpointTests() : KilledCheckpointContract(Program.Built, writing: null)
{
    protected override IEngineModule Module { get; } = new AkkaEngineModule();
}
