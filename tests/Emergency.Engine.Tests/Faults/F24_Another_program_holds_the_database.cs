using Emergency.Engine.Contract.Faults;
using Emergency.Engine.Own;

namespace Emergency.Engine.Tests.Faults;

/// <summary>A file that another program holds, on our own engine.</summary>
public sealed class F24AnotherProgramHoldsTheDatabase : HeldFileContract
{
    protected override IEngineModule Module { get; } = new OwnEngineModule();
}
