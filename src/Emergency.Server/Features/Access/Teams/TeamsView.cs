using Emergency.Domain.Teams;
using Emergency.Engine;
using Emergency.Server.Infrastructure.Checkpoints;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Teams;

/// <summary>Folds teams and rosters, and opens members' contacts.</summary>
internal sealed class TeamsView(ISealing sealing) : View<TeamsKnown>
{
    public override string Name => "team";
    protected override string FoldVersion => "3";
    public override TeamsKnown Empty => TeamsKnown.None;
    protected override IEnumerable<KeptAs> Keeping =>
        [KeptAs.Make<MemberKnown, Member>(static one => one.Facts, facts => MemberKnown.Of(facts, sealing))];

    protected override TeamsKnown Fork(TeamsKnown state) => state with { StandIns = true };

    protected override IReadOnlyList<ILights<TeamsKnown>> Lights { get; } = [new TeamLights()];

    protected override TeamsKnown Fold(TeamsKnown state, Happened happened)
    {
        if (happened.Event is not TeamEvent teamed)
            return state;
        var before = state.Of(happened.Entity.Key);
        var after = Team.Evolve(before.State, teamed);
        var members = teamed switch
        {
            MemberRecorded e => before.Members.SetItem(e.Member.Id, MemberKnown.Of(e.Member, sealing)),
            MemberEntered e => before.Members.SetItem(e.Member.Id, MemberKnown.Of(e.Member, sealing)),
            MemberCorrected e => before.Members.SetItem(e.Member.Id, MemberKnown.Of(e.Member, sealing)),
            MemberTaken { Passed.Member: var taken } => before.Members.SetItem(taken.Id, MemberKnown.Of(taken, sealing)),
            MemberPassed e => before.Members.Remove(e.Passed.Member.Id),
            MemberRemoved e => before.Members.Remove(e.Member),
            MemberLeft e => before.Members.Remove(e.Member),
            MemberErased e => before.Members.Remove(e.Member),
            AvailabilitySet e when after.Members.TryGetValue(e.Member, out var facts) => before.Members.SetItem(
                e.Member,
                before.Members[e.Member] with
                {
                    Facts = facts,
                }
            ),
            _ => before.Members,
        };
        var former = teamed switch
        {
            MemberLeft e when before.Members.TryGetValue(e.Member, out var left) => before.Former.SetItem(e.Member, left),
            MemberEntered e => before.Former.Remove(e.Member.Id),
            MemberTaken e => before.Former.Remove(e.Passed.Member.Id),
            MemberRecorded e => before.Former.Remove(e.Member.Id),
            MemberErased e => before.Former.Remove(e.Member),
            _ => before.Former,
        };
        var now = new TeamKnown(after, members) { Former = former, At = happened.Position };
        return state with { Teams = state.Teams.SetItem(happened.Entity.Key, now) };
    }
}
