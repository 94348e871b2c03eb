using System.Buffers.Binary;
using System.Globalization;
using Emergency.Engine.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace Emergency.Server.Features.BaseMaps;

/// <summary>A file of MBTiles 1.3, opened for reading only.</summary>
internal sealed class MbtilesMap : IBaseMap
{
    private const int HeaderLength = 100;
    private readonly string _connection;

    private MbtilesMap(BaseMapShown shown, string connection) => (Shown, _connection) = (shown, connection);

    public BaseMapShown Shown { get; }

    /// <summary>Opens a file: the map, or a broken map with the fault.</summary>
    public static IBaseMap Open(FileInfo file, string id, string version)
    {
        _ = SqliteNative.Version;
        var title = Path.GetFileNameWithoutExtension(file.Name);
        try
        {
            if (Cut(file) is { } cut)
                return new BrokenBaseMap(id, title, BaseMapFault.Damaged, cut);
            var connection = new SqliteConnectionStringBuilder
            {
                DataSource = file.FullName,
                Mode = SqliteOpenMode.ReadOnly,
                Pooling = true,
            }.ToString();
            using var open = Opened(connection);
            var said = Metadata(open);
            if (said.Any(one => one.Key is "crs" or "srs" or "projection" && !IsMercator(one.Value)))
                return new BrokenBaseMap(id, title, BaseMapFault.Projection, "MBTiles are EPSG:3857");
            return TileForms.Of(Any(open)) is { } form
                ? new MbtilesMap(Shows(said, form, id, title, version, open), connection)
                : new BrokenBaseMap(id, title, BaseMapFault.Form, "no vector tiles, PNG, JPEG or WebP");
        }
        catch (SqliteException bad)
        {
            return new BrokenBaseMap(id, title, BaseMapFault.Damaged, $"SQLite {bad.SqliteErrorCode}: {bad.Message}");
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return new BrokenBaseMap(id, title, BaseMapFault.Unreadable, gone.Message);
        }
    }

    public ValueTask<ReadOnlyMemory<byte>> Tile(int layer, int z, int x, int y, CancellationToken stop)
    {
        try
        {
            using var open = Opened(_connection);
            using var ask = open.CreateCommand();
            ask.CommandText = "SELECT tile_data FROM tiles WHERE zoom_level = $z AND tile_column = $x AND tile_row = $y";
            ask.Parameters.AddWithValue("$z", z);
            ask.Parameters.AddWithValue("$x", x);
            // Rows of the format count from the south.
            ask.Parameters.AddWithValue("$y", (1 << z) - 1 - y);
            return new(ask.ExecuteScalar() as byte[] ?? ReadOnlyMemory<byte>.Empty);
        }
        catch (SqliteException bad)
        {
            throw new TileFault(BaseMapFault.Damaged, bad);
        }
    }

    /// <summary>Closes the open connections to a file that was replaced.</summary>
    public void Close()
    {
        using var any = new SqliteConnection(_connection);
        SqliteConnection.ClearPool(any);
    }

    private static SqliteConnection Opened(string connection)
    {
        var open = new SqliteConnection(connection);
        try
        {
            open.Open();
            return open;
        }
        catch
        {
            open.Dispose();
            throw;
        }
    }

    // Detects a file that was cut while it was copied: it is shorter than its header says. SQLite itself would find out only at the lost
    // pages.
    private static string? Cut(FileInfo file)
    {
        Span<byte> header = stackalloc byte[HeaderLength];
        using var bytes = file.OpenRead();
        if (bytes.ReadAtLeast(header, HeaderLength, throwOnEndOfStream: false) < HeaderLength || !header.StartsWith("SQLite format 3\0"u8))
            return "no SQLite file";
        long size = BinaryPrimitives.ReadUInt16BigEndian(header[16..]) is var written && written == 1 ? 65_536 : written;
        // The page count is valid only if it was written together with the last change.
        var counts = header[24..28].SequenceEqual(header[92..96]);
        var length = size * BinaryPrimitives.ReadUInt32BigEndian(header[28..]);
        return counts && length > file.Length ? string.Create(CultureInfo.InvariantCulture, $"{file.Length} bytes of {length}") : null;
    }

    private static Dictionary<string, string> Metadata(SqliteConnection open)
    {
        using var ask = open.CreateCommand();
        ask.CommandText = "SELECT name, value FROM metadata";
        using var rows = ask.ExecuteReader();
        var said = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        while (rows.Read())
            if (!rows.IsDBNull(0) && !rows.IsDBNull(1))
                said[rows.GetString(0)] = rows.GetString(1);
        return said;
    }

    private static byte[] Any(SqliteConnection open)
    {
        using var ask = open.CreateCommand();
        ask.CommandText = "SELECT tile_data FROM tiles LIMIT 1";
        return ask.ExecuteScalar() as byte[] ?? [];
    }

    private static BaseMapShown Shows(
        Dictionary<string, string> said,
        string form,
        string id,
        string title,
        string version,
        SqliteConnection open
    )
    {
        // Facts found in the tiles take precedence over the file's metadata.
        using var ask = open.CreateCommand();
        ask.CommandText = "SELECT (SELECT min(zoom_level) FROM tiles), (SELECT max(zoom_level) FROM tiles)";
        using var row = ask.ExecuteReader();
        row.Read();
        return new(
            id,
            said.GetValueOrDefault("name") is { Length: > 0 and <= 60 } name ? name : title,
            form == TileForms.Vector ? BaseMapForm.Vector : BaseMapForm.Raster,
            MinZoom: row.GetInt32(0),
            MaxZoom: row.GetInt32(1),
            Bounds: Bounds(said.GetValueOrDefault("bounds")),
            Attribution: said.GetValueOrDefault("attribution"),
            Version: version
        );
    }

    private static bool IsMercator(string text) =>
        text.Contains("3857", StringComparison.Ordinal) || text.Contains("900913", StringComparison.Ordinal);

    private static IReadOnlyList<double>? Bounds(string? text)
    {
        var corners = (text ?? "")
            .Split(',')
            .Select(part => double.TryParse(part, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : double.NaN)
            .ToList();
        return BaseMapBounds.Of(corners);
    }
}

internal static class BaseMapBounds
{
    /// <summary>West, south, east, north; null where they are no part of the earth.</summary>
    public static IReadOnlyList<double>? Of(IReadOnlyList<double> corners) =>
        corners is [>= -180 and var west, >= -90 and var south, <= 180 and var east, <= 90 and var north] && west < east && south < north
            ? corners
            : null;
}
