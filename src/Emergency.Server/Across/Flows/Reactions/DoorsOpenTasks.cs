using Emergency.Domain;
using Emergency.Domain.Incidents;
using Emergency.Engine;
using Emergency.Server.Features.Grids;
using Emergency.Server.Features.Incidents;
using Emergency.Server.Features.Incidents.DoorChecks;
using Emergency.Server.Features.Incidents.Tasks;
using Emergency.Server.Features.People;
using Emergency.Server.Features.Plans;
using Emergency.Server.Features.Teams;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Following;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Across.Reactions;

/// <summary>
/// Opens the chain of tasks for a door added to the list while a card that wakes doors runs, because the area was redrawn or a person
/// recorded meanwhile. Also for a door that was left to another incident's task, once that task is cancelled, or was cancelled while the
/// card was resolved. A door with a task of another running incident stays with that one.
/// </summary>
internal sealed class DoorsOpenTasks : IReaction
{
    private const int PerCard = 1_000,
        PerIncident = 20_000;

    public string Name => "doors-open-tasks";

    public IEnumerable<Reacted> React(Happened happened, Known known)
    {
        var incidents = known.Of<IncidentsKnown>(happened.Entity.Realm);
        return happened.Event switch
        {
            DoorsCounted e => Come(e.Incident, e.Community, Doors(e.Persons, e.Households), e.At, 0),
            // The card was resolved with the views of then; the task to which it left doors may have ended a moment before.
            CardActivated { Elsewhere: > 0 } e when incidents.Find(new(Guid.Parse(happened.Entity.Key))) is { } begun => Come(
                begun.Id,
                e.Card.Community,
                Unsettled(begun.Id, e.Card.Community, null),
                e.At,
                0
            ),
            DoorsJoined e => Come(e.Incident, e.Community, Doors(e.Persons, e.Households), e.At, 0),
            TaskCancelled e
                when incidents.Find(new(Guid.Parse(happened.Entity.Key))) is { } left
                    && left.State.Tasks.GetValueOrDefault(e.Task) is { Doors.Count: > 0, Help: null } task =>
            [
                .. incidents
                    .Running.Where(other => other.Id != left.Id)
                    .OrderBy(other => other.OpenedAt.Value)
                    .SelectMany(
                        (other, i) => Come(other.Id, task.Community, Unsettled(other.Id, task.Community, task.Doors), e.At, i * PerIncident)
                    ),
            ],
            _ => [],
        };

        HashSet<HouseholdId> Unsettled(IncidentId incident, string community, IEnumerable<HouseholdId>? of)
        {
            var doors = known.Of<DoorsKnown>(happened.Entity.Realm).Of(incident, community);
            return
            [
                .. (of ?? doors.Households.Keys).Where(door => doors.Households.ContainsKey(door) && !TaskFacts.AreSettled(doors, [door])),
            ];
        }

        IEnumerable<Reacted> Come(IncidentId incident, string community, IReadOnlySet<HouseholdId> come, DateTimeOffset at, int ordinal) =>
            Opened(happened, known, incident, community, come, at, ordinal);
    }

    private static HashSet<HouseholdId> Doors(IEnumerable<PersonCopy> persons, IEnumerable<DoorCopy> households) =>
        [.. households.Select(copy => copy.Household), .. persons.Select(copy => copy.Household).OfType<HouseholdId>()];

    private IEnumerable<Reacted> Opened(
        Happened happened,
        Known known,
        IncidentId incidentId,
        string community,
        IReadOnlySet<HouseholdId> come,
        DateTimeOffset at,
        int first
    )
    {
        var realm = happened.Entity.Realm;
        if (
            come.Count == 0
            || known.Of<IncidentsKnown>(realm).Find(incidentId) is not { Running: true, State: { Impact.Area: { } area } state }
        )
            yield break;
        var plan = known.Of<PlansKnown>(realm).Of(community).State.InForce;
        var elsewhere = CardActivation.Elsewhere(known.Of<IncidentsKnown>(realm), incidentId, community);
        foreach (var (i, active) in state.Cards.Where(card => card.Community == community).Index())
        {
            if (plan?.Cards.FirstOrDefault(card => card.Id == active.Card) is not { } card)
                continue;
            var steps = card.Steps.Where(CardActivation.IsForDoors).ToList();
            var served = state
                .Tasks.Values.Where(task => task.Community == community && steps.Exists(step => step.Id == task.Step))
                .SelectMany(task => task.Doors)
                .ToHashSet();
            var doors = CardActivation
                .DoorsOf(known.Of<ResidentsKnown>(realm), area, community)
                .Where(door => door.Household is { } home && come.Contains(home) && !served.Contains(home) && !elsewhere.Contains(home))
                .ToList();
            if (steps.Count == 0 || doors.Count == 0)
                continue;
            var team = known.Of<TeamsKnown>(realm).Of(community).State;
            var by = new By(new($"reaction:{Name}"), Role.Operator);
            var space = Derived.Id(incidentId.Value, $"{Name} {happened.Name} {card.Id}");
            var ordinal = first + i * PerCard;
            foreach (
                var task in Assignment.Resolve(
                    card with
                    {
                        Steps = [.. steps.Select(step => step with { Supplies = [] })],
                    },
                    Assignment.OfEachGrid(team.Members.Values, known.Of<QuartersKnown>(Entities.Live).Of(community)),
                    team.Roster.Values,
                    doors,
                    at,
                    n => Derived.Id<TaskId>(space, n),
                    team.Grounded(Shanghai.Day(at))
                )
            )
                yield return new(Entities.Incident(realm, incidentId), new AssignTask(community, task, by, at), ordinal++);
        }
    }

    public Otherwise Refused(Happened happened, Reacted reacted, Problem problem) => Otherwise.Done("the incident has ended");
}
