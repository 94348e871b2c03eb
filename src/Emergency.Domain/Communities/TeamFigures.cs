namespace Emergency.Domain.Communities;

/// <summary>在队 ＝ 能叫 ＋ 请假 ＋ 外出, in people.</summary>
/// <param name="Uninsured">Of those in the team: not insured today, so not sent to the field (应对法 40).</param>
/// <param name="Untrained">Of those in the team: no training is noted, or all of it has ended.</param>
public sealed record TeamFigures(int InTeam, int Callable, int OnLeave, int Away, int Uninsured, int Untrained)
{
    /// <param name="today">In Asia/Shanghai.</param>
    public static TeamFigures Of(Team team, DateOnly today)
    {
        var there = team.Members.Values.CountBy(member => member.Availability).ToDictionary();
        return new(
            team.Members.Count,
            there.GetValueOrDefault(Availability.OnPost),
            there.GetValueOrDefault(Availability.OnLeave),
            there.GetValueOrDefault(Availability.Away),
            team.Members.Keys.Count(id => !team.Insured(id, today)),
            team.Members.Keys.Count(id => !team.Trained(id, today))
        );
    }
}

/// <summary>A shift that is not over and that nobody keeps who is there.</summary>
/// <param name="OnLeave">Somebody is rostered, and on leave or away.</param>
public sealed record ShiftGap(DateOnly Day, Shift Shift, DateTimeOffset From, bool OnLeave);

/// <summary>缺岗: where a roster has a gap.</summary>
public static class ShiftGaps
{
    /// <summary>So far ahead gaps are said, in days, today among them.</summary>
    public const int Ahead = 7;

    /// <summary>The shifts that are not over and that nobody leads or keeps the desk of who is on post.</summary>
    public static IReadOnlyList<ShiftGap> Of(Team team, InForce inForce, string community, DateTimeOffset now, int ahead = Ahead)
    {
        var turns = team.Roster.Values.Where(turn => turn.Post != Post.Response).ToLookup(turn => (turn.Day, turn.Shift));
        return
        [
            .. Rosters
                .NotOver(now, ahead, inForce, community)
                .Select(shift => (Shift: shift, Kept: turns[(shift.Day, shift.Shift)].ToList()))
                .Where(at => !at.Kept.Any(turn => team.Members.GetValueOrDefault(turn.Member)?.Availability == Availability.OnPost))
                .Select(at => new ShiftGap(at.Shift.Day, at.Shift.Shift, at.Shift.From, at.Kept.Count > 0)),
        ];
    }
}
