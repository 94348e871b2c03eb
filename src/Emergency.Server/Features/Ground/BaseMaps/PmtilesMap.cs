using System.Buffers.Binary;
using System.Globalization;

namespace Emergency.Server.Features.BaseMaps;

/// <summary>A file of PMTiles 3. The server checks its header; the page finds the tiles and fetches ranges.</summary>
internal sealed class PmtilesMap : IBaseMap
{
    private const int HeaderLength = 127;

    private PmtilesMap(BaseMapShown shown, string file) => (Shown, File) = (shown, file);

    public BaseMapShown Shown { get; }
    public string File { get; }

    /// <summary>Opens a file: the map, or a broken map with the fault.</summary>
    public static IBaseMap Open(FileInfo file, string id, string version)
    {
        var title = Path.GetFileNameWithoutExtension(file.Name);
        IBaseMap Broken(BaseMapFault fault, string detail) => new BrokenBaseMap(id, title, fault, detail);
        try
        {
            var header = new byte[HeaderLength];
            using (var bytes = file.OpenRead())
                if (
                    bytes.ReadAtLeast(header, HeaderLength, throwOnEndOfStream: false) < HeaderLength
                    || !header.AsSpan().StartsWith("PMTiles"u8)
                )
                    return Broken(BaseMapFault.Form, "no PMTiles file");
            if (header[7] != 3)
                return Broken(BaseMapFault.Form, string.Create(CultureInfo.InvariantCulture, $"PMTiles {header[7]}, not 3"));
            // Offset and length of root directory, metadata, leaf directories and tiles.
            var length = new[] { 8, 24, 40, 56 }.Max(at => (UInt128)Number(header, at) + Number(header, at + 8));
            if (length > (UInt128)file.Length)
                return Broken(BaseMapFault.Damaged, string.Create(CultureInfo.InvariantCulture, $"{file.Length} bytes of {length}"));
            return header[99] is >= 1 and <= 4
                ? new PmtilesMap(
                    new(
                        id,
                        title,
                        header[99] == 1 ? BaseMapForm.Vector : BaseMapForm.Raster,
                        BaseMapDelivery.File,
                        MinZoom: header[100],
                        MaxZoom: header[101],
                        Bounds: BaseMapBounds.Of([Degrees(header, 102), Degrees(header, 106), Degrees(header, 110), Degrees(header, 114)]),
                        Version: version
                    ),
                    file.FullName
                )
                : Broken(BaseMapFault.Form, "no vector tiles, PNG, JPEG or WebP");
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return Broken(BaseMapFault.Unreadable, gone.Message);
        }
    }

    private static ulong Number(byte[] header, int at) => BinaryPrimitives.ReadUInt64LittleEndian(header.AsSpan(at));

    private static double Degrees(byte[] header, int at) => BinaryPrimitives.ReadInt32LittleEndian(header.AsSpan(at)) / 1e7;
}
