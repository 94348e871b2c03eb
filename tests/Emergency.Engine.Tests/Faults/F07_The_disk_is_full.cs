using Emergency.Engine.Contract.Faults;
using Emergency.Engine.Hosting;
using Emergency.Testing;

namespace Emergency.Engine.Tests.Faults;

/// <summary>A full disk.</summary>
[Long("a small disk")]
public sealed class F07TheDiskIsFull : FullDiskContract
{
    protected override IEngineModule Module { get; } = new AkkaEngineModule();
}
