namespace Emergency.Server.Infrastructure.Requests;

/// <summary>Phones as they are written by hand: digits, blanks and hyphens.</summary>
internal static class Telephone
{
    public static IEnumerable<string> Faults(IReadOnlyList<string>? phones, string path) =>
        Checks.Need(
            (phones ?? []) is { Count: <= 5 } all && all.All(one => one is { Length: >= 5 and <= 20 } && one.All(IsPart)),
            $"{path}: at most 5, each of digits"
        );

    private static bool IsPart(char one) => char.IsAsciiDigit(one) || one is '-' or ' ' or '+';
}
