using Emergency.Server.Tests.Fixtures;

namespace Emergency.Server.Tests.Drills;

/// <summary>A drill in the community <see cref="QuarterRegisters.Here"/>, from its preparation to its end.</summary>
public static class Playing
{
    private static readonly string[] Parties = ["police", "fire-rescue", "ambulance", "service-line", "duty-room"];

    public static async Task<string> Prepared(Api by, string scenario, bool withoutPeople = false)
    {
        ArgumentNullException.ThrowIfNull(by);
        return (
            await by.Post(
                "/api/drills",
                new
                {
                    title = "演练示例",
                    scenario,
                    form = "field",
                    communities = new[] { QuarterRegisters.Here },
                    minutes = 60,
                    safetyOfficer = new { name = "例安全", phone = "0376-0000000" },
                    stopWord = "停止演练",
                    withoutPeople,
                }
            )
        ).Is(201).String("id")!;
    }

    /// <summary>Prepares a drill, tells the parties and starts it.</summary>
    public static async Task<(string Id, string Realm)> Started(Api by, string scenario, int factor = 1, bool withoutPeople = false)
    {
        ArgumentNullException.ThrowIfNull(by);
        var id = await Prepared(by, scenario, withoutPeople);
        foreach (var party in Parties)
            (await by.Post($"/api/drills/{id}/tell", new { party, name = "例班长" })).Is(200);
        (await by.Post($"/api/drills/{id}/start", new { factor })).Is(200);
        return (id, (await by.Get($"/api/drills/{id}")).Is(200)["drill"].GetProperty("realm").GetString()!);
    }

    public static async Task<string?> Stage(Api by, string id)
    {
        ArgumentNullException.ThrowIfNull(by);
        return (await by.Get($"/api/drills/{id}")).Is(200)["drill"].GetProperty("stage").GetString();
    }

    public static async Task End(Api by, string id)
    {
        ArgumentNullException.ThrowIfNull(by);
        (await by.Post($"/api/drills/{id}/end", new { })).Is(200);
    }
}
