namespace Emergency.Server.Features.Places.Shapes;

/// <summary>Reason for which a drawn or imported shape is refused, and the point of the fault.</summary>
internal sealed record ShapeFault(string Reason, LonLat? At = null);

/// <summary>The reasons, in the words of import findings.</summary>
internal static class ShapeFaults
{
    public const string NotAShape = "not_a_shape",
        TypeUnsupported = "type_unsupported",
        Empty = "shape_empty",
        RingOpen = "ring_open",
        RingShort = "ring_short",
        SelfCrossing = "self_crossing",
        RingsOverlap = "rings_overlap",
        OutOfRange = "out_of_range",
        Swapped = "coordinates_swapped",
        TooManyCorners = "too_many_corners",
        RadiusOutOfRange = "radius_out_of_range";
}
