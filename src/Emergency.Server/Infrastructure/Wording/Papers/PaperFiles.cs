using System.Security.Cryptography;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Requests;

namespace Emergency.Server.Infrastructure.Wording.Papers;

/// <summary>Style and script of papers, built in; their names change with their content.</summary>
internal static class PaperFiles
{
    // Printing needs a script; without one the browser's own menu prints the same sheet.
    private static readonly byte[] ScriptBytes =
        "const button = document.getElementById('print')\nbutton.hidden = false\nbutton.addEventListener('click', () => print())\n"u8.ToArray();
    private static readonly byte[] StyleBytes = Load();

    public static string Style { get; } = $"/paper/{Mark(StyleBytes)}.css";
    public static string Script { get; } = $"/paper/{Mark(ScriptBytes)}.js";

    public static WebApplication MapPaperFiles(this WebApplication app)
    {
        Map(app, Style, StyleBytes, "text/css; charset=utf-8");
        Map(app, Script, ScriptBytes, "text/javascript; charset=utf-8");
        return app;
    }

    private static void Map(WebApplication app, string path, byte[] bytes, string type) =>
        app.MapMethods(
                path,
                [HttpMethods.Get, HttpMethods.Head],
                (HttpContext context) =>
                {
                    context.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
                    return Results.Bytes(bytes, type);
                }
            )
            .NeedsNothing()
            .BeforeViews()
            .ExcludeFromDescription();

    private static string Mark(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes))[..12];

    private static byte[] Load()
    {
        using var file =
            typeof(PaperFiles).Assembly.GetManifestResourceStream("paper.css")
            ?? throw new InvalidOperationException("paper.css is not built in");
        using var bytes = new MemoryStream();
        file.CopyTo(bytes);
        return bytes.ToArray();
    }
}
