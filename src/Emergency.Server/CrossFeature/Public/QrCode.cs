using System.Text;
using Emergency.Server.Foundation;
using QRCoder;

namespace Emergency.Server.CrossFeature.Public;

/// <summary>An address as a QR code, an SVG path without styles of its own.</summary>
internal static class QrCode
{
    public static Html Of(Uri address)
    {
        using var generator = new QRCodeGenerator();
        using var code = generator.CreateQrCode(address.AbsoluteUri, QRCodeGenerator.ECCLevel.M);
        var (rows, path) = (code.ModuleMatrix, new StringBuilder());
        for (var y = 0; y < rows.Count; y++)
        for (var x = 0; x < rows[y].Length; x++)
            if (rows[y][x])
                path.Append(System.Globalization.CultureInfo.InvariantCulture, $"M{x} {y}h1v1h-1z");
        return Html.Of(
            $"""<svg viewBox="0 0 {rows.Count} {rows.Count}" role="img" aria-label="{address.AbsoluteUri}" shape-rendering="crispEdges"><path d="{path.ToString()}"/></svg>"""
        );
    }
}
