using System.Reflection;
using Emergency.Domain.Attachments;
using Emergency.Domain.Authorities;
using Emergency.Domain.Calls;
using Emergency.Domain.Cases;
using Emergency.Domain.Clinics;
using Emergency.Domain.Confirmations;
using Emergency.Domain.Counties;
using Emergency.Domain.Drills;
using Emergency.Domain.Entrusting;
using Emergency.Domain.Handovers;
using Emergency.Domain.Imports;
using Emergency.Domain.KeptLists;
using Emergency.Domain.MonthReports;
using Emergency.Domain.Orders;
using Emergency.Domain.People;
using Emergency.Domain.Places;
using Emergency.Domain.Plans;
using Emergency.Domain.Regulations;
using Emergency.Domain.Responses;
using Emergency.Domain.Rhythms;
using Emergency.Domain.Teams;
using Emergency.Domain.TemporaryCare;
using Emergency.Domain.Tests.Accounts;
using Emergency.Domain.Tests.Attachments;
using Emergency.Domain.Tests.Authorities;
using Emergency.Domain.Tests.Calls;
using Emergency.Domain.Tests.Communities;
using Emergency.Domain.Tests.Confirmations;
using Emergency.Domain.Tests.Counties;
using Emergency.Domain.Tests.Drills;
using Emergency.Domain.Tests.Grids;
using Emergency.Domain.Tests.Hazards;
using Emergency.Domain.Tests.Hotlines;
using Emergency.Domain.Tests.Incidents;
using Emergency.Domain.Tests.MonthReports;
using Emergency.Domain.Tests.Orders;
using Emergency.Domain.Tests.Parties;
using Emergency.Domain.Tests.People;
using Emergency.Domain.Tests.Places;
using Emergency.Domain.Tests.Protection;
using Emergency.Domain.Tests.Regulations;
using Emergency.Domain.Tests.Responses;
using Emergency.Domain.Tests.TemporaryCare;
using Emergency.Domain.Tests.Volunteers;
using Emergency.Domain.Tests.Warnings;
using Emergency.Domain.Visits;
using Emergency.Domain.Warnings;
using static Emergency.Domain.Tests.Cast;
using Case = Emergency.Domain.Cases.Case;

namespace Emergency.Domain.Tests;

/// <summary>Every reason for refusing, each with an act that meets it.</summary>
public sealed class Refusals
{
    private static readonly CareOpened Opened = new(Id<PersonId>(1), Community, null, null, false, After(2), GridChief, Night);
    private static readonly EntrustmentPlanned Entrusted = new(Id<PersonId>(1), Community, null, null, null, null, Night);
    private static readonly AnswerLetter Answer = new(LetterTo.Carer, Hidden("电话里说了"), null, GridChief, Night);
    private static readonly VisitsPlanned Visited = new(Id<PersonId>(1), Community, 30, Today, Night, Night);
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

    private static readonly (Code Code, Noun Noun, Event[] Given, Command When)[] All =
    [
        .. AccountRefusals.All,
        .. IncidentRefusals.All,
        .. DrillRefusals.All,
        .. CommunityRefusals.All,
        .. CareRefusals.All,
        .. ProtectionRefusals.All,
        .. DangerRefusals.All,
        .. MatterApplicationStories.Refusals,
        .. PartyRefusals.All,
        .. QuarterStories.Refusals,
        .. DivisionChangeStories.Refusals,
        .. VolunteerStories.Refusals,
        .. LineStories.Refusals,
        (Attachment.Unknown, Noun.Attachment, [], AttachmentStories.Remove),
        (Attachment.NotAPhoto, Noun.Attachment, [AttachmentStories.Added], new ShowsNobody(Secretary, Night)),
        (
            Attachment.TakenByAnother,
            Noun.Attachment,
            [new AttachmentAdded(AttachmentStories.Photo, Secretary, Night)],
            new ShowsNobody(StreetOfficer, Night)
        ),
        (Attachment.AlreadyAdded, Noun.Attachment, [AttachmentStories.Added], new AddAttachment(AttachmentStories.Facts, Secretary, Night)),
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
        (Division.Unknown, Noun.Place, [], new SucceedDivision(Neighbours, Today, Night)),
        (Domain.Places.Shelter.Unknown, Noun.Shelter, [], new OpenShelter(Secretary, Night)),
        (
            Domain.Places.Shelter.InUse,
            Noun.Shelter,
            [Shelter, new ShelterOpened(Secretary, Night)],
            new WithdrawShelter("拆了", Secretary, Night)
        ),
        (Domain.Places.Shelter.ReasonNeeded, Noun.Shelter, [Shelter], new WithdrawShelter("", Secretary, Night)),
        (Domain.Places.Shelter.NegativeOccupancy, Noun.Shelter, [Shelter], new CountShelter(-1, Secretary, Night)),
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
        (Call.BadPerson, Noun.Call, [], CallLadder.Begin with { Member = CallLadder.Chief }),
        (
            Call.UnknownChannel,
            Noun.Call,
            CallLadder.FirstRing(CallLadder.Meeting),
            new TellChannel(1, CallChannel.Sms, ChannelState.Delivered, null, Night)
        ),
        (Call.NotToAll, Noun.Call, CallLadder.FirstRing(CallLadder.Meeting), new SoundLoudspeakers("集合", DutyOfficer, Night)),
        (Call.UnknownBroadcast, Noun.Call, CallLadder.DutyRung, new TellBroadcast(1, ChannelState.Delivered, null, Night)),
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
        (
            Warning.AsksWhere,
            Noun.Warning,
            [WarningLadder.Received() with { Facts = WarningLadder.Facts() with { Excluded = [] } }],
            WarningLadder.Confirm(Community)
        ),
        (Warning.NotWaiting, Noun.Warning, [WarningLadder.Received()], new SettleWaiting([], false, DutyOfficer, Night)),
        (Warning.NoQuestion, Noun.Warning, [WarningLadder.Received()], new AcceptEnding(WarningLadder.Strange, DutyOfficer, Night)),
        (PersonVisits.Unknown, Noun.Visits, [], new HandVisits(null, GridChief, Night)),
        (PersonVisits.Over, Noun.Visits, [Visited, new VisitsEnded(VisitEnd.Left, Night)], new HandVisits(null, GridChief, Night)),
        (PersonVisits.NotPaused, Noun.Visits, [Visited], new ResumeVisits(false, 24, GridChief, Night)),
        (
            PersonVisits.Paused,
            Noun.Visits,
            [Visited, new VisitsPaused(RestReason.Away, null, null, GridChief, Night)],
            new PauseVisits(RestReason.Hospital, null, GridChief, Night)
        ),
        (
            PersonVisits.Future,
            Noun.Visits,
            [Visited],
            new MissVisit(Id<PersonId>(1), Community, null, MissReason.Out, After(1), null, null, null, GridChief, Night)
        ),
        (
            ClinicCare.Future,
            Noun.Clinic,
            [],
            new MissClinicVisit(Id<PersonId>(1), Community, MissReason.Out, After(1), null, null, GridChief, Night)
        ),
        (ClinicCare.BadDay, Noun.Clinic, [], new DateClinicVisit(Id<PersonId>(1), Community, Today.AddDays(-1), GridChief, Night)),
        (StandingLists.Term, Noun.Standing, [], new GiveList(BuildingChief.Account, Today.AddDays(31), Secretary, Night)),
        (StandingLists.NotGiven, Noun.Standing, [], new TakeListBack(BuildingChief.Account, Secretary, Night)),
        (StandingLists.UnknownPaper, Noun.Standing, [], new SignDestroyed(1, Secretary, Night)),
        (
            StandingLists.SameSigner,
            Noun.Standing,
            [new ListPrinted(1, Id<AccessId>(1), null, 3, Secretary, Night), new DestructionSigned(1, Secretary, Night)],
            new SignDestroyed(1, Secretary, After(1))
        ),
        (Entrustment.Unknown, Noun.Entrustment, [], Answer),
        (Entrustment.Over, Noun.Entrustment, [Entrusted, new EntrustmentEnded(EntrustmentEnd.Left, Night)], Answer),
        (Entrustment.NotSent, Noun.Entrustment, [Entrusted], Answer),
        (Entrustment.Future, Noun.Entrustment, [], new NoteContact(Id<PersonId>(1), Community, Today.AddDays(2), true, GridChief, Night)),
        (Entrustment.UnknownReport, Noun.Entrustment, [], new AddToReport(Id<HarmReportId>(1), Hidden("又看到"), GridChief, Night)),
        (
            Entrustment.NotAReceiver,
            Noun.Entrustment,
            [new HarmReported(Id<PersonId>(1), Community, Id<HarmReportId>(1), true, Hidden("伤"), [ReportTo.Police], GridChief, Night)],
            new AnswerReport(Id<HarmReportId>(1), ReportTo.Education, null, null, null, HarmAnsweredBy.Paper, GridChief, Night)
        ),
        (MonthReport.NotOver, Noun.MonthReport, [], MonthReportStories.Send with { At = Night }),
        (MonthReport.Changed, Noun.MonthReport, [], MonthReportStories.Send with { Seen = [] }),
        (MonthReport.NotSent, Noun.MonthReport, [], MonthReportStories.Receive),
        (MonthReport.OtherVersion, Noun.MonthReport, [MonthReportStories.Sent], MonthReportStories.Receive with { Version = 2 }),
        (MonthReport.IsReceived, Noun.MonthReport, [MonthReportStories.Sent, MonthReportStories.Received], MonthReportStories.Send),
        (KeptReadiness.NotOver, Noun.Readiness, [], ReadinessStories.Ended with { Day = Today }),
        (CountyStandards.NoDraft, Noun.Standards, [], CountyStandardsStories.Adopt with { Draft = false }),
        (Round.NotDue, Noun.Round, [], new ComeRound(DutyRhythm.VisitsPlan, Community, After(1), Misfire.Once, 60, Night)),
        (CareCase.Unknown, Noun.Care, [], new NameAdult(Hidden("邻居"), GridChief, Night)),
        (CareCase.AnotherPerson, Noun.Care, [Opened], new OpenCare(Id<PersonId>(2), Community, null, null, false, GridChief, Night)),
        (CareCase.NobodyNamed, Noun.Care, [Opened], new ArrangeCare(Hidden("邻居"), Hidden("邻居家"), Today, Secretary, Night)),
        (CareCase.NotArranged, Noun.Care, [Opened], new CheckCare(Today, null, Secretary, Night)),
        (
            CareCase.Over,
            Noun.Care,
            [Opened, new CareEnded(CareExit.GuardianBack, Hidden("父亲"), Secretary, Night)],
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
        (
            Residents.SamePerson,
            Noun.Residents,
            MergingStories.Registered,
            MergingStories.Merge with
            {
                Gone = MergingStories.Merge.Into.Id,
            }
        ),
        (
            Residents.MergedInto,
            Noun.Residents,
            [.. MergingStories.Registered, MergingStories.Merged],
            new ReturnPerson(MergingStories.Merge.Gone, null, Today, null, Secretary, Night)
        ),
        (Residents.NotMerged, Noun.Residents, [], MergingStories.Part),
        (
            ColumnChoices.TooMany,
            Noun.Columns,
            [],
            new ChooseColumns(
                Community,
                "residents",
                ListOf.From(Enumerable.Range(0, ColumnChoices.Most + 1).Select(i => new ChosenColumn($"栏{i}", null))),
                Secretary,
                Night
            )
        ),
        (
            ColumnChoices.Twice,
            Noun.Columns,
            [],
            new ChooseColumns(Community, "residents", [new("栏", "name"), new("栏", null)], Secretary, Night)
        ),
        (
            Import.Stopped,
            Noun.Import,
            [new ImportBegun(1, "residents", Community, Secretary, Night), new ImportStopped(Secretary, Night)],
            new FinishImport(1, Night)
        ),
        (
            Import.NotFinished,
            Noun.Import,
            [new ImportBegun(1, "residents", Community, Secretary, Night)],
            new MarkImportUndone(1, 0, Secretary, Night)
        ),
        (Import.OutOfTurn, Noun.Import, [], new BeginImport(2, "residents", Community, Secretary, Night)),
        (
            Import.TakenBack,
            Noun.Import,
            [new ImportBegun(1, "residents", Community, Secretary, Night), new ImportTakenBack(1, Night)],
            new FinishImport(1, Night)
        ),
        (Case.Unknown, Noun.Case, [], new CancelCase(Hidden("误报"), Night)),
        (Handover.Unknown, Noun.Handover, [], new MarkDelivered(Night)),
        (
            Handover.NotSent,
            Noun.Handover,
            [
                new HandoverQueued(
                    new HandoverFacts(
                        Id<IncidentId>(1),
                        HandoverKind.CivilAffairs,
                        null,
                        Community,
                        [],
                        null,
                        null,
                        Hidden("无人照料"),
                        Night,
                        ByVoice: true
                    ),
                    Night,
                    DutyOfficer,
                    Night
                ),
            ],
            new RetryHandover(DutyOfficer, Night)
        ),
        (
            Handover.NotAddressed,
            Noun.Handover,
            [
                new HandoverQueued(
                    new(Id<IncidentId>(1), HandoverKind.Police, "110", Community, [], null, null, Hidden("走失"), Night, ByVoice: false),
                    Night,
                    DutyOfficer,
                    Night
                ),
            ],
            new AnswerHandover(HandoverWord.Accept, null, null, CivilAffairs, Night)
        ),
    ];

    /// <summary>Refusals made where a card is looked up, see the stories of plans: no command meets them.</summary>
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
