using Emergency.Engine.Contract.Faults;

namespace Emergency.Engine.Akka.Tests.Faults;

/// <summary>A file that another program holds, on Akka.NET.</summary>
public sealed class HeldFileTests : HeldFileContract
{
    protected override IEngineModule Module { get; } = new AkkaEngineModule();
}
