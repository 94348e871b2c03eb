using Emergency.Engine.Contract.Faults;

namespace Emergency.Engine.Akka.Tests.Faults;

/// <summary>A database that goes away, on Akka.NET.</summary>
public sealed class AwayTests : AwayContract
{
    protected override IEngineModule Module { get; } = new AkkaEngineModule();
}
