using System.Text.Json.Nodes;
using Emergency.Drills.Crews.Sights;

namespace Emergency.Drills.Crews.Habits;

/// <summary>Steps of any role with a task on the phone: see it, take it, go there, knock at its doors, report it done.</summary>
internal static class Tasks
{
    /// <summary>Head start of people who live in the building; a chief takes the tasks that nobody has taken by then.</summary>
    private static readonly TimeSpan Nearest = TimeSpan.FromMinutes(1);

    public static IEnumerable<Act> Own(Sight sight)
    {
        foreach (var task in sight.Mine.Where(task => task.Class != "professional"))
        {
            Act On(string act, DateTimeOffset? at = null) =>
                new($"{act}/{task.Id}", $"/api/incidents/{task.Incident}/tasks/{task.Id}/{act}", At: at);
            if (!task.Noticed && !task.Mine)
                yield return On("notice");
            switch (task)
            {
                case { Mine: false, State: "open" }:
                    yield return On(
                        "take",
                        task.Doors.Count > 0 && sight.Self.Role is "grid-chief" or "group-leader" or "secretary"
                            ? task.OpenedAt + Nearest
                            : null
                    );
                    break;
                case { Mine: true, State: "taken" }:
                    yield return On("arrive");
                    break;
                case { Mine: true, State: "arrived" }:
                    var left = sight
                        .Incidents.Where(one => one.Id == task.Incident)
                        .SelectMany(incident => Doors.Unchecked(incident, home => task.Doors.Contains(home)))
                        .ToList();
                    foreach (var act in left)
                        yield return act;
                    if (left.Count == 0)
                        yield return On("finish");
                    break;
            }
        }
    }

    public static JsonObject Body(params ReadOnlySpan<(string Name, JsonNode? Value)> fields)
    {
        var body = new JsonObject();
        foreach (var (name, value) in fields)
            body[name] = value;
        return body;
    }
}
