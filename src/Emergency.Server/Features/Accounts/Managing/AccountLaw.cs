using Emergency.Domain;
using Emergency.Domain.Accounts;
using Emergency.Domain.Communities;
using Emergency.Domain.Places;
using Emergency.Server.Features.Teams;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Accounts.Managing;

/// <summary>Who may give which roles: every scope lies in the giver's own; a secretary gives the roles of its own community's team. Who stands for a member of a team has that member's role and no other of a team.</summary>
internal sealed class AccountLaw(Folding folding)
{
    /// <summary>Whether all these are roles within one community: its team's, or a party's.</summary>
    public static bool OfCommunity(IEnumerable<Grant> grants) => grants.All(grant => GrantsWish.WithinCommunity.Contains(grant.Role));

    public static Place Place(Grant grant) => new(grant.Scope.Division, grant.Scope.Grid, grant.Scope.Building, grant.Scope.Unit);

    /// <summary>What forbids this asker to give or change these roles; null where nothing does.</summary>
    public static Problem? Forbidden(Asked asked, Permission permission, IEnumerable<Grant> grants)
    {
        foreach (var wanted in grants)
        {
            var (by, problem) = asked.Allow(permission, Place(wanted));
            if (by is null)
                return problem;
            if (by.Role == Role.Secretary && (wanted.Role == Role.Secretary || !GrantsWish.WithinCommunity.Contains(wanted.Role)))
                return new Problem("scope.not-yours", [nameof(Role.Operator)]);
        }
        return null;
    }

    /// <summary>What of these roles the member does not have; null where nothing is beyond it.</summary>
    public async ValueTask<Problem?> Beyond(MemberBinding? member, ListOf<Grant> grants, CancellationToken stop)
    {
        if (member is not { } one)
            return null;
        var known = await folding.With(known => known.Of<TeamsKnown>(Entities.Live).Member(one.Community, one.Member) is not null, stop);
        if (known.Of<TeamsKnown>(Entities.Live).Member(one.Community, one.Member) is not { } bound)
            return Problem.Of(Team.UnknownMember);
        return grants.Where(grant => GrantsWish.OfCommunity.Contains(grant.Role)).All(grant => grant.Role == RoleOf(bound.Facts.Role))
            ? null
            : new Problem("account.not-the-members-role", [RoleOf(bound.Facts.Role).ToString()]);
    }

    /// <summary>The account, or the problem: never one's own, and none that lies outside the asker's scope.</summary>
    /// <param name="permission">What the asker wants to do with it; to change it where left out.</param>
    public async ValueTask<(AccountKnown? Account, Problem? Problem)> Find(
        Asked asked,
        AccountId id,
        CancellationToken stop,
        Permission? permission = null
    )
    {
        if (id == asked.Account)
            return (null, new Problem("account.own", []));
        var known = await folding.With(known => known.Of<AccountsKnown>().Find(id) is not null, stop);
        if (known.Of<AccountsKnown>().Find(id) is not { } account)
            return (null, Problem.Of(Account.Unknown));
        var wanted = permission ?? AccountPermissions.Change;
        // Whoever may do it to some accounts learns nothing of those that stand in no list of theirs.
        return Forbidden(asked, wanted, account.Grants) is not { } problem ? (account, null)
            : asked.HasAny(wanted) && !IsSeen(asked, account) ? (account, Problem.NotFound)
            : (account, problem);
    }

    /// <summary>Whether it stands in the asker's list of accounts: all its roles lie in the asker's own scope.</summary>
    public static bool IsSeen(Asked asked, AccountKnown account) =>
        account.Grants.All(grant => asked.Allow(AccountPermissions.Read, Place(grant)).Grant is not null);

    /// <summary>Where the views stand.</summary>
    public Engine.Position Now => folding.Now.At;

    /// <summary>Whether there is an account of this name already, open or closed.</summary>
    public ValueTask<bool> Taken(AccountId id, CancellationToken stop) =>
        folding.Holds(known => known.Of<AccountsKnown>().Find(id) is not null, stop);

    /// <summary>What a member of a team may act as.</summary>
    private static Role RoleOf(TeamRole role) =>
        role switch
        {
            TeamRole.Secretary or TeamRole.Director => Role.Secretary,
            TeamRole.ChildDirector => Role.ChildDirector,
            TeamRole.GridChief => Role.GridChief,
            TeamRole.GroupLeader => Role.GroupLeader,
            TeamRole.BuildingChief => Role.BuildingChief,
            TeamRole.UnitChief => Role.UnitChief,
            TeamRole.Responder or TeamRole.HazardReporter or TeamRole.FloodWarner or TeamRole.ShelterKeeper or TeamRole.SunkStaff =>
                Role.Responder,
            TeamRole.Volunteer or TeamRole.VillagerRepresentative => Role.Volunteer,
            _ => throw new ArgumentOutOfRangeException(nameof(role), role, null),
        };
}
