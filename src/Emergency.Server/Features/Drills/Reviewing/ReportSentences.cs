using System.Globalization;
using System.Text.Json;
using Emergency.Domain.Drills;
using Emergency.Server.Infrastructure.Wording;

namespace Emergency.Server.Features.Drills.Reviewing;

/// <summary>Texts in cells of a report. Times are those of Asia/Shanghai.</summary>
internal static class ReportSentences
{
    private static readonly TimeSpan Shanghai = TimeSpan.FromHours(8);

    public static string Time(DateTimeOffset at) => at.ToOffset(Shanghai).ToString("HH:mm:ss", CultureInfo.InvariantCulture);

    public static string Moment(DateTimeOffset at) => at.ToOffset(Shanghai).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    public static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static string Long(TimeSpan time) => time.ToString(time.TotalHours < 1 ? @"mm\:ss" : @"h\:mm\:ss", CultureInfo.InvariantCulture);

    public static string What(ReviewLine line, PageWords words)
    {
        if (line.Kind != LineKind.Event)
            return words.Say($"report.course.{JsonNamingPolicy.KebabCaseLower.ConvertName(line.Kind.ToString())}", ("what", line.What));
        var what = words.Say($"report.event.{line.What}");
        return line.Times == 1 ? what : words.Say("report.course.times", ("what", what), ("n", line.Times));
    }

    public static string Score(ObjectiveJudged one, PageWords words) =>
        one.Percent is not { } percent
            ? words.Say("report.objectives.nothing")
            : words.Say("report.objectives.score", ("percent", percent), ("done", one.Done), ("late", one.Late), ("missed", one.Missed))
                + (one.NotReached == 0 ? "" : $" · {words.Say("report.objectives.notReached", ("n", one.NotReached))}");

    public static string Outcome(ActionJudged one, bool ended, PageWords words) =>
        one.Outcome == Domain.Drills.Outcome.Open && ended ? words.Say("report.outcome.cut")
        : one.LateSeconds is { } late
            ? $"{words.Say("report.outcome.late")} {words.Say("report.actions.lateBy", ("time", Long(TimeSpan.FromSeconds(late))))}"
        : words.Say("report.outcome", one.Outcome);

    /// <summary>
    /// Evidence of an action: the event in words with its time, an observer's judgement, or a text that nothing is recorded.
    /// </summary>
    public static string Proof(ActionJudged one, ReviewShown review, PageWords words)
    {
        var proved = review
            .Lines.Where(line => line.Events.Any(one.Events.Contains))
            .Select(line => words.Say($"report.event.{line.What}"))
            .FirstOrDefault();
        var many = one.Events.Count > 1 ? words.Say("report.course.times", ("what", proved ?? ""), ("n", one.Events.Count)) : proved;
        return (one.Question, one.Outcome, one.DoneAt) switch
        {
            ({ } question, _, { } at) =>
                $"{words.Say("report.actions.said", ("time", Time(at)))} {words.Say("report.actions.observer", ("question", question))}",
            ({ } question, _, null) => words.Say("report.actions.observer", ("question", question)),
            (_, Domain.Drills.Outcome.Missed, { } at) => words.Say("report.actions.breach", ("time", Time(at)), ("what", many ?? "")),
            (_, _, { } at) => words.Say("report.actions.at", ("time", Time(at)), ("what", many ?? "")),
            (_, Domain.Drills.Outcome.Done, null) => words.Say("report.actions.absent"),
            (_, Domain.Drills.Outcome.Missed, null) => one.Events.Count > 0
                ? words.Say("report.actions.short", ("n", one.Events.Count), ("what", proved ?? ""))
                : words.Say("report.actions.nothing"),
            _ => "",
        };
    }

    public static string Belongs(ImprovementShown one, PageWords words) =>
        one.To switch
        {
            Belonging.Drill => words.Say("report.improve.drill"),
            Belonging.Duty => words.Say("report.improve.duty", ("title", one.OfTitle ?? words.Say($"readiness.duty.{one.OfId}"))),
            _ => words.Say("report.improve", one.To).Replace("{title}", one.OfTitle ?? one.OfId, StringComparison.Ordinal),
        };

    public static string Stands(ImprovementShown one, PageWords words, DateOnly today) =>
        one.Stage != ImprovementStage.Open
            ? words.Say("report.improve", one.Stage)
            : $"{words.Say("report.improve.open")} {(one.Overdue ? words.Say("report.improve.overdue", ("n", today.DayNumber - one.Until.DayNumber)) : words.Say("report.improve.left", ("n", one.Until.DayNumber - today.DayNumber)))}";
}
