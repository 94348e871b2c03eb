using Emergency.Domain;
using Emergency.Domain.Hazards;
using Emergency.Server.Features.Places;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Infrastructure.Requests;

namespace Emergency.Server.Features.Hazards;

/// <summary>A hazard as somebody saw it: one sentence is enough.</summary>
/// <param name="Kind">A code of the table; "other" where it is left out.</param>
/// <param name="SeenAt">Time by the phone's clock; now where it is left out.</param>
internal sealed record NewHazard(
    string? Kind,
    HazardLevel? Level,
    bool? Danger,
    HazardGuard? Guard,
    string? What,
    string? Where,
    string? Grid,
    string? Building,
    PointText? Location,
    DateTimeOffset? SeenAt
)
{
    public HazardText Text => new(What!.Trim(), Where?.Trim());

    public static IReadOnlyList<string> Faults(NewHazard body) =>
        [
            .. Checks.Need(body.Kind is null || HazardKinds.Find(body.Kind) is not null, "$.kind: a code of the table"),
            .. Checks.Text(body.What, "$.what", 200, needed: true),
            .. Checks.Text(body.Where, "$.where", 100),
            .. Checks.Text(body.Grid, "$.grid", 40),
            .. Checks.Text(body.Building, "$.building", 40),
            .. Checks.Point(body.Location, "$.location"),
        ];

    public HazardFacts Facts(Sealed text) =>
        new(
            Kind ?? "other",
            Level ?? HazardLevel.General,
            Danger ?? false,
            string.IsNullOrWhiteSpace(Grid) ? null : Grid.Trim(),
            string.IsNullOrWhiteSpace(Building) ? null : Building.Trim(),
            Locating.Of(Location),
            text
        );
}

internal sealed record NewGuard(HazardGuard? Guard);

/// <param name="Name">Name of the owner; sealed with the telephone number.</param>
/// <param name="DueOn">The last day; the table's default where it is left out.</param>
/// <param name="Party">The owning party of the community; its name is used where none is given.</param>
internal sealed record NewOwner(HazardOwnerKind? Owner, string? Name, string? Phone, DateOnly? DueOn, PartyId? Party = null)
{
    public static IReadOnlyList<string> Faults(NewOwner body, DateOnly today) =>
        [
            .. Checks.Need(body.Owner is not null, "$.owner: needed"),
            .. Checks.Text(body.Name, "$.name", 60),
            .. Checks.Text(body.Phone, "$.phone", 40),
            .. Checks.Need(body.DueOn is not { } day || day <= today.AddYears(1), "$.dueOn: within a year"),
        ];
}

/// <param name="Words">A cause or a sentence.</param>
internal sealed record HazardWords(string? Words)
{
    public static IReadOnlyList<string> Faults(HazardWords body, bool needed = false) =>
        [.. Checks.Text(body.Words, "$.words", 200, needed)];
}

/// <param name="DueOn">The new last day after a bad result; in three days where it is left out.</param>
internal sealed record NewHazardCheck(bool? Good, DateOnly? DueOn, string? Words)
{
    public static IReadOnlyList<string> Faults(NewHazardCheck body, DateOnly today) =>
        [
            .. Checks.Need(body.Good is not null, "$.good: needed"),
            .. Checks.Need(body.DueOn is not { } day || (day >= today && day <= today.AddYears(1)), "$.dueOn: within a year"),
            .. Checks.Text(body.Words, "$.words", 200),
        ];
}

/// <param name="Others">Earlier hazards of the same kind and place.</param>
internal sealed record NewHazardProposal(IReadOnlyList<HazardId>? Others, string? Words)
{
    public static IReadOnlyList<string> Faults(NewHazardProposal body) =>
        [
            .. Checks.Need(body.Others is { Count: > 0 and <= 50 }, "$.others: 1 to 50"),
            .. Checks.Text(body.Words, "$.words", 200, needed: true),
        ];
}

internal sealed record HazardProposalAnswer(bool? Taken, string? Words)
{
    public static IReadOnlyList<string> Faults(HazardProposalAnswer body) =>
        [.. Checks.Need(body.Taken is not null, "$.taken: needed"), .. Checks.Text(body.Words, "$.words", 200, body.Taken == false)];
}
