using System.Text.RegularExpressions;
using Emergency.Server.Infrastructure.Storage;
using Emergency.Testing;

namespace Emergency.Structure.Tests;

/// <summary>The table of actors in docs/akka.md has each kind of entity once, and no other.</summary>
public sealed partial class ActorTableTests
{
    [Fact]
    public void Each_kind_has_its_row_in_the_order_of_the_deciders() =>
        Row()
            .Matches(File.ReadAllText(Path.Combine(Material.Root, "docs", "akka.md")))
            .Select(row => row.Groups["kind"].Value)
            .ShouldBe(Deciders.All.Select(decider => decider.Kind));

    [GeneratedRegex(
        @"^\| `(?<kind>[a-z-]+)` \| \p{IsCJKUnifiedIdeographs}[^|]* \| [^|]+ \|$",
        RegexOptions.ExplicitCapture | RegexOptions.Multiline,
        1_000
    )]
    private static partial Regex Row();
}
