using Emergency.Domain;
using Emergency.Domain.Accounts;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Addresses;
using Emergency.Server.Infrastructure.Answers;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Dispatch;
using Emergency.Server.Infrastructure.Keys;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Accounts.Managing;

/// <summary>A link by which the owner of an account chooses a password. It is shown once, to its maker, who hands it over.</summary>
/// <param name="Name">The name used to sign in.</param>
/// <param name="Address">Shown now and never again.</param>
/// <param name="Until">End of the link's validity; it opens once.</param>
/// <param name="Side">Side of the QR code, in modules.</param>
/// <param name="Path">The QR code as the path of an SVG picture.</param>
internal sealed record InvitationGiven(
    AccountId Account,
    string? Name,
    string? Person,
    string Address,
    DateTimeOffset Until,
    int Side,
    string Path,
    long Position
);

/// <summary>Makes links by which owners of accounts choose a password.</summary>
internal static class InvitingEndpoints
{
    public static RouteGroupBuilder MapInviting(this RouteGroupBuilder accounts)
    {
        accounts
            .MapPost("/{account}/invitation", Make)
            .Needs(AccountPermissions.Add)
            .Produces<InvitationGiven>(StatusCodes.Status201Created);
        return accounts;
    }

    /// <summary>Makes a link for the owner of an account that somebody else has confirmed; an earlier link becomes invalid. Only the person who asked for the account, or for the password, can make it, so that nobody else has it.</summary>
    public static async Task<Outcome<InvitationGiven>> Make(
        string account,
        Asked asked,
        AccountLaw law,
        Sending sending,
        SigningIn signingIn,
        Keyring keyring,
        Folding folding,
        Settings settings,
        HttpContext context,
        CancellationToken stop
    )
    {
        var id = new AccountId(account);
        var (known, problem) = await law.Find(asked, id, stop, AccountPermissions.Add);
        if (problem is not null)
            return problem;
        var token = InvitationToken.Draw(id, asked.CommandId, keyring);
        var sent = await signingIn.Seen(
            await sending.Send(
                asked,
                AccountPermissions.Add,
                AccountLaw.Place(known!.Grants[0]),
                Entities.Account(id),
                by => new Invite(token.Hash, by, asked.Now),
                stop: stop
            ),
            stop
        );
        var address = new Uri(OwnAddress.Of(context, settings), $"/login#invite={token}");
        var (side, path) = QrCode.Drawn(address);
        return sent.With(
            new InvitationGiven(
                id,
                known.Name,
                AccountOwner.Of(known, folding.Now).Person,
                address.AbsoluteUri,
                asked.Now + Account.InvitationLasts,
                side,
                path,
                sent.Position.Value
            ),
            StatusCodes.Status201Created
        );
    }
}
