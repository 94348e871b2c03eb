using System.Security.Cryptography;
using System.Text;
using Emergency.Engine;
using Emergency.Server.Features.Accounts;
using Emergency.Server.Foundation;
using Emergency.Testing;

namespace Emergency.Server.Tests.Accounts;

/// <summary>Passwords that are refused because they are widely known.</summary>
public sealed class KnownPasswordsTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private static string Hash(string password) => Convert.ToHexString(SHA1.HashData(Encoding.UTF8.GetBytes(password)));

    private Settings With(IEnumerable<string> lines, string end = "\n")
    {
        var file = _folder["hashes.txt"];
        File.WriteAllText(file, string.Concat(lines.Select(line => line + end)));
        return new Settings { PasswordHashes = file };
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(1000)]
    public void A_password_is_found_wherever_its_hash_stands_in_the_list(int many)
    {
        string[] all = [.. Enumerable.Range(0, many).Select(n => $"known-kettle-{n}")];
        var known = new KnownPasswords(
            With(all.Select(Hash).Order(StringComparer.Ordinal).Select((line, n) => n % 2 == 0 ? line : $"{line}:{n}"))
        );
        all.Where(one => known.Fault(one) is null).ShouldBeEmpty();
        known.Against(all[0])!.Code.ShouldBe("password.known");
        Enumerable.Range(0, 200).Where(n => known.Fault($"other-kettle-{n}") is not null).ShouldBeEmpty();
    }

    [Fact]
    public void Windows_line_ends_and_small_letters_are_read_too() =>
        new KnownPasswords(
            With(
                ((string[])["one-kettle-1", "two-kettle-2"])
                    .Select(Hash)
                    .Order(StringComparer.Ordinal)
                    .Select(line => line.ToLowerInvariant()),
                "\r\n"
            )
        )
            .Fault("two-kettle-2")
            .ShouldNotBeNull();

    [Fact]
    public void A_server_does_not_start_with_a_list_that_is_none()
    {
        Should.Throw<CannotStart>(() => KnownPasswords.Check(new Settings { PasswordHashes = _folder["missing.txt"] }));
        Should.Throw<CannotStart>(() => KnownPasswords.Check(With(["password", "letmein"])));
        KnownPasswords.Check(With([Hash("password")]));
        KnownPasswords.Check(new Settings());
    }

    [Fact]
    public void What_is_guessed_quickly_is_not_chosen_though_no_list_has_it()
    {
        foreach (var weak in (string[])["19850312", "zhangsan123", "q1w2e3r4t5", "changed-0000"])
            PasswordRules.Against(weak)!.Code.ShouldBe("password.weak", weak);
        foreach (var good in (string[])["门前两棵槐树一口井", "plum-kettle-9351", "my-own-8462"])
            PasswordRules.Against(good).ShouldBeNull(good);
        PasswordRules.Against("义阳社区居委会12", "何拟人", "义阳社区居委会")!.Code.ShouldBe("password.named");
    }

    public void Dispose() => _folder.Dispose();
}
