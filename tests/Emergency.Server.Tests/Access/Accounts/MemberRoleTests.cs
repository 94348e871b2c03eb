using Emergency.Domain;
using Emergency.Domain.Accounts;
using Emergency.Server.Tests.People;

namespace Emergency.Server.Tests.Accounts;

public sealed class MemberRoleTests(District district)
{
    [Fact]
    public async Task Who_stands_for_a_member_has_that_member_s_role_and_no_other_of_the_team()
    {
        var secretary = await district.As("secretary");
        var volunteer = new { community = District.Community, member = District.Member("M000034") };
        var refused = (await secretary.Post("/api/accounts", Wish("ghost", Role.ChildDirector))).Is(409);
        refused.Code.ShouldBe("account.not-the-members-role");
        refused.Arguments.ShouldBe(["Volunteer"]);
        (await secretary.Post("/api/accounts", Wish("no-ghost", Role.Volunteer))).Is(202);

        object Wish(string account, Role role) =>
            new
            {
                account,
                password = "long-enough-0473",
                grants = new[] { new Grant(role, new(District.Community)) },
                member = volunteer,
            };
    }
}
