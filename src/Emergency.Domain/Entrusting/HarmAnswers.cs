using static Emergency.Domain.Decision;

namespace Emergency.Domain.Entrusting;

/// <summary>What a receiver of a report does about it: 受理 转给别的部门 查了没有 不受理.</summary>
public enum HarmDecision
{
    TakenUp,
    PassedOn,
    Unfounded,
    Declined,
}

/// <summary>How a receiver has answered: 链接 账号 书面或电话.</summary>
public enum HarmAnsweredBy
{
    Link,
    Account,
    Paper,
}

/// <summary>How far one receiver of a report is: told, received, decided.</summary>
public sealed record HarmReceiver(HarmReportId Report, ReportTo To, bool Received, HarmDecision? Decision);

/// <summary>A receiver's own act, or what came back on paper or by telephone.</summary>
/// <param name="Decision">Null: it was received, nothing is decided yet.</param>
/// <param name="Words">Who received it and what was said, sealed under the child's key.</param>
/// <param name="Proof">A picture or paper: the receipt, the notice of what was decided.</param>
/// <param name="By">Null where it came by a link.</param>
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

public sealed partial record Entrustment
{
    public static readonly Code NotAReceiver = new("entrustment.not-a-receiver");

    /// <summary>All to whom something was reported, with what they have answered.</summary>
    public ListOf<HarmReceiver> Receivers { get; init; } = [];

    // The answer of an authority may change: found again, passed on later. What says nothing new is nothing.
    private static Decision Answered(Entrustment state, AnswerReport c) =>
        !state.Reports.Contains(c.Report) ? Reject(UnknownReport)
        : state.Receivers.FirstOrDefault(one => one.Report == c.Report && one.To == c.To) is not { } receiver ? Reject(NotAReceiver)
        : receiver.Received && (c.Decision ?? receiver.Decision) == receiver.Decision && c is { Words: null, Proof: null } ? Nothing
        : new HarmReportAnswered(c.Report, c.To, c.Decision, c.Words, c.Proof, c.Way, c.By, c.At);

    private static ListOf<HarmReceiver> Told(Entrustment state, HarmReported e) =>
        [.. state.Receivers, .. e.To.Distinct().Select(to => new HarmReceiver(e.Report, to, false, null))];

    private static ListOf<HarmReceiver> Heard(Entrustment state, HarmReportAnswered e) =>
        [
            .. state.Receivers.Select(one =>
                one.Report == e.Report && one.To == e.To ? one with { Received = true, Decision = e.Decision ?? one.Decision } : one
            ),
        ];
}
