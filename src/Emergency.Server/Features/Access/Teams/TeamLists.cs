using Emergency.Domain;
using Emergency.Domain.Teams;
using Emergency.Server.Features.Places;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Infrastructure.Listing;

namespace Emergency.Server.Features.Teams;

/// <summary>List of team members (应急队伍) by role and grid, names masked, no telephone.</summary>
internal sealed class ListedTeam(ISealing sealing) : ListedByCommunity<TeamMemberShown>("team", TeamPermissions.Read)
{
    protected override IEnumerable<TeamMemberShown> In(ListAsked asked, string code)
    {
        var team = asked.Known.Of<TeamsKnown>(asked.Asked.Realm).Of(code);
        var posts = team.OnDuty(asked.Asked.Now).ToLookup(duty => duty.Member, duty => duty.Post);
        return team
            .Members.Values.OrderBy(TeamMemberShown.Order, StringComparer.Ordinal)
            .Select(member => TeamMemberShown.Of(team, member, posts, asked.Today, sealing));
    }

    // The record names each member by id only, as it does residents.
    protected override IEnumerable<PersonId> Persons(TeamMemberShown row) => [new(row.Id.Value)];

    protected override IReadOnlyList<Column<TeamMemberShown>> Columns(ListAsked asked)
    {
        var words = asked.Words;
        return
        [
            new("name", one => one.Mask),
            new("role", one => words.Word("role", (TeamRole?)one.Role)),
            new("also", one => string.Join('、', one.Also.Select(role => words.Word("role", (TeamRole?)role)))),
            new("grid", one => one.Grid),
            new("building", one => one.Building),
            new("unit", one => one.Unit),
            new("skills", one => string.Join('、', one.Skills)),
            new("availability", one => words.Word("roster.availability", (Availability?)one.Availability)),
            new("on-duty", one => string.Join('、', one.OnDuty.Select(post => words.Word("role", (Post?)post)))),
            new("trained", one => string.Join('、', one.Trainings.Select(training => training.What))),
            new("insured", one => words.Yes(one.Insured)),
            new("issued", one => string.Join('、', one.Equipment.Select(thing => thing.What))),
            new("posted", one => words.Yes(one.Posted)),
        ];
    }
}
