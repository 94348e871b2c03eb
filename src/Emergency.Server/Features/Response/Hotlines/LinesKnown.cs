using Emergency.Domain.Hotlines;

namespace Emergency.Server.Features.Hotlines;

/// <summary>Lines of the register. Their secrets stay sealed, and are opened to send or verify a message.</summary>
internal sealed record LinesKnown(LineRegister Register)
{
    public static readonly LinesKnown None = new(LineRegister.None);
}
