using System.Buffers;
using System.Text.Json;
using Emergency.Domain.Places;
using Emergency.Server.Features.Places.Shapes;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Answers;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Places;

/// <summary>A division as the register has it.</summary>
/// <param name="Name">Name, followed by its street's where another community of the county has the same.</param>
/// <param name="Below">Divisions one level below it.</param>
/// <param name="Synthetic">True when its boundary is made up, not surveyed.</param>
internal sealed record DivisionShown(
    string Code,
    string Name,
    string Kind,
    DateOnly? ValidFrom,
    string? Successor,
    int Below,
    bool HasBoundary,
    bool Synthetic
);

/// <param name="Name">Name, followed by its street's where another community of the county has the same.</param>
internal sealed record DivisionNamed(string Code, string Name);

/// <summary>A division and all in use below it, in the order of their codes.</summary>
internal sealed record DivisionNames(IReadOnlyList<DivisionNamed> Items);

/// <summary>GeoJSON (RFC 7946).</summary>
internal sealed record Feature(string Type, FeatureFacts Properties, JsonElement? Geometry);

internal sealed record FeatureFacts(string Code, string Name, string Kind, bool Synthetic);

/// <summary>GeoJSON: the boundaries of a division's parts.</summary>
internal sealed record FeatureCollection(string Type, IReadOnlyList<Feature> Features);

/// <summary>Endpoints for administrative divisions: those at or above the asker's own, and below it.</summary>
internal static class DivisionEndpoints
{
    public static RouteGroupBuilder MapDivisions(this RouteGroupBuilder api)
    {
        var routes = api.MapGroup("/divisions").WithTags("divisions");
        routes.MapGet("/", List).Needs(PlacePermissions.Read);
        routes.MapGet("/{code}", Read).Needs(PlacePermissions.Read);
        routes.MapGet("/{code}/names", Names).Needs(PlacePermissions.Read);
        routes.MapGet("/{code}/boundary", Boundary).Needs(PlacePermissions.Read);
        routes.MapGet("/{code}/boundaries", Boundaries).Needs(PlacePermissions.Read);
        return api;
    }

    /// <summary>The divisions below a parent; the counties where no parent is named.</summary>
    public static Outcome<Page<DivisionShown>> List(Asked asked, Known known, string? parent = null, int? limit = null, string? next = null)
    {
        if (parent is not null && !Divisions.IsCode(parent))
            return Problem.Bad("?parent: 2, 4, 6, 9 or 12 digits");
        var places = known.Of<PlacesKnown>(asked.Realm);
        return Page.Of(
            places.Below(parent ?? "").Where(division => asked.Sees(new Place(division.Code))),
            division => division.Code,
            division => Shown(places, division),
            limit,
            next,
            known.At
        );
    }

    /// <summary>A division.</summary>
    public static Outcome<DivisionShown> Read(string code, Asked asked, Known known)
    {
        var (places, found) = Find(code, asked, known);
        return found is null ? Problem.NotFound : new Outcome<DivisionShown>(Shown(places, found), known.At);
    }

    /// <summary>The names of a division and of all in use below it, down to the communities, in a single answer.</summary>
    public static Outcome<DivisionNames> Names(string code, Asked asked, Known known)
    {
        var (places, found) = Find(code, asked, known);
        return found is null
            ? Problem.NotFound
            : new Outcome<DivisionNames>(
                new([.. places.AtOrBelow(found).Where(one => asked.Sees(new Place(one.Code))).Select(Named)]),
                known.At
            );
    }

    /// <summary>The boundary of a division, WGS84, as a GeoJSON feature. The geometry is left out where none was drawn.</summary>
    public static Outcome<Feature> Boundary(string code, Asked asked, Known known)
    {
        var (_, found) = Find(code, asked, known);
        return found is null ? Problem.NotFound : new Outcome<Feature>(Drawn(found), known.At);
    }

    /// <summary>
    /// The boundaries of a division's streets (level=street) or communities (level=community), as a GeoJSON feature
    /// collection.
    /// </summary>
    public static Outcome<FeatureCollection> Boundaries(string code, Asked asked, Known known, string level = "community")
    {
        if (level is not ("street" or "community"))
            return Problem.Bad("?level: street or community");
        var (places, found) = Find(code, asked, known);
        if (found is null)
            return Problem.NotFound;
        var parts = level == "street" ? places.Below(code) : places.Communities(code);
        return new Outcome<FeatureCollection>(
            new("FeatureCollection", [.. parts.Where(part => part.Shape is not null && asked.Sees(new Place(part.Code))).Select(Drawn)]),
            known.At
        );
    }

    private static (PlacesKnown Places, DivisionKnown? Found) Find(string code, Asked asked, Known known)
    {
        var places = known.Of<PlacesKnown>(asked.Realm);
        return (
            places,
            Divisions.IsCode(code) && asked.Sees(new Place(code)) ? places.Of(code) ?? Unregistered(places, code, asked) : null
        );
    }

    /// <summary>
    /// A city or province without a register entry that has registered counties, or the home of a new office. Its code
    /// serves as its name.
    /// </summary>
    private static DivisionKnown? Unregistered(PlacesKnown places, string code, Asked asked) =>
        asked.IsHome(code) || (Divisions.IsAboveCounties(code) && places.Below(code).Any()) ? new(code, Division.None, null) : null;

    private static DivisionShown Shown(PlacesKnown places, DivisionKnown division) =>
        new(
            division.Code,
            division.Name,
            division.Kind,
            division.Facts.ValidFrom,
            division.Facts.Successor,
            places.Below(division.Code).Count(),
            division.Shape is not null,
            division.Facts.Synthetic
        );

    private static DivisionNamed Named(DivisionKnown division) => new(division.Code, division.Name);

    private static Feature Drawn(DivisionKnown division)
    {
        var facts = new FeatureFacts(division.Code, division.Name, division.Kind, division.Facts.Synthetic);
        if (division.Shape is not { } shape)
            return new("Feature", facts, null);
        var bytes = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(bytes))
            GeoJson.Write(writer, shape);
        return new("Feature", facts, JsonElement.Parse(bytes.WrittenSpan));
    }
}
