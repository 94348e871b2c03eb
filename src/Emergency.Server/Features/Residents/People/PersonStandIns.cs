using Emergency.Server.Infrastructure.Privacy;

namespace Emergency.Server.Features.People;

/// <summary>Stand-ins for residents in a drill.</summary>
internal static class PersonStandIns
{
    public static PersonKnown StandIn(PersonKnown person)
    {
        return person with
        {
            Contact = person.Contact with
            {
                Name = StandIns.Name(person.Id.Value),
                Phones = StandIns.Phones(person.Id.Value, person.Contact.Phones),
                Address = null,
            },
            Sensitive = person.Sensitive with { IdNumber = null, Health = null, Register = null },
            Guardians =
            [
                .. person.Guardians.Select(guardian =>
                    guardian with
                    {
                        Contact = guardian.Contact with
                        {
                            Name = StandIns.Name(guardian.Id.Value),
                            Phones = StandIns.Phones(guardian.Id.Value, guardian.Contact.Phones),
                            Where = null,
                            Register = null,
                        },
                    }
                ),
            ],
        };
    }

    public static HouseholdKnown StandIn(HouseholdKnown household) =>
        household with
        {
            Contact = household.Contact with
            {
                Head = StandIns.Name(household.Id.Value),
                Phones = StandIns.Phones(household.Id.Value, household.Contact.Phones),
                Address = null,
                Register = null,
            },
        };
}
