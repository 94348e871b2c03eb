using Emergency.Domain;
using Emergency.Domain.Accounts;
using Emergency.Domain.Confirmations;
using Emergency.Server.Features.Confirmations;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Accounts.Managing;

/// <summary>State of an account. Invited: its owner has not chosen a password yet. Locked: by wrong passwords for a while, or by somebody until further notice.</summary>
internal enum AccountStage
{
    Open,
    Invited,
    Locked,
    Closed,
}

/// <summary>A request about an account that waits for a second account's confirmation.</summary>
/// <param name="Own">The asker has made the request and can take it back.</param>
internal sealed record AccountWaiting(ConfirmationId Confirmation, AskedKind Kind, DateTimeOffset Until, bool Own);

/// <summary>An account as an administrator sees it.</summary>
/// <param name="Account">The account's key.</param>
/// <param name="LockedUntil">End of the lock after wrong passwords; null where somebody has locked it, or nobody.</param>
/// <param name="LastUsed">Time of the last use, to the hour; null where the account was not used for 400 days.</param>
/// <param name="InvitedUntil">Time until which the newest link is valid; null where there is none, or it was used.</param>
/// <param name="MayInvite">The asker can make a link.</param>
/// <param name="Own">The asker's own account, which only others can change.</param>
/// <param name="FactorSince">Time at which its owner enrolled a second factor; null where there is none.</param>
/// <param name="FactorRequired">The installation requires one for one of its roles.</param>
internal sealed record AccountShown(
    AccountId Account,
    string? Name,
    string? Person,
    string? Phone,
    ListOf<Grant> Grants,
    MemberBinding? Member,
    AccountStage Stage,
    DateTimeOffset? LockedUntil,
    Role? LockedBy,
    DateTimeOffset? LastUsed,
    SessionOn? LastOn,
    DateTimeOffset? InvitedUntil,
    bool MayInvite,
    bool Own,
    ListOf<AccountWaiting> Waiting,
    DateTimeOffset? FactorSince,
    bool FactorRequired
)
{
    public static AccountStage StageOf(Account state, DateTimeOffset now) =>
        state.Closed ? AccountStage.Closed
        : state.Suspended is not null || state.LockedUntil > now ? AccountStage.Locked
        : state.Password is null ? AccountStage.Invited
        : AccountStage.Open;

    public static AccountShown Of(AccountKnown account, OpenSession? used, Asked asked, Known known, SecondFactors factors)
    {
        var (state, owner) = (account.State, AccountOwner.Of(account, known));
        var confirmations = known.Of<ConfirmationsKnown>();
        return new(
            account.Id,
            account.Name,
            owner.Person,
            owner.Phone,
            account.Grants,
            account.Member,
            StageOf(state, asked.Now),
            state.Suspended is null && state.LockedUntil > asked.Now ? state.LockedUntil : null,
            state.Suspended?.By.Role,
            used?.State.Used,
            used?.State.On,
            state.Invitation is { Used: null } link && link.Until > asked.Now ? link.Until : null,
            state.MayInvite(asked.Account, asked.Now),
            account.Id == asked.Account,
            [
                .. confirmations
                    .Waiting.Select(id => confirmations.All[id])
                    .Where(one => one.Act.Subject == account.Id.Key && one.State.Until > asked.Now)
                    .OrderBy(one => one.State.Until)
                    .Select(one => new AccountWaiting(one.Id, one.Act.Kind, one.State.Until, one.AskedBy.Account == asked.Account)),
            ],
            state.Factor?.Since,
            factors.Required(account.Grants)
        );
    }
}

/// <summary>Number of accounts of one's scope in each state, regardless of the filter.</summary>
internal sealed record AccountCounts(int Open, int Invited, int Locked, int Closed);

/// <summary>Accounts by place and role; <paramref name="Next"/> is sent back as <c>?next=</c>, null at the end.</summary>
internal sealed record AccountPage(ListOf<AccountShown> Items, string? Next, AccountCounts Counts, long Position);
