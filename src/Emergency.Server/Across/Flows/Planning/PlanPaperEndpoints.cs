using System.Globalization;
using Emergency.Domain;
using Emergency.Domain.AtRisk;
using Emergency.Domain.Places;
using Emergency.Domain.Plans;
using Emergency.Server.Features.Communities;
using Emergency.Server.Features.Plans;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Acting;
using Emergency.Server.Infrastructure.Answers;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Views;
using Emergency.Server.Infrastructure.Wording.Papers;

namespace Emergency.Server.Across.Planning;

/// <summary>
/// A plan on paper: headings, a table for each card, annexes from the registers of the day, places for the signatures. It names roles,
/// never a person.
/// </summary>
internal static class PlanPaperEndpoints
{
    public static RouteGroupBuilder MapPlanPapers(this RouteGroupBuilder api)
    {
        api.MapGet("/communities/{code}/plan/paper", Page).Needs(PlanPermissions.Read).WithTags("plans");
        api.MapGet("/communities/{code}/plan/paper.docx", Document).Needs(PlanPermissions.Read).WithTags("plans");
        return api;
    }

    /// <summary>The plan as a page to print.</summary>
    /// <param name="part">draft for the next version, else the one in force.</param>
    /// <param name="nth">Number of an approved version, from 1, in place of a part.</param>
    /// <param name="lang">en for English, else Chinese.</param>
    public static async Task<Outcome<PaperPage>> Page(
        string code,
        Known known,
        Act act,
        PlanLayout layout,
        string? part = null,
        int? nth = null,
        string? lang = null
    )
    {
        var (paper, problem) = await Made(code, known, act, layout, part, nth, lang);
        return paper is null ? problem! : paper.Page();
    }

    /// <summary>Writes the same as a document (DOCX).</summary>
    /// <param name="part">draft for the next version, else the one in force.</param>
    /// <param name="nth">Number of an approved version, from 1, in place of a part.</param>
    /// <param name="lang">en for English, else Chinese.</param>
    public static async Task<Outcome<PaperDocument>> Document(
        string code,
        Known known,
        HttpContext context,
        Act act,
        PlanLayout layout,
        string? part = null,
        int? nth = null,
        string? lang = null
    )
    {
        context.Response.Headers.ContentDisposition = $"attachment; filename=\"plan-{(Divisions.IsCommunity(code) ? code : "")}.docx\"";
        var (paper, problem) = await Made(code, known, act, layout, part, nth, lang);
        return paper is null ? problem! : paper.Document();
    }

    private static async Task<(Paper? Paper, Problem? Problem)> Made(
        string code,
        Known known,
        Act act,
        PlanLayout layout,
        string? part,
        int? nth,
        string? lang
    )
    {
        if (part is not (null or "draft" or "inForce"))
            return (null, Problem.Bad("?part: draft or inForce"));
        if (lang is not (null or "zh" or "zh-CN" or "en"))
            return (null, Problem.Bad("?lang: zh-CN or en"));
        var (seen, problem) = CommunitySeen.Find(known, act.Asked, PlanPermissions.Read, code);
        if (seen is null)
            return (null, problem);
        var plan = seen.Plan().State;
        if (nth is { } wanted)
            return (await act.Use<PlanVersions>().Of(code, known, act.Stop)).ElementAtOrDefault(wanted - 1) is { } old
                ? (Of(seen, layout, old.Text, State(old, PaperTexts.In(lang)), old.Reference, PaperTexts.In(lang)), null)
                : (null, Problem.NotFound);
        var inside = seen.May(PlanPermissions.Draft) || seen.May(PlanPermissions.File);
        return (part == "draft" ? (inside ? plan.Draft : null) : plan.InForce) is { } text
            ? (
                Of(
                    seen,
                    layout,
                    text,
                    State(plan, part != "draft", PaperTexts.In(lang)),
                    part == "draft" ? null : plan.Reference,
                    PaperTexts.In(lang)
                ),
                null
            )
            : (null, Problem.Of(part == "draft" ? Plan.NoDraft : Plan.NothingInForce));
    }

    private static string State(Plan plan, bool inForce, PaperTexts texts) =>
        inForce
            ? texts.Say("plan.inForce", ("day", plan.ApprovedAt is { } at ? texts.Day(Shanghai.Day(at)) : ""))
            : texts.Say("plan.draft");

    private static string State(PlanVersion old, PaperTexts texts)
    {
        var from = texts.Day(Shanghai.Day(old.ApprovedAt));
        return old.Until is { } until
            ? texts.Say("plan.replaced", ("from", from), ("until", texts.Day(Shanghai.Day(until))))
            : texts.Say("plan.inForce", ("day", from));
    }

    private static Paper Of(CommunitySeen seen, PlanLayout layout, PlanText text, string state, string? reference, PaperTexts texts)
    {
        var (today, own) = (texts.Day(Shanghai.Day(seen.Asked.Now)), layout.In(texts.Language));
        string Name(string code) => seen.Places.Name(code);
        var facts = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["county"] = Name(Divisions.County(seen.Code)),
            ["street"] = Name(Divisions.Street(seen.Code)),
            ["community"] = Name(seen.Code),
            ["title"] = text.Title,
            ["version"] = text.Version,
            ["state"] = state,
            ["reference"] = reference ?? "",
            ["year"] = Shanghai.Day(seen.Asked.Now).Year.ToString(CultureInfo.InvariantCulture),
            ["day"] = today,
        };
        string? Said(string? line) => line is null ? null : PlanLayout.Fill(line, facts);
        List<string> SaidOf(IEnumerable<string> lines) => [.. lines.Select(Said).OfType<string>()];
        return new(
            texts.Language,
            Said(own.Office) ?? "",
            today,
            text.Title,
            null,
            Said(own.To) ?? "",
            SaidOf(own.Lines),
            [],
            null,
            [],
            SaidOf(own.Signs),
            Said(own.Foot) ?? ""
        )
        {
            Look = layout.Look,
            Titles = SaidOf(own.Titles),
            Number = Said(own.Number),
            Parts =
            [
                .. layout.Parts.SelectMany(part =>
                    Part(seen, layout, text, part, own.Headings.TryGetValue(part, out var heading) ? Said(heading) : null, texts)
                ),
            ],
        };
    }

    // A heading without a text is left out, as if it had never been written; cards stand under their own titles.
    private static IEnumerable<PaperPart> Part(
        CommunitySeen seen,
        PlanLayout layout,
        PlanText text,
        string part,
        string? heading,
        PaperTexts texts
    ) =>
        part switch
        {
            PlanLayout.Cards => [new(heading, null, [.. text.Cards.Select(card => Table(card, texts))])],
            // The registers hold nothing any more for a community that was split or merged.
            PlanLayout.Annex when EndedCommunity.Of(seen.Places, seen.Code) is not null => [],
            PlanLayout.Annex =>
            [
                new(
                    heading ?? texts.Say("plan.annexes", ("day", texts.Day(Shanghai.Day(seen.Asked.Now)))),
                    null,
                    [Annexes(PlanAnnexEndpoints.Of(seen), layout, texts)]
                ),
            ],
            _ => (text.Headings ?? [])
                .Where(one => one.Code == part)
                .Select(one => new PaperPart(heading ?? Heading(part, texts), one.Text, [])),
        };

    private static string Heading(string code, PaperTexts texts) => texts.Knows($"plan.{code}") ? texts.Say($"plan.{code}") : code;

    private static PaperTable Table(Card card, PaperTexts texts)
    {
        string Say(string key, params ReadOnlySpan<(string Slot, string Value)> slots) => texts.Say($"plan.{key}", slots);
        return new(
            card.Title,
            [Say("minute"), Say("what"), Say("who"), Say("with")],
            [2, 6, 4, 4],
            [
                .. card.Steps.Select(
                    IReadOnlyList<string> (step) =>
                        [
                            At(step.Minute, texts),
                            step.Text + (step.When is { } when ? Say("when", ("when", when)) : ""),
                            Who(step, texts),
                            string.Join('\n', step.Supplies.Select(need => $"{need.Item} {need.Quantity}")),
                        ]
                ),
            ]
        );
    }

    // Whole days and hours are written as such.
    internal static string At(int? minute, PaperTexts texts)
    {
        if (minute is not { } at)
            return "—";
        var (unit, by) =
            at != 0 && at % 1_440 == 0 ? ("days", 1_440)
            : Math.Abs(at) >= 120 && at % 60 == 0 ? ("hours", 60)
            : ("minutes", 1);
        var said = texts.Say($"plan.{unit}", ("n", Math.Abs(at / by).ToString(CultureInfo.InvariantCulture)));
        return at < 0 ? texts.Say("plan.before", ("time", said)) : said;
    }

    private static string Who(Step step, PaperTexts texts)
    {
        var who = string.Join('、', step.Roles.Select(role => role == "door-chain" ? texts.Say("plan.chain") : role));
        return step.Class == TaskClass.Professional ? texts.Say("plan.professional", ("who", who)) : who;
    }

    private static PaperTable Annexes(AnnexesShown annexes, PlanLayout layout, PaperTexts texts)
    {
        string Say(string key, params ReadOnlySpan<(string Slot, string Value)> slots) => texts.Say($"plan.{key}", slots);
        return new(null, [Say("item"), Say("stands")], [1, 2], [.. layout.Annexes.SelectMany(one => Annex(annexes, one, texts))]);
    }

    private static IEnumerable<IReadOnlyList<string>> Annex(AnnexesShown annexes, string which, PaperTexts texts)
    {
        string Say(string key, params ReadOnlySpan<(string Slot, string Value)> slots) => texts.Say($"plan.{key}", slots);
        static string N(int number) => number.ToString(CultureInfo.InvariantCulture);
        return which switch
        {
            "team" =>
            [
                [Say("member"), Say("memberSays", ("n", N(annexes.Members)), ("on", N(annexes.Callable)), ("duty", N(annexes.OnDuty)))],
            ],
            "shelters" => annexes.Shelters.Select(
                IReadOnlyList<string> (one) =>
                    [
                        Say("shelter", ("name", one.Name)),
                        one.Indoor is { } indoor
                            ? Say("shelterSays", ("n", N(one.Capacity)), ("indoor", Say(indoor ? "indoor" : "outdoor")))
                            : Say("needSays", ("n", N(one.Capacity))),
                    ]
            ),
            "people" => (annexes.Needs ?? []).Select(
                IReadOnlyList<string> (one) =>
                    [Say("need", ("need", AtRiskTable.BuiltIn.Need(one.Need).Told)), Say("needSays", ("n", N(one.Persons)))]
            ),
            "stock" => annexes.Stock.Select(
                IReadOnlyList<string> (one) => [Say("stock", ("name", one.Item)), $"{N(one.Quantity)} {one.Unit}"]
            ),
            _ => throw new ArgumentOutOfRangeException(nameof(which), which, "no register of an annex"),
        };
    }
}
