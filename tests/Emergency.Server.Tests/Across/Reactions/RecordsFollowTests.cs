using Emergency.Domain;
using Emergency.Domain.Calls;
using Emergency.Domain.Drills;
using Emergency.Domain.Handovers;
using Emergency.Domain.Hazards;
using Emergency.Domain.Incidents;
using Emergency.Domain.Places;
using Emergency.Domain.Plans;
using Emergency.Domain.Rhythms;
using Emergency.Domain.RiskPoints;
using Emergency.Domain.Stock;
using Emergency.Domain.Teams;
using Emergency.Domain.Volunteers;
using Emergency.Server.Foundation;
using Emergency.Server.Tests.Fixtures;
using static Emergency.Server.Tests.Fixtures.BoroughRegisters;

namespace Emergency.Server.Tests.Reactions;

/// <summary>Consequences of events of plans, teams, stores and drills.</summary>
public sealed class RecordsFollowTests(Borough town)
{
    private const string Here = Borough.Community,
        There = Borough.Neighbour;
    private static readonly By SecretaryHere = World.As(Role.Secretary, Secretary);

    [Fact]
    public async Task Plans_fall_due()
    {
        var told = await Told.Of(town);
        var world = told.World;
        var (plan, team, store) = (
            Entities.Plan(Entities.Live, Here),
            Entities.Team(Entities.Live, Here),
            Entities.Supplies(Entities.Live, Here)
        );
        var card = new Card(
            "c",
            "fire",
            "卡",
            [
                new("s", TaskClass.Wait, ["书记", "楼长"], "做", 60, [new("灯", 5)]),
                new("t", TaskClass.Wait, ["值班"], "再做", 60, [new("灯", 3)]),
            ]
        );
        world.Happen(plan, new PlanDrafted(new("2026-2", "预案", [card]), null, SecretaryHere, world.Now));
        world.Happen(plan, new PlanSubmitted(SecretaryHere, world.Now));
        world.Happen(plan, new PlanApproved(SecretaryHere, world.Now));
        world.Now += TimeSpan.FromDays(1);

        var director = world.New<MemberId>("a director");
        var member = new Member(director, TeamRole.Director, null, null, null, [], Availability.OnPost, world.Words);
        told.Apart().Says("a director comes", team, new MemberEntered(member, null, SecretaryHere, world.Now));
        told.Apart()
            .Says("a chief comes", team, new MemberEntered(member with { Role = TeamRole.GridChief }, null, SecretaryHere, world.Now));
        foreach (var gone in (MemberId[])[Secretary, BuildingChief, GridChief])
            told.Apart().Says($"{world.Text(gone)} leaves", team, new MemberLeft(gone, world.Today, null, SecretaryHere, world.Now));
        var secretary = world.Known.Of<Features.Teams.TeamsKnown>().Of(Here).State.Members[Secretary];
        foreach (var field in Enum.GetValues<MemberField>())
            told.Apart()
                .Says(
                    $"of the secretary is corrected: {world.Text(field)}",
                    team,
                    new MemberCorrected(secretary, [field], null, SecretaryHere, world.Now)
                );
        told.Apart()
            .Says(
                "the secretary is a chief from now on",
                team,
                new MemberCorrected(secretary with { Role = TeamRole.GridChief }, [MemberField.Role], null, SecretaryHere, world.Now)
            );
        told.Apart()
            .Says(
                "a chief's phone is another",
                team,
                new MemberCorrected(
                    secretary with
                    {
                        Id = GridChief,
                        Role = TeamRole.GridChief,
                    },
                    [MemberField.Phones],
                    null,
                    SecretaryHere,
                    world.Now
                )
            );

        var lot = world.New<LotId>("the lamps");
        world.Happen(store, new LotRecorded(new(lot, "灯", "照明", "支", 5, 1, null, "物资点", null, null, null), null, world.Now));
        told.Apart()
            .Says("as many are counted as a card needs", store, new LotCounted(lot, 5, 5, 0, world.Now, null, SecretaryHere, world.Now));
        told.Apart().Says("one less is counted", store, new LotCounted(lot, 4, 5, -1, world.Now, null, SecretaryHere, world.Now));
        told.Apart()
            .Says(
                "one is written off",
                store,
                new LotWrittenOff(lot, 1, WriteOffReason.Broken, null, null, null, SecretaryHere, world.Now)
            );
        told.Apart().Says("one is handed out", store, new LotHandedOut(lot, 1, world.Words, null, SecretaryHere, world.Now));
        told.Apart()
            .Says(
                "one is lent",
                store,
                new LotLent(lot, world.New<LoanId>("a loan"), 1, world.Words, null, world.Today, SecretaryHere, world.Now)
            );

        var hazard = world.New<HazardId>("a hazard");
        var of = Entities.Hazard(hazard);
        foreach (var level in Enum.GetValues<HazardLevel>())
        {
            told.Apart().Says($"a hazard is found: {world.Text(level)}", of, Found(world, level, danger: false));
            told.Apart()
                .Says(
                    $"a hazard of a file is taken over: {world.Text(level)}",
                    of,
                    new HazardTakenOver(Row(hazard, world.Today, "未整改"), Here, "gas", level, world.Now)
                );
        }
        told.Apart().Says("a hazard is found that endangers somebody", of, Found(world, HazardLevel.Low, danger: true));
        var reported = told.Apart();
        reported.World.Happen(
            of,
            new HazardReported(
                Here,
                world.New<LinkId>("a link"),
                new("gas", HazardLevel.General, false, null, null, null, null),
                null,
                world.Now
            )
        );
        reported.Says(
            "what was reported is taken as a large one",
            of,
            new HazardTaken(new("gas", HazardLevel.Larger, false, null, null, null, null), null, SecretaryHere, world.Now)
        );
        var place = Entities.Place(Entities.Live, Here);
        foreach (
            var (day, status) in ((DateOnly, string)[])
                [
                    (world.Today, "未整改"),
                    (world.Today.AddDays(-1), "未整改"),
                    (world.Today.AddDays(-2), "未整改"),
                    (world.Today, "已整改"),
                    (world.Today, "已销号"),
                ]
        )
            told.Apart()
                .Says(
                    $"a file has a hazard of {world.Text(day)}: {status}",
                    place,
                    new HazardRecorded(Row(hazard, day, status), null, world.Now)
                );

        var risk = Entities.RiskPoint(world.New<RiskPointId>("the slope"));
        var slope = new RiskFacts(
            "例坡",
            "landslide",
            HazardLevel.Major,
            null,
            null,
            RiskUnit.CrackMm,
            20,
            null,
            1,
            new([], null, null, null)
        );
        told.Apart().Says("a risk point is kept from now on", risk, new RiskPointSet(Here, slope, null, SecretaryHere, world.Now));
        told.Apart().Says("a risk point was kept before", risk, new RiskPointSet(Here, slope, null, SecretaryHere, world.Now.AddDays(-2)));
        told.Apart()
            .Says("a risk point of a community without a plan", risk, new RiskPointSet(There, slope, null, SecretaryHere, world.Now));

        var fire = world.New<IncidentId>("the fire");
        var incident = Entities.Incident(Entities.Live, fire);
        world.Happen(
            incident,
            new IncidentOpened(
                Borough.County,
                Here,
                null,
                Category.PublicOrder,
                Priority.Life,
                null,
                null,
                world.New<ReportId>("the call"),
                null,
                null,
                world.Now,
                world.Words,
                SecretaryHere,
                world.Now
            )
        );
        world.Happen(incident, new CardActivated(new(There, CardId, "1", 0, world.Now), SecretaryHere, world.Now));
        told.Apart().Says("the response ends", incident, new ResponseEnded(SecretaryHere, world.Now));
        told.Apart().Says("the scene ends", incident, new SceneEnded(0, SecretaryHere, world.Now));

        var drill = Entities.Drill(world.New<DrillId>("a drill"));
        world.Happen(
            drill,
            new DrillPrepared(
                new(
                    "季度演练",
                    "old-block-fire",
                    DrillForm.Tabletop,
                    Borough.Street,
                    [Here, There],
                    TimeSpan.FromHours(1),
                    true,
                    world.Words,
                    "停",
                    null
                ),
                SecretaryHere,
                world.Now
            )
        );
        told.Apart().Says("a drill has shown nothing", drill, new DrillEvaluated([], world.Words, SecretaryHere, world.Now));
        world.Happen(
            drill,
            new ImprovementAdded(
                world.New<ImprovementId>("what it has shown"),
                new(world.Words, Belonging.Drill, "", new(Role.Secretary, Here, null, []), world.Today.AddDays(9), []),
                null,
                SecretaryHere,
                world.Now
            )
        );
        told.Apart().Says("a drill has shown something", drill, new DrillEvaluated([], world.Words, SecretaryHere, world.Now));

        foreach (var year in (int[])[2027, 2028, 2030])
        {
            var later = told.Apart();
            later.World.Now = Shanghai.At(new(year, 3, 11), 2);
            later.Says(
                $"a day comes round in {year}",
                Entities.Round(DutyRhythm.PlanCheck, Here),
                new RoundCame(DutyRhythm.PlanCheck, Here, later.World.Now, later.World.Now)
            );
        }
        told.Hold("plans-fall-due");
    }

    [Fact]
    public async Task Things_that_are_passed_on_and_volunteers()
    {
        var told = await Told.Of(town);
        var world = told.World;
        var (lot, transfer) = (world.New<LotId>("the lamps"), world.New<TransferId>("a transfer"));
        var facts = new LotFacts(lot, "灯", "照明", "支", 5, 1, null, "物资点", null, null, null);
        world.Happen(Entities.Supplies(Entities.Live, Here), new LotRecorded(facts, null, world.Now));
        told.Says(
            "a lot is passed on",
            Entities.Supplies(Entities.Live, Here),
            new LotPassed(lot, transfer, facts, 0, There, SecretaryHere, world.Now)
        );
        var chief = world.Known.Of<Features.Teams.TeamsKnown>().Of(Here).State.Members[GridChief];
        told.Says(
            "a member is passed on",
            Entities.Team(Entities.Live, Here),
            new MemberPassed(new(chief, new([], null, [], null), false, []), There, SecretaryHere, world.Now)
        );
        var (need, volunteers) = (world.New<VolunteerNeedId>("a need"), Entities.Volunteers(Here));
        world.Happen(volunteers, new VolunteerJoined(new(BoroughRegisters.Volunteer, null, true), SecretaryHere, world.Now));
        world.Happen(volunteers, new NeedTold(need, world.Words, null, false, world.Today, SecretaryHere, world.Now));
        told.Says("a volunteer is asked to go", volunteers, new VolunteerSent(need, BoroughRegisters.Volunteer, SecretaryHere, world.Now));
        told.Follow();
        told.Says("nobody more is needed", volunteers, new NeedClosed(need, SecretaryHere, world.Now.AddMinutes(5)));
        told.Hold("things-that-are-passed-on-and-volunteers");
    }

    [Fact]
    public async Task Schedules_and_hotlines_of_a_drill()
    {
        var told = await Told.Of(town);
        var world = told.World;
        var (schedule, drill) = (world.New<ScheduleId>("a schedule"), world.New<DrillId>("the drill"));
        var facts = new ScheduleFacts(
            "季度演练",
            Borough.Street,
            [Here],
            "old-block-fire",
            DrillForm.Tabletop,
            new(Domain.Drills.Rhythm.Days, world.Today, 90),
            new(9, 0),
            60,
            OnHoliday.Keep,
            true,
            world.Words,
            "停"
        );
        world.Happen(Entities.Schedule(schedule), new ScheduleMade(facts, null, null, SecretaryHere, world.Now));
        told.Says(
            "a schedule fires",
            Entities.Schedule(schedule),
            new ScheduleFired(
                world.Now,
                drill,
                facts,
                [
                    new(Domain.Drills.Party.Police, world.Words, world.Now.AddHours(-1)),
                    new(Domain.Drills.Party.DutyRoom, world.Words, world.Now.AddHours(-2)),
                ],
                null,
                null,
                world.Now
            )
        );
        var played = Entities.Drill(drill);
        world.Happen(
            played,
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
                SecretaryHere,
                world.Now
            )
        );
        world.Happen(played, new DrillStarted(world.Now, 1, [Here], SecretaryHere, world.Now));
        var handover = Entities.Handover(Entities.Live, world.New<HandoverId>("a hand-over"));
        HandoverQueued Offered(string line) =>
            new(
                new(world.New<IncidentId>("the fire"), HandoverKind.Ambulance, line, Here, [], 1, null, world.Words, world.Now, false),
                null,
                SecretaryHere,
                world.Now
            );
        told.Plays("a hand-over is offered", drill, handover, Offered("120"));
        var about = new CallMatter(CallKind.Order, Guid.Empty);
        told.Plays(
            "a call rings",
            drill,
            Entities.Call(Entities.Live, world.New<CallId>("a call")),
            new RingAsked(about, Here, 2, CallRung.Deputy, null, world.Now)
        );
        world.Happen(played, new OutageBegan("cut", "120", world.Now, world.Now.AddMinutes(9), SecretaryHere, world.Now));
        told.Plays("a hand-over is offered while the line is down", drill, handover, Offered("120"));
        told.Plays("a hand-over is offered over another line", drill, handover, Offered("119"));
        world.Now += TimeSpan.FromMinutes(9);
        world.Happen(handover, Offered("120"));
        world.Happen(Entities.Handover(Entities.Live, world.New<HandoverId>("one for the other line")), Offered("119"));
        world.Happen(played, new OutageEnded("cut", world.Now, SecretaryHere, world.Now));
        told.Plays("the line is back", drill, played, new OutageEnded("cut", world.Now, SecretaryHere, world.Now));
        told.Hold("schedules-and-hotlines-of-a-drill");
    }

    /// <summary>Storing of the day's readiness of a street's communities.</summary>
    [Fact]
    public async Task Days_that_end()
    {
        var told = await Told.Of(town);
        var world = told.World;
        world.Now = Shanghai.At(new(2026, 3, 11), 0);
        foreach (var street in (string[])[Borough.Street, Borough.OtherStreet, "411502999"])
            told.Apart()
                .Says(
                    $"a day ends in {street}",
                    Entities.Round(DutyRhythm.ReadinessDay, street),
                    new RoundCame(DutyRhythm.ReadinessDay, street, world.Now, world.Now.AddHours(3))
                );
        told.Hold("days-that-end");
    }

    private static HazardFound Found(World world, HazardLevel level, bool danger) =>
        new(Here, new("facade", level, danger, null, null, null, null), HazardGuard.None, world.Now, null, SecretaryHere, world.Now);

    private static Domain.Places.Hazard Row(HazardId id, DateOnly day, string status) =>
        new(id, "燃气", "大", "漏气", null, null, null, day, status);
}
