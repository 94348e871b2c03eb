using System.Text;
using Emergency.Server.Features.Accounts;
using OtpNet;

namespace Emergency.Server.Tests.Accounts;

/// <summary>Codes of an authenticator as the standard prints them.</summary>
public sealed class AuthenticatorTests
{
    private static readonly string Secret = Base32Encoding.ToString(Encoding.ASCII.GetBytes("12345678901234567890"));

    // RFC 6238, appendix B, SHA-1: the last six of its eight digits.
    [Theory]
    [InlineData(59, "287082")]
    [InlineData(1111111109, "081804")]
    [InlineData(1111111111, "050471")]
    [InlineData(1234567890, "005924")]
    [InlineData(2000000000, "279037")]
    [InlineData(20000000000, "353130")]
    public void A_code_is_the_one_that_the_standard_names(long second, string code)
    {
        var at = DateTimeOffset.FromUnixTimeSeconds(second);
        var step = second / 30;
        Authenticator.Step(Secret, code, at).ShouldBe(step);
        Authenticator.Step(Secret, code, at.AddSeconds(30)).ShouldBe(step, "a clock that is a step ahead");
        Authenticator.Step(Secret, code, at.AddSeconds(-30)).ShouldBe(step, "a clock that is a step behind");
        Authenticator.Step(Secret, code, at.AddSeconds(60)).ShouldBeNull();
        if (step >= 2)
            Authenticator.Step(Secret, code, at.AddSeconds(-60)).ShouldBeNull();
        Authenticator.Step(Secret, code[1..], at).ShouldBeNull();
    }

    [Fact]
    public void Recovery_codes_are_ten_of_sixty_bits_however_they_are_typed()
    {
        var codes = RecoveryCodes.Draw();
        codes.Count.ShouldBe(RecoveryCodes.Count);
        codes.Distinct(StringComparer.Ordinal).Count().ShouldBe(RecoveryCodes.Count);
        foreach (var code in codes)
        {
            code.ShouldMatch("^[A-HJKMNP-TV-Z0-9]{4}(-[A-HJKMNP-TV-Z0-9]{4}){2}$");
            RecoveryCodes.Plain($" {code.ToLowerInvariant().Replace('-', ' ')} ").ShouldBe(code.Replace("-", "", StringComparison.Ordinal));
        }
    }
}
