using Emergency.Server.Features.People;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Infrastructure.Privacy;

namespace Emergency.Server.Tests.People;

public class ShownTests
{
    private static readonly DateOnly Today = new(2026, 6, 1);

    [Theory]
    [InlineData("柳试波", "柳**")]
    [InlineData("安拟", "安**")]
    [InlineData("欧阳试波", "欧阳**")]
    [InlineData("欧阳", "欧**")]
    [InlineData("", "")]
    public void A_mask_keeps_the_surname_and_not_the_length(string name, string mask) => Masks.Name(name).ShouldBe(mask);

    [Theory]
    [InlineData("女", 1949, "安奶奶")]
    [InlineData("男", 1966, "安爷爷")]
    [InlineData("男", 1967, "安先生")]
    [InlineData("女", 2008, "安女士")]
    [InlineData("女", 2009, "安同学")]
    [InlineData("男", 2013, "安小朋友")]
    [InlineData(null, 1940, "安老人家")]
    [InlineData(null, null, "安居民")]
    public void People_are_called_by_surname_age_and_sex(string? sex, int? born, string called) =>
        Salutation.Of(Person(sex, born is { } year ? new(year, 1, 1) : null), Today, masked: false).ShouldBe(called);

    [Fact]
    public void A_masked_child_is_called_without_the_surname() =>
        Salutation.Of(Person("男", new(2019, 1, 1)), Today, masked: true).ShouldBe("小朋友");

    [Fact]
    public void For_a_person_without_capacity_the_guardian_is_rung_before_the_own_phone()
    {
        var person = Person("男", new(1980, 1, 1), Kinds.Unguarded) with
        {
            Guardians = [Guardian("监护人", "13900000002", null), Guardian("监护人", "13900000003", new(2026, 5, 31))],
        };
        Dialling
            .For(person, null, Today, Approvals.Standing)
            .Select(dial => (dial.To, dial.Phone))
            .ShouldBe([("guardian", "13900000002"), ("self", "13900000001")]);
    }

    [Fact]
    public void Only_a_guardian_is_offered_as_guardian_whoever_else_stands_by_is_a_contact()
    {
        var child = Person("男", new(2019, 1, 1)) with
        {
            Guardians =
            [
                Guardian("紧急联系人", "13900000004", null),
                Guardian("委托照护人", "13900000003", null),
                Guardian("监护人", "13900000002", null),
            ],
        };
        Dialling
            .For(child, null, Today, Approvals.Incident)
            .Select(dial => (dial.To, dial.Phone))
            .ShouldBe([("contact", "13900000004"), ("guardian", "13900000002"), ("caregiver", "13900000003")], ignoreOrder: true);
    }

    [Fact]
    public void Without_approval_incident_or_visit_nobody_of_a_childs_is_rung()
    {
        var child = Person("男", new(2019, 1, 1)) with { Guardians = [Guardian("监护人", "13900000002", null)] };
        Dialling.For(child, null, Today, null).ShouldBeEmpty();
        Dialling.For(child, null, Today, Approvals.Visit).Select(dial => dial.Phone).ShouldBe(["13900000002", "13900000001"]);
        Dialling.For(Person("男", new(1980, 1, 1)), null, Today, null).ShouldNotBeEmpty("an adult needs no approval");
    }

    [Fact]
    public void The_same_number_is_offered_once()
    {
        var person = Person("男", new(1980, 1, 1)) with
        {
            Guardians = [Guardian("监护人", "13900000001", null), Guardian("监护人", "13900000002", null)],
        };
        Dialling
            .For(person, null, Today, Approvals.Standing)
            .Select(dial => (dial.To, dial.Phone))
            .ShouldBe([("self", "13900000001"), ("contact", "13900000002")]);
    }

    [Fact]
    public void The_household_is_rung_last_under_the_masked_name_of_its_head()
    {
        var home = new HouseholdKnown(
            new(Guid.Empty),
            "411502001001",
            "G1",
            2,
            HouseholdContact.Unknown with
            {
                Head = "柳拟户",
                Phones = ["13900000009", "13900000001"],
            },
            Guid.Empty
        );
        Dialling
            .For(Person("男", new(1980, 1, 1)), home, Today, Approvals.Standing)
            .Select(dial => (dial.To, dial.Called, dial.Phone))
            .ShouldBe([("self", null, "13900000001"), ("household", "柳**（户主）", "13900000009")]);
    }

    private static PersonKnown Person(string? sex, DateOnly? born, params string[] kinds) =>
        new(
            new(Guid.Empty),
            null,
            "411502001001",
            "G1",
            PersonContact.Unknown with
            {
                Name = "安拟菊",
                Sex = sex,
                Phones = ["13900000001"],
            },
            PersonSensitive.Unknown with
            {
                Born = born,
                Kinds = [.. kinds],
            },
            null,
            []
        );

    private static GuardianKnown Guardian(string role, string phone, DateOnly? to) =>
        new(new(Guid.CreateVersion7()), new(Guid.Empty), new(role, "邬拟安", "子", [phone], null, null, null, to, null));
}
