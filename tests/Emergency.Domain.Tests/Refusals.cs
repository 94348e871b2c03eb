using System.Reflection;
using Emergency.Domain.Accounts;
using Emergency.Domain.Authorities;
using Emergency.Domain.Calls;
using Emergency.Domain.Care;
using Emergency.Domain.Communities;
using Emergency.Domain.Confirmations;
using Emergency.Domain.Counties;
using Emergency.Domain.Drills;
using Emergency.Domain.Handovers;
using Emergency.Domain.Imports;
using Emergency.Domain.Incidents;
using Emergency.Domain.Orders;
using Emergency.Domain.Places;
using Emergency.Domain.Responses;
using Emergency.Domain.Tests.Authorities;
using Emergency.Domain.Tests.Calls;
using Emergency.Domain.Tests.Communities;
using Emergency.Domain.Tests.Confirmations;
using Emergency.Domain.Tests.Counties;
using Emergency.Domain.Tests.Drills;
using Emergency.Domain.Tests.Incidents;
using Emergency.Domain.Tests.Orders;
using Emergency.Domain.Tests.Responses;
using Emergency.Domain.Tests.Warnings;
using Emergency.Domain.Warnings;
using static Emergency.Domain.Tests.Cast;
using Case = Emergency.Domain.Handovers.Case;

namespace Emergency.Domain.Tests;

/// <summary>Every reason for refusing, each with an act that meets it.</summary>
public sealed class Refusals
{
    private static readonly ImportId File = Id<ImportId>(1);
    private static readonly AccountAdded Account = new(
        Hidden("值班员"),
        "hash",
        [new(Role.CountyDuty, new Scope(County))],
        null,
        Operator,
        Night
    );
    private static readonly LotRecorded Lot = new(new(Id<LotId>(1), "手电", "照明", "支", 2, 0, null, "", null, null, null), null, Night);
    private static readonly MemberRecorded Chief = new(
        new(Id<MemberId>(1), TeamRole.GridChief, G1, null, null, [], Availability.OnPost, Hidden("网格长")),
        null,
        Night
    );
    private static readonly Duty Turn = new(Today, Shift.Night, Post.Desk, Chief.Member.Id, After(-67), After(653), null);
    private static readonly PlanDrafted Draft = new(new("1", "示例", []), null, Secretary, Night);
    private static readonly CareOpened Care = new(Id<PersonId>(1), Community, null, null, false, After(2), GridChief, Night);
    private static readonly GoodsRequested Goods = new(Id<IncidentId>(1), TaskLadder.Wake, Community, "雨衣", 2, After(10), Night);
    private static readonly CaseFacts Facts = new(
        new("119", "F-1"),
        Category.Fire,
        Priority.Life,
        County,
        null,
        null,
        null,
        "missing",
        null,
        Night,
        Hidden("着火")
    );
    private static readonly ShelterRecorded Shelter = new(
        new(Id<ShelterId>(1), Community, "示例", "体育馆", 1, 1, "", false, true, [], null, null),
        null,
        Night
    );

    private static readonly DrillPrepared Paper = new(DrillStories.Facts with { Form = DrillForm.Solo }, StreetOfficer, Night);
    private static readonly DrillStarted Begun = new(Night, 1, [Community], StreetOfficer, Night);

    private static readonly (Code Code, Noun Noun, Event[] Given, Command When)[] All =
    [
        (Confirmation.Unknown, Noun.Confirmation, [], ConfirmationStories.Confirm),
        (Confirmation.Own, Noun.Confirmation, [ConfirmationStories.Asked], ConfirmationStories.Confirm with { By = Operator }),
        (
            Confirmation.SameOffice,
            Noun.Confirmation,
            [ConfirmationStories.Erasing],
            ConfirmationStories.Confirm with
            {
                By = new(new("street2"), Role.StreetOfficer),
            }
        ),
        (Confirmation.Over, Noun.Confirmation, [ConfirmationStories.Asked, new ActLapsed(After(4320))], ConfirmationStories.Confirm),
        (
            Domain.Accounts.Account.Taken,
            Noun.Account,
            [Account],
            new AddAccount(Hidden("别人"), "hash", Account.Grants, null, Operator, Night)
        ),
        (Domain.Accounts.Account.Unknown, Noun.Account, [], new ChangePassword("hash", Operator, Night)),
        (
            Domain.Accounts.Account.Shut,
            Noun.Account,
            [Account, new AccountClosed(Operator, Night)],
            new SignIn(Id<SessionId>(1), "t", After(9), Night)
        ),
        (
            Domain.Accounts.Account.StillOpen,
            Noun.Account,
            [Account],
            new EraseAccount(ErasureBasis.TermOver, [Guid.Empty], Operator, Night)
        ),
        (
            Domain.Accounts.Account.Locked,
            Noun.Account,
            [Account, new AccountLocked(After(15), Night)],
            new SignIn(Id<SessionId>(1), "t", After(9), After(1))
        ),
        (Domain.Accounts.Account.SessionOver, Noun.Account, [Account], new RenewSession(Id<SessionId>(1), After(9), Night)),
        (Domain.Accounts.Account.NoGrant, Noun.Account, [], new AddAccount(Hidden("无"), "hash", [], null, Operator, Night)),
        (Division.Unknown, Noun.Place, [], new SucceedDivision(Neighbours, Today, Night)),
        (Domain.Places.Shelter.Unknown, Noun.Shelter, [], new OpenShelter(Secretary, Night)),
        (Domain.Places.Shelter.NegativeOccupancy, Noun.Shelter, [Shelter], new CountShelter(-1, Secretary, Night)),
        (Plan.NoDraft, Noun.Plan, [], new SubmitPlan(Secretary, Night)),
        (Plan.NotSubmitted, Noun.Plan, [Draft], new ApprovePlan(StreetOfficer, Night)),
        (Plan.NothingInForce, Noun.Plan, [Draft], new FilePlan("备-1", StreetOfficer, Night)),
        (Team.UnknownMember, Noun.Team, [], new SetAvailability(Id<MemberId>(1), Availability.Away, Secretary, Night)),
        (Team.TurnTaken, Noun.Team, [Chief, new DutyRostered(Turn, Night)], new RosterTurn(Turn with { To = After(90) }, Secretary, Night)),
        (Team.TurnGone, Noun.Team, [Chief], new ChangeTurn(Turn.Key, Turn with { Post = Post.Lead }, Secretary, Night)),
        (
            Team.StillRostered,
            Noun.Team,
            [Chief, new DutyRostered(Turn, Night)],
            new EraseMember(Turn.Member, ErasureBasis.TermOver, [Turn.Member.Value], Secretary, Night)
        ),
        (
            Team.Erased,
            Noun.Team,
            [Chief, new MemberErased(Turn.Member, ErasureBasis.TermOver, [Turn.Member.Value], Secretary, Night)],
            new RecordMembers([Chief.Member], File, Night)
        ),
        (Supplies.UnknownLot, Noun.Supplies, [], new ReserveLot(Lot.Lot.Id, TaskLadder.Wake, 1, Night)),
        (Supplies.NotEnough, Noun.Supplies, [Lot], new ReserveLot(Lot.Lot.Id, TaskLadder.Wake, 3, Night)),
        (Supplies.NotReserved, Noun.Supplies, [Lot], new IssueLot(Lot.Lot.Id, TaskLadder.Wake, Hidden("签收"), Secretary, Night)),
        (Supplies.NotIssued, Noun.Supplies, [Lot], new ReturnLot(Lot.Lot.Id, TaskLadder.Wake, 1, Secretary, Night)),
        (Supplies.BadQuantity, Noun.Supplies, [Lot], new ReserveLot(Lot.Lot.Id, TaskLadder.Wake, 0, Night)),
        (Residents.UnknownPerson, Noun.Residents, [], new PairHelper(Id<PersonId>(1), null, Secretary, Night)),
        (
            Residents.UnknownHousehold,
            Noun.Residents,
            [],
            new RecordPersons([new(Id<PersonId>(1), Id<HouseholdId>(1), G1, Hidden("样"), Hidden(""))], File, Night)
        ),
        (Residents.BadMembers, Noun.Residents, [], new RecordHouseholds([new(Id<HouseholdId>(1), G1, 100, Hidden("样"))], File, Night)),
        (Residents.BadPeriod, Noun.Residents, [], new ApproveSight(Role.ChildDirector, Today, Today.AddDays(-1), Secretary, Night)),
        (
            Residents.LongApproval,
            Noun.Residents,
            [],
            new ApproveSight(Role.ChildDirector, Today, Today.AddYears(1).AddDays(1), StreetOfficer, Night)
        ),
        (
            Residents.Erased,
            Noun.Residents,
            [ErasureLadder.Gone],
            new RecordPersons([new(ErasureLadder.Someone, null, G1, Hidden("样"), Hidden(""))], File, Night)
        ),
        (Residents.Held, Noun.Residents, [new PersonHeld(ErasureLadder.Someone, Today, StreetOfficer, Night)], ErasureLadder.Erase),
        (Residents.AtDoors, Noun.Residents, [], ErasureLadder.Erase with { Incidents = ["浉河-2026-0007"] }),
        (Residents.InCare, Noun.Residents, [], ErasureLadder.Erase with { Care = ["c"] }),
        (Incident.Unknown, Noun.Incident, [], new ContainIncident(DutyOfficer, Night)),
        (
            Incident.Over,
            Noun.Incident,
            [TaskLadder.Fire, new IncidentWithdrawn(Hidden("误报"), DutyOfficer, Night)],
            new ContainIncident(DutyOfficer, Night)
        ),
        (
            Incident.AlreadyOpen,
            Noun.Incident,
            [TaskLadder.Fire],
            new OpenIncident(
                County,
                null,
                null,
                Category.Gas,
                Priority.Life,
                null,
                null,
                Id<ReportId>(9),
                null,
                null,
                Night,
                Hidden("漏气"),
                DutyOfficer,
                Night
            )
        ),
        (
            Incident.NoGrade,
            Noun.Incident,
            [TaskLadder.Fire with { Category = Category.PublicOrder }],
            new GradeIncident(Grade.Major, DutyOfficer, Night)
        ),
        (Incident.TasksRunning, Noun.Incident, TaskLadder.LifeTaken, new WithdrawIncident(Hidden("误报"), DutyOfficer, Night)),
        (Incident.SceneNotReady, Noun.Incident, TaskLadder.LifeTaken, EndingLadder.End),
        (Incident.SceneRunning, Noun.Incident, [TaskLadder.Fire], new EndResponse(DutyOfficer, Night)),
        (Incident.SceneOver, Noun.Incident, EndingLadder.AtRest, new TakeTask(TaskLadder.Wake, GridChief, true, Night)),
        (Incident.NotStarter, Noun.Incident, EndingLadder.AtRest, new EndResponse(Secretary, Night)),
        (Incident.ResponseRunning, Noun.Incident, EndingLadder.AtRest, EndingLadder.Archive),
        (
            Incident.ResponsesRunning,
            Noun.Incident,
            EndingLadder.AtRest,
            new EndResponse(DutyOfficer, After(90)) { Running = [Id<ResponseId>(1)] }
        ),
        (Incident.IsJoined, Noun.Incident, [TaskLadder.Fire, JoinStories.Joined], new ContainIncident(DutyOfficer, Night)),
        (Incident.WorkBegun, Noun.Incident, TaskLadder.LifeOpen, JoinStories.Join),
        (Incident.ArchiveNotReady, Noun.Incident, EndingLadder.Terminated, EndingLadder.Archive with { Care = 1 }),
        (Doors.Unsettled, Noun.Doors, DoorLadder.Counted, new CloseDoors(Night)),
        (Report.Unknown, Noun.Incident, [TaskLadder.Fire], new WithdrawReports(Facts.Key, Hidden("误报"), Night)),
        (IncidentTask.Unknown, Noun.Incident, [TaskLadder.Fire], new TakeTask(TaskLadder.Wake, GridChief, true, Night)),
        (IncidentTask.Taken, Noun.Incident, TaskLadder.LifeTaken, new TakeTask(TaskLadder.Wake, UnitChief, false, Night)),
        (IncidentTask.Over, Noun.Incident, TaskLadder.LifeDone, new TakeTask(TaskLadder.Wake, UnitChief, false, Night)),
        (IncidentTask.NotYours, Noun.Incident, TaskLadder.LifeTaken, new ArriveAtTask(TaskLadder.Wake, UnitChief, Night)),
        (IncidentTask.NotTaken, Noun.Incident, TaskLadder.LifeOpen, new ArriveAtTask(TaskLadder.Wake, UnitChief, Night)),
        (IncidentTask.NotAlerted, Noun.Incident, TaskLadder.LifeOpen, new TakeTask(TaskLadder.Wake, Volunteer, false, Night)),
        (IncidentTask.Professional, Noun.Incident, TaskLadder.ProfessionalOpen, new TakeTask(TaskLadder.Wake, Responder, false, Night)),
        (
            IncidentTask.CardActive,
            Noun.Incident,
            [TaskLadder.Fire, new CardActivated(new(Community, "c", "1", 1, Night), Secretary, Night)],
            new ActivateCard(new(Community, "c", "1", 1, After(1)), [], Secretary, After(1))
        ),
        (Doors.NotStarted, Noun.Doors, [], DoorLadder.Tick(DoorLadder.OldMan, DoorState.Safe)),
        (
            Doors.Over,
            Noun.Doors,
            [.. DoorLadder.Counted, new DoorsClosed(DoorLadder.Fire, Community, Night)],
            DoorLadder.Tick(DoorLadder.OldMan, DoorState.Safe)
        ),
        (Doors.UnknownPerson, Noun.Doors, DoorLadder.Counted, DoorLadder.Tick(DoorLadder.Tourist, DoorState.Safe)),
        (Doors.UnknownHousehold, Noun.Doors, DoorLadder.Counted, DoorLadder.TickDoor(DoorLadder.Elsewhere, DoorState.Safe)),
        (
            Doors.SourceMissing,
            Noun.Doors,
            DoorLadder.Counted,
            DoorLadder.Tick(DoorLadder.OldMan, DoorState.Away) with
            {
                Note = DoorLadder.Silent,
            }
        ),
        (
            Doors.PlaceMissing,
            Noun.Doors,
            DoorLadder.Counted,
            DoorLadder.Tick(DoorLadder.OldMan, DoorState.Moved) with
            {
                Note = DoorLadder.Silent,
            }
        ),
        (
            Doors.HospitalUnconfirmed,
            Noun.Doors,
            DoorLadder.Counted,
            DoorLadder.Tick(DoorLadder.OldMan, DoorState.AtHospital) with
            {
                Note = DoorLadder.Silent,
            }
        ),
        (
            Doors.HandOverUnconfirmed,
            Noun.Doors,
            DoorLadder.Counted,
            DoorLadder.Tick(DoorLadder.OldMan, DoorState.HandedOver) with
            {
                Note = DoorLadder.Silent,
            }
        ),
        (Doors.NotMoved, Noun.Doors, DoorLadder.Counted, DoorLadder.Tick(DoorLadder.OldMan, DoorState.Returned)),
        (
            Doors.NotOpenToTakeOver,
            Noun.Doors,
            DoorLadder.Counted,
            new TakeOverDoor(DoorLadder.OldMan, null, "street", Hidden("王科"), StreetOfficer, Night)
        ),
        (GoodsRequest.Unknown, Noun.Goods, [], new RefuseGoods(Hidden("没有"), StreetOfficer, Night)),
        (GoodsRequest.Answered, Noun.Goods, [Goods, new GoodsWithdrawn(Night)], new RefuseGoods(Hidden("没有"), StreetOfficer, Night)),
        (GoodsRequest.BadQuantity, Noun.Goods, [Goods], new GrantGoods(new(3, null, null, Night), StreetOfficer, Night)),
        (Order.Unknown, Noun.Order, [], new SeeOrder(Community, Secretary, Night)),
        (Order.NoReceiver, Noun.Order, [], OrderLadder.Issue() with { Receivers = [] }),
        (Order.NotAReceiver, Noun.Order, OrderLadder.Sent, new SeeOrder(Neighbours, Secretary, Night)),
        (Order.Stopped, Noun.Order, OrderLadder.Held, new SeeOrder(Community, Secretary, Night)),
        (Order.NotStopped, Noun.Order, OrderLadder.Sent, new RefuseOrder(Community, Hidden("不接"), StreetOfficer, Night)),
        (Order.NotUnlisted, Noun.Order, OrderLadder.Sent, new ReviewOrder(Community, null, StreetOfficer, Night)),
        (Order.UnknownCall, Noun.Order, OrderLadder.Sent, new HearReceiver(Community, 1, null, Night)),
        (Call.Unknown, Noun.Call, [], new AnswerCall(null, CallMeans.App, Secretary, Night)),
        (Call.UnknownRing, Noun.Call, CallLadder.DutyRung, new FailRing(2, "no-answer", null, Night)),
        (
            Call.Ended,
            Noun.Call,
            [.. CallLadder.DutyRung, new CallEnded(CallLadder.Rain, Community, CallEnd.Lifted, Night)],
            new SendDriver(null, StreetOfficer, Night)
        ),
        (Call.BadDoors, Noun.Call, CallLadder.DutyRung, new TellProof(ProofKind.Doors, true, 3, 2, Secretary, Night)),
        (Warning.Unknown, Noun.Warning, [], WarningLadder.Confirm()),
        (Warning.Over, Noun.Warning, [WarningLadder.Received(), new WarningLifted(DutyOfficer, Night)], WarningLadder.Confirm()),
        (Warning.NotActual, Noun.Warning, [WarningLadder.Received(WarningStatus.Exercise)], WarningLadder.Confirm()),
        (
            Warning.AnotherStatus,
            Noun.Warning,
            [WarningLadder.Received()],
            new CancelWarning(WarningLadder.First, WarningLadder.Later, WarningStatus.Exercise, Night)
        ),
        (
            Warning.ReachesNobody,
            Noun.Warning,
            [WarningLadder.Received() with { Facts = WarningLadder.Facts() with { Divisions = [] } }],
            WarningLadder.Confirm()
        ),
        (Warning.NoQuestion, Noun.Warning, [WarningLadder.Received()], new AcceptEnding(WarningLadder.Strange, DutyOfficer, Night)),
        (CareCase.Unknown, Noun.Care, [], new NameAdult(Hidden("邻居"), GridChief, Night)),
        (CareCase.AnotherPerson, Noun.Care, [Care], new OpenCare(Id<PersonId>(2), Community, null, null, false, GridChief, Night)),
        (CareCase.NobodyNamed, Noun.Care, [Care], new ArrangeCare(Hidden("邻居"), Hidden("邻居家"), Today, Secretary, Night)),
        (CareCase.NotArranged, Noun.Care, [Care], new CheckCare(Today, null, Secretary, Night)),
        (
            CareCase.Over,
            Noun.Care,
            [Care, new CareEnded(CareExit.GuardianBack, Hidden("父亲"), Secretary, Night)],
            new NameAdult(Hidden("邻居"), GridChief, Night)
        ),
        (Response.Unknown, Noun.Response, [], ResponseStories.End),
        (Response.AlreadyStarted, Noun.Response, [ResponseStories.Started], new StartResponse(ResponseStories.Facts, StreetOfficer, Night)),
        (
            Response.Over,
            Noun.Response,
            [ResponseStories.Started, new ResponseTerminated(DutyOfficer, Night)],
            new ChangeResponse(County, ResponseLevel.First, After(60), Hidden("示例"), DutyOfficer, Night)
        ),
        (Response.NotTheirs, Noun.Response, [ResponseStories.Started], ResponseStories.End with { Authority = "411502001" }),
        (Response.BadTerm, Noun.Response, [], new StartResponse(ResponseStories.Facts with { Until = Night }, DutyOfficer, Night)),
        (PublishedScenario.Unknown, Noun.Scenario, [], new WithdrawScenario(County, DutyOfficer, Night)),
        (
            PublishedScenario.Exists,
            Noun.Scenario,
            [PublishedScenarioStories.First],
            PublishedScenarioStories.Publish with
            {
                File = Hidden("v2"),
            }
        ),
        (
            PublishedScenario.NotTheirs,
            Noun.Scenario,
            [PublishedScenarioStories.First],
            PublishedScenarioStories.Publish with
            {
                Authority = County,
            }
        ),
        (
            CountyDeadlines.Law,
            Noun.Deadlines,
            [],
            CountyDeadlinesStories.Faster with
            {
                Of = new("example.law", DeadlineUnit.Minutes, 5, 1, 30, "示例法 1"),
            }
        ),
        (CountyDeadlines.OutOfRange, Noun.Deadlines, [], CountyDeadlinesStories.Faster with { Value = 0 }),
        (CountyDeadlines.OutOfOrder, Noun.Deadlines, [], CountyDeadlinesStories.Faster with { Of = Deadlines.CareMorning, Value = 12 }),
        (CountyDeadlines.Changed, Noun.Deadlines, [], CountyDeadlinesStories.Faster with { Before = 4 }),
        (
            DutyDesk.UnknownOfficer,
            Noun.Desk,
            [],
            new AddTurn(new(Today, Shift.Night, Post.Lead, Id<OfficerId>(9), Night, After(60)), DutyOfficer, Night)
        ),
        (DutyDesk.TurnTaken, Noun.Desk, DeskStories.Manned, new AddTurn(DeskStories.NightLead with { To = After(90) }, DutyOfficer, Night)),
        (
            DutyDesk.TurnGone,
            Noun.Desk,
            DeskStories.Manned,
            new SwapTurn(
                DeskStories.NightLead.Key with
                {
                    Day = Today.AddDays(9),
                },
                DeskStories.NightLead with
                {
                    To = After(90),
                },
                DutyOfficer,
                Night
            )
        ),
        (DutyDesk.NobodyRostered, Noun.Desk, [], DeskStories.ToTheDay(Night)),
        (
            DutyDesk.EarlierShift,
            Noun.Desk,
            [.. DeskStories.Manned, new DeskHandedOver(Today.AddDays(1), Shift.Day, null, DutyOfficer, Night)],
            new HandOverDesk(County, Today, Shift.Night, null, DutyOfficer, Night)
        ),
        (DutyDesk.TooEarly, Noun.Desk, DeskStories.Manned, DeskStories.ToTheDay(Night)),
        (Schedule.Unknown, Noun.Schedule, [], new PauseSchedule(StreetOfficer, Night)),
        (
            Schedule.Exists,
            Noun.Schedule,
            [ScheduleStories.Made],
            new MakeSchedule(ScheduleStories.Saturday with { Minutes = 30 }, Calendar.WeekendsOnly, StreetOfficer, Night)
        ),
        (
            Schedule.Over,
            Noun.Schedule,
            [ScheduleStories.Made, new ScheduleEnded(StreetOfficer, Night)],
            new PauseSchedule(StreetOfficer, Night)
        ),
        (
            Schedule.Paused,
            Noun.Schedule,
            [ScheduleStories.Made, new SchedulePaused(StreetOfficer, Night)],
            ScheduleStories.Fire(ScheduleStories.April)
        ),
        (Schedule.BadRule, Noun.Schedule, [], ScheduleStories.Make(ScheduleStories.Saturday with { Rule = new(Rhythm.Days, Today, 0) })),
        (Schedule.BadLength, Noun.Schedule, [], ScheduleStories.Make(ScheduleStories.Saturday with { Minutes = 4 })),
        (Schedule.NoCommunity, Noun.Schedule, [], ScheduleStories.Make(ScheduleStories.Saturday with { Communities = [] })),
        (
            Schedule.NoDay,
            Noun.Schedule,
            [],
            ScheduleStories.Make(ScheduleStories.Saturday with { Rule = new(Rhythm.Once, Today.AddDays(-1)) })
        ),
        (
            Schedule.NothingNext,
            Noun.Schedule,
            [ScheduleStories.Made with { Next = null }],
            new TickPreparation(Preparation.Place, StreetOfficer, Night)
        ),
        (Schedule.Past, Noun.Schedule, [ScheduleStories.Made], new ProposeDate(After(-1), Secretary, Night)),
        (Schedule.NotDue, Noun.Schedule, [ScheduleStories.Made], ScheduleStories.Fire(ScheduleStories.April, -1)),
        (
            Schedule.NotAsked,
            Noun.Schedule,
            [ScheduleStories.Made with { Facts = ScheduleStories.Saturday with { Form = DrillForm.Solo } }],
            new TickPreparation(Preparation.Place, StreetOfficer, Night)
        ),
        (Import.OutOfTurn, Noun.Import, [], new BeginImport(2, "residents", Community, Secretary, Night)),
        (
            Import.TakenBack,
            Noun.Import,
            [new ImportBegun(1, "residents", Community, Secretary, Night), new ImportTakenBack(1, Night)],
            new FinishImport(1, Night)
        ),
        (Case.Unknown, Noun.Case, [], new UpdateCase(Facts, Id<ReportId>(1), Night)),
        (
            Case.AlreadyCancelled,
            Noun.Case,
            [
                new CaseReceived(Facts, Id<IncidentId>(1), Id<ReportId>(1), Night),
                new CaseCancelled(Id<IncidentId>(1), Hidden("误报"), Night),
            ],
            new UpdateCase(Facts with { Doubt = null }, Id<ReportId>(2), Night)
        ),
        (Handover.Unknown, Noun.Handover, [], new MarkDelivered(Night)),
        (Drill.Unknown, Noun.Drill, [], new PauseDrill(StreetOfficer, Night)),
        (Drill.AlreadyPrepared, Noun.Drill, [Paper], new PrepareDrill(Paper.Facts with { Title = "别的" }, StreetOfficer, Night)),
        (Drill.NoCommunity, Noun.Drill, [], new PrepareDrill(Paper.Facts with { Communities = [] }, StreetOfficer, Night)),
        (Drill.NotTold, Noun.Drill, [Paper with { Facts = DrillStories.Facts }], new StartDrill(Night, 1, StreetOfficer, Night)),
        (Drill.BadSpeed, Noun.Drill, [Paper], new StartDrill(Night, 61, StreetOfficer, Night)),
        (Drill.NotRunning, Noun.Drill, [Paper], new PauseDrill(StreetOfficer, Night)),
        (Drill.AlreadyStarted, Noun.Drill, [Paper, Begun], new StartDrill(Night, 1, StreetOfficer, After(1))),
        (
            Drill.Over,
            Noun.Drill,
            [Paper, Begun, new DrillEnded(EndReason.Finished, Night, StreetOfficer, After(5))],
            new ResumeDrill(StreetOfficer, After(6))
        ),
        (
            Drill.RealCall,
            Noun.Drill,
            [Paper, Begun, new DrillPaused(PauseReason.RealCall, Id<IncidentId>(7), null, After(5))],
            new ResumeDrill(StreetOfficer, After(6))
        ),
        (Drill.NotEnded, Noun.Drill, [Paper, Begun], ReviewStories.Evaluate()),
        (Drill.Unanswered, Noun.Drill, ReviewStories.Ended, ReviewStories.Evaluate("area")),
        (
            Drill.Evaluated,
            Noun.Drill,
            [.. ReviewStories.Ended, ReviewStories.Evaluated],
            new ObserveAction("loud", null, StreetOfficer, After(90))
        ),
        (Improvement.Unknown, Noun.Drill, ReviewStories.Ended, ReviewStories.Finish()),
        (
            Improvement.Exists,
            Noun.Drill,
            [.. ReviewStories.Ended, ReviewStories.Added],
            ReviewStories.Add(ReviewStories.Facts with { To = Belonging.Drill, Of = "" })
        ),
        (Improvement.BadDay, Noun.Drill, ReviewStories.Ended, ReviewStories.Add(ReviewStories.Facts with { Until = Today.AddDays(-1) })),
        (Improvement.NotOwner, Noun.Drill, [.. ReviewStories.Ended, ReviewStories.Added], ReviewStories.Finish() with { By = DutyOfficer }),
        (
            Improvement.AlreadyDone,
            Noun.Drill,
            [.. ReviewStories.Ended, ReviewStories.Added, ReviewStories.Done],
            ReviewStories.Finish() with
            {
                At = After(999),
            }
        ),
        (Improvement.NotDone, Noun.Drill, [.. ReviewStories.Ended, ReviewStories.Added], ReviewStories.Check()),
        (
            Improvement.OwnWork,
            Noun.Drill,
            [.. ReviewStories.Ended, ReviewStories.Added, ReviewStories.Done],
            ReviewStories.Check() with
            {
                By = Secretary,
            }
        ),
        (
            Improvement.Over,
            Noun.Drill,
            [.. ReviewStories.Ended, ReviewStories.Added, ReviewStories.Done, ReviewStories.Checked],
            ReviewStories.Finish()
        ),
        (Cue.Unknown, Noun.Cue, [], new ReadCue(Secretary, Night)),
        (Cue.NotForYou, Noun.Cue, [CueStories.Call], new AnswerCue(UnitChief, Night)),
        (Cue.AlreadyAnswered, Noun.Cue, [CueStories.Call, new CueAnswered(GridChief, Night)], new AnswerCue(Secretary, Night)),
        (Cue.NoCall, Noun.Cue, [CueStories.Message], new AnswerCue(Secretary, Night)),
        (Cue.Rings, Noun.Cue, [CueStories.Call], new ReadCue(Secretary, Night)),
        (Drill.WithPeople, Noun.Drill, [Paper, Begun], new JumpDrill(After(9), StreetOfficer, After(1))),
        (
            Drill.Standing,
            Noun.Drill,
            [
                Paper with
                {
                    Facts = Paper.Facts with { WithoutPeople = true },
                },
                Begun,
                new DrillPaused(PauseReason.ByController, null, StreetOfficer, After(1)),
            ],
            new JumpDrill(After(9), StreetOfficer, After(2))
        ),
        (
            Drill.InjectDone,
            Noun.Drill,
            [Paper, Begun, new InjectPlayed("smoke", InjectFate.Fired, Night, StreetOfficer, After(1))],
            new DoInject("smoke", InjectFate.Skipped, StreetOfficer, After(2))
        ),
    ];

    /// <summary>Said where a card is looked up, see the stories of plans: no command meets it.</summary>
    private static readonly Code[] LookedUp = [Plan.UnknownCard, Drill.InFlight];

    public static TheoryData<string> Texts => [.. All.Select(r => r.Code.Text)];

    [Theory, MemberData(nameof(Texts))]
    public void A_refusal_says_why_and_changes_nothing(string text)
    {
        var (code, noun, given, when) = All.Single(r => r.Code.Text == text);
        Story.Of(noun).Given(given).When(when).Refused(code);
    }

    [Fact]
    public void Every_reason_has_its_act_and_its_own_text()
    {
        var codes = typeof(Code)
            .Assembly.GetTypes()
            .SelectMany(t => t.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic))
            .Where(f => f.FieldType == typeof(Code))
            .Select(f => (Code)f.GetValue(null)!)
            .ToList();
        codes.DistinctBy(c => c.Text, StringComparer.Ordinal).Count().ShouldBe(codes.Count);
        codes.Except(All.Select(r => r.Code)).Except(LookedUp).ShouldBeEmpty();
        codes
            .Where(c =>
                !System.Text.RegularExpressions.Regex.IsMatch(
                    c.Text,
                    "^[a-z]+\\.[a-z-]+$",
                    System.Text.RegularExpressions.RegexOptions.None,
                    TimeSpan.FromSeconds(1)
                )
            )
            .ShouldBeEmpty();
    }
}
