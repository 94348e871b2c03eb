using Emergency.Engine.Contract.Faults;
using Emergency.Engine.Hosting;

namespace Emergency.Engine.Tests.Faults;

/// <summary>A journal that was taken away.</summary>
public sealed class GoneFileTests : GoneFileContract
{
    protected override IEngineModule Module { get; } = new AkkaEngineModule();
}
