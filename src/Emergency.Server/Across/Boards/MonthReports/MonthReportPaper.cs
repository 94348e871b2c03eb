using System.Globalization;
using Emergency.Domain;
using Emergency.Domain.MonthReports;
using Emergency.Server.Infrastructure.Wording;
using Emergency.Server.Infrastructure.Wording.Papers;

namespace Emergency.Server.Across.MonthReports;

/// <summary>
/// A month's report on paper: its figures by section, the remarks, and for a street or county the reports of the units below.
/// </summary>
internal static class MonthReportPaper
{
    public static Paper Of(MonthReportsShown shown, PaperTexts texts, PageWords words)
    {
        var (own, month) = (shown.Own, shown.Month.ToString("yyyy-MM", CultureInfo.InvariantCulture));
        var figures = own is { Version: > 0, Stage: not MonthReportStage.Returned } ? own.Figures : shown.Draft ?? shown.Sum;
        return new(
            texts.Language,
            shown.Name,
            texts.Day(shown.Today),
            words.Say("month.paper.title", ("month", month)),
            null,
            words.Say("month.paper.to"),
            own?.Words is { } said ? [words.Say("month.paper.words", ("words", said))] : [],
            [.. figures.Select(one => (words.Say($"month.figure.{one.Code}"), one.Count.ToString(CultureInfo.InvariantCulture)))],
            null,
            [],
            [words.Say("month.paper.made"), words.Say("month.paper.checked")],
            own is null ? words.Say("month.paper.sums")
                : own.Version == 0 || own.Stage == MonthReportStage.Returned ? words.Say("month.paper.draft")
                : words.Say("month.paper.version", ("n", own.Version), ("day", texts.Day(Shanghai.Day(own.SentAt!.Value))))
        )
        {
            Tables = shown.Below.Count == 0 ? [] : [Below(shown, words)],
        };
    }

    private static PaperTable Below(MonthReportsShown shown, PageWords words) =>
        new(
            words.Say("month.paper.below"),
            [words.Say("month.place"), words.Say("month.how"), .. Main.Select(code => words.Say($"month.figure.{code}"))],
            [3, 2, .. Main.Select(_ => 1)],
            [
                .. shown.Below.Select(one =>
                    (IReadOnlyList<string>)
                        [
                            one.Name,
                            words.Say(one.Late ? "month.paper.late" : "month.paper.how", ("how", Stage(words, one.Stage))),
                            .. Main.Select(code =>
                                one.Figures.FirstOrDefault(figure => figure.Code == code)?.Count.ToString(CultureInfo.InvariantCulture)
                                ?? "–"
                            ),
                        ]
                ),
            ]
        );

    // The figures that fit on a line of A4.
    private static readonly string[] Main =
    [
        "at-risk",
        MonthCount.VisitsMade,
        "visits-late",
        MonthCount.HazardsFound,
        "hazards-open",
        "incidents",
    ];

    private static string Stage(PageWords words, MonthReportStage stage) => words.Say("month.stage", stage);
}
