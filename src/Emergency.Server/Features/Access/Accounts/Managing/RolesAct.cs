using Emergency.Domain;
using Emergency.Domain.Accounts;
using Emergency.Domain.Confirmations;
using Emergency.Engine;
using Emergency.Server.Features.Confirmations;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Dispatch;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Infrastructure.Privacy;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Accounts.Managing;

/// <summary>
/// A request for a new account, or for other roles of one, as it is stored until somebody else confirms it: sealed under the account's own
/// key.
/// </summary>
/// <param name="Password">Hash from the password hasher; null where the account exists already, or its owner chooses a password by a
/// link.</param>
/// <param name="Before">Roles of the account at the time of the request; null for a new account.</param>
/// <param name="Follows">Only the grid in the roles changes, because the grid itself has changed; asked for by the person who draws
/// grids.</param>
internal sealed record RolesAsked(
    string? Name,
    string? Person,
    string? Phone,
    string? Password,
    ListOf<Grant> Grants,
    MemberBinding? Member,
    ListOf<Grant>? Before,
    string? Reason,
    bool Follows = false
)
{
    public bool New => Before is null;
    public Permission Permission =>
        New ? AccountPermissions.Add
        : Follows ? AccountPermissions.Follow
        : AccountPermissions.Change;
}

/// <summary>Roles of accounts above the communities; another operator or the commander confirms.</summary>
internal sealed class GrantsAct(AccountLaw law, Sending sending, ISealing sealing, SigningIn signingIn, Operators operators)
    : RolesAct(law, sending, sealing, signingIn, operators)
{
    public override AskedKind Kind => AskedKind.Grants;
}

/// <summary>Roles of accounts of a community's team; the street of that community confirms.</summary>
internal sealed class CommunityGrantsAct(AccountLaw law, Sending sending, ISealing sealing, SigningIn signingIn, Operators operators)
    : RolesAct(law, sending, sealing, signingIn, operators)
{
    public override AskedKind Kind => AskedKind.CommunityGrants;
}

/// <summary>Makes an account or gives it other roles, once somebody else has agreed whose scope covers all its old and new roles.</summary>
internal abstract class RolesAct(AccountLaw law, Sending sending, ISealing sealing, SigningIn signingIn, Operators operators) : IAskedAct
{
    public abstract AskedKind Kind { get; }

    public AskedWhat? What(ConfirmationKnown one) =>
        Body(one) is { } body
            ? new(
                Account: body.Name,
                Person: body.Person is { } person ? Masks.Name(person) : null,
                New: body.New,
                Grants: body.Grants,
                Before: body.Before,
                Reason: body.Reason
            )
            : null;

    public Problem? Forbids(Asked confirming, ConfirmationKnown one, Known known)
    {
        if (Body(one) is not { } body)
            return Problem.Of(Account.Unknown);
        if (body.Member is { } member && member == confirming.Member)
            return Problem.Of(Confirmation.Own);
        foreach (var grant in (Grant[])[.. body.Grants, .. body.Before ?? []])
            if (confirming.Allow(ConfirmationPermissions.Confirming(Kind), AccountLaw.Place(grant)).Problem is { } problem)
                return problem;
        return null;
    }

    public async ValueTask<Problem?> Against(Asked asker, ConfirmationKnown one, CancellationToken stop)
    {
        if (Body(one) is not { } body)
            return Problem.Of(Account.Unknown);
        if (!body.New && (await law.Find(asker, new(one.Act.Subject), stop, body.Permission)).Problem is { } problem)
            return problem;
        return AccountLaw.Forbidden(asker, body.Permission, body.Grants) ?? await law.Beyond(body.Member, body.Grants, stop);
    }

    public async Task<Sent> Do(Asked asker, ConfirmationKnown one, CancellationToken stop)
    {
        var (id, body) = (new AccountId(one.Act.Subject), Body(one)!);
        var (permission, place) = (body.Permission, AccountLaw.Place(body.Grants[0]));
        var key = Names.Key(id);
        if (!body.New)
        {
            if (await operators.Remain(asker, id, body.Grants, stop) is { } last)
                return new(Position.Start, last);
            return await signingIn.Seen(
                await sending.Send(
                    asker,
                    permission,
                    place,
                    Entities.Account(id),
                    by => new ChangeGrants(body.Grants, body.Member, by, asker.Now),
                    stop: stop
                ),
                stop
            );
        }
        await sealing.Ensure([key], stop);
        var contact = sealing.Seal(key, new AccountContact(body.Name!, body.Person, body.Phone));
        return await signingIn.Seen(
            await sending.Send(
                asker,
                permission,
                place,
                Entities.Account(id),
                by => new AddAccount(contact, body.Password, body.Grants, body.Member, by, asker.Now, Reset: body.Password is not null),
                stop: stop
            ),
            stop
        );
    }

    private RolesAsked? Body(ConfirmationKnown one) => sealing.Open<RolesAsked>(one.State.Body);
}
