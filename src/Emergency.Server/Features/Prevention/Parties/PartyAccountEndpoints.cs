using Emergency.Domain;
using Emergency.Domain.Accounts;
using Emergency.Domain.Parties;
using Emergency.Domain.Places;
using Emergency.Server.Features.Accounts;
using Emergency.Server.Features.Accounts.Managing;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Acting;
using Emergency.Server.Infrastructure.Answers;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Dispatch;
using Emergency.Server.Infrastructure.Finding;
using Emergency.Server.Infrastructure.Requests;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Parties;

/// <summary>Sign-in name of a party.</summary>
/// <param name="Password">Left out: the requester makes a link once the street has agreed, and the party chooses its
/// own. A password given here must be changed after the first sign-in.</param>
internal sealed record NewPartyAccount(string? Account, string? Password)
{
    public AccountWish Wish(PartyKnown party) =>
        new(Account, Password, null, null, [new Grant(Role.Party, new Scope(party.Facts.Community))], null, PlainText.Of(party.Name));

    public static IReadOnlyList<string> Faults(NewPartyAccount body) =>
        [
            .. Checks.Text(body.Account, "$.account", Names.Longest, needed: true),
            .. Checks.Text(body.Password, "$.password", 200, needed: false),
        ];
}

/// <param name="Until">Time at which the request lapses without the street's consent; null where none is needed.</param>
internal sealed record PartyAccountAsked(string Account, DateTimeOffset? Until, long Position);

/// <summary>
/// Gives a party an account beside its link, and takes it back. The committee requests it and the street agrees, as with
/// accounts of its team.
/// </summary>
internal static class PartyAccountEndpoints
{
    public static RouteGroupBuilder MapPartyAccounts(this RouteGroupBuilder api)
    {
        var routes = api.MapGroup("/communities/{code}/parties/{partyId:guid}/account").WithTags("parties");
        routes.MapPost("/", Give).Needs(PartyPermissions.Account).Produces<PartyAccountAsked>(StatusCodes.Status202Accepted);
        routes.MapPost("/withdraw", Withdraw).Needs(PartyPermissions.Account);
        return api;
    }

    /// <summary>Requests an account for a party. Once the street has agreed, the party signs in and sees its own page.</summary>
    public static async Task<Outcome<PartyAccountAsked>> Give(string code, Guid partyId, NewPartyAccount body, Act act)
    {
        if (NewPartyAccount.Faults(body) is { Count: > 0 } faults)
            return Problem.Bad(faults);
        var (party, problem) = await Find(code, partyId, act);
        if (party is null)
            return problem!;
        var (wish, id) = (body.Wish(party), act.Sealing.Account(body.Account!));
        if (wish.Faults() is { Count: > 0 } wrong)
            return Problem.Bad(wrong);
        if (party.State.Account is { } other && other != id)
            return Problem.Of(Party.HasAccount);
        if (party.State.LastDay is not null)
            return Problem.Of(Party.Over);
        var asked = await act.Use<Administration>().Add(act.Asked, wish, id, act.Stop);
        if (!asked.Sent.Accepted)
            return asked.Sent.With<PartyAccountAsked>(null!);
        var sent = await Send(act, party, by => new GivePartyAccount(id, by, act.Now));
        return sent.With(
            new PartyAccountAsked(body.Account!.Trim(), asked.Waiting?.Until, sent.Position.Value),
            StatusCodes.Status202Accepted
        );
    }

    /// <summary>Takes the account back: it opens nothing from now on, its devices are signed out, and it is closed.</summary>
    public static async Task<Outcome<Recorded>> Withdraw(string code, Guid partyId, Act act)
    {
        var (party, problem) = await Find(code, partyId, act);
        if (party is null)
            return problem!;
        var sent = await Send(act, party, by => new WithdrawPartyAccount(by, act.Now));
        if (sent.Accepted && party.State.Account is { } id && Alone(act, id))
        {
            var closed = await act.Use<SigningIn>()
                .Seen(
                    await act.Use<Sending>()
                        .Send(
                            act.Asked.Next(2),
                            PartyPermissions.Account,
                            party.Place,
                            Entities.Account(id),
                            by => new CloseAccount(by, act.Now),
                            stop: act.Stop
                        ),
                    act.Stop
                );
            if (!closed.Accepted)
                return closed.With<Recorded>(null!);
            await act.Use<OpenSessions>().EndAll(id, null, act.Now, act.Stop);
        }
        return sent.With(new Recorded(partyId, sent.Position.Value));
    }

    // The account may not exist yet, or belong to a person with another role as well.
    private static bool Alone(Act act, AccountId id) =>
        act.Use<Folding>().Now.Of<AccountsKnown>().Find(id) is { State.Closed: false } account
        && account.Grants.All(grant => grant.Role == Role.Party);

    private static ValueTask<Sent> Send(Act act, PartyKnown party, Func<By, Command> make) =>
        act.Use<Sending>().Send(act.Asked.Next(1), PartyPermissions.Account, party.Place, Entities.Party(party.Id), make, stop: act.Stop);

    private static async ValueTask<(PartyKnown? Party, Problem? Problem)> Find(string code, Guid partyId, Act act) =>
        await act.Use<Finder<PartyKnown>>().Find(act.Asked, partyId, act.Stop) is not ({ } party, _) || party.Facts.Community != code
            ? (null, Problem.NotFound)
        : act.Asked.Allow(PartyPermissions.Account, party.Place).Problem is { } problem ? (null, problem)
        : (party, null);
}
