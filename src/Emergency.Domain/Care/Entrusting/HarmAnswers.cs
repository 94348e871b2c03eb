using static Emergency.Domain.Decision;

namespace Emergency.Domain.Entrusting;

/// <summary>Decision of a receiver on a report: 受理 转给别的部门 查了没有 不受理.</summary>
public enum HarmDecision
{
    TakenUp,
    PassedOn,
    Unfounded,
    Declined,
}

/// <summary>Way in which a receiver has answered: 链接 账号 书面或电话.</summary>
public enum HarmAnsweredBy
{
    Link,
    Account,
    Paper,
}

/// <summary>State of one receiver of a report: told, received, decided.</summary>
public sealed record HarmReceiver(HarmReportId Report, ReportTo To, bool Received, HarmDecision? Decision);

/// <summary>Answer that a receiver owes. <paramref name="Level"/>: 1 late and referred to the child director and the secretary, 2 to the
/// street.</summary>
/// <param name="Before">Time, by the table, by which the receipt must be confirmed, then by which the decision must be sent.</param>
public sealed record AwaitedAnswer(HarmReportId Report, ReportTo To, DateTimeOffset Before, int Level = 0);

/// <summary>Enters a receiver's answer: by the receiver's own act, or as it came on paper or by telephone.</summary>
/// <param name="Decision">Null: received, nothing is decided yet.</param>
/// <param name="Words">Name of the person who received it and their words, sealed under the child's key.</param>
/// <param name="Proof">Picture or paper: the receipt, the notice of the decision.</param>
/// <param name="By">Null where the answer came by a link.</param>
public sealed record AnswerReport(
    HarmReportId Report,
    ReportTo To,
    HarmDecision? Decision,
    Sealed? Words,
    AttachmentId? Proof,
    HarmAnsweredBy Way,
    By? By,
    DateTimeOffset At
) : EntrustmentCommand;

[Stored("entrustment.report-answered.v1")]
public sealed record HarmReportAnswered(
    HarmReportId Report,
    ReportTo To,
    HarmDecision? Decision,
    Sealed? Words,
    AttachmentId? Proof,
    HarmAnsweredBy Way,
    By? By,
    DateTimeOffset At
) : EntrustmentEvent;

/// <summary>Event that changes the earliest due time of the receivers' answers.</summary>
public abstract record AnswerTimed(DateTimeOffset? Due) : EntrustmentEvent, ISetsDue
{
    public string DueOf => "answer";
}

/// <param name="Open">All answers owed now.</param>
[Stored("entrustment.answers-awaited.v1")]
public sealed record HarmAnswersAwaited(ListOf<AwaitedAnswer> Open, DateTimeOffset? Due, DateTimeOffset At) : AnswerTimed(Due);

[Stored("entrustment.answer-late.v1")]
public sealed record HarmAnswerLate(HarmReportId Report, ReportTo To, int Level, DateTimeOffset? Due, DateTimeOffset At) : AnswerTimed(Due);

public sealed partial record Entrustment
{
    public static readonly Code NotAReceiver = new("entrustment.not-a-receiver");

    /// <summary>Receivers of all reports, with their answers.</summary>
    public ListOf<HarmReceiver> Receivers { get; init; } = [];

    /// <summary>Answers still owed, with the time by which each is due.</summary>
    public ListOf<AwaitedAnswer> Awaited { get; init; } = [];

    private static Decision Reported(Entrustment state, MakeReport c) =>
        state.Reports.Contains(c.Report)
            ? Nothing
            : Of([
                new HarmReported(c.Person, c.Community, c.Report, c.PoliceFirst, c.Told, c.To, c.By, c.At),
                .. Waiting(
                    state,
                    c.At,
                    [
                        .. state.Awaited,
                        .. c.To.Distinct().Select(to => new AwaitedAnswer(c.Report, to, c.At.AddHours(Table.Report.ReceiveHours))),
                    ]
                ),
            ]);

    // The answer of an authority can change: found again, passed on later. An answer without anything new is ignored.
    private static Decision Answered(Entrustment state, AnswerReport c)
    {
        if (!state.Reports.Contains(c.Report))
            return Reject(UnknownReport);
        if (state.Receivers.FirstOrDefault(one => one.Report == c.Report && one.To == c.To) is not { } receiver)
            return Reject(NotAReceiver);
        var decision = c.Decision ?? receiver.Decision;
        if (receiver.Received && decision == receiver.Decision && c is { Words: null, Proof: null })
            return Nothing;
        var open = state.Awaited.Where(one => one.Report != c.Report || one.To != c.To);
        // The time for a decision begins with the receipt; confirming the receipt a second time does not prolong it.
        if (decision is null)
            open = receiver.Received
                ? state.Awaited
                : open.Append(new AwaitedAnswer(c.Report, c.To, c.At.AddHours(Table.Report.DecideHours)));
        return Of([
            new HarmReportAnswered(c.Report, c.To, c.Decision, c.Words, c.Proof, c.Way, c.By, c.At),
            .. Waiting(state, c.At, [.. open]),
        ]);
    }

    private static IEnumerable<Event> Waiting(Entrustment state, DateTimeOffset at, ListOf<AwaitedAnswer> open) =>
        open == state.Awaited ? [] : [new HarmAnswersAwaited(open, DueOf(open), at)];

    private static IEnumerable<Event> LateAnswers(Entrustment state, Remind c)
    {
        var open = state.Awaited;
        foreach (var awaited in state.Awaited)
            for (var told = awaited; Clock(told) <= c.At; )
            {
                var late = told with { Level = told.Level + 1 };
                (open, told) = ([.. open.Select(one => one == told ? late : one)], late);
                yield return new HarmAnswerLate(late.Report, late.To, late.Level, DueOf(open), c.At);
            }
    }

    private static DateTimeOffset? DueOf(ListOf<AwaitedAnswer> open) => open.Select(Clock).Min();

    // A late answer is referred to the child director and the secretary, who ask again; if that brings nothing either, to the street.
    private static DateTimeOffset? Clock(AwaitedAnswer awaited) =>
        awaited.Level switch
        {
            0 => awaited.Before,
            1 => awaited.Before.AddHours(Table.Report.ReceiveHours),
            _ => null,
        };

    private static ListOf<AwaitedAnswer> Later(Entrustment state, HarmAnswerLate e) =>
        [.. state.Awaited.Select(one => one.Report == e.Report && one.To == e.To ? one with { Level = e.Level } : one)];

    private static ListOf<HarmReceiver> Told(Entrustment state, HarmReported e) =>
        [.. state.Receivers, .. e.To.Distinct().Select(to => new HarmReceiver(e.Report, to, false, null))];

    private static ListOf<HarmReceiver> Heard(Entrustment state, HarmReportAnswered e) =>
        [
            .. state.Receivers.Select(one =>
                one.Report == e.Report && one.To == e.To ? one with { Received = true, Decision = e.Decision ?? one.Decision } : one
            ),
        ];
}
