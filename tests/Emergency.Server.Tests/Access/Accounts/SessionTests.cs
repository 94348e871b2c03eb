using System.Globalization;
using Emergency.Domain;
using Emergency.Server.Tests.Fixtures;

namespace Emergency.Server.Tests.Accounts;

public sealed class SessionTests(ServerFixture fixture)
{
    [Fact]
    public async Task Who_signs_in_is_told_their_role_and_area()
    {
        // An account of its own: the one shared by many stories has been signed in since the first of them.
        await fixture.Add("told-who-they-are", Role.StreetOfficer, "411502001");
        var before = TimeProvider.System.GetUtcNow();
        using var officer = await fixture.Server.SignIn("told-who-they-are", ServerFixture.Password);
        var session = (await officer.Get("/api/session")).Is(200);
        session["roles"].EnumerateArray().Select(role => role.GetString()).ShouldBe(["street-officer"]);
        session["scopes"][0].GetProperty("division").GetString().ShouldBe("411502001");
        session["expiresAt"].GetDateTimeOffset().ShouldBeGreaterThan(before.AddHours(11.9));
    }

    [Fact]
    public async Task The_name_may_be_typed_in_capitals_and_wide_letters()
    {
        await fixture.Add("folded-name", Role.Auditor, "411502");
        using var stranger = fixture.Stranger();
        (await stranger.Post("/api/session", new { account = " ＦＯＬＤＥＤ－name ", password = ServerFixture.Password })).Is(200);
    }

    [Fact]
    public async Task Who_signs_out_is_out_everywhere_at_once()
    {
        await fixture.Add("signs-out", Role.Auditor, "411502");
        using var one = await fixture.Server.SignIn("signs-out", ServerFixture.Password);
        (await one.Delete("/api/session")).Is(200);
        (await one.Get("/api/session")).Is(401).Code.ShouldBe("session.missing");
    }

    [Fact]
    public async Task Signing_in_anew_in_a_browser_ends_the_session_it_had_and_neither_a_forged_cookies_nor_a_programs()
    {
        foreach (var name in (string[])["before-in-browser", "after-in-browser"])
            await fixture.Add(name, Role.Auditor, "411502");
        using var browser = fixture.Stranger();
        var page = ("Origin", fixture.Server.Address.GetLeftPart(UriPartial.Authority));
        var before = Cookie(
            await browser.Post("/api/session", new { account = "before-in-browser", password = ServerFixture.Password }, page)
        );
        using var elsewhere = await fixture.Server.SignIn("before-in-browser", ServerFixture.Password);
        var forged = $"emergency-session={elsewhere.Token!.Split('.')[0]}.{new string('A', 43)}";
        var wish = new { account = "after-in-browser", password = ServerFixture.Password };
        (await browser.Post("/api/session", wish, page, ("Cookie", forged))).Is(200);
        (await browser.Post("/api/session", wish with { password = "wrong" }, page, ("Cookie", before))).Is(401);
        (await browser.Get("/api/session", ("Cookie", before))).Is(200);
        // A program that also keeps cookies holds the tokens of several accounts.
        (await browser.Post("/api/session", wish, ("Cookie", before))).Is(200);
        (await browser.Get("/api/session", ("Cookie", before))).Is(200);
        var after = Cookie(await browser.Post("/api/session", wish, page, ("Cookie", before)));
        (await browser.Get("/api/session", ("Cookie", before))).Is(401);
        (await browser.Get("/api/session", ("Cookie", after))).Is(200).String("name").ShouldBe("after-in-browser");
        (await elsewhere.Get("/api/session")).Is(200);

        static string Cookie(Answer answer) =>
            answer
                .Is(200)
                .Headers.GetValues("Set-Cookie")
                .Single(set => set.StartsWith("emergency-session=", StringComparison.Ordinal))
                .Split(';')[0];
    }

    [Fact]
    public async Task Nobody_gets_in_without_signing_in() =>
        (await fixture.Stranger().Get("/api/accounts")).Is(401).Code.ShouldBe("session.missing");

    [Fact]
    public async Task A_token_with_another_secret_is_worth_nothing()
    {
        var officer = await fixture.As(Role.Auditor);
        var forged = officer.Token!.Split('.')[0] + "." + new string('A', 43);
        (await fixture.Stranger().Get("/api/session", ("Authorization", $"Bearer {forged}"))).Is(401);
    }

    [Theory]
    [InlineData("locked-known", true)]
    [InlineData("locked-unknown", false)]
    public async Task The_fifth_wrong_password_locks_for_fifteen_minutes_whether_the_name_exists_or_not(string name, bool exists)
    {
        if (exists)
            await fixture.Add(name, Role.Auditor, "411502");
        using var stranger = fixture.Stranger();
        for (var left = 4; left > 0; left--)
        {
            var wrong = (await stranger.Post("/api/session", new { account = name, password = $"wrong for {name}" })).Is(401);
            (wrong.Code, wrong.Arguments[0]).ShouldBe(("session.wrong-password", left.ToString(CultureInfo.InvariantCulture)));
        }
        var fifth = (await stranger.Post("/api/session", new { account = name, password = $"wrong for {name}" })).Is(429);
        fifth.Code.ShouldBe("session.locked");
        var after = (await stranger.Post("/api/session", new { account = name, password = ServerFixture.Password })).Is(429);
        after.Headers.RetryAfter!.Delta!.Value.TotalMinutes.ShouldBeInRange(14, 15);
        DateTimeOffset
            .Parse(after.Arguments[0]!, CultureInfo.InvariantCulture)
            .ShouldBeGreaterThan(TimeProvider.System.GetUtcNow().AddMinutes(14));
    }

    [Fact]
    public async Task Many_wrong_passwords_at_once_do_not_get_past_five()
    {
        await fixture.Add("stormed", Role.Auditor, "411502");
        using var stranger = fixture.Stranger();
        var answers = await Task.WhenAll(
            Enumerable.Range(0, 20).Select(_ => stranger.Post("/api/session", new { account = "stormed", password = "wrong for stormed" }))
        );
        answers.Count(answer => answer.Status == 401).ShouldBeLessThanOrEqualTo(4);
        answers.Count(answer => answer.Status is not (401 or 429)).ShouldBe(0);
    }

    [Fact]
    public async Task Strangers_cannot_lock_out_a_device_the_account_has_signed_in_on()
    {
        await fixture.Add("kept-out", Role.Auditor, "411502");
        using var own = fixture.Stranger();
        using var stranger = fixture.Stranger();
        var first = (await own.Post("/api/session", new { account = "kept-out", password = ServerFixture.Password })).Is(200);
        var device = first
            .Headers.GetValues("Set-Cookie")
            .Single(set => set.StartsWith("emergency-device=", StringComparison.Ordinal))
            .Split(';')[0];
        for (var n = 0; n < 6; n++)
            await stranger.Post("/api/session", new { account = "kept-out", password = "wrong for kept-out" });
        (await stranger.Post("/api/session", new { account = "kept-out", password = ServerFixture.Password }))
            .Is(429)
            .Code.ShouldBe("session.locked");

        (await own.Post("/api/session", new { account = "kept-out", password = ServerFixture.Password }, ("Cookie", device))).Is(200);
        // The proof is valid for this account alone, and guessing from the device ends after five tries too.
        await fixture.Add("kept-out-2", Role.Auditor, "411502");
        for (var n = 0; n < 5; n++)
            await stranger.Post("/api/session", new { account = "kept-out-2", password = "wrong for kept-out-2" });
        (await own.Post("/api/session", new { account = "kept-out-2", password = ServerFixture.Password }, ("Cookie", device))).Is(429);
        for (var left = 4; left > 0; left--)
            (await own.Post("/api/session", new { account = "kept-out", password = "wrong for kept-out" }, ("Cookie", device))).Is(401);
        (await own.Post("/api/session", new { account = "kept-out", password = "wrong for kept-out" }, ("Cookie", device))).Is(429);
        (await own.Post("/api/session", new { account = "kept-out", password = ServerFixture.Password }, ("Cookie", device))).Is(429);
    }

    [Fact]
    public async Task Strangers_cannot_hinder_who_is_signed_in_from_changing_the_password()
    {
        await fixture.Add("guarded-own", Role.Auditor, "411502");
        using var own = await fixture.Server.SignIn("guarded-own", ServerFixture.Password);
        using var stolen = await fixture.Server.SignIn("guarded-own", ServerFixture.Password);
        using var stranger = fixture.Stranger();
        for (var n = 0; n < 6; n++)
            await stranger.Post("/api/session", new { account = "guarded-own", password = "wrong for guarded-own" });
        // Guessing from within a session ends after five tries too, and hinders no other session.
        for (var left = 4; left >= 0; left--)
            (await stolen.Post("/api/session/password", new { old = "not-it-at-all", password = "another-kettle-7" }))
                .Is(401)
                .Arguments[0]
                .ShouldBe(left.ToString(CultureInfo.InvariantCulture));
        (await stolen.Post("/api/session/password", new { old = ServerFixture.Password, password = "another-kettle-7" }))
            .Is(429)
            .Code.ShouldBe("session.locked");
        (await own.Post("/api/session/password", new { old = ServerFixture.Password, password = "another-kettle-7" })).Is(200);
    }

    [Fact]
    public async Task Changing_the_own_password_ends_the_other_sessions()
    {
        await fixture.Add("changes-own", Role.Auditor, "411502");
        using var phone = await fixture.Server.SignIn("changes-own", ServerFixture.Password);
        using var desk = await fixture.Server.SignIn("changes-own", ServerFixture.Password);
        (await desk.Post("/api/session/password", new { old = "not-it-at-all", password = "another-kettle-7" })).Is(401);
        (await desk.Post("/api/session/password", new { old = ServerFixture.Password, password = "another-kettle-7" })).Is(200);
        (await phone.Get("/api/session")).Is(401);
        (await desk.Get("/api/session")).Is(200);
        (await fixture.Server.SignIn("changes-own", "another-kettle-7")).Token.ShouldNotBeNull();
    }
}
