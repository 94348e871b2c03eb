using Emergency.Domain.Incidents;
using static Emergency.Domain.Tests.Cast;
using static Emergency.Domain.Tests.Incidents.DoorLadder;

namespace Emergency.Domain.Tests.Incidents;

public sealed class DoorStories
{
    private static Story Given(params IEnumerable<DoorsEvent> events) => Story.Of(Noun.Doors).Given(events);

    [Fact]
    public void Of_an_erased_visitor_the_count_is_left()
    {
        var erase = new EraseVisitor(Fire, Community, Tourist, Domain.ErasureBasis.TermOver, [Tourist.Value], StreetOfficer, After(9));
        Given(Counted).When(erase).Refused(Doors.UnknownPerson, Tourist.ToString());
        Given([
                .. Counted,
                new VisitorAdded(Fire, Community, Tourist, Couple, DoorState.Safe, Hidden("游客"), GridChief, After(6)),
                new DoorsClosed(Fire, Community, After(8)),
            ])
            .When(erase)
            .Then(new VisitorErased(Fire, Community, Tourist, erase.Basis, erase.Keys, StreetOfficer, After(9)))
            .When(erase)
            .Nothing()
            .Now<Doors>(d => d.Persons.ShouldContainKey(Tourist));
    }

    [Fact]
    public void The_first_count_freezes_who_is_inside_and_everybody_is_unchecked() =>
        Given()
            .When(Count(1, Persons, Households))
            .Then<DoorsCounted>(e => (e.Persons, e.Households).ShouldBe((Persons, Households)))
            .Now<Doors>(d => d.Persons.Values.ShouldAllBe(p => p.State == DoorState.Unchecked && !p.Visitor));

    [Fact]
    public void Somebody_of_whom_nobody_knew_where_they_live_is_counted_with_the_first_mark()
    {
        var stray = Id<PersonId>(9);
        var mark = Tick(stray, DoorState.Safe) with { Joins = new(stray, null) };
        Given(Counted).When(mark with { Joins = null }).Refused(Doors.UnknownPerson, stray.ToString());
        Given(Counted).When(mark with { State = DoorState.Moved, Note = NoteFor(DoorState.Safe) }).Refused(Doors.PlaceMissing);
        Given(Counted)
            .When(mark)
            .Then(
                new DoorsJoined(Fire, Community, [new(stray, null)], [], mark.At),
                new PersonChecked(Fire, Community, stray, DoorState.Safe, mark.Note, mark.By, mark.At)
            )
            .When(mark)
            .Nothing()
            .Now<Doors>(d => (d.Persons[stray].State, Figures.Of(d).AtRisk.ToMove).ShouldBe((DoorState.Safe, 4)));
    }

    [Fact]
    public void The_same_area_for_another_purpose_is_counted_again_and_every_mark_stays() =>
        Given([.. Counted, Ticked(OldMan, DoorState.Safe)])
            .When(Count(2, Persons, Households) with { Purpose = AreaPurpose.Evacuate })
            .Then<DoorsCounted>(e => (e.Purpose, e.Persons.Count).ShouldBe((AreaPurpose.Evacuate, 0)))
            .Now<Doors>(d => (d.Purpose, d.Persons[OldMan].State).ShouldBe((AreaPurpose.Evacuate, DoorState.Safe)))
            .When(Count(2, Persons, Households) with { Purpose = AreaPurpose.Evacuate })
            .Nothing();

    [Fact]
    public void A_wider_area_adds_and_a_narrower_one_lets_go_of_who_was_not_marked() =>
        Given(Counted)
            .When(Count(2, [.. Persons, new(Id<PersonId>(5), null)], [.. Households, new(Id<HouseholdId>(5), 4)]))
            .Then<DoorsCounted>(e =>
                (e.Persons, e.Households, e.ReleasedPersons.Count).ShouldBe(([new(Id<PersonId>(5), null)], [new(Id<HouseholdId>(5), 4)], 0))
            )
            .When(Count(3, [new(Grandmother, Family)], [new(Family, 3)]))
            .Then<DoorsCounted>(e =>
                (e.ReleasedPersons, e.ReleasedHouseholds).ShouldBe(([OldMan, Guest, Id<PersonId>(5)], [Alone, Couple, Id<HouseholdId>(5)]))
            )
            .Now<Doors>(d => (d.Persons.Count, d.Households.Count).ShouldBe((1, 1)));

    [Fact]
    public void Nobody_who_was_marked_is_lost_when_the_area_changes() =>
        Given([.. Counted, Ticked(OldMan, DoorState.Refuses), DoorTicked(Couple, DoorState.Safe, [])])
            .When(Count(2, [], []))
            .Then<DoorsCounted>(e =>
                (e.ReleasedPersons, e.OutsidePersons, e.ReleasedHouseholds, e.OutsideHouseholds).ShouldBe(
                    ([Grandmother, Guest], [OldMan], [Family], [Alone, Couple])
                )
            )
            .Now<Doors>(d => (d.Persons[OldMan].State, d.Persons[OldMan].Outside).ShouldBe((DoorState.Refuses, true)))
            .When(Count(3, Persons, Households))
            .Then<DoorsCounted>(e => e.Persons.Count.ShouldBe(3))
            .Now<Doors>(d =>
                (d.Persons[OldMan].State, d.Persons[OldMan].Outside, d.Persons[Grandmother].State).ShouldBe(
                    (DoorState.Refuses, false, DoorState.Unchecked)
                )
            );

    [Fact]
    public void An_unchecked_person_behind_a_marked_door_stays_unchecked() =>
        Given([.. Counted, DoorTicked(Family, DoorState.Safe, [])])
            .When(Count(2, [], []))
            .Then<DoorsCounted>(e => (e.OutsidePersons, e.OutsideHouseholds).ShouldBe(([Grandmother], [Family])))
            .Now<Doors>(d =>
                (d.Persons[Grandmother].State, Figures.Of(d).People).ShouldBe((DoorState.Unchecked, new FigureRow(2, 1, 0, 0, 1)))
            );

    [Fact]
    public void A_visitor_makes_no_door_marked_and_keeps_none_from_being_marked()
    {
        var (old, mother) = (Id<HouseholdId>(21), Id<PersonId>(21));
        DoorsEvent Visitor(HouseholdId home, DoorState state) =>
            new VisitorAdded(Fire, Community, Tourist, home, state, Hidden("游客"), GridChief, After(7));
        // Two people live there: the registered one was met, the other was not.
        Given([
                new DoorsCounted(Fire, Community, 1, [new(mother, old)], [new(old, 2)], [], [], [], [], Night),
                Ticked(mother, DoorState.Safe),
                Visitor(old, DoorState.Safe),
            ])
            .When(Count(2, [], []))
            .Then<DoorsCounted>(e => (e.ReleasedHouseholds, e.OutsideHouseholds).ShouldBe(([old], [])));
        // The only resident was met; the visitor found there has not been searched for yet.
        Given([.. Counted, Ticked(OldMan, DoorState.Safe), Visitor(Alone, DoorState.Unchecked)])
            .When(Count(2, [], []))
            .Then<DoorsCounted>(e => e.OutsideHouseholds.ShouldBe([Alone]));
    }

    [Fact]
    public void The_count_of_an_older_area_comes_too_late() =>
        Given([new DoorsCounted(Fire, Community, 4, Persons, Households, [], [], [], [], Night)]).When(Count(3, [], [])).Nothing();

    [Fact]
    public void A_new_area_with_the_same_people_is_noted_as_counted() =>
        Given(Counted)
            .When(Count(1, Persons, Households))
            .Nothing()
            .When(Count(2, Persons, Households))
            .Then<DoorsCounted>(e => (e.AreaVersion, e.Persons.Count).ShouldBe((2, 0)));

    [Fact]
    public void Who_is_registered_while_it_burns_joins_the_count_once()
    {
        var newcomer = new PersonCopy(Id<PersonId>(6), Couple);
        Given(Counted)
            .When(new JoinDoors(Fire, Community, [newcomer], [new(Couple, 3)], After(7)))
            .Then(new DoorsJoined(Fire, Community, [newcomer], [new(Couple, 3)], After(7)))
            .When(new JoinDoors(Fire, Community, [newcomer], [new(Couple, 3)], After(8)))
            .Nothing()
            .Now<Doors>(d => Figures.Of(d).People.ToMove.ShouldBe(8));
    }

    [Fact]
    public void Once_120_has_accepted_nobody_has_to_write_that_down_again() =>
        Given(Counted)
            .When(Tick(OldMan, DoorState.AtHospital) with { Note = Silent with { Handover = Id<HandoverId>(1) } })
            .Then<PersonChecked>(e => (e.State, e.Note.Handover).ShouldBe((DoorState.AtHospital, Id<HandoverId>(1))));

    [Fact]
    public void All_twelve_states_can_be_told_of_a_person()
    {
        foreach (var state in Enum.GetValues<DoorState>().Except([DoorState.Unchecked, DoorState.Returned]))
            Given(Counted)
                .When(Tick(OldMan, state))
                .Then(Ticked(OldMan, state))
                .When(Tick(OldMan, DoorState.Unchecked, 7))
                .Then<PersonChecked>(e => e.State.ShouldBe(DoorState.Unchecked));
        Given([.. Counted, Ticked(OldMan, DoorState.Moved)])
            .When(Tick(OldMan, DoorState.Returned, 9))
            .Then<PersonChecked>(e => e.State.ShouldBe(DoorState.Returned))
            .When(Tick(OldMan, DoorState.Returned, 10))
            .Nothing();
    }

    [Fact]
    public void Away_needs_to_be_told_by_somebody_moved_needs_a_place_and_the_hospital_its_word()
    {
        Given(Counted).When(Tick(OldMan, DoorState.Away) with { Note = WithPlace }).Refused(Doors.SourceMissing);
        Given(Counted).When(Tick(OldMan, DoorState.Moved) with { Note = WithSource }).Refused(Doors.PlaceMissing);
        Given(Counted).When(Tick(OldMan, DoorState.WithRelatives) with { Note = Silent }).Refused(Doors.PlaceMissing);
        Given(Counted).When(Tick(OldMan, DoorState.AtHospital) with { Note = WithPlace }).Refused(Doors.HospitalUnconfirmed);
        Given(Counted).When(Tick(OldMan, DoorState.HandedOver) with { Note = WithPlace }).Refused(Doors.HandOverUnconfirmed);
        Given(Counted).When(TickDoor(Couple, DoorState.Away) with { Note = Silent }).Refused(Doors.SourceMissing);
        Given(Counted)
            .When(new AddVisitor(Tourist, null, DoorState.Moved, Hidden("游客"), GridChief, After(6)))
            .Refused(Doors.PlaceMissing);
    }

    [Fact]
    public void Only_who_had_left_comes_back()
    {
        foreach (
            var state in new[]
            {
                DoorState.Unchecked,
                DoorState.Refuses,
                DoorState.Unreachable,
                DoorState.NeedsHelp,
                DoorState.NobodyCaring,
            }
        )
            Given([.. Counted, Ticked(OldMan, state)]).When(Tick(OldMan, DoorState.Returned, 9)).Refused(Doors.NotMoved);
        Given(Counted).When(TickDoor(Couple, DoorState.Returned)).Refused(Doors.NotMoved);
    }

    [Fact]
    public void The_same_state_with_another_place_is_news_and_without_is_none() =>
        Given([.. Counted, Ticked(OldMan, DoorState.Safe)])
            .When(Tick(OldMan, DoorState.Safe, 9))
            .Nothing()
            .When(Tick(OldMan, DoorState.Moved, 10))
            .Then<PersonChecked>(e => e.State.ShouldBe(DoorState.Moved))
            .When(Tick(OldMan, DoorState.Moved, 11) with { Note = new(Hidden("小学"), null, null) })
            .Then<PersonChecked>(e => e.Note.Where.ShouldBe(Hidden("小学")));

    [Fact]
    public void Ticking_a_door_for_all_marks_its_unchecked_people_and_leaves_the_others() =>
        Given([.. Counted, Ticked(Grandmother, DoorState.NeedsHelp)])
            .When(TickDoor(Family, DoorState.Safe, all: true, minute: 7))
            .Then<HouseholdChecked>(e => e.WithPersons.ShouldBeEmpty())
            .Now<Doors>(d => (d.Persons[Grandmother].State, d.Households[Family].State).ShouldBe((DoorState.NeedsHelp, DoorState.Safe)))
            .When(TickDoor(Alone, DoorState.Safe, all: true, minute: 8))
            .Then<HouseholdChecked>(e => e.WithPersons.ShouldBe([OldMan]))
            .Now<Doors>(d => d.Persons[OldMan].State.ShouldBe(DoorState.Safe));

    [Fact]
    public void A_family_that_comes_back_comes_without_who_is_at_hospital()
    {
        DoorsEvent[] moved =
        [
            .. Counted,
            new DoorsJoined(Fire, Community, [new(Id<PersonId>(3), Family)], [], Night),
            DoorTicked(Family, DoorState.Moved, [Grandmother]),
            Ticked(Id<PersonId>(3), DoorState.AtHospital),
        ];
        Given(moved)
            .When(TickDoor(Family, DoorState.Returned, all: true, minute: 20))
            .Then<HouseholdChecked>(e => e.WithPersons.ShouldBe([Grandmother]));
    }

    [Fact]
    public void Somebody_in_no_register_is_added_with_one_tap_and_counts_among_all_people() =>
        Given(Counted)
            .When(new AddVisitor(Tourist, Couple, DoorState.Safe, Hidden("游客"), GridChief, After(6)))
            .Then<VisitorAdded>(e => e.Person.ShouldBe(Tourist))
            .When(new AddVisitor(Tourist, null, DoorState.NeedsHelp, Hidden("游客"), GridChief, After(7)))
            .Nothing()
            .Now<Doors>(d =>
                (Figures.Of(d).AtRisk.ToMove, Figures.Of(d).Households.ToMove, Figures.Of(d).People.ToMove).ShouldBe((3, 3, 8))
            )
            .When(Count(2, [], []))
            .Now<Doors>(d => d.Persons.Keys.ShouldBe([Tourist]));

    [Fact]
    public void Who_refuses_or_cannot_be_reached_is_settled_when_a_named_person_takes_over()
    {
        foreach (var state in new[] { DoorState.Refuses, DoorState.Unreachable })
            Given([.. Counted, Ticked(OldMan, state)])
                .When(new TakeOverDoor(OldMan, null, "street", Hidden("王科"), StreetOfficer, After(9)))
                .Then<DoorTakenOver>(e => e.Person.ShouldBe(OldMan))
                .Now<Doors>(d => (d.Persons[OldMan].TakenOver, Figures.Of(d).AtRisk.Open).ShouldBe((true, 2)))
                .When(new TakeOverDoor(OldMan, null, "police", Hidden("李警官"), StreetOfficer, After(12)))
                .Then<DoorTakenOver>(e => e.From.ShouldBe("police"))
                .When(Tick(OldMan, DoorState.NeedsHelp, 13))
                .Now<Doors>(d => d.Persons[OldMan].TakenOver.ShouldBeFalse());
        Given([.. Counted, DoorTicked(Couple, DoorState.Refuses, [])])
            .When(new TakeOverDoor(null, Couple, "street", Hidden("王科"), StreetOfficer, After(9)))
            .Then<DoorTakenOver>(e => e.Household.ShouldBe(Couple))
            .Now<Doors>(d => d.Households[Couple].TakenOver.ShouldBeTrue());
        Given(Counted)
            .When(new TakeOverDoor(OldMan, null, "street", Hidden("王科"), StreetOfficer, After(9)))
            .Refused(Doors.NotOpenToTakeOver);
    }

    [Fact]
    public void Of_two_words_about_one_door_the_worse_holds_until_somebody_knocks_again() =>
        Given([.. Counted, Ticked(OldMan, DoorState.Safe, 8)])
            .When(Late(OldMan, DoorState.NeedsHelp, said: 7, told: 20))
            .Then<DoorDisputed>(e => (e.State, e.SaidAt).ShouldBe((DoorState.NeedsHelp, After(7))))
            .Now<Doors>(d =>
                (d.Persons[OldMan].State, d.Persons[OldMan].Dispute).ShouldBe(
                    (
                        DoorState.NeedsHelp,
                        new Dispute(new(DoorState.Safe, After(8), GridChief), new(DoorState.NeedsHelp, After(7), UnitChief))
                    )
                )
            )
            .When(Tick(OldMan, DoorState.NeedsHelp, 21))
            .Then<PersonChecked>(e => e.State.ShouldBe(DoorState.NeedsHelp))
            .Now<Doors>(d => (d.Persons[OldMan].State, d.Persons[OldMan].Dispute).ShouldBe((DoorState.NeedsHelp, null)));

    [Fact]
    public void A_late_word_that_was_the_better_one_changes_no_figure_and_is_shown_all_the_same() =>
        Given([.. Counted, Ticked(OldMan, DoorState.Unreachable, 8)])
            .When(Late(OldMan, DoorState.Safe, said: 7, told: 20))
            .Now<Doors>(d =>
                (d.Persons[OldMan].State, d.Persons[OldMan].Dispute!.Late.State).ShouldBe((DoorState.Unreachable, DoorState.Safe))
            );

    [Fact]
    public void A_late_word_is_no_dispute_where_it_is_newer_the_same_or_ones_own()
    {
        Given([.. Counted, Ticked(OldMan, DoorState.Safe, 8)])
            .When(Late(OldMan, DoorState.NeedsHelp, said: 9, told: 20))
            .Then<PersonChecked>(e => e.State.ShouldBe(DoorState.NeedsHelp));
        Given([.. Counted, Ticked(OldMan, DoorState.Safe, 8)]).When(Late(OldMan, DoorState.Safe, said: 7, told: 20)).Nothing();
        Given([.. Counted, Ticked(OldMan, DoorState.Safe, 8)])
            .When(Late(OldMan, DoorState.NeedsHelp, said: 7, told: 20) with { By = GridChief })
            .Then<PersonChecked>(e => e.State.ShouldBe(DoorState.NeedsHelp));
        Given(Counted)
            .When(Late(OldMan, DoorState.NeedsHelp, said: 7, told: 20))
            .Then<PersonChecked>(e => e.State.ShouldBe(DoorState.NeedsHelp));
    }

    [Fact]
    public void A_late_word_about_a_whole_household_disputes_its_people_too_and_marks_whom_nobody_else_has_met()
    {
        DoorsEvent[] told =
        [
            .. Counted,
            new DoorsJoined(Fire, Community, [new(Id<PersonId>(3), Family)], [], Night),
            DoorTicked(Family, DoorState.Safe, [Grandmother], 8),
        ];
        Given(told)
            .When(new CheckHousehold(Family, DoorState.NeedsHelp, true, Silent, UnitChief, After(20), SaidAt: After(7)))
            .Now<Doors>(d =>
            {
                (d.Households[Family].State, d.Households[Family].Dispute!.Stands.State).ShouldBe((DoorState.NeedsHelp, DoorState.Safe));
                (d.Persons[Grandmother].State, d.Persons[Grandmother].Dispute!.Stands.State).ShouldBe(
                    (DoorState.NeedsHelp, DoorState.Safe)
                );
                (d.Persons[Id<PersonId>(3)].State, d.Persons[Id<PersonId>(3)].Dispute).ShouldBe((DoorState.NeedsHelp, null));
            })
            .When(TickDoor(Family, DoorState.Safe, all: true, minute: 21))
            .Now<Doors>(d => (d.Households[Family].State, d.Households[Family].Dispute).ShouldBe((DoorState.Safe, null)));
    }

    [Fact]
    public void A_call_is_noted_with_when_it_was_made_also_after_the_doors_have_closed()
    {
        Given(Counted)
            .When(new CallDoor(OldMan, Callee.Contact, After(6), UnitChief, After(9)))
            .Then(new DoorCalled(Fire, Community, OldMan, Callee.Contact, After(6), UnitChief, After(9)));
        Given([.. Counted, new DoorsClosed(Fire, Community, After(9))])
            .When(new CallDoor(OldMan, Callee.Self, After(99), UnitChief, After(10)))
            .Then<DoorCalled>(e => e.DialledAt.ShouldBe(After(10)));
        Given(Counted).When(new CallDoor(Tourist, Callee.Self, After(6), UnitChief, After(9))).Refused(Doors.UnknownPerson);
    }

    [Fact]
    public void A_closed_door_check_takes_no_further_act() =>
        Given([
                .. Counted,
                Ticked(Grandmother, DoorState.Safe),
                Ticked(OldMan, DoorState.Safe),
                Ticked(Guest, DoorState.Safe),
                DoorTicked(Family, DoorState.Safe, []),
                DoorTicked(Couple, DoorState.Safe, []),
            ])
            .When(new CloseDoors(After(9)))
            .Then(new DoorsClosed(Fire, Community, After(9)))
            .When(Tick(OldMan, DoorState.Safe, 10))
            .Refused(Doors.Over)
            .When(Count(2, [], []))
            .Refused(Doors.Over)
            .When(new CloseDoors(After(11)))
            .Nothing();

    [Fact]
    public void When_the_scene_is_open_again_its_doors_are_too() =>
        Given([.. Counted, new DoorsClosed(Fire, Community, After(9))])
            .When(new ReopenDoors(After(10)))
            .Then(new DoorsReopened(Fire, Community, After(10)))
            .When(new ReopenDoors(After(11)))
            .Nothing()
            .When(Tick(OldMan, DoorState.Safe, 12))
            .Then(Ticked(OldMan, DoorState.Safe, 12));

    [Fact]
    public void A_door_check_with_somebody_behind_a_door_is_not_closed() =>
        Given(Counted).When(new CloseDoors(After(9))).Refused(Doors.Unsettled, "3", "3", "7");

    [Fact]
    public void A_visitor_in_need_who_belongs_to_no_household_keeps_the_doors_open() =>
        Given([
                .. Counted,
                Ticked(Grandmother, DoorState.Safe),
                Ticked(OldMan, DoorState.Safe),
                Ticked(Guest, DoorState.Safe),
                DoorTicked(Family, DoorState.Safe, []),
                DoorTicked(Couple, DoorState.Safe, []),
            ])
            .When(new AddVisitor(Tourist, null, DoorState.NeedsHelp, Hidden("游客"), GridChief, After(7)))
            .Then<VisitorAdded>(e => e.Person.ShouldBe(Tourist))
            .When(new CloseDoors(After(9)))
            .Refused(Doors.Unsettled, "0", "0", "1");

    [Fact]
    public void Before_the_count_there_is_no_door_to_tick()
    {
        Given()
            .When(Tick(OldMan, DoorState.Safe))
            .Refused(Doors.NotStarted)
            .When(new JoinDoors(Fire, Community, Persons, Households, After(1)))
            .Refused(Doors.NotStarted);
        Given(Counted)
            .When(Tick(Tourist, DoorState.Safe))
            .Refused(Doors.UnknownPerson)
            .When(TickDoor(Elsewhere, DoorState.Safe))
            .Refused(Doors.UnknownHousehold);
    }
}
