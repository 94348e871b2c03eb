using System.Text.Json;
using System.Text.Json.Serialization;
using Emergency.Domain.Drills;

namespace Emergency.Domain.Rhythms;

/// <summary>What is done with a time that passed while no clock ran: it comes round once, however many passed, or not at all.</summary>
public enum Misfire
{
    Once,
    Skip,
}

/// <summary>Of what a duty comes round: each community with a register, or each street.</summary>
public enum RhythmOf
{
    Community,
    Street,
}

/// <summary>A duty that comes round in each community or street, as data (duty-rhythms.json).</summary>
/// <param name="Cron">When, in Asia/Shanghai: seconds to day of week, as Quartz writes it.</param>
/// <param name="OnHoliday">Where the day is none of work: the next that is, the one before, or it stays.</param>
/// <param name="GraceMinutes">How late it may come round before it counts as missed.</param>
/// <param name="Article">Where the rhythm itself stands; null: a local setting (本地设定).</param>
/// <param name="Shown">Somebody has to do something when it comes round: it stands in the calendar.</param>
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
    /// <summary>The monthly and seasonal change of who is visited when.</summary>
    public const string VisitsPlan = "visits-plan";

    /// <summary>What the register says of entrusted children is compared with the checks that are planned: who came of age, whose entrustment is another.</summary>
    public const string EntrustedPlan = "entrusted-plan";

    /// <summary>A day has ended: how each community stood is kept.</summary>
    public const string ReadinessDay = "readiness-day";

    /// <summary>盘点: every lot is counted.</summary>
    public const string Stocktaking = "stocktaking";

    /// <summary>What expires within a month is replaced.</summary>
    public const string Expiry = "expiry";

    /// <summary>盘点 of a street's own store.</summary>
    public const string StreetStocktaking = "street-stocktaking";

    /// <summary>What expires within a month in a street's own store is replaced.</summary>
    public const string StreetExpiry = "street-expiry";

    /// <summary>Whoever goes out as a rescuer is trained.</summary>
    public const string TeamTraining = "team-training";

    /// <summary>The plan is read through.</summary>
    public const string PlanReview = "plan-review";

    /// <summary>The roster of the week to come is filled.</summary>
    public const string RosterWeek = "roster-week";

    /// <summary>Open hazards are looked at.</summary>
    public const string HazardReview = "hazard-review";

    /// <summary>The list of people at risk is gone through.</summary>
    public const string RegisterReview = "register-review";

    /// <summary>Whether a plan has stood for two years, or a law it rests on has changed since.</summary>
    public const string PlanCheck = "plan-check";

    /// <summary>月报: what a community tells its street of the month that has ended.</summary>
    public const string MonthReport = "month-report";

    /// <summary>月报: what a street tells its county, when its communities have told it.</summary>
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

    /// <summary>The duties of this version.</summary>
    public static ListOf<DutyRhythm> BuiltIn => Embedded.Value;

    /// <summary>The day on which it comes round, for one that its cron names.</summary>
    public DateOnly On(DateOnly day, Calendar calendar)
    {
        ArgumentNullException.ThrowIfNull(calendar);
        return OnHoliday == OnHoliday.Keep || calendar.IsWorkday(day) ? day : calendar.Workday(day, OnHoliday == OnHoliday.Next ? 1 : -1);
    }
}
