using System.Globalization;
using System.Text;
using Emergency.Domain.Regulations;
using Emergency.Server.Across.Readiness;
using Emergency.Server.Infrastructure.Wording;
using Emergency.Server.Infrastructure.Wording.Papers;
using Emergency.Testing;

namespace Emergency.Server.Tests.Readiness;

/// <summary>Order of the gaps to close, and their form on paper.</summary>
public sealed class ReadinessGapTests
{
    private static CommunityReadiness Of(string code, params DutyStanding[] cells) => new(code, $"例{code}社区", null, cells, null);

    private static DutyStanding Is(Mark mark, Fact fact = Fact.VisitsLate, int? days = null) =>
        DutyStanding.Is(mark, fact, 1, 2, days, new DateOnly(2026, 3, 10).AddDays(-days ?? 0));

    /// <summary>Late before soon, an empty shift before all else, gaps without a day before those with one, the longest first.</summary>
    [Fact]
    public void What_is_to_be_done_first()
    {
        CommunityReadiness[] rows =
        [
            Of("b", Is(Mark.Late, days: 3), Is(Mark.Soon, Fact.PlanRevise, 1), Is(Mark.Late, Fact.ShiftEmpty, 0)),
            Of("a", Is(Mark.Late, days: 9), Is(Mark.Soon, Fact.ShiftEmpty, 5), Is(Mark.Late, Fact.Unrostered, 0)),
            Of("d", Is(Mark.Late), Is(Mark.Soon, Fact.PlanRevise), Is(Mark.Met)),
            Of("c", Is(Mark.Late, days: 3), Is(Mark.Community, days: 40), Is(Mark.Unknown)),
            Of("e", Is(Mark.Draft), Is(Mark.NotApplicable), Is(Mark.Soon, Fact.PlanRevise, 9)),
        ];
        ReadinessEndpoints
            .Gaps(rows)
            .Select(gap => $"{gap.Community}{gap.Duty}")
            .ShouldBe(["a2", "b2", "d0", "a0", "b0", "c0", "a1", "d1", "b1", "e2"]);
    }

    [Fact]
    public void Duty_by_duty_how_many_of_how_many_with_what_lacks()
    {
        DutyRule[] duties =
        [
            .. ((Mark[])[.. Enum.GetValues<Mark>()]).Select(mark => new DutyRule(
                $"{mark}",
                "pack",
                Bearer.Committee,
                [],
                true,
                "visits",
                true,
                mark == Mark.Draft
            )
            {
                Name = $"{mark}",
            }),
            new("from", "pack", Bearer.Committee, [], true, "visits", true, false) { Name = "from a day", From = new(2027, 1, 1) },
        ];
        var row = Of("a", [.. Enum.GetValues<Mark>().Select(mark => Is(mark, days: 3)), Is(Mark.Unknown)]);
        var met = Of("b", [.. duties.Select(_ => Is(Mark.Met))]);
        var kept = row with { Then = [.. row.Cells.Reverse()] };
        var text = new StringBuilder();
        var (texts, words, packs) = (PaperTexts.In(null), new PageWords("zh-CN"), RulePacks.BuiltIn);
        foreach (
            var (name, shown) in ((string, ReadinessShown)[])
                [
                    ("today", Shown(null, null)),
                    ("a day that was kept", Shown(new(2026, 3, 1), true)),
                    ("a day that was not kept", Shown(new(2026, 3, 1), false)),
                ]
        )
            Paper(name, ReadinessPaper.Of(shown, packs, texts, words));
        Tally[] cells =
        [
            .. duties.Select(
                (_, n) => new Tally(n == 0 ? 9 : 1, n == 1 ? 9 : 1, n == 2 ? 9 : 0, n == 3 ? 9 : 0, n == 4 ? 9 : 0, n == 5 ? 9 : 0, null)
            ),
        ];
        SummaryRow[] rows =
        [
            new("s", "例街道", 3, cells, [.. cells.Reverse()]),
            new("t", "样街道", 3, [.. duties.Select(_ => new Tally(3, 0, 0, 0, 0, 0, null))], null),
        ];
        OwnStanding[] own = [new(duties[0], Is(Mark.Late, Fact.DeskEmpty, 0), Is(Mark.Met, Fact.DeskKept))];
        foreach (
            var (name, day, was) in ((string, DateOnly?, bool?)[])
                [("a county today", null, null), ("a county on a day", new(2026, 3, 1), true)]
        )
            Paper(
                name,
                ReadinessPaper.Of(
                    new ReadinessSummary("c", "例县", new(2026, 3, 10), day, was, duties, rows, own, [], [], 1),
                    packs,
                    texts,
                    words
                )
            );
        Frozen.Check("asked/readiness-paper.txt", text.ToString());

        ReadinessShown Shown(DateOnly? day, bool? was) => new("s", "例街道", new(2026, 3, 10), day, was, duties, [kept, met], [], [], 1);
        void Paper(string name, Paper paper)
        {
            text.Append(CultureInfo.InvariantCulture, $"{name}: {paper.Title}, {paper.To}, {paper.Foot}\n");
            foreach (var (what, how) in paper.Pairs)
                text.Append(CultureInfo.InvariantCulture, $"  {what}: {how}\n");
        }
    }
}
