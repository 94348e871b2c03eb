namespace Emergency.Domain.Places;

/// <summary>Codes of administrative divisions (GB/T 2260, GB/T 10114): province 2 digits, city 4, county 6, street or township 9, community
/// or village 12.</summary>
public static class Divisions
{
    public static bool IsCode(string? code) => code is { Length: 2 or 4 or 6 or 9 or 12 } && code.All(char.IsAsciiDigit);

    public static string County(string code) => Cut(code, 6);

    public static string Street(string code) => Cut(code, 9);

    /// <summary>Tells whether a code is above the counties: a city (4 digits) or a province (2), whose parts are the counties whose codes
    /// begin with it; "" is the whole country.</summary>
    public static bool IsAboveCounties(string code) => code is { Length: < 6 };

    public static bool IsCommunity(string? code) => code is { Length: 12 } && IsCode(code);

    private static string Cut(string code, int digits) => code?.Length >= digits ? code[..digits] : code ?? "";
}

/// <summary>Place down to a room: division code, then ever smaller named parts. A part can be absent only where all smaller ones
/// are.</summary>
public sealed record Place(string Division, string? Grid = null, string? Building = null, string? Unit = null, string? Room = null);

/// <summary>Area an account is responsible for: the same parts as a place; absent parts mean "all of it". The division's digits lead: each
/// scope covers exactly the codes that begin with it.</summary>
public sealed record Scope(string Division, string? Grid = null, string? Building = null, string? Unit = null)
{
    /// <summary>Tells whether the place lies in this scope: a shorter division covers all below it, every named part must be equal. Only
    /// whole codes and whole parts are compared.</summary>
    public bool Covers(Place place) =>
        place is not null
        && Divisions.IsCode(Division)
        && Divisions.IsCode(place.Division)
        && place.Division.Length >= Division.Length
        && place.Division.AsSpan(0, Division.Length).SequenceEqual(Division)
        && Part(Grid, place.Grid)
        && Part(Building, place.Building)
        && Part(Unit, place.Unit);

    private static bool Part(string? mine, string? theirs) => mine is null || mine == theirs;

    /// <summary>"411502001001/001001-G1/7号楼/2单元", as stored in the envelope.</summary>
    public override string ToString() => string.Join('/', new[] { Division, Grid, Building, Unit }.Where(part => part is not null));
}

/// <summary>Reference system of a coordinate as it arrived. CGCS2000 is within a metre of WGS84; GCJ-02 is offset by up to 700 m.</summary>
public enum Datum
{
    Wgs84,
    Gcj02,
    Cgcs2000,
}

/// <summary>Longitude −180 … 180 and latitude −90 … 90 in degrees, WGS84.</summary>
public sealed record GeoPoint(double Lon, double Lat);

/// <summary>Point with its source: <paramref name="Point"/> in WGS84, the original coordinates and their datum kept.</summary>
public sealed record Located(GeoPoint Point, Datum Datum, GeoPoint Original);

/// <summary>Shape on the ground, WGS84.</summary>
public abstract record Area
{
    private Area() { }

    /// <summary>Radius in metres, 1 … 50,000.</summary>
    public sealed record Circle(GeoPoint Centre, double Metres) : Area;

    /// <summary>Polygons, each an outer ring followed by its holes; rings closed, at most 2,000 corners in all, not crossing themselves
    /// (checked at the edge).</summary>
    public sealed record Polygons(ListOf<ListOf<ListOf<GeoPoint>>> Parts) : Area;

    /// <summary>List of whole communities, grids or buildings.</summary>
    public sealed record Named(ListOf<Place> Places) : Area;
}
