using System.Text.Json.Nodes;

namespace Emergency.Drills.Playing;

/// <summary>Reports tasks done, one after another, by somebody who watches over all of them.</summary>
public static class TaskActs
{
    /// <summary>Finishes every open task of a class. Returns the fault; null when all of them are done.</summary>
    /// <param name="path">Path of the incident's tasks.</param>
    public static async Task<string?> Finish(Player player, string path, string taskClass, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(player);
        var all = await player.Send(HttpMethod.Get, path, (JsonNode?)null, stop);
        if (!all.Fine)
            return $"answered {all.Status}";
        foreach (
            var task in Paths
                .Find(all.Body, "items.*.task")
                .Where(task => Paths.Text(task?["class"]) == taskClass && Paths.Text(task?["state"]) is "open" or "taken" or "arrived")
        )
        {
            var answer = await player.Send(HttpMethod.Post, $"{path}/{Paths.Text(task?["id"])}/finish", new JsonObject(), stop);
            if (!answer.Fine)
                return $"{Paths.Text(task?["step"])}: answered {answer.Status} {answer.Code}";
        }
        return null;
    }
}
