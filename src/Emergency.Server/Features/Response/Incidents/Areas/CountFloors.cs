using Emergency.Domain;
using Emergency.Domain.Places;

namespace Emergency.Server.Features.Incidents.Areas;

/// <summary>
/// Floors for counts of an area outside a running incident: below 5 persons, or for an area smaller than a circle of 150
/// m, a number would identify somebody's home, so it is withheld. Local settings: no law says from which count on a home
/// is identified. They are the same in every county, even for its first area.
/// </summary>
internal static class CountFloors
{
    public const int LeastPersons = 5;
    public const double LeastMetres = 150;
    private const double MetresOfADegree = 111_320,
        LeastSurface = Math.PI * LeastMetres * LeastMetres;

    /// <summary>Step of shown counts: two areas that differ by a home show the same.</summary>
    public const int Step = 5;

    /// <summary>
    /// True when the area, a part of it or a hole in it is smaller than a circle of 150 m. Buildings always are, grids and
    /// communities never. The same area with and without such a part would reveal the part by their difference.
    /// </summary>
    public static bool IsSmall(Area area) =>
        area switch
        {
            Area.Circle circle => circle.Metres < LeastMetres,
            Area.Polygons polygons => polygons.Parts.Any(part =>
                SquareMetres(part) < LeastSurface || part.Skip(1).Any(hole => Surface(hole) < LeastSurface)
            ),
            Area.Named named => named.Places.Any(place => place.Building is not null),
            _ => throw new Unforeseen(area),
        };

    /// <summary>True when a number in it is below the floors.</summary>
    public static bool AreBelow(ImpactShown shown) =>
        IsSmall(shown.Area)
        || shown.Communities.Any(one => IsFew(one.Counts.Persons))
        || shown.Needs.Any(need => need.Persons < LeastPersons);

    /// <summary>
    /// Returns it in steps of five, without numbers below the floors, and without kinds. If a part is withheld, the total is
    /// too: the difference would reveal it.
    /// </summary>
    public static ImpactShown Over(ImpactShown shown)
    {
        var small = IsSmall(shown.Area);
        CommunityInside[] communities =
        [
            .. shown.Communities.Select(one =>
                one with
                {
                    Counts = one.Counts with
                    {
                        Persons = small || IsFew(one.Counts.Persons) ? null : InSteps(one.Counts.Persons ?? 0),
                        Households = InSteps(one.Counts.Households),
                        People = InSteps(one.Counts.People),
                    },
                }
            ),
        ];
        var total = communities.Aggregate(new ImpactCounts(0, 0, 0, 0), (sum, one) => sum + one.Counts);
        return shown with
        {
            Communities = communities,
            Total = total,
            Needs = small
                ? []
                :
                [
                    .. shown
                        .Needs.Where(need => need.Persons >= LeastPersons)
                        .Select(need => need with { Persons = InSteps(need.Persons) }),
                ],
            Kinds = [],
        };
    }

    /// <summary>The nearest step; a count above 0 never becomes 0.</summary>
    private static int InSteps(int count) => count == 0 ? 0 : Math.Max(Step, (count + (Step / 2)) / Step * Step);

    private static bool IsFew(int? persons) => persons is > 0 and < LeastPersons;

    // The plane of the ring's own latitude is accurate enough for a floor.
    private static double SquareMetres(ListOf<ListOf<GeoPoint>> rings) => Math.Max(0, Surface(rings[0]) - rings.Skip(1).Sum(Surface));

    private static double Surface(ListOf<GeoPoint> ring)
    {
        var wide = MetresOfADegree * Math.Cos(ring[0].Lat * Math.PI / 180);
        return Math.Abs(
                ring.Zip(
                        ring.Skip(1),
                        (a, b) =>
                            (((a.Lon - ring[0].Lon) * (b.Lat - ring[0].Lat)) - ((b.Lon - ring[0].Lon) * (a.Lat - ring[0].Lat)))
                            * wide
                            * MetresOfADegree
                    )
                    .Sum()
            ) / 2;
    }
}
