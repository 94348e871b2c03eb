using Emergency.Domain;
using Emergency.Server.Tests.Fixtures;
using Emergency.Server.Tests.People;
using OtpNet;

namespace Emergency.Server.Tests.Accounts;

/// <summary>An authenticator beside the password: over HTTP.</summary>
public sealed class SecondFactorTests(ServerFixture fixture)
{
    private const string Password = ServerFixture.Password;

    /// <summary>Time of the test, taken once: a test that crosses half a minute still shows the same codes.</summary>
    private DateTimeOffset _now = TimeProvider.System.GetUtcNow();

    /// <summary>
    /// The code that an authenticator shows so many steps of 30 s from now. The code of the next step is taken too, so a test need not
    /// wait.
    /// </summary>
    private string Code(string secret, int step = 0) =>
        new Totp(Base32Encoding.ToBytes(secret)).ComputeTotp(_now.UtcDateTime.AddSeconds(30 * step));

    private async Task<(string Secret, string[] Recovery)> Enrol(Api owner)
    {
        var drawn = (await owner.Post("/api/session/second-factor/draw", new { })).Is(200);
        var secret = drawn.String("secret")!;
        var given = await owner.Post(
            "/api/session/second-factor/enrol",
            new
            {
                draft = drawn.String("draft"),
                code = Code(secret),
                password = Password,
            }
        );
        return (secret, [.. given.Is(200)["codes"].EnumerateArray().Select(code => code.GetString()!)]);
    }

    private static Task<Answer> SignIn(Api who, string account, string? code, string password = Password) =>
        who.Post(
            "/api/session",
            new
            {
                account,
                password,
                code,
            }
        );

    private async Task<Api> Owner(string name, Role role = Role.Auditor)
    {
        await fixture.Add(name, role, "411502");
        return await fixture.Server.SignIn(name, Password);
    }

    [Fact]
    public async Task Whoever_has_enrolled_signs_in_with_password_and_code_and_no_code_is_taken_twice()
    {
        using var owner = await Owner("two-factors");
        using var elsewhere = await fixture.Server.SignIn("two-factors", Password);
        (await owner.Get("/api/session")).Is(200).Body.Has("factor").ShouldBeFalse();
        var drawn = (await owner.Post("/api/session/second-factor/draw", new { })).Is(200);
        drawn.String("address")!.ShouldStartWith("otpauth://totp/");
        drawn.String("address")!.ShouldContain($"secret={drawn.String("secret")}");
        Base32Encoding.ToBytes(drawn.String("secret")!).Length.ShouldBe(20);
        var (secret, recovery) = await Enrol(owner);
        recovery.Length.ShouldBe(10);
        (await elsewhere.Get("/api/session")).Is(401);
        (await owner.Get("/api/session")).Is(200)["factor"].GetProperty("recovery").GetInt32().ShouldBe(10);
        (await owner.Post("/api/session/second-factor/draw", new { })).Is(409).Code.ShouldBe("account.factor-there");

        using var stranger = fixture.Stranger();
        (await SignIn(stranger, "two-factors", null)).Is(401).Code.ShouldBe("session.code-needed");
        (await SignIn(stranger, "two-factors", Code(secret))).Is(409).Code.ShouldBe("account.code-replayed", "it has proved the secret");
        var code = Code(secret, 1);
        (await SignIn(stranger, "two-factors", $"{code[..3]} {code[3..]}"))
            .Is(200)["factor"]
            .GetProperty("required")
            .GetBoolean()
            .ShouldBeFalse();
        (await SignIn(stranger, "two-factors", code)).Is(409).Code.ShouldBe("account.code-replayed");
        (await SignIn(stranger, "two-factors", code, "wrong-kettle-1")).Is(401).Code.ShouldBe("session.wrong-password");
    }

    [Fact]
    public async Task Of_two_who_show_the_same_code_at_once_one_is_let_in()
    {
        using var owner = await Owner("same-code");
        var (secret, _) = await Enrol(owner);
        var code = Code(secret, 1);
        using var one = fixture.Stranger();
        using var other = fixture.Stranger();
        var answers = await Task.WhenAll(SignIn(one, "same-code", code), SignIn(other, "same-code", code));
        answers
            .Select(answer => answer.Status)
            .Order()
            .ToArray()
            .ShouldBe([200, 409], string.Join('\n', answers.Select(answer => answer.Text)));
    }

    [Fact]
    public async Task Wrong_codes_are_counted_with_wrong_passwords_and_asking_for_the_code_forgives_none()
    {
        using var owner = await Owner("guessed-at");
        var (secret, _) = await Enrol(owner);
        using var stranger = fixture.Stranger();
        var wrong = Code(secret) == "000000" ? "111111" : "000000";
        for (var left = 4; left > 0; left--)
        {
            (await SignIn(stranger, "guessed-at", null)).Is(401).Code.ShouldBe("session.code-needed");
            var answer = (await SignIn(stranger, "guessed-at", left % 2 == 0 ? wrong : "ABCD-EFGH-JKMN")).Is(401);
            (answer.Code, answer.Arguments.Single()).ShouldBe(("session.wrong-code", $"{left}"));
        }
        (await SignIn(stranger, "guessed-at", wrong)).Is(429).Code.ShouldBe("session.locked");
        (await SignIn(stranger, "guessed-at", Code(secret))).Is(429).Code.ShouldBe("session.locked");
        (await SignIn(stranger, "guessed-at", null)).Is(429).Code.ShouldBe("session.locked");
    }

    [Fact]
    public async Task A_recovery_code_signs_in_once_and_new_ones_void_those_before()
    {
        using var owner = await Owner("recovers");
        var (secret, recovery) = await Enrol(owner);
        using var stranger = fixture.Stranger();
        (await SignIn(stranger, "recovers", recovery[0].ToLowerInvariant()))
            .Is(200)["factor"]
            .GetProperty("recovery")
            .GetInt32()
            .ShouldBe(9);
        (await SignIn(stranger, "recovers", recovery[0])).Is(401).Code.ShouldBe("session.wrong-code");
        (await owner.Post("/api/session/second-factor/recovery", new { code = recovery[0], password = Password })).Is(401);
        var renewed = (await owner.Post("/api/session/second-factor/recovery", new { code = Code(secret, 1), password = Password })).Is(
            200
        );
        (await SignIn(stranger, "recovers", recovery[1])).Is(401).Code.ShouldBe("session.wrong-code");
        (await SignIn(stranger, "recovers", renewed["codes"][0].GetString())).Is(200);
    }

    [Fact]
    public async Task Enrolling_and_removing_take_the_password_and_a_code_that_fits()
    {
        using var owner = await Owner("removes");
        using var other = await Owner("removes-not");
        var drawn = (await owner.Post("/api/session/second-factor/draw", new { })).Is(200);
        var (secret, draft) = (drawn.String("secret")!, drawn.String("draft"));
        var enrol = "/api/session/second-factor/enrol";
        (
            await owner.Post(
                enrol,
                new
                {
                    draft,
                    code = Code(secret, 5),
                    password = Password,
                }
            )
        ).Is(401).Code.ShouldBe("session.wrong-code");
        (
            await owner.Post(
                enrol,
                new
                {
                    draft,
                    code = Code(secret),
                    password = "wrong-kettle-1",
                }
            )
        ).Is(401).Code.ShouldBe("session.wrong-password");
        (
            await owner.Post(
                enrol,
                new
                {
                    draft = "nothing",
                    code = Code(secret),
                    password = Password,
                }
            )
        ).Is(400);
        (
            await other.Post(
                enrol,
                new
                {
                    draft,
                    code = Code(secret),
                    password = Password,
                }
            )
        ).Is(401).Code.ShouldBe("session.wrong-code", "a draft is one session's");
        (await owner.Post("/api/session/second-factor/remove", new { code = Code(secret), password = Password }))
            .Is(409)
            .Code.ShouldBe("account.no-factor");
        (
            await owner.Post(
                enrol,
                new
                {
                    draft,
                    code = Code(secret),
                    password = Password,
                }
            )
        ).Is(200);
        var remove = "/api/session/second-factor/remove";
        (await owner.Post(remove, new { code = "12345", password = Password })).Is(401).Code.ShouldBe("session.wrong-code");
        (await owner.Post(remove, new { code = Code(secret), password = "wrong-kettle-1" }))
            .Is(401)
            .Code.ShouldBe("session.wrong-password");
        (await owner.Post(remove, new { code = "", password = Password })).Is(400);
        (await owner.Post(remove, new { code = Code(secret, 1), password = Password })).Is(200);
        (await fixture.Server.SignIn("removes", Password)).Dispose();
    }

    [Fact]
    public async Task Who_removes_it_stays_and_their_other_sessions_end()
    {
        using var owner = await Owner("removes-elsewhere");
        var (secret, recovery) = await Enrol(owner);
        using var elsewhere = fixture.Stranger();
        var bearer = ("Authorization", $"Bearer {(await SignIn(elsewhere, "removes-elsewhere", Code(secret, 1))).Is(200).String("token")}");
        (await elsewhere.Get("/api/session", bearer)).Is(200);
        (await owner.Post("/api/session/second-factor/remove", new { code = recovery[0], password = Password })).Is(200);
        (await elsewhere.Get("/api/session", bearer)).Is(401);
        (await owner.Get("/api/session")).Is(200);
    }

    [Fact]
    public async Task An_operator_takes_away_what_was_lost_and_it_is_recorded_without_any_secret()
    {
        using var owner = await Owner("lost-authenticator");
        var (secret, recovery) = await Enrol(owner);
        (await owner.Post($"/api/accounts/{owner.Account}/second-factor/remove", new { })).Is(403);
        var shown = (await fixture.Operator.Get("/api/accounts?q=lost-authenticator")).Is(200)["items"][0];
        shown.Has("factorSince").ShouldBeTrue();
        (await fixture.Operator.Post($"/api/accounts/{owner.Account}/second-factor/remove", new { })).Is(200);
        (await owner.Get("/api/session")).Is(401);
        (await fixture.Operator.Post($"/api/accounts/{owner.Account}/second-factor/remove", new { }))
            .Is(409)
            .Code.ShouldBe("account.no-factor");
        (await fixture.Operator.Post($"/api/accounts/{fixture.Operator.Account}/second-factor/remove", new { }))
            .Is(403)
            .Code.ShouldBe("account.own");
        using var again = await fixture.Server.SignIn("lost-authenticator", Password);
        var lines = (await (await fixture.As(Role.Auditor)).Get("/api/export")).Is(200).Text.Split('\n');
        var removed = lines.Single(line => line.Contains("account.second-factor-removed.v1") && line.Contains(owner.Account));
        removed.ShouldContain(fixture.Operator.Account);
        var enrolled = lines.Single(line => line.Contains("account.second-factor-enrolled.v1") && line.Contains(owner.Account));
        enrolled.ShouldContain("withheld");
        string.Join('\n', lines).ShouldNotContain(secret);
        lines.ShouldNotContain(line => recovery.Any(line.Contains));
    }

    [Fact]
    public async Task A_link_for_another_password_takes_the_code_too()
    {
        using var owner = await Owner("links-and-codes");
        var (secret, recovery) = await Enrol(owner);
        var asked = (await fixture.Operator.Post($"/api/accounts/{owner.Account}/password", new { reason = "忘记密码" })).Is(202);
        await fixture.Server.Agree(asked);
        var link = (await fixture.Operator.Post($"/api/accounts/{owner.Account}/invitation", new { })).Is(201);
        var token = link.String("address")!.Split("#invite=")[1];
        using var stranger = fixture.Stranger();
        (await stranger.Post("/api/invitation/open", new { token })).Is(200)["factor"].GetBoolean().ShouldBeTrue();
        const string chosen = "plum-kettle-9351";
        (await stranger.Post("/api/invitation/accept", new { token, password = chosen })).Is(401).Code.ShouldBe("session.code-needed");
        (
            await stranger.Post(
                "/api/invitation/accept",
                new
                {
                    token,
                    password = chosen,
                    code = "12345",
                }
            )
        ).Is(401).Code.ShouldBe("session.wrong-code");
        (
            await stranger.Post(
                "/api/invitation/accept",
                new
                {
                    token,
                    password = chosen,
                    code = Code(secret, 1),
                }
            )
        ).Is(200);
        (await SignIn(stranger, "links-and-codes", recovery[0], chosen)).Is(200);
    }

    [Fact]
    public async Task Whoever_must_have_one_enrols_before_anything_else_also_after_a_start_and_under_another_master_key()
    {
        await using var server = await RunningServer.Start("--second-factor-roles", "Auditor;Operator");
        using var first = await server.SignIn("operator", RunningServer.OperatorPassword);
        (await first.Get("/api/accounts")).Is(403).Code.ShouldBe("session.factor-missing");
        (await first.Get("/api/session/devices")).Is(403).Code.ShouldBe("session.factor-missing");
        (await first.Get("/api/session")).Is(200)["factor"].GetProperty("required").GetBoolean().ShouldBeTrue();
        var drawn = (await first.Post("/api/session/second-factor/draw", new { })).Is(200);
        var secret = drawn.String("secret")!;
        (
            await first.Post(
                "/api/session/second-factor/enrol",
                new
                {
                    draft = drawn.String("draft"),
                    code = Code(secret),
                    password = RunningServer.OperatorPassword,
                }
            )
        ).Is(200);
        (await first.Get("/api/accounts")).Is(200);
        (await server.End()).ShouldBe(0);
        var (code, lines) = await server.Command(null, "rotate-master");
        code.ShouldBe(0, string.Join('\n', lines));
        await server.Begin();
        _now = TimeProvider.System.GetUtcNow();
        using var after = server.Stranger();
        (await SignIn(after, "operator", null, RunningServer.OperatorPassword)).Is(401).Code.ShouldBe("session.code-needed");
        (await SignIn(after, "operator", Code(secret, 1), RunningServer.OperatorPassword)).Is(200);
    }

    [Theory]
    [InlineData("Nobody")]
    [InlineData("operator")]
    [InlineData("3")]
    [InlineData(";")]
    public async Task A_setting_that_names_no_role_stops_the_start(string roles)
    {
        await using var server = RunningServer.Nowhere("--second-factor-roles", roles);
        var (code, lines) = await server.Command(null, "verify");
        code.ShouldNotBe(0);
        string.Join('\n', lines).ShouldContain("second-factor-roles");
    }
}
