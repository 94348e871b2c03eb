using System.Globalization;
using Emergency.Domain;
using Emergency.Domain.AtRisk;
using Emergency.Domain.Communities;
using Emergency.Domain.Places;
using Emergency.Server.Features.Communities;
using Emergency.Server.Features.Plans;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Acting;
using Emergency.Server.Infrastructure.Answers;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Views;
using Emergency.Server.Infrastructure.Wording.Papers;

namespace Emergency.Server.CrossFeature.Planning;

/// <summary>A plan on paper: headings, a table for each card, annexes from the registers of the day, places for the signatures. It names roles, never a person.</summary>
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
    /// <param name="nth">The how manieth version that was approved, from 1, in place of a part.</param>
    /// <param name="lang">en for English, else Chinese.</param>
    public static async Task<Outcome<PaperPage>> Page(
        string code,
        Known known,
        Act act,
        string? part = null,
        int? nth = null,
        string? lang = null
    )
    {
        var (paper, problem) = await Made(code, known, act, part, nth, lang);
        return paper is null ? problem! : paper.Page();
    }

    /// <summary>The same as a document (DOCX).</summary>
    /// <param name="part">draft for the next version, else the one in force.</param>
    /// <param name="nth">The how manieth version that was approved, from 1, in place of a part.</param>
    /// <param name="lang">en for English, else Chinese.</param>
    public static async Task<Outcome<PaperDocument>> Document(
        string code,
        Known known,
        HttpContext context,
        Act act,
        string? part = null,
        int? nth = null,
        string? lang = null
    )
    {
        context.Response.Headers.ContentDisposition = $"attachment; filename=\"plan-{(Divisions.IsCommunity(code) ? code : "")}.docx\"";
        var (paper, problem) = await Made(code, known, act, part, nth, lang);
        return paper is null ? problem! : paper.Document();
    }

    private static async Task<(Paper? Paper, Problem? Problem)> Made(
        string code,
        Known known,
        Act act,
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
            return (await act.Use<PlanVersions>().Of(code, act.Stop)).ElementAtOrDefault(wanted - 1) is { } old
                ? (Of(seen, old.Text, State(old, PaperTexts.In(lang)), old.Reference, PaperTexts.In(lang)), null)
                : (null, Problem.NotFound);
        var inside = seen.May(PlanPermissions.Draft) || seen.May(PlanPermissions.File);
        return (part == "draft" ? (inside ? plan.Draft : null) : plan.InForce) is { } text
            ? (
                Of(
                    seen,
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

    private static Paper Of(CommunitySeen seen, PlanText text, string state, string? reference, PaperTexts texts)
    {
        string Say(string key, params ReadOnlySpan<(string Slot, string Value)> slots) => texts.Say($"plan.{key}", slots);
        var today = Shanghai.Day(seen.Asked.Now);
        return new(
            texts.Language,
            seen.Places.Name(seen.Code),
            texts.Day(today),
            text.Title,
            Say("version", ("version", text.Version), ("state", state)),
            Say("to", ("street", seen.Places.Name(Divisions.Street(seen.Code)))),
            reference is { } number ? [Say("filed", ("reference", number))] : [],
            [.. (text.Headings ?? []).Select(heading => (Heading(heading.Code, texts), heading.Text))],
            null,
            [],
            [Say("writer"), Say("approver"), Say("filer")],
            Say("foot")
        )
        {
            // Of a community that was split or merged no register tells anything any more.
            Tables =
            [
                .. text.Cards.Select(card => Table(card, texts)),
                .. EndedCommunity.Of(seen.Places, seen.Code) is null ? new[] { Annexes(PlanAnnexEndpoints.Of(seen), today, texts) } : [],
            ],
        };
    }

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

    // Whole days and hours are said as such.
    private static string At(int? minute, PaperTexts texts)
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

    private static PaperTable Annexes(AnnexesShown annexes, DateOnly today, PaperTexts texts)
    {
        string Say(string key, params ReadOnlySpan<(string Slot, string Value)> slots) => texts.Say($"plan.{key}", slots);
        static string N(int number) => number.ToString(CultureInfo.InvariantCulture);
        return new(
            Say("annexes", ("day", texts.Day(today))),
            [Say("item"), Say("stands")],
            [1, 2],
            [
                [Say("member"), Say("memberSays", ("n", N(annexes.Members)), ("on", N(annexes.Callable)), ("duty", N(annexes.OnDuty)))],
                .. annexes.Shelters.Select(
                    IReadOnlyList<string> (one) =>
                        [
                            Say("shelter", ("name", one.Name)),
                            Say("shelterSays", ("n", N(one.Capacity)), ("indoor", Say(one.Indoor ? "indoor" : "outdoor"))),
                        ]
                ),
                .. (annexes.Needs ?? []).Select(
                    IReadOnlyList<string> (one) =>
                        [Say("need", ("need", AtRiskTable.BuiltIn.Need(one.Need).Told)), Say("needSays", ("n", N(one.Persons)))]
                ),
                .. annexes.Stock.Select(IReadOnlyList<string> (one) => [Say("stock", ("name", one.Item)), $"{N(one.Quantity)} {one.Unit}"]),
            ]
        );
    }
}
