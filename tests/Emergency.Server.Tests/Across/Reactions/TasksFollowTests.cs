using Emergency.Domain;
using Emergency.Domain.Handovers;
using Emergency.Domain.Incidents;
using Emergency.Domain.Orders;
using Emergency.Domain.Places;
using Emergency.Domain.Plans;
using Emergency.Domain.Stock;
using Emergency.Engine;
using Emergency.Server.Foundation;
using Emergency.Server.Tests.Fixtures;
using static Emergency.Server.Tests.Fixtures.BoroughRegisters;

namespace Emergency.Server.Tests.Reactions;

/// <summary>Consequences of the tasks of an incident.</summary>
public sealed class TasksFollowTests(Borough town)
{
    private const string Here = Borough.Community,
        There = Borough.Neighbour;
    private static readonly By Desk = World.As(Role.CountyDuty),
        SecretaryHere = World.As(Role.Secretary, Secretary),
        Chief = World.As(Role.GridChief, GridChief);

    /// <summary>For each kind of task: the people it rings, and the events that end it.</summary>
    [Fact]
    public async Task Tasks()
    {
        var told = await Told.Of(town);
        var world = told.World;
        var (fire, incident) = Open(world, Here);
        foreach (var of in Enum.GetValues<TaskClass>())
            told.Apart().Says($"a task opens: {world.Text(of)}", incident, new AssignTask(Here, Task(world, of), SecretaryHere, world.Now));
        var help = Task(world, TaskClass.Wait) with { Help = new(HelpKind.People, 2, null, Chief) };
        told.Apart().Says("help is asked for", incident, new AskHelp(Here, help, help.Help!, Chief, world.Now));

        var asked = told.Apart();
        asked.World.Do(incident, new AskHelp(Here, help, help.Help!, Chief, world.Now));
        asked.World.Now += TimeSpan.FromMinutes(9);
        foreach (var level in (int[])[1, 5])
            asked
                .Apart()
                .Says($"nobody takes it, and it goes to step {level}", incident, new TaskEscalated(help.Id, level, null, asked.World.Now));
        asked
            .Apart()
            .Says(
                "who is asked at its step declines",
                incident,
                new DeclineTask(help.Id, null, World.As(Role.GridChief, GridChief), asked.World.Now)
            );
        asked
            .Apart()
            .Says(
                "who declined is at the next step too",
                incident,
                new TaskDeclined(help.Id, null, 1, null, World.As(Role.UnitChief, UnitChief), asked.World.Now)
            );

        var life = Task(world, TaskClass.Life);
        told.Follow(world.Do(incident, new AssignTask(Here, life, SecretaryHere, world.Now)));
        world.Now += TimeSpan.FromMinutes(1);
        foreach (
            var (what, e) in ((string, IncidentEvent)[])
                [
                    ("who was rung takes it", new TaskTaken(life.Id, Chief, world.Now)),
                    ("who was rung has read it", new TaskNoticed(life.Id, Chief, world.Now)),
                    ("who was rung declines", new TaskDeclined(life.Id, null, 0, null, Chief, world.Now)),
                    ("somebody else takes it", new TaskTaken(life.Id, World.As(Role.BuildingChief, BuildingChief), world.Now)),
                    ("it is handed on", new TaskHandedOn(life.Id, BuildingChief, null, SecretaryHere, world.Now)),
                    ("it is done", new TaskDone(life.Id, Chief, world.Now)),
                    ("it is cancelled", new TaskCancelled(life.Id, null, SecretaryHere, world.Now)),
                    ("it goes up", new TaskEscalated(life.Id, 1, null, world.Now)),
                    ("the scene ends", new SceneEnded(0, Desk, world.Now)),
                    ("it was a false alarm", new IncidentWithdrawn(world.Words, Desk, world.Now)),
                ]
        )
            told.Apart().Says($"a task on which a life hangs: {what}", incident, e);
        var second = Task(world, TaskClass.Life, "another task");
        world.Do(incident, new AssignTask(Here, second, SecretaryHere, world.Now));
        told.Apart().Says("one of two is taken", incident, new TaskTaken(life.Id, Chief, world.Now));
        told.Says(
            "a task that only waits is handed on",
            incident,
            new TaskHandedOn(Waiting(world, incident), BuildingChief, null, SecretaryHere, world.Now)
        );
        told.Hold("tasks");
    }

    [Fact]
    public async Task Supplies_that_a_task_needs()
    {
        var told = await Told.Of(town);
        var world = told.World;
        var (fire, incident) = Open(world, Here);
        var (lot, request, task) = (
            world.New<LotId>("the lamps"),
            world.New<GoodsRequestId>("a request"),
            Task(world, TaskClass.Wait) with
            {
                Supplies = [new("灯", 3), new("绳", 2)],
            }
        );
        var store = Entities.Supplies(Entities.Live, Here);
        world.Do(store, new RecordLots([new(lot, "灯", "照明", "支", 9, 1, null, "物资点", null, null, null)], null, world.Now));
        told.Says("a task opens that needs things", incident, new AssignTask(Here, task, SecretaryHere, world.Now));
        told.Says("it needs more", incident, new AskSupplies(task.Id, [new("水", 4)], SecretaryHere, world.Now));
        world.Do(store, new ReserveItem(task.Id, fire, "灯", 3, world.Today, world.Now.AddHours(2), world.Now));
        told.Says("something is missing", incident, new ReportShortage(task.Id, request, "绳", 2, 2, world.Now));
        told.Follow();
        var goods = Entities.Goods(Entities.Live, request);
        told.Apart()
            .Says(
                "the street grants it",
                goods,
                new GrantGoods(new(1, null, null, world.Now.AddHours(1)), World.As(Role.StreetOfficer), world.Now)
            );
        told.Apart().Says("the street refuses", goods, new RefuseGoods(world.Words, World.As(Role.StreetOfficer), world.Now));
        told.Apart().Says("the task is done before that", incident, new TaskDone(task.Id, Chief, world.Now));
        var granted = told.Apart();
        granted.World.Do(incident, new AnswerShortage(task.Id, request, 2, world.Now));
        granted.Says("the task is cancelled after the answer", incident, new CancelTask(task.Id, null, SecretaryHere, world.Now));
        told.Hold("supplies-that-a-task-needs");
    }

    /// <summary>A card that wakes the doors, and doors added later.</summary>
    [Fact]
    public async Task Doors_open_tasks()
    {
        var told = await Told.Of(town);
        var world = told.World;
        var (fire, incident) = Open(world, Here);
        world.Happen(incident, new ImpactDrawn(new Area.Circle(new(Borough.Lon, Borough.Lat), 500), [Here], [], 1, Desk, world.Now));
        var doors = Entities.Doors(Entities.Live, fire, Here);
        var counted = new DoorsCounted(fire, Here, 1, [new(OldWoman, Elder)], [new(Elder, 1), new(Child, 2)], [], [], [], [], world.Now);
        told.Apart().Says("doors are counted, and no card runs", doors, counted);
        world.Happen(incident, new CardActivated(new(Here, CardId, "2026-1", 0, world.Now), SecretaryHere, world.Now, 0));
        told.Apart().Says("doors are counted", doors, counted);
        told.Apart().Says("a door joins", doors, new DoorsJoined(fire, Here, [], [new(OtherUnit, 3)], world.Now));
        told.Apart().Says("a person of a door joins", doors, new DoorsJoined(fire, Here, [new(Strong, OtherUnit)], [], world.Now));
        world.Happen(doors, counted);
        told.Apart()
            .Says(
                "a card begins whose doors were another's",
                incident,
                new CardActivated(new(Here, CardId, "2026-1", 0, world.Now), SecretaryHere, world.Now, 1)
            );
        var (second, next) = Open(world, Here, "the fire beside it");
        var task = Task(world, TaskClass.Life, "its door") with { Doors = [Elder] };
        world.Do(next, new AssignTask(Here, task, SecretaryHere, world.Now));
        told.Apart().Says("doors are counted, one is another task's", doors, counted);
        told.Apart().Says("that task is cancelled", next, new CancelTask(task.Id, null, SecretaryHere, world.Now));
        world.Happen(doors, new PersonChecked(fire, Here, OldWoman, DoorState.Safe, new(null, null, null), Chief, world.Now));
        world.Happen(doors, new HouseholdChecked(fire, Here, Elder, DoorState.Safe, [OldWoman], new(null, null, null), Chief, world.Now));
        told.Says("that task is cancelled where the door is settled", next, new CancelTask(task.Id, null, SecretaryHere, world.Now));
        told.Hold("doors-open-tasks");
    }

    /// <summary>Known facts answer tasks.</summary>
    [Fact]
    public async Task Facts_answer_tasks()
    {
        var told = await Told.Of(town);
        var world = told.World;
        var (fire, incident) = Open(world, Here);
        var (called, drawn, door, open) = (
            Task(world, TaskClass.Life, "call 119") with
            {
                Text = "拨打119",
            },
            Task(world, TaskClass.Life, "draw the area") with
            {
                Text = "划定范围",
            },
            Task(world, TaskClass.Life, "its doors") with
            {
                Text = "逐户叫醒",
                Doors = [Elder],
            },
            Task(world, TaskClass.Wait, "open the shelter") with
            {
                Text = "开放避难场所",
            }
        );
        foreach (var task in (PlannedTask[])[called, drawn, door, open])
            told.Says($"a task opens: {task.Text}", incident, new AssignTask(Here, task, SecretaryHere, world.Now));
        foreach (
            var (kind, line, confirmed) in ((HandoverKind, string?, bool)[])
                [
                    (HandoverKind.FireRescue, "119", true),
                    (HandoverKind.FireRescue, null, true),
                    (HandoverKind.Ambulance, "120", true),
                    (HandoverKind.FireRescue, "119", false),
                ]
        )
        {
            var apart = told.Apart();
            var handover = Entities.Handover(Entities.Live, world.New<HandoverId>("a hand-over"));
            apart.World.Happen(
                handover,
                new HandoverQueued(new(fire, kind, line, Here, [], 1, null, world.Words, world.Now, line is null), null, Desk, world.Now)
            );
            apart.Says(
                $"{world.Text(kind)} {(line is null ? "is rung" : $"by {line}")}{(confirmed ? "" : ", and nobody confirms it")}",
                handover,
                line is null || !confirmed
                    ? new HandoverCalled(confirmed, world.Words, Desk, world.Now, null)
                    : new HandoverAccepted(null, world.Now, world.Now)
            );
        }
        told.Apart()
            .Says(
                "the hotline has told of it itself",
                incident,
                new ReportAdded(
                    world.New<ReportId>("its case"),
                    new("119", "7"),
                    null,
                    null,
                    null,
                    null,
                    world.Words,
                    World.As(Role.Partner),
                    world.Now
                )
            );
        told.Apart()
            .Says(
                "the area is drawn",
                incident,
                new ImpactDrawn(new Area.Circle(new(Borough.Lon, Borough.Lat), 500), [Here], [], 1, Desk, world.Now)
            );
        var doors = Entities.Doors(Entities.Live, fire, Here);
        world.Happen(doors, new DoorsCounted(fire, Here, 1, [new(OldWoman, Elder)], [new(Elder, 1)], [], [], [], [], world.Now));
        var half = told.Apart();
        half.Says(
            "somebody behind the door is safe",
            doors,
            new PersonChecked(fire, Here, OldWoman, DoorState.Safe, new(null, null, null), Chief, world.Now)
        );
        half.Says(
            "and so is the household",
            doors,
            new HouseholdChecked(fire, Here, Elder, DoorState.Safe, [], new(null, null, null), Chief, world.Now)
        );
        foreach (var (where, what) in ((string, string)[])[(Here, "here"), (There, "elsewhere")])
        {
            var (apart, shelter) = (told.Apart(), world.New<ShelterId>("the school"));
            apart.World.Happen(
                Entities.Shelter(Entities.Live, shelter),
                new ShelterRecorded(new(shelter, where, "样校", "应急", 9, 9, "24小时", true, true, [], null, null), null, world.Now)
            );
            apart.Says($"a shelter opens {what}", Entities.Shelter(Entities.Live, shelter), new ShelterOpened(SecretaryHere, world.Now));
        }
        world.Happen(incident, new SceneEnded(0, Desk, world.Now));
        told.Says(
            "the scene has ended before",
            doors,
            new HouseholdChecked(fire, Here, Elder, DoorState.Safe, [OldWoman], new(null, null, null), Chief, world.Now)
        );
        told.Hold("facts-answer-tasks");
    }

    private static (IncidentId Id, EntityId Incident) Open(World world, string community, string name = "the fire")
    {
        var id = world.New<IncidentId>(name);
        var incident = Entities.Incident(Entities.Live, id);
        world.Happen(incident, Opened(world, community, Category.Fire) with { Report = world.New<ReportId>($"the report of {name}") });
        return (id, incident);
    }

    private static IncidentOpened Opened(World world, string? community, Category category) =>
        new(
            Borough.County,
            community,
            null,
            category,
            Priority.Life,
            null,
            null,
            world.New<ReportId>("the first report"),
            null,
            null,
            world.Now,
            world.Words,
            Desk,
            world.Now
        );

    private static PlannedTask Task(World world, TaskClass of, string name = "a task") =>
        new(
            world.New<TaskId>(name),
            "step",
            of,
            "逐户叫醒",
            null,
            [],
            [],
            [new("grid", [GridChief]), new("unit", [UnitChief]), new(Level.StreetOffice, [])],
            600
        );

    private static TaskId Waiting(World world, EntityId incident)
    {
        var task = Task(world, TaskClass.Wait, "a task that waits");
        world.Do(incident, new AssignTask(Borough.Community, task, SecretaryHere, world.Now));
        return task.Id;
    }
}
