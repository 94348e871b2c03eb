using Emergency.Domain.Hazards;
using Emergency.Domain.People;
using Emergency.Domain.Places;
using Emergency.Domain.Stock;
using Emergency.Domain.Teams;
using static Emergency.Domain.Tests.Cast;

namespace Emergency.Domain.Tests.Places;

/// <summary>撤并/拆分: nothing happens by itself.</summary>
public sealed class DivisionChangeStories
{
    private const string Street = "411502001",
        East = "411502001011",
        West = "411502001012",
        Home = "household/1",
        Lot = "lot/1";
    private static readonly NewDivision ToEast = new(East, "义阳东社区"),
        ToWest = new(West, "义阳西社区");
    private static readonly OpenDivisionChange Open = new(Street, [Community], [ToEast, ToWest], Today, [], StreetOfficer, Night);
    internal static readonly DivisionChangeOpened Opened = new(1, [Community], [ToEast, ToWest], Today, StreetOfficer, Night);
    private static readonly BeginDivisionChange Begin = new(1, [Home, Lot], [], [new(Community, [East, West])], StreetOfficer, After(2));

    internal static readonly IReadOnlyList<(Code Code, Noun Noun, Event[] Given, Command When)> Refusals =
    [
        (DivisionChange.InHand, Noun.DivisionChange, [Opened], Open),
        (DivisionChange.NoneInHand, Noun.DivisionChange, [], Says(East, Home)),
        (DivisionChange.Outside, Noun.DivisionChange, [], Open with { New = [new("411502002011", "别处")] }),
        (DivisionChange.Over, Noun.DivisionChange, [], Open with { Ended = [Community] }),
        (DivisionChange.Twice, Noun.DivisionChange, [], Open with { Old = [Community, Community] }),
        (DivisionChange.NothingChanges, Noun.DivisionChange, [], Open with { New = [new(Community, "义阳社区")] }),
        (DivisionChange.NotNew, Noun.DivisionChange, [Opened], Says(Neighbours, Home)),
        (DivisionChange.CannotEnd, Noun.DivisionChange, [Opened], Says(DivisionChange.Ends, Home)),
        (DivisionChange.TwoPlans, Noun.DivisionChange, [Opened, Said($"plan/{Community}", East)], Says(East, $"plan/{Neighbours}")),
        (DivisionChange.HasPlan, Noun.DivisionChange, [Opened], Says(East, $"plan/{Community}") with { Planned = [East] }),
        (DivisionChange.NotSaid, Noun.DivisionChange, [Opened, Said(Home, East)], Begin),
        (
            DivisionChange.NotYet,
            Noun.DivisionChange,
            [Opened with { From = Today.AddDays(9) }, Said(Home, East)],
            Begin with
            {
                Things = [Home],
            }
        ),
        (DivisionChange.Begun, Noun.DivisionChange, [Opened, Said(Home, East), HasBegun], new DropDivisionChange(StreetOfficer, After(3))),
        (DivisionChange.Changed, Noun.DivisionChange, [Opened, Said(Home, East), Said(Lot, East)], Begin),
        .. Enum.GetValues<DivisionChangeBlock>()
            .Select(block =>
                (
                    DivisionChange.Of(block),
                    Noun.DivisionChange,
                    new Event[] { Opened, Said(Home, East) },
                    (Command)(Begin with { Things = [Home], Blocks = [block] })
                )
            ),
    ];

    private static DivisionChangeBegun HasBegun => new(1, [new(Community, [East, West])], StreetOfficer, After(2));

    private static SayDivisionChange Says(string? to, params string[] things) =>
        new([.. things.Select(thing => new Goes(thing, to))], [], StreetOfficer, After(1));

    private static DivisionChangeSaid Said(string thing, string to) => new(1, [new(thing, to)], StreetOfficer, After(1));

    private static Story Given(params DivisionChangeEvent[] events) => Story.Of(Noun.DivisionChange).Given(events);

    [Fact]
    public void A_community_is_split_once_everything_is_said_and_two_agree_to_the_same() =>
        Given()
            .When(Open)
            .Then(Opened)
            .When(Says(East, Home))
            .Then(Said(Home, East))
            .When(Says(East, Home))
            .Nothing()
            .When(Begin)
            .Refused(DivisionChange.NotSaid, "1")
            .When(Says(West, Lot))
            .When(Begin)
            .Refused(DivisionChange.Changed)
            .When(Begin with { Edition = 2 })
            .Then(HasBegun)
            .When(Begin with { Edition = 2 })
            .Nothing()
            .When(Says(West, Home))
            .Refused(DivisionChange.Begun)
            .When(Says(West, "household/2"))
            .Then<DivisionChangeSaid>(e => e.Goes.Single().To.ShouldBe(West))
            .When(new FinishDivisionChange(After(4)))
            .Then(new DivisionChangeFinished(1, After(4)))
            .When(new FinishDivisionChange(After(5)))
            .Nothing()
            .When(Open with { Old = [Neighbours], New = [ToEast] })
            .Then<DivisionChangeOpened>(e => e.Number.ShouldBe(2));

    [Fact]
    public void What_was_said_may_be_taken_back_and_a_draft_dropped() =>
        Given(Opened, Said(Home, East))
            .When(Says(null, Home))
            .Then<DivisionChangeSaid>(e => e.Goes.Single().To.ShouldBeNull())
            .When(new DropDivisionChange(StreetOfficer, After(3)))
            .Then(new DivisionChangeDropped(1, StreetOfficer, After(3)))
            .When(new DropDivisionChange(StreetOfficer, After(4)))
            .Refused(DivisionChange.NoneInHand);

    [Fact]
    public void A_plan_may_end_and_the_old_community_may_go_on_with_a_part() =>
        Given()
            .When(Open with { New = [new(Community, "义阳社区"), ToWest] })
            .Then<DivisionChangeOpened>(e => e.New.Count.ShouldBe(2))
            .When(Says(Community, $"plan/{Community}") with { Planned = [Community] })
            .Then(Said($"plan/{Community}", Community))
            .When(Says(DivisionChange.Ends, $"plan/{Community}"))
            .Then(Said($"plan/{Community}", DivisionChange.Ends));

    [Fact]
    public void A_division_that_was_split_names_all_that_stand_for_it() =>
        Story
            .Of(Noun.Place)
            .Given(new DivisionRegistered(Community, "义阳社区", "社区", new(2024, 1, 1), null, Night))
            .When(new SucceedDivision(East, Today, After(1), [West]))
            .Then(new DivisionSucceeded(East, Today, After(1), [West]))
            .Now<Division>(d => (d.Successor, d.OtherSuccessors!.Single(), d.EndedOn).ShouldBe((East, West, Today)))
            .When(new SucceedDivision(East, Today, After(2), [West]))
            .Nothing();

    private static readonly Household House = new(Id<HouseholdId>(1), G1, 3, Hidden("户主"));
    private static readonly AtRiskResident Grandmother = new(
        Id<PersonId>(1),
        House.Id,
        G1,
        Hidden("柳样氏"),
        Hidden("独居"),
        MemberOf(UnitChief)
    );
    private static readonly Guardian Son = new(Id<GuardianId>(1), Grandmother.Id, Hidden("柳试波"));
    private static readonly PassHomes Pass = new([House.Id], [], [MemberOf(UnitChief)], East, StreetOfficer, After(1));

    [Fact]
    public void A_household_goes_with_its_people_guardians_and_helper_in_one_act() =>
        Story
            .Of(Noun.Residents)
            .Given(
                new HouseholdRecorded(House, null, Night),
                new PersonRecorded(Grandmother, null, Night),
                new GuardianRecorded(Son, null, Night)
            )
            .When(Pass)
            .Then(
                new HouseholdPassed(House, 1, East, StreetOfficer, After(1)),
                new PersonPassed(Grandmother, [Son], null, East, null, StreetOfficer, After(1))
            )
            .Now<Residents>(r =>
                (r.Households.Count, r.Persons.Count, r.Guardians.Count, r.PassedHomes[House.Id], r.Departed[Grandmother.Id].To).ShouldBe(
                    (0, 0, 0, East, East)
                )
            )
            .When(Pass)
            .Nothing();

    [Fact]
    public void The_other_register_counts_as_many_in_the_household_as_lived_there()
    {
        var take = new TakeHousehold(House, 1, Community, StreetOfficer, After(1));
        Story
            .Of(Noun.Residents)
            .When(take)
            .Then(new HouseholdTaken(House with { Members = 2 }, Community, StreetOfficer, After(1)))
            .When(new TakePerson(Grandmother, [Son], null, Community, null, StreetOfficer, After(1)))
            .Then<PersonTaken>(e => (e.Person.Household, e.Person.Helper).ShouldBe((House.Id, MemberOf(UnitChief))))
            .Now<Residents>(r => (r.Households[House.Id].Members, r.Persons.Count, r.Guardians.Count).ShouldBe((3, 1, 1)))
            .When(take)
            .Nothing();
    }

    private static readonly Member Chief = new(
        MemberOf(GridChief),
        TeamRole.GridChief,
        G1,
        null,
        null,
        [],
        Availability.OnPost,
        Hidden("苏拟贵")
    );

    [Fact]
    public void A_member_goes_with_turns_ahead_equipment_and_posting()
    {
        var radio = new Issued(Id<EquipmentId>(1), EquipmentKind.Gear, "手台 1 部", Today);
        var turn = new Duty(Today, Shift.Night, Post.Desk, Chief.Id, After(-67), After(653), null);
        var over = turn with { Day = Today.AddDays(-9), From = After(-13_000), To = After(-12_000) };
        var passed = new PassedMember(Chief, new([], null, [radio], null), true, [turn]);
        var pass = new PassMembers([Chief.Id], East, StreetOfficer, After(1));
        Story
            .Of(Noun.Team)
            .Given(
                new MemberRecorded(Chief, null, Night),
                new EquipmentIssued(Chief.Id, radio, Secretary, Night),
                new PostingAgreed(Chief.Id, Secretary, Night),
                new DutyRostered(over, Night),
                new DutyRostered(turn, Night)
            )
            .When(pass)
            .Then(new MemberPassed(passed, East, StreetOfficer, After(1)))
            .Now<Team>(t => (t.Members.Count, t.Former.Count, t.Roster.Keys.Single().Day).ShouldBe((0, 0, over.Day)))
            .When(pass)
            .Nothing();
        var take = new TakeMember(passed, Community, StreetOfficer, After(2));
        Story
            .Of(Noun.Team)
            .When(take)
            .Then(new MemberTaken(passed, Community, StreetOfficer, After(2)))
            .Now<Team>(t => (t.Roster.Count, t.Posted.Count, t.UpkeepOf(Chief.Id).Equipment.Single()).ShouldBe((1, 1, radio)))
            .When(take)
            .Nothing();
    }

    [Fact]
    public void All_of_a_lot_goes_and_nothing_that_is_lent_or_promised()
    {
        var lot = new LotFacts(Id<LotId>(1), "棉被", "生活类", "床", 20, 10, null, "库房", There, Chief.Id, Today);
        var pass = new PassWholeLot(lot.Id, Id<TransferId>(5), East, Chief.Id, StreetOfficer, After(1));
        Story
            .Of(Noun.Supplies)
            .Given(new LotRecorded(lot, null, Night))
            .When(pass)
            .Then(
                new LotGiven(lot.Id, pass.Transfer, 20, East, StreetOfficer, After(1)),
                new LotPassed(lot.Id, pass.Transfer, lot with { Id = Id<LotId>(5) }, 0, East, StreetOfficer, After(1))
            )
            .Now<Supplies>(s => (s.Lots[lot.Id].Facts.Quantity, s.Transfers.Count).ShouldBe((0, 0)))
            .When(pass)
            .Nothing();
        Story
            .Of(Noun.Supplies)
            .Given(new LotRecorded(lot, null, Night), new LotLent(lot.Id, Id<LoanId>(1), 2, Hidden("借"), null, Today, Secretary, Night))
            .When(pass)
            .Refused(Supplies.NotEnough);
    }

    [Fact]
    public void A_hazard_lies_in_another_community_at_the_same_stage()
    {
        var found = new HazardTakenOver(
            new(Id<HazardId>(1), "电气", "一般", "飞线充电", There, 30, null, Today, "found"),
            Community,
            "wires",
            HazardLevel.General,
            Night
        );
        var move = new MoveHazard(East, StreetOfficer, After(1));
        Story
            .Of(Noun.Hazard)
            .Given(found)
            .When(move)
            .Then(new HazardMoved(Community, East, StreetOfficer, After(1)))
            .Now<HazardCase>(h => (h.Community, h.Open).ShouldBe((East, true)))
            .When(move)
            .Nothing();
    }
}
