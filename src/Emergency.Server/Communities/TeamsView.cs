using Emergency.Domain.Communities;
using Emergency.Engine;
using Emergency.Server.People;
using Emergency.Server.Views;

namespace Emergency.Server.Communities;

/// <summary>Folds teams and rosters, members' contacts opened. Broadcast is only that a team changed: a page then asks by HTTP, which knows who may see a name.</summary>
public sealed class TeamsView(ISealing sealing) : View<TeamsKnown>
{
    public override string Name => "team";
    public override TeamsKnown Empty => TeamsKnown.None;
    protected override TeamsKnown Fork(TeamsKnown state) => state with { StandIns = true };

    protected override TeamsKnown Fold(TeamsKnown state, Happened happened, Changes changes)
    {
        if (happened.Event is not TeamEvent teamed) return state;
        var before = state.Of(happened.Entity.Key);
        var after = Team.Evolve(before.State, teamed);
        var members = teamed switch
        {
            MemberRecorded e => before.Members.SetItem(e.Member.Id, new(e.Member, sealing.Open<MemberContact>(e.Member.Contact))),
            MemberRemoved e => before.Members.Remove(e.Member),
            MemberErased e => before.Members.Remove(e.Member),
            AvailabilitySet e when after.Members.TryGetValue(e.Member, out var facts) => before.Members.SetItem(e.Member, before.Members[e.Member] with { Facts = facts }),
            _ => before.Members,
        };
        var now = new TeamKnown(after, members) { At = happened.Position };
        changes.Division(happened.Entity.Realm, happened.Entity.Key, Name, happened.Entity.Key, TeamLight.Of(happened.Entity.Key, now));
        return state with { Teams = state.Teams.SetItem(happened.Entity.Key, now) };
    }

    public override void Show(TeamsKnown state, string realm, Group group, Changes changes)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(group);
        ArgumentNullException.ThrowIfNull(changes);
        if (group.Kind != "division") return;
        foreach (var (community, team) in state.Teams)
            if (community.StartsWith(group.Id, StringComparison.Ordinal)) changes.To(group, Name, community, TeamLight.Of(community, team));
    }
}

/// <summary>That a team or its roster changed, as it is broadcast: numbers, and the position of its newest event.</summary>
public sealed record TeamLight(string Community, int Members, int Turns, long At)
{
    public static TeamLight Of(string community, TeamKnown team)
    {
        ArgumentNullException.ThrowIfNull(team);
        return new(community, team.State.Members.Count, team.State.Roster.Count, team.At.Value);
    }
}
