using Emergency.Domain;
using Emergency.Domain.Drills;

namespace Emergency.Server.Features.Drills.Reviewing;

/// <summary>Judgement of a drill, up to its current time.</summary>
/// <param name="Percent">Score over all objectives, 0 to 100; null where nothing counts yet.</param>
/// <param name="StoppedEarly">提前结束: ended by somebody before its time, with expected actions not reached.</param>
/// <param name="NotReached">Number of expected actions that were not reached for that reason; they count as not done.</param>
/// <param name="Before">Comparison with the community's own last drill of this scenario; empty where there was none. Never with another community's.</param>
internal sealed record DrillReportShown(
    DrillId Id,
    string Scenario,
    string Title,
    DateTimeOffset Start,
    DateTimeOffset Until,
    bool Ended,
    bool StoppedEarly,
    int NotReached,
    int? Percent,
    IReadOnlyList<ObjectiveJudged> Objectives,
    IReadOnlyList<InjectDue> Injects,
    IReadOnlyList<ActionJudged> Actions,
    IReadOnlyList<Change> Before,
    long Position
)
{
    public static DrillReportShown Of(DrillKnown drill, Scenario scenario, Course course, Comparison? before, long position)
    {
        var judged = Judging.Judge(scenario, course);
        var titles = scenario.Objectives.ToDictionary(one => one.Id, one => one.Title, StringComparer.Ordinal);
        return new(
            drill.Id,
            scenario.Id,
            scenario.Title,
            course.Start,
            course.Until,
            drill.State.End is not null,
            judged.Total.NotReached > 0,
            judged.Total.NotReached,
            judged.Total.Percent,
            [
                .. judged.Objectives.Select(score => new ObjectiveJudged(
                    score.Objective,
                    titles[score.Objective],
                    score.Done,
                    score.Late,
                    score.Missed,
                    score.NotReached,
                    score.Percent,
                    score.Reasons
                )),
            ],
            [
                .. scenario.Injects.Select(one => new InjectDue(
                    one.Id,
                    one.Title,
                    one.To,
                    course.Due(scenario, one),
                    drill.State.Injects.GetValueOrDefault(one.Id)?.Fate,
                    drill.State.Injects.GetValueOrDefault(one.Id)?.RealmAt,
                    InjectWords.Of(one.Method),
                    [.. scenario.Expect.Where(action => action.After == one.Id).Select(action => action.Title)]
                )),
            ],
            [
                .. judged.Actions.Select(one => new ActionJudged(
                    one.Action.Id,
                    one.Action.Title,
                    one.Action.Objective,
                    one.Action.Who,
                    one.Outcome,
                    one.Due,
                    one.DoneAt,
                    one.Lateness?.TotalSeconds,
                    one.Events,
                    (one.Action.Proof as Proof.ByObserver)?.Question
                )),
            ],
            before?.Changes ?? [],
            position
        );
    }
}

internal sealed record ObjectiveJudged(
    string Id,
    string Title,
    int Done,
    int Late,
    int Missed,
    int NotReached,
    int? Percent,
    IReadOnlyList<string> Reasons
);

/// <param name="Due">Due time by the drill's clock; null until its trigger has occurred.</param>
/// <param name="Fate">Null while it is still to come.</param>
/// <param name="Expect">Titles of the actions expected after it.</param>
internal sealed record InjectDue(
    string Id,
    string Title,
    IReadOnlyList<string> To,
    DateTimeOffset? Due,
    InjectFate? Fate,
    DateTimeOffset? At,
    InjectWords How,
    IReadOnlyList<string> Expect
);

/// <param name="Due">Deadline of the action; null while its inject has not been played.</param>
/// <param name="LateSeconds">Delay in seconds.</param>
/// <param name="Events">Positions of the events that prove it, in the journal.</param>
/// <param name="Question">Question for the observer; null where events prove it.</param>
internal sealed record ActionJudged(
    string Id,
    string Title,
    string Objective,
    string? Who,
    Outcome Outcome,
    DateTimeOffset? Due,
    DateTimeOffset? DoneAt,
    double? LateSeconds,
    IReadOnlyList<long> Events,
    string? Question
);

/// <summary>Way in which an inject reaches the players: by the machine of a hotline, or in words that the controller says.</summary>
/// <param name="Method">case, warning, message, call, missing, link-down or base-station-down.</param>
/// <param name="From">Name of its sender; the number of a hotline.</param>
internal sealed record InjectWords(string Method, string? From, string Text)
{
    public static InjectWords Of(Method method) =>
        method switch
        {
            Domain.Drills.Method.HotlineCase one => new("case", one.Line, one.Title),
            Domain.Drills.Method.CapWarning one => new("warning", null, one.Headline),
            Domain.Drills.Method.Message one => new("message", one.From, one.Text),
            Domain.Drills.Method.PhoneCall one => new("call", one.From, one.Text),
            Domain.Drills.Method.MissingPerson one => new("missing", null, $"{one.Description} {one.LastSeen}"),
            Domain.Drills.Method.LinkDown one => new("link-down", one.Line, ""),
            Domain.Drills.Method.BaseStationDown one => new("base-station-down", null, one.Words ?? ""),
            _ => throw new Unforeseen(method),
        };
}
