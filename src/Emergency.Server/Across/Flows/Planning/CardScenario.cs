using System.Globalization;
using System.Text;
using System.Text.Json;
using Emergency.Domain;
using Emergency.Domain.Plans;
using Emergency.Server.Infrastructure.Wording.Papers;

namespace Emergency.Server.Across.Planning;

/// <summary>
/// Makes a ten-minute table-top drill from one response card, as a scenario file (YAML): its steps come one after the other, regardless of
/// their minutes, and the player judges alone.
/// </summary>
internal static class CardScenario
{
    /// <summary>Number of steps that fit into ten minutes; life-saving ones come first.</summary>
    public const int Most = 9;

    private const int Seconds = 540;

    // The file addresses the committee in the language of its plan.
    private static readonly PaperTexts Texts = PaperTexts.In(null);

    public static string Of(Card card, string version)
    {
        var steps = Chosen(card);
        var file = new StringBuilder();
        Line($"id: {Text($"card-{Plain(card.Id)}")}");
        Line($"title: {Text(Say("trialTitle", ("card", card.Title), ("version", version)))}");
        Line($"hazard: {Hazard(card)}");
        Line("form: solo");
        Line("objectives:");
        Line($"  - {{ id: steps, title: {Text(Say("trialObjective"))} }}");
        Line("participants:");
        Line($"  - {{ id: secretary, role: secretary, title: {Text(Say("secretary"))} }}");
        Line($"start: {{ hour: \"19:30\", weather: {Text(Say("trialWeather"))}, words: {Text(Say("trialWords", ("card", card.Title)))} }}");
        Line("injects:");
        foreach (var (i, step) in steps.Index())
            Line(
                $"  - {{ id: s{i + 1}, title: {Text(step.Text)}, when: {{ at: {i * Seconds / steps.Count}s }}, to: [secretary], "
                    + $"do: {{ message: {{ from: {Text(Say("trialFrom"))}, text: {Text(Asked(step))} }} }} }}"
            );
        Line("expect:");
        Line(
            $"  - {{ id: open, title: {Text(Say("trialOpen"))}, objective: steps, who: secretary, after: s1, within: 2m, "
                + "proof: { event: { form: incident.opened.v1 } } }"
        );
        foreach (var (i, step) in steps.Index())
            Line(
                $"  - {{ id: e{i + 1}, title: {Text(step.Text)}, objective: steps, who: secretary, after: s{i + 1}, within: 1m, "
                    + $"proof: {{ observer: {Text(Say("trialAsk", ("who", Who(step))))} }} }}"
            );
        Line("end: { at: 10m }");
        return file.ToString();

        void Line(string line) => file.Append(line).Append('\n');
    }

    private static List<Step> Chosen(Card card)
    {
        var chosen = card
            .Steps.Index()
            .OrderBy(one => one.Item.Class)
            .ThenBy(one => one.Index)
            .Take(Most)
            .OrderBy(one => one.Index)
            .Select(one => one.Item);
        return [.. chosen];
    }

    private static string Asked(Step step)
    {
        var text = step.When is { } when ? $"{step.Text}{Say("when", ("when", when))}" : step.Text;
        return step.Minute is { } minute
            ? Say("trialStep", ("minute", minute.ToString(CultureInfo.InvariantCulture)), ("text", text))
            : Say("trialStepAny", ("text", text));
    }

    private static string Who(Step step) => string.Join('、', step.Roles.Select(role => role == "door-chain" ? Say("chain") : role));

    private static string Hazard(Card card) =>
        Enum.GetValues<Category>()
            .Select(one => JsonNamingPolicy.KebabCaseLower.ConvertName(one.ToString()))
            .Contains(card.Hazard, StringComparer.Ordinal)
            ? card.Hazard
            : "other";

    // Ids of scenarios have a restricted form; those of a file's cards need not.
    internal static string Plain(string id)
    {
        var plain = new string([.. id.ToLowerInvariant().Select(c => char.IsAsciiLetterOrDigit(c) ? c : '-')]);
        return plain.Length <= 30 ? plain : plain[..30];
    }

    private static string Text(string text) => JsonSerializer.Serialize(text);

    private static string Say(string key, params ReadOnlySpan<(string Slot, string Value)> slots) => Texts.Say($"plan.{key}", slots);
}
