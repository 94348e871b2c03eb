using Emergency.Domain;
using Emergency.Server.Features.People;
using Emergency.Server.Infrastructure.Encryption;

namespace Emergency.Server.Tests.People;

/// <summary>Guardians are read from memory as they were put there, whatever is missing of them.</summary>
public sealed class GuardiansPackedTests
{
    private static readonly PersonId Ward = new(Guid.Parse("0198a000-0000-7000-8000-000000000001")),
        Merged = new(Guid.Parse("0198a000-0000-7000-8000-000000000002"));

    private static readonly GuardianContact Full = new(
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

    [Fact]
    public void They_are_the_same_again()
    {
        ListOf<GuardianKnown> all =
        [
            new(new(Guid.Parse("0198a000-0000-7000-8000-000000000003")), Ward, Full),
            new(new(Guid.Parse("0198a000-0000-7000-8000-000000000004")), Merged, Full with { Local = false, From = null, Register = "" }),
            new(new(Guid.Parse("0198a000-0000-7000-8000-000000000005")), Ward, new("", "", null, [], null, null, null, null, null)),
            new(new(Guid.Parse("0198a000-0000-7000-8000-000000000006")), Ward, Full with { Where = new('远', 400), Name = new('名', 84) }),
        ];
        GuardiansPacked.Read(Ward, GuardiansPacked.Of(Ward, all)).ShouldBe(all);
        GuardiansPacked.Read(Ward, GuardiansPacked.Of(Ward, [])).ShouldBeEmpty();
    }

    [Fact]
    public void One_of_them_costs_less_than_a_hundred_bytes()
    {
        var usual = new GuardianContact(GuardianRoles.Guardian, "例护一", null, ["13800000001"], null, null, null, null, null);
        GuardiansPacked.Of(Ward, [new(new(Guid.CreateVersion7()), Ward, usual)]).Length.ShouldBeLessThan(70);
    }
}
