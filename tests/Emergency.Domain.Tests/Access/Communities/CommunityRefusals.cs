using Emergency.Domain.GroundObjects;
using Emergency.Domain.People;
using Emergency.Domain.Plans;
using Emergency.Domain.Resources;
using Emergency.Domain.Stock;
using Emergency.Domain.Teams;
using Emergency.Domain.Tests.GroundObjects;
using Emergency.Domain.Tests.Incidents;
using Emergency.Domain.Tests.People;
using Emergency.Domain.Tests.Resources;
using Emergency.Domain.Tests.Stock;
using Emergency.Domain.Tests.Teams;
using static Emergency.Domain.Tests.Cast;

namespace Emergency.Domain.Tests.Communities;

/// <summary>Reasons for refusing of a community's plan, team, supplies and residents, each with an act that meets it.</summary>
internal static class CommunityRefusals
{
    private static readonly ImportId File = Id<ImportId>(1);
    private static readonly LotRecorded Lot = new(new(Id<LotId>(1), "手电", "照明", "支", 2, 0, null, "", null, null, null), null, Night);
    private static readonly MemberRecorded Chief = new(
        new(Id<MemberId>(1), TeamRole.GridChief, G1, null, null, [], Availability.OnPost, Hidden("网格长")),
        null,
        Night
    );
    private static readonly Duty Turn = new(Today, Shift.Night, Post.Desk, Chief.Member.Id, After(-67), After(653), null);
    private static readonly PlanDrafted Draft = new(new("1", "示例", [Card()]), null, Secretary, Night);
    private static readonly PlanSubmitted Submitted = new(Secretary, Night);

    private static Card Card(params Step[] steps) => new("a", "fire", "火灾", [.. steps]);

    private static Step Step(string text = "敲门", string role = "值班", TaskClass kind = TaskClass.Life) =>
        new("1", kind, [role], text, 60, []);

    private static Event[] Drafted(params Card[] cards) => [new PlanDrafted(new("1", "示例", [.. cards]), null, Secretary, Night)];

    private static SaveCard Saved(Step step) => new(Card(step), null, "示例", Secretary, Night);

    public static readonly (Code Code, Noun Noun, Event[] Given, Command When)[] All =
    [
        (Plan.NoDraft, Noun.Plan, [], new SubmitPlan(Secretary, Night)),
        (Plan.NotSubmitted, Noun.Plan, [Draft], new ApprovePlan(StreetOfficer, Night)),
        (Plan.SubmittedAgain, Noun.Plan, [Draft, Submitted], new ApprovePlan(StreetOfficer, Night, 2)),
        (Plan.InReview, Noun.Plan, [Draft, Submitted], Saved(Step())),
        (Plan.ChangedMeanwhile, Noun.Plan, [Draft], Saved(Step())),
        (PlanRules.NoCards, Noun.Plan, Drafted(), new SubmitPlan(Secretary, Night)),
        (PlanRules.NoSteps, Noun.Plan, [Draft], new SubmitPlan(Secretary, Night)),
        (PlanRules.StepEmpty, Noun.Plan, Drafted(Card(Step(" "))), new SubmitPlan(Secretary, Night)),
        (PlanRules.StepNobody, Noun.Plan, Drafted(Card(Step() with { Roles = [] })), new SubmitPlan(Secretary, Night)),
        (PlanRules.StepTooLong, Noun.Plan, [], Saved(Step(new string('字', 41)))),
        (PlanRules.UnknownRole, Noun.Plan, [], Saved(Step(role: "路人"))),
        (PlanRules.UnknownHazard, Noun.Plan, [], new SaveCard(Card() with { Hazard = "火" }, null, "示例", Secretary, Night)),
        (PlanRules.LayRole, Noun.Plan, [], Saved(Step(kind: TaskClass.Professional))),
        (PlanRules.ForbiddenAct, Noun.Plan, [], Saved(Step("两头封路"))),
        (PlanRules.ProfessionalAct, Noun.Plan, [], Saved(Step("进楼搜救"))),
        (Plan.NothingInForce, Noun.Plan, [Draft], new FilePlan("备-1", StreetOfficer, Night)),
        (Team.UnknownMember, Noun.Team, [], new SetAvailability(Id<MemberId>(1), Availability.Away, Secretary, Night)),
        (Team.TurnTaken, Noun.Team, [Chief, new DutyRostered(Turn, Night)], new RosterTurn(Turn with { To = After(90) }, Secretary, Night)),
        (Team.TurnGone, Noun.Team, [Chief], new ChangeTurn(Turn.Key, Turn with { Post = Post.Lead }, Secretary, Night)),
        (
            Team.ChangedMeanwhile,
            Noun.Team,
            [Chief],
            new EnterMember(Chief.Member with { Contact = Hidden("别人") }, null, Secretary, Night)
        ),
        .. TeamRefusals.All,
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
        (ResourceList.Unknown, Noun.Resources, [], new EndResource(Id<ResourceId>(1), Secretary, Night)),
        (
            ResourceList.BadTerm,
            Noun.Resources,
            [],
            new KeepResource(Id<ResourceId>(1), ResourceStories.Facts with { Until = Today.AddDays(-1) }, 0, Secretary, Night)
        ),
        (
            ResourceList.ChangedMeanwhile,
            Noun.Resources,
            [new ResourceKept(Id<ResourceId>(1), ResourceStories.Facts, 2, Secretary, Night)],
            new KeepResource(Id<ResourceId>(1), ResourceStories.Facts with { Place = "库房" }, 1, Secretary, Night)
        ),
        (GroundFeatures.Unknown, Noun.Ground, [], new EndGround(Id<GroundId>(1), Secretary, Night)),
        (
            GroundFeatures.ChangedMeanwhile,
            Noun.Ground,
            [new GroundKept(GroundStories.Gate, 2, Secretary, Night)],
            new KeepGround(GroundStories.Gate with { Note = "限高 3.2 米" }, 1, Secretary, Night)
        ),
        (GroundFeatures.BadLevels, Noun.Ground, [], new KeepGround(GroundStories.Gate with { Levels = 0 }, 0, Secretary, Night)),
        (Supplies.UnknownLot, Noun.Supplies, [], new ReserveLot(Lot.Lot.Id, TaskLadder.Wake, 1, Night)),
        (Supplies.NotEnough, Noun.Supplies, [Lot], new ReserveLot(Lot.Lot.Id, TaskLadder.Wake, 3, Night)),
        (Supplies.NotReserved, Noun.Supplies, [Lot], new IssueLot(Lot.Lot.Id, TaskLadder.Wake, Hidden("签收"), Secretary, Night)),
        (Supplies.NotIssued, Noun.Supplies, [Lot], new ReturnLot(Lot.Lot.Id, TaskLadder.Wake, 1, Secretary, Night)),
        (Supplies.BadQuantity, Noun.Supplies, [Lot], new ReserveLot(Lot.Lot.Id, TaskLadder.Wake, 0, Night)),
        (
            Supplies.Expired,
            Noun.Supplies,
            [],
            new EnterLot(StoreStories.Blankets with { ExpiresOn = Today.AddDays(-1) }, SupplySource.Bought, null, null, Secretary, Night)
        ),
        (
            Supplies.Promised,
            Noun.Supplies,
            [Lot, new LotReserved(Lot.Lot.Id, TaskLadder.Wake, 2, Night)],
            StoreStories.WriteOff(Lot.Lot.Id, 1)
        ),
        (Supplies.NoWitness, Noun.Supplies, [Lot], StoreStories.WriteOff(Lot.Lot.Id, 1) with { Witness = null }),
        (
            Supplies.OwnWitness,
            Noun.Supplies,
            [Lot],
            StoreStories.WriteOff(Lot.Lot.Id, 1) with
            {
                WitnessMember = StoreStories.Keeper.Member,
                By = StoreStories.Keeper,
            }
        ),
        (
            Supplies.ChangedMeanwhile,
            Noun.Supplies,
            [Lot],
            new CorrectLot(Lot.Lot with { Minimum = 3 }, Lot.Lot with { Minimum = 9 }, [LotField.Minimum], Secretary, Night)
        ),
        (Supplies.AlreadyThere, Noun.Supplies, [Lot], new EnterLot(Lot.Lot, SupplySource.Bought, null, null, Secretary, Night)),
        (Supplies.UnknownLoan, Noun.Supplies, [Lot], new ReturnLoan(Lot.Lot.Id, Id<LoanId>(9), 1, 0, 0, null, Secretary, Night)),
        (Supplies.UnknownTransfer, Noun.Supplies, [Lot], new EndTransfer(Id<TransferId>(9), false, Secretary, Night)),
        (Supplies.BadTerm, Noun.Supplies, [Lot], StoreStories.Lend(Lot.Lot.Id, 1) with { Until = Today.AddDays(-1) }),
        (Supplies.Future, Noun.Supplies, [Lot], new CountLot(Lot.Lot.Id, 2, Night.AddHours(1), null, Secretary, Night)),
        (
            Supplies.ProfessionalsOnly,
            Noun.Supplies,
            [Lot with { Lot = Lot.Lot with { Name = "氧气袋" } }],
            StoreStories.Lend(Lot.Lot.Id, 1)
        ),
        (Residents.UnknownPerson, Noun.Residents, [], new PairHelper(Id<PersonId>(1), null, Secretary, Night)),
        (
            Residents.UnknownHousehold,
            Noun.Residents,
            [],
            new RecordPersons([new(Id<PersonId>(1), Id<HouseholdId>(1), G1, Hidden("样"), Hidden(""))], File, Night)
        ),
        (Residents.BadMembers, Noun.Residents, [], new RecordHouseholds([new(Id<HouseholdId>(1), G1, 100, Hidden("样"))], File, Night)),
        (Residents.UnknownApproval, Noun.Residents, [], new WithdrawSight(Role.ChildDirector, Today, Today, Secretary, Night)),
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
        .. RecordsRefusals.All,
        (Residents.AtDoors, Noun.Residents, [], ErasureLadder.Erase with { Incidents = ["浉河-2026-0007"] }),
        (Residents.InCare, Noun.Residents, [], ErasureLadder.Erase with { Care = ["c"] }),
    ];
}
