using Emergency.Domain.Warnings;
using Emergency.Server.Foundation;

namespace Emergency.Server.Across.Public;

/// <summary>
/// A warning in force: hazard and colour as a plate with their words, validity, one sentence, at most three things to do.
/// </summary>
internal static class PublicWarnings
{
    private const int MostThings = 3;
    private static readonly char[] Numbering = [.. "0123456789.．、)） "];

    /// <param name="printed">True when it has room on the printed sheet too.</param>
    public static Html Write(PublicWarning warning, bool printed, PublicWords words)
    {
        var text = warning.Texts.FirstOrDefault(one => words.Speaks(one.Language)) ?? warning.Texts.FirstOrDefault();
        var level = warning.Level is { } colour ? PublicShelters.Name(colour) : "none";
        var hazard = text?.Event is { Length: > 0 } named ? named : Hazard(warning, words);
        return Html.Of(
            $"""
            <section class="force {level}{(printed ? "" : " unprinted")}" lang="{text?.Language ?? words.Language}"><div class="wide">
              <p><span class="plate">{Plate(hazard, warning.Level, words)}</span> <small>{words[
                "issued",
                words.Time(warning.From),
                words.Time(warning.Until)
            ]}</small></p>
              <h2>{text?.Headline ?? text?.Description ?? hazard}</h2>
              {Html.If(warning.Areas.Count > 0, $"<p>{words["where", string.Join(words["and"], warning.Areas)]}</p>")}
              <ul>{Html.Each(Things(text), thing => Html.Of($"<li>{thing}</li>"))}</ul>
            </div></section>
            """
        );
    }

    /// <summary>Title such as 暴雨橙色预警, in the requested language where the issuer wrote it.</summary>
    public static string Title(PublicWarning warning, PublicWords words)
    {
        var text = warning.Texts.FirstOrDefault(one => words.Speaks(one.Language)) ?? warning.Texts.FirstOrDefault();
        return Plate(text?.Event is { Length: > 0 } named ? named : Hazard(warning, words), warning.Level, words);
    }

    // Writes 暴雨橙色预警; an event that already contains this stays as it is.
    private static string Plate(string hazard, WarningLevel? level, PublicWords words)
    {
        if (hazard.Contains("预警", StringComparison.Ordinal) || hazard.Contains("warning", StringComparison.OrdinalIgnoreCase))
            return hazard;
        var colour = level is { } one ? words[$"level.{PublicShelters.Name(one)}"] : "";
        return words["warning", words.Language == "en" ? $"{hazard} {colour}".Trim() : hazard + colour];
    }

    // An unknown hazard is called 突发事件, with the issuer's sentence beside it.
    private static string Hazard(PublicWarning warning, PublicWords words) =>
        words[warning.Hazard is { } hazard ? $"hazard.{PublicShelters.Name(hazard)}" : "hazard.unknown"];

    private static IEnumerable<string> Things(WarningText? text) =>
        (text?.Instruction ?? "")
            .Split(['\n', '。', '；'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(thing => thing.TrimStart(Numbering))
            .Where(thing => thing.Length > 0)
            .Take(MostThings);
}
