using Emergency.Server.Features.Teams;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Accounts;

/// <summary>Owner of an account, as given when the account was made, otherwise as the team knows its member.</summary>
internal sealed record AccountOwner(string? Person, string? Phone)
{
    public static AccountOwner Of(AccountKnown account, Known known)
    {
        var member = account.Member is { } bound
            ? known.Of<TeamsKnown>(Entities.Live).Member(bound.Community, bound.Member)?.Contact
            : null;
        return new(account.Contact?.Person ?? member?.Name, account.Contact?.Phone ?? member?.Phones.FirstOrDefault());
    }
}
