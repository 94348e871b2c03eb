using System.Text.Json;
using Emergency.Domain.Visits;

namespace Emergency.Domain.Clinics;

/// <summary>Programmes by which a clinic visits, with the time to the next visit after each result, as data (clinic-programmes.json). Each
/// programme names the article that fixes its intervals; without one it is a local setting (本地设定).</summary>
public sealed record ClinicTable(ListOf<ClinicProgramme> Programmes)
{
    /// <summary>Programme of people who agreed that the doctor they signed with (签约医生) sees their illness.</summary>
    public const string Signed = "signed";

    private static readonly JsonSerializerOptions Strict = new(JsonSerializerDefaults.Web)
    {
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
    };
    private static readonly Lazy<ClinicTable> Embedded = new(() =>
    {
        using var file = typeof(ClinicTable).Assembly.GetManifestResourceStream("clinic-programmes.json")!;
        return Read(file, VisitTable.BuiltIn);
    });

    /// <summary>Built-in table of this version.</summary>
    public static ClinicTable BuiltIn => Embedded.Value;

    /// <summary>Loads a table from JSON, UTF-8.</summary>
    /// <param name="visits">Table of visits, which tells which of its intervals are the clinic's.</param>
    /// <exception cref="JsonException">The JSON is no table, or a column is missing.</exception>
    /// <exception cref="FormatException">A code stands twice, an interval is not 1 to 366 days, or an interval of the clinic has no
    /// programme.</exception>
    public static ClinicTable Read(Stream json, VisitTable visits)
    {
        ArgumentNullException.ThrowIfNull(visits);
        var rows = JsonSerializer.Deserialize<Rows>(json, Strict) ?? throw new JsonException("a table is an object");
        var table = new ClinicTable([
            .. rows.Programmes.Select(row => new ClinicProgramme(
                row.Code,
                [.. row.Results.Select(one => new ClinicResult(one.Code, one.Days))],
                row.Article,
                row.Source
            )),
        ]);
        return table.Fault(visits) is { } fault ? throw new FormatException(fault) : table;
    }

    public ClinicProgramme? Of(string? code) => Programmes.FirstOrDefault(one => one.Code == code);

    /// <summary>Returns the day by which the clinic comes again: the soonest of the results' days; null where no result sets one.</summary>
    public DateOnly? Next(IEnumerable<ClinicAnswer> results, DateOnly seen) =>
        results
            .Select(one => Of(one.Programme)?.Result(one.Result)?.Days)
            .Where(days => days is not null)
            .Select(days => (DateOnly?)seen.AddDays(days!.Value))
            .Min();

    /// <summary>Returns the programmes of a person on a day.</summary>
    /// <param name="agreed">True when they agreed that the doctor they signed with sees their illness.</param>
    public ListOf<string> Holding(VisitedPerson person, DateOnly day, bool agreed, VisitTable visits)
    {
        ArgumentNullException.ThrowIfNull(visits);
        return
        [
            .. visits.Rhythms.Where(row => row.Clinic && row.Holds(person, day)).Select(row => row.Code),
            .. agreed ? [Signed] : (string[])[],
        ];
    }

    private string? Fault(VisitTable visits) =>
        Programmes.DistinctBy(row => row.Code, StringComparer.Ordinal).Count() < Programmes.Count ? "a code stands twice"
        : Programmes.Any(row => row.Results.DistinctBy(one => one.Code, StringComparer.Ordinal).Count() < row.Results.Count)
            ? "a result stands twice"
        : Programmes.Any(row => row.Results.Count == 0 || row.Results.Any(one => one.Days is < 1 or > 366)) ? "days: 1 to 366"
        : visits.Rhythms.Any(row => row.Clinic && Of(row.Code) is null) || Of(Signed) is null ? "something has no programme"
        : null;

    private sealed record Rows(IReadOnlyList<Row> Programmes);

    private sealed record Row(string Code, string Source, IReadOnlyList<ResultRow> Results, string? Article = null);

    private sealed record ResultRow(string Code, int? Days);
}

/// <param name="Article">Article that fixes the intervals; null: a local setting.</param>
public sealed record ClinicProgramme(string Code, ListOf<ClinicResult> Results, string? Article, string Source)
{
    public ClinicResult? Result(string? code) => Results.FirstOrDefault(one => one.Code == code);
}

/// <param name="Days">Days until the clinic comes again; null where it need not.</param>
public sealed record ClinicResult(string Code, int? Days);

/// <summary>Result of a visit by one programme, in codes of the table. It is shown to the clinic alone.</summary>
public sealed record ClinicAnswer(string Programme, string Result);
