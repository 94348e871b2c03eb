using System.Collections.Immutable;
using Emergency.Domain;
using Emergency.Domain.Accounts;
using Emergency.Domain.Care;
using Emergency.Domain.Incidents;
using Emergency.Domain.Places;
using Emergency.Engine;
using Emergency.Server.Incidents.Neighbours;
using Emergency.Server.Views;

namespace Emergency.Server.Incidents;

/// <summary>Folds incidents by the domain's own rules, counts their numbers, and tells divisions, incidents and alerted people what changed.</summary>
public sealed class IncidentsView(Settings settings) : View<IncidentsKnown>
{
    public override string Name => "incidents";
    public override IncidentsKnown Empty => IncidentsKnown.None;

    // No real incident is in a drill; which account stands for which member, who keeps a desk, and what counties are called, is there as in earnest.
    protected override IncidentsKnown Fork(IncidentsKnown state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return IncidentsKnown.None with { Counties = state.Counties, Desks = state.Desks, Alerted = Alerted.Nobody with { Accounts = state.Alerted.Accounts, Members = state.Alerted.Members } };
    }

    protected override IncidentsKnown Fold(IncidentsKnown state, Happened happened, Changes changes)
    {
        state = Kept(state, happened, changes);
        return happened.Event switch
        {
            DivisionRegistered { Code.Length: 6 } county => state with { Counties = state.Counties.SetItem(county.Code, ShortName(county.Name)) },
            AccountAdded e => Bound(state, happened.Entity.Realm, new(happened.Entity.Key), e.Member, changes),
            GrantsChanged e => Bound(state, happened.Entity.Realm, new(happened.Entity.Key), e.Member, changes),
            AccountClosed => Bound(state, happened.Entity.Realm, new(happened.Entity.Key), null, changes),
            IncidentEvent e => Folded(state, happened, new IncidentId(Guid.Parse(happened.Entity.Key)), e, changes),
            _ => Worked(state, happened, changes),
        };
    }

    public override void Show(IncidentsKnown state, string realm, Group group, Changes changes)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(group);
        switch (group.Kind)
        {
            case "division":
                foreach (var incident in state.Open)
                {
                    if (incident.Divisions.Any(code => code.StartsWith(group.Id, StringComparison.Ordinal))) changes.To(group, Lights.Incident, incident.Id.ToString(), Lights.Of(state, incident));
                    foreach (var task in incident.State.Tasks.Values.Where(task => task.Community.StartsWith(group.Id, StringComparison.Ordinal))) changes.To(group, Lights.Task, task.Id.ToString(), Lights.Of(incident.Id, task));
                }
                if (state.Neighbours.Changed.TryGetValue(group.Id, out var revision)) changes.To(group, JoinableLight.View, group.Id, new JoinableLight(revision));
                break;
            case "incident" when Guid.TryParse(group.Id, out var id) && state.Find(new(id)) is { } incident:
                changes.To(group, Lights.Incident, group.Id, Lights.Of(state, incident));
                foreach (var task in incident.State.Tasks.Values) changes.To(group, Lights.Task, task.Id.ToString(), Lights.Of(incident.Id, task));
                break;
            case "me":
                var account = new AccountId(group.Id);
                foreach (var key in state.Alerted.Of(account)) changes.To(group, Lights.Task, key.Task.ToString(), Lights.Mine(state, key, account));
                break;
        }
    }

    /// <summary>A desk that is new, or gone, changes who has what lies where nobody answers.</summary>
    private IncidentsKnown Kept(IncidentsKnown state, Happened happened, Changes changes)
    {
        var desks = state.Desks.After(happened.Entity.Key, happened.Event);
        if (ReferenceEquals(desks, state.Desks)) return state;
        if (ReferenceEquals(desks.Divisions, state.Desks.Divisions)) return state with { Desks = desks };
        List<(IncidentKnown Before, IncidentKnown After)> moved = [.. state.All.Values.Select(one => (one, Placed(one, desks))).Where(pair => !pair.one.Instead.Equals(pair.Item2.Instead))];
        var next = state with { Desks = desks, All = state.All.SetItems(moved.Select(pair => KeyValuePair.Create(pair.After.Id, pair.After))) };
        foreach (var (before, after) in moved)
        {
            Tell(state, next, happened.Entity.Realm, before, after, null, changes);
            next = Neighboured(next, happened, before, after, next.Work, changes);
        }
        return next;
    }

    private IncidentKnown Placed(IncidentKnown incident, Desks desks) =>
        incident with { Instead = desks.Instead(incident.Home.Division, incident.Line is { } line ? settings.Hotlines.GetValueOrDefault(line)?.Home : null) };

    private IncidentsKnown Folded(IncidentsKnown state, Happened happened, IncidentId id, IncidentEvent e, Changes changes)
    {
        var before = state.Find(id);
        if (before is null && e is not IncidentOpened) throw new InvalidOperationException($"incident {id} has a {happened.Form} before it was opened");
        var after = before is null ? New(state, happened, id, (IncidentOpened)e) : before with { State = Incident.Evolve(before.State, e), At = happened.Position };
        after = Placed(after, state.Desks) with { EndedAt = after.Running ? null : before?.EndedAt ?? happened.Meta.At };
        var next = state with
        {
            All = state.All.SetItem(id, after),
            ByUrgency = (before is null ? state.ByUrgency : state.ByUrgency.Remove(before.Urgency)).Add(after.Urgency),
            Ranks = before is null ? state.Ranks.SetItem(after.Opened, after.Rank) : state.Ranks,
            Cases = Case(e) is { } key ? state.Cases.SetItem(key, id) : state.Cases,
        };
        var touched = TaskOf(e) is { } task ? task : (TaskId?)null;
        if (touched is { } changed) next = next with { Alerted = next.Alerted.With(new(id, changed), before?.State.Tasks.GetValueOrDefault(changed), after.State.Tasks.GetValueOrDefault(changed)) };
        Tell(state, next, happened.Entity.Realm, before, after, touched, changes);
        return Neighboured(next, happened, before, after, next.Work, changes);
    }

    /// <summary>A hand-over, order, response or care case hangs on an incident from now on, or no longer.</summary>
    private IncidentsKnown Worked(IncidentsKnown state, Happened happened, Changes changes)
    {
        var (work, id) = state.Work.With(happened);
        if (id is not { } incident) return state;
        var known = state.Find(incident);
        return Neighboured(state, happened, known, known, work, changes);
    }

    /// <summary>Keeps which others it may be the same as, and tells the desks that have it where that has changed.</summary>
    private IncidentsKnown Neighboured(IncidentsKnown state, Happened happened, IncidentKnown? was, IncidentKnown? now, OtherWork work, Changes changes)
    {
        var (before, after) = (Neighbour.Of(was, was is null ? 0 : state.Work.Of(was.Id)), Neighbour.Of(now, now is null ? 0 : work.Of(now.Id)));
        // A care case concerns one person: nobody else learns that there is one, nor when it began.
        var neighbours = state.Neighbours.With(before, after, happened.Position, JoinReach.Of(settings), quiet: happened.Event is CareOpened);
        if (!ReferenceEquals(neighbours.Changed, state.Neighbours.Changed))
            foreach (var code in Lights.Above([.. before?.Answers ?? [], .. after?.Answers ?? []])) changes.To(Group.Division(happened.Entity.Realm, code), JoinableLight.View, code, new JoinableLight(happened.Position.Value));
        return state with { Work = work, Neighbours = neighbours };
    }

    private static IncidentKnown New(IncidentsKnown state, Happened happened, IncidentId id, IncidentOpened e)
    {
        var opened = new CountyYear(e.County, Shanghai.Day(e.At).Year);
        return new(id, Incident.Evolve(Incident.None, e), opened, state.Ranks.GetValueOrDefault(opened) + 1, happened.Position, happened.Position) { Line = e.Case?.Hotline };
    }

    private static void Tell(IncidentsKnown before, IncidentsKnown after, string realm, IncidentKnown? was, IncidentKnown now, TaskId? touched, Changes changes)
    {
        var light = Lights.Of(after, now);
        var watching = Lights.Above(now.Divisions);
        foreach (var gone in Lights.Above(was?.Divisions ?? []).Except(watching)) changes.To(Group.Division(realm, gone), Lights.Incident, now.Id.ToString(), null);
        foreach (var code in watching) changes.To(Group.Division(realm, code), Lights.Incident, now.Id.ToString(), light);
        changes.To(Group.Incident(realm, now.Id), Lights.Incident, now.Id.ToString(), light);
        if (touched is not { } id || now.State.Tasks.GetValueOrDefault(id) is not { } task) return;
        var board = Lights.Of(now.Id, task);
        changes.Division(realm, task.Community, Lights.Task, id.ToString(), board);
        changes.To(Group.Incident(realm, now.Id), Lights.Task, id.ToString(), board);
        var key = new TaskKey(now.Id, id);
        var (concerned, still) = (before.Alerted.Concerned(key, was?.State.Tasks.GetValueOrDefault(id)), after.Alerted.Concerned(key, task));
        foreach (var account in concerned.Except(still)) changes.To(Group.Me(realm, account), Lights.Task, id.ToString(), null);
        foreach (var account in still) changes.To(Group.Me(realm, account), Lights.Task, id.ToString(), Lights.Mine(after, key, account));
    }

    /// <summary>An account stands for another member, or for none: it hears of that member's tasks from now on.</summary>
    private static IncidentsKnown Bound(IncidentsKnown state, string realm, AccountId account, MemberBinding? member, Changes changes)
    {
        var alerted = state.Alerted.Bind(account, member?.Member);
        if (ReferenceEquals(alerted, state.Alerted)) return state;
        var next = state with { Alerted = alerted };
        var (was, now) = (state.Alerted.Of(account), alerted.Of(account));
        foreach (var key in was.Except(now)) changes.To(Group.Me(realm, account), Lights.Task, key.Task.ToString(), null);
        foreach (var key in now.Except(was)) changes.To(Group.Me(realm, account), Lights.Task, key.Task.ToString(), Lights.Mine(next, key, account));
        return next;
    }

    private static Domain.Handovers.CaseKey? Case(IncidentEvent e) => e switch { IncidentOpened opened => opened.Case, ReportAdded added => added.Case, _ => null };

    private static TaskId? TaskOf(IncidentEvent e) => e switch
    {
        TaskOpened x => x.Task,
        TaskTaken x => x.Task,
        TaskNoticed x => x.Task,
        TaskArrived x => x.Task,
        TaskDone x => x.Task,
        TaskDeclined x => x.Task,
        TaskHandedOn x => x.Task,
        TaskCancelled x => x.Task,
        TaskReminded x => x.Task,
        TaskEscalated x => x.Task,
        SuppliesAsked x => x.Task,
        ShortageReported x => x.Task,
        ShortageAnswered x => x.Task,
        _ => null,
    };

    // 浉河区 → 浉河, but a county of two characters keeps its 县: 息县.
    private static string ShortName(string name) => name.Length > 2 && name[^1] is ('区' or '县' or '市') ? name[..^1] : name;
}
