using Emergency.Domain.Communities;
using Emergency.Engine;
using Emergency.Server.People;
using Emergency.Server.Views;

namespace Emergency.Server.Communities;

/// <summary>Folds teams and rosters, members' contacts opened. Nothing of it is broadcast: a page asks by HTTP, which knows who may see a name.</summary>
public sealed class TeamsView(ISealing sealing) : View<TeamsKnown>
{
    public override string Name => "team";
    public override TeamsKnown Empty => TeamsKnown.None;

    protected override TeamsKnown Fold(TeamsKnown state, Happened happened, Changes changes)
    {
        if (happened.Event is not TeamEvent teamed) return state;
        var before = state.Of(happened.Entity.Key);
        var after = Team.Evolve(before.State, teamed);
        var members = teamed switch
        {
            MemberRecorded e => before.Members.SetItem(e.Member.Id, new(e.Member, sealing.Open<MemberContact>(e.Member.Contact))),
            MemberRemoved e => before.Members.Remove(e.Member),
            AvailabilitySet e when after.Members.TryGetValue(e.Member, out var facts) => before.Members.SetItem(e.Member, before.Members[e.Member] with { Facts = facts }),
            _ => before.Members,
        };
        return state with { Teams = state.Teams.SetItem(happened.Entity.Key, new(after, members)) };
    }
}
