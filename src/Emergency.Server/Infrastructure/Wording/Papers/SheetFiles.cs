using System.Security.Cryptography;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Requests;

namespace Emergency.Server.Infrastructure.Wording.Papers;

/// <summary>
/// Style and script of printed sheets, built in, so that they need no files of the web build; their names change with their content.
/// </summary>
internal sealed class SheetFiles
{
    // Printing needs a script; without one the browser's own menu prints the same sheet.
    private static readonly byte[] ScriptBytes =
        "const button = document.getElementById('print')\nbutton.hidden = false\nbutton.addEventListener('click', () => print())\n"u8.ToArray();
    private readonly byte[] _style;

    /// <param name="folder">First part of their addresses, and name of the built-in stylesheet.</param>
    public SheetFiles(string folder)
    {
        _style = Load($"{folder}.css");
        (Style, Script) = ($"/{folder}/{Mark(_style)}.css", $"/{folder}/{Mark(ScriptBytes)}.js");
    }

    /// <summary>Files for letters, notices and hand-over sheets.</summary>
    public static SheetFiles OfPapers { get; } = new("paper");

    public string Style { get; }
    public string Script { get; }

    public WebApplication Map(WebApplication app)
    {
        Map(app, Style, _style, "text/css; charset=utf-8");
        Map(app, Script, ScriptBytes, "text/javascript; charset=utf-8");
        return app;
    }

    /// <summary>The stylesheet of a layout that is not built in; null where there is none.</summary>
    public static string? StyleOf(PaperLook? look) => look is null ? null : $"/paper/{Mark(Bytes(look))}.css";

    /// <summary>Serves the stylesheet of a layout.</summary>
    public static WebApplication Map(WebApplication app, PaperLook look)
    {
        Map(app, StyleOf(look)!, Bytes(look), "text/css; charset=utf-8");
        return app;
    }

    private static byte[] Bytes(PaperLook look) => System.Text.Encoding.UTF8.GetBytes(look.Css());

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

    private static byte[] Load(string name)
    {
        using var file =
            typeof(SheetFiles).Assembly.GetManifestResourceStream(name) ?? throw new InvalidOperationException($"{name} is not built in");
        using var bytes = new MemoryStream();
        file.CopyTo(bytes);
        return bytes.ToArray();
    }
}
