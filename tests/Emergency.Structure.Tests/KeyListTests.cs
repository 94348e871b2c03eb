using System.Text.RegularExpressions;
using Emergency.Testing;

namespace Emergency.Structure.Tests;

/// <summary>docs/security.md lists all keys and algorithms: it names each file that works with one, and no file that is gone.</summary>
public sealed partial class KeyListTests
{
    private static readonly string Source = Path.Combine(Material.Root, "src");
    private static readonly string Page = File.ReadAllText(Path.Combine(Material.Root, "docs", "security.md"));

    /// <summary>Files that describe signatures but sign nothing.</summary>
    private static readonly string[] Others = ["AsyncApi.cs"];

    private static IEnumerable<string> Files(string ending) =>
        Directory
            .EnumerateFiles(Source, $"*{ending}", SearchOption.AllDirectories)
            .Where(file =>
                !Path.GetRelativePath(Source, file).Split(Path.DirectorySeparatorChar).Any(part => part is "obj" or "bin" or "node_modules")
            );

    [Fact]
    public void Whoever_works_with_a_key_stands_in_the_list()
    {
        var working = Files(".cs")
            .Where(file => !file.Contains("Emergency.Drills", StringComparison.Ordinal) && Keyed().IsMatch(File.ReadAllText(file)))
            .Select(file => Path.GetFileName(file)!)
            .Except(Others, StringComparer.Ordinal)
            .ToList();
        working.Count.ShouldBeGreaterThan(10);
        working.Where(file => !Page.Contains($"`{file}`", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [Fact]
    public void Each_file_it_names_is_there()
    {
        var there = Files(".cs").Concat(Files(".ts")).Select(file => Path.GetFileName(file)!).ToHashSet(StringComparer.Ordinal);
        var named = Named().Matches(Page).Select(one => one.Groups["file"].Value).ToList();
        named.Count.ShouldBeGreaterThan(15);
        named.Where(file => !there.Contains(file)).ShouldBeEmpty();
    }

    [GeneratedRegex(
        @"\b(AesGcm|HMACSHA\d+|ECDsa|ECDiffieHellman|RSA|PasswordHasher<|HKDF|new Totp|CreateHMAC|Rfc2898DeriveBytes)\b",
        RegexOptions.ExplicitCapture,
        1_000
    )]
    private static partial Regex Keyed();

    [GeneratedRegex(@"`(?<file>\w+\.(cs|ts))`", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Named();
}
