using System.Globalization;
using Emergency.Domain;
using Emergency.Server.Identity;

namespace Emergency.Server.Tests.Identity;

public sealed class WrongPasswordsTests
{
    [Fact]
    public void Made_up_names_do_not_clear_the_tries_of_a_real_one()
    {
        var (wrong, now, real) = (new WrongPasswords(), new DateTimeOffset(2026, 1, 15, 22, 0, 0, TimeSpan.Zero), new AccountId("real"));
        for (var n = 0; n < WrongPasswords.Most; n++) wrong.Try(real, now, out _).ShouldBeNull();
        for (var n = 0; n < 250_000; n++) wrong.Try(new AccountId(n.ToString(CultureInfo.InvariantCulture)), now.AddMilliseconds(n), out _);
        wrong.Try(real, now.AddMinutes(5), out _).ShouldNotBeNull("it stays locked");
    }
}
