using Emergency.Domain;
using Emergency.Domain.MonthReports;
using Emergency.Server.Infrastructure.Requests;

namespace Emergency.Server.Across.MonthReports;

/// <summary>月报 of a month: the division's own, and those of the divisions right below. Counts only; in the order of the codes, never ranked.</summary>
/// <param name="Month">First day of the month.</param>
/// <param name="Due">Time until which the own report is in time; null for a county, which reports to nobody here.</param>
/// <param name="Rules">The figures, in the order of <see cref="MonthReportShown.Figures"/>.</param>
/// <param name="Own">Null for a county.</param>
/// <param name="Draft">Own figures as they would be sent now; null where the month is not over, or its report was received.</param>
/// <param name="MaySend">True when the asker can send it.</param>
/// <param name="MayTake">True when the asker can receive or return the reports below.</param>
internal sealed record MonthReportsShown(
    string Division,
    string Name,
    DateOnly Month,
    DateOnly Today,
    bool Over,
    DateTimeOffset? Due,
    IReadOnlyList<FigureRule> Rules,
    MonthReportShown? Own,
    ListOf<MonthFigure>? Draft,
    bool MaySend,
    bool MayTake,
    IReadOnlyList<MonthReportShown> Below,
    ListOf<MonthFigure> Sum,
    long Position
);

/// <summary>The present report of one division.</summary>
/// <param name="Version">Number of the version; 0: none was sent.</param>
/// <param name="Late">True when it was sent late, or is overdue.</param>
/// <param name="Why">Reason for its return.</param>
internal sealed record MonthReportShown(
    string Code,
    string Name,
    MonthReportStage Stage,
    int Version,
    bool Late,
    ListOf<MonthFigure> Figures,
    string? Words,
    DateTimeOffset? SentAt,
    string? Why,
    DateTimeOffset? AnsweredAt
);

/// <summary>A request to send the own report.</summary>
/// <param name="Figures">The figures that the sender has seen: where they have changed since, nothing is sent.</param>
/// <param name="Words">Remarks beyond the figures; no names.</param>
internal sealed record NewMonthReport(IReadOnlyList<MonthFigure>? Figures, string? Words)
{
    public static IReadOnlyList<string> Faults(NewMonthReport body) =>
        [
            .. Checks.Need(body.Figures is { Count: > 0 and <= 100 }, "$.figures: the ones that were seen"),
            .. Checks.Text(body.Words, "$.words", 500),
        ];
}

/// <summary>An answer to the version that was read.</summary>
internal sealed record MonthReportAnswer(int? Version, string? Why)
{
    public static IReadOnlyList<string> Faults(MonthReportAnswer body, bool needed) =>
        [.. Checks.Need(body.Version is > 0, "$.version: the one that was read"), .. Checks.Text(body.Why, "$.why", 300, needed)];
}
