using Emergency.Domain;
using Emergency.Domain.Confirmations;
using Emergency.Server.Features.Confirmations;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Dispatch;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.People;

/// <summary>An emergency access to a child's record, as kept for its reviewer: the role, and the reason.</summary>
internal sealed record SightTaken(Role Role, PersonId Person, string Reason);

/// <summary>
/// 紧急查看: an access to a child's record without an approval because somebody was in danger (个人信息保护法 13(1)(4)). Street or
/// civil affairs review it afterwards, never somebody with the same role. Without a review it lapses and stands in the
/// year's audit.
/// </summary>
internal sealed class EmergencySightAct(ISealing sealing) : IAskedAct
{
    public AskedKind Kind => AskedKind.EmergencySight;

    public AskedWhat? What(ConfirmationKnown one) =>
        Body(one) is { } body ? new(Role: body.Role, Record: body.Person, Reason: body.Reason) : null;

    public Problem? Forbids(Asked confirming, ConfirmationKnown one, Known known) =>
        Body(one) is not { } body ? Problem.Of(Confirmation.Unknown)
        : confirming.Grants.Any(grant => grant.Role == body.Role) ? new Problem("sight.own-role", [])
        : null;

    // The access has happened: only its review is open.
    public ValueTask<Problem?> Against(Asked asker, ConfirmationKnown one, CancellationToken stop) => ValueTask.FromResult<Problem?>(null);

    public Task<Sent> Do(Asked asker, ConfirmationKnown one, CancellationToken stop) => Task.FromResult(new Sent(default));

    private SightTaken? Body(ConfirmationKnown one) => sealing.Open<SightTaken>(one.State.Body);
}
