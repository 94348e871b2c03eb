using Emergency.Domain;
using Emergency.Domain.Teams;
using Emergency.Server.Features.People;

namespace Emergency.Server.Features.Visits;

/// <summary>Finds the members of a team who owe a visit.</summary>
internal static class VisitWalkers
{
    /// <summary>Members who owe a late visit: its walkers, and the secretary.</summary>
    public static IEnumerable<MemberId> Owing(PersonKnown person, VisitKnown visit, Team team, DateOnly day) =>
        Of(person, visit, team, day)
            .Concat(team.Members.Values.Where(member => member.Is(TeamRole.Secretary)).Select(member => member.Id))
            .Distinct();

    /// <summary>Walkers of a visit: the member it was handed to, else by role and grid; nobody where the team has none of them.</summary>
    private static IEnumerable<MemberId> Of(PersonKnown person, VisitKnown visit, Team team, DateOnly day) =>
        visit.Aside?.Hand is { } hand
            ? [hand]
            : team
                .Members.Values.Where(member => person.Rhythm(day).Who.Any(role => Walks(member, role, person)))
                .Select(member => member.Id);

    private static bool Walks(Member member, Role role, PersonKnown person) =>
        role switch
        {
            Role.Secretary => member.Is(TeamRole.Secretary),
            Role.ChildDirector => member.Is(TeamRole.ChildDirector),
            Role.GridChief => member.Is(TeamRole.GridChief) && IsOf(member, person),
            Role.GroupLeader => member.Is(TeamRole.GroupLeader) && IsOf(member, person),
            _ => throw new Unforeseen(role),
        };

    // A village has no grids: its groups stand where a community has its buildings. A member without a part of their own
    // has all of it, as in scopes.
    private static bool IsOf(Member member, PersonKnown person) =>
        person.Grid.Length > 0
            ? member.Grid == person.Grid
            : string.IsNullOrEmpty(member.Grid) && (string.IsNullOrEmpty(member.Building) || member.Building == person.Listed.Building);
}
