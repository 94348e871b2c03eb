using Emergency.Server.Infrastructure.Answers;

namespace Emergency.Server.Features.BaseMaps;

/// <summary>What its tiles hold: shapes that the page paints by day and night, or pictures.</summary>
internal enum BaseMapForm
{
    Vector,
    Raster,
}

/// <summary>How a page reads it: tile by tile, or by ranges of one PMTiles file.</summary>
internal enum BaseMapDelivery
{
    Tiles,
    File,
}

/// <summary>How tiles lie on the earth: EPSG:3857, or degrees (CGCS2000, EPSG:4490, which is WGS84 to within a metre).</summary>
internal enum BaseMapGrid
{
    Mercator,
    Degrees,
}

/// <summary>Why a base map is not offered: cut short or broken inside; of another projection; no tiles in a form that is known; not to be read; settings that are not as described; a service that does not answer.</summary>
internal enum BaseMapFault
{
    Damaged,
    Projection,
    Form,
    Unreadable,
    Settings,
    Unreachable,
}

/// <summary>One base map (底图).</summary>
/// <param name="Bounds">West, south, east, north in degrees; null where it does not say.</param>
/// <param name="Attribution">What stands beside the map, such as 审图号.</param>
/// <param name="Version">Another one where the file was changed: it goes with each question for a tile, so that browsers may keep tiles.</param>
/// <param name="Layers">So many pictures lie above each other.</param>
/// <param name="Fault">Null where it works.</param>
/// <param name="Detail">What is wrong, as the one who has put it there understands it.</param>
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

/// <summary>A file of tiles that is read by ranges (RFC 9110, section 14).</summary>
internal sealed record BaseMapFile(string Path) : IFileOnDisk
{
    public static string ContentType => "application/vnd.pmtiles";
}
