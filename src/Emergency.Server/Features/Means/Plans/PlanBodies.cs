using Emergency.Domain.Plans;
using Emergency.Server.Infrastructure.Requests;

namespace Emergency.Server.Features.Plans;

/// <summary>A card as a page sends it. <see cref="PlanRules"/> judges its content; only its shape is checked here.</summary>
/// <param name="Id">1 to 40 letters, digits and hyphens.</param>
/// <param name="Hazard">Category code: fire, flood, …</param>
/// <param name="Title">1 to 30 characters.</param>
/// <param name="Steps">At most 40.</param>
internal sealed record CardBody(string? Id, string? Hazard, string? Title, IReadOnlyList<StepBody>? Steps)
{
    public Card Card() => new(Id!, Hazard!, Title!.Trim(), [.. Steps!.Select(step => step.Step())]);

    public static IEnumerable<string> Faults(CardBody? body, string path) =>
        body is null
            ? [$"{path}: needed"]
            :
            [
                .. Checks.Need(IsId(body.Id), $"{path}.id: 1 to 40 letters, digits, - and _"),
                .. Checks.Text(body.Hazard, $"{path}.hazard", 20, needed: true),
                .. Checks.Text(body.Title, $"{path}.title", 30, needed: true),
                .. Checks.Need(body.Steps is { Count: <= 40 }, $"{path}.steps: at most 40"),
                .. (body.Steps ?? []).SelectMany((step, i) => StepBody.Faults(step, $"{path}.steps[{i}]")),
                .. Checks.Need(
                    (body.Steps ?? []).Select(step => step?.Id).Distinct(StringComparer.Ordinal).Count() == (body.Steps?.Count ?? 0),
                    $"{path}.steps: each id once"
                ),
            ];

    // Cards from files have ids in any script.
    public static bool IsId(string? id) => id is { Length: >= 1 and <= 40 } && id.All(c => char.IsLetterOrDigit(c) || c is '-' or '_');
}

/// <param name="Class">life, wait or professional.</param>
/// <param name="Text">The action; at most 40 characters.</param>
/// <param name="AllowSeconds">Seconds until it is late; 0: no deadline. At most a day.</param>
/// <param name="Minute">Minutes after the start, a week before to a week after; left out: at any time.</param>
/// <param name="When">Condition of the step; left out: always.</param>
internal sealed record StepBody(
    string? Id,
    TaskClass? Class,
    IReadOnlyList<string>? Roles,
    string? Text,
    int? AllowSeconds,
    IReadOnlyList<NeedBody>? Supplies,
    int? Minute = null,
    string? When = null
)
{
    private const int Week = 7 * 24 * 60;

    public Step Step() =>
        new(
            Id!,
            Class!.Value,
            [.. Roles ?? []],
            Text?.Trim() ?? "",
            AllowSeconds ?? 0,
            [.. (Supplies ?? []).Select(need => new SupplyNeed(need.Item!.Trim(), need.Quantity!.Value))],
            Minute,
            string.IsNullOrWhiteSpace(When) ? null : When.Trim()
        );

    public static IEnumerable<string> Faults(StepBody? body, string path) =>
        body is null
            ? [$"{path}: needed"]
            :
            [
                .. Checks.Need(CardBody.IsId(body.Id), $"{path}.id: 1 to 40 letters, digits, - and _"),
                .. Checks.Need(body.Class is not null, $"{path}.class: life, wait or professional"),
                .. Checks.Text(body.Text, $"{path}.text", 400),
                .. Checks.Text(body.When, $"{path}.when", 400),
                .. Checks.Need(body.Roles is not { Count: > 10 }, $"{path}.roles: at most 10"),
                .. (body.Roles ?? []).SelectMany((role, i) => Checks.Text(role, $"{path}.roles[{i}]", 20, needed: true)),
                .. Checks.Need(body.AllowSeconds is null or (>= 0 and <= 86_400), $"{path}.allowSeconds: 0 to 86,400"),
                .. Checks.Need(body.Minute is null or (>= -Week and <= Week), $"{path}.minute: -{Week} to {Week}"),
                .. Checks.Need(body.Supplies is not { Count: > 20 }, $"{path}.supplies: at most 20"),
                .. (body.Supplies ?? []).SelectMany((need, i) => NeedBody.Faults(need, $"{path}.supplies[{i}]")),
            ];
}

/// <param name="Quantity">1 to 100,000.</param>
internal sealed record NeedBody(string? Item, int? Quantity)
{
    public static IEnumerable<string> Faults(NeedBody? body, string path) =>
        Checks
            .Text(body?.Item, $"{path}.item", 40, needed: true)
            .Concat(Checks.Need(body?.Quantity is >= 1 and <= 100_000, $"{path}.quantity: 1 to 100,000"));
}

/// <summary>A card, and the card with which its writer began; left out where there was none.</summary>
internal sealed record WrittenCard(CardBody? Card, CardBody? Seen)
{
    public static IReadOnlyList<string> Faults(WrittenCard body) =>
        [.. CardBody.Faults(body.Card, "$.card"), .. body.Seen is null ? [] : CardBody.Faults(body.Seen, "$.seen")];
}

/// <summary>The removed card, as its remover saw it.</summary>
internal sealed record RemovedCard(CardBody? Seen)
{
    public static IReadOnlyList<string> Faults(RemovedCard body) => [.. CardBody.Faults(body.Seen, "$.seen")];
}

/// <summary>Text under a heading, and the text that stood there before.</summary>
/// <param name="Text">At most 2,000 characters; an empty text removes it.</param>
internal sealed record WrittenHeading(string? Code, string? Text, string? Seen)
{
    public static IReadOnlyList<string> Faults(WrittenHeading body) =>
        [
            .. Checks.Need(
                PlanRules.BuiltIn.Headings.Contains(body.Code ?? "", StringComparer.Ordinal),
                $"$.code: {string.Join(", ", PlanRules.BuiltIn.Headings)}"
            ),
            .. Checks.Text(body.Text, "$.text", 2_000),
        ];
}
