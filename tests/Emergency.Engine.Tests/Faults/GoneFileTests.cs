using Emergency.Engine.Contract.Faults;
using Emergency.Engine.Own;

namespace Emergency.Engine.Tests.Faults;

/// <summary>A journal that was taken away, on our own engine.</summary>
public sealed class GoneFileTests : GoneFileContract
{
    protected override IEngineModule Module { get; } = new OwnEngineModule();
}
