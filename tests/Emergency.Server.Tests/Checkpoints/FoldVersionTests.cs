using System.Security.Cryptography;
using System.Text;
using Emergency.Server.Tests.Keeping;
using Emergency.Testing;

namespace Emergency.Server.Tests.Checkpoints;

/// <summary>
/// A change of a fold that gives another state for the same events must change the view's version: else an upgrade would go on from a
/// checkpoint of the old fold.
/// </summary>
public sealed class FoldVersionTests
{
    private const string Frozen = "views.txt";

    [Fact]
    public async Task A_view_that_makes_another_state_of_the_same_events_has_another_version() =>
        Compare(await Digests(GoldenFolders.Telling));

    [Fact, Long("every golden folder")]
    public async Task Each_state_of_each_view_over_every_golden_folder_is_the_accepted_one()
    {
        var now = await Digests(GoldenFolders.All);
        Compare(now);
        Testing.Frozen.Check(Frozen, string.Join('\n', now.Select(one => $"{one.Key} {one.Digest} {one.Version}")));
    }

    private static void Compare(IReadOnlyList<Row> now)
    {
        var changed = Lines()
            .Where(then => now.Any(one => one.Key == then.Key && one.Version == then.Version && one.Digest != then.Digest))
            .Select(then => then.Key);
        changed.ShouldBeEmpty("the state is another and the version is not: raise FoldVersion of these views");
    }

    private static async Task<IReadOnlyList<Row>> Digests(IReadOnlyList<string> folders)
    {
        var rows = new List<Row>();
        foreach (var golden in folders)
        {
            await using var journal = await PastJournal.Open(golden);
            using var folding = await journal.Fold(journal.End);
            var versions = folding.Views.ToDictionary(view => view.Name, view => Short(view.Version), StringComparer.Ordinal);
            foreach (var (name, text) in PastJournal.Text(folding).Where(one => one.Key.StartsWith("live ", StringComparison.Ordinal)))
                rows.Add(new($"{golden}/{name["live ".Length..]}", Short(text), versions[name["live ".Length..]]));
        }
        return [.. rows.OrderBy(row => row.Key, StringComparer.Ordinal)];
    }

    private static IEnumerable<Row> Lines()
    {
        var file = Path.Combine(Material.Root, "tests", "frozen", Frozen);
        return File.Exists(file)
            ? File.ReadLines(file)
                .Select(line => line.Split(' '))
                .Where(parts => parts.Length == 3)
                .Select(parts => new Row(parts[0], parts[1], parts[2]))
            : [];
    }

    private static string Short(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..16];

    private sealed record Row(string Key, string Digest, string Version);
}
