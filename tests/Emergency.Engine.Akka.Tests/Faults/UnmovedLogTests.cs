using Emergency.Engine.Contract.Faults;
using Emergency.Testing;

namespace Emergency.Engine.Akka.Tests.Faults;

/// <summary>A log that cannot be moved, on Akka.NET.</summary>
[Long("a process of its own under strace")]
public sealed class UnmovedLogTests() : UnmovedLogContract(Program.Built, writing: null);
