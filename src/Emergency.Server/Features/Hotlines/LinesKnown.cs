using Emergency.Domain.Lines;

namespace Emergency.Server.Features.Hotlines;

/// <summary>Lines of the register. Their secrets stay sealed: who sends or verifies opens them.</summary>
internal sealed record LinesKnown(LineRegister Register)
{
    public static readonly LinesKnown None = new(LineRegister.None);
}
