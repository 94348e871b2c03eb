using Emergency.Engine.Contract.Storm;
using Emergency.Testing;
using Emergency.Testing.Postgres;

namespace Emergency.Engine.Akka.Tests.Storm;

/// <summary>The write storm, on Akka.NET over PostgreSQL.</summary>
[Long("a write storm and its kills on PostgreSQL")]
public sealed class PostgresStormTests : StormContract, IDisposable
{
    private readonly TempFolder _folder = new();

    protected override IEngineModule Module { get; } = new AkkaEngineModule();
    protected override string Program => Tests.Program.Built;

    protected override async Task<EngineSettings> NewDatabase() => new(_folder["data"], await PostgresOrSkip.FreshDatabase());

    public void Dispose() => _folder.Dispose();
}
