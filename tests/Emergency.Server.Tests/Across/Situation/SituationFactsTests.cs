using System.Globalization;
using System.Text;
using Emergency.Domain;
using Emergency.Domain.Cases;
using Emergency.Domain.Incidents;
using Emergency.Domain.Places;
using Emergency.Domain.Plans;
using Emergency.Server.Across.Situation;
using Emergency.Server.Features.Incidents;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Wording;
using Emergency.Server.Tests.Fixtures;
using Emergency.Testing;
using static Emergency.Server.Tests.Fixtures.BoroughRegisters;

namespace Emergency.Server.Tests.Situation;

/// <summary>Contents of each slot of a form as an incident goes on.</summary>
public sealed class SituationFactsTests(Borough town)
{
    [Fact]
    public async Task What_each_slot_says_as_an_incident_goes_on()
    {
        var world = await World.Make(town);
        var text = new StringBuilder();
        var id = world.New<IncidentId>("the fire");
        var (incident, doors, by) = (
            Entities.Incident(Entities.Live, id),
            Entities.Doors(Entities.Live, id, Borough.Community),
            World.As(Role.CountyDuty)
        );
        var before = new Dictionary<string, string>(StringComparer.Ordinal);
        world.Happen(
            incident,
            new IncidentOpened(
                Borough.County,
                null,
                null,
                Category.Fire,
                Priority.Life,
                null,
                "missing",
                world.New<ReportId>("the call"),
                new("119", "7"),
                null,
                world.Now,
                world.Words,
                by,
                world.Now
            )
        );
        Said("a fire that nobody has placed");
        var there = new Located(new(Borough.Lon, Borough.Lat), Datum.Wgs84, new(Borough.Lon, Borough.Lat));
        world.Happen(incident, new LocationVerified(there, Borough.County, Borough.Community, null, by, world.Now));
        Said("its place is known");
        world.Now += TimeSpan.FromMinutes(5);
        foreach (
            var (name, minutes, hurt, key) in ((string, int, Casualties?, CaseKey?)[])
                [
                    ("a telling of the hotline", 2, new(0, 3, 1), new("119", "7")),
                    ("an earlier one", 1, new(9, 9, 9), null),
                    ("one without casualties", 4, null, null),
                    ("a later one of the desk", 3, new(1, 2, 0), null),
                    ("the newest, of the hotline", 5, new(2, 2, 2), new("119", "7")),
                ]
        )
        {
            world.Happen(
                incident,
                new ReportAdded(world.New<ReportId>(name), key, null, null, null, hurt, world.Words, by, World.Start.AddMinutes(minutes))
            );
            Said(name);
        }
        world.Happen(incident, new ReportsWithdrawn(new("119", "7"), world.Words, world.Now));
        Said("the hotline takes its case back");
        world.Happen(incident, new IncidentGraded(Grade.Larger, by, world.Now));
        Said("somebody grades it");
        foreach (
            var (name, purpose) in ((string, AreaPurpose)[])
                [("doors are checked", AreaPurpose.Check), ("people leave", AreaPurpose.Evacuate)]
        )
        {
            world.Happen(
                incident,
                new ImpactDrawn(new Area.Circle(new(Borough.Lon, Borough.Lat), 500), [Borough.Community], [], 1, by, world.Now, purpose)
            );
            world.Happen(
                doors,
                new DoorsCounted(
                    id,
                    Borough.Community,
                    1,
                    [new(OldWoman, Elder), new(Strong, OtherUnit)],
                    [new(Elder, 1), new(Child, 2), new(OtherUnit, 3)],
                    [],
                    [],
                    [],
                    [],
                    world.Now,
                    purpose
                )
            );
            Said(name);
        }
        foreach (
            var (home, with, state) in ((HouseholdId, ListOf<PersonId>, DoorState)[])
                [
                    (Elder, [OldWoman], DoorState.Safe),
                    (Child, [], DoorState.Refuses),
                    (OtherUnit, [Strong], DoorState.Unreachable),
                    (Child, [], DoorState.Away),
                ]
        )
        {
            world.Happen(doors, new HouseholdChecked(id, Borough.Community, home, state, with, new(null, null, null), by, world.Now));
            Said($"{world.Text(home)}: {world.Text(state)}");
        }
        foreach (var (n, state) in ((TaskState[])[TaskState.Open, TaskState.Done, TaskState.Cancelled]).Index())
        {
            var task = new PlannedTask(world.New<TaskId>($"task {n}"), null, TaskClass.Wait, "做", null, [], [], [], 600);
            world.Do(incident, new AssignTask(Borough.Community, task, by, world.Now));
            if (state == TaskState.Done)
                world.Happen(incident, new TaskDone(task.Id, by, world.Now));
            if (state == TaskState.Cancelled)
                world.Happen(incident, new TaskCancelled(task.Id, null, by, world.Now));
            Said($"a task: {world.Text(state)}");
        }
        world.Happen(incident, new IncidentContained(by, world.Now));
        Said("it is contained");
        Frozen.Check("asked/situation.txt", text.ToString());

        // Writes the slots that have changed with it.
        void Said(string sentence)
        {
            var asked = world.Asking(Role.CountyDuty, Borough.County);
            var seen = new IncidentSeen(world.Known.Of<IncidentsKnown>().Find(id)!, world.Known, asked);
            var facts = SituationFacts.Of(seen, town.Sealing, new PageWords("zh-CN"));
            facts.Keys.Order(StringComparer.Ordinal).ShouldBe(SituationFacts.Names.Order(StringComparer.Ordinal));
            text.Append(CultureInfo.InvariantCulture, $"{sentence}\n");
            foreach (
                var (slot, said) in facts
                    .Where(one => before.GetValueOrDefault(one.Key) != one.Value)
                    .OrderBy(one => one.Key, StringComparer.Ordinal)
            )
                text.Append(CultureInfo.InvariantCulture, $"  {slot}: {said}\n");
            before = new(facts, StringComparer.Ordinal);
        }
    }

    /// <summary>Each row: roles of a user, and the level whose lines they report to.</summary>
    [Theory]
    [InlineData("county", Role.CountyDuty)]
    [InlineData("county", Role.CountyCommander)]
    [InlineData("street", Role.StreetOfficer)]
    [InlineData("county", Role.StreetOfficer, Role.CountyDuty)]
    [InlineData("community", Role.Secretary)]
    [InlineData("street", Role.Secretary, Role.StreetOfficer)]
    [InlineData("community", Role.Auditor)]
    public void Each_tells_those_above_their_highest_level(string level, params Role[] roles) =>
        new LinesUp(["community"], ["street"], ["county"]).For(roles).ShouldBe([level]);
}
