using System.Text.Json;
using System.Text.Json.Serialization;
using Emergency.Domain.Warnings;

namespace Emergency.Domain.Visits;

/// <summary>Intervals of visits, the questions asked there, and causes of extra visits, as data (visit-rhythms.json). Each row names the
/// article that fixes its interval; without one it is a local setting (本地设定).</summary>
public sealed record VisitTable(
    ListOf<VisitRhythm> Rhythms,
    ListOf<QuestionSet> Questions,
    ListOf<VisitReason> Reasons,
    ListOf<TriggerRule> Triggers
)
{
    /// <summary>Code of the questions that are asked of everybody.</summary>
    public const string Standard = "standard";

    private static readonly JsonSerializerOptions Strict = new(JsonSerializerDefaults.Web)
    {
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
    };
    private static readonly Lazy<VisitTable> Embedded = new(() =>
    {
        using var file = typeof(VisitTable).Assembly.GetManifestResourceStream("visit-rhythms.json")!;
        return Read(file);
    });

    /// <summary>Built-in table of this version.</summary>
    public static VisitTable BuiltIn => Embedded.Value;

    /// <summary>Loads a table from JSON, UTF-8.</summary>
    /// <exception cref="JsonException">The JSON is no table, or a column is missing.</exception>
    /// <exception cref="FormatException">A code stands twice, an interval is not 1 to 366 days, or unknown questions are named.</exception>
    public static VisitTable Read(Stream json)
    {
        var rows = JsonSerializer.Deserialize<Rows>(json, Strict) ?? throw new JsonException("a table is an object");
        var table = new VisitTable(
            [.. rows.Rhythms.Select(row => row.Rhythm)],
            [.. rows.Questions.Select(row => row.Set)],
            [.. rows.Reasons.Select(row => new VisitReason(row.Code, [.. row.Follows]))],
            [.. rows.Triggers.Select(row => row.Rule)]
        );
        return table.Fault() is { } fault ? throw new FormatException(fault) : table;
    }

    private string? Fault() =>
        Rhythms.DistinctBy(row => row.Code, StringComparer.Ordinal).Count() < Rhythms.Count ? "a code stands twice"
        : Rhythms.Any(row => !row.Clinic && row.Days is < 1 or > 366) ? "days: 1 to 366"
        : !Rhythms.Any(row => row.IsForEverybody) ? "nobody may be left out: a row without a condition"
        : Rhythms.Any(row => Questions.All(set => set.Code != row.Questions)) ? "questions that there are not"
        : Enum.GetValues<VisitTrigger>().Except(Triggers.Select(row => row.Trigger)).Any() ? "a trigger without a row"
        : null;

    public QuestionSet Asked(string code) => Questions.First(set => set.Code == code);

    /// <summary>Returns the follow-ups required by these answers, whatever the visitor chose.</summary>
    public IEnumerable<VisitFollow> Must(IEnumerable<(string Question, string Answer)> answers) =>
        answers.SelectMany(said =>
            Questions
                .SelectMany(set => set.Items)
                .Where(item => item.Code == said.Question)
                .SelectMany(item => item.Must.Where(one => one.Answer == said.Answer))
                .Select(one => one.Follow)
        );

    public TriggerRule Rule(VisitTrigger trigger) => Triggers.First(row => row.Trigger == trigger);

    private sealed record Rows(
        IReadOnlyList<RhythmRow> Rhythms,
        IReadOnlyList<SetRow> Questions,
        IReadOnlyList<ReasonRow> Reasons,
        IReadOnlyList<TriggerRow> Triggers
    );

    private sealed record RhythmRow(
        string Code,
        int Days,
        IReadOnlyList<Role> Who,
        string Source,
        IReadOnlyList<string>? Kinds = null,
        IReadOnlyList<string>? Needs = null,
        IReadOnlyList<string>? CareLevels = null,
        int? AgeFrom = null,
        IReadOnlyList<int>? Months = null,
        bool Clinic = false,
        string? Article = null,
        string Questions = Standard
    )
    {
        public VisitRhythm Rhythm =>
            new(Code, Days, [.. Who], [.. Kinds ?? []], [.. Needs ?? []], [.. CareLevels ?? []], AgeFrom, [.. Months ?? []], Clinic)
            {
                Article = Article,
                Source = Source,
                Questions = Questions,
            };
    }

    private sealed record SetRow(string Code, IReadOnlyList<ItemRow> Items)
    {
        public QuestionSet Set => new(Code, [.. Items.Select(row => row.Question)]);
    }

    private sealed record ItemRow(
        string Code,
        IReadOnlyList<string> Answers,
        IReadOnlyList<string> Worrying,
        IReadOnlyList<VisitFollow> Follows,
        string? Article = null,
        IReadOnlyDictionary<string, VisitFollow>? Must = null
    )
    {
        public VisitQuestion Question =>
            new(Code, [.. Answers], [.. Worrying], [.. Follows], Article)
            {
                Must = Must is null ? [] : [.. Must.Select(one => new MustFollow(one.Key, one.Value))],
            };
    }

    private sealed record ReasonRow(string Code, IReadOnlyList<VisitFollow> Follows);

    private sealed record TriggerRow(
        VisitTrigger Trigger,
        int Hours,
        string Source,
        IReadOnlyList<WarningLevel>? Levels = null,
        IReadOnlyList<string>? Words = null,
        IReadOnlyList<string>? Kinds = null,
        IReadOnlyList<string>? Needs = null,
        string? Article = null
    )
    {
        public TriggerRule Rule =>
            new(Trigger, Hours, [.. Levels ?? []], [.. Words ?? []], [.. Kinds ?? []], [.. Needs ?? []], Article, Source);
    }
}

/// <summary>Interval of visits. An empty condition holds for everybody.</summary>
/// <param name="Days">Days from one visit to the next.</param>
/// <param name="Who">Roles that make the visit.</param>
/// <param name="Months">Months in which it holds; every month where empty.</param>
/// <param name="Clinic">True when the clinic visits by rules of its own: nothing is planned here, only its next date is shown.</param>
public sealed record VisitRhythm(
    string Code,
    int Days,
    ListOf<Role> Who,
    ListOf<string> Kinds,
    ListOf<string> Needs,
    ListOf<string> CareLevels,
    int? AgeFrom,
    ListOf<int> Months,
    bool Clinic
)
{
    /// <summary>Article that fixes the interval; null: a local setting.</summary>
    public string? Article { get; init; }

    public string Source { get; init; } = "";

    public string Questions { get; init; } = VisitTable.Standard;

    public bool IsForEverybody => !Clinic && Kinds.Count + Needs.Count + CareLevels.Count + Months.Count == 0 && AgeFrom is null;

    public bool Holds(VisitedPerson person, DateOnly day)
    {
        ArgumentNullException.ThrowIfNull(person);
        return (Kinds.Count == 0 || Kinds.Any(one => person.Kinds.Contains(one, StringComparer.Ordinal)))
            && (Needs.Count == 0 || Needs.Any(one => person.Needs.Contains(one, StringComparer.Ordinal)))
            && (CareLevels.Count == 0 || (person.CareLevel is { } level && CareLevels.Contains(level, StringComparer.Ordinal)))
            && (AgeFrom is not { } from || person.Age >= from)
            && (Months.Count == 0 || Months.Contains(day.Month));
    }
}

/// <summary>Facts of a person that decide the interval of visits.</summary>
/// <param name="Age">Full years; null where the age is not known.</param>
/// <param name="CareLevel">A (highest) to C.</param>
public sealed record VisitedPerson(ListOf<string> Kinds, ListOf<string> Needs, int? Age, string? CareLevel)
{
    /// <summary>Returns the shortest interval that holds on a day; the clinic's own only where no other holds but the one for
    /// everybody.</summary>
    public VisitRhythm On(DateOnly day, VisitTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        VisitRhythm? best = null;
        VisitRhythm? clinic = null;
        foreach (var row in table.Rhythms)
            if (!row.Holds(this, day))
                continue;
            else if (row.Clinic)
                clinic ??= row;
            else if (best is null || best.IsForEverybody || (row.Days < best.Days && !row.IsForEverybody))
                best = row;
        return best!.IsForEverybody ? clinic ?? best : best;
    }

    /// <summary>Tells whether a rule demands a visit of this person.</summary>
    public bool IsMeant(TriggerRule rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        return rule.Kinds.Any(one => Kinds.Contains(one, StringComparer.Ordinal))
            || rule.Needs.Any(one => Needs.Contains(one, StringComparer.Ordinal));
    }
}

/// <summary>Questions that are asked together.</summary>
public sealed record QuestionSet(string Code, ListOf<VisitQuestion> Items);

/// <param name="Worrying">Answers that demand a follow-up.</param>
public sealed record VisitQuestion(
    string Code,
    ListOf<string> Answers,
    ListOf<string> Worrying,
    ListOf<VisitFollow> Follows,
    string? Article
)
{
    /// <summary>Follow-ups required by an answer, whatever the visitor chose.</summary>
    public ListOf<MustFollow> Must { get; init; } = [];
}

public sealed record MustFollow(string Answer, VisitFollow Follow);

/// <summary>Kind of trouble, with the follow-ups offered for it.</summary>
public sealed record VisitReason(string Code, ListOf<VisitFollow> Follows);

/// <summary>Cause of a visit beside the interval.</summary>
/// <param name="Hours">Hours allowed for it.</param>
/// <param name="Levels">Levels of a warning.</param>
/// <param name="Words">Words in a warning's event; any where empty.</param>
public sealed record TriggerRule(
    VisitTrigger Trigger,
    int Hours,
    ListOf<WarningLevel> Levels,
    ListOf<string> Words,
    ListOf<string> Kinds,
    ListOf<string> Needs,
    string? Article,
    string Source
)
{
    public bool IsAskedBy(WarningFacts warning)
    {
        ArgumentNullException.ThrowIfNull(warning);
        return warning.Level is { } level
            && Levels.Contains(level)
            && (
                Words.Count == 0
                || warning.Texts.Any(text => Words.Any(word => text.Event.Contains(word, StringComparison.OrdinalIgnoreCase)))
            );
    }
}
