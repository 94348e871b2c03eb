using Emergency.Domain.Places;
using Emergency.Domain.Pools;
using Emergency.Domain.Teams;
using Emergency.Engine;
using Emergency.Server.Features.Pools;
using Emergency.Server.Features.Teams;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Following;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Across.Reactions;

/// <summary>Adds staff lent by a street to the community's team, and returns them to the pool once they have left it.</summary>
internal sealed class LentStaffJoinTeams : IReaction
{
    public string Name => "lent-staff-join-teams";

    public IEnumerable<Reacted> React(Happened happened, Known known)
    {
        var realm = happened.Entity.Realm;
        if (happened.Event is StaffLent lent && known.Of<TeamsKnown>(realm).Member(lent.Loan.Community, lent.Staff.Id) is null)
        {
            var member = new Member(
                lent.Staff.Id,
                TeamRole.SunkStaff,
                null,
                null,
                null,
                lent.Staff.Skills,
                Availability.OnPost,
                lent.Staff.Contact
            )
            {
                SealedSkills = lent.Staff.SealedSkills,
            };
            yield return new(Entities.Team(realm, lent.Loan.Community), new EnterMember(member, null, lent.By, lent.At), 0);
        }
        if (happened.Event is MemberLeft left)
        {
            var (community, street) = (happened.Entity.Key, Divisions.Street(happened.Entity.Key));
            if (known.Of<PoolsKnown>(realm).Of(street).Staff.GetValueOrDefault(left.Member)?.Loan?.Community == community)
                yield return new(Entities.Pool(realm, street), new ReturnStaff(left.Member, community, left.By, left.At), 0);
        }
    }

    public Otherwise Refused(Happened happened, Reacted reacted, Problem problem) => Otherwise.Done("erased meanwhile, or there already");
}
