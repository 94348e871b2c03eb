using Emergency.Server.Features.Accounts;

namespace Emergency.Server.Tests.Accounts;

public sealed class PasswordRulesTests
{
    [Theory]
    [InlineData("12345678")]
    [InlineData("87654321")]
    [InlineData("1234567890")]
    [InlineData("abcdefgh")]
    [InlineData("        ")]
    [InlineData("88888888")]
    [InlineData("12121212")]
    [InlineData("PassWord")]
    [InlineData("a1234567")]
    [InlineData("secretary1")]
    [InlineData("Secretary")]
    [InlineData("secretary123")]
    public void What_somebody_would_try_first_is_no_password(string password) =>
        PasswordRules.Fault(password, "secretary").ShouldBe("$.password: too easy to guess");

    [Theory]
    [InlineData("1234567")]
    [InlineData("")]
    [InlineData(null)]
    public void Nor_is_a_short_one(string? password) => PasswordRules.Fault(password).ShouldBe("$.password: 8 to 100 characters");

    [Theory]
    [InlineData("门前两棵槐树一口井")]
    [InlineData("probe-probe-1")]
    [InlineData("secretary-7-plum")]
    [InlineData("13572468ab")]
    public void What_nobody_guesses_at_once_is(string password) => PasswordRules.Fault(password, "secretary").ShouldBeNull();
}
