using Emergency.Domain;
using Emergency.Domain.Accounts;
using Emergency.Domain.Places;
using Emergency.Domain.Teams;
using Emergency.Server.Features.Teams;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Accounts.Managing;

/// <summary>
/// Rules for giving roles: every scope must lie in the giver's own, and a secretary gives only roles of its own community's team. An
/// account of a team member has that member's role and no other role of a team.
/// </summary>
internal sealed class AccountLaw(Folding folding)
{
    /// <summary>True when all these roles lie within one community: its team's, or a party's.</summary>
    public static bool OfCommunity(IEnumerable<Grant> grants) => grants.All(grant => GrantsWish.WithinCommunity.Contains(grant.Role));

    public static Place Place(Grant grant) => new(grant.Scope.Division, grant.Scope.Grid, grant.Scope.Building, grant.Scope.Unit);

    /// <summary>Problem that forbids this asker to give or change these roles; null where there is none.</summary>
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

    /// <summary>Problem of roles that the team member does not have; null where there are none.</summary>
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

    /// <summary>Finds an account, or the problem: one's own account, and accounts outside the asker's scope, are refused.</summary>
    /// <param name="permission">Permission that the asker needs; that to change accounts where left out.</param>
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
        // An asker who may do this to some accounts learns nothing of accounts outside their own list.
        return Forbidden(asked, wanted, account.Grants) is not { } problem ? (account, null)
            : asked.HasAny(wanted) && !IsSeen(asked, account) ? (account, Problem.NotFound)
            : (account, problem);
    }

    /// <summary>True when the account is in the asker's list: all its roles lie in the asker's own scope.</summary>
    public static bool IsSeen(Asked asked, AccountKnown account) =>
        account.Grants.All(grant => asked.Allow(AccountPermissions.Read, Place(grant)).Grant is not null);

    /// <summary>Position of the views.</summary>
    public Engine.Position Now => folding.Now.At;

    /// <summary>True when an account of this name exists already, open or closed.</summary>
    public ValueTask<bool> Taken(AccountId id, CancellationToken stop) =>
        folding.Holds(known => known.Of<AccountsKnown>().Find(id) is not null, stop);

    /// <summary>Role of an account for a member of a team.</summary>
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
