using Emergency.Engine.Contract.Faults;

namespace Emergency.Engine.Akka.Tests.Faults;

/// <summary>A full database server, on Akka.NET.</summary>
public sealed class FullServerTests : FullServerContract
{
    protected override IEngineModule Module { get; } = new AkkaEngineModule();
}
