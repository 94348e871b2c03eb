using Emergency.Domain;
using Emergency.Domain.Places;
using Emergency.Server.Features.People;
using Emergency.Server.Infrastructure.Encryption;

namespace Emergency.Server.Tests.People;

/// <summary>A person comes out of memory as it was put in, with any parts missing.</summary>
public sealed class PersonPackedTests
{
    private static readonly PersonId Ward = new(Guid.Parse("0198a000-0000-7000-8000-000000000001")),
        Merged = new(Guid.Parse("0198a000-0000-7000-8000-000000000002"));

    private static readonly GuardianContact Carer = new(
        GuardianRoles.Caregiver,
        "例照顾",
        "祖母",
        ["13900000001", "0376-5550101"],
        "例县例村",
        true,
        new(2026, 3, 1),
        new(2027, 2, 28),
        "G-1"
    )
    {
        Notice = new(2026, 3, 2),
    };

    private static readonly ListOf<GuardianKnown> Guardians =
    [
        new(new(Guid.Parse("0198a000-0000-7000-8000-000000000003")), Ward, Carer),
        new(new(Guid.Parse("0198a000-0000-7000-8000-000000000004")), Merged, Carer with { Local = false, From = null, Register = "" }),
        new(new(Guid.Parse("0198a000-0000-7000-8000-000000000005")), Ward, new("", "", null, [], null, null, null, null, null)),
        new(new(Guid.Parse("0198a000-0000-7000-8000-000000000006")), Ward, Carer with { Where = new('远', 400), Name = new('名', 84) }),
    ];

    private static readonly PersonContact Contact = new(
        "例居民",
        "女",
        ["13900000001", "0376-5550101"],
        "例路1号",
        "7号楼",
        "2单元",
        5,
        "502",
        new(new(114.05, 32.11), Datum.Gcj02, new(114.056, 32.109))
    );

    private static readonly PersonSensitive Sensitive = new(
        ["living-alone"],
        new(1941, 2, 3),
        "411502194102030000",
        ["wheelchair", "oxygen"],
        "卧床",
        "A",
        new('病', 300),
        true,
        false,
        new(2026, 5, 6),
        "R-1"
    )
    {
        BornIn = 1941,
        Capacity = Capacities.Limited,
        CapacityBasis = "判决",
    };

    public static TheoryData<string> Lacking => ["nothing", "place", "original", "texts", "all", "consent"];

    [Theory]
    [MemberData(nameof(Lacking))]
    public void It_is_the_same_again(string lacking)
    {
        var (contact, sensitive, guardians) = lacking switch
        {
            "place" => (Contact with { Location = null, Floor = null }, Sensitive with { BornIn = null }, Guardians),
            "original" => (Contact with { Location = new(new(1, 2), Datum.Wgs84, new(1, 2)) }, Sensitive, [Guardians[1]]),
            "texts" => (Contact with { Sex = "", Address = null, Phones = [] }, Sensitive with { Health = "", Register = null }, []),
            "all" => (PersonContact.Unknown, PersonSensitive.Unknown, (ListOf<GuardianKnown>)[]),
            "consent" => (Contact, Sensitive with { Consent = true, LivesAlone = false, Capacity = null }, Guardians),
            _ => (Contact, Sensitive, Guardians),
        };
        var person = new PersonKnown(Ward, null, "411502001001", "001-G1", contact, sensitive, null, guardians);
        person.Contact.ShouldBe(contact);
        person.Location.ShouldBe(contact.Location);
        person.Sensitive.ShouldBe(sensitive);
        person.Guardians.ShouldBe(guardians);
    }

    [Fact]
    public void One_part_is_changed_and_the_others_stay()
    {
        var person = new PersonKnown(Ward, null, "411502001001", "001-G1", Contact, Sensitive, null, Guardians);
        var moved = person with { Contact = Contact with { Name = "例改名", Address = null } };
        var checkedAgain = moved with { Sensitive = Sensitive with { CheckedOn = new(2026, 11, 1), Health = null } };
        var alone = checkedAgain with { Guardians = [] };
        (alone.Listed.Name, alone.Contact.Address, alone.Contact.Phones).ShouldBe(("例改名", null, Contact.Phones));
        (alone.Listed.CheckedOn, alone.Sensitive.Health, alone.Sensitive.IdNumber).ShouldBe((new(2026, 11, 1), null, Sensitive.IdNumber));
        (checkedAgain.Guardians, alone.Guardians.Count, person.Contact.Name).ShouldBe((Guardians, 0, "例居民"));
    }
}
