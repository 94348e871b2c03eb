using Emergency.Domain.People;
using static Emergency.Domain.Tests.Cast;

namespace Emergency.Domain.Tests.People;

public sealed class ResidentsStories
{
    private static readonly ImportId First = Id<ImportId>(1),
        Second = Id<ImportId>(2);
    private static readonly Household Home = new(Id<HouseholdId>(1), G1, 3, Hidden("柳试波"));
    private static readonly AtRiskResident Grandmother = new(Id<PersonId>(1), Home.Id, G1, Hidden("柳样氏"), Hidden("独居, 需搀扶"));
    private static readonly Guardian Son = new(Id<GuardianId>(1), Grandmother.Id, Hidden("柳试波"));
    private static readonly ResidentsEvent[] Registered =
    [
        new HouseholdRecorded(Home, First, Night),
        new PersonRecorded(Grandmother, First, Night),
        new GuardianRecorded(Son, Second, Night),
    ];

    private static Story Given(params ResidentsEvent[] events) => Story.Of(Noun.Residents).Given(events);

    [Fact]
    public void A_register_brings_households_then_persons_then_guardians() =>
        Given()
            .When(new RecordHouseholds([Home], First, Night))
            .Then(Registered[0])
            .When(new RecordPersons([Grandmother], First, Night))
            .Then(Registered[1])
            .When(new RecordGuardians([Son], Second, Night))
            .Then(Registered[2])
            .When(new RecordHouseholds([Home], Second, After(1)))
            .Nothing()
            .When(new RecordPersons([Grandmother], Second, After(1)))
            .Nothing()
            .When(new RecordGuardians([Son], Second, After(1)))
            .Nothing();

    [Fact]
    public void Only_rows_that_say_something_new_are_written()
    {
        var neighbour = Home with { Id = Id<HouseholdId>(2) };
        Given(Registered)
            .When(new RecordHouseholds([Home, neighbour], Second, After(1)))
            .Then(new HouseholdRecorded(neighbour, Second, After(1)));
    }

    [Fact]
    public void What_belongs_to_nobody_known_is_refused()
    {
        Given().When(new RecordPersons([Grandmother], First, Night)).Refused(Residents.UnknownHousehold, Home.Id.ToString());
        Given()
            .When(new RecordPersons([Grandmother with { Household = null }], First, Night))
            .Then<PersonRecorded>(e => e.Person.Household.ShouldBeNull());
        Given().When(new RecordGuardians([Son], First, Night)).Refused(Residents.UnknownPerson, Grandmother.Id.ToString());
        Given().When(new RecordHouseholds([Home with { Members = 100 }], First, Night)).Refused(Residents.BadMembers, Home.Id.ToString());
        Given().When(new RecordHouseholds([Home with { Members = -1 }], First, Night)).Refused(Residents.BadMembers);
        Given().When(new PairHelper(Grandmother.Id, null, Secretary, Night)).Refused(Residents.UnknownPerson);
    }

    [Fact]
    public void A_new_register_does_not_part_a_person_from_the_neighbour_who_helps() =>
        Given(Registered)
            .When(new PairHelper(Grandmother.Id, MemberOf(Volunteer), Secretary, After(1)))
            .Then(new HelperPaired(Grandmother.Id, MemberOf(Volunteer), Secretary, After(1)))
            .When(new PairHelper(Grandmother.Id, MemberOf(Volunteer), Secretary, After(2)))
            .Nothing()
            .When(new RecordPersons([Grandmother], Second, After(3)))
            .Nothing()
            .When(new RecordPersons([Grandmother with { Grid = G2 }], Second, After(4)))
            .Then<PersonRecorded>(e => (e.Person.Helper, e.Person.Grid).ShouldBe((MemberOf(Volunteer), G2)))
            .When(new PairHelper(Grandmother.Id, null, Secretary, After(5)))
            .Then<HelperPaired>(e => e.Helper.ShouldBeNull());

    [Fact]
    public void Sight_of_minors_is_approved_by_role_and_period()
    {
        Given()
            .When(new ApproveSight(Role.ChildDirector, Today, Today.AddDays(90), Secretary, Night))
            .Then(new SightApproved(Role.ChildDirector, Today, Today.AddDays(90), Secretary, Night))
            .When(new ApproveSight(Role.ChildDirector, Today, Today.AddDays(90), Secretary, After(1)))
            .Nothing();
        Given().When(new ApproveSight(Role.ChildDirector, Today, Today.AddDays(-1), Secretary, Night)).Refused(Residents.BadPeriod);
        Given()
            .When(new ApproveSight(Role.ChildDirector, Today, Today.AddYears(1), Secretary, Night))
            .Then(new SightApproved(Role.ChildDirector, Today, Today.AddYears(1), Secretary, Night));
        Given()
            .When(new ApproveSight(Role.ChildDirector, Today, Today.AddYears(1).AddDays(1), Secretary, Night))
            .Refused(Residents.LongApproval);
    }

    [Fact]
    public void An_approval_that_was_withdrawn_holds_no_more_and_can_be_given_again()
    {
        var given = new SightApproved(Role.ChildDirector, Today, Today.AddDays(90), StreetOfficer, Night);
        Given(given)
            .When(new WithdrawSight(Role.ChildDirector, Today, Today.AddDays(90), Secretary, After(1)))
            .Then(new SightWithdrawn(Role.ChildDirector, Today, Today.AddDays(90), Secretary, After(1)))
            .Now<Residents>(register => register.Approvals.ShouldBeEmpty())
            .When(new WithdrawSight(Role.ChildDirector, Today, Today.AddDays(90), Secretary, After(2)))
            .Refused(Residents.UnknownApproval)
            .When(new ApproveSight(Role.ChildDirector, Today, Today.AddDays(90), StreetOfficer, After(3)))
            .Then(given with { At = After(3) });
    }

    [Fact]
    public void Undoing_a_file_removes_what_it_brought_and_guardians_go_with_their_person() =>
        Given(Registered)
            .When(new UndoResidentsImport(First, After(1)))
            .Then(
                new GuardianRemoved(Son.Id, First, After(1)),
                new PersonRemoved(Grandmother.Id, First, After(1)),
                new HouseholdRemoved(Home.Id, First, After(1))
            )
            .When(new UndoResidentsImport(First, After(2)))
            .Nothing()
            .When(new UndoResidentsImport(Second, After(3)))
            .Nothing();

    [Fact]
    public void Undoing_a_file_restores_what_it_changed_and_leaves_what_was_changed_since()
    {
        var moved = Home with { Members = 4 };
        Given([.. Registered, new HouseholdRecorded(moved, Second, After(1))])
            .When(new UndoResidentsImport(First, After(2)))
            .Then<PersonRemoved>(e => e.Person.ShouldBe(Grandmother.Id))
            .Now<Residents>(r => r.Households[Home.Id].ShouldBe(moved));
        Given([.. Registered, new HouseholdRecorded(moved, Second, After(1))])
            .When(new UndoResidentsImport(Second, After(2)))
            .Then(new GuardianRemoved(Son.Id, Second, After(2)), new HouseholdRecorded(Home, null, After(2)));
        Given([
                .. Registered,
                new HouseholdRecorded(moved, null, After(1)),
                new HelperPaired(Grandmother.Id, MemberOf(Volunteer), Secretary, After(1)),
            ])
            .When(new UndoResidentsImport(First, After(2)))
            .Nothing();
    }

    [Fact]
    public void A_file_undone_at_once_leaves_the_register_as_it_was() =>
        Any.Holds(
            length: 25,
            times: 300,
            acts =>
            {
                var before = Residents.None;
                foreach (var act in acts)
                    before = Done(before, Random(act));
                var file = Id<ImportId>(77);
                var after = before;
                foreach (var act in acts.Take(8))
                    after = Done(
                        after,
                        Random(act + 1) switch
                        {
                            RecordHouseholds c => c with { Import = file },
                            RecordPersons c => c with { Import = file },
                            RecordGuardians c => c with { Import = file },
                            var other => new RecordHouseholds([], file, other is PairHelper p ? p.At : Night),
                        }
                    );
                after = Done(after, new UndoResidentsImport(file, Night));
                after.Households.ShouldBe(before.Households, ignoreOrder: true);
                after.Persons.ShouldBe(before.Persons, ignoreOrder: true);
                after.Guardians.ShouldBe(before.Guardians, ignoreOrder: true);
                after.Imports.Households.ShouldBe(before.Imports.Households, ignoreOrder: true);
            }
        );

    [Fact]
    public void A_large_file_undone_in_parts_is_undone_whole_whatever_the_order() =>
        Any.Holds(
            length: 25,
            times: 300,
            acts =>
            {
                var state = Residents.None;
                foreach (var act in acts)
                    state = Done(state, Random(act));
                foreach (
                    var file in state
                        .Imports.Persons.Values.Select(row => row.Import)
                        .Concat(state.Imports.Guardians.Values.Select(row => row.Import))
                        .Distinct()
                        .ToList()
                )
                {
                    var whole = Done(state, new UndoResidentsImport(file, Night));
                    var parts = new[] { 2, 0, 1 }.Aggregate(
                        state,
                        (left, part) => Done(left, new UndoResidentsImport(file, Night, new(part, 3)))
                    );
                    parts.Persons.ShouldBe(whole.Persons, ignoreOrder: true);
                    parts.Guardians.ShouldBe(whole.Guardians, ignoreOrder: true);
                    parts.Households.ShouldBe(whole.Households, ignoreOrder: true);
                }
            }
        );

    [Fact]
    public void A_record_that_is_put_back_is_answered_once_and_keeps_its_helper()
    {
        AtRiskResident Record(string name, MemberId? helper = null) => new(Id<PersonId>(1), null, G1, Hidden(name), Hidden(""), helper);
        var state = Done(
            Done(
                Done(Residents.None, new RecordPersons([Record("样")], Id<ImportId>(1), Night)),
                new RecordPersons([Record("别")], Id<ImportId>(2), Night)
            ),
            new PairHelper(Id<PersonId>(1), Id<MemberId>(1), Secretary, Night)
        );
        var back = new SettleDoubt(Id<ImportId>(9).Value, Record("样"), null, null, true, StreetOfficer, Night);
        var after = Done(state, back);
        after.Persons[Id<PersonId>(1)].ShouldBe(Record("样", Id<MemberId>(1)));
        // A record written after the answer is newer than the question.
        var later = Done(after, new RecordPersons([Record("新")], Id<ImportId>(3), Night));
        Done(later, back).ShouldBe(later);
    }

    private static ResidentsCommand Random(int act)
    {
        var any = new Any(act);
        return (ResidentsCommand)any.Make(any.Among(Noun.Residents.CommandTypes));
    }

    private static Residents Done(Residents state, Command command) =>
        Residents.Decide(state, command) is Decision.Happened { Events: var events } ? events.Aggregate(state, Residents.Evolve) : state;
}
