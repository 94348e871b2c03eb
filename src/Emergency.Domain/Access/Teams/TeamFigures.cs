namespace Emergency.Domain.Teams;

/// <summary>在队 ＝ 能叫 ＋ 请假 ＋ 外出, in people.</summary>
/// <param name="Uninsured">Members in the team who are not insured today, so not sent to the field (应对法 40).</param>
/// <param name="Untrained">Members in the team without a noted training, or whose trainings have all ended.</param>
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

/// <summary>Shift that is not over and has no lead and no desk officer who is on post.</summary>
/// <param name="OnLeave">True when somebody is rostered, but on leave or away.</param>
public sealed record ShiftGap(DateOnly Day, Shift Shift, DateTimeOffset From, bool OnLeave);

/// <summary>缺岗: finds gaps in a roster.</summary>
public static class ShiftGaps
{
    /// <summary>Number of days, today included, for which gaps are reported.</summary>
    public const int Ahead = 7;

    /// <summary>Returns the shifts that are not over and whose rostered leads and desk officers are none of them on post.</summary>
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
