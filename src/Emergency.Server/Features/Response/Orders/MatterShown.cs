using Emergency.Domain;
using Emergency.Domain.Orders;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Infrastructure.Requests;

namespace Emergency.Server.Features.Orders;

/// <summary>Application for a matter: list, department, document, money, conditions and last day.</summary>
/// <param name="From">Today where it is left out.</param>
/// <param name="Until">The last day, at most 366 days after the first.</param>
internal sealed record NewMatter(
    ListKind? Kind,
    string? Code,
    string? Title,
    string? Department,
    string? Document,
    DateOnly? Until,
    string? Money = null,
    string? Conditions = null,
    DateOnly? From = null
)
{
    public static IReadOnlyList<string> Faults(NewMatter body) =>
        [
            .. Checks.Need(body.Kind is not null, "$.kind: needed"),
            .. Checks.Text(body.Code, "$.code", 40, needed: true),
            .. Checks.Text(body.Title, "$.title", 200, needed: true),
            .. Checks.Text(body.Department, "$.department", 100, needed: true),
            .. Checks.Text(body.Document, "$.document", 100, needed: true),
            .. Checks.Text(body.Money, "$.money", 200),
            .. Checks.Text(body.Conditions, "$.conditions", 300),
            .. Checks.Need(body.Until is not null, "$.until: a day"),
        ];

    public MatterWish Wish(DateTimeOffset now) =>
        new(
            Kind!.Value,
            new(Code!.Trim(), Title!.Trim()),
            Department!.Trim(),
            Document!.Trim(),
            Text(Money),
            Text(Conditions),
            From ?? Shanghai.Day(now),
            Until!.Value
        );

    private static string? Text(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}

internal sealed record NewTakingOff(ListKind? Kind, string? Code)
{
    public static IReadOnlyList<string> Faults(NewTakingOff body) =>
        [.. Checks.Need(body.Kind is not null, "$.kind: needed"), .. Checks.Text(body.Code, "$.code", 40, needed: true)];
}

/// <param name="Document">文号 of this year's adjustment.</param>
internal sealed record NewAdjustment(string? Document)
{
    public static IReadOnlyList<string> Faults(NewAdjustment body) => [.. Checks.Text(body.Document, "$.document", 100, needed: true)];
}

/// <summary>The lists of a county as people keep them.</summary>
internal sealed record MattersShown(
    IReadOnlyList<ListedMatter> Listed,
    IReadOnlyList<MatterShown> Applications,
    IReadOnlyList<AdjustmentShown> Adjustments,
    IReadOnlyList<StoppedOrder> Stopped,
    bool MayDecide,
    bool MayApply,
    long Position
);

/// <summary>A matter of a list that was loaded whole.</summary>
/// <param name="Off">The day from which it no longer holds.</param>
internal sealed record ListedMatter(
    ListKind Kind,
    string Code,
    string Title,
    string List,
    string Version,
    DateOnly From,
    bool Draft,
    ListOf<string> Articles,
    DateOnly? Off
);

/// <param name="Holds">True when it is in force today.</param>
/// <param name="Mine">True when the asker applied for it: somebody else decides.</param>
internal sealed record MatterShown(
    MatterApplicationId Id,
    ListKind Kind,
    string Code,
    string Title,
    string Department,
    string Document,
    string? Money,
    string? Conditions,
    DateOnly From,
    DateOnly Until,
    MatterStage Stage,
    bool Holds,
    bool Mine,
    Role AppliedBy,
    DateTimeOffset AppliedAt,
    Role? DecidedBy,
    DateTimeOffset? DecidedAt,
    string? Cause
)
{
    public static MatterShown Of(MatterApplication one, Asked asked, DateOnly today, ISealing sealing) =>
        new(
            one.Id,
            one.Wish.Kind,
            one.Wish.Matter.Code,
            one.Wish.Matter.Title,
            one.Wish.Department,
            one.Wish.Document,
            one.Wish.Money,
            one.Wish.Conditions,
            one.Wish.From,
            one.Wish.Until,
            one.Stage,
            one.Holds(today),
            one.By.Account == asked.Account,
            one.By.Role,
            one.At,
            one.DecidedBy?.Role,
            one.DecidedAt,
            one.Cause is { } cause ? sealing.Open<FreeText>(cause)?.Text : null
        );
}

internal sealed record AdjustmentShown(int Year, string Document, Role By, DateTimeOffset At);

/// <summary>An order that a list held back, or an unlisted one that passed.</summary>
internal sealed record StoppedOrder(
    OrderId Order,
    string? Matter,
    StandingKind Standing,
    ListOf<string> Articles,
    IssuerKind Issuer,
    string Receiver,
    string Name,
    OrderStage Stage,
    bool Unlisted,
    DateTimeOffset At,
    string? Cause
);
