using System.Collections.Immutable;
using Emergency.Domain;
using Emergency.Domain.Accounts;
using Emergency.Domain.Incidents;
using Emergency.Domain.Places;
using Emergency.Domain.TemporaryCare;
using Emergency.Engine;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Checkpoints;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Incidents;

/// <summary>Folds incidents by the domain's own rules, and counts their numbers.</summary>
internal sealed class IncidentsView(Settings settings) : View<IncidentsKnown>
{
    public override string Name => "incidents";
    public override IncidentsKnown Empty => IncidentsKnown.None;
    protected override IReadOnlyList<ILights<IncidentsKnown>> Lights { get; } =
    [new IncidentLights(), new TaskLights(), new MyTaskLights(), new JoinableLights()];
    protected override string FoldVersion => $"5 {JoinReach.Of(settings)} {settings.Homes}";
    protected override IEnumerable<KeptAs> Keeping => [NeighboursKnown.Listing];

    // A drill holds no real incident. Accounts of members, holders of desks, and names of counties are the real ones.
    protected override IncidentsKnown Fork(IncidentsKnown state) =>
        IncidentsKnown.None with
        {
            Counties = state.Counties,
            Desks = state.Desks,
            Alerted = Alerted.Nobody with { Accounts = state.Alerted.Accounts, Members = state.Alerted.Members },
        };

    protected override IncidentsKnown Fold(IncidentsKnown state, Happened happened)
    {
        state = Kept(state, happened);
        return happened.Event switch
        {
            DivisionRegistered { Code.Length: 6 } county => state with
            {
                Counties = state.Counties.SetItem(county.Code, ShortName(county.Name)),
            },
            AccountAdded e => Bound(state, new(happened.Entity.Key), e.Member),
            GrantsChanged e => Bound(state, new(happened.Entity.Key), e.Member),
            AccountClosed => Bound(state, new(happened.Entity.Key), null),
            IncidentEvent e => Folded(state, happened, new IncidentId(Guid.Parse(happened.Entity.Key)), e),
            _ => Worked(state, happened),
        };
    }

    /// <summary>Reassigns incidents where no desk answers, after a desk was added or removed.</summary>
    private IncidentsKnown Kept(IncidentsKnown state, Happened happened)
    {
        var desks = state.Desks.After(happened.Entity.Key, happened.Event);
        if (ReferenceEquals(desks, state.Desks))
            return state;
        if (!desks.SaysOtherThan(state.Desks))
            return state with { Desks = desks };
        List<(IncidentKnown Before, IncidentKnown After)> moved =
        [
            .. state.All.Values.Select(one => (one, Placed(one, desks))).Where(pair => !pair.one.Instead.Equals(pair.Item2.Instead)),
        ];
        var next = state with
        {
            Desks = desks,
            All = state.All.SetItems(moved.Select(pair => KeyValuePair.Create(pair.After.Id, pair.After))),
        };
        foreach (var (before, after) in moved)
            next = Neighboured(next, happened, before, after, next.Work);
        return next;
    }

    private IncidentKnown Placed(IncidentKnown incident, Desks desks) =>
        incident with
        {
            Instead = desks.Instead(incident.Home.Division, desks.HomeOf(incident.Line, settings)),
        };

    private IncidentsKnown Folded(IncidentsKnown state, Happened happened, IncidentId id, IncidentEvent e)
    {
        var before = state.Find(id);
        if (before is null && e is not IncidentOpened)
            throw new InvalidOperationException($"incident {id} has a {happened.Form} before it was opened");
        var after = before is null
            ? New(state, happened, id, (IncidentOpened)e)
            : before with
            {
                State = Incident.Evolve(before.State, e),
                At = happened.Position,
            };
        after = Placed(after, state.Desks) with { EndedAt = after.Running ? null : before?.EndedAt ?? happened.Meta.At };
        var next = state with
        {
            All = state.All.SetItem(id, after),
            ByUrgency = (before is null ? state.ByUrgency : state.ByUrgency.Remove(before.Urgency)).Add(after.Urgency),
            Ranks = before is null ? state.Ranks.SetItem(after.Opened, after.Rank) : state.Ranks,
            Cases = Case(e) is { } key ? state.Cases.SetItem(key, id) : state.Cases,
            Archived = e is IncidentArchived ? state.Archived.Add(new(happened.Meta.At, id)) : state.Archived,
        };
        next = next.WithoutPast(happened.Meta.At);
        if (e is IOfTask { Task: var task })
            next = next with
            {
                Alerted = next.Alerted.With(
                    new(id, task),
                    before?.State.Tasks.GetValueOrDefault(task),
                    after.State.Tasks.GetValueOrDefault(task)
                ),
            };
        if (before?.Running == true && !after.Running)
            next = next with { Alerted = next.Alerted.Without(id) };
        return Neighboured(next, happened, before, after, next.Work);
    }

    /// <summary>Counts work on an incident: a hand-over, order, response or care case has begun there, or has ended.</summary>
    private IncidentsKnown Worked(IncidentsKnown state, Happened happened)
    {
        var (work, id) = state.Work.With(happened);
        if (id is not { } incident)
            return state;
        var known = state.Find(incident);
        return Neighboured(state, happened, known, known, work);
    }

    /// <summary>Keeps the incidents that can be the same as it.</summary>
    private IncidentsKnown Neighboured(IncidentsKnown state, Happened happened, IncidentKnown? was, IncidentKnown? now, OtherWork work)
    {
        var (before, after) = (
            Neighbour.Of(was, was is null ? 0 : state.Work.Of(was.Id)),
            Neighbour.Of(now, now is null ? 0 : work.Of(now.Id))
        );
        // A care case concerns a single person: nobody else can learn that it exists, nor when it began.
        return state with
        {
            Work = work,
            Neighbours = state.Neighbours.With(
                before,
                after,
                happened.Position,
                JoinReach.Of(settings),
                quiet: happened.Event is CareOpened
            ),
        };
    }

    private static IncidentKnown New(IncidentsKnown state, Happened happened, IncidentId id, IncidentOpened e)
    {
        var opened = new CountyYear(e.County, Shanghai.Day(e.At).Year);
        return new(
            id,
            Incident.Evolve(Incident.None, e),
            opened,
            state.Ranks.GetValueOrDefault(opened) + 1,
            happened.Position,
            happened.Position
        )
        {
            Line = e.Case?.Over,
        };
    }

    /// <summary>Binds an account to another member, or to none.</summary>
    private static IncidentsKnown Bound(IncidentsKnown state, AccountId account, MemberBinding? member)
    {
        var alerted = state.Alerted.Bind(account, member?.Member);
        return ReferenceEquals(alerted, state.Alerted) ? state : state with { Alerted = alerted };
    }

    private static Domain.Cases.CaseKey? Case(IncidentEvent e) =>
        e switch
        {
            IncidentOpened opened => opened.Case,
            ReportAdded added => added.Case,
            _ => null,
        };

    // 浉河区 → 浉河, but a county of two characters keeps its 县: 息县.
    private static string ShortName(string name) => name.Length > 2 && name[^1] is ('区' or '县' or '市') ? name[..^1] : name;
}
