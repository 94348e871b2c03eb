using System.Security.Cryptography;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Requests;

namespace Emergency.Server.Across.Anchors;

/// <summary>The sheet's stylesheet, built in; its name changes with its content.</summary>
internal static class AnchorFiles
{
    private static readonly byte[] StyleBytes = Load();

    public static string Style { get; } = $"/public/{Convert.ToHexStringLower(SHA256.HashData(StyleBytes))[..12]}.css";

    public static WebApplication MapAnchorFiles(this WebApplication app)
    {
        app.MapMethods(
                Style,
                [HttpMethods.Get, HttpMethods.Head],
                (HttpContext context) =>
                {
                    context.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
                    return Results.Bytes(StyleBytes, "text/css; charset=utf-8");
                }
            )
            .NeedsNothing()
            .BeforeViews()
            .ExcludeFromDescription();
        return app;
    }

    private static byte[] Load()
    {
        using var file =
            typeof(AnchorFiles).Assembly.GetManifestResourceStream("anchor.css")
            ?? throw new InvalidOperationException("anchor.css is not built in");
        using var bytes = new MemoryStream();
        file.CopyTo(bytes);
        return bytes.ToArray();
    }
}
