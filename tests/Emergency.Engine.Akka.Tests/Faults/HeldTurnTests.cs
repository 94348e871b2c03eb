using Emergency.Engine.Contract.Faults;

namespace Emergency.Engine.Akka.Tests.Faults;

/// <summary>Somebody in the way, on Akka.NET.</summary>
public sealed class HeldTurnTests : HeldTurnContract
{
    protected override IEngineModule Module { get; } = new AkkaEngineModule();
}
