using System.Security.Cryptography;
using System.Text;
using Emergency.Engine;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;

namespace Emergency.Server.Features.Accounts;

/// <summary>
/// Checks that a password may be chosen: by <see cref="PasswordRules"/>, and against the operator's list of leaked passwords. The list is a
/// file of SHA-1 hashes in hex, one a line, sorted; further text on a line is ignored. The file may have any size, because it is searched
/// on the disk.
/// </summary>
internal sealed class KnownPasswords(Settings settings)
{
    private const int Digits = 40,
        LongestLine = 128;
    private const string Known = "$.password: in the list of passwords that are known";

    /// <summary>Throws <see cref="CannotStart"/> where the file is missing or is no such list.</summary>
    public static void Check(Settings settings)
    {
        if (settings.PasswordHashes is not { } path)
            return;
        if (!File.Exists(path))
            throw new CannotStart($"password-hashes: there is no file {path}");
        using var file = File.OpenRead(path);
        if (HashAt(file, 0) is not { } first || !first.All(char.IsAsciiHexDigit))
            throw new CannotStart($"password-hashes: {path} does not begin with a SHA-1 hash in hex");
    }

    /// <summary>Fault of a password that is set for somebody else, as "$.password: what is expected"; null where there is none.</summary>
    public string? Fault(string password) => Contains(password) ? Known : null;

    /// <summary>Problem of a password that its owner chooses; null where there is none.</summary>
    /// <param name="about">Name, person and office: a password must not gain strength from them.</param>
    public Problem? Against(string? password, params string?[] about) =>
        PasswordRules.Against(password, about) ?? (Contains(password!) ? new("password.known", []) : null);

    private bool Contains(string password)
    {
        if (settings.PasswordHashes is not { } path)
            return false;
        var hash = Convert.ToHexString(SHA1.HashData(Encoding.UTF8.GetBytes(password)));
        using var file = File.OpenRead(path);
        var (low, high) = (0L, file.Length);
        // The line that begins at or behind the middle decides which half is searched next.
        while (low < high)
        {
            var middle = low + (high - low) / 2;
            var order =
                LineFrom(file, middle) is { } start && HashAt(file, start) is { } found
                    ? string.Compare(found, hash, StringComparison.OrdinalIgnoreCase)
                    : 1;
            if (order == 0)
                return true;
            if (order < 0)
                low = middle + 1;
            else
                high = middle;
        }
        return false;
    }

    /// <summary>Offset of the first line that begins at or behind an offset; null where there is none.</summary>
    private static long? LineFrom(FileStream file, long offset)
    {
        if (offset == 0)
            return 0;
        file.Position = offset - 1;
        Span<byte> line = stackalloc byte[LongestLine];
        var read = file.ReadAtLeast(line, LongestLine, throwOnEndOfStream: false);
        return line[..read].IndexOf((byte)'\n') is >= 0 and var end && offset + end < file.Length ? offset + end : null;
    }

    private static string? HashAt(FileStream file, long start)
    {
        file.Position = start;
        Span<byte> hash = stackalloc byte[Digits];
        return file.ReadAtLeast(hash, Digits, throwOnEndOfStream: false) == Digits ? Encoding.ASCII.GetString(hash) : null;
    }
}
