using Emergency.Domain;
using Emergency.Domain.Incidents;
using Emergency.Domain.Places;
using Emergency.Domain.Plans;
using Emergency.Server.Features.Grids;
using Emergency.Server.Features.People;
using Emergency.Server.Features.People.Gazetteer;
using Emergency.Server.Features.Plans;
using Emergency.Server.Features.Teams;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Answers;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Dispatch;

namespace Emergency.Server.Features.Incidents.Tasks;

/// <summary>
/// Turns a card of the plan in force into an incident's tasks: copies its content with the plan's position, and resolves
/// its roles by the present roster and the doors of the area.
/// </summary>
internal sealed class CardActivation(Sending sending)
{
    /// <summary>Code of a step that alerts everybody of a door's chain.</summary>
    public const string DoorChain = "door-chain";

    public async Task<Outcome<CardRuns>> Activate(IncidentSeen seen, string community, string card, CancellationToken stop)
    {
        var (asked, known, state) = (seen.Asked, seen.Known, seen.Incident.State);
        var plan = known.Of<PlansKnown>(asked.Realm).Of(community);
        if (plan.State.InForce is not { } text || plan.InForceAt is not { } at)
            return Problem.Of(Plan.NothingInForce);
        if (text.Cards.FirstOrDefault(one => one.Id == card) is not { } found)
            return Problem.Of(Plan.UnknownCard, card);
        var area = state.Impact?.Area;
        if (area is null && WakesDoors(found))
        {
            if (state.Location is not { } location)
                return new Problem("task.no-area", []);
            area = new Area.Circle(location.Point, known.InForce.Value(Deadlines.UsualArea, community));
            var drawn = await AreaDrawing.Draw(seen, area, Own(seen, area, community), asked.Next(1), sending, stop);
            if (drawn.Problem is { } problem)
                return problem;
        }
        var team = known.Of<TeamsKnown>(asked.Realm).Of(community).State;
        IReadOnlyList<Door> all = area is null ? [] : [.. DoorsOf(known.Of<ResidentsKnown>(asked.Realm), area, community)];
        // If two incidents overlap, nobody is woken twice for a door: it stays with its present task.
        var elsewhere = Elsewhere(known.Of<IncidentsKnown>(asked.Realm), seen.Incident.Id, community);
        IReadOnlyList<Door> doors = [.. all.Where(door => door.Household is not { } home || !elsewhere.Contains(home))];
        var steps = all.Count > 0 && doors.Count == 0 ? found with { Steps = [.. found.Steps.Where(step => !IsForDoors(step))] } : found;
        var tasks = Assignment.Resolve(
            steps,
            Assignment.OfEachGrid(team.Members.Values, known.Of<QuartersKnown>(Entities.Live).Of(community)),
            team.Roster.Values,
            doors,
            asked.Now,
            ordinal => asked.NewId<TaskId>(ordinal),
            team.Grounded(Shanghai.Day(asked.Now))
        );
        var active = new ActivatedCard(community, card, text.Version, at.Value, asked.Now);
        var sent = await sending.Send(
            asked,
            IncidentPermissions.CardActivate,
            new Place(community),
            seen.Entity,
            by => new ActivateCard(active, tasks, by, asked.Now, found.Steps.Any(IsForDoors) ? all.Count - doors.Count : 0),
            stop: stop
        );
        return sent.With(new CardRuns(seen.Incident.Id.Value, sent.Position.Value, [.. tasks.Select(task => task.Id)]));
    }

    /// <summary>
    /// The doors of a community for which a task of another running incident is open or in somebody's hands. Help requested
    /// at a door wakes nobody there, so it does not count.
    /// </summary>
    public static IReadOnlySet<HouseholdId> Elsewhere(IncidentsKnown incidents, IncidentId here, string community)
    {
        return incidents
            .Running.Where(other => other.Id != here)
            .SelectMany(other => other.State.Tasks.Values)
            .Where(task => task.Community == community && task.Help is null && task.State is not (TaskState.Done or TaskState.Cancelled))
            .SelectMany(task => task.Doors)
            .ToHashSet();
    }

    /// <summary>True when the step goes to the people responsible for each door, and to no professional.</summary>
    public static bool IsForDoors(Step step) =>
        step.Class != TaskClass.Professional && step.Roles.Contains(DoorChain, StringComparer.Ordinal);

    /// <summary>The communities an area touches for which the asker is responsible, with the incident's own among them.</summary>
    internal static ListOf<string> Own(IncidentSeen seen, Area area, string community) =>
        [
            .. AreaDrawing
                .Touched(seen, area)
                .Where(code => seen.Asked.Allow(IncidentPermissions.ImpactDraw, new Place(code)).Problem is null)
                .Append(community)
                .Distinct(StringComparer.Ordinal)
                .Order(StringComparer.Ordinal),
        ];

    private static bool WakesDoors(Card card) => card.Steps.Any(step => step.Roles.Contains(DoorChain, StringComparer.Ordinal));

    /// <summary>The doors of a community in an area: its households, and people at risk who are in no household there.</summary>
    public static IEnumerable<Door> DoorsOf(ResidentsKnown residents, Area area, string community)
    {
        var persons = residents.PersonsIn(area).Where(person => person.Community == community).ToList();
        var households = residents.HouseholdsIn(area).Where(household => household.Community == community).ToList();
        var helpers = persons
            .Where(person => person is { Household: not null, Helper: not null })
            .ToLookup(person => person.Household!.Value, person => person.Helper!.Value);
        var inside = households.Select(household => household.Id).ToHashSet();
        return
        [
            .. households.Select(home => new Door(home.Id, home.Grid, home.Contact.Building, home.Contact.Unit, [.. helpers[home.Id]])),
            .. persons
                .Where(person => person.Household is not { } home || !inside.Contains(home))
                .Select(person => new Door(
                    person.Household,
                    person.Grid,
                    person.Listed.Building,
                    person.Listed.Unit,
                    person.Helper is { } helper ? [helper] : []
                )),
        ];
    }
}

/// <summary>The tasks made from a card.</summary>
internal sealed record CardRuns(Guid Id, long Position, ListOf<TaskId> Tasks);
