using System.Globalization;
using Emergency.Server.Foundation.Problems;

namespace Emergency.Server.Features.Accounts;

/// <summary>What no password may be: too short or long, or one of the first that somebody would try (NIST SP 800-63B 5.1.1.2), or guessed within so many tries as zxcvbn counts.</summary>
internal static class PasswordRules
{
    private const int LongestTail = 3,
        Weighed = 40;

    /// <summary>Of zxcvbn's 0 to 4: who tries at an account is held up after five wrong ones, so that it need not stand against more than a million.</summary>
    private const int Enough = 2;
    private const string Length = "password.length";
    private static readonly HashSet<string> Common = new(StringComparer.OrdinalIgnoreCase)
    {
        "password",
        "passw0rd",
        "p@ssw0rd",
        "p@ssword",
        "password1",
        "password12",
        "password123",
        "qwertyui",
        "qwertyuiop",
        "qwerty12",
        "qwerty123",
        "asdfghjk",
        "asdfghjkl",
        "zxcvbnm1",
        "1qaz2wsx",
        "1q2w3e4r",
        "1q2w3e4r5t",
        "q1w2e3r4",
        "qazwsxedc",
        "qweasdzxc",
        "qwer1234",
        "asdf1234",
        "abcd1234",
        "abc12345",
        "abc123456",
        "a1234567",
        "a12345678",
        "a123456789",
        "aa123456",
        "aa12345678",
        "12345678a",
        "123456aa",
        "1234qwer",
        "123qweasd",
        "iloveyou",
        "letmein1",
        "welcome1",
        "admin123",
        "admin888",
        "administrator",
        "root1234",
        "test1234",
        "woaini520",
        "woaini1314",
        "woaini123",
        "52013140",
        "5201314520",
        "1314520520",
        "147258369",
        "159357258",
        "110119120",
        "119119119",
        "110110110",
        "120120120",
        "emergency",
        "emergency1",
        "yingji119",
        "xinyang123",
        "shequ123",
        "jiedao123",
    };

    /// <summary>What is wrong with one that is good for a first sign-in, as "$.password: what is expected"; null where nothing is.</summary>
    /// <param name="about">Name, person and office of its owner.</param>
    public static string? Fault(string? password, params string?[] about) =>
        First(password, Own(about)) is not { } against ? null
        : against.Code == Length ? $"$.password: {Passwords.Shortest} to {Passwords.Longest} characters"
        : "$.password: too easy to guess";

    /// <summary>What is wrong with one that its owner chooses; null where nothing is.</summary>
    /// <param name="about">Name, person and office of its owner.</param>
    public static Problem? Against(string? password, params string?[] about)
    {
        var own = Own(about);
        return First(password, own) ?? (Score(password!, own) < Enough ? new("password.weak", []) : null);
    }

    private static Problem? First(string? password, string[] own)
    {
        if (password is not { Length: >= Passwords.Shortest and <= Passwords.Longest })
            return new(
                Length,
                [Passwords.Shortest.ToString(CultureInfo.InvariantCulture), Passwords.Longest.ToString(CultureInfo.InvariantCulture)]
            );
        if (own.Any(name => password.Length <= name.Length + LongestTail && password.StartsWith(name, StringComparison.OrdinalIgnoreCase)))
            return new("password.named", []);
        return Common.Contains(password) || Runs(password) || password.Distinct().Count() < 4 ? new("password.common", []) : null;
    }

    private static string[] Own(string?[] about) => [.. about.OfType<string>().Select(one => one.Trim()).Where(one => one.Length >= 2)];

    // What is behind the first ones adds little that is worth the time.
    private static int Score(string password, string[] own) =>
        Zxcvbn.Zxcvbn.MatchPassword(password.Length > Weighed ? password[..Weighed] : password, own).Score;

    /// <summary>Characters that follow one another to the end, up or down: 12345678, hgfedcba.</summary>
    private static bool Runs(string password)
    {
        var step = password[1] - password[0];
        return Math.Abs(step) <= 1
            && password
                .Zip(password[1..])
                .All(pair => (pair.Second - pair.First == step) || (pair.First == '9' && pair.Second == '0' && step == 1));
    }
}
