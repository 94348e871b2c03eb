using System.Globalization;
using Emergency.Server.Foundation.Problems;

namespace Emergency.Server.Features.Accounts;

/// <summary>
/// Rejects passwords that are too short, too long or common (NIST SP 800-63B 5.1.1.2), or that zxcvbn finds too easy to guess.
/// </summary>
internal static class PasswordRules
{
    private const int LongestTail = 3,
        Weighed = 40;

    /// <summary>
    /// Least score of zxcvbn (0 to 4). An account is locked after five wrong tries, so a password need not withstand more than a million
    /// guesses.
    /// </summary>
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

    /// <summary>Fault of a password for a first sign-in, as "$.password: what is expected"; null where there is none.</summary>
    /// <param name="about">Name, person and office of its owner.</param>
    public static string? Fault(string? password, params string?[] about) =>
        First(password, Own(about)) is not { } against ? null
        : against.Code == Length ? $"$.password: {Passwords.Shortest} to {Passwords.Longest} characters"
        : "$.password: too easy to guess";

    /// <summary>Problem of a password that its owner chooses; null where there is none.</summary>
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

    // Only the first 40 characters are scored: more would take time and change little.
    private static int Score(string password, string[] own) =>
        Zxcvbn.Zxcvbn.MatchPassword(password.Length > Weighed ? password[..Weighed] : password, own).Score;

    /// <summary>True when each character follows the one before, up or down, to the end: 12345678, hgfedcba.</summary>
    private static bool Runs(string password)
    {
        var step = password[1] - password[0];
        return Math.Abs(step) <= 1
            && password
                .Zip(password[1..])
                .All(pair => (pair.Second - pair.First == step) || (pair.First == '9' && pair.Second == '0' && step == 1));
    }
}
