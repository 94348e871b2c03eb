using System.Net.Http.Headers;
using Emergency.Server.Tests.Fixtures;

namespace Emergency.Server.Tests.Drills;

/// <summary>A scenario in which nothing comes by itself for hours: everything in it is an act of the test.</summary>
public static class Quiet
{
    /// <summary>Id under which the street 411502001 publishes it.</summary>
    public const string Id = "411502001-quiet";
    private const string File = """
        id: quiet
        title: 静演练
        hazard: fire
        form: field
        objectives:
          - { id: calm, title: 安静 }
        participants:
          - { id: secretary, role: secretary, title: 书记 }
        start: { hour: "10:00", weather: 晴 }
        injects:
          - id: late
            title: 很晚才来
            when: { at: 10h }
            to: [secretary]
            do: { message: { from: 导演, text: 好 } }
        expect:
          - { id: answer, title: 答复, objective: calm, after: late, within: 5m, proof: { observer: 有没有答复？ } }
        end: { at: 12h }
        """;

    /// <summary>Publishes it as the street's officer, with one text in it changed.</summary>
    public static async Task PutUp(Api street, string from = "", string to = "")
    {
        ArgumentNullException.ThrowIfNull(street);
        async Task<Answer> Send(string onto)
        {
            using var file = new StringContent(
                from.Length == 0 ? File : File.Replace(from, to, StringComparison.Ordinal),
                null,
                new MediaTypeHeaderValue("application/yaml")
            );
            return await street.Send(HttpMethod.Post, $"/api/drills/scenarios{onto}", file);
        }
        var first = await Send("");
        // The answer names an existing version; a second publication then names the version that it follows.
        if (first.Code == "scenario.exists")
            first = await Send($"?onto={first.Arguments[0]}");
        first.Is(201);
    }
}
