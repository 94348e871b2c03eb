using Emergency.Domain.CallOuts;
using Emergency.Domain.Pools;
using Emergency.Domain.Teams;
using Emergency.Domain.Tests.Pools;
using static Emergency.Domain.Tests.Cast;

namespace Emergency.Domain.Tests.Teams;

/// <summary>Reasons for refusing of a team's upkeep, its swaps and its call-outs, each with an act that meets it.</summary>
internal static class TeamRefusals
{
    private static readonly Member Chief = new(
        MemberOf(GridChief),
        TeamRole.GridChief,
        G1,
        null,
        null,
        [],
        Availability.OnPost,
        Hidden("网格长")
    );
    private static readonly MemberRecorded There = new(Chief, null, Night);
    private static readonly Duty Turn = new(Today, Shift.Night, Post.Desk, Chief.Id, After(-67), After(653), null);
    private static readonly Issued Keys = new(Id<EquipmentId>(1), EquipmentKind.Key, "钥匙 2 把", Today);
    private static readonly CallOutStarted Out = new(new(Community, Hidden("村口"), null), [Chief.Id], [], Secretary, Night);

    public static readonly (Code Code, Noun Noun, Event[] Given, Command When)[] All =
    [
        (Team.IsMinor, Noun.Team, [], new EnterMember(Chief, null, Secretary, Night, Minor: true)),
        (
            Team.StillHolds,
            Noun.Team,
            [There, new EquipmentIssued(Chief.Id, Keys, Secretary, Night)],
            new LeaveTeam(Chief.Id, Today, null, Secretary, Night)
        ),
        (
            Team.DoubleTurn,
            Noun.Team,
            [There, new DutyRostered(Turn, Night)],
            new RosterTurn(Turn with { Post = Post.Lead }, Secretary, Night)
        ),
        (Team.SwapGone, Noun.Team, [There, new DutyRostered(Turn, Night)], new TakeSwap(Turn.Key, Chief.Id, Responder, Night)),
        (Pool.Unknown, Noun.Pool, [], new LendStaff(Chief.Id, PoolStories.Term, StreetOfficer, Night)),
        (Pool.Lent, Noun.Pool, [PoolStories.Added, PoolStories.Out], new RemoveStaff(PoolStories.Added.Staff.Id, StreetOfficer, Night)),
        (
            Pool.BadTerm,
            Noun.Pool,
            [PoolStories.Added],
            new LendStaff(PoolStories.Added.Staff.Id, PoolStories.Term with { To = Today.AddDays(-1) }, StreetOfficer, Night)
        ),
        (CallOut.Unknown, Noun.CallOut, [], new EndCallOut(Secretary, Night)),
        (CallOut.Nobody, Noun.CallOut, [], new StartCallOut(Out.Facts, [], [], Secretary, Night)),
        (CallOut.NotAsked, Noun.CallOut, [Out], new AnswerCallOut(MemberOf(Volunteer), 5, Volunteer, Night)),
        (CallOut.BadMinutes, Noun.CallOut, [Out], new AnswerCallOut(Chief.Id, 241, GridChief, Night)),
        (CallOut.Over, Noun.CallOut, [Out, new CallOutEnded(Secretary, Night)], new AnswerCallOut(Chief.Id, 5, GridChief, Night)),
    ];
}
