using Emergency.Domain;
using Emergency.Domain.Accounts;
using Emergency.Server.Foundation;
using Emergency.Server.Tests.Fixtures;
using Emergency.Server.Tests.Scopes;
using Emergency.Testing;

namespace Emergency.Server.Tests.WrongState;

public sealed class AccountTests(Quarter quarter) : Refusing(quarter)
{
    private static object Wish(
        string account,
        Role role = Role.CountyDuty,
        string division = QuarterRegisters.County,
        object? member = null
    ) =>
        new
        {
            account,
            password = Quarter.Password,
            grants = new[] { new Grant(role, new(division)) },
            member,
        };

    [Fact]
    public async Task A_closed_account_takes_nothing_more()
    {
        var made = await Quarter.Server.Account(Quarter.Clerk, Wish("closed"));
        var account = $"/api/accounts/{made.String("account")}";
        await Done(Quarter.Clerk, $"{account}/close");
        await Refused(
            Quarter.Clerk,
            $"{account}/grants",
            new { grants = new[] { new Grant(Role.CountyCommander, new(QuarterRegisters.County)) } },
            409,
            "account.closed"
        );
        await Refused(Quarter.Clerk, $"{account}/password", new { password = "password-0009" }, 409, "account.closed");
        await Refused(Quarter.Clerk, "/api/accounts", Wish("closed"), 409, "account.taken");
        using var stranger = Quarter.Server.Stranger();
        (await stranger.Post("/api/session", new { account = "closed", password = Quarter.Password }))
            .Is(401)
            .Code.ShouldBe("session.wrong-password");
    }

    [Fact, Long("refusals that the domain proves in tables")]
    public async Task An_account_nobody_knows_is_not_found()
    {
        foreach (
            var (act, body) in ((string, object)[])
                [
                    ("close", new { }),
                    ("password", new { password = "password-0009" }),
                    ("grants", new { grants = new[] { new Grant(Role.CountyDuty, new(QuarterRegisters.County)) } }),
                ]
        )
            await Refused(Quarter.Clerk, $"/api/accounts/{new string('0', 64)}/{act}", body, 404, "account.unknown");
    }

    [Fact, Long("refusals that the domain proves in tables")]
    public async Task No_account_is_made_for_who_is_not_in_the_team_or_beyond_ones_own_scope()
    {
        await Refused(
            Quarter.Clerk,
            "/api/accounts",
            Wish(
                "nobody",
                Role.Volunteer,
                QuarterRegisters.Here,
                new { community = QuarterRegisters.Here, member = QuarterRegisters.Member(QuarterRegisters.Next, Role.Volunteer) }
            ),
            404,
            "team.unknown-member"
        );
        await Refused(Secretary, "/api/accounts", Wish("commander-by-secretary", Role.CountyCommander), 403, "scope.not-yours");
        await Refused(
            Secretary,
            "/api/accounts",
            Wish(
                "second-secretary",
                Role.Secretary,
                QuarterRegisters.Here,
                new { community = QuarterRegisters.Here, member = QuarterRegisters.Member(QuarterRegisters.Here, Role.Secretary) }
            ),
            403,
            "scope.not-yours"
        );
    }

    [Fact, Long("every route for every role")]
    public async Task What_no_id_names_is_not_found_on_any_route()
    {
        var nothing = await Scene.Shared(Quarter) with
        {
            Incident = Guid.CreateVersion7(),
            Task = Guid.CreateVersion7(),
            Care = Guid.CreateVersion7(),
            Import = Guid.CreateVersion7(),
        };
        var found = new List<string>();
        // All accounts are made before: making and confirming an account writes events.
        var everybody = await Task.WhenAll(Enum.GetValues<Role>().Select(role => Quarter.As(role)));
        await Quarter.News();
        foreach (
            var route in (await Route.All(Quarter.Clerk)).Where(route =>
                route.Path.Contains("/incidents/{id}", StringComparison.Ordinal)
                || route.Path.Contains("/care/{id}", StringComparison.Ordinal)
                || route.Path.Contains("{importId}", StringComparison.Ordinal)
            )
        )
        foreach (var role in route.Needs is null ? [Role.Operator] : route.Roles(Reach.Scope))
            if (
                await route.Send(await Quarter.As(role), nothing) is var answer
                && answer is not { Status: 404, Code: "not-found" or "import.unknown" }
            )
                found.Add($"{route} {role}: {answer.Status} {answer.Text}");
        found.ShouldBeEmpty();
        (await Quarter.Written(everybody)).ShouldNotContain(line => !line.Contains("account.signed-in", StringComparison.Ordinal));
    }
}
