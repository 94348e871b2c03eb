using Emergency.Engine.Contract.Faults;
using Emergency.Testing;

namespace Emergency.Engine.Akka.Tests.Faults;

/// <summary>Failed syncs, on Akka.NET.</summary>
[Long("a process of its own under strace")]
public sealed class FailedSyncTests() : FailedSyncContract(Program.Built, writing: null);
