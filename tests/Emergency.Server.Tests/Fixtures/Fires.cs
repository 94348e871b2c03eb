namespace Emergency.Server.Tests.Fixtures;

/// <summary>
/// Fires of earlier stories in the same quarter: a door with a task of theirs is given to no other, so they are withdrawn before the next
/// one begins.
/// </summary>
public static class Fires
{
    private const string WakesNobody = "first-report";

    /// <summary>
    /// Withdraws every running incident that has a task for doors, or a card of the community with such tasks, as far as the desk sees it:
    /// also one without its doors, for a door that another's task leaves comes over to it.
    /// </summary>
    public static Task Out(Api desk, string community)
    {
        ArgumentNullException.ThrowIfNull(desk);
        return Out(path => desk.Get(path), (path, body) => desk.Post(path, body), community);
    }

    /// <inheritdoc cref="Out(Api, string)"/>
    public static async Task Out(Func<string, Task<Answer>> read, Func<string, object, Task<Answer>> write, string community)
    {
        ArgumentNullException.ThrowIfNull(read);
        ArgumentNullException.ThrowIfNull(write);
        foreach (var path in await Running(read))
        {
            var cards = (await read(path)).Is(200)["cards"].EnumerateArray();
            var items = (await read($"{path}/tasks")).Is(200)["items"].EnumerateArray().ToList();
            if (
                !items.Exists(item => item.GetProperty("doors").GetArrayLength() > 0)
                && !cards.Any(card =>
                    card.GetProperty("community").GetString() == community && card.GetProperty("card").GetString() != WakesNobody
                )
            )
                continue;
            foreach (
                var task in items
                    .Select(item => item.GetProperty("task"))
                    .Where(task => task.GetProperty("state").GetString() is "taken" or "arrived")
            )
                (await write($"{path}/tasks/{task.GetProperty("id").GetString()}/cancel", new { })).Is(200);
            (await write($"{path}/withdraw", new { reason = "上一幕" })).Is(200);
        }
    }

    // A whole run opens more incidents than one page holds.
    private static async Task<List<string>> Running(Func<string, Task<Answer>> read)
    {
        var running = new List<string>();
        for (var next = ""; next is not null; )
        {
            var page = (await read($"/api/incidents?limit=200{next}")).Is(200);
            running.AddRange(
                page["items"]
                    .EnumerateArray()
                    .Where(one => one.GetProperty("stage").GetString() is "active" or "contained")
                    .Select(one => $"/api/incidents/{one.GetProperty("id").GetString()}")
            );
            next =
                page.Body.TryGetProperty("next", out var more) && more.GetString() is { } at ? $"&next={Uri.EscapeDataString(at)}" : null;
        }
        return running;
    }
}
