using System.Text.Json;
using System.Text.Json.Serialization;

namespace Emergency.Domain.Protection;

/// <summary>Levels of risk with their follow-ups, kinds of services, receivers of referrals, and reasons for closing a case, as data
/// (protection-rules.json). The law asks for the acts and names no interval: all days are local settings (本地设定).</summary>
/// <param name="AssessDays">Days allowed to assess a case.</param>
/// <param name="PlanDays">Days allowed after that to plan it.</param>
/// <param name="SignDays">Days allowed to follow up a new report.</param>
/// <param name="AnswerDays">Days allowed to answer a transfer, or a request to close a case.</param>
public sealed record ProtectionTable(
    int AssessDays,
    int PlanDays,
    int SignDays,
    int AnswerDays,
    string Source,
    ListOf<RiskLevel> Levels,
    ListOf<ServiceKind> Services,
    ListOf<ReferralKind> Referrals,
    ListOf<ClosingKind> Closings
)
{
    private static readonly JsonSerializerOptions Strict = new(JsonSerializerDefaults.Web)
    {
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
    };
    private static readonly Lazy<ProtectionTable> Embedded = new(() =>
    {
        using var file = typeof(ProtectionTable).Assembly.GetManifestResourceStream("protection-rules.json")!;
        return Read(file);
    });

    /// <summary>Built-in table of this version.</summary>
    public static ProtectionTable BuiltIn => Embedded.Value;

    /// <summary>Loads a table from JSON, UTF-8.</summary>
    /// <exception cref="JsonException">The JSON is no table, or a column is missing.</exception>
    /// <exception cref="FormatException">A list is empty or has one code twice, or a time is outside the range of one day to a
    /// year.</exception>
    public static ProtectionTable Read(Stream json)
    {
        var rows = JsonSerializer.Deserialize<Rows>(json, Strict) ?? throw new JsonException("a table is an object");
        var table = new ProtectionTable(
            rows.AssessDays,
            rows.PlanDays,
            rows.SignDays,
            rows.AnswerDays,
            rows.Source,
            [.. rows.Levels],
            [.. rows.Services],
            [.. rows.Referrals],
            [.. rows.Closings]
        );
        return table.Fault() is { } fault ? throw new FormatException(fault) : table;
    }

    /// <summary>Finds a level of risk; null where there is none of this code.</summary>
    public RiskLevel? Level(string? code) => Levels.FirstOrDefault(one => one.Code == code);

    /// <summary>Finds a receiver of referrals; null where there is none of this code.</summary>
    public ReferralKind? Referral(string? code) => Referrals.FirstOrDefault(one => one.Code == code);

    private string? Fault() =>
        new[] { AssessDays, PlanDays, SignDays, AnswerDays }
            .Concat(Levels.SelectMany(level => new[] { level.FirstDays, level.AgainDays }))
            .Concat(Referrals.Select(one => one.AnswerDays))
            .Any(days => days is < 1 or > 366)
            ? "days: 1 to 366"
        : new[]
        {
            Levels.Select(one => one.Code),
            Services.Select(one => one.Code),
            Referrals.Select(one => one.Code),
            Closings.Select(one => one.Code),
        }.Any(codes => !codes.Any() || codes.Distinct(StringComparer.Ordinal).Count() != codes.Count())
            ? "each list has codes, each once"
        : null;

    private sealed record Rows(
        int AssessDays,
        int PlanDays,
        int SignDays,
        int AnswerDays,
        string Source,
        IReadOnlyList<RiskLevel> Levels,
        IReadOnlyList<ServiceKind> Services,
        IReadOnlyList<ReferralKind> Referrals,
        IReadOnlyList<ClosingKind> Closings
    );
}

/// <param name="FirstDays">Days until the first follow-up after the assessment.</param>
/// <param name="AgainDays">Days from one follow-up to the next.</param>
public sealed record RiskLevel(string Code, int FirstDays, int AgainDays, string Source, string? Article = null);

public sealed record ServiceKind(string Code, string? Article = null);

/// <param name="AnswerDays">Days allowed for an answer.</param>
public sealed record ReferralKind(string Code, int AnswerDays, string Source, string? Article = null);

public sealed record ClosingKind(string Code, string? Article = null);
