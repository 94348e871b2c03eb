using Emergency.Domain;
using Emergency.Domain.Communities;
using Emergency.Server.Features.Places;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Listing;

namespace Emergency.Server.Features.Teams;

/// <summary>应急队伍: the members by role and grid, names masked, no telephone.</summary>
internal sealed class ListedTeam : IListed
{
    public string Name => "team";
    public Permission Permission => TeamPermissions.Read;

    public Listed Of(ListAsked asked)
    {
        var words = asked.Words;
        return Listed.Of(
            asked,
            asked
                .Communities(Permission)
                .SelectMany(community =>
                {
                    var team = asked.Known.Of<TeamsKnown>(asked.Asked.Realm).Of(community.Code);
                    var posts = team.OnDuty(asked.Asked.Now).ToLookup(duty => duty.Member, duty => duty.Post);
                    return team
                        .Members.Values.OrderBy(TeamMemberShown.Order, StringComparer.Ordinal)
                        .Select(member => (community.Name, Member: TeamMemberShown.Of(team, member, posts, Shanghai.Day(asked.Asked.Now))));
                }),
            // Whoever is read is named by id only, a member of a team like a resident.
            one => [new(one.Member.Id.Value)],
            [
                new("community", one => one.Name),
                new("name", one => one.Member.Mask),
                new("role", one => words.Word("role", (TeamRole?)one.Member.Role)),
                new("also", one => string.Join('、', one.Member.Also.Select(role => words.Word("role", (TeamRole?)role)))),
                new("grid", one => one.Member.Grid),
                new("building", one => one.Member.Building),
                new("unit", one => one.Member.Unit),
                new("skills", one => string.Join('、', one.Member.Skills)),
                new("availability", one => words.Word("roster.availability", (Availability?)one.Member.Availability)),
                new("on-duty", one => string.Join('、', one.Member.OnDuty.Select(post => words.Word("role", (Post?)post)))),
                new("trained", one => string.Join('、', one.Member.Trainings.Select(training => training.What))),
                new("insured", one => words.Yes(one.Member.Insured)),
                new("issued", one => string.Join('、', one.Member.Equipment.Select(thing => thing.What))),
                new("posted", one => words.Yes(one.Member.Posted)),
            ]
        );
    }
}
