using Emergency.Domain;
using Emergency.Domain.Confirmations;
using Emergency.Domain.People;
using Emergency.Domain.Places;
using Emergency.Server.Features.Confirmations;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Dispatch;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.People;

/// <summary>Requested sight of minors' records for a role and a period, kept until somebody else confirms it.</summary>
internal sealed record SightAsked(Role Role, DateOnly From, DateOnly To, string? Reason);

/// <summary>
/// Lets a role see minors by name in a community. The committee requests it (for the street's own role the street),
/// street or civil affairs approve it, never an account with that role (未成年人网络保护条例 36).
/// </summary>
internal sealed class MinorsSightAct(Sending sending, ISealing sealing) : IAskedAct
{
    public AskedKind Kind => AskedKind.MinorsSight;

    public AskedWhat? What(ConfirmationKnown one) =>
        Body(one) is { } body ? new(Role: body.Role, From: body.From, To: body.To, Reason: body.Reason) : null;

    public Problem? Forbids(Asked confirming, ConfirmationKnown one, Known known) =>
        Body(one) is not { } body ? Problem.Of(Confirmation.Unknown)
        : confirming.Grants.Any(grant => grant.Role == body.Role) ? new Problem("sight.own-role", [])
        : null;

    public ValueTask<Problem?> Against(Asked asker, ConfirmationKnown one, CancellationToken stop) =>
        ValueTask.FromResult(asker.Allow(PeoplePermissions.MinorsAsk, new Place(one.Act.Place)).Problem);

    /// <summary>Stores the approval as an act of the approving account, not of the requester.</summary>
    public async Task<Sent> Do(Asked asker, ConfirmationKnown one, CancellationToken stop)
    {
        var (body, given) = (Body(one)!, one.State.Answer!);
        var command = new ApproveSight(body.Role, body.From, body.To, given.By, given.At);
        return await sending.Send(
            asker.Account.Key,
            Entities.Residents(asker.Realm, one.Act.Place),
            command,
            asker.CommandId,
            asker.Digest,
            asker.Now,
            stop: stop
        );
    }

    private SightAsked? Body(ConfirmationKnown one) => sealing.Open<SightAsked>(one.State.Body);
}
