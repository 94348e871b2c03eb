using Emergency.Engine.Contract.Faults;
using Emergency.Engine.Hosting;
using Emergency.Testing;

namespace Emergency.Engine.Tests.Faults;

/// <summary>A kill in the middle of a checkpoint.</summary>
[Long("a process of its own under strace and its kill")]
public sealed class F23KilledInTheMiddleOfACheckpoint() : KilledCheckpointContract(Program.Built)
{
    protected override IEngineModule Module { get; } = new AkkaEngineModule();
}
