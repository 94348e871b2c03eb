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

/// <summary>等我确认: what waits for the asker's word, and what became of what the asker asked for.</summary>
internal static class ConfirmationEndpoints
{
    /// <summary>How long an answer stays on the list of who asked.</summary>
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

    /// <summary>What waits for one's own answer, the one that lapses first at the top, and what one asked for oneself in the last 30 days, newest first; at most 100 each.</summary>
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

    /// <summary>Agrees. Whether it may be done is looked at again now; of two that agree at once one does it.</summary>
    public static Task<Outcome<Answered>> Confirm(Guid confirmationId, Asked asked, Confirming confirming, CancellationToken stop) =>
        confirming.Confirm(asked, new(confirmationId), stop);

    /// <summary>Refuses with a reason, which who asked is shown; who asked takes it back by this.</summary>
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
/// <param name="What">Null where what it was about has been erased.</param>
/// <param name="AskedBy">The role in which it was asked.</param>
/// <param name="AskedByAccount">The name that account signs in with.</param>
/// <param name="Until">When it lapses if nobody answers.</param>
/// <param name="Fault">The code of why it could not be done though it was confirmed.</param>
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

/// <param name="Reason">Why it was refused.</param>
internal sealed record AnswerShown(Role By, string? Account, DateTimeOffset At, string? Reason);

/// <summary>Why it is refused, 1 to 200 characters.</summary>
internal sealed record NewRefusal(string? Reason)
{
    public static IReadOnlyList<string> Faults(NewRefusal body) => [.. Checks.Text(body.Reason, "$.reason", 200, needed: true)];
}
