using Emergency.Domain;
using Emergency.Domain.CallOuts;
using Emergency.Domain.Calls;
using Emergency.Domain.Cases;
using Emergency.Domain.Drills;
using Emergency.Domain.Handovers;
using Emergency.Domain.Hazards;
using Emergency.Domain.Incidents;
using Emergency.Domain.Orders;
using Emergency.Domain.People;
using Emergency.Domain.Places;
using Emergency.Domain.Plans;
using Emergency.Domain.RiskPoints;
using Emergency.Engine;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Tests.Fixtures;
using static Emergency.Server.Tests.Fixtures.BoroughRegisters;

namespace Emergency.Server.Tests.Reactions;

/// <summary>Consequences of events in an incident, and of events that lead to one.</summary>
public sealed class IncidentsFollowTests(Borough town)
{
    private const string Here = Borough.Community,
        There = Borough.Neighbour;
    private static readonly By Desk = World.As(Role.CountyDuty),
        SecretaryHere = World.As(Role.Secretary, Secretary),
        Chief = World.As(Role.GridChief, GridChief);
    private static readonly Located Middle = new(new(Borough.Lon, Borough.Lat), Datum.Wgs84, new(Borough.Lon, Borough.Lat));

    [Fact]
    public async Task Risk_points()
    {
        var told = await Told.Of(town);
        var world = told.World;
        var (id, fire) = (world.New<RiskPointId>("the slope"), world.New<IncidentId>("the slide"));
        var risk = Entities.RiskPoint(id);
        world.Do(risk, new SetRiskPoint(Here, Slope(GridChief), SecretaryHere, world.Now));
        world.Happen(risk, new RiskLooked(new(30, false, world.Now, World.As(Role.UnitChief, UnitChief)), null, world.Now));
        told.Apart().Says("what was looked at is as it was", risk, new RiskLooked(new(3, false, world.Now, Chief), null, world.Now));
        var own = told.Apart();
        own.World.Happen(risk, new RiskLooked(new(30, false, world.Now, Chief), null, world.Now));
        own.Says("who watches it has told that it is crossed", risk, new RiskCrossed(30, world.Now));
        told.Says("somebody else has told that it is crossed", risk, new RiskCrossed(30, world.Now));
        told.Follow();
        world.Now += TimeSpan.FromMinutes(2);
        told.Apart().Says("it has eased", risk, new RiskEased(1, world.Now));
        told.Apart().Says("it is kept no longer", risk, new RiskPointEnded(world.Words, SecretaryHere, world.Now));
        told.Says("who watches it makes it an incident", risk, new RiskRaised(fire, Chief, world.Now));
        told.Says("what is an incident is crossed again", risk, new RiskCrossed(40, world.Now));
        told.Hold("risk-points");
    }

    [Fact]
    public async Task Call_outs()
    {
        var told = await Told.Of(town);
        var world = told.World;
        var (fire, incident) = Open(world, Here);
        var (own, other) = (world.New<CallOutId>("the call-out"), world.New<CallOutId>("another call-out"));
        var callOut = Entities.CallOut(Entities.Live, own);
        told.Says(
            "a team is called out",
            callOut,
            new StartCallOut(new(Here, world.Words, fire), [GridChief, UnitChief], [], SecretaryHere, world.Now)
        );
        told.Follow();
        told.Says("one answers", callOut, new AnswerCallOut(GridChief, 9, Chief, world.Now.AddMinutes(1)));
        told.Apart().Says("it ends", callOut, new EndCallOut(SecretaryHere, world.Now.AddMinutes(2)));
        world.Do(
            Entities.CallOut(Entities.Live, other),
            new StartCallOut(new(Here, world.Words, null), [UnitChief], [], SecretaryHere, world.Now)
        );
        told.Apart().Says("the scene ends", incident, new SceneEnded(0, Desk, world.Now));
        told.Apart().Says("it was a false alarm", incident, new IncidentWithdrawn(world.Words, Desk, world.Now));
        told.Apart().Says("it is contained", incident, new IncidentContained(Desk, world.Now));
        world.Do(callOut, new EndCallOut(SecretaryHere, world.Now.AddMinutes(2)));
        told.Says("the scene ends after the call-out", incident, new SceneEnded(0, Desk, world.Now));
        told.Hold("call-outs");
    }

    [Fact]
    public async Task Handovers_and_joined_incidents()
    {
        var told = await Told.Of(town);
        var world = told.World;
        var (fire, incident) = Open(world, Here);
        var (queued, delivered, elsewhere) = (
            world.New<HandoverId>("one that waits"),
            world.New<HandoverId>("one that was delivered"),
            world.New<HandoverId>("one of another")
        );
        foreach (
            var (id, of) in ((HandoverId, IncidentId)[])[(queued, fire), (delivered, fire), (elsewhere, world.New<IncidentId>("another"))]
        )
            world.Happen(
                Entities.Handover(Entities.Live, id),
                new HandoverQueued(
                    new(of, HandoverKind.Ambulance, "120", Here, [], 1, null, world.Words, world.Now, false),
                    null,
                    Desk,
                    world.Now
                )
            );
        world.Happen(Entities.Handover(Entities.Live, delivered), new HandoverDelivered(world.Now));
        told.Apart().Says("it was a false alarm", incident, new IncidentWithdrawn(world.Words, Desk, world.Now));
        told.Apart().Says("the scene ends", incident, new SceneEnded(0, Desk, world.Now));

        var (main, first) = Open(world, Here, "the main fire");
        world.Happen(
            incident,
            new ReportAdded(
                world.New<ReportId>("a later report"),
                new("119", "7"),
                null,
                null,
                null,
                null,
                world.Words,
                Chief,
                world.Now.AddMinutes(3)
            )
        );
        told.Apart()
            .Says(
                "a fire that stands for itself is told more",
                incident,
                new ReportAdded(world.New<ReportId>("more"), null, null, null, null, null, world.Words, Chief, world.Now)
            );
        told.Says("a fire is joined to another", incident, new IncidentJoined(main, 0, Desk, world.Now));
        told.Apart()
            .Says(
                "it is told more",
                incident,
                new ReportAdded(world.New<ReportId>("more"), null, null, null, null, null, world.Words, Chief, world.Now)
            );
        told.Apart().Says("its hotline takes a case back", incident, new ReportsWithdrawn(new("119", "7"), world.Words, world.Now));
        told.Says("it is split", incident, new IncidentSplit(main, Desk, world.Now));
        told.Hold("handovers-and-joined-incidents");
    }

    /// <summary>Doors counted in an area, and doors added later.</summary>
    [Fact]
    public async Task Doors()
    {
        var told = await Told.Of(town);
        var world = told.World;
        var (fire, incident) = Open(world, Here);
        var area = new Area.Circle(new(Borough.Lon, Borough.Lat), 500);
        told.Apart()
            .Says(
                "an area is drawn over two communities, one is let go",
                incident,
                new ImpactDrawn(area, [Here, There], [Borough.Distant], 2, Desk, world.Now, AreaPurpose.Evacuate)
            );
        told.Apart()
            .Says("an area holds nobody", incident, new ImpactDrawn(new Area.Circle(new(114.2, 32.2), 9), [Here], [], 1, Desk, world.Now));
        world.Happen(incident, new ImpactDrawn(area, [Here], [], 1, Desk, world.Now));
        told.Follow();
        told.Apart().Says("the scene ends", incident, new SceneEnded(0, Desk, world.Now));
        told.Apart().Says("the scene opens again", incident, new SceneReopened(Here, world.Now));
        told.Apart().Says("it was a false alarm", incident, new IncidentWithdrawn(world.Words, Desk, world.Now));
        var register = Entities.Residents(Entities.Live, Here);
        var contact = new HouseholdContact("韩例户", [], null, "1号楼", "1单元", 2, "201", Middle, null);
        var (near, far) = (world.New<HouseholdId>("a home in it"), world.New<HouseholdId>("a home outside"));
        var inside = new Household(near, "G1", 4, await world.Seal(near.Value, contact));
        var outside = new Household(
            far,
            "G1",
            4,
            await world.Seal(far.Value, contact with { Location = new(new(114.5, 32.5), Datum.Wgs84, new(114.5, 32.5)) })
        );
        told.Apart().Says("a household within it is recorded", register, new HouseholdRecorded(inside, null, world.Now));
        told.Apart().Says("a household outside is recorded", register, new HouseholdRecorded(outside, null, world.Now));
        told.Apart().Says("a household within it is entered", register, new HouseholdEntered(inside, null, SecretaryHere, world.Now));
        var person = world.New<PersonId>("somebody within it");
        var at = new AtRiskResident(
            person,
            Elder,
            "G1",
            await world.Seal(person.Value, new PersonContact("杨例人", "女", [], null, "1号楼", "1单元", 3, "301", Middle)),
            await world.Seal(person.Value, new PersonSensitive([], new(1950, 1, 1), null, [], null, null, null, false, true, null, null))
        );
        told.Apart().Says("somebody within it is recorded", register, new PersonRecorded(at, null, world.Now));
        told.Apart()
            .Says(
                "somebody within it is taken from another community",
                register,
                new PersonTaken(at, [], null, There, null, SecretaryHere, world.Now)
            );
        world.Happen(incident, new SceneEnded(0, Desk, world.Now));
        told.Says("somebody is recorded after the scene has ended", register, new PersonRecorded(at, null, world.Now));
        told.Hold("doors");
    }

    /// <summary>Effects of an incident on held-back orders, on drills, and on people who need power.</summary>
    [Fact]
    public async Task Incidents_open_spread_and_end()
    {
        var told = await Told.Of(town);
        var world = told.World;
        var (order, drill) = (world.New<OrderId>("an order"), world.New<DrillId>("a drill"));
        var facts = new OrderFacts(IssuerKind.Department, null, "x", false, world.Words, null, 60, 60);
        world.Happen(
            Entities.Order(Entities.Live, order),
            new OrderIssued(facts, new(StandingKind.Unlisted, null, null, []), 0, Desk, world.Now)
        );
        foreach (var receiver in (string[])[Here, There, Borough.Distant])
            world.Happen(Entities.Order(Entities.Live, order), new OrderStopped(receiver, world.Now));
        world.Happen(
            Entities.Drill(drill),
            new DrillPrepared(
                new(
                    "演练",
                    "old-block-fire",
                    DrillForm.Tabletop,
                    Borough.Street,
                    [Here],
                    TimeSpan.FromHours(1),
                    true,
                    world.Words,
                    "停",
                    null
                ),
                Desk,
                world.Now
            )
        );
        world.Happen(Entities.Drill(drill), new DrillStarted(world.Now, 1, [Here], Desk, world.Now));
        var breather = world.New<PersonId>("who needs oxygen");
        world.Happen(
            Entities.Residents(Entities.Live, Here),
            new PersonRecorded(
                new(
                    breather,
                    null,
                    "G1",
                    await world.Seal(breather.Value, new PersonContact("朱例氧", "女", [], null, "1号楼", "1单元", 3, "301", null)),
                    await world.Seal(
                        breather.Value,
                        new PersonSensitive(["disabled"], new(1960, 1, 1), null, ["oxygen"], null, null, null, false, true, null, null)
                    )
                ),
                null,
                world.Now
            )
        );
        var id = world.New<IncidentId>("the incident");
        var incident = Entities.Incident(Entities.Live, id);
        foreach (var category in Enum.GetValues<Category>())
            told.Apart().Says($"an incident opens: {world.Text(category)}", incident, Opened(world, Here, category));
        told.Apart().Says("power fails in another grid", incident, Opened(world, Here, Category.Power) with { Grid = "G2" });
        told.Apart().Says("power fails somewhere", incident, Opened(world, null, Category.Power));
        var power = told.Apart();
        power.World.Happen(incident, Opened(world, Here, Category.Power));
        power.Follow();
        power
            .Apart()
            .Says(
                "power fails again in the same hours",
                Entities.Incident(Entities.Live, world.New<IncidentId>("another")),
                Opened(world, Here, Category.Power)
            );
        power.Apart().Says("power is back", incident, new SceneEnded(0, Desk, world.Now));
        power.Apart().Says("power had not failed", incident, new IncidentWithdrawn(world.Words, Desk, world.Now));
        power.Apart().Says("its cause is contained", incident, new IncidentContained(Desk, world.Now));
        world.Happen(incident, Opened(world, null, Category.Fire));
        told.Apart().Says("its place is verified", incident, new LocationVerified(Middle, Borough.County, There, null, Desk, world.Now));
        told.Apart()
            .Says(
                "its place is verified where a drill is played",
                incident,
                new LocationVerified(Middle, Borough.County, Here, null, Desk, world.Now)
            );
        told.Apart()
            .Says(
                "its area is drawn",
                incident,
                new ImpactDrawn(new Area.Circle(new(Borough.Lon, Borough.Lat), 5), [Here, There], [], 1, Desk, world.Now)
            );
        world.Happen(Entities.Drill(drill), new DrillEnded(EndReason.Finished, world.Now, Desk, world.Now));
        told.Says(
            "its area is drawn after the drill",
            incident,
            new ImpactDrawn(new Area.Circle(new(Borough.Lon, Borough.Lat), 5), [Here], [], 1, Desk, world.Now)
        );
        told.Hold("incidents-open-spread-and-end");
    }

    [Fact]
    public async Task Orders_that_nobody_reads()
    {
        var told = await Told.Of(town);
        var world = told.World;
        var (fire, _) = Open(world, Here);
        var id = world.New<OrderId>("an order");
        var order = Entities.Order(Entities.Live, id);
        world.Happen(
            order,
            new OrderIssued(
                new(IssuerKind.Command, fire, null, false, world.Words, null, 60, 90),
                new(StandingKind.Listed, null, null, []),
                0,
                Desk,
                world.Now
            )
        );
        foreach (var receiver in (string[])[Here, Borough.Street])
            world.Happen(order, new OrderDelivered(receiver, false, null, world.Now));
        told.Apart().Says("it is read before anybody was called", order, new OrderSeen(Here, SecretaryHere, world.Now));
        told.Says("nobody has read it", order, new OrderUnread(Here, CallRung.Deputy, world.Now));
        told.Follow();
        told.Apart().Says("it is read", order, new OrderSeen(Here, SecretaryHere, world.Now));
        told.Apart().Says("it is answered", order, new OrderFedBack(Here, world.Words, SecretaryHere, world.Now));
        told.Apart().Says("somebody drove there", order, new ReceiverReached(Here, SecretaryHere, world.Now));
        var about = new CallMatter(CallKind.Order, id.Value, fire);
        var call = Entities.Call(Entities.Live, Features.Calls.CallKnown.IdOf(about, Here));
        told.Apart().Says("nobody answers the call", call, new DriveAsked(about, Here, world.Now));
        told.Apart().Says("nobody answers the call of a street", call, new DriveAsked(about, Borough.Street, world.Now));
        told.Says("nobody answers the call without an incident", call, new DriveAsked(about with { Incident = null }, Here, world.Now));
        told.Hold("orders-that-nobody-reads");
    }

    /// <summary>Consequences of hotline messages.</summary>
    [Fact]
    public async Task Cases()
    {
        var told = await Told.Of(town);
        var world = told.World;
        var key = new CaseKey("119", "7");
        var (id, report, earlier) = (
            world.New<IncidentId>("the incident"),
            world.New<ReportId>("a telling"),
            world.New<ReportId>("an earlier telling")
        );
        var of = Entities.Case(Entities.Live, key);
        var facts = new CaseFacts(
            key,
            Category.Fire,
            Priority.Life,
            Borough.County,
            Here,
            "G1",
            Middle,
            null,
            new(0, 1, 2),
            world.Now.AddMinutes(-2),
            world.Words
        );
        told.Apart().Says("a case", of, new CaseReceived(facts, id, report, world.Now));
        told.Apart().Says("a case that waits", of, new CaseReceived(facts, id, report, world.Now, true));
        told.Apart().Says("a case that does not wait", of, new CaseReceived(facts, id, report, world.Now, false));
        told.Apart().Says("more of a case that waits", of, new CaseUpdated(facts, id, report, world.Now, true));
        told.Apart().Says("a case is taken back", of, new CaseCancelled(id, world.Words, world.Now));
        told.Apart()
            .Says(
                "somebody makes it an incident",
                of,
                new CasePromoted(
                    facts with
                    {
                        Location = null,
                        Community = null,
                    },
                    id,
                    report,
                    Desk,
                    world.Now,
                    [new(facts with { ReceivedAt = world.Now.AddHours(-3), Grid = "G2" }, earlier, world.Now.AddHours(-3))]
                )
            );
        told.Apart()
            .Says("the hotline makes it an incident", of, new CasePromoted(facts with { Location = null }, id, report, null, world.Now));
        foreach (var (what, community) in ((string, string?)[])[("nobody knows where", null), ("its place is known", Here)])
        {
            var apart = told.Apart();
            apart.World.Happen(Entities.Incident(Entities.Live, id), Opened(world, community, Category.Fire));
            apart.Apart().Says($"{what}: the hotline says it", of, new CaseUpdated(facts, id, report, world.Now));
            apart
                .Apart()
                .Says($"{what}: the hotline doubts it", of, new CaseUpdated(facts with { Doubt = "outside" }, id, report, world.Now));
            apart.Says(
                $"{what}: the hotline says no kind",
                of,
                new CaseUpdated(facts with { Category = Category.Other, Location = null }, id, report, world.Now)
            );
        }
        told.Hold("cases");
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

    private static RiskFacts Slope(MemberId watcher) =>
        new("例坡", "landslide", HazardLevel.Major, null, watcher, RiskUnit.CrackMm, 20, null, 1, new([], null, null, null));

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
}
