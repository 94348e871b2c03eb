using System.Collections.Immutable;
using Emergency.Domain.People;
using static Emergency.Domain.Decision;

namespace Emergency.Domain.Teams;

/// <summary>Field changed by a correction of a member.</summary>
public enum MemberField
{
    Name,
    Phones,
    Role,
    Grid,
    Building,
    Unit,
    Skills,
    Also,
    Born,
}

/// <summary>Member who has left the team: the last record and since when.</summary>
public sealed record FormerMember(Member Member, DateOnly Day);

/// <summary>Change that a person makes in a team, without a file.</summary>
public abstract record TeamByHandCommand : TeamCommand;

/// <summary>Adds a new member, or takes back one who had left.</summary>
/// <param name="Minor">True for people younger than 18 by the day of birth given: they are refused (应对法 39: rescue teams are of
/// adults).</param>
public sealed record EnterMember(Member Member, Sealed? Why, By By, DateTimeOffset At, bool Minor = false) : TeamByHandCommand;

/// <param name="Seen">Record on which the correction was based: if one of its fields has changed since, nothing is written.</param>
/// <param name="Minor">True where the corrected day of birth makes the member younger than 18: refused.</param>
public sealed record CorrectMember(
    Member Member,
    Member Seen,
    ListOf<MemberField> Fields,
    Sealed? Why,
    By By,
    DateTimeOffset At,
    bool Minor = false
) : TeamByHandCommand;

/// <summary>Ends membership, once issued items are back or with another member: turns of duty ahead are struck, and name and phone are
/// posted no more.</summary>
/// <param name="Day">First day without the member.</param>
public sealed record LeaveTeam(MemberId Member, DateOnly Day, Sealed? Why, By By, DateTimeOffset At) : TeamByHandCommand;

[Stored("team.member-entered.v1")]
public sealed record MemberEntered(Member Member, Sealed? Why, By By, DateTimeOffset At) : TeamEvent, IByHand;

[Stored("team.member-corrected.v1")]
public sealed record MemberCorrected(Member Member, ListOf<MemberField> Fields, Sealed? Why, By By, DateTimeOffset At) : TeamEvent, IByHand;

[Stored("team.member-left.v1")]
public sealed record MemberLeft(MemberId Member, DateOnly Day, Sealed? Why, By By, DateTimeOffset At) : TeamEvent, IByHand;

public sealed partial record Team
{
    /// <summary>Members who have left by an act of a person. A file or another act can bring them back.</summary>
    public ImmutableDictionary<MemberId, FormerMember> Former { get; init; } = ImmutableDictionary<MemberId, FormerMember>.Empty;

    private static Decision Decide(Team state, TeamByHandCommand command) =>
        command switch
        {
            EnterMember c when state.Gone.Contains(c.Member.Id) => Reject(Erased, c.Member.Id.ToString()),
            EnterMember { Minor: true } => Reject(IsMinor),
            EnterMember c when state.Members.TryGetValue(c.Member.Id, out var known) => known.Contact == c.Member.Contact
                ? Nothing
                : Reject(ChangedMeanwhile),
            EnterMember c => new MemberEntered(c.Member, c.Why, c.By, c.At),
            CorrectMember c when !state.Members.ContainsKey(c.Member.Id) => Reject(UnknownMember, c.Member.Id.ToString()),
            CorrectMember { Minor: true } => Reject(IsMinor),
            CorrectMember c => Correct(state.Members[c.Member.Id], c),
            LeaveTeam c when state.Former.ContainsKey(c.Member) => Nothing,
            LeaveTeam c when !state.Members.ContainsKey(c.Member) => Reject(UnknownMember, c.Member.ToString()),
            LeaveTeam c when state.UpkeepOf(c.Member).Equipment is { Count: > 0 } held => Reject(
                StillHolds,
                string.Join('、', held.Select(one => one.What))
            ),
            LeaveTeam c => Of(Leave(state, c)),
            _ => throw new Unforeseen(command),
        };

    // Only the corrected fields are compared and written: another desk's changes of other fields stay.
    private static Decision Correct(Member known, CorrectMember c)
    {
        var next = c.Fields.Aggregate(known, (member, field) => Take(member, c.Member, field));
        return next == known ? Nothing
            : c.Fields.Any(field => Take(known, c.Seen, field) != known) ? Reject(ChangedMeanwhile)
            : new MemberCorrected(next, c.Fields, c.Why, c.By, c.At);
    }

    private static Member Take(Member to, Member from, MemberField field) =>
        field switch
        {
            MemberField.Name or MemberField.Phones or MemberField.Born => to with { Contact = from.Contact },
            MemberField.Role => to with { Role = from.Role },
            MemberField.Grid => to with { Grid = from.Grid },
            MemberField.Building => to with { Building = from.Building },
            MemberField.Unit => to with { Unit = from.Unit },
            MemberField.Skills => to with { Skills = from.Skills, SealedSkills = from.SealedSkills },
            MemberField.Also => to with { Also = from.Also },
            _ => throw new Unforeseen(field),
        };

    private static IEnumerable<Event> Leave(Team state, LeaveTeam c)
    {
        foreach (var duty in state.Roster.Values.Ahead(c.Member.Value, c.At).InOrder())
            yield return new DutyStruck(duty.Key, c.At);
        yield return new MemberLeft(c.Member, c.Day, c.Why, c.By, c.At);
    }

    private static Team EvolveByHand(Team state, Event happened) =>
        happened switch
        {
            MemberEntered e => state.With(e.Member) with { Former = state.Former.Remove(e.Member.Id) },
            MemberCorrected e => state.With(e.Member),
            MemberLeft e when state.Members.TryGetValue(e.Member, out var member) => state with
            {
                Members = state.Members.Remove(e.Member),
                MemberImports = state.MemberImports.Remove(e.Member),
                Posted = state.Posted.Remove(e.Member),
                Former = state.Former.SetItem(e.Member, new(member, e.Day)),
            },
            MemberLeft => state,
            _ => throw new Unforeseen(happened),
        };

    // Entered by hand, so no file can undo it. A posting holds only for the name and phone that were agreed to.
    private Team With(Member member) =>
        this with
        {
            Members = Members.SetItem(member.Id, member),
            MemberImports = MemberImports.Remove(member.Id),
            Posted = Members.GetValueOrDefault(member.Id)?.Contact == member.Contact ? Posted : Posted.Remove(member.Id),
        };
}
