using Emergency.Engine.Contract.Faults;
using Emergency.Engine.Hosting;
using Emergency.Testing;

namespace Emergency.Engine.Tests.Postgres;

/// <summary>A connection that is cut.</summary>
[Long("PostgreSQL")]
public sealed class LostAnswerTests : LostAnswerContract
{
    protected override IEngineModule Module { get; } = new AkkaEngineModule();
}
