using System.Globalization;
using Emergency.Domain;
using Emergency.Domain.Confirmations;
using Emergency.Domain.People;
using Emergency.Domain.Places;
using Emergency.Engine;
using Emergency.Server.Features.Confirmations;
using Emergency.Server.Features.Retaining;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Answers;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Dispatch;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Infrastructure.Keys;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Across.Erasure;

/// <summary>A requested erasure, as stored until somebody else confirms it: under the key that is destroyed with it.</summary>
/// <param name="Name">Masked.</param>
/// <param name="Account">Sign-in name.</param>
internal sealed record SubjectErasureAsked(ErasureBasis Basis, string? Name, string? Account);

/// <summary>
/// Destroys the data kept of a person who is no resident of a register: the owner of an account, a member of a team, a visitor at the
/// doors. A person requests it, another confirms; the journal records it, then the key is destroyed.
/// </summary>
internal abstract class SubjectErasure(Folding folding, IFeed feed, Sending sending, ISealing sealing, Destroying destroying) : IAskedAct
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    public abstract AskedKind Kind { get; }

    /// <summary>Permission to request it, over the act's place.</summary>
    public abstract Permission Asks { get; }

    /// <summary>
    /// The single key to destroy, under which the request is sealed while it waits; null where the subject has none of its own.
    /// </summary>
    private protected virtual Guid? KeyOf(AskedAct act) => null;

    /// <summary>The keys to destroy; the journal names the erasure by the first of them.</summary>
    private protected virtual ListOf<Guid> KeysOf(Known known, AskedAct act) => KeyOf(act) is { } key ? [key] : [];

    /// <summary>The subject as shown for confirmation, or the problem that stands against the erasure now.</summary>
    private protected abstract (SubjectErasureAsked? Of, Problem? Problem) Look(Known known, AskedAct act, DateTimeOffset now);

    private protected abstract (EntityId To, Command Command) Order(
        Known known,
        AskedAct act,
        ErasureBasis basis,
        ListOf<Guid> keys,
        By by,
        DateTimeOffset at
    );

    public AskedWhat? What(ConfirmationKnown one) =>
        Body(one) is { } body ? new(Account: body.Account, Person: body.Name, Basis: body.Basis) : null;

    public virtual Problem? Forbids(Asked confirming, ConfirmationKnown one, Known known) => null;

    public async ValueTask<Problem?> Against(Asked asker, ConfirmationKnown one, CancellationToken stop) =>
        asker.Allow(Asks, new Place(one.Act.Place)).Problem
        ?? (await Newest(stop) is { } known ? Seen(known, one.Act, asker.Now).Problem : Problem.Behind(folding.Percent));

    /// <summary>Requests the erasure, which waits for somebody else.</summary>
    public async Task<Outcome<ErasureWaiting>> Ask(
        Asked asked,
        AskedAct act,
        ErasureBasis? why,
        Confirming confirming,
        CancellationToken stop
    )
    {
        if (why is not { } basis)
            return Problem.Bad("$.basis: purpose-fulfilled, term-over, consent-withdrawn or unlawful");
        if (asked.Allow(Asks, new Place(act.Place)).Problem is { } beyond)
            return beyond;
        if (await Newest(stop) is not { } known)
            return Problem.Behind(folding.Percent);
        var (of, problem) = Seen(known, act, asked.Now);
        // About an erased person only a repeated request is answered again.
        if (problem is not null && !await confirming.HasAsked(asked, stop))
            return problem;
        var key = (of is null ? null : KeyOf(act)) ?? asked.NewId<ConfirmationId>().Value;
        var (waiting, sent) = await confirming.Ask(
            asked,
            Asks,
            new Place(act.Place),
            act,
            key,
            new SubjectErasureAsked(basis, of?.Name, of?.Account),
            stop
        );
        return sent.With(new ErasureWaiting(waiting.Confirmation, waiting.Until, sent.Position.Value), StatusCodes.Status202Accepted);
    }

    public async Task<Sent> Do(Asked asker, ConfirmationKnown one, CancellationToken stop)
    {
        if (await Newest(stop) is not { } known)
            return new(Position.Start, Problem.Behind(folding.Percent));
        var (basis, gone) = (Body(one)?.Basis ?? ErasureBasis.PurposeFulfilled, KeysOf(known, one.Act));
        if (gone.Count == 0)
            return new(Position.Start, Problem.NotFound);
        if (Held(known, one.Act, asker.Now) is { } held)
            return new(Position.Start, held);
        var to = Order(known, one.Act, basis, gone, one.AskedBy, asker.Now).To;
        var sent = await sending.Send(
            asker,
            Asks,
            new Place(one.Act.Place),
            to,
            by => Order(known, one.Act, basis, gone, by, asker.Now).Command,
            stop: stop
        );
        // The journal records it: if this is interrupted here, the service that follows the journal destroys the key.
        if (
            !sent.Accepted
            || await folding.At(sent.Position, Patience, stop) is not { } after
            || !after.Of<ErasuresKnown>().Told.TryGetValue(gone[0], out var told)
        )
            return sent;
        await destroying.Erase(Erasing.Entry(told.Of, told.Event), CancellationToken.None);
        return sent;
    }

    private (SubjectErasureAsked? Of, Problem? Problem) Seen(Known known, AskedAct act, DateTimeOffset now)
    {
        var (of, problem) = Look(known, act, now);
        return (of, problem ?? Held(known, act, now));
    }

    private static Problem? Held(Known known, AskedAct act, DateTimeOffset now) =>
        known.Of<RetentionKnown>().HeldUntil(act, Shanghai.Day(now)) is { } until
            ? Problem.Of(Residents.Held, until.ToString("O", CultureInfo.InvariantCulture))
            : null;

    // Recent acts of others must be seen: an incident opened a moment ago forbids the erasure.
    private async ValueTask<Known?> Newest(CancellationToken stop) => await folding.At(await feed.Head(stop), Patience, stop);

    private SubjectErasureAsked? Body(ConfirmationKnown one) => sealing.Open<SubjectErasureAsked>(one.State.Body);
}

/// <summary>A request that waits for somebody else until then.</summary>
internal sealed record ErasureWaiting(ConfirmationId Confirmation, DateTimeOffset Until, long Position);
