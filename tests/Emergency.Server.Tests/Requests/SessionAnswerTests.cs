using Emergency.Domain;
using Emergency.Server.Tests.Fixtures;

namespace Emergency.Server.Tests.Requests;

/// <summary>Answer to a sign-in: a page's differs from a program's.</summary>
public sealed class SessionAnswerTests(ServerFixture fixture)
{
    [Fact]
    public async Task A_page_is_given_no_token_and_a_program_is()
    {
        await fixture.Add("by-page", Role.Auditor, "411502");
        using var browser = fixture.Stranger();
        var wish = new { account = "by-page", password = ServerFixture.Password };
        var page = (await browser.Post("/api/session", wish, ("Origin", $"http://{browser.Address.Authority}"))).Is(200);
        page.Text.ShouldNotContain("\"token\"");
        page.Headers.GetValues("Set-Cookie").ShouldContain(set => set.StartsWith("emergency-session=", StringComparison.Ordinal));
        (await browser.Post("/api/session", wish)).Is(200).String("token").ShouldNotBeNullOrEmpty();
    }
}
