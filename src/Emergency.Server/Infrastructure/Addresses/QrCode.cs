using System.Text;
using Emergency.Server.Foundation;
using QRCoder;

namespace Emergency.Server.Infrastructure.Addresses;

/// <summary>An address as a QR code, an SVG path without styles of its own.</summary>
internal static class QrCode
{
    public static Html Of(Uri address)
    {
        var (size, path) = Drawn(address);
        return Html.Of(
            $"""<svg viewBox="0 0 {size} {size}" role="img" aria-label="{address.AbsoluteUri}" shape-rendering="crispEdges"><path d="{path}"/></svg>"""
        );
    }

    /// <summary>Its side in modules, the quiet zone with it, and the path of its dark modules.</summary>
    public static (int Size, string Path) Drawn(Uri address)
    {
        using var generator = new QRCodeGenerator();
        using var code = generator.CreateQrCode(address.AbsoluteUri, QRCodeGenerator.ECCLevel.M);
        var (rows, path) = (code.ModuleMatrix, new StringBuilder());
        for (var y = 0; y < rows.Count; y++)
        for (var x = 0; x < rows[y].Length; x++)
            if (rows[y][x])
                path.Append(System.Globalization.CultureInfo.InvariantCulture, $"M{x} {y}h1v1h-1z");
        return (rows.Count, path.ToString());
    }
}
