using System.Globalization;
using Emergency.Engine;
using Emergency.Engine.Seals;
using Emergency.Server.Across.Public;
using Emergency.Server.Foundation;

namespace Emergency.Server.Across.Anchors;

/// <summary>
/// 存证单: an A4 sheet with everything needed to check later that the journal is still the same, and room for a signature. It contains no
/// personal data.
/// </summary>
internal static class AnchorSheet
{
    private static readonly TimeSpan Here = TimeSpan.FromHours(8);

    public static Html Write(Anchor anchor, AnchorWords words)
    {
        var position = anchor.Position.ToString(CultureInfo.InvariantCulture);
        return Html.Of(
            $"""
            <!doctype html>
            <html lang="{words["language"]}">
            <head>
              <meta charset="utf-8">
              <meta name="viewport" content="width=device-width, initial-scale=1">
              <title>{words["title"]}</title>
              <link rel="stylesheet" href="{AnchorFiles.Style}">
              <script src="{PublicFiles.Script}" defer></script>
            </head>
            <body>
            <main>
              <h1>{words["title"]}</h1>
              <p>{words["what"]}</p>
              <dl>
                <dt>{words["installation"]}</dt><dd>{anchor.Installation}</dd>
                <dt>{words["at"]}</dt><dd>{anchor.At.ToOffset(Here).ToString(
                "yyyy-MM-dd HH:mm:ss",
                CultureInfo.InvariantCulture
            )} (+08:00)</dd>
                <dt>{words["position"]}</dt><dd class="code">{position}</dd>
                <dt>{words["seal"]}</dt><dd class="code">{Groups(anchor.Seal)}</dd>
                <dt>{words["key"]}</dt><dd class="code">{SealKey.Fingerprint(anchor.Key)}</dd>
              </dl>
              <p>{words["compare"]}</p>
              <p class="code">verify --anchor {position}:{anchor.Seal}</p>
              <table>
                <tr><th scope="row">{words["by"]}</th><td></td><th scope="row">{words["signature"]}</th><td></td></tr>
                <tr><th scope="row">{words["witness"]}</th><td></td><th scope="row">{words["day"]}</th><td></td></tr>
              </table>
              <p class="limits">{words["limits"]}</p>
              <p class="acts"><button type="button" id="print" hidden>{words["print"]}</button> <a href="/api/anchor" download>{words[
                "file"
            ]}</a></p>
            </main>
            </body>
            </html>
            """
        );
    }

    private static string Groups(string hex) => string.Join(' ', hex.Chunk(4).Select(group => new string(group)));
}
