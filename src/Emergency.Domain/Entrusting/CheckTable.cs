using System.Text.Json;
using System.Text.Json.Serialization;

namespace Emergency.Domain.Entrusting;

/// <summary>When entrusted care is checked, what is looked at, and what is written to whom, as data (entrusted-checks.json). All times are local settings (本地设定): the law asks for the act and names no interval.</summary>
/// <param name="StartDays">How long there is for the first check.</param>
/// <param name="SignDays">For one that a sign asks for.</param>
/// <param name="EndDays">For the look after the end of an entrustment that was over before it was known here.</param>
/// <param name="AgainDays">When one looks again where the carer was not found able.</param>
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

    /// <summary>The table of this version.</summary>
    public static CheckTable BuiltIn => Embedded.Value;

    /// <summary>Reads a table as JSON, UTF-8.</summary>
    /// <exception cref="JsonException">It is no table, or a column is missing.</exception>
    /// <exception cref="FormatException">There is no term, a time is not one to a year, or nobody would be written to.</exception>
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

    /// <summary>The first check of a term that begins after a day.</summary>
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

    /// <summary>To whom is written after a check with these answers, and by when.</summary>
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

/// <summary>A term of school: from a day of each year on, and how many days there are for its check.</summary>
public sealed record SchoolTerm(string Code, int Month, int Day, int Days, string Source);

/// <summary>One of the facts that are looked at. <paramref name="Letters"/>: who is written to where the answer worries, whatever the judgement.</summary>
public sealed record CheckFact(string Code, ListOf<string> Answers, ListOf<string> Worrying, ListOf<LetterTo> Letters, string? Article);

/// <summary>A letter: how long there is to send it and to answer it. <paramref name="Worried"/>: written whenever the carer was not found able.</summary>
public sealed record LetterRule(LetterTo To, int SendHours, int ReplyHours, bool Worried, string Source, string? Article = null);

/// <summary>A report of suspected harm (未保法 11): how long its receivers have to say that they have it, and then what they decide.</summary>
public sealed record ReportRule(int ReceiveHours, int DecideHours, string Source, string? Article = null);
