using System.Text.Json;
using System.Text.RegularExpressions;
using Emergency.Domain;
using Emergency.Server.Foundation;

namespace Emergency.Server.Across.Situation;

/// <summary>
/// A form of an upper level, as data (situation-forms.json): its text with slots in braces, the lines to report to by telephone besides,
/// and whether it has the hourly table.
/// </summary>
/// <param name="Lines">Lines to report to by telephone: codes, the same for all reporting levels, or those of each level.</param>
internal sealed partial record SituationForm(string Code, LinesUp Lines, bool Hours, SituationText Chinese, SituationText English)
{
    public SituationText In(string language) => language == "en" ? English : Chinese;

    /// <summary>The text with each slot filled; an unknown slot is a fault of the form, reported when the forms are loaded.</summary>
    public static string Fill(string text, IReadOnlyDictionary<string, string> facts) =>
        Slot().Replace(text, slot => facts[slot.Groups["name"].Value]);

    /// <summary>The slots of the form.</summary>
    public IEnumerable<string> Slots =>
        new[] { Chinese, English }
            .SelectMany(text => text.Text.Append(text.Title))
            .SelectMany(line => Slot().Matches(line).Select(slot => slot.Groups["name"].Value));

    /// <summary>
    /// Reads the forms of a file. Throws <see cref="FormatException"/> with the faulty form and place, <see cref="JsonException"/> where it
    /// is no JSON.
    /// </summary>
    public static IReadOnlyList<SituationForm> Read(Stream file)
    {
        using var read = JsonDocument.Parse(file);
        return
        [
            .. Items(read.RootElement, "the file")
                .Select(form => new SituationForm(
                    Text(form, "code", "a form"),
                    LinesUp.Of(Of(form, "lines", "a form")),
                    form.TryGetProperty("hours", out var hours) && hours.ValueKind == JsonValueKind.True,
                    SituationText.Of(Of(form, "zh-CN", "a form")),
                    SituationText.Of(Of(form, "en", "a form"))
                )),
        ];
    }

    internal static JsonElement Of(JsonElement form, string name, string what) =>
        form.ValueKind == JsonValueKind.Object && form.TryGetProperty(name, out var value)
            ? value
            : throw new FormatException($"{what} has no {name}");

    internal static string Text(JsonElement form, string name, string what) =>
        Of(form, name, what) is { ValueKind: JsonValueKind.String } text && text.GetString() is { Length: > 0 } said
            ? said
            : throw new FormatException($"{what}: {name} is a text");

    internal static IEnumerable<JsonElement> Items(JsonElement of, string what) =>
        of.ValueKind == JsonValueKind.Array ? of.EnumerateArray() : throw new FormatException($"{what}: a list");

    [GeneratedRegex("""\{(?<name>[A-Za-z]+)\}""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Slot();
}

internal sealed record SituationText(string Name, string Title, IReadOnlyList<string> Text)
{
    public static SituationText Of(JsonElement text) =>
        new(
            SituationForm.Text(text, "name", "a form"),
            SituationForm.Text(text, "title", "a form"),
            [.. SituationForm.Items(SituationForm.Of(text, "text", "a form"), "text").Select(line => line.GetString()!)]
        );
}

/// <summary>The lines that each level reports an incident to: those above it, and never itself.</summary>
internal sealed record LinesUp(IReadOnlyList<string> Community, IReadOnlyList<string> Street, IReadOnlyList<string> County)
{
    public IEnumerable<string> All => [.. Community, .. Street, .. County];

    /// <summary>Lines above the highest level for which these roles report.</summary>
    public IReadOnlyList<string> For(IReadOnlyList<Role> roles) =>
        roles.Intersect(Roles.County).Any() ? County
        : roles.Contains(Role.StreetOfficer) ? Street
        : Community;

    /// <summary>
    /// Reads the lines: an array holds for every level; an object has one for each. Throws <see cref="FormatException"/> where it is
    /// neither.
    /// </summary>
    public static LinesUp Of(JsonElement lines)
    {
        return lines.ValueKind == JsonValueKind.Object ? new(Level("community"), Level("street"), Level("county")) : Same(Codes(lines));

        IReadOnlyList<string> Level(string name) => Codes(SituationForm.Of(lines, name, "lines"));
        static LinesUp Same(IReadOnlyList<string> all) => new(all, all, all);
    }

    private static List<string> Codes(JsonElement list) => [.. SituationForm.Items(list, "lines").Select(line => line.GetString()!)];
}
