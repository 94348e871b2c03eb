using Emergency.Domain.Places;
using NetTopologySuite.Geometries;

namespace Emergency.Server.Features.Places;

/// <summary>One administrative division as the register has it. <paramref name="Shape"/> is its boundary, null where none was drawn.</summary>
internal sealed record DivisionKnown(string Code, Division Facts, Geometry? Shape)
{
    public string Name => Facts.Name ?? Code;
    public string Kind => Facts.Kind ?? "";
}

/// <summary>Which divisions a place lies in; the smaller ones are null where only a larger boundary is known.</summary>
internal sealed record Whereabouts(string County, string? Street, string? Community)
{
    /// <summary>The smallest code that is known.</summary>
    public string Division => Community ?? Street ?? County;
}
