using System.Globalization;
using Emergency.Domain;
using Emergency.Server.Features.Accounts;

namespace Emergency.Server.Tests.Accounts;

public sealed class WrongPasswordsTests
{
    [Fact]
    public void Made_up_names_do_not_clear_the_tries_of_a_real_one()
    {
        var (wrong, now, real) = (new WrongPasswords(), new DateTimeOffset(2026, 1, 15, 22, 0, 0, TimeSpan.Zero), new AccountId("real"));
        for (var n = 0; n < WrongPasswords.Most; n++)
            wrong.Try(real, now, out _).ShouldBeNull();
        for (var n = 0; n < 250_000; n++)
            wrong.Try(new AccountId(n.ToString(CultureInfo.InvariantCulture)), now.AddMilliseconds(n), out _);
        wrong.Try(real, now.AddMinutes(5), out _).ShouldNotBeNull("it stays locked");
    }

    [Fact]
    public void Of_twenty_tries_at_once_just_five_are_compared()
    {
        var (wrong, now, name, compared) = (
            new WrongPasswords(),
            new DateTimeOffset(2026, 1, 15, 22, 0, 0, TimeSpan.Zero),
            new AccountId("stormed"),
            0
        );
        Parallel.For(
            0,
            20,
            _ =>
            {
                if (wrong.Try(name, now, out var _) is null)
                    Interlocked.Increment(ref compared);
            }
        );
        compared.ShouldBe(5);
    }

    [Fact]
    public void The_sixth_waits_until_the_first_is_a_quarter_of_an_hour_old()
    {
        var (wrong, now, name) = (new WrongPasswords(), new DateTimeOffset(2026, 1, 15, 22, 0, 0, TimeSpan.Zero), new AccountId("slow"));
        Enumerable
            .Range(0, 5)
            .Select(minute => wrong.Try(name, now.AddMinutes(minute), out var left) is null ? left : -1)
            .ShouldBe([4, 3, 2, 1, 0]);
        wrong.Try(name, now.AddMinutes(14), out _).ShouldNotBeNull();
        wrong.Try(name, now.AddMinutes(15), out _).ShouldBeNull();
    }
}
