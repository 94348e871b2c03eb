using Emergency.Engine.Contract.Faults;
using Emergency.Engine.Own;
using Emergency.Testing;

namespace Emergency.Engine.Tests.Postgres;

/// <summary>A connection that is cut, on our own engine.</summary>
[Long("PostgreSQL")]
public sealed class LostAnswerTests : LostAnswerContract
{
    protected override IEngineModule Module { get; } = new OwnEngineModule();
}
