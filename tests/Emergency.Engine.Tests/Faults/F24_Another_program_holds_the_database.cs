using Emergency.Engine.Contract.Faults;
using Emergency.Engine.Hosting;

namespace Emergency.Engine.Tests.Faults;

/// <summary>A file that another program holds.</summary>
public sealed class F24AnotherProgramHoldsTheDatabase : HeldFileContract
{
    protected override IEngineModule Module { get; } = new AkkaEngineModule();
}
