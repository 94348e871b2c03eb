using Emergency.Domain;
using Emergency.Domain.MonthReports;
using Emergency.Server.Infrastructure.Requests;

namespace Emergency.Server.CrossFeature.MonthReports;

/// <summary>月报 of a month: one's own, and what the divisions right below have sent. Counts only; in the order of the codes, never ranked.</summary>
/// <param name="Month">Its first day.</param>
/// <param name="Due">Until when one's own is in time; null for a county, which tells nobody here.</param>
/// <param name="Rules">The figures, in the order of <see cref="MonthReportShown.Figures"/>.</param>
/// <param name="Own">Null for a county.</param>
/// <param name="Draft">One's own figures as they would be sent now; null where the month is not over, or its report was received.</param>
/// <param name="MaySend">Whether the asker sends it.</param>
/// <param name="MayTake">Whether the asker receives or returns what is below.</param>
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

/// <summary>One division's report as it stands.</summary>
/// <param name="Version">0: none was sent.</param>
/// <param name="Late">It was sent late, or is not sent and late.</param>
/// <param name="Why">Why it came back.</param>
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

/// <summary>One's own report is sent.</summary>
/// <param name="Figures">The figures one has seen: where they are others by now, nothing is sent.</param>
/// <param name="Words">What the figures do not say; no names.</param>
internal sealed record NewMonthReport(IReadOnlyList<MonthFigure>? Figures, string? Words)
{
    public static IReadOnlyList<string> Faults(NewMonthReport body) =>
        [
            .. Checks.Need(body.Figures is { Count: > 0 and <= 100 }, "$.figures: the ones that were seen"),
            .. Checks.Text(body.Words, "$.words", 500),
        ];
}

/// <summary>What somebody says to the version that was read.</summary>
internal sealed record MonthReportAnswer(int? Version, string? Why)
{
    public static IReadOnlyList<string> Faults(MonthReportAnswer body, bool needed) =>
        [.. Checks.Need(body.Version is > 0, "$.version: the one that was read"), .. Checks.Text(body.Why, "$.why", 300, needed)];
}
