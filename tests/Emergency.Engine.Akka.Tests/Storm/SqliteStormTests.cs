using Emergency.Engine.Contract.Storm;
using Emergency.Testing;

namespace Emergency.Engine.Akka.Tests.Storm;

/// <summary>The write storm, on Akka.NET over SQLite.</summary>
[Long("a write storm and its kills")]
public sealed class SqliteStormTests : StormContract, IDisposable
{
    private readonly TempFolder _folder = new();

    protected override IEngineModule Module { get; } = new AkkaEngineModule();
    protected override string Program => Tests.Program.Built;

    protected override Task<EngineSettings> NewDatabase() => Task.FromResult(new EngineSettings(_folder["data"]) { Ballast = 0 });

    public void Dispose() => _folder.Dispose();
}
