using Emergency.Engine.Contract.Faults;
using Emergency.Testing;

namespace Emergency.Engine.Tests.Faults;

/// <summary>Failed syncs.</summary>
[Long("a process of its own under strace")]
public sealed class F07TheDiskRefusesToSync() : FailedSyncContract(Program.Built);
