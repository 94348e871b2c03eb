using Emergency.Domain;
using Emergency.Domain.Accounts;
using Emergency.Domain.Authorities;
using Emergency.Domain.Confirmations;
using Emergency.Domain.Drills;
using Emergency.Domain.Entrusting;
using Emergency.Domain.Grids;
using Emergency.Domain.Hazards;
using Emergency.Domain.MonthReports;
using Emergency.Domain.Orders;
using Emergency.Domain.Parties;
using Emergency.Domain.Patrols;
using Emergency.Domain.People;
using Emergency.Domain.Places;
using Emergency.Domain.Plans;
using Emergency.Domain.Rhythms;
using Emergency.Domain.RiskPoints;
using Emergency.Domain.Stock;
using Emergency.Domain.Teams;
using Emergency.Domain.TemporaryCare;
using Emergency.Domain.Visits;
using Emergency.Domain.Volunteers;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Encryption;
using static Emergency.Server.Tests.Fixtures.BoroughRegisters;

namespace Emergency.Server.Tests.Fixtures;

/// <summary>
/// A community in which each thing with a day stands once on each side of it: yesterday, today, the last day asked for, and the day after
/// that.
/// </summary>
internal static class EdgeRegisters
{
    public const string Here = Borough.Community,
        There = Borough.Neighbour;

    /// <summary>Number of days ahead that are asked for.</summary>
    public const int Ahead = 7;
    private static readonly By By = World.As(Role.Secretary, Secretary);

    /// <summary>Yesterday, today, the last day asked for, and the day after.</summary>
    private static IEnumerable<(int Days, string Name)> Days =>
        [(-1, "yesterday"), (0, "today"), (Ahead, "the last day"), (Ahead + 1, "the day after")];

    public static async Task<World> Make(Borough town)
    {
        var world = await World.Make(town);
        await People(world);
        Things(world);
        Rounds(world);
        Team(world);
        Parties(world);
        Papers(world);
        return world;
    }

    public static async Task Person(
        World world,
        PersonId id,
        PersonContact contact,
        PersonSensitive sensitive,
        string community = Here,
        MemberId? helper = null,
        string grid = "G1"
    ) =>
        world.Happen(
            Entities.Residents(Entities.Live, community),
            new PersonRecorded(
                new(id, null, grid, await world.Seal(id.Value, contact), await world.Seal(id.Value, sensitive), helper),
                null,
                world.Now
            )
        );

    private static async Task People(World world)
    {
        var (today, now) = (world.Today, world.Now);
        foreach (var (days, name) in Days)
        {
            var id = world.New<PersonId>($"visited {name}");
            await Person(
                world,
                id,
                new("沈例人", "女", ["13900000011"], null, "2号楼", "1单元", 3, $"30{days + 2}", null),
                new(
                    [],
                    new DateOnly(1950, 1, 1).AddDays(days),
                    null,
                    days < 0 ? ["carry"]
                        : days == 0 ? ["oxygen", "carry"]
                        : [],
                    null,
                    null,
                    null,
                    false,
                    true,
                    today.AddDays(-90 + (days > 0 ? 1 : days)),
                    null
                ),
                helper: days < 0 ? GridChief : null
            );
            var visits = Entities.Visits(Entities.Live, Here, id);
            world.Happen(visits, new VisitsPlanned(id, Here, 30, today.AddDays(days), null, now));
            if (days > Ahead)
                world.Do(
                    visits,
                    new AskExtraVisit(
                        id,
                        Here,
                        new(30, today.AddDays(days)),
                        VisitTrigger.Discharge,
                        "home again",
                        now.AddHours(4),
                        null,
                        now
                    )
                );
            world.Happen(
                visits,
                Seen(id, now.AddDays(days < 0 ? -40 : -days)) with
                {
                    Next = today.AddDays(days),
                    Follows = days == 0 ? [VisitFollow.Secretary] : [],
                }
            );
            if (days == 0)
                world.Happen(visits, new VisitsHanded(GridChief, By, now));
            var child = world.New<PersonId>($"a child checked {name}");
            await Person(
                world,
                child,
                new("韩例娃", "男", [], null, "3号楼", null, null, null, null),
                new(["left-behind-minor"], new DateOnly(2017, 1, 1).AddDays(days), null, [], null, null, null, false, true, today, null)
            );
            world.Happen(
                Entities.Entrustment(Entities.Live, Here, child),
                new EntrustmentPlanned(
                    child,
                    Here,
                    today.AddDays(-60),
                    today.AddDays(300),
                    new(CheckReason.Term, today.AddDays(days), today.AddDays(days < 0 ? -1 : days + 2)),
                    null,
                    now
                )
            );
            var guardian = world.New<GuardianId>($"a carer of {name}");
            var contact = await world.Seal(
                guardian.Value,
                new GuardianContact(
                    Features.People.GuardianRoles.Caregiver,
                    "蒋试姨",
                    null,
                    [],
                    null,
                    null,
                    null,
                    today.AddDays(days),
                    null
                )
            );
            world.Happen(Entities.Residents(Entities.Live, Here), new GuardianRecorded(new(guardian, child, contact), null, now));
            if (days == 0)
                world.Happen(Entities.Entrustment(Entities.Live, Here, child), new HarmReportAsked("a visit", null, By, now));
        }
        var rests = world.New<PersonId>("whose visits rest");
        await Person(
            world,
            rests,
            new("孔例人", "女", [], null, "9号楼", null, null, null, null),
            new([], new(1950, 1, 1), null, [], null, null, null, false, true, null, null)
        );
        world.Happen(Entities.Visits(Entities.Live, Here, rests), new VisitsPlanned(rests, Here, 30, today.AddDays(-9), null, now));
        world.Happen(Entities.Visits(Entities.Live, Here, rests), new VisitsPaused(RestReason.Away, null, null, By, now));
        var moved = world.New<PersonId>("who has left");
        await Person(
            world,
            moved,
            new("曹例人", "女", [], null, "9号楼", null, null, null, null),
            new([], new(1950, 1, 1), null, [], null, null, null, false, true, null, null),
            helper: GridChief
        );
        world.Happen(Entities.Visits(Entities.Live, Here, moved), new VisitsPlanned(moved, Here, 30, today.AddDays(3), null, now));
        world.Happen(
            Entities.Visits(Entities.Live, Here, moved),
            Seen(moved, now) with
            {
                Follows = [VisitFollow.Secretary],
                Next = today.AddDays(3),
            }
        );
        world.Happen(Entities.Residents(Entities.Live, Here), new PersonLeft(moved, Leaving.Moved, today, null, null, By, now));
        // Letters: owed until different hours, sent with and without an answer awaited.
        var letters = world.New<PersonId>("a child with letters");
        await Person(
            world,
            letters,
            new("严例娃", "男", [], null, "4号楼", null, null, null, null),
            new([], new(2017, 1, 1), null, [], null, null, null, false, true, today, null)
        );
        var told = Entities.Entrustment(Entities.Live, Here, letters);
        world.Happen(
            told,
            new EntrustmentPlanned(letters, Here, null, null, new(CheckReason.Term, today.AddDays(60), today.AddDays(70)), null, now)
        );
        world.Happen(
            told,
            new LettersAsked(
                [
                    new(LetterTo.Parents, false, now.AddHours(30)),
                    new(LetterTo.School, false, now.AddHours(60)),
                    new(LetterTo.Carer, true, now.AddHours(99)),
                ],
                null,
                now
            )
        );
        // A person who comes, one who goes, and one with two records.
        var (comes, goes) = (world.New<PersonId>("who comes"), world.New<PersonId>("who goes"));
        await Person(
            world,
            comes,
            new("华例人", "女", [], null, "1号楼", null, null, null, null),
            new([], new(1950, 1, 1), null, [], null, null, null, false, true, today, null),
            There
        );
        await Person(
            world,
            goes,
            new("金例人", "女", ["13900000012"], null, "5号楼", null, null, "101", null),
            new([], new(1951, 1, 1), "411502195101010029", [], null, null, null, false, true, today, null)
        );
        var twice = world.New<PersonId>("who goes, once more");
        await Person(
            world,
            twice,
            new("金例人", "女", ["13900000012"], null, "5号楼", null, null, "101", null),
            new([], new(1951, 1, 1), "411502195101010029", [], null, null, null, true, true, today, null)
        );
        world.Happen(Entities.Residents(Entities.Live, There), new PersonGiven(comes, Here, null, By, now.AddDays(-2)));
        world.Happen(Entities.Residents(Entities.Live, Here), new PersonGiven(goes, There, null, By, now));
        foreach (
            var (name, stage) in ((string, string)[])
                [
                    ("opened", "opened"),
                    ("looked at today", "looked"),
                    ("late", "late"),
                    ("asked of civil affairs", "asked"),
                    ("ended", "ended"),
                ]
        )
        {
            var care = Entities.Care(Entities.Live, world.New<CareCaseId>($"a case {name}"));
            world.Happen(care, new CareOpened(LeftBehind, Here, null, null, false, now.AddHours(1), By, now));
            CareEvent? next = stage switch
            {
                "looked" => new CareChecked(today, null, now.AddDays(1), By, now),
                "late" => new CareLate(1, now.AddHours(2), now),
                "asked" => new CivilAffairsAsked(CareAskOf.Guardianship, world.Words, now.AddDays(9), By, now),
                "ended" => new CareEnded(CareExit.GuardianBack, world.Words, By, now),
                _ => null,
            };
            if (next is not null)
                world.Happen(care, next);
        }
    }

    private static void Things(World world)
    {
        var (today, now) = (world.Today, world.Now);
        foreach (var place in (string[])[Here, Borough.Street])
        foreach (var (days, name) in Days)
        {
            var lot = world.New<LotId>($"a lot of {name} in {place}");
            var store = Entities.Supplies(Entities.Live, place);
            world.Happen(
                store,
                new LotRecorded(
                    new(
                        lot,
                        $"灯{days}",
                        "照明",
                        "支",
                        5 + days,
                        5,
                        today.AddDays(days),
                        $"架{days}",
                        null,
                        days < 0 ? GridChief : null,
                        today.AddDays(days - 5)
                    ),
                    null,
                    now
                )
            );
            world.Happen(
                store,
                new LotLent(
                    lot,
                    world.New<LoanId>($"a loan until {name} from {place}"),
                    1,
                    world.Words,
                    null,
                    today.AddDays(days),
                    days < 0 ? By : World.As(Role.StreetOfficer),
                    now
                )
            );
        }
        var given = world.New<LotId>("a lot that is given");
        world.Happen(
            Entities.Supplies(Entities.Live, Borough.Street),
            new LotRecorded(new(given, "绳", "救援", "根", 9, 0, null, "架", null, null, today), null, now)
        );
        world.Happen(
            Entities.Supplies(Entities.Live, Borough.Street),
            new LotGiven(given, world.New<TransferId>("a transfer"), 2, Here, By, now.AddDays(-3))
        );
        var level = HazardLevel.General;
        foreach (var (days, name) in Days)
        {
            var hazard = Entities.Hazard(world.New<HazardId>($"a hazard due {name}"));
            world.Happen(
                hazard,
                new HazardFound(
                    Here,
                    new("gas", level, false, null, null, null, null),
                    HazardGuard.None,
                    now.AddDays(-20 + days),
                    null,
                    By,
                    now.AddDays(-20)
                )
            );
            world.Happen(hazard, new HazardAssigned(new(HazardOwnerKind.Property, null), today.AddDays(days), null, By, now.AddDays(-10)));
            var risk = Entities.RiskPoint(world.New<RiskPointId>($"a point looked at {name}"));
            world.Happen(risk, new RiskPointSet(Here, Slope($"例坡{days}", days < 0 ? GridChief : null), null, By, now));
            world.Happen(
                risk,
                new RiskLooked(
                    new(days == 0 ? 30 : 1, false, Shanghai.At(today.AddDays(days - 10), 9), By),
                    Shanghai.At(today.AddDays(days), 12),
                    now
                )
            );
            if (days == 0)
                world.Happen(risk, new RiskCrossed(30, now));
            var patrol = Entities.Patrol(world.New<PatrolId>($"a round on {name}"));
            world.Happen(
                patrol,
                new PatrolSet(
                    Here,
                    new($"例线{days}", days < 0 ? GridChief : null, 7, [new(1, StopKind.Other, null, "门", null, null)]),
                    today.AddDays(days),
                    null,
                    By,
                    now
                )
            );
        }
        foreach (
            var (name, acts) in ((string, HazardEvent[])[])
                [
                    ("found", []),
                    ("mended", [new HazardMended(null, null, By, now.AddDays(-2))]),
                    ("checked", [new HazardMended(null, null, By, now.AddDays(-2)), new HazardChecked(null, null, By, now.AddDays(-1))]),
                    ("returned", [new HazardReturned(world.Words, null, By, now.AddDays(-4))]),
                    ("closed", [new HazardMended(null, null, By, now.AddDays(-2)), new HazardClosed(null, By, now.AddDays(-1))]),
                ]
        )
        {
            var hazard = Entities.Hazard(world.New<HazardId>($"a hazard {name}"));
            world.Happen(
                hazard,
                new HazardFound(
                    Here,
                    new("lift", level, false, null, null, null, null),
                    HazardGuard.None,
                    now.AddDays(-7),
                    null,
                    By,
                    now.AddDays(-7)
                )
            );
            if (acts.Length > 0)
                world.Happen(hazard, new HazardAssigned(new(HazardOwnerKind.Property, null), today.AddDays(40), null, By, now.AddDays(-6)));
            foreach (var act in acts)
                world.Happen(hazard, act);
        }
        world.Happen(
            Entities.Hazard(world.New<HazardId>("a hazard that a resident told")),
            new HazardReported(
                Here,
                world.New<LinkId>("a link"),
                new("gas", HazardLevel.General, true, null, null, null, null),
                null,
                now.AddDays(-1)
            )
        );
        world.Happen(
            Entities.Place(Entities.Live, Here),
            new HazardRecorded(
                new(world.New<HazardId>("a row of a file"), "燃气", "一般", "漏", null, null, null, today.AddDays(-300), "未整改"),
                null,
                now
            )
        );
    }

    private static void Rounds(World world)
    {
        foreach (var duty in DutyRhythm.BuiltIn)
            world.Happen(
                Entities.Round(duty.Code, duty.Of == RhythmOf.Community ? Here : Borough.Street),
                new RoundCame(
                    duty.Code,
                    duty.Of == RhythmOf.Community ? Here : Borough.Street,
                    world.Now.AddDays(-5),
                    world.Now.AddDays(-5)
                )
            );
    }

    private static void Team(World world)
    {
        var (today, now, team) = (world.Today, world.Now, Entities.Team(Entities.Live, Here));
        foreach (var (days, name) in Days)
        {
            var member = days switch
            {
                -1 => GridChief,
                0 => BuildingChief,
                Ahead => UnitChief,
                _ => OtherUnitChief,
            };
            world.Happen(team, new InsuranceSet(member, new("意外险", today.AddDays(days)), By, now));
            world.Happen(team, new TrainingNoted(member, new("急救", today.AddDays(-10 + days), today.AddDays(days)), By, now));
            var (from, to) = (Shanghai.At(today.AddDays(days), 8), Shanghai.At(today.AddDays(days), 20));
            world.Happen(team, new DutyRostered(new(today.AddDays(days), Shift.Day, Post.Desk, member, from, to, null), now));
            world.Happen(team, new SwapAsked(new(today.AddDays(days), Shift.Day, Post.Desk, member), null, By, now));
        }
        world.Happen(
            team,
            new EquipmentIssued(GridChief, new(world.New<EquipmentId>("a radio"), EquipmentKind.Gear, "对讲机", today), By, now)
        );
        world.Happen(
            team,
            new DutyRostered(
                new(
                    today.AddDays(2),
                    Shift.Night,
                    Post.Lead,
                    GridChief,
                    Shanghai.At(today.AddDays(2), 20),
                    Shanghai.At(today.AddDays(3), 8),
                    null
                ),
                now
            )
        );
        world.Happen(team, new AvailabilitySet(OtherUnitChief, Availability.OnLeave, By, now));
        var quarters = Entities.Quarters(Here);
        world.Happen(quarters, new QuarterDrawn(new(QuarterKind.Grid, "G1", [], GridChief), By, now));
        world.Happen(quarters, new QuarterDrawn(new(QuarterKind.Estate, "例园", ["1号楼"], null), By, now));
        var (desk, officer) = (Entities.Desk(Entities.Live, Borough.County), world.New<OfficerId>("an officer"));
        world.Happen(desk, new OfficerRecorded(new(officer, world.Words), By, now));
        foreach (var days in (int[])[0, 1])
            world.Happen(
                desk,
                new TurnRostered(
                    new(
                        today.AddDays(days),
                        Shift.Day,
                        Post.Lead,
                        officer,
                        Shanghai.At(today.AddDays(days), 8),
                        Shanghai.At(today.AddDays(days), 20)
                    ),
                    By,
                    now
                )
            );
        foreach (
            var (key, role, division) in ((string, Role, string)[])
                [
                    ("grid-account", Role.GridChief, Here),
                    ("StreetOfficer", Role.StreetOfficer, Borough.Street),
                    ("closed-account", Role.UnitChief, Here),
                ]
        )
        {
            var account = Entities.Account(new(key));
            MemberBinding? bound =
                role == Role.GridChief ? new(Here, GridChief)
                : role == Role.UnitChief ? new(Here, UnitChief)
                : null;
            world.Happen(account, new AccountAdded(world.Words, "–", [new(role, new(division))], bound, By, now.AddDays(-800)));
        }
        world.Happen(Entities.Account(new("closed-account")), new AccountClosed(By, now.AddDays(-700)));
    }

    private static void Parties(World world)
    {
        var (today, now) = (world.Today, world.Now);
        foreach (var (days, name) in Days)
        {
            var party = Entities.Party(world.New<PartyId>($"a company until {name}"));
            world.Happen(
                party,
                new PartyEntered(
                    new(
                        Here,
                        PartyKind.PropertyCompany,
                        $"例物业{days}",
                        days > 0 ? ["例园"] : [],
                        [],
                        today.AddYears(-1),
                        today.AddDays(days),
                        world.Words
                    ),
                    By,
                    now.AddDays(-400)
                )
            );
            if (days < 0)
                continue;
            var ask = world.New<PartyAskId>($"asked of {name}");
            world.Happen(
                party,
                new PartyAsked(ask, world.Words, "measures", null, days == 0 ? now.AddHours(-1) : now.AddDays(days), By, now.AddDays(-9))
            );
            if (days == Ahead)
                world.Happen(party, new PartyAskRefused(ask, world.Words, AskHeard.Desk, By, now.AddDays(-6)));
            var old = world.New<PartyAskId>($"refused long ago of {name}");
            world.Happen(party, new PartyAsked(old, world.Words, "measures", null, now.AddDays(-20), By, now.AddDays(-29)));
            world.Happen(party, new PartyAskRefused(old, world.Words, AskHeard.Desk, By, now.AddDays(-7 - days)));
        }
        var volunteers = Entities.Volunteers(Here);
        foreach (var (days, name) in Days)
            world.Happen(
                volunteers,
                new NeedTold(world.New<VolunteerNeedId>($"a need of {name}"), world.Words, null, false, today.AddDays(days), By, now)
            );
        var closed = world.New<VolunteerNeedId>("a need that is closed");
        world.Happen(volunteers, new NeedTold(closed, world.Words, null, false, today, By, now));
        world.Happen(volunteers, new NeedClosed(closed, By, now));
    }

    private static void Papers(World world)
    {
        var (today, now) = (world.Today, world.Now);
        var month = new DateOnly(today.Year, today.Month, 1).AddMonths(-1);
        var report = Entities.MonthReport(Here, month);
        world.Happen(report, new MonthReportSent(Here, month, 1, [new("at-risk", 3)], false, null, By, now));
        world.Happen(report, new MonthReportReturned(1, world.Words, By, now));
        world.Happen(Entities.MonthReport(There, month), new MonthReportSent(There, month, 1, [new("at-risk", 3)], false, null, By, now));
        foreach (
            var (name, due, stage) in ((string, int, string)[])
                [("late", -1, ""), ("in time", 1, ""), ("read", -1, "seen"), ("answered", -1, "fed")]
        )
        {
            var order = Entities.Order(Entities.Live, world.New<OrderId>($"an order {name}"));
            world.Happen(
                order,
                new OrderIssued(
                    new(IssuerKind.Command, null, null, false, world.Words, null, 60, 60),
                    new(StandingKind.Listed, null, null, []),
                    0,
                    By,
                    now
                )
            );
            world.Happen(order, new OrderDelivered(Here, false, now.AddHours(due), now));
            if (stage == "seen")
                world.Happen(order, new OrderSeen(Here, By, now));
            if (stage == "fed")
                world.Happen(order, new OrderFedBack(Here, world.Words, By, now.AddDays(-12)));
        }
        var held = Entities.Order(Entities.Live, world.New<OrderId>("an order that is held"));
        world.Happen(
            held,
            new OrderIssued(
                new(IssuerKind.Department, null, "x", false, world.Words, null, 60, 60),
                new(StandingKind.Unlisted, null, null, []),
                0,
                By,
                now
            )
        );
        world.Happen(held, new OrderStopped(Here, now));
        world.Happen(held, new OrderStopped(There, now));
        world.Happen(
            Entities.Goods(Entities.Live, world.New<GoodsRequestId>("a request")),
            new GoodsRequested(world.New<IncidentId>("the fire"), world.New<TaskId>("a task"), Here, "绳", 2, now.AddMinutes(20), now)
        );
        foreach (var (days, name) in Days)
        {
            var confirmation = Entities.Confirmation(world.New<ConfirmationId>($"an act asked for until {name}"));
            world.Happen(
                confirmation,
                new ActAsked(
                    new(AskedKind.MemberErasure, Here, UnitChief.ToString()),
                    world.Words,
                    now.AddDays(days).AddMinutes(1),
                    days == Ahead ? World.As(Role.StreetOfficer) : By,
                    now.AddDays(-9)
                )
            );
        }
        var drill = Entities.Drill(world.New<DrillId>("a drill"));
        world.Happen(
            drill,
            new DrillPrepared(
                new(
                    "季度演练",
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
                By,
                now.AddDays(-40)
            )
        );
        world.Happen(drill, new DrillStarted(now.AddDays(-40), 1, [Here], By, now.AddDays(-40)));
        world.Happen(drill, new DrillEnded(EndReason.Finished, now.AddDays(-40), By, now.AddDays(-40)));
        world.Happen(drill, new DrillEvaluated([], world.Words, By, now.AddDays(-39)));
        foreach (var (days, name) in Days)
            world.Happen(
                drill,
                new ImprovementAdded(
                    world.New<ImprovementId>($"to be bettered by {name}"),
                    new(world.Words, Belonging.Drill, "", new(Role.Secretary, days == 0 ? There : Here, null, []), today.AddDays(days), []),
                    null,
                    By,
                    now
                )
            );
        foreach (var (days, name) in Days)
        {
            var (schedule, at) = (
                Entities.Schedule(world.New<ScheduleId>($"a drill planned for {name}")),
                Shanghai.At(today.AddDays(days), 15)
            );
            var facts = new ScheduleFacts(
                "季度演练",
                Borough.Street,
                [days == 0 ? There : Here],
                "old-block-fire",
                DrillForm.Tabletop,
                new(Domain.Drills.Rhythm.Days, today, 90),
                new(9, 0),
                60,
                OnHoliday.Keep,
                days == Ahead,
                world.Words,
                "停"
            );
            world.Happen(schedule, new ScheduleMade(facts, new(at, at), at, By, now));
        }
        world.Happen(Entities.Plan(Entities.Live, There), new PlanDrafted(new("1", "预案", []), null, By, now));
        world.Happen(Entities.Plan(Entities.Live, There), new PlanSubmitted(By, now));
        world.Happen(Entities.Plan(Entities.Live, Here), new PlanMarkedDue("risk", now));
    }

    private static RiskFacts Slope(string name, MemberId? watcher) =>
        new(name, "landslide", HazardLevel.Major, null, watcher, RiskUnit.CrackMm, 20, null, 1, new([], null, null, null));

    private static VisitMade Seen(PersonId person, DateTimeOffset at) =>
        new(person, Here, VisitMeans.Door, true, [], null, at, false, true, null, null, null, World.As(Role.GridChief, GridChief), at);
}
