using System.Globalization;
using Emergency.Domain;
using Emergency.Server.Infrastructure.Answers;
using Emergency.Server.Infrastructure.Wording;
using Emergency.Server.Infrastructure.Wording.Papers;

namespace Emergency.Server.Features.Drills.Reviewing;

/// <summary>A report as a Word file.</summary>
internal sealed record ReportFile(ReadOnlyMemory<byte> Bytes) : IWritten
{
    public static string ContentType => "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
}

/// <summary>A drill's report for print, chapter by chapter; the page shows the same in the same order.</summary>
internal static class ReportDocument
{
    public static byte[] Of(ReviewShown review, PageWords words, string by, DateTimeOffset now)
    {
        var paper = new WordPaper(words.Language);
        var title = $"{words.Say("report.title")} · {review.Facts.Title}";
        paper.Title($"{words.Say("drill.drill")} · {words.Say("report.title")}", review.Facts.Title);
        if (!review.Report.Ended)
            paper.Text(words.Say("report.soFar"));
        paper.Text($"{words.Say("report.noNames")} {words.Say("report.drillTime")}");
        Facts(paper, review, words);
        Objectives(paper, review, words);
        Actions(paper, review, words);
        paper.Heading(words.Say("report.course.course"));
        paper.Table(
            [words.Say("report.course.time"), words.Say("report.course.what"), words.Say("report.course.who")],
            [2, 5, 2],
            review.Lines.Select(line =>
                (string[])[Line(line, words), ReportSentences.What(line, words), line.Role is { } role ? words.Say("role", role) : ""]
            )
        );
        if (review.Left > 0)
            paper.Text(words.Say("report.course.left", ("n", review.Left)));
        Sheets(paper, review, words);
        paper.Heading(words.Say("report.notes"));
        if (review.Notes.Count == 0)
            paper.Text(words.Say("report.none"));
        foreach (var note in review.Notes)
            paper.Text($"{ReportSentences.Time(note.At)} {note.Text}");
        Improvements(paper, review, words, Shanghai.Day(now));
        Evaluation(paper, review, words);
        return paper.Done(
            $"{words.Say("drill.drill")} · {title}",
            words.Say("report.foot", ("title", words.Say("drill.drill")), ("by", by), ("time", ReportSentences.Moment(now)))
        );
    }

    private static void Facts(WordPaper paper, ReviewShown review, PageWords words)
    {
        var facts = review.Facts;
        string Of(string key) => words.Say($"report.facts.{key}");
        paper.Heading(Of("facts"));
        paper.Pairs([
            (Of("scenario"), facts.Scenario),
            (Of("hazard"), words.Say("incident.category", facts.Hazard)),
            (Of("form"), words.Say("drill.form", facts.Form)),
            (Of("authority"), facts.Authority),
            (Of("places"), words.List(facts.Places)),
            (Of("start"), facts.Start is { } start ? ReportSentences.Moment(start) : ""),
            (Of("end"), facts.End is { } end ? ReportSentences.Moment(end) : words.Say("report.ending.running")),
            (Of("how"), facts.Ended is { } ended ? words.Say("report.ending", ended) : words.Say("report.ending.running")),
            (
                Of("lasted"),
                $"{ReportSentences.Long(review.Report.Until - review.Report.Start)} · {words.Say("report.facts.planned", ("n", facts.Minutes))}"
            ),
            (Of("announced"), Of(facts.Announced ? "yes" : "no")),
            (
                Of("told"),
                facts.Told.Count == 0
                    ? Of("nobodyTold")
                    : words.List(facts.Told.Select(told => $"{words.Say("drill.party", told.Party)} {ReportSentences.Moment(told.At)}"))
            ),
            (Of("weather"), facts.Weather),
            (Of("situation"), facts.Situation ?? ""),
        ]);
        paper.Heading(words.Say("report.roles.roles"));
        paper.Table(
            [
                words.Say("report.roles.role"),
                words.Say("report.roles.title"),
                words.Say("report.roles.planned"),
                words.Say("report.roles.acted"),
            ],
            [2, 3, 1, 1],
            review.Roles.Select(one =>
                (string[])
                    [words.Say("role", one.Role), one.Title ?? words.Say("report.roles.extra"), Number(one.Planned), Number(one.Acted)]
            )
        );
    }

    private static void Objectives(WordPaper paper, ReviewShown review, PageWords words)
    {
        var report = review.Report;
        paper.Heading(words.Say("report.objectives.objectives"));
        paper.Table(
            [words.Say("report.objectives.objective"), words.Say("report.objectives.result"), words.Say("report.objectives.reasons")],
            [3, 3, 4],
            report.Objectives.Select(one =>
                (string[])
                    [
                        one.Title,
                        ReportSentences.Score(one, words),
                        one.Reasons.Count == 0
                            ? one.Percent is null
                                ? ""
                                : words.Say("report.objectives.reached")
                            : words.List(
                                one.Reasons.Select(id => report.Actions.First(action => action.Id == id))
                                    .Select(action => $"{action.Title}（{words.Say("report.outcome", action.Outcome)}）")
                            ),
                    ]
            )
        );
        if (report.StoppedEarly)
            paper.Text(words.Say("report.stoppedEarly", ("n", report.NotReached)));
        paper.Text(words.Say("report.objectives.rule"));
        paper.Heading(words.Say("report.before.before"));
        if (review.BeforeAt is not { } before)
            paper.Text(words.Say("report.before.none"));
        else
        {
            paper.Text(
                $"{words.Say("report.before.on", ("day", ReportSentences.Day(Shanghai.Day(before))))} {words.Say("report.before.only")}"
            );
            paper.Table(
                [words.Say("report.objectives.objective"), words.Say("report.before.then"), words.Say("report.before.now")],
                [4, 1, 1],
                report.Before.Select(change =>
                    (string[])
                        [
                            report.Objectives.FirstOrDefault(one => one.Id == change.Objective)?.Title
                                ?? words.Say("report.objectives.all"),
                            $"{change.Before}%",
                            $"{change.Now}%",
                        ]
                )
            );
        }
    }

    private static void Actions(WordPaper paper, ReviewShown review, PageWords words)
    {
        paper.Heading(words.Say("report.actions.actions"));
        paper.Table(
            [
                words.Say("report.actions.action"),
                words.Say("report.actions.outcome"),
                words.Say("report.actions.due"),
                words.Say("report.actions.proof"),
            ],
            [3, 2, 1, 4],
            review.Report.Actions.Select(one =>
                (string[])
                    [
                        one.Title,
                        ReportSentences.Outcome(one, review.Report.Ended, words),
                        one.Due is { } due ? ReportSentences.Time(due) : "–",
                        ReportSentences.Proof(one, review, words),
                    ]
            )
        );
    }

    private static void Sheets(WordPaper paper, ReviewShown review, PageWords words)
    {
        paper.Heading(words.Say("report.sheet.sheets"));
        if (review.Sheets.Count == 0)
        {
            paper.Text(words.Say("report.sheet.none"));
            return;
        }
        paper.Text(words.Say("report.sheet.standard"));
        string[] head =
        [
            words.Say("report.sheet.item"),
            .. review.Sheets.Select(sheet =>
                words.Say("report.sheet.signed", ("name", sheet.Observer ?? ""), ("role", words.Say("role", sheet.Role)))
            ),
        ];
        foreach (var phase in review.Form.GroupBy(item => item.Phase))
        {
            paper.Small(words.Say("report.phase", phase.Key));
            paper.Table(
                head,
                [3, .. review.Sheets.Select(_ => 2)],
                phase.Select(item =>
                    (string[])
                        [
                            words.Say($"report.item.{item.Id}"),
                            .. review.Sheets.Select(sheet =>
                                sheet.Marks.FirstOrDefault(mark => mark.Item == item.Id) is { } mark
                                    ? $"{words.Say("report.grade", mark.Grade)} {mark.Words}".TrimEnd()
                                    : words.Say("report.sheet.unmarked")
                            ),
                        ]
                )
            );
        }
        foreach (var sheet in review.Sheets.Where(sheet => sheet.Words is not null))
            paper.Text($"{sheet.Observer}：{sheet.Words}");
    }

    private static void Improvements(WordPaper paper, ReviewShown review, PageWords words, DateOnly today)
    {
        paper.Heading(words.Say("report.improve.items"));
        if (review.Improvements.Count == 0)
        {
            paper.Text(words.Say("report.improve.none"));
            return;
        }
        string Of(string key) => words.Say($"report.improve.{key}");
        paper.Table(
            [Of("what"), Of("of"), Of("owner"), Of("until"), Of("state")],
            [4, 3, 2, 2, 3],
            review.Improvements.Select(one =>
                (string[])
                    [
                        one.What ?? "",
                        ReportSentences.Belongs(one, words),
                        $"{one.OwnerPlace} {words.Say("role", one.Owner)} {one.OwnerName}".TrimEnd(),
                        ReportSentences.Day(one.Until),
                        ReportSentences.Stands(one, words, today),
                    ]
            )
        );
    }

    private static void Evaluation(WordPaper paper, ReviewShown review, PageWords words)
    {
        paper.Heading(words.Say("report.evaluate.title"));
        if (review.Evaluation is not { } evaluation)
        {
            paper.Text(words.Say("report.evaluate.not"));
            return;
        }
        paper.Text(
            words.Say("report.evaluate.by", ("time", ReportSentences.Moment(evaluation.At)), ("who", words.Say("role", evaluation.By)))
        );
        if (evaluation.Words is { } said)
            paper.Text(said);
        if (evaluation.Explained.Count > 0)
            paper.Table(
                [words.Say("report.actions.action"), words.Say("report.evaluate.explained")],
                [1, 1],
                evaluation.Explained.Select(one =>
                    (string[])
                        [review.Report.Actions.FirstOrDefault(action => action.Id == one.Expected)?.Title ?? one.Expected, one.Why ?? ""]
                )
            );
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Line(ReviewLine line, PageWords words) =>
        line.Times == 1 || line.At == line.Last
            ? ReportSentences.Time(line.At)
            : words.Say("report.course.till", ("from", ReportSentences.Time(line.At)), ("to", ReportSentences.Time(line.Last)));
}
