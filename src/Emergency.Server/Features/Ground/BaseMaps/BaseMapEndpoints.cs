using System.IO.Compression;
using Emergency.Server.Features.Places;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Answers;
using Emergency.Server.Infrastructure.Asking;
using Microsoft.Net.Http.Headers;

namespace Emergency.Server.Features.BaseMaps;

/// <summary>Base maps (底图).</summary>
internal static class BaseMapEndpoints
{
    private const int MostUnpacked = 10_000_000;

    public static RouteGroupBuilder MapBaseMapReadings(this RouteGroupBuilder api)
    {
        var routes = api.MapGroup("/base-maps").WithTags("places");
        routes.MapGet("/", List).Needs(PlacePermissions.Read);
        routes.MapGet("/{map}/tiles/{z}/{x}/{y}", Tile).Needs(PlacePermissions.Read);
        routes
            .MapGet("/{map}/file", File)
            .Needs(PlacePermissions.Read)
            .Produces(StatusCodes.Status206PartialContent, contentType: BaseMapFile.ContentType);
        return api;
    }

    /// <summary>The base maps in the folder and the configured services, with the faults of those that cannot be shown.</summary>
    public static Outcome<BaseMapsShown> List(BaseMapCatalogue maps) => new BaseMapsShown([.. maps.All.Select(map => map.Shown)]);

    /// <summary>
    /// A tile; an empty body where the map has none. An account may ask for at most 1,500 at once and 50 more each second.
    /// </summary>
    /// <param name="x">Column, from the west.</param>
    /// <param name="y">Row, from the north.</param>
    /// <param name="layer">Number of the address of a service, from 0.</param>
    /// <param name="v">Version from the list; browsers may cache the tile under it.</param>
    public static async Task<Outcome<BaseMapTile>> Tile(
        string map,
        int z,
        int x,
        int y,
        HttpContext context,
        Asked asked,
        BaseMapCatalogue maps,
        TilePace pace,
        CancellationToken stop,
        int layer = 0,
        string? v = null
    )
    {
        if (maps.Find(map) is not { File: null, Shown: { } shown } found || layer < 0 || layer >= shown.Layers)
            return Problem.NotFound;
        if (z < shown.MinZoom || z > shown.MaxZoom || x < 0 || y < 0 || x >= 1 << z || y >= 1 << z)
            return Problem.Bad($"z: {shown.MinZoom} to {shown.MaxZoom}; x and y: 0 to 2^z - 1");
        if (pace.Ask(asked.Account) is { } wait)
            return Outcome<BaseMapTile>.FromProblem(new Problem("basemap.too-many", []), wait);
        try
        {
            var bytes = await found.Tile(layer, z, x, y, stop);
            var type = TileForms.Of(bytes.Span);
            if (bytes.Length > 0 && type is null)
                return new Problem("basemap.broken", []);
            context.Response.Headers.CacheControl = v == shown.Version ? "private, max-age=604800, immutable" : "private, max-age=60";
            return new BaseMapTile(Packed(context, bytes), type ?? TileForms.Vector);
        }
        catch (TileFault fault)
        {
            return new Problem(fault.Fault == BaseMapFault.Unreachable ? "basemap.unreachable" : "basemap.broken", []);
        }
        catch (InvalidDataException)
        {
            return new Problem("basemap.broken", []);
        }
    }

    /// <summary>The file of a base map that pages fetch by ranges.</summary>
    /// <param name="v">Version from the list; another one means that the file was replaced.</param>
    public static Outcome<BaseMapFile> File(
        string map,
        HttpContext context,
        Asked asked,
        BaseMapCatalogue maps,
        TilePace pace,
        string? v = null
    )
    {
        if (maps.Find(map) is not { File: { } file, Shown: { } shown })
            return Problem.NotFound;
        if (pace.Ask(asked.Account) is { } wait)
            return Outcome<BaseMapFile>.FromProblem(new Problem("basemap.too-many", []), wait);
        if (v is not null && v != shown.Version)
            return new Problem("basemap.replaced", []);
        context.Response.Headers.CacheControl = "private, max-age=604800";
        return new BaseMapFile(file);
    }

    // Vector tiles are stored packed, and are sent packed to clients that can unpack them.
    private static ReadOnlyMemory<byte> Packed(HttpContext context, ReadOnlyMemory<byte> bytes)
    {
        if (!TileForms.IsPacked(bytes.Span))
            return bytes;
        context.Response.Headers.Vary = HeaderNames.AcceptEncoding;
        if (context.Request.Headers.AcceptEncoding.ToString().Contains("gzip", StringComparison.OrdinalIgnoreCase))
        {
            context.Response.Headers.ContentEncoding = "gzip";
            return bytes;
        }
        using var packed = new GZipStream(new MemoryStream(bytes.ToArray()), CompressionMode.Decompress);
        using var plain = new MemoryStream();
        var part = new byte[64 * 1024];
        while (packed.Read(part) is > 0 and var count)
        {
            if (plain.Length + count > MostUnpacked)
                throw new InvalidDataException("a tile that grows beyond all bounds");
            plain.Write(part, 0, count);
        }
        return plain.ToArray();
    }
}
