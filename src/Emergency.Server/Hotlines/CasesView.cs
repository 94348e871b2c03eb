using System.Collections.Immutable;
using Emergency.Domain;
using Emergency.Domain.Handovers;
using Emergency.Engine;
using Emergency.Server.Incidents;
using Emergency.Server.Views;

namespace Emergency.Server.Hotlines;

/// <summary>Keeps the cases that wait, and tells community, street and county, or the desks that have them instead.</summary>
public sealed class CasesView(Settings settings) : View<CasesKnown>
{
    public const string Case = "case";

    public override string Name => "cases";
    public override CasesKnown Empty => CasesKnown.None;

    // No real case is in a drill; who keeps a desk is there as in earnest.
    protected override CasesKnown Fork(CasesKnown state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return CasesKnown.None with { Desks = state.Desks };
    }

    protected override CasesKnown Fold(CasesKnown state, Happened happened, Changes changes)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(happened);
        ArgumentNullException.ThrowIfNull(changes);
        state = Kept(state, happened, changes);
        var realm = happened.Entity.Realm;
        return happened.Event switch
        {
            CaseReceived { Waits: true } e => With(state, realm, Placed(new(e.Incident, e.Facts, happened.Position, []), state.Desks), changes),
            CaseUpdated { Waits: true } e when state.Find(e.Incident) is { } before => With(state, realm, Placed(before with { Facts = e.Facts }, state.Desks), changes),
            CaseCallersErased e when state.Find(e.Incident) is { } before => state with { Waiting = state.Waiting.SetItem(e.Incident, before with { Facts = before.Facts with { Caller = null } }) },
            CaseReceived e => Without(state, realm, e.Incident, changes),
            CasePromoted e => Without(state, realm, e.Incident, changes),
            CaseCancelled e => Without(state, realm, e.Incident, changes),
            _ => state,
        };
    }

    public override void Show(CasesKnown state, string realm, Group group, Changes changes)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(group);
        ArgumentNullException.ThrowIfNull(changes);
        if (group.Kind != "division") return;
        foreach (var one in state.Waiting.Values.Where(one => one.Divisions.Any(code => code.StartsWith(group.Id, StringComparison.Ordinal)))) changes.To(group, Case, one.Id.ToString(), CaseLight.Of(one));
    }

    private CasesKnown Kept(CasesKnown state, Happened happened, Changes changes)
    {
        var desks = state.Desks.After(happened.Entity.Key, happened.Event);
        if (ReferenceEquals(desks, state.Desks)) return state;
        var next = state with { Desks = desks };
        if (ReferenceEquals(desks.Divisions, state.Desks.Divisions)) return next;
        foreach (var before in state.Waiting.Values)
            if (Placed(before, desks) is var after && after != before) next = With(next, happened.Entity.Realm, after, changes);
        return next;
    }

    private CaseKnown Placed(CaseKnown one, Desks desks) => one with { Instead = desks.Instead(one.Home, settings.Hotlines.GetValueOrDefault(one.Facts.Key.Hotline)?.Home) };

    private static CasesKnown With(CasesKnown state, string realm, CaseKnown now, Changes changes)
    {
        var watching = Above(now);
        if (state.Find(now.Id) is { } before)
            foreach (var code in Above(before).Except(watching)) changes.To(Group.Division(realm, code), Case, now.Id.ToString(), null);
        foreach (var code in watching) changes.To(Group.Division(realm, code), Case, now.Id.ToString(), CaseLight.Of(now));
        return state with { Waiting = state.Waiting.SetItem(now.Id, now) };
    }

    private static CasesKnown Without(CasesKnown state, string realm, IncidentId id, Changes changes)
    {
        if (state.Find(id) is not { } gone) return state;
        foreach (var code in Above(gone)) changes.To(Group.Division(realm, code), Case, id.ToString(), null);
        return state with { Waiting = state.Waiting.Remove(id) };
    }

    private static ImmutableHashSet<string> Above(CaseKnown one) =>
        [.. one.Divisions.SelectMany(code => new[] { 12, 9, 6, 4, 2 }.Where(digits => code.Length >= digits).Select(digits => code[..digits]))];
}
