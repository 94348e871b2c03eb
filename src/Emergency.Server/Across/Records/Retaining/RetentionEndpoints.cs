using System.Globalization;
using Emergency.Domain;
using Emergency.Domain.Retaining;
using Emergency.Server.Features.Accounts;
using Emergency.Server.Features.Confirmations;
using Emergency.Server.Features.People;
using Emergency.Server.Features.Places;
using Emergency.Server.Features.Retaining;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Answers;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Infrastructure.Requests;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Across.Retaining;

/// <summary>
/// 到期待处理: personal data whose term is over wait for a decision: destroy (requested at its own route, confirmed by somebody else), keep
/// until a day, or archive. Data held for an inquiry cannot be destroyed.
/// </summary>
internal static class RetentionEndpoints
{
    public static RouteGroupBuilder MapRetentionActs(this RouteGroupBuilder api)
    {
        var routes = api.MapGroup("/retention").WithTags("retention");
        routes.MapGet("/", List).Needs(RetentionPermissions.Read);
        routes.MapPost("/{keptId:guid}/keep", Keep).Needs(RetentionPermissions.Decide);
        routes.MapPost("/{keptId:guid}/archive", Archive).Needs(RetentionPermissions.Decide);
        routes.MapPost("/{keptId:guid}/hold", Hold).Needs(PeoplePermissions.PersonHold);
        return api;
    }

    /// <summary>Lists data whose term is over and about which the asker must decide, and data on hold, the longest overdue first.</summary>
    /// <param name="all">True to include data whose term is not over, and data kept on or archived.</param>
    public static Outcome<Page<KeptShown>> List(
        bool? all,
        int? limit,
        string? next,
        Asked asked,
        Known known,
        KeptThings things,
        ISealing sealing
    )
    {
        var (retention, today) = (known.Of<RetentionKnown>(), Shanghai.Day(asked.Now));
        var mine = things
            .All(known)
            .Where(one =>
                (all is true || (IsDue(one) && one.May(asked, one.Asks)) || retention.Hold(KeptKey.Of(one.Of), today) is not null)
                && Deciding.Sees(asked, one)
                && things.Exists(one, known)
            );
        var waiting = known.Of<ConfirmationsKnown>();
        var asking = waiting.Waiting.Select(id => waiting.All[id]).ToLookup(one => one.Act, one => one.Id);
        return Page.Of(mine, Key, Show, limit, next, known.At);

        bool IsDue(KeptThing one) => one.Due <= asked.Now && !retention.Of(KeptKey.Of(one.Of)).IsSettled(today);
        static string Key(KeptThing one) => string.Create(CultureInfo.InvariantCulture, $"{one.Since.UtcTicks:D19}{one.Id:N}");
        KeptShown Show(KeptThing one)
        {
            var (key, (name, person)) = (KeptKey.Of(one.Of), KeptThings.Called(one, known, sealing));
            var (decided, held) = (retention.Of(key).Decided, retention.Hold(key, today));
            return new(
                one.Id,
                one.Of.Class,
                one.Of.Place,
                known.Of<PlacesKnown>(Entities.Live).Name(one.Of.Place),
                one.Of.Subject,
                name,
                person,
                one.Since,
                one.Due,
                IsDue(one),
                decided is null ? null : Said(decided.Until, decided.Reason, decided.By, decided.At),
                held is null ? null : Said(held.Until, held.Reason, held.By, held.At),
                asking[one.Act].Select(id => (ConfirmationId?)id).FirstOrDefault(),
                one.May(asked, one.Asks),
                one.May(asked, PeoplePermissions.PersonHold)
            );
        }

        SaidOfKept Said(DateOnly? until, Sealed reason, By by, DateTimeOffset at) =>
            new(until, sealing.Open<FreeText>(reason)?.Text, by.Role, known.Of<AccountsKnown>().Find(by.Account)?.Name, at);
    }

    /// <summary>Keeps the data for an inquiry up to and including a day, for a reason; then a decision is due again.</summary>
    public static async Task<Outcome<KeptDecided>> Keep(
        Guid keptId,
        NewKeeping body,
        Asked asked,
        Deciding deciding,
        CancellationToken stop
    ) =>
        NewKeeping.Faults(body, Shanghai.Day(asked.Now)) is { Count: > 0 } faults
            ? Problem.Bad(faults)
            : await deciding.Keep(asked, keptId, body.Until!.Value, body.Reason!, stop);

    /// <summary>Archives the data for a reason: they stay, without any further decision.</summary>
    public static async Task<Outcome<KeptDecided>> Archive(
        Guid keptId,
        NewArchiving body,
        Asked asked,
        Deciding deciding,
        CancellationToken stop
    ) =>
        NewArchiving.Faults(body) is { Count: > 0 } faults
            ? Problem.Bad(faults)
            : await deciding.Archive(asked, keptId, body.Reason!, stop);

    /// <summary>封存: holds the data until the end of a day, so that nobody can destroy them; for callers and visitors this holds the whole incident. Without a day the hold is lifted.</summary>
    public static async Task<Outcome<KeptDecided>> Hold(
        Guid keptId,
        NewDataHold body,
        Asked asked,
        Deciding deciding,
        CancellationToken stop
    )
    {
        if (NewDataHold.Faults(body, Shanghai.Day(asked.Now)) is { Count: > 0 } faults)
            return Problem.Bad(faults);
        return body.Until is { } until
            ? await deciding.Hold(asked, keptId, until, body.Reason!, stop)
            : await deciding.Free(asked, keptId, stop);
    }
}

/// <summary>Retained personal data.</summary>
/// <param name="Subject">The incident or case; "incident/visitor"; the account; the member.</param>
/// <param name="Name">Number of the incident or case, or the account's sign-in name.</param>
/// <param name="Person">Masked name of the person.</param>
/// <param name="Since">Time at which its purpose was fulfilled: the scene ended, the account was closed, the last message came.</param>
/// <param name="Due">Time at which its term is over; null where none is set.</param>
/// <param name="IsDue">True when a decision is due now.</param>
/// <param name="Decided">The last decision: without a day it means archived.</param>
/// <param name="Hold">The hold that forbids its erasure.</param>
/// <param name="Asked">True when its erasure has been requested and waits for somebody else.</param>
internal sealed record KeptShown(
    Guid Id,
    KeptClass Class,
    string Place,
    string PlaceName,
    string Subject,
    string? Name,
    string? Person,
    DateTimeOffset Since,
    DateTimeOffset? Due,
    bool IsDue,
    SaidOfKept? Decided,
    SaidOfKept? Hold,
    ConfirmationId? Asked,
    bool MayDecide,
    bool MayHold
);

/// <param name="Until">Last day.</param>
/// <param name="Account">Sign-in name of that account.</param>
internal sealed record SaidOfKept(DateOnly? Until, string? Reason, Role By, string? Account, DateTimeOffset At);

internal sealed record KeptDecided(Guid Id, long Position);

/// <summary>Last day on which the data are kept, after today, and the reason, 1 to 200 characters.</summary>
internal sealed record NewKeeping(DateOnly? Until, string? Reason)
{
    public static IReadOnlyList<string> Faults(NewKeeping body, DateOnly today) =>
        [.. Checks.Need(body.Until > today, "$.until: a day after today"), .. Checks.Text(body.Reason, "$.reason", 200, needed: true)];
}

/// <summary>Reason for archiving, 1 to 200 characters.</summary>
internal sealed record NewArchiving(string? Reason)
{
    public static IReadOnlyList<string> Faults(NewArchiving body) => [.. Checks.Text(body.Reason, "$.reason", 200, needed: true)];
}

/// <summary>Last day of the hold, today or later, and the reason, 1 to 200 characters; without a day the hold is lifted.</summary>
internal sealed record NewDataHold(DateOnly? Until, string? Reason)
{
    public static IReadOnlyList<string> Faults(NewDataHold body, DateOnly today) =>
        [
            .. Checks.Need(body.Until is null || body.Until >= today, "$.until: today or later"),
            .. Checks.Text(body.Reason, "$.reason", 200, needed: body.Until is not null),
        ];
}
