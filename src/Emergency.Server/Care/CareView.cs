using Emergency.Domain;
using Emergency.Domain.Accounts;
using Emergency.Domain.Care;
using Emergency.Engine;
using Emergency.Server.Views;

namespace Emergency.Server.Care;

/// <summary>Folds care cases and tells only the <c>me</c> of those they concern.</summary>
public sealed class CareView : View<CareKnown>
{
    private const string Care = "care";

    public override string Name => "care";
    public override CareKnown Empty => CareKnown.None;

    // No real case is in a drill; who would hear of one is.
    protected override CareKnown Fork(CareKnown state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return CareKnown.None with { Accounts = state.Accounts };
    }

    protected override CareKnown Fold(CareKnown state, Happened happened, Changes changes)
    {
        return happened.Event switch
        {
            AccountAdded e => Granted(state, happened, e.Grants, changes),
            GrantsChanged e => Granted(state, happened, e.Grants, changes),
            AccountClosed => Granted(state, happened, [], changes),
            CareEvent e => Folded(state, happened, new(Guid.Parse(happened.Entity.Key)), e, changes),
            _ => state,
        };
    }

    public override void Show(CareKnown state, string realm, Group group, Changes changes)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(group);
        if (group.Kind != "me") return;
        var account = new AccountId(group.Id);
        foreach (var care in state.All.Values.Where(care => care.State.Stage != CareStage.Ended && care.Concerns(account, state.Accounts.GetValueOrDefault(account, [])))) changes.To(group, Care, care.Id.ToString(), CareLight.Of(care));
    }

    private static CareKnown Folded(CareKnown state, Happened happened, CareCaseId id, CareEvent e, Changes changes)
    {
        var before = state.Find(id);
        var after = e is CareOpened opened
            ? new CareSeen(id, CareCase.Evolve(CareCase.None, opened), opened.By.Account, opened.At, happened.Position)
            : before! with { State = CareCase.Evolve(before.State, e), At = happened.Position };
        var next = state with
        {
            All = state.All.SetItem(id, after),
            ByIncident = before is null && after.State.Incident is { } incident ? state.ByIncident.SetItem(incident, state.ByIncident.GetValueOrDefault(incident, []).Add(id)) : state.ByIncident,
        };
        var concerned = next.Concerned(after).ToHashSet();
        if (before is not null)
            foreach (var gone in state.Concerned(before).Where(account => !concerned.Contains(account))) changes.To(Group.Me(happened.Entity.Realm, gone), Care, id.ToString(), null);
        foreach (var account in concerned) changes.To(Group.Me(happened.Entity.Realm, account), Care, id.ToString(), CareLight.Of(after));
        return next;
    }

    private static CareKnown Granted(CareKnown state, Happened happened, ListOf<Grant> grants, Changes changes)
    {
        var account = new AccountId(happened.Entity.Key);
        var next = state with { Accounts = grants.Count == 0 ? state.Accounts.Remove(account) : state.Accounts.SetItem(account, grants) };
        foreach (var care in state.All.Values.Where(care => care.State.Stage != CareStage.Ended))
        {
            var (was, now) = (care.Concerns(account, state.Accounts.GetValueOrDefault(account, [])), care.Concerns(account, grants));
            if (was != now) changes.To(Group.Me(happened.Entity.Realm, account), Care, care.Id.ToString(), now ? CareLight.Of(care) : null);
        }
        return next;
    }
}

/// <summary>A care case as those it concerns hear of it: no name, no kind. <paramref name="LateLevel"/>: 0 in time, 1 the secretary, 2 the street is told.</summary>
public sealed record CareLight(CareCaseId Id, PersonId Person, string Community, string? Domicile, IncidentId? Incident, CareStage Stage, bool HarmSuspected, DateTimeOffset OpenedAt, DateOnly? LastChecked, DateTimeOffset? Due, int LateLevel, CareExit? Exit)
{
    public static CareLight Of(CareSeen care)
    {
        ArgumentNullException.ThrowIfNull(care);
        var state = care.State;
        return new(care.Id, state.Person!.Value, state.Community, state.Domicile, state.Incident, state.Stage, state.HarmSuspected, care.OpenedAt, state.LastChecked, state.Due, state.LateLevel, state.Exit);
    }
}
