using System.Text.RegularExpressions;
using Emergency.Server.Infrastructure.Storage;
using Emergency.Testing;

namespace Emergency.Structure.Tests;

/// <summary>The table of entities and their actors has each kind of entity once, and no other.</summary>
public sealed partial class ActorTableTests
{
    [Fact]
    public void Each_kind_has_its_row_in_the_order_of_the_deciders() =>
        Row().Matches(Page()).Select(row => row.Groups["kind"].Value).ShouldBe(EntityKinds.All.Select(kind => kind.Kind));

    private static string Page() =>
        Directory
            .GetFiles(Path.Combine(Material.Root, "docs"), "*.md")
            .Select(File.ReadAllText)
            .Single(text => text.Contains("## Which entity is which actor\n", StringComparison.Ordinal));

    [GeneratedRegex(
        @"^\| `(?<kind>[a-z-]+)` \| \p{IsCJKUnifiedIdeographs}[^|]* \| [^|]+ \|$",
        RegexOptions.ExplicitCapture | RegexOptions.Multiline,
        1_000
    )]
    private static partial Regex Row();
}
