using Emergency.Domain;
using Emergency.Domain.Places;
using Emergency.Domain.Stock;
using Emergency.Server.Features.People;
using Emergency.Server.Features.People.Gazetteer;
using Emergency.Server.Features.Places;
using Emergency.Server.Features.Places.Shapes;
using Emergency.Server.Features.Stock;

namespace Emergency.Server.Features.Incidents.Areas;

/// <summary>Finds shelters and stock near an area.</summary>
internal static class Nearby
{
    // Unfit ones nearby are shown too: somebody will ask why they are not used.
    private const int MostShelters = 20,
        MostUnfit = 10,
        MostLots = 300;

    /// <summary>The hazards a shelter must serve for each category. Other categories accept every shelter.</summary>
    private static readonly Dictionary<Category, string[]> Serves = new()
    {
        [Category.Fire] = ["fire"],
        [Category.Flood] = ["flood"],
        [Category.Geological] = ["geological", "earthquake"],
        [Category.Gas] = ["gas"],
        [Category.Power] = ["power"],
        [Category.Epidemic] = ["epidemic"],
        [Category.Weather] = ["weather"],
    };

    /// <summary>The middle of an area: a circle's centre, a polygon's inner point, for named places the mean of their residents.</summary>
    public static GeoPoint? Middle(Area area, IReadOnlyCollection<PersonKnown> inside, ResidentsKnown residents)
    {
        switch (area)
        {
            case Area.Circle circle:
                return circle.Centre;
            case Area.Polygons polygons:
                var point = Ground.Of(polygons).InteriorPoint;
                return new(point.X, point.Y);
            default:
                GeoPoint[] points = [.. inside.Select(residents.PointOf).OfType<GeoPoint>()];
                return points.Length == 0 ? null : new(points.Average(at => at.Lon), points.Average(at => at.Lat));
        }
    }

    /// <summary>Shelters of the counties concerned: fit ones first, indoor before outdoor, near before far; then the nearest unfit ones.</summary>
    public static IReadOnlyList<ShelterNear> Shelters(
        SheltersKnown shelters,
        Area area,
        GeoPoint? middle,
        Category category,
        IReadOnlyList<string> communities
    )
    {
        var inside = Inside(shelters, area);
        var all = communities
            .Select(Divisions.County)
            .Distinct(StringComparer.Ordinal)
            .SelectMany(shelters.In)
            .Select(shelter => Near(shelter, middle, category, inside.Contains(shelter.Facts!.Id)))
            .OrderByDescending(near => near.Indoor is true)
            .ThenBy(near => near.Metres ?? int.MaxValue)
            .ThenBy(near => near.Name, StringComparer.Ordinal)
            .ToList();
        return
        [
            .. all.Where(near => near.Fit).Take(MostShelters),
            .. all.Where(near => !near.Fit).OrderBy(near => near.Metres ?? int.MaxValue).Take(MostUnfit),
        ];
    }

    /// <summary>Lots with something left, of the communities concerned and of those that border on them.</summary>
    public static IReadOnlyList<StockNear> Stock(
        SuppliesKnown supplies,
        PlacesKnown places,
        IReadOnlyList<string> communities,
        DateOnly today
    )
    {
        var inside = communities.ToHashSet(StringComparer.Ordinal);
        var around = communities.SelectMany(places.Neighbours).Where(code => !inside.Contains(code)).Distinct(StringComparer.Ordinal);
        return
        [
            .. communities
                .Concat(around)
                .SelectMany(code =>
                    supplies.Of(code).Lots.Values.Where(lot => lot.Free > 0).Select(lot => Near(code, inside.Contains(code), lot, today))
                )
                .OrderByDescending(lot => lot.Inside)
                .ThenBy(lot => lot.Expired)
                .ThenBy(lot => lot.Category, StringComparer.Ordinal)
                .ThenBy(lot => lot.Name, StringComparer.Ordinal)
                .ThenBy(lot => lot.LotId.Value)
                .Take(MostLots),
        ];
    }

    private static StockNear Near(string community, bool inside, Lot lot, DateOnly today) =>
        new(
            community,
            inside,
            lot.Facts.Id,
            lot.Facts.Name,
            lot.Facts.Category,
            lot.Facts.Unit,
            lot.Free,
            lot.Facts.ExpiresOn < today,
            lot.Facts.Location,
            lot.Facts.Keeper
        );

    private static ShelterNear Near(Shelter shelter, GeoPoint? middle, Category category, bool inside)
    {
        var (facts, point) = (shelter.Facts!, shelter.Facts!.Location?.Point);
        List<string> unfit = [];
        if (Serves.TryGetValue(category, out var hazards) && !facts.Fit.Intersect(hazards, StringComparer.Ordinal).Any())
            unfit.Add("hazard");
        if (inside)
            unfit.Add("inside");
        if (facts.Capacity > 0 && shelter.Occupancy >= facts.Capacity)
            unfit.Add("full");
        var metres = point is null || middle is null ? (int?)null : (int)Math.Round(Earth.Distance(Ground.At(middle), Ground.At(point)));
        return new(
            facts.Id,
            facts.Name,
            facts.Community,
            unfit.Count == 0,
            unfit,
            facts.Indoor,
            facts.BarrierFree,
            metres,
            facts.Capacity,
            shelter.Occupancy,
            shelter.Open,
            point
        );
    }

    private static HashSet<ShelterId> Inside(SheltersKnown shelters, Area area) =>
        area is Area.Named
            ? []
            :
            [
                .. PointGrid<ShelterId>
                    .Empty.AddRange(
                        shelters
                            .Shelters.Values.Where(shelter => shelter.Facts?.Location is not null)
                            .Select(shelter => KeyValuePair.Create(shelter.Facts!.Id, Ground.At(shelter.Facts.Location!.Point)))
                    )
                    .Within(area),
            ];
}
