using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Emergency.Domain;
using Emergency.Domain.Accounts;
using Emergency.Server.Tests.Fixtures;

namespace Emergency.Server.Tests.Requests;

public sealed class RequestTests(ServerFixture fixture)
{
    private static object Wish(string name, string division = "411502") =>
        new
        {
            account = name,
            password = ServerFixture.Password,
            grants = new[] { new Grant(Role.CountyDuty, new(division)) },
        };

    [Fact]
    public async Task The_same_act_sent_twice_is_done_once()
    {
        var first = (await fixture.Operator.Post("/api/accounts", Wish("sent-twice"), ("Idempotency-Key", "sent-twice-1"))).Is(202);
        var second = (await fixture.Operator.Post("/api/accounts", Wish("sent-twice"), ("Idempotency-Key", "sent-twice-1"))).Is(202);
        second.Position.ShouldBe(first.Position);
        second.Text.ShouldBe(first.Text);
        await fixture.Server.Agree(first);
        (await fixture.Operator.Post("/api/accounts", Wish("sent-twice"), ("Idempotency-Key", "sent-twice-1")))
            .Is(202)
            .Text.ShouldBe(first.Text, "also when it has been confirmed");
        (await fixture.Operator.Post("/api/accounts", Wish("sent-twice"), ("Idempotency-Key", "sent-twice-2")))
            .Is(409)
            .Code.ShouldBe("account.taken");
    }

    [Fact]
    public async Task A_key_used_for_another_act_is_refused()
    {
        (await fixture.Operator.Post("/api/accounts", Wish("other-act"), ("Idempotency-Key", "other-act"))).Is(202);
        (await fixture.Operator.Post("/api/accounts", Wish("other-act", "411502001"), ("Idempotency-Key", "other-act")))
            .Is(422)
            .Code.ShouldBe("command.another-request");
    }

    [Fact]
    public async Task A_read_waits_for_the_position_it_asks_for()
    {
        var made = (await fixture.Operator.Post("/api/accounts", Wish("read-after"))).Is(202);
        (await fixture.Operator.Get($"/api/confirmations?after={made.Position}")).Is(200).Text.ShouldContain("read-after");
        (await fixture.Operator.Get("/api/accounts?after=999999999")).Is(503).Code.ShouldBe("view.behind");
        (await fixture.Operator.Get("/api/accounts?after=soon")).Is(400);
    }

    [Fact]
    public async Task Another_realm_does_not_exist() =>
        (await fixture.Operator.Get("/api/accounts?realm=drill-1")).Is(404).Code.ShouldBe("realm.unknown");

    [Fact]
    public async Task A_body_over_ten_megabytes_is_refused()
    {
        using var large = new ByteArrayContent(new byte[(10 * 1024 * 1024) + 1])
        {
            Headers = { ContentType = new MediaTypeHeaderValue("application/json") },
        };
        var refused = (await fixture.Operator.Send(HttpMethod.Post, "/api/accounts", large)).Is(413);
        (refused.Code, refused.Arguments[0]).ShouldBe(("request.too-large", "10 MB"));
    }

    [Theory]
    [InlineData("\u202Eecart")]
    [InlineData("a\u2066b")]
    [InlineData("a\0b")]
    public async Task A_text_that_turns_or_hides_what_stands_beside_it_is_refused_with_its_field(string account)
    {
        var refused = (await fixture.Operator.Post("/api/accounts", Wish(account))).Is(400);
        (refused.Code, refused.Arguments[0]).ShouldBe(
            ("request.bad", "$.account: no direction marks, no hidden marks, no control characters")
        );
    }

    [Theory]
    [InlineData("utf-16")]
    [InlineData("iso-8859-1")]
    [InlineData("nothing")]
    // Allowed by RFC 9110, 5.6.6, but not supported here.
    [InlineData("\"utf-8\"")]
    public async Task A_body_in_another_encoding_is_refused_before_anybody_reads_it(string charset)
    {
        var bytes = Encoding.Unicode.GetBytes(JsonSerializer.Serialize(Wish("\u202Eecart")));
        foreach (var (who, path) in ((Api, string)[])[(fixture.Operator, "/api/accounts"), (fixture.Stranger(), "/api/session")])
        {
            using var content = new ByteArrayContent(bytes);
            content.Headers.TryAddWithoutValidation("Content-Type", $"application/json; charset={charset}");
            (await who.Send(HttpMethod.Post, path, content)).Is(415).Code.ShouldBe("request.unsupported");
        }
    }

    [Fact]
    public async Task A_mark_of_the_byte_order_hides_nothing_and_a_named_utf8_is_read()
    {
        foreach (var (account, status) in ((string, int)[])[("\u202Eecart", 400), ("byte-order", 202)])
        {
            using var plain = Api.Json(Wish(account));
            var bytes = await plain.ReadAsByteArrayAsync();
            using var content = new ByteArrayContent([.. Encoding.UTF8.Preamble, .. bytes]);
            content.Headers.TryAddWithoutValidation("Content-Type", "application/json; charset=UTF-8");
            (await fixture.Operator.Send(HttpMethod.Post, "/api/accounts", content)).Is(status);
        }
    }

    [Fact]
    public async Task A_text_that_turns_is_refused_of_who_is_not_signed_in_too()
    {
        using var stranger = fixture.Stranger();
        (
            await stranger.Post(
                "/api/link/report-hazard",
                new
                {
                    token = "none",
                    kind = "other",
                    what = "a\u202Eb",
                }
            )
        ).Is(400).Arguments[0].ShouldBe("$.what: no direction marks, no hidden marks, no control characters");
    }

    [Theory]
    [InlineData("/api/session", "{", 400)]
    [InlineData("/api/nowhere", "{}", 404)]
    public async Task An_answer_to_a_fault_tells_the_browser_what_every_answer_does(string path, string body, int status)
    {
        using var stranger = fixture.Stranger();
        using var content = new StringContent(body, null, "application/json");
        var headers = (await stranger.Send(HttpMethod.Post, path, content)).Is(status).Headers;
        foreach (var name in (string[])["Content-Security-Policy", "X-Content-Type-Options", "Referrer-Policy", "Permissions-Policy"])
            headers.Contains(name).ShouldBeTrue(name);
    }

    [Theory]
    [InlineData("203.0.113.9", "203.0.113.9")]
    [InlineData("::ffff:203.0.113.9", "203.0.113.9")]
    [InlineData("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64")]
    [InlineData("2001:db8:1:2:aaaa::1", "2001:db8:1:2::/64")]
    public void Who_has_a_whole_network_is_held_up_as_one(string address, string held) =>
        Infrastructure.Requests.CameFrom.Of(IPAddress.Parse(address)).ShouldBe(held);

    [Theory]
    [InlineData("name", "<img src=x>", "$.caller.name: none of <>\"`{}")]
    [InlineData("phone", "javascript:alert(1)", "$.caller.phone: none of <>\"`{}:")]
    public async Task What_names_or_rings_somebody_is_no_markup_and_no_other_kind_of_link(string member, string text, string fault)
    {
        var caller = new Dictionary<string, string>(StringComparer.Ordinal) { [member] = text };
        var refused = (
            await fixture.Operator.Post(
                "/api/incidents",
                new
                {
                    category = "fire",
                    priority = "life",
                    title = "火警",
                    community = "411502001001",
                    caller,
                }
            )
        ).Is(400);
        (refused.Code, refused.Arguments[0]).ShouldBe(("request.bad", fault));
    }

    [Fact]
    public async Task Who_is_not_signed_in_may_send_little_and_is_told_how_much()
    {
        using var stranger = fixture.Stranger();
        using var large = new ByteArrayContent(new byte[Infrastructure.Requests.Received.StrangersLimit + 1])
        {
            Headers = { ContentType = new MediaTypeHeaderValue("application/json") },
        };
        var refused = (await stranger.Send(HttpMethod.Post, "/api/session", large)).Is(413);
        (refused.Code, refused.Arguments[0]).ShouldBe(("request.too-large", "256 kB"));
    }

    [Theory]
    [InlineData("/api/session", 9_900_000, "", "413")]
    [InlineData("/hotlines/777/messages", 200_000, "webhook-id: 1\r\nwebhook-timestamp: 1\r\nwebhook-signature: v1,AA==\r\n", "404")]
    [InlineData("/api/accounts", 200_000, "", "401")]
    public async Task What_address_length_and_headers_rule_out_is_refused_before_its_body_comes(
        string path,
        int length,
        string headers,
        string status
    ) => (await Bodiless.Answer(fixture.Server.Address, path, length, headers)).ShouldStartWith($"HTTP/1.1 {status} ");

    [Theory]
    [InlineData("/api/nowhere", 404, "not-found")]
    [InlineData("/nowhere", 404, "not-found")]
    [InlineData("/api/accounts/0000/close", 404, "account.unknown")]
    public async Task What_is_not_there_is_a_problem(string path, int status, string code) =>
        (await fixture.Operator.Post(path, new { })).Is(status).Code.ShouldBe(code);

    [Fact]
    public async Task A_verb_that_an_address_does_not_take_is_a_problem() =>
        (await fixture.Operator.Put("/api/accounts", new { })).Is(405).Code.ShouldBe("request.method");

    [Fact]
    public async Task A_page_that_is_too_old_reads_and_writes_nothing_any_more_and_who_names_no_version_is_asked_for_none()
    {
        var (old, now) = (("X-Page", "0"), ("X-Page", "1"));
        var body = new { account = $"page-{Guid.CreateVersion7():N}", grants = Array.Empty<object>() };
        var refused = await fixture.Operator.Post("/api/accounts", body, old);
        refused.Is(503).Code.ShouldBe("page.too-old");
        (await fixture.Operator.Get("/api/accounts", old)).Is(200);
        (await fixture.Operator.Post("/api/accounts", body, now)).Status.ShouldNotBe(503);
        (await fixture.Operator.Post("/api/accounts", body)).Status.ShouldNotBe(503);
    }

    [Fact]
    public async Task Another_kind_of_content_is_a_problem()
    {
        using var xml = new StringContent("<account/>", MediaTypeHeaderValue.Parse("text/xml"));
        (await fixture.Operator.Send(HttpMethod.Post, "/api/accounts", xml)).Is(415).Code.ShouldBe("request.unsupported");
    }

    [Theory]
    [InlineData("""{"account":7}""", "$.account")]
    [InlineData("""{"grants":[{"role":"emperor"}]}""", "$.grants[0].role")]
    [InlineData("""{"account":"a","account":"b"}""", "$.account")]
    [InlineData("{", "$")]
    public async Task A_body_that_is_off_names_the_place(string body, string path) =>
        (await fixture.Operator.Post("/api/accounts", body)).Is(400).Arguments[0]!.ShouldStartWith(path + ":");

    [Fact]
    public async Task All_that_is_off_is_named_at_once()
    {
        var answer = (
            await fixture.Operator.Post(
                "/api/accounts",
                new
                {
                    account = "x",
                    password = "short",
                    grants = new[] { new { role = "grid-chief", scope = new { division = "411502001" } } },
                }
            )
        ).Is(400);
        answer
            .Arguments.Select(fault => fault!.Split(':')[0])
            .ShouldBe(["$.account", "$.password", "$.grants[0].scope.division", "$.grants[0]"], ignoreOrder: true);
    }

    [Fact]
    public async Task Problems_speak_Chinese_unless_English_is_asked_for()
    {
        using var stranger = fixture.Stranger();
        (await stranger.Get("/api/accounts")).String("title").ShouldBe("请先登录。");
        (await stranger.Get("/api/accounts", ("Accept-Language", "en-GB,en;q=0.9"))).String("title").ShouldBe("Please sign in first.");
        (await stranger.Get("/api/accounts", ("Accept-Language", "fr, zh;q=0.5, en;q=0.3"))).String("title").ShouldBe("请先登录。");
    }

    [Fact]
    public async Task A_page_of_another_site_cannot_use_a_session()
    {
        await fixture.Add("browser", Role.Auditor, "411502");
        using var browser = fixture.Stranger();
        var session = (await browser.Post("/api/session", new { account = "browser", password = ServerFixture.Password })).Is(200);
        var (cookie, antiforgery, origin) = (
            ("Cookie", $"emergency-session={session.String("token")}"),
            ("X-Antiforgery", session.String("antiforgery")!),
            ("Origin", $"http://{browser.Address.Authority}")
        );
        session
            .Headers.GetValues("Set-Cookie")
            .Count(set => set.Contains("samesite=strict; httponly", StringComparison.Ordinal))
            .ShouldBe(2, "the session and the device");

        (await browser.Get("/api/session", cookie)).Is(200);
        (await browser.Delete("/api/session", cookie, antiforgery, ("Origin", "http://evil.example")))
            .Is(403)
            .Code.ShouldBe("session.forged");
        (await browser.Delete("/api/session", cookie, antiforgery)).Is(403).Code.ShouldBe("session.forged");
        (await browser.Delete("/api/session", cookie, origin)).Is(403).Code.ShouldBe("session.forged");
        (await browser.Delete("/api/session", cookie, origin, ("X-Antiforgery", "guessed"))).Is(403).Code.ShouldBe("session.forged");
        (await browser.Get("/api/session", ("Authorization", $"Bearer {session.String("token")}"), ("Origin", "http://evil.example")))
            .Is(403)
            .Code.ShouldBe("session.forged");
        (
            await browser.Post(
                "/api/session",
                new { account = "browser", password = ServerFixture.Password },
                ("Origin", "http://evil.example")
            )
        )
            .Is(403)
            .Code.ShouldBe("session.forged");
        (await browser.Delete("/api/session", cookie, origin, antiforgery)).Is(200);
        (await browser.Get("/api/session", cookie)).Is(401);
    }

    [Fact]
    public async Task The_server_says_when_it_is_ready()
    {
        using var stranger = fixture.Stranger();
        (await stranger.Get("/health/live")).Is(200);
        var made = (await fixture.Operator.Post("/api/accounts", Wish("before-ready"))).Is(202);
        var ready = (await stranger.Get("/health/ready")).Is(200);
        ready["views"].GetInt64().ShouldBeGreaterThanOrEqualTo(made.Position!.Value);
        ready["broken"].GetArrayLength().ShouldBe(0);
    }
}
