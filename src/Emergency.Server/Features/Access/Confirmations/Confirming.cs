using Emergency.Domain;
using Emergency.Domain.Accounts;
using Emergency.Domain.Confirmations;
using Emergency.Domain.Places;
using Emergency.Server.Features.Accounts;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Answers;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Dispatch;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Confirmations;

/// <summary>
/// Makes, confirms and refuses requests for acts that need two accounts. Permissions are checked when the request is made, when it is
/// confirmed, and once more when it is carried out.
/// </summary>
internal sealed class Confirming(Folding folding, Sending sending, ISealing sealing, IEnumerable<IAskedAct> acts, TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2),
        Settling = TimeSpan.FromSeconds(5);
    private readonly Dictionary<AskedKind, IAskedAct> _acts = acts.ToDictionary(act => act.Kind);

    public IAskedAct this[AskedKind kind] => _acts[kind];

    /// <summary>Stores a request, sealed under a key that is destroyed with its subject; it waits for somebody else.</summary>
    /// <param name="permission">Permission of the asker over <paramref name="place"/>.</param>
    /// <param name="within">Time for which it waits; <see cref="Deadlines.Confirmed"/> where none is given.</param>
    public async Task<(Waiting Waiting, Sent Sent)> Ask<TBody>(
        Asked asked,
        Permission permission,
        Place place,
        AskedAct act,
        Guid key,
        TBody body,
        CancellationToken stop,
        TimeSpan? within = null
    )
    {
        var waits = within ?? folding.Now.InForce.Time(Deadlines.Confirmed, act.Place);
        var (id, until) = (asked.NewId<ConfirmationId>(), asked.Now + waits);
        await sealing.Ensure([key], stop);
        var sealedBody = sealing.Seal(key, body);
        var sent = await sending.Send(
            asked,
            permission,
            place,
            Entities.Confirmation(id),
            by => new AskAct(act, sealedBody, until, by, asked.Now),
            stop: stop
        );
        // A retry gets the time of the first request.
        var known = sent.Accepted ? await folding.At(sent.Position, Patience, stop) : null;
        return (new(id, known?.Of<ConfirmationsKnown>().Find(id)?.State.Until ?? until), sent);
    }

    /// <summary>
    /// True when this very request has been stored already: a retry gets the first answer, whatever has become of it since.
    /// </summary>
    public ValueTask<bool> HasAsked(Asked asked, CancellationToken stop)
    {
        var id = asked.NewId<ConfirmationId>();
        return folding.Holds(known => known.Of<ConfirmationsKnown>().Find(id) is not null, stop);
    }

    /// <summary>
    /// Confirms and waits until the act is done or has failed; after five seconds the answer is that it is confirmed and will be done.
    /// </summary>
    public async Task<Outcome<Answered>> Confirm(Asked asked, ConfirmationId id, CancellationToken stop)
    {
        var (one, known, missing) = await Find(asked, id, stop);
        if (one is null)
            return missing!;
        if (MayConfirm(asked, one, known) is { } problem)
            return problem;
        // An answered request needs no check: the entity reports its answer, or accepts the same answer again.
        if (one.Waits && await Against(one, known, stop) is { } against)
            return against;
        var sent = await sending.Send(
            asked,
            this[one.Act.Kind].Confirms,
            new Place(one.Act.Place),
            Entities.Confirmation(id),
            by => new ConfirmAct(by, asked.Now),
            stop: stop
        );
        if (!sent.Accepted)
            return sent.With<Answered>(null!);
        return await Settled(id, sent, stop);
    }

    /// <summary>Refuses, with the reason; for the asker this withdraws the request.</summary>
    public async Task<Outcome<Answered>> Refuse(Asked asked, ConfirmationId id, string reason, CancellationToken stop)
    {
        var (one, known, missing) = await Find(asked, id, stop);
        if (one is null)
            return missing!;
        if (one.AskedBy.Account != asked.Account && MayConfirm(asked, one, known) is { } problem)
            return problem;
        await sealing.Ensure([id.Value], stop);
        var why = sealing.Seal(id.Value, new FreeText(reason));
        var role = asked.Allow(this[one.Act.Kind].Confirms, new Place(one.Act.Place)).Grant?.Role ?? one.AskedBy.Role;
        var sent = await sending.Send(
            asked.Account.Key,
            Entities.Confirmation(id),
            new RefuseAct(why, asked.By(role), asked.Now),
            asked.CommandId,
            asked.Digest,
            asked.Now,
            stop: stop
        );
        if (sent.Accepted)
            await folding.At(sent.Position, Patience, stop);
        return sent.With(new Answered(id, ConfirmationStage.Refused, null, sent.Position.Value));
    }

    /// <summary>Problem that forbids this account to confirm; null where it may.</summary>
    public Problem? MayConfirm(Asked asked, ConfirmationKnown one, Known known)
    {
        var act = this[one.Act.Kind];
        var (grant, problem) = asked.Allow(act.Confirms, new Place(one.Act.Place));
        if (grant is null)
            return problem;
        if (Confirmation.IsOne(asked.By(grant.Role), one.AskedBy) || asked.Account.Key == one.Act.Subject)
            return Problem.Of(Confirmation.Own);
        return Confirmation.IsSameOffice(one.Act.Kind, grant.Role, one.AskedBy.Role)
            ? Problem.Of(Confirmation.SameOffice)
            : act.Forbids(asked, one, known);
    }

    /// <summary>Problem that stands against the act now, with the asker's current roles; null where there is none.</summary>
    public async ValueTask<Problem?> Against(ConfirmationKnown one, Known known, CancellationToken stop) =>
        Asker(one, known) is { } asker ? await this[one.Act.Kind].Against(asker, one, stop) : Problem.Of(Account.Shut);

    /// <summary>The asker, with current roles and the time of the answer; null where the account is closed.</summary>
    internal static Asked? Asker(ConfirmationKnown one, Known known)
    {
        if (known.Of<AccountsKnown>().Find(one.AskedBy.Account) is not { State.Closed: false } account)
            return null;
        return new(
            account.Id,
            account.Grants,
            account.Member,
            Entities.Live,
            one.State.Answer?.At ?? one.State.AskedAt,
            Derived.Id(one.Id.Value, "done"),
            Derived.Digest("confirmation", one.Id.ToString()),
            null
        );
    }

    /// <summary>
    /// Finds a request. Outside the asker's county or street the answer is 404; inside it only the asker and those who may answer see it.
    /// </summary>
    private async ValueTask<(ConfirmationKnown? One, Known Known, Problem? Problem)> Find(
        Asked asked,
        ConfirmationId id,
        CancellationToken stop
    )
    {
        var known = await folding.With(known => known.Of<ConfirmationsKnown>().Find(id) is not null, stop);
        if (known.Of<ConfirmationsKnown>().Find(id) is not { } one)
            return (null, known, Problem.NotFound);
        var seen = one.AskedBy.Account == asked.Account || asked.Sees(new Place(one.Act.Place));
        return seen ? (one, known, null) : (null, known, Problem.NotFound);
    }

    private static bool Settled(Known known, ConfirmationId id) =>
        known.Of<ConfirmationsKnown>().Find(id) is { State.Stage: ConfirmationStage.Done or ConfirmationStage.Failed };

    private async Task<Outcome<Answered>> Settled(ConfirmationId id, Sent sent, CancellationToken stop)
    {
        var known = await folding.At(sent.Position, Patience, stop) ?? folding.Now;
        // Others' events come in between, so the elapsed time decides, not the number of events.
        for (var began = time.GetTimestamp(); !Settled(known, id) && time.GetElapsedTime(began) is var gone && gone < Settling; )
            known = await folding.At(new(known.At.Value + 1), Settling - gone, stop) ?? folding.Now;
        var state = known.Of<ConfirmationsKnown>().Find(id)?.State;
        return new Outcome<Answered>(new(id, state?.Stage ?? ConfirmationStage.Confirmed, state?.Fault, known.At.Value), known.At);
    }
}

/// <summary>A request that waits for somebody else, until a time.</summary>
internal sealed record Waiting(ConfirmationId Confirmation, DateTimeOffset Until);

/// <summary>Result of an answer: refused, done, failed with a code, or confirmed and about to be done.</summary>
internal sealed record Answered(ConfirmationId Confirmation, ConfirmationStage Stage, string? Fault, long Position);
