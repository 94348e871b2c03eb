using Emergency.Domain.Accounts;
using Emergency.Server.Features.Accounts;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Emergency.Server.Tests.Accounts;

public sealed class PasswordsTests
{
    private const string Right = "password-0000";
    private readonly Passwords _passwords = new();

    private ValueTask<Compared> Compare(string? hash, string password) =>
        _passwords.Compare(hash, password, "here", CancellationToken.None);

    [Fact]
    public async Task A_hash_of_fewer_rounds_fits_and_is_made_anew_with_as_many_as_todays()
    {
        var old = new PasswordHasher<Account>(Options.Create(new PasswordHasherOptions { IterationCount = 100_000 })).HashPassword(
            Account.None,
            Right
        );
        Passwords.RoundsOf(old).ShouldBe(100_000);
        var compared = await Compare(old, Right);
        compared.Fits.ShouldBeTrue();
        Passwords.RoundsOf(compared.Renewed!).ShouldBe(210_000);
        (await Compare(compared.Renewed, Right)).ShouldBe(new Compared(true));
        (await Compare(old, "password-0001")).ShouldBe(new Compared(false));
        (await Compare(compared.Renewed, "password-0001")).ShouldBe(new Compared(false));
        (await Compare(null, Right)).ShouldBe(new Compared(false));
    }

    [Fact]
    public void What_is_hashed_today_has_the_rounds_of_today() =>
        Passwords.RoundsOf(_passwords.Hash(Right)).ShouldBeGreaterThanOrEqualTo(210_000);

    [Fact]
    public void The_hash_that_stands_for_an_unknown_account_is_of_the_same_form_as_a_real_one()
    {
        byte[] real = Convert.FromBase64String(_passwords.Hash(Right)),
            nobodys = Convert.FromBase64String(Passwords.Nobodys());
        nobodys.Length.ShouldBe(real.Length);
        // Equal parts: format, function, rounds and the salt's length; then come the salt and the key.
        nobodys[..13].ShouldBe(real[..13]);
        new PasswordHasher<Account>()
            .VerifyHashedPassword(Account.None, Passwords.Nobodys(), Right)
            .ShouldBe(PasswordVerificationResult.Failed);
    }
}
