using System.Text.Json;
using Emergency.Domain.Orders;
using Emergency.Server.Foundation;

namespace Emergency.Server.Hosting.DemoData;

/// <summary>
/// The start set of lists: invented items under real articles, each for the counties of a region (division prefix). Drafts are among them
/// and are never counted.
/// </summary>
internal static class ListsFile
{
    /// <summary>The lists for a county.</summary>
    public static async Task<IReadOnlyList<MatterList>> For(string county, CancellationToken stop)
    {
        await using var file = File.OpenRead(Path.Combine(DemoFile.Folder, "lists.json"));
        var all = await JsonSerializer.DeserializeAsync<IReadOnlyList<Row>>(file, Json.Options, stop) ?? [];
        return [.. all.Where(row => county.StartsWith(row.Region, StringComparison.Ordinal)).Select(row => row.List)];
    }

    private sealed record Row(string Region, MatterList List);
}
