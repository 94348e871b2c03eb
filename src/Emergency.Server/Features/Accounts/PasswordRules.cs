namespace Emergency.Server.Features.Accounts;

/// <summary>What no password may be: too short or long, or one of the first that somebody would try (NIST SP 800-63B 5.1.1.2).</summary>
internal static class PasswordRules
{
    private const int LongestTail = 3;
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

    /// <summary>What is wrong with it, as "$.password: what is expected"; null where nothing is.</summary>
    /// <param name="account">The account's name: a password is not that name, nor that name with up to three characters behind it.</param>
    public static string? Fault(string? password, string? account = null)
    {
        if (password is not { Length: >= Passwords.Shortest and <= Passwords.Longest })
            return $"$.password: {Passwords.Shortest} to {Passwords.Longest} characters";
        var name = account?.Trim();
        var named =
            name is { Length: >= 2 }
            && password.Length <= name.Length + LongestTail
            && password.StartsWith(name, StringComparison.OrdinalIgnoreCase);
        return named || Common.Contains(password) || Runs(password) || password.Distinct().Count() < 4
            ? "$.password: too easy to guess"
            : null;
    }

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
