using Emergency.Domain.Places;
using NetTopologySuite.Geometries;

namespace Emergency.Server.Features.Places;

/// <summary>One administrative division as the register has it. <paramref name="Shape"/> is its boundary, null where none was drawn.</summary>
/// <param name="Apart">What tells a community from another in use in the county with the same name: its street; its code where both are in one street.</param>
internal sealed record DivisionKnown(string Code, Division Facts, Geometry? Shape, string? Apart = null)
{
    /// <summary>The name by which people know which one is meant.</summary>
    public string Name => Apart is null ? RegisterName : $"{RegisterName}（{Apart}）";

    /// <summary>The name as the register has it; another community of the county may have the same.</summary>
    public string RegisterName => Facts.Name ?? Code;

    public string Kind => Facts.Kind ?? "";
}

/// <summary>Which divisions a place lies in; the smaller ones are null where only a larger boundary is known.</summary>
internal sealed record Whereabouts(string County, string? Street, string? Community)
{
    /// <summary>The smallest code that is known.</summary>
    public string Division => Community ?? Street ?? County;
}
