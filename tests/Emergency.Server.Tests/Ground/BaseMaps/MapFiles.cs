using System.Buffers.Binary;
using Microsoft.Data.Sqlite;

namespace Emergency.Server.Tests.BaseMaps;

/// <summary>Small files of tiles, as tools write them.</summary>
internal static class MapFiles
{
    /// <summary>An MBTiles file with one tile, of the whole world.</summary>
    public static void Mbtiles(string file, byte[] tile, params (string Name, string Value)[] says)
    {
        using (var open = new SqliteConnection($"Data Source={file};Pooling=False"))
        {
            open.Open();
            Run(
                open,
                "CREATE TABLE metadata (name text, value text); CREATE TABLE tiles (zoom_level integer, tile_column integer, tile_row integer, tile_data blob)"
            );
            Run(open, "INSERT INTO tiles VALUES (0, 0, 0, $a)", tile);
            foreach (var (name, value) in says)
                Run(open, "INSERT INTO metadata VALUES ($a, $b)", name, value);
        }
    }

    private static void Run(SqliteConnection open, string text, params object[] values)
    {
        using var command = open.CreateCommand();
#pragma warning disable CA2100 // The text is one of the three above.
        command.CommandText = text;
#pragma warning restore CA2100
        foreach (var (n, value) in values.Index())
            command.Parameters.AddWithValue($"${(char)('a' + n)}", value);
        command.ExecuteNonQuery();
    }

    /// <summary>Writes the header of PMTiles 3 and as many bytes behind it.</summary>
    /// <param name="says">Number of bytes of tiles in the header.</param>
    public static void Pmtiles(string file, int says, int has)
    {
        var bytes = new byte[127 + has];
        "PMTiles"u8.CopyTo(bytes);
        bytes[7] = 3;
        BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(56), 127);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(64), (ulong)says);
        bytes[99] = 1;
        bytes[101] = 15;
        File.WriteAllBytes(file, bytes);
    }

    /// <summary>Column from the west and row from the north of the tile that holds a place (EPSG:3857).</summary>
    public static (int X, int Y) TileOf(double lon, double lat, int zoom)
    {
        var (count, sine) = (1 << zoom, Math.Sin(lat * Math.PI / 180));
        return ((int)((lon + 180) / 360 * count), (int)((0.5 - (Math.Log((1 + sine) / (1 - sine)) / (4 * Math.PI))) * count));
    }
}
