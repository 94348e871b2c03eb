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

namespace Emergency.Server.CrossFeature.Retaining;

/// <summary>到期待处理: personal data whose term is over wait for somebody to decide: destroy (asked for at its own route, confirmed by somebody else), keep until a day, or archive. What is held by an inquiry nobody destroys.</summary>
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

    /// <summary>What one has to decide because its term is over, and what is held, the longest over at the top.</summary>
    /// <param name="all">Also what is not over yet, what is kept on and what is archived.</param>
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
        return Page.Of(mine.OrderBy(Key, StringComparer.Ordinal), Key, Show, limit, next, known.At);

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

    /// <summary>Keeps it for an inquiry up to and including a day, for a reason; then somebody is asked again.</summary>
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

    /// <summary>It stays, for a reason; nobody is asked any more.</summary>
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

    /// <summary>封存: until the end of a day nobody destroys it, of callers and visitors the whole incident; without a day the hold is lifted.</summary>
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

/// <summary>One thing that is kept.</summary>
/// <param name="Subject">The incident or case; "incident/visitor"; the account; the member.</param>
/// <param name="Name">The number of the incident or case; the name an account signed in with.</param>
/// <param name="Person">Whom it is about, masked.</param>
/// <param name="Since">When its purpose was fulfilled: the scene ended, the account was closed, the last message came.</param>
/// <param name="Due">When its term is over; null where none is set.</param>
/// <param name="IsDue">Whether somebody has to decide now.</param>
/// <param name="Decided">What somebody decided: without a day it is archived.</param>
/// <param name="Hold">The hold that forbids its end.</param>
/// <param name="Asked">Its end has been asked for and waits for somebody else.</param>
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

/// <param name="Until">The last day.</param>
/// <param name="Account">The name that account signs in with.</param>
internal sealed record SaidOfKept(DateOnly? Until, string? Reason, Role By, string? Account, DateTimeOffset At);

internal sealed record KeptDecided(Guid Id, long Position);

/// <summary>The last day it is kept, after today, and why, 1 to 200 characters.</summary>
internal sealed record NewKeeping(DateOnly? Until, string? Reason)
{
    public static IReadOnlyList<string> Faults(NewKeeping body, DateOnly today) =>
        [.. Checks.Need(body.Until > today, "$.until: a day after today"), .. Checks.Text(body.Reason, "$.reason", 200, needed: true)];
}

/// <summary>Why it stays, 1 to 200 characters.</summary>
internal sealed record NewArchiving(string? Reason)
{
    public static IReadOnlyList<string> Faults(NewArchiving body) => [.. Checks.Text(body.Reason, "$.reason", 200, needed: true)];
}

/// <summary>The last day of the hold, today or later, and why, 1 to 200 characters; without a day the hold is lifted.</summary>
internal sealed record NewDataHold(DateOnly? Until, string? Reason)
{
    public static IReadOnlyList<string> Faults(NewDataHold body, DateOnly today) =>
        [
            .. Checks.Need(body.Until is null || body.Until >= today, "$.until: today or later"),
            .. Checks.Text(body.Reason, "$.reason", 200, needed: body.Until is not null),
        ];
}
