using Emergency.Server.Tests.Fixtures;

namespace Emergency.Server.Tests.Accounts;

public sealed class PhoneLockTests
{
    [Theory]
    [InlineData("required", true)]
    [InlineData("offered", false)]
    public async Task A_phone_is_told_with_its_session_whether_it_must_have_a_lock(string setting, bool required)
    {
        await using var server = await RunningServer.Start("--phone-lock", setting);
        using var clerk = await server.SignIn("operator", RunningServer.OperatorPassword);
        (await clerk.Get("/api/session")).Is(200)["lockRequired"].GetBoolean().ShouldBe(required);
    }
}
