using System.Text.Json;
using System.Text.Json.Serialization;

namespace Emergency.Domain.Entrusting;

/// <summary>Times of the checks of entrusted care, the facts to look at, and the letters to write, as data (entrusted-checks.json). All
/// times are local settings (本地设定): the law asks for the act and names no interval.</summary>
/// <param name="StartDays">Days allowed for the first check.</param>
/// <param name="SignDays">Days allowed for a check after a sign.</param>
/// <param name="EndDays">Days allowed for the check of an entrustment that had ended before it was known here.</param>
/// <param name="AgainDays">Days until the next check where the carer was not found able.</param>
public sealed record CheckTable(
    int StartDays,
    int SignDays,
    int EndDays,
    int AgainDays,
    string Source,
    ListOf<SchoolTerm> Terms,
    ListOf<CheckFact> Facts,
    ListOf<LetterRule> Letters,
    ReportRule Report
)
{
    private static readonly JsonSerializerOptions Strict = new(JsonSerializerDefaults.Web)
    {
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
    };
    private static readonly Lazy<CheckTable> Embedded = new(() =>
    {
        using var file = typeof(CheckTable).Assembly.GetManifestResourceStream("entrusted-checks.json")!;
        return Read(file);
    });

    /// <summary>Built-in table of this version.</summary>
    public static CheckTable BuiltIn => Embedded.Value;

    /// <summary>Loads a table from JSON, UTF-8.</summary>
    /// <exception cref="JsonException">The JSON is no table, or a column is missing.</exception>
    /// <exception cref="FormatException">There is no term, a time is outside the range of one to a year, or no letter has a
    /// receiver.</exception>
    public static CheckTable Read(Stream json)
    {
        var rows = JsonSerializer.Deserialize<Rows>(json, Strict) ?? throw new JsonException("a table is an object");
        var table = new CheckTable(
            rows.StartDays,
            rows.SignDays,
            rows.EndDays,
            rows.AgainDays,
            rows.Source,
            [.. rows.Terms],
            [
                .. rows.Facts.Select(row => new CheckFact(
                    row.Code,
                    [.. row.Answers],
                    [.. row.Worrying],
                    [.. row.Letters ?? []],
                    row.Article
                )),
            ],
            [.. rows.Letters],
            rows.Report
        );
        return table.Fault() is { } fault ? throw new FormatException(fault) : table;
    }

    private string? Fault() =>
        Terms.Count == 0 ? "a year without a term"
        : Terms.Any(term => term.Month is < 1 or > 12 || term.Day is < 1 or > 28 || term.Days is < 1 or > 60) ? "a term that is none"
        : new[] { StartDays, SignDays, EndDays, AgainDays }.Any(days => days is < 1 or > 90) ? "days: 1 to 90"
        : Letters.Any(letter => letter.SendHours is < 1 or > 720 || letter.ReplyHours is < 1 or > 720) ? "hours: 1 to 720"
        : Report.ReceiveHours is < 1 or > 720 || Report.DecideHours is < 1 or > 720 ? "hours: 1 to 720"
        : Enum.GetValues<LetterTo>().Any(to => Letters.Count(letter => letter.To == to) != 1) ? "each letter once"
        : null;

    public LetterRule Letter(LetterTo to) => Letters.First(row => row.To == to);

    /// <summary>Returns the check of the first term that begins after a day.</summary>
    public PlannedCheck NextTerm(DateOnly after)
    {
        PlannedCheck? best = null;
        foreach (var term in Terms)
        {
            var day = new DateOnly(after.Year, term.Month, term.Day);
            if (day <= after)
                day = day.AddYears(1);
            if (best is null || day < best.Day)
                best = new(CheckReason.Term, day, day.AddDays(term.Days), term.Code);
        }
        return best!;
    }

    /// <summary>Returns the letters owed after a check with these answers, each with the time by which it must be sent.</summary>
    public ListOf<OwedLetter> LettersAfter(CheckJudgement judgement, Func<string, string?> answerTo, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(answerTo);
        var asked = Facts.Where(fact => answerTo(fact.Code) is { } said && fact.Worrying.Contains(said, StringComparer.Ordinal));
        return
        [
            .. Letters
                .Where(row => row.Worried && judgement != CheckJudgement.Good)
                .Select(row => row.To)
                .Union(asked.SelectMany(fact => fact.Letters))
                .Select(to => new OwedLetter(to, at.AddHours(Letter(to).SendHours))),
        ];
    }

    private sealed record Rows(
        int StartDays,
        int SignDays,
        int EndDays,
        int AgainDays,
        string Source,
        IReadOnlyList<SchoolTerm> Terms,
        IReadOnlyList<FactRow> Facts,
        IReadOnlyList<LetterRule> Letters,
        ReportRule Report
    );

    private sealed record FactRow(
        string Code,
        IReadOnlyList<string> Answers,
        IReadOnlyList<string> Worrying,
        IReadOnlyList<LetterTo>? Letters = null,
        string? Article = null
    );
}

/// <summary>Term of school: its first day in each year, and the days allowed for its check.</summary>
public sealed record SchoolTerm(string Code, int Month, int Day, int Days, string Source);

/// <summary>Fact to look at in a check. <paramref name="Letters"/>: receivers of a letter where the answer worries, whatever the
/// judgement.</summary>
public sealed record CheckFact(string Code, ListOf<string> Answers, ListOf<string> Worrying, ListOf<LetterTo> Letters, string? Article);

/// <summary>Rule for a letter: hours to send it and to answer it. <paramref name="Worried"/>: written whenever the carer was not found
/// able.</summary>
public sealed record LetterRule(LetterTo To, int SendHours, int ReplyHours, bool Worried, string Source, string? Article = null);

/// <summary>Rule for a report of suspected harm (未保法 11): hours in which its receivers must confirm receipt, and then must
/// decide.</summary>
public sealed record ReportRule(int ReceiveHours, int DecideHours, string Source, string? Article = null);
