using Emergency.Domain;
using Emergency.Domain.Accounts;
using Emergency.Server.Tests.Fixtures;
using Emergency.Server.Tests.People;

namespace Emergency.Server.Tests.Accounts;

/// <summary>A link by which an account's owner chooses a password, over HTTP.</summary>
public sealed class InvitationTests(ServerFixture fixture)
{
    private const string Chosen = "plum-kettle-9351";

    private static object Wish(string name, string? password = null) =>
        new
        {
            account = name,
            password,
            person = "何拟人",
            phone = "139-0000-0471",
            grants = new[] { new Grant(Role.Auditor, new("411502")) },
        };

    private async Task<Answer> Agreed(string name)
    {
        var asked = (await fixture.Operator.Post("/api/accounts", Wish(name))).Is(202);
        await fixture.Server.Agree(asked);
        return asked;
    }

    private static Task<Answer> Make(Api who, Answer asked) => who.Post($"/api/accounts/{asked.String("account")}/invitation", new { });

    private static string Token(Answer link) => link.Is(201).String("address")!.Split("#invite=")[1];

    private static Task<Answer> Accept(Api who, string token, string password = Chosen) =>
        who.Post("/api/invitation/accept", new { token, password });

    [Fact]
    public async Task The_owner_of_a_new_account_chooses_its_password_by_a_link_and_is_signed_in()
    {
        var asked = (await fixture.Operator.Post("/api/accounts", Wish("invited"))).Is(202);
        (await Make(fixture.Operator, asked)).Is(404).Code.ShouldBe("account.unknown", "nobody has confirmed it yet");
        await fixture.Server.Agree(asked);
        using var stranger = fixture.Stranger();
        (await stranger.Post("/api/session", new { account = "invited", password = Chosen })).Is(401);

        var link = await Make(fixture.Operator, asked);
        link.String("address")!.ShouldStartWith($"{fixture.Server.Address}login#invite=");
        (link.String("name"), link.String("person")).ShouldBe(("invited", "何拟人"));
        (link["until"].GetDateTimeOffset() - TimeProvider.System.GetUtcNow()).ShouldBeInRange(
            TimeSpan.FromHours(71.9),
            TimeSpan.FromHours(72)
        );

        var seen = (await stranger.Post("/api/invitation/open", new { token = Token(link) })).Is(200);
        (seen.String("name"), seen.String("person"), seen["new"].GetBoolean()).ShouldBe(("invited", "何拟人", true));
        seen["roles"].EnumerateArray().Select(role => role.GetString()).ShouldBe(["auditor"]);

        var entered = (await Accept(stranger, Token(link))).Is(200);
        entered.Body.Has("reset").ShouldBeFalse("nobody else has chosen it");
        using var owner = await fixture.Server.SignIn("invited", Chosen);
        (await owner.Get("/api/export")).Is(200);
    }

    [Fact]
    public async Task A_link_opens_once_also_for_two_at_the_same_moment()
    {
        var asked = await Agreed("once-only");
        var token = Token(await Make(fixture.Operator, asked));
        using var one = fixture.Stranger();
        using var other = fixture.Stranger();
        var answers = await Task.WhenAll(Accept(one, token), Accept(other, token, "other-kettle-5213"));
        answers.Count(answer => answer.Status == 200).ShouldBe(1, string.Join('\n', answers.Select(answer => answer.Text)));
        answers.Single(answer => answer.Status == 409).Code.ShouldBe("account.invitation-used");
        (await one.Post("/api/invitation/open", new { token })).Is(409).Code.ShouldBe("account.invitation-used");
        (await Make(fixture.Operator, asked)).Is(409).Code.ShouldBe("account.not-inviting");
    }

    [Fact]
    public async Task Only_who_asked_for_the_account_makes_the_link_and_a_newer_one_takes_its_place()
    {
        var asked = await Agreed("asked-by-one");
        using var second = await fixture.Server.SignIn(RunningServer.Second, RunningServer.OperatorPassword);
        (await Make(second, asked)).Is(409).Code.ShouldBe("account.not-inviting");
        (await Make(await fixture.As(Role.CountyDuty), asked)).Is(403).Code.ShouldBe("scope.not-yours");
        var (first, newer) = (Token(await Make(fixture.Operator, asked)), Token(await Make(fixture.Operator, asked)));
        using var stranger = fixture.Stranger();
        (await Accept(stranger, first)).Is(404).Code.ShouldBe("account.invitation-unknown");
        (await Accept(stranger, newer)).Is(200);
    }

    [Fact]
    public async Task A_retry_is_given_the_same_link()
    {
        var asked = await Agreed("retried");
        var path = $"/api/accounts/{asked.String("account")}/invitation";
        var first = await fixture.Operator.Post(path, new { }, ("Idempotency-Key", "retried-link"));
        (await fixture.Operator.Post(path, new { }, ("Idempotency-Key", "retried-link")))
            .Is(201)
            .String("address")
            .ShouldBe(first.String("address"));
    }

    [Fact]
    public async Task Another_password_is_chosen_by_a_link_and_until_then_nothing_changes()
    {
        var account = await fixture.Add("forgot-it", Role.Auditor, "411502");
        using var signedIn = await fixture.Server.SignIn("forgot-it", ServerFixture.Password);
        var asked = (await fixture.Operator.Post($"/api/accounts/{account}/password", new { reason = "忘记密码" })).Is(202);
        (await Make(fixture.Operator, asked)).Is(409).Code.ShouldBe("account.not-inviting");
        await fixture.Server.Agree(asked);
        (await signedIn.Get("/api/export")).Is(200);
        var token = Token(await Make(fixture.Operator, asked));
        (await signedIn.Get("/api/export")).Is(200);
        using var stranger = fixture.Stranger();
        (await stranger.Post("/api/invitation/open", new { token })).Is(200)["new"].GetBoolean().ShouldBeFalse();
        (await Accept(stranger, token)).Is(200);
        (await signedIn.Get("/api/session")).Is(401);
        (await fixture.Server.SignIn("forgot-it", Chosen)).Dispose();
        (await stranger.Post("/api/session", new { account = "forgot-it", password = ServerFixture.Password })).Is(401);
    }

    [Fact]
    public async Task A_link_of_an_account_that_was_closed_or_locked_meanwhile_says_so()
    {
        using var stranger = fixture.Stranger();
        var (closed, locked) = (await Agreed("closed-meanwhile"), await Agreed("locked-meanwhile"));
        var (one, other) = (Token(await Make(fixture.Operator, closed)), Token(await Make(fixture.Operator, locked)));
        (await fixture.Operator.Post($"/api/accounts/{closed.String("account")}/close", new { })).Is(200);
        (await fixture.Operator.Post($"/api/accounts/{locked.String("account")}/lock", new { })).Is(200);
        (await Accept(stranger, one)).Is(409).Code.ShouldBe("account.closed");
        (await Accept(stranger, other)).Is(403).Code.ShouldBe("account.suspended");
        (await fixture.Operator.Post($"/api/accounts/{locked.String("account")}/unlock", new { })).Is(200);
        (await Accept(stranger, other)).Is(200);
    }

    [Fact]
    public async Task A_weak_password_is_refused_with_what_to_do_and_the_link_still_opens()
    {
        var asked = await Agreed("heshiren");
        var token = Token(await Make(fixture.Operator, asked));
        using var stranger = fixture.Stranger();
        foreach (
            var (password, code) in ((string, string)[])
                [
                    ("short", "password.length"),
                    ("password1", "password.common"),
                    ("heshiren99", "password.named"),
                    ("19850312", "password.weak"),
                ]
        )
            (await Accept(stranger, token, password)).Is(400).Code.ShouldBe(code, password);
        (await Accept(stranger, token)).Is(200);
    }

    [Fact]
    public async Task A_password_that_somebody_else_wrote_for_a_new_account_is_good_for_choosing_another_only()
    {
        var asked = (await fixture.Operator.Post("/api/accounts", Wish("written-for", "given-kettle-7"))).Is(202);
        await fixture.Server.Agree(asked);
        using var owner = await fixture.Server.SignIn("written-for", "given-kettle-7");
        (await owner.Get("/api/export")).Is(403).Code.ShouldBe("session.reset");
        (await owner.Post("/api/session/password", new { old = "given-kettle-7", password = "given-kettle-7" }))
            .Is(400)
            .Code.ShouldBe("password.same");
        (await owner.Post("/api/session/password", new { old = "given-kettle-7", password = Chosen })).Is(200);
        (await owner.Get("/api/export")).Is(200);
    }
}

/// <summary>Addresses that guess links are held up, but nobody with a link is.</summary>
public sealed class GuessedLinkTests
{
    private const string Room = "/api/communities/411502001001/hazard-sheet";

    [Fact]
    public async Task Who_guesses_at_links_has_to_wait()
    {
        await using var server = await RunningServer.Start();
        using var stranger = server.Stranger();
        for (var n = 0; n < 20; n++)
            (await stranger.Post("/api/invitation/open", new { token = $"nobody.{n}" }))
                .Is(404)
                .Code.ShouldBe("account.invitation-unknown");
        var held = (await stranger.Post("/api/invitation/open", new { token = "nobody.20" })).Is(429);
        held.Code.ShouldBe("link.crowded");
        (await stranger.Post("/api/invitation/accept", new { token = "nobody.21", password = "plum-kettle-9351" })).Is(429);
        // Guesses at invitations hold up no other kind of link.
        (await stranger.Post("/api/link/open", new { token = "nobody" })).Is(404);
    }

    [Fact]
    public async Task A_link_that_is_known_opens_from_an_address_that_others_guess_from()
    {
        await using var borough = new Borough();
        await borough.InitializeAsync();
        var sheet = (await (await borough.Secretary()).Post(Room, new { })).Is(201);
        var token = sheet.String("address")!.Split('#')[1];
        using var office = borough.Stranger.Beside();
        foreach (var address in (string[])["/api/link/open", "/api/link/hazard-sheet", "/api/invitation/open", "/api/link/report-hazard"])
        {
            object Wish(string secret) =>
                new
                {
                    token = secret,
                    kind = "manhole",
                    what = "井盖响",
                };
            for (var n = 0; n < 25; n++)
                (await office.Post(address, Wish(n % 2 == 0 ? "" : $"{Guid.CreateVersion7():N}.{n}"))).Status.ShouldBeOneOf(404, 429);
            (await office.Post(address, Wish("nothing"))).Is(429).Code.ShouldBe("link.crowded", address);
        }
        (await office.Post("/api/link/hazard-sheet", new { token })).Is(200);
        (
            await office.Post(
                "/api/link/report-hazard",
                new
                {
                    token,
                    kind = "manhole",
                    what = "井盖响",
                }
            )
        ).Is(200);
        // A guess next to a known link still counts as one.
        (await office.Post("/api/link/hazard-sheet", new { token = token[..^1] + (token[^1] == 'A' ? 'B' : 'A') })).Is(429);
    }
}
