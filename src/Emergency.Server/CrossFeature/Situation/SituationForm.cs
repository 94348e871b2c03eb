using System.Text.Json;
using System.Text.RegularExpressions;

namespace Emergency.Server.CrossFeature.Situation;

/// <summary>A form that an upper level wants filled in, as data (situation-forms.json): its text with slots in braces, whom one tells by telephone besides, whether it has the hourly table.</summary>
/// <param name="Lines">Codes of whom one tells by telephone.</param>
internal sealed partial record SituationForm(
    string Code,
    IReadOnlyList<string> Lines,
    bool Hours,
    SituationText Chinese,
    SituationText English
)
{
    private static readonly Lazy<IReadOnlyList<SituationForm>> Embedded = new(Load);

    public static IReadOnlyList<SituationForm> All => Embedded.Value;

    public SituationText In(string language) => language == "en" ? English : Chinese;

    /// <summary>The text with each slot filled; a slot nobody knows is a mistake of the form and says so when the forms are read.</summary>
    public static string Fill(string text, IReadOnlyDictionary<string, string> facts) =>
        Slot().Replace(text, slot => facts[slot.Groups["name"].Value]);

    /// <summary>The slots a form uses.</summary>
    public IEnumerable<string> Slots =>
        new[] { Chinese, English }
            .SelectMany(text => text.Text.Append(text.Title))
            .SelectMany(line => Slot().Matches(line).Select(slot => slot.Groups["name"].Value));

    private static IReadOnlyList<SituationForm> Load()
    {
        using var file = typeof(SituationForm).Assembly.GetManifestResourceStream("situation-forms.json")!;
        using var read = JsonDocument.Parse(file);
        return
        [
            .. read
                .RootElement.EnumerateArray()
                .Select(form => new SituationForm(
                    form.GetProperty("code").GetString()!,
                    [.. form.GetProperty("lines").EnumerateArray().Select(line => line.GetString()!)],
                    form.TryGetProperty("hours", out var hours) && hours.GetBoolean(),
                    SituationText.Of(form.GetProperty("zh-CN")),
                    SituationText.Of(form.GetProperty("en"))
                )),
        ];
    }

    [GeneratedRegex("""\{(?<name>[A-Za-z]+)\}""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Slot();
}

internal sealed record SituationText(string Name, string Title, IReadOnlyList<string> Text)
{
    public static SituationText Of(JsonElement text) =>
        new(
            text.GetProperty("name").GetString()!,
            text.GetProperty("title").GetString()!,
            [.. text.GetProperty("text").EnumerateArray().Select(line => line.GetString()!)]
        );
}
