using System.Text.Json.Nodes;
using Emergency.Server.Features.Drills.Scenarios.Reading;

namespace Emergency.Server.Features.Drills.Scenarios;

/// <summary>An inject of the palette for trainers.</summary>
/// <param name="En">Title in English.</param>
/// <param name="Yaml">Lines to be inserted under "injects:"; their "when" must then be set.</param>
internal sealed record PaletteInject(string Id, string Title, string En, string Yaml);

internal sealed record PaletteShown(IReadOnlyList<PaletteInject> Items);

/// <summary>The palette (drills/palette.yaml): a document with one list, whose items are injects with two titles.</summary>
internal static class InjectPalette
{
    public static IReadOnlyList<PaletteInject> All { get; } = Read();

    private static List<PaletteInject> Read()
    {
        using var stream = typeof(InjectPalette).Assembly.GetManifestResourceStream("palette.yaml")!;
        using var reader = new StreamReader(stream);
        var text = reader.ReadToEnd();
        var tree = YamlTree.Read(text);
        var lines = text.Split('\n');
        var list = (JsonArray)tree.Root!["palette"]!;
        return
        [
            .. list.Select(
                (one, i) =>
                {
                    var from = (int)tree.At($"palette[{i}]").Line - 1;
                    var to = i + 1 < list.Count ? (int)tree.At($"palette[{i + 1}]").Line - 1 : lines.Length;
                    var yaml =
                        string.Join('\n', lines[from..to].Where(line => !line.TrimStart().StartsWith("en:", StringComparison.Ordinal)))
                            .TrimEnd() + "\n";
                    return new PaletteInject(
                        one!["id"]!.GetValue<string>(),
                        one["title"]!.GetValue<string>(),
                        one["en"]!.GetValue<string>(),
                        yaml
                    );
                }
            ),
        ];
    }
}
