using Emergency.Domain.Accounts;
using Emergency.Domain.Communities;
using Emergency.Domain.Confirmations;
using Emergency.Domain.Places;
using Emergency.Server.Confirmations;
using Emergency.Server.Identity;
using Emergency.Server.People;
using Emergency.Server.Problems;
using Emergency.Server.Views;

namespace Emergency.Server.Communities;

/// <summary>Sight of minors' records for a role and a period, as it is kept until somebody else confirms it.</summary>
internal sealed record SightAsked(Role Role, DateOnly From, DateOnly To, string? Reason);

/// <summary>Lets a role see minors by name in one community: asked by the committee (for the street's own role by the street), given by street or civil affairs, never by who has that role (未成年人网络保护条例 36).</summary>
public sealed class MinorsSightAct(Sending sending, ISealing sealing) : IAskedAct
{
    public AskedKind Kind => AskedKind.MinorsSight;

    public AskedWhat? What(ConfirmationKnown one) => Body(one) is { } body ? new(Role: body.Role, From: body.From, To: body.To, Reason: body.Reason) : null;

    public Problem? Forbids(Asked confirming, ConfirmationKnown one, Known known)
    {
        ArgumentNullException.ThrowIfNull(confirming);
        return Body(one) is not { } body ? Problem.Of(Confirmation.Unknown) : confirming.Grants.Any(grant => grant.Role == body.Role) ? new Problem("sight.own-role", []) : null;
    }

    public ValueTask<Problem?> Against(Asked asker, ConfirmationKnown one, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(one);
        return ValueTask.FromResult(asker.Allow(Permissions.MinorsAsk, new Place(one.Act.Place)).Problem);
    }

    /// <summary>The approval is of who gave it, not of who asked.</summary>
    public async Task<Sent> Do(Asked asker, ConfirmationKnown one, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(asker);
        ArgumentNullException.ThrowIfNull(one);
        var (body, given) = (Body(one)!, one.State.Answer!);
        var command = new ApproveSight(body.Role, body.From, body.To, given.By, given.At);
        return await sending.Send(asker.Account.Key, Entities.Residents(asker.Realm, one.Act.Place), command, asker.CommandId, asker.Digest, asker.Now, stop: stop);
    }

    private SightAsked? Body(ConfirmationKnown one) => sealing.Open<SightAsked>(one.State.Body);
}
