using System.Net;
using Emergency.Server.Tests.Fixtures;
using Emergency.Server.Tests.People;
using Emergency.Testing;

namespace Emergency.Server.Tests.Accounts;

/// <summary>A server with an external issuer, whose file makes accounts for the duty room only.</summary>
public sealed class OutsideServer : IAsyncLifetime
{
    public const string Mapping = """
        {
          "account": "staff",
          "person": "name",
          "create": true,
          "units": [{ "claim": "unit", "value": "应急局值班室", "role": "county-duty", "division": "411502" }]
        }
        """;
    private readonly TempFolder _folder = new();

    public TestIssuer Issuer { get; private set; } = null!;
    public RunningServer Server { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Issuer = await TestIssuer.Open();
        Server = await RunningServer.Start(Issuer.Options(_folder, Mapping));
    }

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        await Issuer.DisposeAsync();
        _folder.Dispose();
    }
}

/// <summary>Sign-in through an external issuer: over HTTP, with an issuer that lies where it can.</summary>
public sealed class OutsideTests(OutsideServer outside) : IClassFixture<OutsideServer>
{
    private readonly TestIssuer _issuer = outside.Issuer;

    /// <summary>A browser's turn: the cookie, and the code and state with which the issuer sent it back.</summary>
    private sealed record Turn(string Cookie, string Code, string State);

    private static (string, string) Header(Turn turn) => ("Cookie", turn.Cookie);

    private async Task<Turn> AtIssuer(Api browser)
    {
        var begun = (await browser.Post("/api/session/outside/begin", new { })).Is(200);
        var cookie = begun.Headers.GetValues("Set-Cookie").Single().Split(';')[0];
        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false });
        using var answer = await http.GetAsync(new Uri(begun.String("address")!));
        answer.StatusCode.ShouldBe(HttpStatusCode.Found);
        var back = answer.Headers.Location!;
        back.GetLeftPart(UriPartial.Path).ShouldBe($"{outside.Server.Address}login");
        var said = back
            .Query.TrimStart('?')
            .Split('&')
            .Select(part => part.Split('=', 2))
            .ToDictionary(part => part[0], part => Uri.UnescapeDataString(part[1]), StringComparer.Ordinal);
        return new(cookie, said["code"], said["state"]);
    }

    private static Task<Answer> Finish(Api browser, Turn turn) =>
        browser.Post("/api/session/outside/finish", new { code = turn.Code, state = turn.State }, Header(turn));

    /// <summary>Signs in with tokens that hold these values beside or in place of the right ones.</summary>
    private async Task<Answer> SignIn(params (string Name, object Value)[] says)
    {
        using var browser = outside.Server.Stranger();
        var turn = await AtIssuer(browser);
        foreach (var (name, value) in says)
            _issuer.Says[name] = value;
        try
        {
            return await Finish(browser, turn);
        }
        finally
        {
            _issuer.Says.Clear();
        }
    }

    private static long In(int seconds) => TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() + seconds;

    [Fact]
    public async Task Whoever_has_an_account_is_signed_in_and_whoever_the_file_names_gets_one()
    {
        using var stranger = outside.Server.Stranger();
        (await stranger.Get("/api/front")).Is(200).String("outside").ShouldBe("省统一认证");
        var made = (await SignIn(("staff", "staff-17"), ("name", "何拟人"), ("unit", new[] { "应急局", "应急局值班室" }))).Is(200);
        (made.String("name"), made.String("person")).ShouldBe(("staff-17", "何拟人"));
        made["roles"].EnumerateArray().Select(role => role.GetString()).ShouldBe(["county-duty"]);
        made["scopes"][0].GetProperty("division").GetString().ShouldBe("411502");
        using var again = outside.Server.Stranger();
        (await again.Send(HttpMethod.Get, "/api/session", null, ("Authorization", $"Bearer {made.String("token")}"))).Is(200);
        // Later values of the issuer change no role of an existing account.
        var later = (await SignIn(("staff", "Staff-17"), ("unit", "别的单位"))).Is(200);
        later.String("account").ShouldBe(made.String("account"));
        later["roles"].EnumerateArray().Select(role => role.GetString()).ShouldBe(["county-duty"]);
        using var clerk = await outside.Server.SignIn("operator", RunningServer.OperatorPassword);
        (await clerk.Get("/api/accounts?q=staff-17")).Is(200)["items"][0].GetProperty("stage").GetString().ShouldBe("open");
        (await SignIn(("staff", "operator"))).Is(200)["roles"][0].GetString().ShouldBe("operator");
    }

    [Fact]
    public async Task Nobody_gets_an_account_whom_the_file_does_not_name_and_nobody_gets_into_one_that_is_shut()
    {
        var answer = (await SignIn(("staff", "staff-99"), ("unit", "别的单位"))).Is(403);
        (answer.Code, answer.Arguments.Single()).ShouldBe(("outside.no-account", "staff-99"));
        (await SignIn(("unit", "应急局值班室"))).Is(403).Code.ShouldBe("outside.no-account", "no name");
        (await SignIn(("staff", "<b>"), ("unit", "应急局值班室"))).Is(403).Code.ShouldBe("outside.no-account");
        using var clerk = await outside.Server.SignIn("operator", RunningServer.OperatorPassword);
        (await clerk.Get("/api/accounts?q=staff-99")).Is(200)["items"].GetArrayLength().ShouldBe(0);
        var made = (await SignIn(("staff", "staff-18"), ("unit", "应急局值班室"))).Is(200);
        (await clerk.Post($"/api/accounts/{made.String("account")}/lock", new { })).Is(200);
        (await SignIn(("staff", "staff-18"))).Is(403).Code.ShouldBe("account.suspended");
    }

    [Fact]
    public async Task An_issuer_that_is_down_or_refuses_is_told_as_such()
    {
        using var browser = outside.Server.Stranger();
        var turn = await AtIssuer(browser);
        _issuer.Down = true;
        try
        {
            (await Finish(browser, turn)).Is(503).Code.ShouldBe("outside.unreached");
        }
        finally
        {
            _issuer.Down = false;
        }
        (await browser.Post("/api/session/outside/finish", new { error = "access_denied", state = turn.State }, Header(turn)))
            .Is(403)
            .Code.ShouldBe("outside.refused");
        (await browser.Post("/api/session/outside/finish", new { }, Header(turn))).Is(400);
    }

    [Fact]
    public async Task An_issuer_that_lies_about_time_is_not_believed()
    {
        (await SignIn(("staff", "operator"), ("exp", In(-90)))).Is(403).Code.ShouldBe("outside.time", "over");
        (await SignIn(("staff", "operator"), ("iat", In(120)))).Is(403).Code.ShouldBe("outside.time", "made in the future");
        (await SignIn(("staff", "operator"), ("iat", In(-3600)))).Is(403).Code.ShouldBe("outside.time", "made long ago");
        (await SignIn(("staff", "operator"), ("nbf", In(120)))).Is(403).Code.ShouldBe("outside.time", "not yet");
        (await SignIn(("staff", "operator"), ("iat", In(-30)), ("exp", In(-30)))).Is(200);
    }

    [Fact]
    public async Task A_token_of_another_key_audience_issuer_or_nonce_is_not_believed()
    {
        (await SignIn(("staff", "operator"), ("aud", "another"))).Is(403).Code.ShouldBe("outside.untrusted");
        (await SignIn(("staff", "operator"), ("iss", "https://elsewhere.example"))).Is(403).Code.ShouldBe("outside.untrusted");
        (await SignIn(("staff", "operator"), ("nonce", "of-another-turn"))).Is(403).Code.ShouldBe("outside.untrusted");
        (await SignIn(("staff", "operator"), ("azp", "another"))).Is(403).Code.ShouldBe("outside.untrusted");
        _issuer.SignsOtherwise = true;
        try
        {
            (await SignIn(("staff", "operator"))).Is(403).Code.ShouldBe("outside.untrusted");
        }
        finally
        {
            _issuer.SignsOtherwise = false;
        }
        (await SignIn(("staff", "operator"))).Is(200);
    }

    [Fact]
    public async Task A_token_that_is_none_for_signing_in_or_asks_to_be_understood_is_not_believed()
    {
        foreach (
            var (name, value) in ((string, object)[])
                [("typ", "at+jwt"), ("typ", "logout+jwt"), ("typ", "application/at+jwt"), ("crit", new[] { "http://openid.example/must" })]
        )
        {
            _issuer.Heads[name] = value;
            try
            {
                (await SignIn(("staff", "operator"))).Is(403).Code.ShouldBe("outside.untrusted", $"{name} {value}");
            }
            finally
            {
                _issuer.Heads.Clear();
            }
        }
        _issuer.Heads["typ"] = "jwt";
        (await SignIn(("staff", "operator"))).Is(200);
        _issuer.Heads.Clear();
    }

    [Fact]
    public async Task Who_is_called_by_several_names_is_nobody() =>
        (await SignIn(("staff", new[] { "operator", "staff-17" }))).Is(403).Code.ShouldBe("outside.no-account");

    [Fact]
    public async Task A_turn_is_good_once_and_only_in_the_browser_that_began_it()
    {
        using var one = outside.Server.Stranger();
        using var other = outside.Server.Stranger();
        _issuer.Says["staff"] = "operator";
        var (mine, theirs) = (await AtIssuer(one), await AtIssuer(other));
        (await Finish(one, mine with { State = theirs.State, Code = theirs.Code })).Is(403).Code.ShouldBe("outside.stale");
        (await one.Post("/api/session/outside/finish", new { code = mine.Code, state = mine.State }))
            .Is(403)
            .Code.ShouldBe("outside.stale");
        var forged = mine.Cookie.Split('.');
        (await Finish(one, mine with { Cookie = $"{forged[0]}.{In(300)}.{forged[2]}" })).Is(403).Code.ShouldBe("outside.stale");
        (await Finish(one, mine)).Is(200);
        (await Finish(one, mine)).Is(403).Code.ShouldBe("outside.stale");
        // A code of another's turn does not fit the verifier of the own one.
        var fresh = await AtIssuer(one);
        (await Finish(one, fresh with { Code = theirs.Code })).Is(403).Code.ShouldBe("outside.untrusted");
        _issuer.Says.Clear();
    }

    [Fact]
    public async Task Who_has_a_second_factor_comes_with_the_password()
    {
        await using var issuer = await TestIssuer.Open();
        using var folder = new TempFolder();
        var mapping = """{ "account": "staff" }""";
        await using var server = await RunningServer.Start([.. issuer.Options(folder, mapping), "--second-factor-roles", "Operator"]);
        issuer.Says["staff"] = "operator";
        using var browser = server.Stranger();
        var begun = (await browser.Post("/api/session/outside/begin", new { })).Is(200);
        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false });
        using var answer = await http.GetAsync(new Uri(begun.String("address")!));
        var parts = answer.Headers.Location!.Query.TrimStart('?').Split('&');
        var body = new { code = parts[0]["code=".Length..], state = Uri.UnescapeDataString(parts[1]["state=".Length..]) };
        var cookie = begun.Headers.GetValues("Set-Cookie").Single().Split(';')[0];
        (await browser.Post("/api/session/outside/finish", body, ("Cookie", cookie))).Is(403).Code.ShouldBe("outside.needs-factor");
    }

    [Fact]
    public async Task An_issuer_that_calls_itself_otherwise_is_not_gone_to_and_one_that_is_back_is()
    {
        await using var issuer = await TestIssuer.Open();
        issuer.CallsItself = "https://elsewhere.example";
        using var folder = new TempFolder();
        await using var server = await RunningServer.Start(issuer.Options(folder, """{ "account": "staff" }"""));
        using var browser = server.Stranger();
        (await browser.Post("/api/session/outside/begin", new { })).Is(403).Code.ShouldBe("outside.untrusted");
        issuer.CallsItself = null;
        issuer.Down = true;
        (await browser.Post("/api/session/outside/begin", new { })).Is(503).Code.ShouldBe("outside.unreached");
        issuer.Down = false;
        (await browser.Post("/api/session/outside/begin", new { })).Is(200);
    }

    [Theory]
    [InlineData("{", "is not as it has to be")]
    [InlineData("""{ "person": "name" }""", "$.account")]
    [InlineData("""{ "account": "staff", "create": true }""", "$.units")]
    [InlineData("""{ "account": "staff", "rolls": [] }""", "$")]
    [InlineData(
        """{ "account": "staff", "units": [{ "claim": "unit", "value": "局", "role": "operator", "division": "411502" }] }""",
        "two people"
    )]
    [InlineData(
        """{ "account": "staff", "units": [{ "claim": "unit", "value": "局", "role": "secretary", "division": "411502001001" }] }""",
        "member"
    )]
    [InlineData(
        """{ "account": "staff", "units": [{ "claim": "unit", "value": "局", "role": "auditor", "division": "411502" }] }""",
        "second factor"
    )]
    [InlineData(
        """{ "account": "staff", "units": [{ "claim": "unit", "value": "局", "role": "county-duty", "division": "99" }, { "claim": "unit" }] }""",
        "$.units[1]"
    )]
    public async Task A_mapping_that_is_no_use_stops_the_start_and_says_why(string mapping, string why)
    {
        await using var issuer = await TestIssuer.Open();
        using var folder = new TempFolder();
        await using var server = RunningServer.Nowhere([.. issuer.Options(folder, mapping), "--second-factor-roles", "Auditor"]);
        await Stops(server, why);
    }

    [Fact]
    public async Task An_issuer_without_the_rest_stops_the_start()
    {
        await using var alone = RunningServer.Nowhere("--oidc:issuer", "https://issuer.example");
        await Stops(alone, "needed together");
        await using var plain = RunningServer.Nowhere("--oidc:issuer", "http://issuer.example");
        await Stops(plain, "oidc:issuer");
        await using var gone = RunningServer.Nowhere(
            "--oidc:issuer",
            "https://i.example",
            "--oidc:client-id",
            "a",
            "--oidc:mapping",
            "/no/such/file"
        );
        await Stops(gone, "cannot be read");
    }

    private static async Task Stops(RunningServer server, string why)
    {
        var refused = await Should.ThrowAsync<InvalidOperationException>(() => server.Begin());
        refused.Message.ShouldContain(why);
    }

    [Fact]
    public async Task Without_an_issuer_there_is_none()
    {
        await using var server = await RunningServer.Start();
        using var browser = server.Stranger();
        (await browser.Get("/api/front")).Is(200).Body.Has("outside").ShouldBeFalse();
        (await browser.Post("/api/session/outside/begin", new { })).Is(404).Code.ShouldBe("outside.off");
        (await browser.Post("/api/session/outside/finish", new { code = "a", state = "b" })).Is(404).Code.ShouldBe("outside.off");
    }
}
