using Emergency.Domain;
using Emergency.Domain.Accounts;
using Emergency.Server.Tests.Fixtures;

namespace Emergency.Server.Tests.Accounts;

public sealed class AccountTests(ServerFixture fixture)
{
    private static object Wish(string name, Role role, string division) =>
        new
        {
            account = name,
            password = ServerFixture.Password,
            grants = new[] { new Grant(role, new(division)) },
        };

    [Fact]
    public async Task An_operator_makes_accounts_only_in_its_own_county()
    {
        (await fixture.Operator.Post("/api/accounts", Wish("foreign-duty", Role.CountyDuty, "411503"))).Is(404).Code.ShouldBe("not-found");
        (await fixture.Operator.Post("/api/accounts", Wish("whole-city", Role.CountyDuty, "4115"))).Is(404);
    }

    [Fact]
    public async Task A_duty_officer_makes_no_accounts() =>
        (await (await fixture.As(Role.CountyDuty)).Post("/api/accounts", Wish("by-duty", Role.Volunteer, "411502001001")))
            .Is(403)
            .Arguments.ShouldBe(["Secretary,Operator"]);

    [Fact]
    public async Task Who_works_in_a_community_stands_for_a_member_of_its_team()
    {
        (await fixture.Operator.Post("/api/accounts", Wish("no-member", Role.GridChief, "411502001001")))
            .Is(400)
            .Arguments.ShouldHaveSingleItem()!
            .ShouldStartWith("$.grants[0]:");
        (
            await fixture.Operator.Post(
                "/api/accounts",
                new
                {
                    account = "strange-member",
                    password = ServerFixture.Password,
                    grants = new[] { new Grant(Role.GridChief, new("411502001001")) },
                    member = new { community = "411502001001", member = Guid.CreateVersion7(TimeProvider.System.GetUtcNow()) },
                }
            )
        ).Is(404).Code.ShouldBe("team.unknown-member");
    }

    [Fact]
    public async Task A_role_that_is_taken_away_is_gone_at_the_next_request()
    {
        var account = await fixture.Add("demoted", Role.Auditor, "411502");
        using var demoted = await fixture.Server.SignIn("demoted", ServerFixture.Password);
        (await demoted.Get("/api/export")).Is(200);
        await fixture.Server.Agree(
            await fixture.Operator.Post(
                $"/api/accounts/{account}/grants",
                new { grants = new[] { new Grant(Role.Department, new("411502")), new Grant(Role.Auditor, new("411502")) } }
            )
        );
        (await demoted.Get("/api/export")).Is(200);
        (
            await fixture.Operator.Post(
                $"/api/accounts/{account}/grants",
                new { grants = new[] { new Grant(Role.Department, new("411502")) } }
            )
        ).Is(200);
        (await demoted.Get("/api/export")).Is(403);
    }

    [Fact]
    public async Task Nobody_changes_the_own_account()
    {
        var own = $"/api/accounts/{fixture.Operator.Account}";
        (
            await fixture.Operator.Post(
                $"{own}/grants",
                new { grants = new[] { new Grant(Role.Operator, new("411502")), new Grant(Role.StreetOfficer, new("411502001")) } }
            )
        )
            .Is(403)
            .Code.ShouldBe("account.own");
        (await fixture.Operator.Post($"{own}/password", new { password = "changed-0000" })).Is(403).Code.ShouldBe("account.own");
        (await fixture.Operator.Post($"{own}/close", new { })).Is(403).Code.ShouldBe("account.own");
        (await fixture.Operator.Get("/api/communities/411502001001/residents")).Is(403);
    }

    [Fact]
    public async Task A_closed_account_is_out_at_once_and_stays_out()
    {
        var account = await fixture.Add("closed", Role.Auditor, "411502");
        using var closed = await fixture.Server.SignIn("closed", ServerFixture.Password);
        (await fixture.Operator.Post($"/api/accounts/{account}/close", new { })).Is(200);
        (await closed.Get("/api/session")).Is(401);
        using var stranger = fixture.Stranger();
        (await stranger.Post("/api/session", new { account = "closed", password = ServerFixture.Password }))
            .Is(401)
            .Code.ShouldBe("session.wrong-password");
    }

    [Fact]
    public async Task A_password_set_by_an_operator_ends_every_session()
    {
        var account = await fixture.Add("reset", Role.Auditor, "411502");
        using var reset = await fixture.Server.SignIn("reset", ServerFixture.Password);
        await fixture.Server.Agree(await fixture.Operator.Post($"/api/accounts/{account}/password", new { password = "changed-0000" }));
        (await reset.Get("/api/session")).Is(401);
        (await fixture.Server.SignIn("reset", "changed-0000")).Account.ShouldBe(account);
    }

    [Fact]
    public async Task The_list_comes_in_pages_and_holds_everybody_once()
    {
        foreach (var i in Enumerable.Range(0, 3))
            await fixture.Add($"paged-{i}", Role.Department, "411502");
        var (names, next) = (new List<string?>(), (string?)null);
        do
        {
            var page = (await fixture.Operator.Get($"/api/accounts?limit=2{(next is null ? "" : $"&next={next}")}")).Is(200);
            names.AddRange(page["items"].EnumerateArray().Select(item => item.GetProperty("name").GetString()));
            next = page.Body.TryGetProperty("next", out var more) ? more.GetString() : null;
        } while (next is not null);
        names
            .Where(name => name!.StartsWith("paged-", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .ShouldBe(["paged-0", "paged-1", "paged-2"]);
        names.ShouldBeUnique(StringComparer.Ordinal);
    }
}
