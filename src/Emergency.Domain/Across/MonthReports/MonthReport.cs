using static Emergency.Domain.Decision;

namespace Emergency.Domain.MonthReports;

/// <summary>月报: report of a community to its street on one month, and of a street to its county (kind "month-report", key = division and
/// month). The figures are counted from the registers, never typed; a sent report is frozen, and a correction is a version of its own. No
/// article rules reports of ordinary times: a local setting.</summary>
/// <param name="Version">Number of the newest version sent, from 1; 0 where none was.</param>
/// <param name="Figures">Figures of the newest version, in the order of the table.</param>
/// <param name="Late">True when the newest version was sent after its day.</param>
/// <param name="Words">Words added by the sender, sealed under the division's key.</param>
/// <param name="Why">Reason of a return, sealed under the same key.</param>
public sealed partial record MonthReport(
    MonthReportStage Stage,
    int Version,
    ListOf<MonthFigure> Figures,
    bool Late,
    Sealed? Words,
    DateTimeOffset? SentAt,
    Sealed? Why,
    DateTimeOffset? AnsweredAt
)
{
    public static readonly Code NotOver = new("month.not-over"),
        IsReceived = new("month.received"),
        NotSent = new("month.not-sent"),
        OtherVersion = new("month.other-version"),
        Changed = new("month.changed");
    public static readonly MonthReport None = new(MonthReportStage.None, 0, [], false, null, null, null, null);
}

public enum MonthReportStage
{
    None,
    Sent,
    Returned,
    Received,
}

/// <param name="Code">Row of the table of figures; it stays readable when the table has no such row any more.</param>
public sealed record MonthFigure(string Code, int Count);

public abstract record MonthReportCommand : Command;

/// <param name="Division">Community (12 digits) or street (9).</param>
/// <param name="Month">First day of the month, in Asia/Shanghai.</param>
/// <param name="Figures">Figures as counted now.</param>
/// <param name="Seen">Figures as the sender has seen them.</param>
public sealed record SendMonthReport(
    string Division,
    DateOnly Month,
    ListOf<MonthFigure> Figures,
    ListOf<MonthFigure> Seen,
    Sealed? Words,
    By By,
    DateTimeOffset At
) : MonthReportCommand;

/// <summary>签收: confirms receipt, by the office above.</summary>
/// <param name="Version">Version that was read.</param>
public sealed record ReceiveMonthReport(int Version, By By, DateTimeOffset At) : MonthReportCommand;

/// <summary>退回: returns the report, with the points to correct.</summary>
public sealed record ReturnMonthReport(int Version, Sealed Why, By By, DateTimeOffset At) : MonthReportCommand;

public abstract record MonthReportEvent : Event;

[Stored("month-report.sent.v1")]
public sealed record MonthReportSent(
    string Division,
    DateOnly Month,
    int Version,
    ListOf<MonthFigure> Figures,
    bool Late,
    Sealed? Words,
    By By,
    DateTimeOffset At
) : MonthReportEvent;

[Stored("month-report.received.v1")]
public sealed record MonthReportReceived(int Version, By By, DateTimeOffset At) : MonthReportEvent;

[Stored("month-report.returned.v1")]
public sealed record MonthReportReturned(int Version, Sealed Why, By By, DateTimeOffset At) : MonthReportEvent;

public sealed partial record MonthReport
{
    /// <summary>The last instant at which a month's report is in time.</summary>
    public static DateTimeOffset DueAt(string division, DateOnly month, InForce inForce)
    {
        ArgumentNullException.ThrowIfNull(division);
        ArgumentNullException.ThrowIfNull(inForce);
        return Ends(month)
            + (
                division.Length > 9
                    ? inForce.Time(Deadlines.MonthReported, division)
                    : inForce.Time(Deadlines.StreetMonthReported, division)
            );
    }

    private static DateTimeOffset Ends(DateOnly month) => Shanghai.At(month.AddMonths(1), TimeOnly.MinValue);

    public static Decision Decide(MonthReport state, Command command) =>
        command switch
        {
            SendMonthReport c when c.At < Ends(c.Month) => Reject(NotOver),
            SendMonthReport when state.Stage == MonthReportStage.Received => Reject(IsReceived),
            SendMonthReport c when c.Figures != c.Seen => Reject(Changed),
            SendMonthReport c
                when state.Stage == MonthReportStage.Sent && c.Figures == state.Figures && c.Words is null && state.Words is null =>
                Nothing,
            SendMonthReport c => new MonthReportSent(
                c.Division,
                c.Month,
                state.Version + 1,
                c.Figures,
                c.At > DueAt(c.Division, c.Month, c.InForce),
                c.Words,
                c.By,
                c.At
            ),
            MonthReportCommand when state.Stage == MonthReportStage.None => Reject(NotSent),
            ReceiveMonthReport c when c.Version != state.Version => Reject(OtherVersion),
            ReturnMonthReport c when c.Version != state.Version => Reject(OtherVersion),
            ReceiveMonthReport when state.Stage == MonthReportStage.Received => Nothing,
            ReturnMonthReport when state.Stage == MonthReportStage.Returned => Nothing,
            ReceiveMonthReport when state.Stage == MonthReportStage.Returned => Reject(NotSent),
            ReceiveMonthReport c => new MonthReportReceived(c.Version, c.By, c.At),
            ReturnMonthReport c => new MonthReportReturned(c.Version, c.Why, c.By, c.At),
            _ => throw new Unforeseen(command),
        };

    public static MonthReport Evolve(MonthReport state, Event happened) =>
        happened switch
        {
            MonthReportSent e => new(MonthReportStage.Sent, e.Version, e.Figures, e.Late, e.Words, e.At, null, null),
            MonthReportReceived e => state with { Stage = MonthReportStage.Received, Why = null, AnsweredAt = e.At },
            MonthReportReturned e => state with { Stage = MonthReportStage.Returned, Why = e.Why, AnsweredAt = e.At },
            _ => throw new Unforeseen(happened),
        };
}
