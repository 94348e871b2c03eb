using System.Text.Json;
using System.Text.Json.Serialization;
using Emergency.Domain.Drills;

namespace Emergency.Domain.Rhythms;

/// <summary>Treatment of times that passed while no clock ran: the duty comes round once, however many passed, or not at all.</summary>
public enum Misfire
{
    Once,
    Skip,
}

/// <summary>Owner for each of which a duty comes round: each community with a register, or each street.</summary>
public enum RhythmOf
{
    Community,
    Street,
}

/// <summary>Duty that comes round in each community or street, as data (duty-rhythms.json).</summary>
/// <param name="Cron">Time in Asia/Shanghai: seconds to day of week, in the syntax of Quartz.</param>
/// <param name="OnHoliday">Choice where the day is no workday: the next workday, the one before, or the day itself.</param>
/// <param name="GraceMinutes">Minutes after which it counts as missed.</param>
/// <param name="Article">Article that fixes the rhythm; null: a local setting (本地设定).</param>
/// <param name="Shown">True when somebody must act when it comes round: then it is shown in the calendar.</param>
public sealed record DutyRhythm(
    string Code,
    string Cron,
    OnHoliday OnHoliday,
    Misfire Misfire,
    string Source,
    int GraceMinutes = 60,
    string? Article = null,
    RhythmOf Of = RhythmOf.Community,
    bool Shown = false
)
{
    /// <summary>Plans visits anew each month and season.</summary>
    public const string VisitsPlan = "visits-plan";

    /// <summary>Compares the register's entrusted children with the planned checks: who came of age, and changed entrustments.</summary>
    public const string EntrustedPlan = "entrusted-plan";

    /// <summary>Keeps the standings of each community at the end of a day.</summary>
    public const string ReadinessDay = "readiness-day";

    /// <summary>盘点: all lots must be counted.</summary>
    public const string Stocktaking = "stocktaking";

    /// <summary>Supplies that expire within a month must be replaced.</summary>
    public const string Expiry = "expiry";

    /// <summary>盘点 of a street's own store.</summary>
    public const string StreetStocktaking = "street-stocktaking";

    /// <summary>Supplies of a street's own store that expire within a month must be replaced.</summary>
    public const string StreetExpiry = "street-expiry";

    /// <summary>Members who go out as rescuers must be trained.</summary>
    public const string TeamTraining = "team-training";

    /// <summary>Plans must be read through.</summary>
    public const string PlanReview = "plan-review";

    /// <summary>Rosters of the coming week must be filled.</summary>
    public const string RosterWeek = "roster-week";

    /// <summary>Open hazards must be looked at.</summary>
    public const string HazardReview = "hazard-review";

    /// <summary>Lists of people at risk must be gone through.</summary>
    public const string RegisterReview = "register-review";

    /// <summary>Checks whether a plan has stood for two years, or a law it rests on has changed since.</summary>
    public const string PlanCheck = "plan-check";

    /// <summary>月报: communities must send the report of the past month to their street.</summary>
    public const string MonthReport = "month-report";

    /// <summary>月报: streets must send the report to their county, after their communities' reports.</summary>
    public const string StreetMonthReport = "street-month-report";

    private static readonly JsonSerializerOptions Strict = new(JsonSerializerDefaults.Web)
    {
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
    };
    private static readonly Lazy<ListOf<DutyRhythm>> Embedded = new(() =>
    {
        using var file = typeof(DutyRhythm).Assembly.GetManifestResourceStream("duty-rhythms.json")!;
        return [.. JsonSerializer.Deserialize<List<DutyRhythm>>(file, Strict)!];
    });

    /// <summary>Duties of this version.</summary>
    public static ListOf<DutyRhythm> BuiltIn => Embedded.Value;

    /// <summary>Returns the day on which it comes round, for a day named by its cron expression.</summary>
    public DateOnly On(DateOnly day, Calendar calendar)
    {
        ArgumentNullException.ThrowIfNull(calendar);
        return OnHoliday == OnHoliday.Keep || calendar.IsWorkday(day) ? day : calendar.Workday(day, OnHoliday == OnHoliday.Next ? 1 : -1);
    }
}
