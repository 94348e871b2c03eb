using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using Emergency.Domain.Plans;
using Emergency.Engine;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Wording.Papers;

namespace Emergency.Server.Across.Planning;

/// <summary>
/// Layout of a plan on paper, as data (plan-layout.json, or the file an operator names): the printed page and the document both follow it.
/// The built-in one is that of GB/T 9704-2012, 5 and 7.
/// </summary>
/// <param name="Parts">Printed parts in their order: headings of the template, "cards" and "annexes". Parts not named are not
/// printed.</param>
/// <param name="Annexes">Registers of the annex, in their order.</param>
/// <param name="Mark">Beginning of the SHA-256 of an operator's file; null for the built-in layout.</param>
internal sealed partial record PlanLayout(
    PaperLook Look,
    IReadOnlyList<string> Parts,
    IReadOnlyList<string> Annexes,
    [property: JsonPropertyName("zh-CN")] PlanLayoutText Chinese,
    [property: JsonPropertyName("en")] PlanLayoutText English,
    [property: JsonIgnore] string? Mark = null
)
{
    public const string Cards = "cards",
        Annex = "annexes";
    private const int MarkDigits = 8;

    private static readonly JsonSerializerOptions Strict = new(JsonSerializerDefaults.Web)
    {
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    private static readonly Lazy<PlanLayout> Embedded = new(Load);

    public static PlanLayout BuiltIn => Embedded.Value;

    public static IReadOnlyList<string> KnownParts { get; } = [.. PlanRules.BuiltIn.Headings, Cards, Annex];

    public static IReadOnlyList<string> KnownAnnexes { get; } = ["team", "shelters", "people", "stock"];

    /// <summary>Names allowed in braces. A slot without a value removes its whole line.</summary>
    public static IReadOnlyList<string> Slots { get; } =
    ["county", "street", "community", "title", "version", "state", "reference", "year", "day"];

    public PlanLayoutText In(string language) => language == "en" ? English : Chinese;

    /// <summary>Reads the layout. Throws <see cref="CannotStart"/> with a sentence for each fault of the file.</summary>
    public static PlanLayout Read(Settings settings)
    {
        if (settings.PlanLayout is not { } path)
            return BuiltIn;
        if (!File.Exists(path))
            throw new CannotStart($"plan-layout: there is no file {path}");
        try
        {
            var bytes = File.ReadAllBytes(path);
            var layout = JsonSerializer.Deserialize<PlanLayout>(bytes, Strict) ?? throw new JsonException("the file says null");
            var faults = layout.Faults().Select(fault => $"plan-layout: {path}: {fault}").ToList();
            return faults.Count > 0
                ? throw new CannotStart(string.Join(Environment.NewLine, faults))
                : layout with
                {
                    Mark = Convert.ToHexStringLower(SHA256.HashData(bytes))[..MarkDigits],
                };
        }
        catch (Exception fault) when (fault is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new CannotStart($"plan-layout: {path}: {fault.Message}");
        }
    }

    /// <summary>The text with its slots filled; null where one of them has no value.</summary>
    public static string? Fill(string text, IReadOnlyDictionary<string, string> facts) =>
        SlotsOf(text).Any(slot => facts[slot].Length == 0) ? null : Slot().Replace(text, slot => facts[slot.Groups["name"].Value]);

    private IEnumerable<string> Faults() =>
        Look.Faults()
            .Concat(Names("parts", Parts, KnownParts))
            .Concat(Names("annexes", Annexes, KnownAnnexes))
            .Concat(Chinese.Faults("zh-CN"))
            .Concat(English.Faults("en"));

    private static IEnumerable<string> Names(string what, IReadOnlyList<string> names, IReadOnlyList<string> known)
    {
        foreach (var name in names.Except(known, StringComparer.Ordinal))
            yield return $"{what}: nobody knows {name}; known are {string.Join(' ', known)}";
        foreach (var twice in names.GroupBy(name => name, StringComparer.Ordinal).Where(same => same.Count() > 1))
            yield return $"{what}: {twice.Key} stands there twice";
        if (names.Count == 0)
            yield return $"{what}: at least one";
    }

    internal static IEnumerable<string> SlotsOf(string text) => Slot().Matches(text).Select(slot => slot.Groups["name"].Value);

    private static PlanLayout Load()
    {
        using var file = typeof(PlanLayout).Assembly.GetManifestResourceStream("plan-layout.json")!;
        return JsonSerializer.Deserialize<PlanLayout>(file, Strict)!;
    }

    [GeneratedRegex("""\{(?<name>[^{}]*)\}""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Slot();
}

/// <summary>The texts of a layout in one language, with slots in braces.</summary>
/// <param name="Office">Issuing office: in the head of each sheet, and above the signatures.</param>
/// <param name="Titles">Lines of the title.</param>
/// <param name="Number">The document's number; null: there is none.</param>
/// <param name="To">Addressee; null: nobody is named.</param>
/// <param name="Lines">Lines before the first part.</param>
/// <param name="Headings">Headings of parts, where they differ from the built-in ones.</param>
/// <param name="Signs">Places for signatures.</param>
internal sealed record PlanLayoutText(
    string Office,
    IReadOnlyList<string> Titles,
    string? Number,
    string? To,
    IReadOnlyList<string> Lines,
    IReadOnlyDictionary<string, string> Headings,
    IReadOnlyList<string> Signs,
    string Foot
)
{
    internal IEnumerable<string> Faults(string language)
    {
        foreach (var slot in All().SelectMany(PlanLayout.SlotsOf).Except(PlanLayout.Slots, StringComparer.Ordinal))
            yield return $"{language}: nobody knows {{{slot}}}; known are {string.Join(' ', PlanLayout.Slots)}";
        foreach (var part in Headings.Keys.Except(PlanLayout.KnownParts, StringComparer.Ordinal))
            yield return $"{language}: headings: nobody knows {part}; known are {string.Join(' ', PlanLayout.KnownParts)}";
        if (Titles.Count == 0)
            yield return $"{language}: titles: at least one line";
        if (Office.Length == 0)
            yield return $"{language}: office is a text";
    }

    private IEnumerable<string> All() => [Office, .. Titles, Number ?? "", To ?? "", .. Lines, .. Headings.Values, .. Signs, Foot];
}
