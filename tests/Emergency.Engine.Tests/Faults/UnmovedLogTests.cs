using Emergency.Engine.Contract.Faults;
using Emergency.Testing;

namespace Emergency.Engine.Tests.Faults;

/// <summary>A log that cannot be moved.</summary>
[Long("a process of its own under strace")]
public sealed class UnmovedLogTests() : UnmovedLogContract(Program.Built);
