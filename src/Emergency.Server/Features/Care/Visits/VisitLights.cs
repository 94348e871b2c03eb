using Emergency.Domain;
using Emergency.Domain.Accounts;
using Emergency.Domain.Visits;
using Emergency.Engine;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Visits;

/// <summary>Figures of each community and nothing of any person: visits due, late ones with secretary and street, extra visits.</summary>
internal sealed class VisitLights : LightsOf<VisitsKnown, string>
{
    protected override string View => "visits";

    protected override bool IsNews(Happened happened) => false;

    protected override IEnumerable<string> Touched(VisitsKnown before, VisitsKnown after, Happened happened) =>
        happened.Event is VisitsEvent ? [VisitsView.Key(happened.Entity).Community] : [];

    protected override IEnumerable<string> Near(VisitsKnown state, string realm, Group group) =>
        group.Kind == "division" ? state.All.Keys.Where(code => code.StartsWith(group.Id, StringComparison.Ordinal)) : [];

    protected override Light? Of(VisitsKnown state, string thing, string realm) =>
        state.All.ContainsKey(thing) ? new(thing, () => VisitFigures.Of(state, thing), Audience.Division(realm, thing)) : null;
}

/// <summary>
/// Tells the <c>me</c> of everybody of a team that a door of their community was put on somebody's walk. Each member
/// loads their own walk then.
/// </summary>
internal sealed class MyVisitLights : LightsOf<VisitsKnown, AccountId>
{
    protected override string View => "visits";

    protected override bool IsNews(Happened happened) => false;

    protected override IEnumerable<AccountId> Touched(VisitsKnown before, VisitsKnown after, Happened happened) =>
        happened.Event switch
        {
            VisitsEvent e when VisitsView.IsSudden(e) => after
                .Team.Where(one => one.Value == VisitsView.Key(happened.Entity).Community)
                .Select(one => one.Key),
            AccountAdded or GrantsChanged or AccountClosed => [new(happened.Entity.Key)],
            _ => [],
        };

    protected override IEnumerable<AccountId> Near(VisitsKnown state, string realm, Group group) =>
        group.Kind == "me" ? [new(group.Id)] : [];

    protected override Light? Of(VisitsKnown state, AccountId thing, string realm) =>
        state.Team.TryGetValue(thing, out var community) && state.Told.TryGetValue(community, out var at)
            ? new(thing.Key, () => new MyVisits(community, at.Value), Audience.Only(Group.Me(realm, thing)))
            : null;
}

/// <summary>The position at which a door was last put on somebody's walk outside the plan.</summary>
internal sealed record MyVisits(string Community, long At);

/// <param name="Due">Visits due now, at the visitors' desk.</param>
/// <param name="Secretary">Visits three days late.</param>
/// <param name="Street">Visits seven days late.</param>
/// <param name="Extra">Persons with an extra visit.</param>
internal sealed record VisitFigures(string Community, int Due, int Secretary, int Street, int Extra)
{
    public static VisitFigures Of(VisitsKnown known, string community)
    {
        var (levels, extra) = (new int[4], 0);
        foreach (var one in known.Of(community).Values)
        {
            levels[Math.Clamp(one.Level, 0, 3)]++;
            extra += one.Extras.Count > 0 ? 1 : 0;
        }
        return new(community, levels[1], levels[2], levels[3], extra);
    }
}
