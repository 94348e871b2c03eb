using Emergency.Domain;
using Emergency.Domain.Cases;
using Emergency.Domain.Handovers;
using Emergency.Domain.Hazards;
using Emergency.Domain.Incidents;
using Emergency.Domain.Patrols;
using Emergency.Domain.People;
using Emergency.Domain.Plans;
using Emergency.Domain.Resources;
using Emergency.Domain.RiskPoints;
using Emergency.Domain.Stock;
using Emergency.Domain.Teams;
using Emergency.Domain.TemporaryCare;
using Emergency.Domain.Volunteers;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Tests.Fixtures;
using static Emergency.Server.Tests.Fixtures.BoroughRegisters;

namespace Emergency.Server.Tests.Answers;

/// <summary>More of that which has two sides: what is one's own and another's, what is taken and what waits, what was told first and last.</summary>
internal static class MoreEdges
{
    private const string Here = Borough.Community;
    private static readonly By By = World.As(Role.Secretary, Secretary);

    public static async Task Add(World world)
    {
        Needs(world);
        Resources(world);
        Rounds(world);
        Roster(world);
        Plan(world);
        Recurring(world);
        await Homes(world);
        await Incidents(world);
        await Cases(world);
        Handovers(world);
    }

    // Requests to go somewhere: of three days, closed, and told to another person.
    private static void Needs(World world)
    {
        var volunteers = Entities.Volunteers(Here);
        foreach (
            var (name, days, to, closed) in ((string, int, MemberId, bool)[])
                [
                    ("later", 3, BoroughRegisters.Volunteer, false),
                    ("today", 0, BoroughRegisters.Volunteer, false),
                    ("earlier", -2, BoroughRegisters.Volunteer, false),
                    ("over", 0, BoroughRegisters.Volunteer, true),
                    ("another's", 0, GridChief, false),
                ]
        )
        {
            var need = world.New<VolunteerNeedId>($"a need, {name}");
            world.Happen(volunteers, new NeedTold(need, world.Words, null, false, world.Today.AddDays(days), By, world.Now));
            world.Happen(volunteers, new VolunteerSent(need, to, By, world.Now));
            if (closed)
                world.Happen(volunteers, new NeedClosed(need, By, world.Now));
        }
    }

    private static void Resources(World world)
    {
        foreach (var place in (string[])[Here, Borough.Street, Borough.Neighbour])
        foreach (var (name, days) in ((string, int?)[])[("yesterday", -1), ("today", 0), ("tomorrow", 1), ("never", null)])
            world.Happen(
                Entities.Resources(Entities.Live, place),
                new ResourceKept(
                    world.New<ResourceId>($"a bus of {place} until {name}"),
                    new(
                        ResourceKind.Vehicle,
                        $"例车{name}",
                        "例运公司",
                        null,
                        null,
                        "车场",
                        null,
                        null,
                        world.Today.AddDays(-300),
                        days is { } until ? world.Today.AddDays(until) : null
                    ),
                    1,
                    By,
                    world.Now
                )
            );
    }

    // Late at the walker's alone, and late at the secretary's too; of the chief, of the unit chief, of nobody.
    private static void Rounds(World world)
    {
        foreach (var (name, who) in ((string, MemberId?)[])[("chief", GridChief), ("unit chief", UnitChief), ("nobody", null)])
        foreach (var level in (int[])[0, 1, 2])
        {
            var patrol = Entities.Patrol(world.New<PatrolId>($"a round of {name}, late {level}"));
            world.Happen(
                patrol,
                new PatrolSet(
                    Here,
                    new($"{name}{level}", who, 7, [new(1, StopKind.Other, null, "门", null, null)]),
                    world.Today.AddDays(-level * 4),
                    null,
                    By,
                    world.Now
                )
            );
            var risk = Entities.RiskPoint(world.New<RiskPointId>($"a point of {name}, late {level}"));
            world.Happen(
                risk,
                new RiskPointSet(
                    Here,
                    new(
                        $"{name}{level}",
                        "landslide",
                        HazardLevel.Major,
                        null,
                        who,
                        RiskUnit.CrackMm,
                        20,
                        null,
                        1,
                        new([], null, null, null)
                    ),
                    null,
                    By,
                    world.Now
                )
            );
            if (level == 0)
                continue;
            world.Happen(patrol, new PatrolLate(level, null, world.Now));
            world.Happen(risk, new RiskLate(level, null, world.Now));
        }
    }

    // Turns at the desk: now, beginning at that minute, later, and on another post at the same time.
    private static void Roster(World world)
    {
        var team = Entities.Team(Entities.Live, Here);
        foreach (
            var (post, member, from, to) in ((Post, MemberId, int, int)[])
                [
                    (Post.Desk, Secretary, -1, 3),
                    (Post.Desk, ChildDirector, 3, 9),
                    (Post.Lead, GridChief, 3, 9),
                    (Post.Desk, BoroughRegisters.Volunteer, 9, 12),
                    (Post.Lead, ChildDirector, -1, 3),
                    (Post.Lead, Secretary, 30, 33),
                ]
        )
            world.Happen(
                team,
                new DutyRostered(
                    new(world.Today, Shift.Day, post, member, world.Now.AddHours(from), world.Now.AddHours(to), null),
                    world.Now
                )
            );
    }

    // Cards of the neighbour: things for everybody, for professionals alone, and for both.
    private static void Plan(World world)
    {
        var plan = Entities.Plan(Entities.Live, Borough.Neighbour);
        Card card = new(
            "water",
            "flood",
            "转移",
            [
                new("carry", TaskClass.Life, ["应急队"], "转移", 600, [new("绳", 3), new("灯", 2)]),
                new("pump", TaskClass.Professional, ["排水"], "抽水", 600, [new("泵", 1), new("绳", 4)]),
                new("light", TaskClass.Wait, ["值班"], "照明", 600, [new("灯", 5)]),
            ]
        );
        world.Happen(plan, new PlanDrafted(new("2", "预案", [card, card with { Id = "fire", Hazard = "fire" }]), null, By, world.Now));
        world.Happen(plan, new PlanSubmitted(By, world.Now));
        world.Happen(plan, new PlanApproved(By, world.Now));
        foreach (var (item, quantity) in (IEnumerable<(string, int)>)[("绳", 6), ("灯", 9)])
            world.Happen(
                Entities.Supplies(Entities.Live, Borough.Neighbour),
                new LotRecorded(
                    new(world.New<LotId>($"{item} there"), item, "救援", "件", quantity, 2, null, "架", null, null, world.Today),
                    null,
                    world.Now
                )
            );
    }

    // Places with a kind three times within a year, with an older third, and with a third that was dropped.
    private static void Recurring(World world)
    {
        foreach (var (place, ages) in ((string, int[])[])[("6号楼", [5, 100, 365]), ("7号楼", [5, 100, 367]), ("8号楼", [5, 100, 200])])
        foreach (var (days, n) in ages.Select((days, n) => (days, n)))
        {
            var hazard = Entities.Hazard(world.New<HazardId>($"{place}, {days} days ago"));
            world.Happen(
                hazard,
                new HazardFound(
                    Here,
                    new("gas", HazardLevel.General, false, null, place, null, null),
                    HazardGuard.None,
                    world.Now.AddDays(-days),
                    null,
                    By,
                    world.Now.AddDays(-days)
                )
            );
            if (place == "8号楼" && n == 1)
                world.Happen(hazard, new HazardDropped(world.Words, By, world.Now.AddDays(-99)));
            if (place == "6号楼" && n == 2)
                foreach (
                    var e in (HazardEvent[])
                        [new HazardMended(null, null, By, world.Now.AddDays(-200)), new HazardClosed(null, By, world.Now.AddDays(-69))]
                )
                    world.Happen(hazard, e);
        }
    }

    // A person of a household that went into another, whose telephone is rung then.
    private static async Task Homes(World world)
    {
        var register = Entities.Residents(Entities.Live, Here);
        var (old, into) = (world.New<HouseholdId>("a home that went into another"), world.New<HouseholdId>("the home it went into"));
        foreach (var (home, phone) in (IEnumerable<(HouseholdId, string)>)[(old, "13900000031"), (into, "13900000032")])
            world.Happen(
                register,
                new HouseholdRecorded(
                    new(
                        home,
                        "G1",
                        1,
                        await world.Seal(home.Value, new HouseholdContact("施例户", [phone], null, "1号楼", "1单元", 4, "401", null, null))
                    ),
                    null,
                    world.Now
                )
            );
        var person = world.New<PersonId>("of a home that went into another");
        world.Happen(
            register,
            new PersonRecorded(
                new(
                    person,
                    old,
                    "G1",
                    await world.Seal(person.Value, new PersonContact("施例人", "女", [], null, "1号楼", "1单元", 4, "401", null)),
                    await world.Seal(
                        person.Value,
                        new PersonSensitive(["elder-alone"], new(1940, 1, 1), null, [], null, null, null, true, true, null, null)
                    )
                ),
                null,
                world.Now
            )
        );
        world.Happen(
            Entities.Visits(Entities.Live, Here, person),
            new Domain.Visits.VisitsPlanned(person, Here, 30, world.Today, null, world.Now)
        );
        world.Happen(register, new HouseholdsMerged(old, into, [], null, By, world.Now));
    }

    // Reports of one incident, of which the middle one alone names an address after the first, and the last none.
    private static async Task Incidents(World world)
    {
        var id = world.New<IncidentId>("a fire with three reports");
        var incident = Entities.Incident(Entities.Live, id);
        async Task<Sealed> Told(string title, string? address) =>
            await world.Seal(id.Value, new CaseText(title, null, address, null, null));
        world.Happen(
            incident,
            new IncidentOpened(
                Borough.County,
                Here,
                null,
                Category.Fire,
                Priority.Life,
                null,
                null,
                world.New<ReportId>("the first report"),
                null,
                null,
                world.Now.AddMinutes(-9),
                await Told("着火", "例园"),
                By,
                world.Now.AddMinutes(-9)
            )
        );
        foreach (var (n, title, address) in ((int, string, string?)[])[(1, "还有烟", "例园6号楼"), (2, "人出来了", null)])
            world.Happen(
                incident,
                new ReportAdded(
                    world.New<ReportId>($"report {n}"),
                    null,
                    null,
                    null,
                    null,
                    null,
                    await Told(title, address),
                    By,
                    world.Now.AddMinutes(n - 5)
                )
            );
        var care = Entities.Care(Entities.Live, world.New<CareCaseId>("a case of the fire"));
        world.Happen(care, new CareOpened(LeftBehind, Here, null, id, false, world.Now.AddHours(1), By, world.Now));
        world.Happen(care, new CareSeen(CareParty.Street, null, By, world.Now));
    }

    private static async Task Cases(World world)
    {
        foreach (
            var (number, place, minutes) in ((string, string?, int)[])
                [("1", Here, -9), ("2", null, -6), ("3", Here, -3), ("4", Borough.Distant, -1)]
        )
        {
            var key = new CaseKey("12345", number);
            var id = world.New<IncidentId>($"case {number}");
            world.Happen(
                Entities.Case(Entities.Live, key),
                new CaseReceived(
                    new(
                        key,
                        Category.Other,
                        Priority.Normal,
                        Borough.County,
                        place,
                        null,
                        null,
                        null,
                        null,
                        world.Now.AddMinutes(minutes),
                        await world.Seal(id.Value, new CaseText($"诉求{number}", null, null, null, null))
                    ),
                    id,
                    world.New<ReportId>($"report of case {number}"),
                    world.Now.AddMinutes(minutes),
                    true
                )
            );
        }
    }

    // Offered to civil affairs, out of order: waiting, taken, given back, in work, done and called back; of another kind, and elsewhere.
    private static void Handovers(World world)
    {
        foreach (
            var (name, minutes, kind, division, then) in ((string, int, HandoverKind, string, HandoverEvent[])[])
                [
                    ("second", -8, HandoverKind.CivilAffairs, Here, []),
                    ("first", -9, HandoverKind.CivilAffairs, Here, []),
                    ("taken", -12, HandoverKind.CivilAffairs, Here, [new HandoverAccepted(null, world.Now, world.Now)]),
                    ("done", -13, HandoverKind.CivilAffairs, Here, [new HandoverCompleted(null, world.Now, world.Now)]),
                    ("called back", -14, HandoverKind.CivilAffairs, Here, [new HandoverRecalled(By, world.Now)]),
                    ("of an ambulance", -15, HandoverKind.Ambulance, Here, []),
                    ("elsewhere", -16, HandoverKind.CivilAffairs, Borough.Distant, []),
                ]
        )
        {
            var handover = Entities.Handover(Entities.Live, world.New<HandoverId>($"a hand-over, {name}"));
            var at = world.Now = World.Start.AddMinutes(minutes);
            world.Happen(
                handover,
                new HandoverQueued(
                    new(
                        world.New<IncidentId>("a fire with three reports"),
                        kind,
                        kind == HandoverKind.Ambulance ? "120" : null,
                        division,
                        [],
                        1,
                        null,
                        world.Words,
                        at.AddMinutes(30),
                        false
                    ),
                    null,
                    By,
                    at
                )
            );
            foreach (var e in then)
                world.Happen(handover, e);
        }
        world.Now = World.Start;
    }
}
