using Emergency.Domain.People;
using static Emergency.Domain.Tests.Cast;

namespace Emergency.Domain.Tests.People;

/// <summary>The register as kept by hand.</summary>
public sealed class RecordsStories
{
    private static readonly ImportId File = Id<ImportId>(1);
    private static readonly Household Home = new(Id<HouseholdId>(1), G1, 2, Hidden("户主柳样氏")),
        Next = new(Id<HouseholdId>(2), G2, 3, Hidden("户主褚拟父"));
    private static readonly AtRiskResident Grandmother = new(Id<PersonId>(1), Home.Id, G1, Hidden("柳样氏"), Hidden("独居"));
    private static readonly Guardian Son = new(Id<GuardianId>(1), Grandmother.Id, Hidden("柳试波"));
    private static readonly ResidentsEvent[] Registered =
    [
        new HouseholdRecorded(Home, File, Night),
        new HouseholdRecorded(Next, File, Night),
        new PersonRecorded(Grandmother, File, Night),
        new GuardianRecorded(Son, File, Night),
    ];

    private static readonly AtRiskResident Baby = new(Id<PersonId>(2), Home.Id, G1, Hidden("柳试宁"), Hidden("婴儿"));
    private static readonly EnterPerson Birth = new(Baby, Coming.Born, Today, Hidden("出生证明"), Secretary, Night);
    private static readonly LeavePerson Away = new(Grandmother.Id, Leaving.Moved, Today, Hidden("女儿家"), null, Secretary, After(1));

    private static Story Given(params ResidentsEvent[] events) => Story.Of(Noun.Residents).Given(events);

    private static CorrectPerson Correct(AtRiskResident now, AtRiskResident seen, By? by = null) =>
        new(now, SeenPerson.Of(seen), [PersonField.Phones], Hidden("换了手机"), by ?? Secretary, After(3));

    private static Mover Mover(AtRiskResident person, string door) => new(person.Id, person.Contact, Hidden(door));

    [Fact]
    public void Who_is_born_or_moves_in_is_one_more_of_the_household_and_who_is_found_was_counted_already()
    {
        Given(Registered)
            .When(Birth)
            .Then(new PersonEntered(Baby, Coming.Born, Today, Hidden("出生证明"), Secretary, Night))
            .Now<Residents>(r => (r.Persons.Count, r.Households[Home.Id].Members).ShouldBe((2, 3)));
        Given(Registered).When(Birth with { How = Coming.Found }).Now<Residents>(r => r.Households[Home.Id].Members.ShouldBe(2));
        Given(Registered).When(Birth with { Day = Today.AddDays(1) }).Refused(Residents.BadDay);
        Given(Registered).When(Birth with { Person = Grandmother }).Refused(Residents.KnownHere);
        Given().When(Birth).Refused(Residents.UnknownHousehold);
        Given(new HouseholdRecorded(Home with { Members = 99 }, File, Night)).When(Birth).Refused(Residents.BadMembers);
    }

    [Fact]
    public void Two_desks_that_correct_one_record_do_not_write_over_each_other()
    {
        var (first, second) = (Grandmother with { Contact = Hidden("138…1") }, Grandmother with { Contact = Hidden("138…2") });
        Given(Registered)
            .When(Correct(first, Grandmother))
            .Then<PersonCorrected>(e => (e.Person, e.By, e.Why).ShouldBe((first, Secretary, Hidden("换了手机"))))
            .When(Correct(first, Grandmother, StreetOfficer))
            .Nothing()
            .When(Correct(second, Grandmother, StreetOfficer))
            .Refused(Residents.ChangedMeanwhile)
            .When(Correct(second, first, StreetOfficer))
            .Then<PersonCorrected>(e => e.Person.ShouldBe(second));
        Given().When(Correct(first, Grandmother)).Refused(Residents.UnknownPerson);
    }

    [Fact]
    public void Many_are_checked_by_one_act_each_is_an_event_and_all_or_none_are_written()
    {
        var old = Baby;
        AtRiskResident Now(AtRiskResident of) => of with { Sensitive = Hidden("今天核对") };
        CheckPersons Check(params AtRiskResident[] of) =>
            new([.. of.Select(one => new CheckedPerson(Now(one), SeenPerson.Of(one)))], Secretary, After(3));
        Given([.. Registered, new PersonRecorded(old, null, Night)])
            .When(Check(Grandmother, old, old))
            .Then(
                new PersonCorrected(Now(Grandmother), [PersonField.CheckedOn], null, Secretary, After(3)),
                new PersonCorrected(Now(old), [PersonField.CheckedOn], null, Secretary, After(3))
            )
            .When(Check(Grandmother, old))
            .Nothing();
        Given(Registered).When(Check(Grandmother, old)).Refused(Residents.UnknownPerson);
        Given([.. Registered, new PersonRecorded(old with { Grid = G2 }, null, Night)])
            .When(Check(Grandmother, old))
            .Refused(Residents.ChangedMeanwhile);
        Given([.. Registered, new PersonLeft(Grandmother.Id, Leaving.Moved, Today, null, null, Secretary, Night)])
            .When(Check(Grandmother))
            .Refused(Residents.HasLeft);
    }

    [Fact]
    public void A_correction_leaves_the_neighbour_who_helps() =>
        Given([.. Registered, new HelperPaired(Grandmother.Id, MemberOf(Volunteer), Secretary, Night)])
            .When(Correct(Grandmother with { Contact = Hidden("138…1") }, Grandmother))
            .Then<PersonCorrected>(e => e.Person.Helper.ShouldBe(MemberOf(Volunteer)));

    [Fact]
    public void Who_moves_to_another_household_is_one_less_here_and_one_more_there() =>
        Given(Registered)
            .When(Correct(Grandmother with { Household = Next.Id, Grid = G2 }, Grandmother))
            .Now<Residents>(r => (r.Households[Home.Id].Members, r.Households[Next.Id].Members).ShouldBe((1, 4)));

    [Fact]
    public void Who_leaves_is_remembered_comes_back_by_hand_and_by_no_file() =>
        Given(Registered)
            .When(Away)
            .Then(new PersonLeft(Grandmother.Id, Leaving.Moved, Today, Hidden("女儿家"), null, Secretary, After(1)))
            .Now<Residents>(r =>
                (r.Persons.Count, r.Departed[Grandmother.Id].Person, r.Households[Home.Id].Members, r.Guardians.Count).ShouldBe(
                    (0, Grandmother, 1, 1)
                )
            )
            .When(Away)
            .Refused(Residents.HasLeft)
            .When(new RecordPersons([Grandmother], Id<ImportId>(2), After(2)))
            .Nothing()
            .When(Correct(Grandmother with { Grid = G2 }, Grandmother))
            .Refused(Residents.HasLeft)
            .When(new UndoResidentsImport(File, After(3)))
            .Now<Residents>(r => r.Departed.Count.ShouldBe(1))
            .When(new ReturnPerson(Grandmother.Id, null, Today, null, Secretary, After(4)))
            .Then<PersonReturned>(e => e.Household.ShouldBeNull())
            .Now<Residents>(r => (r.Persons.Count, r.Departed.Count).ShouldBe((1, 0)))
            .When(new ReturnPerson(Grandmother.Id, null, Today, null, Secretary, After(5)))
            .Nothing();

    [Fact]
    public void Undoing_a_file_leaves_who_is_held_or_counted_somewhere_with_who_stands_by_them_and_where_they_live()
    {
        Given(Registered)
            .When(new HoldPerson(Grandmother.Id, Today, Secretary, After(1)))
            .When(new UndoResidentsImport(File, After(5)))
            .Now<Residents>(r => (r.Persons.Keys.Single(), r.Guardians.Count).ShouldBe((Grandmother.Id, 1)))
            .Now<Residents>(r => r.Households.Keys.ShouldBe([Home.Id]))
            .When(new HoldPerson(Grandmother.Id, null, Secretary, After(6)))
            .When(new UndoResidentsImport(File, After(7)))
            .Now<Residents>(r => (r.Persons.Count, r.Guardians.Count, r.Households.Count).ShouldBe((0, 0, 0)));
        Given(Registered)
            .When(new UndoResidentsImport(File, After(5), null, [Grandmother.Id]))
            .Now<Residents>(r => (r.Persons.Count, r.Guardians.Count, r.Households.Count).ShouldBe((1, 1, 1)));
        Given(Registered)
            .When(new UndoResidentsImport(File, After(5), null, [Baby.Id]))
            .Now<Residents>(r => (r.Persons.Count, r.Guardians.Count, r.Households.Count).ShouldBe((0, 0, 0)));
    }

    [Fact]
    public void Undoing_a_file_leaves_the_household_of_whom_somebody_paired_with_a_helper() =>
        Given(Registered)
            .When(new PairHelper(Grandmother.Id, Id<MemberId>(1), Secretary, After(1)))
            .When(new UndoResidentsImport(File, After(5)))
            .Now<Residents>(r => (r.Persons[Grandmother.Id].Household, r.Households.ContainsKey(Home.Id)).ShouldBe((Home.Id, true)));

    [Fact]
    public void Undoing_a_file_leaves_whom_somebody_wrote_by_hand()
    {
        var corrected = Grandmother with { Contact = Hidden("138…1") };
        Given(Registered)
            .When(Correct(corrected, Grandmother))
            .When(new UndoResidentsImport(File, After(5)))
            .Now<Residents>(r => (r.Persons[Grandmother.Id], r.Guardians.Count).ShouldBe((corrected, 0)));
        Given(Registered)
            .When(new EnterGuardian(Son with { Id = Id<GuardianId>(2) }, null, Secretary, After(1)))
            .When(new UndoResidentsImport(File, After(5)))
            .Now<Residents>(r => (r.Persons.Count, r.Guardians.Keys.Single()).ShouldBe((1, Id<GuardianId>(2))));
        Given(Registered)
            .When(Birth)
            .When(new UndoResidentsImport(File, After(5)))
            .Now<Residents>(r => (r.Persons.Keys.Single(), r.Households.Keys.Single()).ShouldBe((Baby.Id, Home.Id)));
    }

    [Fact]
    public void Who_is_erased_after_leaving_is_gone_from_what_was_left_too() =>
        Given([.. Registered, new PersonLeft(ErasureLadder.Someone, Leaving.Died, Today, null, null, Secretary, Night)])
            .When(ErasureLadder.Erase)
            .Now<Residents>(r => r.Departed.ContainsKey(ErasureLadder.Someone).ShouldBeFalse())
            .When(new ReturnPerson(ErasureLadder.Someone, null, Today, null, Secretary, After(2)))
            .Refused(Residents.UnknownPerson);

    [Fact]
    public void A_guardian_is_entered_corrected_and_ended_with_a_day()
    {
        var (other, ended) = (Son with { Contact = Hidden("139") }, Son with { Contact = Hidden("139 至今日") });
        Given(Registered)
            .When(new EnterGuardian(Son, null, Secretary, After(1)))
            .Refused(Residents.KnownHere)
            .When(new CorrectGuardian(other, Hidden("别的"), [GuardianField.Phones], null, Secretary, After(1)))
            .Refused(Residents.ChangedMeanwhile)
            .When(new CorrectGuardian(other, Son.Contact, [GuardianField.Phones], null, Secretary, After(1)))
            .Then<GuardianCorrected>(e => e.Guardian.ShouldBe(other))
            .When(new EndGuardian(ended, other.Contact, Today, null, Secretary, After(2)))
            .Then<GuardianEnded>(e => e.Day.ShouldBe(Today))
            .Now<Residents>(r => r.Guardians[Son.Id].ShouldBe(ended));
        Given().When(new EnterGuardian(Son, null, Secretary, Night)).Refused(Residents.UnknownPerson);
        Given(Registered)
            .When(new CorrectGuardian(Son with { Person = Baby.Id }, Son.Contact, [], null, Secretary, Night))
            .Refused(Residents.UnknownGuardian);
    }

    [Fact]
    public void A_household_is_split_by_naming_who_goes()
    {
        var made = new Household(Id<HouseholdId>(3), G2, 1, Hidden("户主柳样氏"));
        var split = new SplitHousehold(
            Home.Id,
            made,
            Home.Contact,
            Hidden("户主柳试波"),
            [Mover(Grandmother, "2号楼")],
            null,
            Secretary,
            After(1)
        );
        Given(Registered)
            .When(split)
            .Then<HouseholdSplit>(e => e.New.ShouldBe(made))
            .Now<Residents>(r =>
            {
                r.Households[Home.Id].ShouldBe(Home with { Members = 1, Contact = Hidden("户主柳试波") });
                r.Persons[Grandmother.Id].ShouldBe(Grandmother with { Household = made.Id, Grid = G2, Contact = Hidden("2号楼") });
            })
            .When(split)
            .Refused(Residents.KnownHere);
        Given(Registered).When(split with { New = made with { Members = 3 } }).Refused(Residents.BadMembers);
        Given(Registered).When(split with { Seen = Hidden("别的") }).Refused(Residents.ChangedMeanwhile);
        Given(Registered).When(split with { From = Next.Id }).Refused(Residents.NotOfHousehold);
        Given(Registered).When(split with { From = Id<HouseholdId>(9) }).Refused(Residents.UnknownHousehold);
    }

    [Fact]
    public void Households_merge_with_all_who_live_there_and_files_that_name_the_old_one_mean_the_new() =>
        Given(Registered)
            .When(new MergeHouseholds(Home.Id, Next.Id, [], null, Secretary, After(1)))
            .Refused(Residents.ChangedMeanwhile)
            .When(new MergeHouseholds(Home.Id, Next.Id, [Mover(Grandmother, "3号楼")], null, Secretary, After(1)))
            .Now<Residents>(r =>
                (r.Households.Keys.Single(), r.Households[Next.Id].Members, r.Persons[Grandmother.Id].Household).ShouldBe(
                    (Next.Id, 5, Next.Id)
                )
            )
            .When(new RecordHouseholds([Home with { Members = 4 }], Id<ImportId>(2), After(2)))
            .Nothing()
            .When(new RecordPersons([Baby], Id<ImportId>(2), After(2)))
            .Then<PersonRecorded>(e => e.Person.Household.ShouldBe(Next.Id));

    [Fact]
    public void A_household_gets_a_new_head_and_never_fewer_people_than_are_registered()
    {
        var now = Home with { Contact = Hidden("户主柳试波") };
        Given(Registered)
            .When(new CorrectHousehold(now, Home, [HouseholdField.Head], null, Secretary, After(1)))
            .Then<HouseholdCorrected>(e => e.Household.ShouldBe(now))
            .When(new CorrectHousehold(Home, Home, [HouseholdField.Head], null, Secretary, After(1)))
            .Refused(Residents.ChangedMeanwhile)
            .When(new CorrectHousehold(now with { Members = 0 }, now, [HouseholdField.Members], null, Secretary, After(1)))
            .Refused(Residents.BadMembers)
            .When(new EnterHousehold(Home, null, Secretary, After(1)))
            .Refused(Residents.KnownHere);
    }
}
