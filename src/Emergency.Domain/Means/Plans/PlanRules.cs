using System.Text.Json;

namespace Emergency.Domain.Plans;

/// <summary>Rules for the cards of a committee's plan (plan-rules.json). Closing roads, forced removal, requisition and sealing are powers
/// of government (应对法 49, 73, 74; 行政强制法 17): a card can ask for them, never task a committee with them. Rescue that needs professionals is
/// given to no lay role (应对法 77).</summary>
public sealed record PlanRules(
    int Longest,
    ListOf<string> Lay,
    ListOf<string> Outside,
    ListOf<string> Hazards,
    ListOf<string> Forbidden,
    ListOf<string> Professional,
    ListOf<string> Headings,
    int Years,
    ListOf<LawInForce> Laws
)
{
    public static readonly Code NoCards = new("plan.no-cards"),
        NoSteps = new("plan.no-steps"),
        StepEmpty = new("plan.step-empty"),
        StepNobody = new("plan.step-nobody"),
        StepTooLong = new("plan.step-too-long"),
        UnknownRole = new("plan.unknown-role"),
        UnknownHazard = new("plan.unknown-hazard"),
        LayRole = new("plan.lay-role"),
        ForbiddenAct = new("plan.forbidden-act"),
        ProfessionalAct = new("plan.professional-act");

    private static readonly Lazy<PlanRules> Embedded = new(() =>
    {
        using var file = typeof(PlanRules).Assembly.GetManifestResourceStream("plan-rules.json")!;
        var rows = JsonSerializer.Deserialize<Rows>(file, JsonSerializerOptions.Web)!;
        return new(
            rows.Longest,
            [.. rows.Lay],
            [.. rows.Outside],
            [.. rows.Hazards],
            [.. rows.Forbidden],
            [.. rows.Professional],
            [.. rows.Headings],
            rows.Years,
            [.. rows.Laws]
        );
    });

    public static PlanRules BuiltIn => Embedded.Value;

    /// <summary>Finds the first fault that forbids a submission: no card, an unfinished one, or an unlawful one. Null where there is
    /// none.</summary>
    public Rejection? Against(PlanText text) =>
        text.Cards.Count == 0
            ? new(NoCards, [])
            : text.Cards.Select(card => Unlawful(card) ?? Unfinished(card)).FirstOrDefault(fault => fault is not null);

    /// <summary>Finds a fault that even a draft must not have. Arguments: the card's title, the step from 1, the fault.</summary>
    public Rejection? Unlawful(Card card) =>
        !Knows(Hazards, card.Hazard)
            ? new(UnknownHazard, [card.Title, card.Hazard])
            : card.Steps.Select((step, i) => Unlawful(card, step, i + 1)).FirstOrDefault(fault => fault is not null);

    /// <summary>Finds a gap that a draft can have, and a submitted plan cannot.</summary>
    public static Rejection? Unfinished(Card card) =>
        card.Steps.Count == 0
            ? new(NoSteps, [card.Title])
            : card
                .Steps.Select(
                    (step, i) =>
                        string.IsNullOrWhiteSpace(step.Text) ? new Rejection(StepEmpty, [card.Title, $"{i + 1}"])
                        : step.Roles.Count == 0 ? new(StepNobody, [card.Title, $"{i + 1}"])
                        : null
                )
                .FirstOrDefault(fault => fault is not null);

    private Rejection? Unlawful(Card card, Step step, int nth)
    {
        Rejection Is(Code code, string what) => new(code, [card.Title, $"{nth}", what]);
        if (step.Text.Length > Longest || step.When?.Length > Longest)
            return Is(StepTooLong, $"{Longest}");
        if (step.Roles.FirstOrDefault(role => !Knows(Lay, role) && !Knows(Outside, role)) is { } unknown)
            return Is(UnknownRole, unknown);
        var lay = step.Roles.FirstOrDefault(role => Knows(Lay, role));
        if (step.Class == TaskClass.Professional)
            return lay is null ? null : Is(LayRole, lay);
        return Forbidden.FirstOrDefault(word => Says(step.Text, word, asked: true)) is { } act ? Is(ForbiddenAct, act)
            : Professional.FirstOrDefault(word => Says(step.Text, word, asked: false)) is { } task ? Is(ProfessionalAct, task)
            : null;
    }

    /// <summary>Returns the reasons that make the plan in force of a community due by the day alone: it is too old (应对法 28: it is revised
    /// in time; the years are a local setting), or a law it rests on came into force since.</summary>
    public IEnumerable<(string Trigger, string? About)> DueBy(Plan plan, string community, DateOnly today)
    {
        if (plan is not { InForce: not null, ApprovedAt: { } at })
            yield break;
        var approved = Shanghai.Day(at);
        if (approved.AddYears(Years) <= today)
            yield return ("period", null);
        foreach (var law in Laws)
            if (law.Since > approved && law.Since <= today && community.StartsWith(law.Region, StringComparison.Ordinal))
                yield return ("law", law.Name);
    }

    // An act asked of the competent authority, or explicitly excluded, is no task: 请交警封路, 不强行带走.
    private static bool Says(string text, string word, bool asked)
    {
        for (var at = text.IndexOf(word, StringComparison.Ordinal); at >= 0; at = text.IndexOf(word, at + 1, StringComparison.Ordinal))
        {
            var clause = text[..at];
            clause = clause[(clause.AsSpan().LastIndexOfAny("，。；、！,;") + 1)..];
            if (!Denials.Any(denial => clause.EndsWith(denial, StringComparison.Ordinal)) && !(asked && Asks(clause)))
                return true;
        }
        return false;
    }

    private static bool Asks(string clause) =>
        clause.Contains('请', StringComparison.Ordinal) && Powers.Any(power => clause.Contains(power, StringComparison.Ordinal));

    private static readonly string[] Denials = ["不", "不得", "不能", "不要", "不许", "不自行", "不自己", "禁止", "别", "不准", "无权"];
    private static readonly string[] Powers = ["政府", "街道", "乡镇", "交警", "公安", "民警", "消防", "应急局", "指挥部", "部门"];

    private static bool Knows(ListOf<string> words, string word) => words.Contains(word, StringComparer.Ordinal);

    private sealed record Rows(
        int Longest,
        List<string> Lay,
        List<string> Outside,
        List<string> Hazards,
        List<string> Forbidden,
        List<string> Professional,
        List<string> Headings,
        int Years,
        List<LawInForce> Laws
    );
}

/// <summary>Law that plans rest on, with the day since which its present text is in force.</summary>
/// <param name="Region">Prefix of the division codes it binds; "" everywhere.</param>
public sealed record LawInForce(string Name, string Region, DateOnly Since);
