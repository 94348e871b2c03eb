using Emergency.Server.Tests.Fixtures;

namespace Emergency.Server.Tests.Accounts;

/// <summary>Questions of the sign-in page before anybody has signed in.</summary>
public sealed class FrontTests(ServerFixture fixture)
{
    [Fact]
    public async Task Where_this_is_no_demo_nobody_learns_an_account_or_a_phone_that_was_not_set()
    {
        using var stranger = fixture.Stranger();
        (await stranger.Get("/api/demo")).Is(200).Body.GetArrayLength().ShouldBe(0);
        (await stranger.Get("/api/front")).Is(200).Text.ShouldNotContain("Phone");
    }
}
