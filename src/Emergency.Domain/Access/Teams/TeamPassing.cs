using System.Collections.Immutable;
using static Emergency.Domain.Decision;

namespace Emergency.Domain.Teams;

public abstract record TeamPassingCommand : TeamCommand;

/// <summary>Passes members to another community's team because theirs is split or merged (撤并/拆分), with their turns of duty ahead,
/// equipment, trainings and insurance. Members who have gone already are left out.</summary>
public sealed record PassMembers(ListOf<MemberId> Members, string To, By By, DateTimeOffset At) : TeamPassingCommand;

/// <summary>Writes a member whom another team has passed into this one.</summary>
public sealed record TakeMember(PassedMember Passed, string From, By By, DateTimeOffset At) : TeamPassingCommand;

/// <summary>Member with everything that goes along.</summary>
/// <param name="Posted">True when the member agreed to be posted with name and phone.</param>
/// <param name="Turns">Turns of duty that are not over.</param>
public sealed record PassedMember(Member Member, Upkeep Upkeep, bool Posted, ListOf<Duty> Turns);

public abstract record TeamPassingEvent : TeamEvent;

[Stored("team.member-passed.v1")]
public sealed record MemberPassed(PassedMember Passed, string To, By By, DateTimeOffset At) : TeamPassingEvent;

[Stored("team.member-taken.v1")]
public sealed record MemberTaken(PassedMember Passed, string From, By By, DateTimeOffset At) : TeamPassingEvent;

public sealed partial record Team
{
    private static Decision Decide(Team state, TeamPassingCommand command) =>
        command switch
        {
            PassMembers c => Of(
                c.Members.Distinct()
                    .Select(id => state.Members.GetValueOrDefault(id))
                    .OfType<Member>()
                    .Select(member => new MemberPassed(
                        new(
                            member,
                            state.UpkeepOf(member.Id),
                            state.Posted.Contains(member.Id),
                            [.. state.Roster.Values.Ahead(member.Id.Value, c.At).InOrder().Select(duty => duty with { Import = null })]
                        ),
                        c.To,
                        c.By,
                        c.At
                    ))
            ),
            // A member erased on the way is not written again.
            TakeMember c => state.Members.ContainsKey(c.Passed.Member.Id) || state.Gone.Contains(c.Passed.Member.Id)
                ? Nothing
                : new MemberTaken(c.Passed with { Turns = Kept(state, c.Passed) }, c.From, c.By, c.At),
            _ => throw new Unforeseen(command),
        };

    // A passed turn that stands on this roster already stays, and none overlaps it.
    private static ListOf<Duty> Kept(Team state, PassedMember passed)
    {
        var (stands, kept) = (state, new List<Duty>());
        foreach (var duty in passed.Turns)
            if (duty.Member == passed.Member.Id && stands.Double(duty) is null)
            {
                kept.Add(duty);
                stands = stands with { Roster = stands.Roster.SetItem(duty.Key, duty) };
            }
        return [.. kept];
    }

    private static Team EvolvePassing(Team state, TeamPassingEvent happened)
    {
        switch (happened)
        {
            case MemberPassed e:
                var (id, turns) = (e.Passed.Member.Id, e.Passed.Turns.Select(duty => duty.Key).ToList());
                return state with
                {
                    Members = state.Members.Remove(id),
                    MemberImports = state.MemberImports.Remove(id),
                    Posted = state.Posted.Remove(id),
                    Upkeep = state.Upkeep.Remove(id),
                    Roster = state.Roster.RemoveRange(turns),
                    DutyImports = state.DutyImports.RemoveRange(turns),
                    Swaps = state.Swaps.RemoveRange(turns),
                    Swapped = state.Swapped.RemoveRange(turns),
                };
            case MemberTaken e:
                var member = e.Passed.Member;
                return state with
                {
                    Members = state.Members.SetItem(member.Id, member),
                    Former = state.Former.Remove(member.Id),
                    Posted = e.Passed.Posted ? state.Posted.Add(member.Id) : state.Posted.Remove(member.Id),
                    Upkeep = e.Passed.Upkeep == Teams.Upkeep.None ? state.Upkeep : state.Upkeep.SetItem(member.Id, e.Passed.Upkeep),
                    Roster = state.Roster.SetItems(e.Passed.Turns.Select(duty => KeyValuePair.Create(duty.Key, duty))),
                };
            default:
                throw new Unforeseen(happened);
        }
    }
}
