using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Teams;

/// <summary>Tells only that a team changed. A page then fetches it by HTTP, which knows who can see a name.</summary>
internal sealed class TeamLights : DivisionLights<TeamsKnown>
{
    protected override string View => "team";

    protected override IEnumerable<string> Within(TeamsKnown state, string division) =>
        state.Teams.Keys.Where(code => code.StartsWith(division, StringComparison.Ordinal));

    protected override object? Of(TeamsKnown state, string division) =>
        state.Teams.TryGetValue(division, out var team) ? TeamLight.Of(division, team) : null;
}

/// <summary>Broadcast that a team or its roster changed: numbers, and the position of its newest event.</summary>
internal sealed record TeamLight(string Community, int Members, int Turns, long At)
{
    public static TeamLight Of(string community, TeamKnown team) =>
        new(community, team.State.Members.Count, team.State.Roster.Count, team.At.Value);
}
