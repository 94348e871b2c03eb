using Emergency.Domain.Places;
using NetTopologySuite.Algorithm.Locate;
using NetTopologySuite.Geometries;

namespace Emergency.Server.Places;

/// <summary>One administrative division as the register has it. Its shape is the boundary, null where none was drawn.</summary>
public sealed class DivisionKnown(string code, Division facts, Geometry? shape)
{
    private IndexedPointInAreaLocator? _inside;

    public string Code => code;
    public Division Facts => facts;
    public Geometry? Shape => shape;
    public string Name => facts.Name ?? code;
    public string Kind => facts.Kind ?? "";

    /// <summary>Whether a point lies inside the boundary or on it.</summary>
    public bool Holds(Coordinate point) => shape is not null && (_inside ??= new IndexedPointInAreaLocator(shape)).Locate(point) != Location.Exterior;
}

/// <summary>Which divisions a place lies in; the smaller ones are null where only a larger boundary is known.</summary>
public sealed record Whereabouts(string County, string? Street, string? Community)
{
    /// <summary>The smallest code that is known.</summary>
    public string Division => Community ?? Street ?? County;
}
