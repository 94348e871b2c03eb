using Emergency.Domain.People;
using static Emergency.Domain.Tests.Cast;
using static Emergency.Domain.Tests.People.ErasureLadder;

namespace Emergency.Domain.Tests.People;

public sealed class ErasureStories
{
    private static readonly ImportId File = Id<ImportId>(1);
    private static readonly Household Home = new(Id<HouseholdId>(1), G1, 3, Hidden("户主柳样氏"));
    private static readonly AtRiskResident Grandmother = new(Someone, Home.Id, G1, Hidden("柳样氏"), Hidden("独居")),
        Neighbour = Grandmother with { Id = Id<PersonId>(2) };
    private static readonly Guardian Son = new(Id<GuardianId>(1), Someone, Hidden("柳试波")),
        Other = new(Id<GuardianId>(2), Neighbour.Id, Hidden("褚拟父"));
    private static readonly ResidentsEvent[] Registered =
    [
        new HouseholdRecorded(Home, File, Night),
        new PersonRecorded(Grandmother, File, Night),
        new PersonRecorded(Neighbour, File, Night),
        new GuardianRecorded(Son, File, Night),
        new GuardianRecorded(Other, File, Night),
    ];

    private static Story Given(params ResidentsEvent[] events) => Story.Of(Noun.Residents).Given(events);

    [Fact]
    public void Who_is_erased_is_gone_with_their_guardians_and_nobody_else_is() =>
        Given(Registered)
            .When(Erase)
            .Then(Gone)
            .Now<Residents>(r =>
                (r.Persons.Keys.Single(), r.Guardians.Keys.Single(), r.Households.Keys.Single()).ShouldBe((Neighbour.Id, Other.Id, Home.Id))
            )
            .When(Erase with { Basis = ErasureBasis.TermOver, At = After(1) })
            .Nothing();

    [Fact]
    public void The_household_is_sealed_anew_where_it_named_the_person_and_only_if_it_is_known()
    {
        var anew = Home with { Contact = Hidden("户主") };
        Given(Registered)
            .When(Erase with { Home = anew })
            .Then(Gone with { Home = anew })
            .Now<Residents>(r => r.Households[Home.Id].ShouldBe(anew));
        Given().When(Erase with { Home = anew }).Then(Gone);
    }

    [Fact]
    public void No_file_and_no_undoing_of_a_file_brings_an_erased_person_back()
    {
        var erased = Given(Registered).When(Erase with { Home = Home with { Contact = Hidden("户主") } });
        erased.When(new RecordPersons([Grandmother], Id<ImportId>(2), After(1))).Refused(Residents.Erased, $"{Someone}");
        erased.When(new RecordGuardians([Son], Id<ImportId>(2), After(1))).Refused(Residents.UnknownPerson);
        erased
            .When(new UndoResidentsImport(File, After(2)))
            .Now<Residents>(r => (r.Persons.Count, r.Guardians.Count, r.Households.Count).ShouldBe((0, 0, 1)));
    }

    [Fact]
    public void A_record_under_a_hold_stays_until_the_day_is_over_or_the_hold_is_lifted()
    {
        var held = Given([.. Registered, new PersonHeld(Someone, Today, StreetOfficer, Night)]);
        held.When(new HoldPerson(Someone, Today, StreetOfficer, After(1))).Nothing();
        held.When(Erase).Refused(Residents.Held, "2026-03-10");
        held.When(Erase with { At = Night.AddDays(1) }).Then<PersonErased>(e => e.Person.ShouldBe(Someone));
        Given([.. Registered, new PersonHeld(Someone, Today, StreetOfficer, Night)])
            .When(new HoldPerson(Someone, null, StreetOfficer, After(1)))
            .Then(new PersonHeld(Someone, null, StreetOfficer, After(1)))
            .When(Erase)
            .Then(Gone);
    }

    [Fact]
    public void Nobody_is_erased_while_an_incident_or_a_case_of_care_needs_them()
    {
        Given(Registered)
            .When(Erase with { Incidents = ["浉河-2026-0007", "浉河-2026-0008"] })
            .Refused(Residents.AtDoors, "浉河-2026-0007, 浉河-2026-0008");
        Given(Registered).When(Erase with { Care = ["care-1"] }).Refused(Residents.InCare, "care-1");
    }

    [Fact]
    public void A_register_that_was_put_back_learns_of_an_erasure_though_it_never_knew_the_person() =>
        Given()
            .When(Erase)
            .Then(Gone)
            .When(new RecordPersons([Grandmother with { Household = null }], File, After(1)))
            .Refused(Residents.Erased);
}
