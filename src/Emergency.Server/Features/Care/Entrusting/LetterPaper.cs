using System.Globalization;
using Emergency.Domain;
using Emergency.Domain.Entrusting;
using Emergency.Server.Features.People;
using Emergency.Server.Features.Places;
using Emergency.Server.Infrastructure.Acting;
using Emergency.Server.Infrastructure.Views;
using Emergency.Server.Infrastructure.Wording.Papers;

namespace Emergency.Server.Features.Entrusting;

/// <summary>
/// A letter from its template and the findings of the last check. The text names no child: the name stands above it, for
/// askers who can see children by name.
/// </summary>
internal static class LetterPaper
{
    /// <summary>
    /// All letters of a child with their deadlines. A sent letter keeps its words, another one follows the template as it is
    /// now.
    /// </summary>
    public static IReadOnlyList<LetterShown> Shown(Known known, EntrustmentsQuery query, Entrusted one, EntrustmentTold told) =>
        [
            .. EntrustmentPlans.Table.Letters.Select(rule =>
            {
                var letter = one.Care.Letters.FirstOrDefault(letter => letter.To == rule.To);
                return new LetterShown(
                    rule.To,
                    letter?.Stage,
                    letter?.Before,
                    letter?.Level ?? 0,
                    letter?.Way,
                    letter?.SentAt,
                    letter?.AnsweredAt,
                    letter?.Proof,
                    told.Words.GetValueOrDefault(rule.To) ?? Body(known, query, one, told, rule.To, PaperTexts.In(null)),
                    told.Answers.GetValueOrDefault(rule.To),
                    letter?.AnswerProof,
                    rule.ReplyHours,
                    rule.Article
                );
            }),
        ];

    /// <summary>Text of a letter as it stands now.</summary>
    public static async Task<string> Words(Act act, string code, PersonId id, LetterTo to)
    {
        var known = act.Use<Folding>().Now;
        var query = new EntrustmentsQuery(known, act.Asked);
        return query.Of(code, id) is { } one ? Body(known, query, one, await Told(act, known, one), to, PaperTexts.In(null)) : "";
    }

    /// <summary>The whole paper. A sent letter keeps its words.</summary>
    /// <param name="named">True when the child is named above the text.</param>
    public static Paper Of(
        Known known,
        EntrustmentsQuery query,
        Entrusted one,
        EntrustmentTold told,
        LetterTo to,
        bool named,
        PaperTexts texts
    )
    {
        var template = texts[Key(to)];
        var words = told.Words.GetValueOrDefault(to) ?? Body(known, query, one, told, to, texts);
        return Begun(known, query, one, template, named, texts) with
        {
            To = template.To.Contains("{carer}", StringComparison.Ordinal)
                ? PaperTexts.Fill(template.To, ("carer", one.Person.Entrusted(query.Today)?.Contact.Name ?? texts.Say("words.child")))
                : template.To,
            Lines = words.Split('\n'),
        };
    }

    /// <summary>
    /// Papers due to carer and parents: letters that are owed, and the notice of a check or of a lacking written
    /// entrustment.
    /// </summary>
    public static IEnumerable<Func<EntrustmentTold, Paper>> Due(
        Known known,
        EntrustmentsQuery query,
        Entrusted one,
        bool named,
        PaperTexts texts
    )
    {
        foreach (var to in one.Care.Letters.Where(letter => letter.Stage == LetterStage.Owed && letter.To.IsFamily()).Select(one => one.To))
            yield return told => Of(known, query, one, told, to, named, texts);
        if (!query.IsNoticeDue(one))
            yield break;
        if (query.IsCheckTold(one) && one.Person.Entrusted(query.Today) is { } carer)
            yield return _ => Notice(known, query, one, "term-carer", carer.Contact.Name, named, texts);
        yield return _ => Notice(known, query, one, "term-parents", "", named, texts);
    }

    private static Paper Notice(Known known, EntrustmentsQuery query, Entrusted one, string key, string carer, bool named, PaperTexts texts)
    {
        var (template, care) = (texts[key], one.Care);
        var before = texts.Day(
            care.Next?.Before is { } day && day >= query.Today ? day : query.Today.AddDays(EntrustmentPlans.Table.EndDays)
        );
        var notice = one.Person.Entrusted(query.Today)?.Contact.Notice is { } given
            ? texts.Say("words.notice-given", ("day", texts.Day(given)))
            : texts.Say("words.notice-lacking", ("before", texts.Day(query.Today.AddDays(EntrustmentPlans.Table.EndDays))));
        return Begun(known, query, one, template, named, texts) with
        {
            To = PaperTexts.Fill(template.To, ("carer", carer)),
            Lines =
            [
                .. template.Lines.Select(line =>
                    PaperTexts.Fill(
                        line,
                        ("door", Door(one)),
                        ("from", care.From is { } from ? texts.Day(from) : "–"),
                        ("until", care.To is { } until ? texts.Day(until) : "–"),
                        ("before", before),
                        ("notice", notice)
                    )
                ),
            ],
        };
    }

    /// <summary>The report of suspected harm as it was made, with later additions.</summary>
    public static Paper Of(Known known, EntrustmentsQuery query, Entrusted one, HarmReportShown report, bool named, PaperTexts texts)
    {
        var template = texts["report"];
        var receivers = string.Join(
            texts.Say("words.and"),
            report.To.Select(to => texts.Say($"receivers.{char.ToLowerInvariant(to.ToString()[0])}{to.ToString()[1..]}"))
        );
        return Begun(known, query, one, template, named, texts) with
        {
            To = PaperTexts.Fill(template.To, ("receivers", receivers)),
            Lines =
            [
                Door(one),
                .. template.Lines.Select(line =>
                    PaperTexts.Fill(
                        line,
                        ("seen", report.Seen ?? ""),
                        ("where", report.Where ?? ""),
                        ("safe", report.Safe ?? ""),
                        ("who", report.Who ?? ""),
                        ("police", texts.Say(report.PoliceFirst ? "police.yes" : "police.no"))
                    )
                ),
                .. report.Added.Select(added => $"{Time(added.At)} {added.Text}"),
            ],
        };
    }

    public static Task<EntrustmentTold> Told(Act act, Known known, Entrusted one) =>
        act.Use<EntrustmentHistory>().Of(act.Asked.Realm, one.Person.Community, one.Person.Id, known, act.Stop);

    private static Paper Begun(Known known, EntrustmentsQuery query, Entrusted one, PaperTemplate template, bool named, PaperTexts texts) =>
        new(
            texts.Language,
            texts.Say("words.office", ("community", known.Of<PlacesKnown>().Name(one.Person.Community))),
            texts.Day(query.Today),
            template.Title,
            named ? $"{texts.Say("words.child")}: {one.Person.Contact.Name}" : null,
            template.To,
            [],
            [],
            null,
            [],
            template.Signs,
            texts.Say("words.printed", ("at", texts.Day(query.Today)))
        );

    private static string Body(Known known, EntrustmentsQuery query, Entrusted one, EntrustmentTold told, LetterTo to, PaperTexts texts)
    {
        var answers = told.LastText?.Answers ?? [];
        var facts = answers
            .Select(answer => $"facts.{answer.Question}.{answer.Answer}")
            .Where(texts.Knows)
            .Select(key => texts.Say(key))
            .Append(told.LastText?.Note)
            .Where(text => !string.IsNullOrWhiteSpace(text))
            .ToList();
        var care = one.Care;
        var before = query.Today.AddDays(EntrustmentPlans.Table.Letter(to).ReplyHours / 24);
        return string.Join(
            '\n',
            texts[Key(to)]
                .Lines.Select(line =>
                    PaperTexts.Fill(
                        line,
                        ("door", Door(one)),
                        ("checked", texts.Day(care.Checked ?? query.Today)),
                        ("facts", facts.Count == 0 ? texts.Say("words.none") : string.Join(texts.Say("words.and"), facts)),
                        ("judgement", texts.Say($"judgements.{(care.Judgement ?? CheckJudgement.Good).ToString().ToLowerInvariant()}")),
                        ("before", texts.Day(before)),
                        ("from", care.From is { } from ? texts.Day(from) : "–"),
                        ("until", care.To is { } until ? texts.Day(until) : "–")
                    )
                )
        );
    }

    private static string Key(LetterTo to) => to.ToString().ToLowerInvariant();

    private static string Door(Entrusted one)
    {
        var door = ResidentsQuery.DoorOf(one.Person);
        return string.Concat(new[] { door.Building, door.Unit, door.Room is { } room ? $" {room}" : null });
    }

    private static string Time(DateTimeOffset at) =>
        at.ToOffset(TimeSpan.FromHours(8)).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
}
