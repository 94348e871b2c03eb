using Emergency.Domain.Teams;

namespace Emergency.Domain.CallOuts;

/// <summary>Members of a team who are called to the field now, and those who are not, with the reason. Every member of the team is in
/// exactly one of the two lists.</summary>
public sealed record Callable(ListOf<MemberId> Called, ListOf<NotCalled> Spared)
{
    /// <param name="today">In Asia/Shanghai.</param>
    /// <param name="minor">Tells whether a member is known to be younger than 18; the day of birth is sealed.</param>
    public static Callable Of(Team team, DateOnly today, Func<MemberId, bool> minor)
    {
        var all = team
            .Members.Values.OrderBy(member => member.Id.Value)
            .Select(member => (member.Id, Why: Against(team, member, today, minor)))
            .ToList();
        return new(
            [.. all.Where(one => one.Why is null).Select(one => one.Id)],
            [.. all.Where(one => one.Why is not null).Select(one => new NotCalled(one.Id, one.Why!.Value))]
        );
    }

    /// <summary>Returns the reason why a member is not called to the field now; null where they are called.</summary>
    public static SparedWhy? Against(Team team, Member member, DateOnly today, Func<MemberId, bool> minor) =>
        member.Availability == Availability.OnLeave ? SparedWhy.OnLeave
        : member.Availability == Availability.Away ? SparedWhy.Away
        : minor(member.Id) ? SparedWhy.Minor
        : !team.Insured(member.Id, today) ? SparedWhy.Uninsured
        : !team.Trained(member.Id, today) ? SparedWhy.Untrained
        : null;
}
