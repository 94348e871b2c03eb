using System.Net.Http.Headers;
using Emergency.Domain.Accounts;
using Emergency.Server.Tests.Fixtures;

namespace Emergency.Server.Tests.Drills;

/// <summary>A scenario in which nothing comes by itself for hours: what is tried out is what the test does.</summary>
internal static class Quiet
{
    public const string Id = $"{QuarterRegisters.Street}-quiet";
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

    /// <summary>Puts it up for the street, once; <paramref name="who"/> then knows of it.</summary>
    public static async Task<Api> PutUp(Quarter quarter, Api who)
    {
        using var file = new StringContent(File, null, new MediaTypeHeaderValue("application/yaml"));
        (await (await quarter.As(Role.StreetOfficer)).Send(HttpMethod.Post, "/api/drills/scenarios", file)).Is(201);
        (await who.Get("/api/drills")).Is(200);
        return who;
    }
}
