using Emergency.Engine.Contract.Faults;

namespace Emergency.Engine.Akka.Tests.Faults;

/// <summary>A journal that was taken away, on Akka.NET.</summary>
public sealed class GoneFileTests : GoneFileContract
{
    protected override IEngineModule Module { get; } = new AkkaEngineModule();
}
