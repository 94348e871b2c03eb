using Emergency.Domain;
using Emergency.Domain.Accounts;
using Emergency.Server.Tests.Fixtures;
using Emergency.Server.Tests.People;
using Emergency.Testing;

namespace Emergency.Server.Tests.Confirmations;

/// <summary>Confirmations without a second person, and confirmations that nobody gave in time.</summary>
public sealed class ConsoleTests
{
    private static object Wish(string name) =>
        new
        {
            account = name,
            password = ServerFixture.Password,
            grants = new[] { new Grant(Role.Department, new("411502")) },
        };

    private static async Task<RunningServer> With(params string[] operators)
    {
        var server = RunningServer.Nowhere();
        foreach (var name in operators)
            (await server.Command(RunningServer.OperatorPassword, "account", "add", name, "Operator", "411502", "own")).Code.ShouldBe(0);
        await server.Begin();
        return server;
    }

    private static async Task<string> Asked(RunningServer server)
    {
        using var only = await server.SignIn("operator", RunningServer.OperatorPassword);
        var asked = (await only.Post("/api/accounts", Wish("clerk"))).Is(202).String("confirmation")!;
        (await server.End()).ShouldBe(0);
        return asked;
    }

    [Fact]
    public async Task Who_was_given_a_password_at_the_console_chooses_another_first()
    {
        await using var server = RunningServer.Nowhere();
        (await server.Command("given-kettle-7", "account", "add", "given", "Operator", "411502")).Code.ShouldBe(0);
        (await server.Command("chosen-kettle-7", "account", "add", "chosen", "Operator", "411502", "own")).Code.ShouldBe(0);
        await server.Begin();
        using var given = await server.SignIn("given", "given-kettle-7");
        (await given.Get("/api/accounts")).Is(403).Code.ShouldBe("session.reset");
        (await given.Post("/api/session/password", new { old = "given-kettle-7", password = "plum-kettle-9351" })).Is(200);
        (await given.Get("/api/accounts")).Is(200);
        using var chosen = await server.SignIn("chosen", "chosen-kettle-7");
        (await chosen.Get("/api/accounts")).Is(200);
    }

    [Fact]
    public async Task An_installation_with_one_operator_confirms_at_the_console()
    {
        await using var server = await With("operator");
        var asked = await Asked(server);
        var (code, lines) = await server.Command(null, "confirm");
        code.ShouldBe(0, string.Join('\n', lines));
        lines.ShouldContain(line =>
            line.StartsWith(asked, StringComparison.Ordinal)
            && line.Contains("asked by operator", StringComparison.Ordinal)
            && line.Contains("clerk", StringComparison.Ordinal)
        );
        lines.ShouldNotContain(line => line.Contains("password", StringComparison.OrdinalIgnoreCase));
        (await server.Command(null, "confirm", Guid.Empty.ToString())).Code.ShouldBe(1);
        (code, lines) = await server.Command(null, "confirm", asked);
        code.ShouldBe(0, string.Join('\n', lines));
        await server.Begin();
        using var only = await server.SignIn("operator", RunningServer.OperatorPassword);
        await Testing.Until.TrueAsync(
            async () => (await only.Get("/api/confirmations")).Is(200)["asked"][0].Of("stage") == "done",
            "it is done when the server has begun"
        );
        (await server.SignIn("clerk", ServerFixture.Password)).Dispose();
    }

    [Fact]
    public async Task What_another_account_may_confirm_the_console_leaves_to_it()
    {
        await using var server = await With("operator", RunningServer.Second);
        var (code, lines) = await server.Command(null, "confirm", await Asked(server));
        code.ShouldBe(1, string.Join('\n', lines));
        lines.ShouldContain(line => line.StartsWith("second may confirm this", StringComparison.Ordinal));
    }

    [Fact, Long("a process under another clock")]
    public async Task What_nobody_confirms_within_three_days_lapses_and_who_asked_is_told()
    {
        await using var server = await RunningServer.StartOn(new(2026, 3, 10));
        using (var only = await server.SignIn("operator", RunningServer.OperatorPassword))
            (await only.Post("/api/accounts", Wish("late"))).Is(202);
        (await server.End()).ShouldBe(0);
        await server.BeginOn(new(2026, 3, 14));
        using var again = await server.SignIn("operator", RunningServer.OperatorPassword);
        await Testing.Until.TrueAsync(
            async () => (await again.Get("/api/confirmations")).Is(200)["asked"][0].Of("stage") == "lapsed",
            "it lapses by itself"
        );
        using var second = await server.SignIn(RunningServer.Second, RunningServer.OperatorPassword);
        (await second.Get("/api/confirmations")).Is(200)["waiting"].GetArrayLength().ShouldBe(0);
        (await second.Post($"/api/confirmations/{(await again.Get("/api/confirmations"))["asked"][0].Of("id")}/confirm", new { }))
            .Is(409)
            .Code.ShouldBe("confirmation.over");
    }
}
