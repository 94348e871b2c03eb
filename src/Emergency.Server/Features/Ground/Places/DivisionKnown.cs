using Emergency.Domain.Places;
using NetTopologySuite.Geometries;

namespace Emergency.Server.Features.Places;

/// <summary>
/// An administrative division as the register has it. <paramref name="Shape"/> is its boundary, null where none was
/// drawn.
/// </summary>
/// <param name="Apart">Text that tells apart communities in use in the county with the same name: the street; the code
/// where both are in the same street.</param>
internal sealed record DivisionKnown(string Code, Division Facts, Geometry? Shape, string? Apart = null)
{
    /// <summary>The name that people can tell from all others.</summary>
    public string Name => Apart is null ? RegisterName : $"{RegisterName}（{Apart}）";

    /// <summary>The name as the register has it. Another community of the county can have the same.</summary>
    public string RegisterName => Facts.Name ?? Code;

    public string Kind => Facts.Kind ?? "";
}

/// <summary>Divisions in which a place lies. The smaller ones are null where only a larger boundary is known.</summary>
internal sealed record Whereabouts(string County, string? Street, string? Community)
{
    /// <summary>The smallest code that is known.</summary>
    public string Division => Community ?? Street ?? County;
}
