using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Emergency.Domain;
using Emergency.Domain.Drills;
using Emergency.Domain.Warnings;

namespace Emergency.Server.Features.Drills.Scenarios.Reading;

/// <summary>
/// Parses a scenario file: returns the scenario, or all its mistakes in the file's order. Never throws, whatever the file contains.
/// </summary>
internal static class ScenarioReader
{
    private const int Most = 100;

    public static (Scenario? Scenario, IReadOnlyList<Mistake> Mistakes) Read(string text)
    {
        var tree = YamlTree.Read(text);
        var mistakes = new List<Mistake>(tree.Mistakes);
        if (tree.Root is not null || mistakes.Count == 0)
            ScenarioShape.File.Check(tree.Root, "", Tell);
        Scenario? scenario = null;
        if (mistakes.Count == 0)
        {
            scenario = Made((JsonObject)tree.Root!);
            References.Check(scenario, Tell);
        }
        return mistakes.Count == 0 ? (scenario, []) : (null, Sorted(mistakes));

        void Tell(MistakeKind kind, string path, params ReadOnlySpan<string> arguments)
        {
            if (mistakes.Count > Most)
                return;
            var (line, column) = tree.At(path);
            // A full-width mark that glues two names or words together is reported as the mistake, whatever follows from it.
            if (
                arguments.Length > 0
                && kind
                    is MistakeKind.UnknownField
                        or MistakeKind.NotAChoice
                        or MistakeKind.BadId
                        or MistakeKind.BadDuration
                        or MistakeKind.NoTime
                        or MistakeKind.BadHour
                && FullWidth.In(arguments[0]) is var (mark, half)
            )
            {
                kind = MistakeKind.FullWidth;
                arguments = new[] { mark, half };
            }
            mistakes.Add(
                mistakes.Count == Most
                    ? new(MistakeKind.TooManyMistakes, line, column, "", [$"{Most}"])
                    : new(kind, line, column, path, ListOf.From(arguments))
            );
        }
    }

    private static List<Mistake> Sorted(List<Mistake> mistakes) =>
        [.. mistakes.OrderBy(one => one.Kind == MistakeKind.TooManyMistakes).ThenBy(one => one.Line).ThenBy(one => one.Column)];

    private static Scenario Made(JsonObject file) =>
        new(
            Text(file, "id"),
            Text(file, "title"),
            Word<Category>(file, "hazard"),
            Word<DrillForm>(file, "form"),
            Each(file, "objectives", one => new Objective(Text(one, "id"), Text(one, "title"))),
            Each(
                file,
                "participants",
                one => new Participant(Text(one, "id"), Word<Role>(one, "role"), Text(one, "title"), Count(one, "count") ?? 1)
            ),
            new(
                TimeOnly.ParseExact(Text((JsonObject)file["start"]!, "hour"), "HH:mm", CultureInfo.InvariantCulture),
                Text((JsonObject)file["start"]!, "weather"),
                Maybe((JsonObject)file["start"]!, "words")
            ),
            Each(file, "branches", one => new Branch(Text(one, "id"), Text(one, "title"), When(one))),
            Each(
                file,
                "injects",
                one => new Inject(
                    Text(one, "id"),
                    Text(one, "title"),
                    When(one),
                    [.. (one["to"] as JsonArray ?? []).Select(to => to!.GetValue<string>())],
                    Do((JsonObject)one["do"]!),
                    Maybe(one, "branch")
                )
            ),
            Each(
                file,
                "expect",
                one => new ExpectedAction(
                    Text(one, "id"),
                    Text(one, "title"),
                    Text(one, "objective"),
                    Maybe(one, "who"),
                    Text(one, "after"),
                    Duration(Text(one, "within")),
                    Proven((JsonObject)one["proof"]!),
                    Maybe(one, "branch")
                )
            ),
            new(Duration(Text((JsonObject)file["end"]!, "at")), file["end"]!["event"] is JsonObject ends ? Event(ends) : null)
        );

    private static Trigger When(JsonObject owner)
    {
        var when = (JsonObject)owner["when"]!;
        var wait = Maybe(when, "wait") is { } text ? Duration(text) : TimeSpan.Zero;
        if (Maybe(when, "at") is { } at)
            return new Trigger.At(Duration(at) + wait);
        if (Maybe(when, "after") is { } after)
            return new Trigger.AfterInject(after, wait);
        return Maybe(when, "undone") is { } undone
            ? new Trigger.WhenUndone(undone, wait)
            : new Trigger.WhenEvent(Event((JsonObject)when["event"]!), wait);
    }

    private static Method Do(JsonObject owner)
    {
        var (name, value) = owner.Single();
        var one = (JsonObject)value!;
        return name switch
        {
            "case" => new Method.HotlineCase(
                Text(one, "line"),
                Text(one, "number"),
                Word<Category>(one, "category"),
                Word<Priority>(one, "priority"),
                Text(one, "title"),
                Text(one, "description"),
                Maybe(one, "address"),
                Degrees(one, "lon"),
                Degrees(one, "lat"),
                Count(one, "trapped")
            ),
            "warning" => new Method.CapWarning(
                Word<Category>(one, "hazard"),
                Word<WarningLevel>(one, "level"),
                Text(one, "headline"),
                Maybe(one, "instruction"),
                Duration(Text(one, "lasts"))
            ),
            "message" => new Method.Message(Text(one, "from"), Text(one, "text")),
            "call" => new Method.PhoneCall(Text(one, "from"), Text(one, "text")),
            "missing" => new Method.MissingPerson(Count(one, "age"), Text(one, "description"), Text(one, "last-seen")),
            "link-down" => new Method.LinkDown(Text(one, "line"), Duration(Text(one, "lasts"))),
            "base-station-down" => new Method.BaseStationDown(Duration(Text(one, "lasts")), Maybe(one, "words")),
            _ => throw new Unforeseen(name),
        };
    }

    private static Proof Proven(JsonObject proof)
    {
        if (Maybe(proof, "observer") is { } question)
            return new Proof.ByObserver(question);
        return proof["never"] is JsonObject never
            ? new Proof.ByAbsence(Event(never))
            : new Proof.ByEvent(
                Event((JsonObject)proof["event"]!),
                Count((JsonObject)proof["event"]!, "times") ?? 1,
                Maybe((JsonObject)proof["event"]!, "distinct")
            );
    }

    private static Pattern Event(JsonObject one) =>
        new(
            Text(one, "form"),
            [
                .. (one["where"] as JsonObject ?? []).Select(field => new FieldMatch(
                    field.Key,
                    [.. (field.Value is JsonArray list ? list.AsEnumerable() : [field.Value]).Select(value => Written(value!))]
                )),
            ]
        );

    /// <summary>Text of a value for comparison: text unchanged, numbers and booleans as JSON writes them.</summary>
    internal static string Written(JsonNode value) =>
        value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : value.ToJsonString();

    internal static TimeSpan Duration(string text)
    {
        var number = int.Parse(text[..^1], CultureInfo.InvariantCulture);
        return text[^1] switch
        {
            's' => TimeSpan.FromSeconds(number),
            'm' => TimeSpan.FromMinutes(number),
            _ => TimeSpan.FromHours(number),
        };
    }

    private static string Text(JsonObject owner, string name) => owner[name]!.GetValue<string>();

    private static string? Maybe(JsonObject owner, string name) => owner[name]?.GetValue<string>();

    private static T Word<T>(JsonObject owner, string name)
        where T : struct, Enum =>
        Enum.GetValues<T>().First(one => JsonNamingPolicy.KebabCaseLower.ConvertName(one.ToString()) == Text(owner, name));

    private static int? Count(JsonObject owner, string name) => owner[name] is { } value ? (int)Degrees(owner, name)! : null;

    private static double? Degrees(JsonObject owner, string name) =>
        owner[name]?.AsValue() is { } value
            ? value.TryGetValue<long>(out var whole)
                ? whole
                : value.GetValue<double>()
            : null;

    private static ListOf<T> Each<T>(JsonObject owner, string name, Func<JsonObject, T> make) =>
        [.. (owner[name] as JsonArray ?? []).Select(one => make((JsonObject)one!))];
}
