using Emergency.Domain;
using Emergency.Domain.Confirmations;
using Emergency.Server.Features.Accounts;
using Emergency.Server.Features.Places;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Answers;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Infrastructure.Requests;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Confirmations;

/// <summary>等我确认: requests that wait for the asker's answer, and results of the asker's own requests.</summary>
internal static class ConfirmationEndpoints
{
    /// <summary>Time for which an answered request stays on its asker's list.</summary>
    private static readonly TimeSpan Kept = TimeSpan.FromDays(30);
    private const int MostItems = 100;

    public static RouteGroupBuilder MapConfirmationActs(this RouteGroupBuilder api)
    {
        var routes = api.MapGroup("/confirmations").WithTags("confirmations");
        routes.MapGet("/", List).Needs(ConfirmationPermissions.Read);
        routes.MapPost("/{confirmationId:guid}/confirm", Confirm).Needs(ConfirmationPermissions.Answer);
        routes.MapPost("/{confirmationId:guid}/refuse", Refuse).Needs(ConfirmationPermissions.Read);
        return api;
    }

    /// <summary>Requests that wait for the asker's answer, by expiry, and the asker's own requests of the last 30 days, the newest first; at most 100 each.</summary>
    public static Outcome<ConfirmationsShown> List(Asked asked, Known known, Confirming confirming, ISealing sealing)
    {
        var all = known.Of<ConfirmationsKnown>();
        var waiting = all
            .Waiting.Select(id => all.All[id])
            .Where(one => one.State.Until > asked.Now && confirming.MayConfirm(asked, one, known) is null)
            .OrderBy(one => one.State.Until)
            .Take(MostItems);
        var own = all
            .All.Values.Where(one => one.AskedBy.Account == asked.Account && one.State.AskedAt > asked.Now - Kept)
            .OrderByDescending(one => one.State.AskedAt)
            .Take(MostItems);
        return new Outcome<ConfirmationsShown>(new([.. waiting.Select(Show)], [.. own.Select(Show)], known.At.Value), known.At);

        AskedShown Show(ConfirmationKnown one) => Shown(one, confirming, known, sealing);
    }

    /// <summary>Confirms a request. Permission is checked again; if two people confirm at once, the act is done once.</summary>
    public static Task<Outcome<Answered>> Confirm(Guid confirmationId, Asked asked, Confirming confirming, CancellationToken stop) =>
        confirming.Confirm(asked, new(confirmationId), stop);

    /// <summary>Refuses a request with a reason, which its asker sees. The asker withdraws a request in the same way.</summary>
    public static async Task<Outcome<Answered>> Refuse(
        Guid confirmationId,
        NewRefusal body,
        Asked asked,
        Confirming confirming,
        CancellationToken stop
    ) =>
        NewRefusal.Faults(body) is { Count: > 0 } faults
            ? Problem.Bad(faults)
            : await confirming.Refuse(asked, new(confirmationId), body.Reason!.Trim(), stop);

    private static AskedShown Shown(ConfirmationKnown one, Confirming confirming, Known known, ISealing sealing)
    {
        var (state, accounts) = (one.State, known.Of<AccountsKnown>());
        var answer = state.Answer is { } answered
            ? new AnswerShown(
                answered.By.Role,
                accounts.Find(answered.By.Account)?.Name,
                answered.At,
                answered.Reason is { } why ? sealing.Open<FreeText>(why)?.Text : null
            )
            : null;
        return new(
            one.Id,
            one.Act.Kind,
            state.Stage,
            one.Act.Place,
            known.Of<PlacesKnown>(Entities.Live).Name(one.Act.Place),
            confirming[one.Act.Kind].What(one),
            one.AskedBy.Role,
            accounts.Find(one.AskedBy.Account)?.Name,
            state.AskedAt,
            state.Until,
            answer,
            state.Fault
        );
    }
}

internal sealed record ConfirmationsShown(IReadOnlyList<AskedShown> Waiting, IReadOnlyList<AskedShown> Asked, long Position);

/// <param name="Place">The division whose people decide.</param>
/// <param name="What">Content of the request; null where its subject has been erased.</param>
/// <param name="AskedBy">Role in which it was made.</param>
/// <param name="AskedByAccount">Sign-in name of the account that made it.</param>
/// <param name="Until">Time at which it lapses if nobody answers.</param>
/// <param name="Fault">Code of the problem that prevented a confirmed act.</param>
internal sealed record AskedShown(
    ConfirmationId Id,
    AskedKind Kind,
    ConfirmationStage Stage,
    string Place,
    string PlaceName,
    AskedWhat? What,
    Role AskedBy,
    string? AskedByAccount,
    DateTimeOffset AskedAt,
    DateTimeOffset Until,
    AnswerShown? Answer,
    string? Fault
);

/// <param name="Reason">Reason of a refusal.</param>
internal sealed record AnswerShown(Role By, string? Account, DateTimeOffset At, string? Reason);

/// <summary>Reason of a refusal, 1 to 200 characters.</summary>
internal sealed record NewRefusal(string? Reason)
{
    public static IReadOnlyList<string> Faults(NewRefusal body) => [.. Checks.Text(body.Reason, "$.reason", 200, needed: true)];
}
