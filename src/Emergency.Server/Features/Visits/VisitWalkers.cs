using Emergency.Domain;
using Emergency.Domain.Communities;
using Emergency.Server.Features.People;

namespace Emergency.Server.Features.Visits;

/// <summary>Who of a team owes a visit.</summary>
internal static class VisitWalkers
{
    /// <summary>Of a visit that is late: whose walk it is, and the secretary.</summary>
    public static IEnumerable<MemberId> Owing(PersonKnown person, VisitKnown visit, Team team, DateOnly day) =>
        Of(person, visit, team, day)
            .Concat(team.Members.Values.Where(member => member.Is(TeamRole.Secretary)).Select(member => member.Id))
            .Distinct();

    /// <summary>To whom it was handed, else by role and grid; nobody where the team has none of them.</summary>
    private static IEnumerable<MemberId> Of(PersonKnown person, VisitKnown visit, Team team, DateOnly day) =>
        visit.Aside?.Hand is { } hand
            ? [hand]
            : team
                .Members.Values.Where(member => person.Rhythm(day).Who.Any(role => Walks(member, role, person.Grid)))
                .Select(member => member.Id);

    private static bool Walks(Member member, Role role, string grid) =>
        role switch
        {
            Role.Secretary => member.Is(TeamRole.Secretary),
            Role.ChildDirector => member.Is(TeamRole.ChildDirector),
            Role.GridChief => member.Is(TeamRole.GridChief) && member.Grid == grid,
            Role.GroupLeader => member.Is(TeamRole.GroupLeader) && member.Grid == grid,
            _ => throw new Unforeseen(role),
        };
}
