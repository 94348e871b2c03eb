using Emergency.Domain.People;
using static Emergency.Domain.Tests.Cast;

namespace Emergency.Domain.Tests.People;

/// <summary>Two records of the same person are merged.</summary>
public sealed class MergingStories
{
    private static readonly ImportId File = Id<ImportId>(1);
    private static readonly Household Home = new(Id<HouseholdId>(1), G1, 2, Hidden("户主柏样")),
        Next = new(Id<HouseholdId>(2), G2, 3, Hidden("户主许拟"));
    private static readonly AtRiskResident One = new(Id<PersonId>(1), Home.Id, G1, Hidden("柏样 201"), Hidden("带药")),
        Other = new(Id<PersonId>(2), Next.Id, G2, Hidden("柏样 502"), Hidden("要扶"));
    private static readonly Guardian Daughter = new(Id<GuardianId>(1), Other.Id, Hidden("柏试"));
    public static readonly ResidentsEvent[] Registered =
    [
        new HouseholdRecorded(Home, File, Night),
        new HouseholdRecorded(Next, File, Night),
        new PersonRecorded(One, File, Night),
        new PersonRecorded(Other, File, Night),
        new GuardianRecorded(Daughter, File, Night),
    ];
    private static readonly AtRiskResident Chosen = One with { Sensitive = Hidden("带药、要扶"), Contact = Hidden("柏样 502") };
    public static readonly MergePersons Merge = new(
        Other.Id,
        Chosen,
        Other.Contact,
        One.Contact,
        [],
        [],
        Hidden("同一个人"),
        Secretary,
        After(1)
    );
    public static readonly PersonsMerged Merged = new(Other.Id, Chosen, Hidden("同一个人"), Secretary, After(1));
    public static readonly UnmergePersons Part = new(Other.Id, Hidden("不是"), Secretary, After(5));

    private static Story Given(params ResidentsEvent[] events) => Story.Of(Noun.Residents).Given(events);

    [Fact]
    public void One_record_is_left_of_two_and_nothing_of_the_other_is_moved() =>
        Given(Registered)
            .When(Merge)
            .Then(Merged)
            .Now<Residents>(r =>
            {
                r.Persons.Values.ShouldBe([Chosen]);
                r.Departed[Other.Id].Person.ShouldBe(Other);
                r.Guardians[Daughter.Id].ShouldBe(Daughter);
                r.Households[Next.Id].Members.ShouldBe(2);
            })
            .When(Merge with { At = After(2) })
            .Nothing()
            .When(new ReturnPerson(Other.Id, null, Today, null, Secretary, After(2)))
            .Refused(Residents.MergedInto);

    [Fact]
    public void Parted_both_are_as_they_were() =>
        Given([.. Registered, Merged])
            .When(Part)
            .Then(new PersonsUnmerged(Other, One.Id, One, Hidden("不是"), Secretary, After(5)))
            .Now<Residents>(r =>
            {
                r.Persons[One.Id].ShouldBe(One);
                r.Persons[Other.Id].ShouldBe(Other);
                r.Departed.ShouldBeEmpty();
                r.MergedPersons.ShouldBeEmpty();
                r.Households[Next.Id].Members.ShouldBe(3);
            })
            .When(Part with { At = After(6) })
            .Nothing();

    [Fact]
    public void What_was_written_by_hand_since_the_merge_stays_when_they_are_parted()
    {
        var later = Chosen with { Contact = Hidden("柏样 新电话") };
        Given([.. Registered, Merged, new PersonCorrected(later, [PersonField.Phones], null, Secretary, After(3))])
            .When(Part)
            .Then<PersonsUnmerged>(e => (e.Gone, e.Into).ShouldBe((Other, null)))
            .Now<Residents>(r => r.Persons[One.Id].ShouldBe(later));
    }

    [Fact]
    public void A_merge_waits_for_doors_care_and_who_is_given_and_sees_what_others_wrote()
    {
        Given(Registered).When(Merge with { Incidents = ["YJ-1"] }).Refused(Residents.AtDoors);
        Given(Registered).When(Merge with { Care = ["1"] }).Refused(Residents.InCare);
        Given([.. Registered, new PersonGiven(Other.Id, "411502001002", null, Secretary, Night)])
            .When(Merge)
            .Refused(Residents.GivenAlready);
        Given([.. Registered, new PersonHeld(Other.Id, Today.AddDays(30), Secretary, Night)]).When(Merge).Refused(Residents.Held);
        Given(Registered).When(Merge with { SeenGone = One.Contact }).Refused(Residents.ChangedMeanwhile);
        Given(Registered).When(Merge with { Gone = One.Id }).Refused(Residents.SamePerson);
        Given().When(Part).Refused(Residents.NotMerged);
    }

    [Fact]
    public void Who_is_told_apart_is_told_apart_once_whichever_is_named_first() =>
        Given(Registered)
            .When(new TellApart(One.Id, Other.Id, Secretary, Night))
            .Then(new PersonsToldApart(One.Id, Other.Id, Secretary, Night))
            .When(new TellApart(Other.Id, One.Id, Secretary, After(1)))
            .Nothing();

    [Fact]
    public void A_file_that_names_the_dissolved_record_brings_nobody_back() =>
        Given([.. Registered, Merged]).When(new RecordPersons([Other with { Contact = Hidden("旧表") }], File, After(4))).Nothing();

    [Fact]
    public void Who_is_erased_is_not_parted() =>
        Given([.. Registered, Merged, new PersonErased(Other.Id, new(null, null), ErasureBasis.TermOver, [], null, Secretary, After(3))])
            .When(Part)
            .Refused(Residents.NotMerged);
}
