using System.Globalization;
using System.Text;
using Emergency.Domain.MonthReports;
using Emergency.Server.Across.MonthReports;
using Emergency.Server.Infrastructure.Wording;
using Emergency.Server.Infrastructure.Wording.Papers;
using Emergency.Testing;

namespace Emergency.Server.Tests.MonthReports;

/// <summary>Figures and title of a month's report on paper, for each of its stages.</summary>
public sealed class MonthPaperTests
{
    [Fact]
    public void Figures_that_were_sent_stand_until_they_come_back()
    {
        var (texts, words, text) = (PaperTexts.In(null), new PageWords("zh-CN"), new StringBuilder());
        var at = Fixtures.World.Start;
        MonthReportShown Own(MonthReportStage stage, int version, bool late = false) =>
            new(
                "411502001001",
                "试阳社区",
                stage,
                version,
                late,
                [new("at-risk", 1)],
                version > 0 ? "补充" : null,
                version > 0 ? at : null,
                null,
                null
            );
        foreach (
            var (name, own) in ((string, MonthReportShown?)[])
                [
                    ("none was sent", Own(MonthReportStage.None, 0)),
                    ("sent", Own(MonthReportStage.Sent, 2)),
                    ("came back", Own(MonthReportStage.Returned, 1)),
                    ("received", Own(MonthReportStage.Received, 1)),
                    ("of a county", null),
                ]
        )
        foreach (var draft in (bool[])[true, false])
        {
            var shown = new MonthReportsShown(
                "d",
                "例",
                new(2026, 2, 1),
                new(2026, 3, 10),
                true,
                null,
                MonthFigures.Rules,
                own,
                draft ? [new("at-risk", 2)] : null,
                true,
                true,
                own is null ? [Own(MonthReportStage.Sent, 1), Own(MonthReportStage.None, 0, late: true)] : [],
                [new("at-risk", 3)],
                1
            );
            var paper = MonthReportPaper.Of(shown, texts, words);
            text.Append(
                CultureInfo.InvariantCulture,
                $"{name}{(draft ? ", with figures of now" : "")}: {paper.Title}, {string.Join('，', paper.Pairs.Select(one => $"{one.What} {one.How}"))}, {string.Join('，', paper.Lines)}, {paper.Foot}\n"
            );
            foreach (var row in paper.Tables.SelectMany(table => table.Rows))
                text.Append(CultureInfo.InvariantCulture, $"  {string.Join(" | ", row)}\n");
        }
        Frozen.Check("asked/month-paper.txt", text.ToString());
    }
}
