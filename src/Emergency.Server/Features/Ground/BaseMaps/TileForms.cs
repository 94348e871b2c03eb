namespace Emergency.Server.Features.BaseMaps;

/// <summary>Finds the format of a tile by its first bytes, because names given by files and services are not reliable.</summary>
internal static class TileForms
{
    public const string Vector = "application/vnd.mapbox-vector-tile",
        Png = "image/png",
        Jpeg = "image/jpeg",
        Webp = "image/webp";

    public static IReadOnlyList<string> Types { get; } = [Vector, Png, Jpeg, Webp];

    public static bool IsPacked(ReadOnlySpan<byte> bytes) => bytes.StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B]);

    /// <summary>
    /// Format of a tile; null where it is none of <see cref="Types"/>. A vector tile (Mapbox Vector Tile 2.1) begins with the tag of a
    /// layer, packed or not.
    /// </summary>
    public static string? Of(ReadOnlySpan<byte> bytes) =>
        IsPacked(bytes) || bytes.StartsWith((ReadOnlySpan<byte>)[0x1A]) ? Vector
        : bytes.StartsWith((ReadOnlySpan<byte>)[0x89, 0x50, 0x4E, 0x47]) ? Png
        : bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]) ? Jpeg
        : bytes.StartsWith("RIFF"u8) && bytes.Length > 12 && bytes[8..].StartsWith("WEBP"u8) ? Webp
        : null;
}
