using Emergency.Server.Infrastructure.Answers;

namespace Emergency.Server.Features.BaseMaps;

/// <summary>Content of the tiles: shapes that the page paints by day and night, or pictures.</summary>
internal enum BaseMapForm
{
    Vector,
    Raster,
}

/// <summary>Way in which a page fetches the map: tile by tile, or by ranges of one PMTiles file.</summary>
internal enum BaseMapDelivery
{
    Tiles,
    File,
}

/// <summary>Projection of the tiles: EPSG:3857, or degrees (CGCS2000, EPSG:4490, which equals WGS84 to within a metre).</summary>
internal enum BaseMapGrid
{
    Mercator,
    Degrees,
}

/// <summary>
/// Reason why a base map is not offered: the file is cut short or broken; another projection; no tiles in a known format; the file cannot
/// be read; wrong settings; the service does not answer.
/// </summary>
internal enum BaseMapFault
{
    Damaged,
    Projection,
    Form,
    Unreadable,
    Settings,
    Unreachable,
}

/// <summary>A base map (底图).</summary>
/// <param name="Bounds">West, south, east, north in degrees; null where they are unknown.</param>
/// <param name="Attribution">Text to be shown beside the map, such as 审图号.</param>
/// <param name="Version">Changes with the file. Pages send it with each request for a tile, so that browsers can cache tiles.</param>
/// <param name="Layers">Number of pictures above each other.</param>
/// <param name="Fault">Null where it works.</param>
/// <param name="Detail">Description of the fault, for the operator who added the map.</param>
internal sealed record BaseMapShown(
    string Id,
    string Title,
    BaseMapForm Form = BaseMapForm.Vector,
    BaseMapDelivery Delivery = BaseMapDelivery.Tiles,
    BaseMapGrid Grid = BaseMapGrid.Mercator,
    int MinZoom = 0,
    int MaxZoom = 0,
    IReadOnlyList<double>? Bounds = null,
    string? Attribution = null,
    string Version = "",
    int Layers = 1,
    BaseMapFault? Fault = null,
    string? Detail = null
);

internal sealed record BaseMapsShown(IReadOnlyList<BaseMapShown> Items);

/// <summary>The bytes of a tile; none where the map is empty there.</summary>
internal sealed record BaseMapTile(ReadOnlyMemory<byte> Bytes, string? Foreign) : IWritten
{
    public static string ContentType => string.Join(", ", TileForms.Types);
}

/// <summary>A file of tiles that is fetched by ranges (RFC 9110, section 14).</summary>
internal sealed record BaseMapFile(string Path) : IFileOnDisk
{
    public static string ContentType => "application/vnd.pmtiles";
}
