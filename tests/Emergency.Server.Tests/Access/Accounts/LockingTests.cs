using Emergency.Domain;
using Emergency.Server.Tests.Fixtures;
using Emergency.Server.Tests.People;

namespace Emergency.Server.Tests.Accounts;

/// <summary>Locking of accounts, with an operator that always remains in a county.</summary>
public sealed class LockingTests(FullCostFixture fixture) : IClassFixture<FullCostFixture>
{
    private static Task<Answer> Act(Api who, string account, string act) => who.Post($"/api/accounts/{account}/{act}", new { });

    private static async Task<string?> Stage(Api who, string name) =>
        (await who.Get($"/api/accounts?q={name}")).Is(200)["items"].Items().ShouldHaveSingleItem().Of("stage");

    [Fact]
    public async Task A_locked_account_is_out_at_once_and_its_owner_is_told_why_until_it_is_unlocked()
    {
        var account = await fixture.Add("phone-in-a-taxi", Role.Auditor, "411502");
        using var phone = await fixture.Server.SignIn("phone-in-a-taxi", ServerFixture.Password);
        using var stranger = fixture.Stranger();
        (await Act(fixture.Operator, account, "lock")).Is(200);
        (await phone.Get("/api/session")).Is(401);
        (await Stage(fixture.Operator, "phone-in-a-taxi")).ShouldBe("locked");
        (await stranger.Post("/api/session", new { account = "phone-in-a-taxi", password = ServerFixture.Password }))
            .Is(403)
            .Code.ShouldBe("account.suspended");
        // An answer to a wrong password shows nothing.
        (await stranger.Post("/api/session", new { account = "phone-in-a-taxi", password = "not-it-at-all" }))
            .Is(401)
            .Code.ShouldBe("session.wrong-password");
        (await Act(fixture.Operator, account, "unlock")).Is(200);
        (await fixture.Server.SignIn("phone-in-a-taxi", ServerFixture.Password)).Dispose();
        (await Act(fixture.Operator, fixture.Operator.Account, "lock")).Is(403).Code.ShouldBe("account.own");
    }

    [Fact]
    public async Task Unlocking_also_ends_the_lock_of_wrong_passwords()
    {
        var account = await fixture.Add("five-times-wrong", Role.Auditor, "411502");
        using var stranger = fixture.Stranger();
        for (var n = 0; n < 5; n++)
            await stranger.Post("/api/session", new { account = "five-times-wrong", password = "not-it-at-all" });
        (await stranger.Post("/api/session", new { account = "five-times-wrong", password = ServerFixture.Password })).Is(429);
        (await Stage(fixture.Operator, "five-times-wrong")).ShouldBe("locked");
        (await Act(fixture.Operator, account, "unlock")).Is(200);
        (await stranger.Post("/api/session", new { account = "five-times-wrong", password = ServerFixture.Password })).Is(200);
    }

    [Fact]
    public async Task Two_operators_who_close_each_other_at_the_same_moment_leave_one()
    {
        await using var server = await RunningServer.Start(RunningServer.FullCost);
        using var one = await server.SignIn("operator", RunningServer.OperatorPassword);
        using var other = await server.SignIn(RunningServer.Second, RunningServer.OperatorPassword);
        var answers = await Task.WhenAll(Act(one, other.Account, "close"), Act(other, one.Account, "close"));
        answers.Count(answer => answer.Status == 200).ShouldBeLessThan(2, string.Join('\n', answers.Select(answer => answer.Text)));
        using var stranger = server.Stranger();
        var left = new List<int>();
        foreach (var name in (string[])["operator", RunningServer.Second])
            left.Add((await stranger.Post("/api/session", new { account = name, password = RunningServer.OperatorPassword })).Status);
        left.ShouldContain(200);
    }

    [Fact]
    public async Task Who_has_just_relieved_an_operator_stays_one_for_a_minute()
    {
        await using var server = await RunningServer.Start(RunningServer.FullCost);
        using var one = await server.SignIn("operator", RunningServer.OperatorPassword);
        using var other = await server.SignIn(RunningServer.Second, RunningServer.OperatorPassword);
        (await Act(one, other.Account, "lock")).Is(200);
        (await Act(one, other.Account, "unlock")).Is(200);
        using var again = await server.SignIn(RunningServer.Second, RunningServer.OperatorPassword);
        (await Act(again, one.Account, "close")).Is(409).Code.ShouldBe("account.last-operator");
        (await Act(again, one.Account, "lock")).Is(409).Code.ShouldBe("account.last-operator");
        (await one.Get("/api/session")).Is(200);
    }
}
