using Emergency.Domain;
using Emergency.Domain.Accounts;
using Emergency.Domain.Communities;
using Emergency.Domain.Incidents;
using Emergency.Engine;
using Emergency.Server.Communities;
using Emergency.Server.Incidents;
using Emergency.Server.People;
using Emergency.Server.Problems;
using Emergency.Server.Views;

namespace Emergency.Server.Reactions;

/// <summary>A door that comes to the list while a card that wakes doors runs gets its chain too: the area was redrawn, or somebody was recorded in the middle of it.</summary>
public sealed class DoorsOpenTasks : IReaction
{
    private const int PerCard = 1_000;

    public string Name => "doors-open-tasks";

    public IEnumerable<Reacted> React(Happened happened, Known known)
    {
        ArgumentNullException.ThrowIfNull(happened);
        ArgumentNullException.ThrowIfNull(known);
        var (incidentId, community, persons, households, at) = happened.Event switch
        {
            DoorsCounted e => (e.Incident, e.Community, e.Persons, e.Households, e.At),
            DoorsJoined e => (e.Incident, e.Community, e.Persons, e.Households, e.At),
            _ => default,
        };
        var realm = happened.Entity.Realm;
        if (community is null || known.Of<IncidentsKnown>(realm).Find(incidentId) is not { Running: true, State: { Impact.Area: { } area } state }) return [];
        var plan = known.Of<PlansKnown>(realm).Of(community).State.InForce;
        return state.Cards.Where(card => card.Community == community).SelectMany((active, i) => plan?.Cards.FirstOrDefault(card => card.Id == active.Card) is { } card ? Tasks(card, i * PerCard) : []);

        IEnumerable<Reacted> Tasks(Card card, int ordinal)
        {
            var steps = card.Steps.Where(step => step.Class != TaskClass.Professional && step.Roles.Contains(CardActivation.DoorChain, StringComparer.Ordinal)).ToList();
            var served = state.Tasks.Values.Where(task => task.Community == community && steps.Exists(step => step.Id == task.Step)).SelectMany(task => task.Doors).ToHashSet();
            var come = households.Select(copy => copy.Household).Concat(persons.Select(copy => copy.Household).OfType<HouseholdId>()).Where(door => !served.Contains(door)).ToHashSet();
            var team = known.Of<TeamsKnown>(realm).Of(community).State;
            var doors = CardActivation.DoorsOf(known.Of<ResidentsKnown>(realm), area, community).Where(door => door.Household is { } home && come.Contains(home)).ToList();
            if (steps.Count == 0 || doors.Count == 0) yield break;
            var by = new By(new($"reaction:{Name}"), Role.Operator);
            var space = Derived.Id(incidentId.Value, $"{Name} {happened.Name} {card.Id}");
            foreach (var task in Assignment.Resolve(card with { Steps = [.. steps.Select(step => step with { Supplies = [] })] }, team.Members.Values, team.Roster.Values, doors, at, n => Derived.Id<TaskId>(space, n)))
                yield return new(Entities.Incident(realm, incidentId), new AssignTask(community, task, by, at), ordinal++);
        }
    }

    public Otherwise Refused(Happened happened, Reacted reacted, Problem problem) => Otherwise.Done("the incident has ended");
}
