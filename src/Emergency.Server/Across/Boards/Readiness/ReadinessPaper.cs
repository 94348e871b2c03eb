using System.Globalization;
using Emergency.Domain.Regulations;
using Emergency.Server.Infrastructure.Wording;
using Emergency.Server.Infrastructure.Wording.Papers;

namespace Emergency.Server.Across.Readiness;

/// <summary>Readiness on paper: duty by duty "n of m" with the gaps beside it. No rate, no rank.</summary>
internal static class ReadinessPaper
{
    /// <summary>Makes the paper of a street or community: the communities that lack something, by name.</summary>
    public static Paper Of(ReadinessShown shown, RulePacks packs, PaperTexts texts, PageWords words)
    {
        var pairs = shown.Duties.Select(
            (duty, n) =>
            {
                var cells = shown
                    .Communities.Select(row => (row.Name, Cell: shown.Day is null ? row.Cells[n] : row.Then?[n]))
                    .Where(one => one.Cell is not { Mark: Mark.NotApplicable })
                    .ToList();
                var gaps = cells
                    .Where(one => one.Cell is { Mark: Mark.Late or Mark.Soon or Mark.Community })
                    .Select(one => words.Say("readiness.paper.gap", ("name", one.Name), ("what", Said(words, one.Cell!))));
                return (
                    Head(words, duty),
                    How(
                        words,
                        duty,
                        cells.Count(one => one.Cell is { Mark: Mark.Met or Mark.Soon }),
                        cells.Count(one => one.Cell is not null && one.Cell.Mark != Mark.Draft),
                        [.. gaps]
                    )
                );
            }
        );
        return Sheet(shown.Name, shown.Day, shown.Today, shown.Kept, [.. pairs], Packs(shown.Packs, packs, words), texts, words);
    }

    /// <summary>Makes the paper of a county or city: the streets that lack something, each with the number of communities.</summary>
    public static Paper Of(ReadinessSummary shown, RulePacks packs, PaperTexts texts, PageWords words)
    {
        var pairs = shown.Duties.Select(
            (duty, n) =>
            {
                var rows = shown
                    .Rows.Select(row => (row.Name, Cell: shown.Day is null ? row.Cells[n] : row.Then?[n]))
                    .Where(row => row.Cell is not null)
                    .ToList();
                var gaps = rows.Where(row => row.Cell!.Late + row.Cell.Soon + row.Cell.Community > 0)
                    .Select(row =>
                        words.Say(
                            "readiness.paper.street",
                            ("name", row.Name),
                            ("late", row.Cell!.Late),
                            ("soon", row.Cell.Soon),
                            ("community", row.Cell.Community)
                        )
                    );
                return (
                    Head(words, duty),
                    How(
                        words,
                        duty,
                        rows.Sum(row => row.Cell!.Met + row.Cell.Soon),
                        rows.Sum(row => row.Cell!.Met + row.Cell.Soon + row.Cell.Community + row.Cell.Late + row.Cell.Unknown),
                        [.. gaps]
                    )
                );
            }
        );
        // A past day's own standings are those of then; for a day before they were kept they are unknown.
        var own = shown.Own.Select(one =>
            (Head(words, one.Duty), (shown.Day is null ? one.Standing : one.Then) is { } standing ? Said(words, standing) : "–")
        );
        return Sheet(shown.Name, shown.Day, shown.Today, shown.Kept, [.. pairs, .. own], Packs(shown.Packs, packs, words), texts, words);
    }

    private static Paper Sheet(
        string name,
        DateOnly? day,
        DateOnly today,
        bool? kept,
        IReadOnlyList<(string, string)> pairs,
        IEnumerable<string> packs,
        PaperTexts texts,
        PageWords words
    ) =>
        new(
            texts.Language,
            name,
            texts.Day(today),
            words.Say("readiness.paper.title", ("day", texts.Day(day ?? today))),
            null,
            kept == false ? words.Say("readiness.notKept") : words.Say("readiness.paper.to"),
            [],
            kept == false ? [] : pairs,
            null,
            [],
            [],
            words.Say("readiness.paper.foot", ("packs", words.List(packs)))
        );

    private static IEnumerable<string> Packs(IReadOnlyList<KeptPack> kept, RulePacks packs, PageWords words) =>
        kept.Select(pack => Pack(words, pack, packs.Find(pack.Id)?.Name));

    private static string Pack(PageWords words, KeptPack pack, string? name) =>
        words.Say(
            "readiness.paper.pack",
            ("name", name ?? words.SayOr($"readiness.law.{pack.Id}", pack.Id)),
            ("version", pack.Version),
            ("status", words.Say(pack.Adopted ? "readiness.pack.adopted" : $"readiness.pack.{Wire(pack.Status)}"))
        );

    private static string Wire(PackStatus status) =>
        status switch
        {
            PackStatus.InForce => "in-force",
            PackStatus.Draft => "draft",
            _ => "local",
        };

    private static string Head(PageWords words, DutyRule duty) =>
        words.Say(
            "readiness.paper.duty",
            ("duty", duty.Name ?? words.SayOr($"readiness.duty.{duty.Id}", duty.Id)),
            (
                "source",
                duty.Articles.Count == 0
                    ? duty.PackName ?? words.Say("readiness.local")
                    : string.Join(' ', duty.Articles.Select(one => $"{one.Name ?? words.Say($"readiness.law.{one.Law}")} {one.Number}"))
            )
        );

    private static string How(PageWords words, DutyRule duty, int shown, int all, IReadOnlyList<string> gaps) =>
        duty.From is { } from ? words.Say("readiness.fromDay", ("day", from.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)))
        : duty.Draft ? words.Say("readiness.mark.draft")
        : words.Say("readiness.paper.of", ("n", shown), ("m", all))
            + (gaps.Count == 0 ? "" : words.Say("readiness.paper.gaps", ("gaps", words.List(gaps))));

    /// <summary>A fact in the words of the page.</summary>
    private static string Said(PageWords words, DutyStanding one) =>
        words.Say(
            $"readiness.said.{System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName(one.Fact.ToString())}",
            ("n", one.Number ?? 0),
            ("of", one.Of ?? 0),
            ("days", one.Days ?? 0),
            ("month", one.On?.ToString("yyyy-MM", CultureInfo.InvariantCulture) ?? ""),
            ("day", one.On?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "")
        );
}
