using Emergency.Engine.Contract.Faults;

namespace Emergency.Engine.Akka.Tests.Faults;

/// <summary>A connection that is cut, on Akka.NET.</summary>
public sealed class LostAnswerTests : LostAnswerContract
{
    protected override IEngineModule Module { get; } = new AkkaEngineModule();
}
