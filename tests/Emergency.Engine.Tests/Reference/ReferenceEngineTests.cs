using Emergency.Engine.Contract;
using Emergency.Engine.Reference;

namespace Emergency.Engine.Tests.Reference;

/// <summary>The contract of the port, on the reference engine: whatever is played on it holds for the engine of the product.</summary>
public sealed class ReferenceEngineTests : EngineContract
{
    protected override Task<EngineSite> NewSite() => Task.FromResult<EngineSite>(new SqliteSite(new ReferenceEngineModule()));
}
