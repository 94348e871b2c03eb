using Emergency.Domain;
using Emergency.Domain.Drills;
using Emergency.Domain.Places;
using Emergency.Server.Infrastructure.Requests;

namespace Emergency.Server.Features.Drills.Schedules;

/// <summary>A drill schedule to be made or changed.</summary>
/// <param name="Scenario">Id of its scenario, 1 to 60 characters.</param>
/// <param name="Communities">1 to 300 communities of 12 digits.</param>
/// <param name="Starts">Time of day in Asia/Shanghai.</param>
/// <param name="Minutes">Duration of the drill in minutes, 5 to 1,440; it may also begin late by as much.</param>
/// <param name="OnHoliday">Rule for a public holiday: next (where left out), before or keep.</param>
/// <param name="Announced">False: players do not know beforehand; hotlines and duty room always do.</param>
/// <param name="SafetyOfficer">安全员, who may stop it at any time, with a phone number that works.</param>
/// <param name="StopWord">Word by which anybody stops it, 1 to 20 characters.</param>
internal sealed record ScheduleText(
    string? Title,
    string? Scenario,
    DrillForm? Form,
    ListOf<string>? Communities,
    RuleText? Rule,
    TimeOnly? Starts,
    int? Minutes,
    OnHoliday? OnHoliday,
    bool? Announced,
    SafetyOfficer? SafetyOfficer,
    string? StopWord
)
{
    public static IReadOnlyList<string> Faults(ScheduleText body)
    {
        return
        [
            .. NewDrill.Faults(
                new(body.Title, body.Scenario, body.Form, body.Communities, body.Minutes, body.Announced, body.SafetyOfficer, body.StopWord)
            ),
            .. Checks.Need(body.Rule is { Rhythm: not null, From: not null }, "$.rule: rhythm and from are needed"),
            .. Checks.Need(body.Starts is not null, "$.starts: hh:mm"),
        ];
    }

    /// <summary>Facts of a body without faults, as the schedule stores them.</summary>
    internal ScheduleFacts Facts(Sealed safetyOfficer)
    {
        var communities = ListOf.From(Communities!.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
        var rule = new ScheduleRule(
            Rule!.Rhythm!.Value,
            Rule.From!.Value,
            Rule.Every ?? 1,
            Rule.Nth ?? 1,
            Rule.Weekday ?? DayOfWeek.Monday
        );
        return new(
            Title!.Trim(),
            communities.Count == 1 ? Divisions.Street(communities[0]) : Divisions.County(communities[0]),
            communities,
            Scenario!.Trim(),
            Form!.Value,
            rule,
            Starts!.Value,
            Minutes!.Value,
            OnHoliday ?? Domain.Drills.OnHoliday.Next,
            Announced == false,
            safetyOfficer,
            StopWord!.Trim()
        );
    }
}

/// <summary>Rule for the days of a schedule.</summary>
/// <param name="From">First possible day; for a single drill the day itself.</param>
/// <param name="Every">Interval in days (1 to 731) or months (1 to 24); 1 where left out.</param>
/// <param name="Nth">For a weekday its number in the month, 1 to 4, or 5 for the last; otherwise the day of the month, 1 to 31. 1 where left out.</param>
/// <param name="Weekday">Weekday; Monday where left out.</param>
internal sealed record RuleText(Rhythm? Rhythm, DateOnly? From, int? Every, int? Nth, DayOfWeek? Weekday);

/// <summary>A date for the next drill.</summary>
internal sealed record ScheduleDate(DateTimeOffset? Date);

/// <summary>A finished preparation for the next drill.</summary>
internal sealed record PreparationDone(Preparation? What);
