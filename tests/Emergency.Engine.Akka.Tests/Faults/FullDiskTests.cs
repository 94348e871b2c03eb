using Emergency.Engine.Contract.Faults;

namespace Emergency.Engine.Akka.Tests.Faults;

/// <summary>A full disk, on Akka.NET.</summary>
public sealed class FullDiskTests : FullDiskContract
{
    protected override IEngineModule Module { get; } = new AkkaEngineModule();
}
