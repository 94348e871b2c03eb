using Emergency.Domain;
using Emergency.Domain.Places;
using Emergency.Domain.Teams;
using Emergency.Server.Features.Communities;
using Emergency.Server.Features.Places;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Answers;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Privacy;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Teams;

/// <summary>Endpoints for the teams of a street in figures, and the coming week of a community.</summary>
internal static class TeamOverviewEndpoints
{
    public static RouteGroupBuilder MapTeamOverview(this RouteGroupBuilder api)
    {
        api.MapGet("/streets/{code}/teams", Street).Needs(TeamPermissions.Read).WithTags("teams");
        api.MapGet("/communities/{code}/team/week", Week).Needs(TeamPermissions.Read).WithTags("teams");
        return api;
    }

    /// <summary>
    /// Each community of a street, in order of their codes: members of the team, reachable members, and the gaps of the
    /// week.
    /// </summary>
    public static Outcome<StreetTeams> Street(string code, Asked asked, Known known)
    {
        if (!Divisions.IsCode(code) || code.Length != 9)
            return Problem.NotFound;
        if (asked.Allow(TeamPermissions.Read, new Place(code)).Problem is { } problem)
            return problem;
        var (teams, today) = (known.Of<TeamsKnown>(asked.Realm), Shanghai.Day(asked.Now));
        var all = known
            .Of<PlacesKnown>(asked.Realm)
            .Below(code)
            .OrderBy(one => one.Code, StringComparer.Ordinal)
            .Select(one =>
            {
                var team = teams.Of(one.Code).State;
                var gaps = ShiftGaps.Of(team, known.InForce, one.Code, asked.Now);
                return new StreetTeam(one.Code, one.Name, TeamFigures.Of(team, today), gaps.Count, gaps.Count > 0 ? gaps[0] : null);
            });
        return new Outcome<StreetTeams>(new([.. all], known.At.Value), known.At);
    }

    /// <summary>
    /// The figures of a team, and its roster of seven days from a given one: turns with swaps asked and taken, and the gaps.
    /// Without a given day: from today on, preceded during a night shift by the day on which it began.
    /// </summary>
    public static Outcome<TeamWeek> Week(string code, Asked asked, Known known, DateOnly? from = null)
    {
        var (seen, problem) = CommunitySeen.Find(known, asked, TeamPermissions.Read, code);
        if (seen is null)
            return problem;
        var (team, today) = (seen.Team(), Shanghai.Day(asked.Now));
        var first = from ?? Rosters.NotOver(asked.Now, 1, known.InForce, code)[0].Day;
        var turns = team.State.Roster.Values.ToLookup(turn => turn.Day);
        var days = Enumerable
            .Range(0, ShiftGaps.Ahead + (from is null ? today.DayNumber - first.DayNumber : 0))
            .Select(first.AddDays)
            .Select(day => new WeekDay(day, [.. turns[day].InOrder().Select(turn => WeekTurn.Of(team, turn))]));
        return new Outcome<TeamWeek>(
            new(TeamFigures.Of(team.State, today), [.. days], ShiftGaps.Of(team.State, known.InForce, code, asked.Now), known.At.Value),
            known.At
        );
    }
}

/// <param name="First">The first gap; null where there is none.</param>
internal sealed record StreetTeam(string Code, string Name, TeamFigures Figures, int Gaps, ShiftGap? First);

internal sealed record StreetTeams(IReadOnlyList<StreetTeam> Items, long Position);

/// <param name="Gaps">Gaps of the seven days from now, for any days shown.</param>
internal sealed record TeamWeek(TeamFigures Figures, IReadOnlyList<WeekDay> Days, IReadOnlyList<ShiftGap> Gaps, long Position);

internal sealed record WeekDay(DateOnly Day, IReadOnlyList<WeekTurn> Turns);

/// <param name="Asked">True when a colleague is asked to take it.</param>
/// <param name="Before">Masked name of the member who had it before it was taken.</param>
internal sealed record WeekTurn(OnDuty Turn, bool Asked, string? Before)
{
    public static WeekTurn Of(TeamKnown team, Duty turn) =>
        new(
            TurnShown.Of(team, turn),
            team.State.Swaps.ContainsKey(turn.Key),
            team.State.Swapped.TryGetValue(turn.Key, out var from)
                ? Masks.Name(team.Members.GetValueOrDefault(from)?.Contact?.Name ?? "")
                : null
        );
}
