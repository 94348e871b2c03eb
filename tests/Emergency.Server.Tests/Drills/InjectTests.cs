using System.Net.Http.Headers;
using System.Text.Json;
using Emergency.Domain;
using Emergency.Server.Tests.Fixtures;
using Emergency.Testing;

namespace Emergency.Server.Tests.Drills;

/// <summary>A drill in which every kind of inject is played by hand.</summary>
[Collection(nameof(Quarter))]
public sealed class InjectTests(Quarter quarter)
{
    private const string File = """
        id: kinds
        title: 各种注入
        hazard: fire
        form: field
        objectives:
          - { id: calm, title: 看得到 }
        participants:
          - { id: duty, role: county-duty, title: 县值班 }
          - { id: secretary, role: secretary, title: 书记 }
          - { id: unit, role: unit-chief, title: 单元长 }
        start: { hour: "10:00", weather: 晴 }
        injects:
          - { id: rain, title: 暴雨, when: { at: 1h }, to: [duty], do: { warning: { hazard: flood, level: red, headline: 暴雨红色预警, instruction: 低洼处转移, lasts: 2h } } }
          - { id: note, title: 短信, when: { at: 10h }, to: [unit], do: { message: { from: 导演, text: 请到楼下集合。 } } }
          - { id: ring, title: 电话, when: { at: 10h }, to: [unit, secretary], do: { call: { from: 邻居, text: 四楼老人不肯走。 } } }
          - { id: child, title: 走失, when: { at: 10h }, to: [secretary], do: { missing: { age: 8, description: 蓝色校服, last-seen: 校门口 } } }
          - { id: down, title: 断线, when: { at: 10h }, to: [duty], do: { link-down: { line: "120", lasts: 15m } } }
          - { id: dark, title: 基站, when: { at: 10h }, to: [unit], do: { base-station-down: { lasts: 20m } } }
        expect:
          - { id: answered, title: 接电话, objective: calm, after: ring, within: 5m, proof: { event: { form: cue.answered.v1, where: { by.role: [unit-chief] } } } }
        end: { at: 12h }
        """;

    [Fact]
    public async Task A_warning_is_in_force_in_the_realm_until_its_time_is_over_by_its_clock_and_nowhere_else()
    {
        var (duty, secretary) = (await Ready(), await quarter.As(Role.Secretary));
        var (id, realm) = await Playing.Started(duty, Id, withoutPeople: true);
        var live = await Live(duty);
        await Leap(duty, id, "inject");
        await Until.TrueAsync(
            async () => (await Warnings(secretary, realm)).Contains("暴雨红色预警", StringComparison.Ordinal),
            "it is on the pages of the realm"
        );
        var warning = (await duty.Get($"/api/warnings?realm={realm}"))
            .Is(200)["items"]
            .EnumerateArray()
            .Single(one => one.GetProperty("headline").GetString() == "暴雨红色预警");
        (
            warning.GetProperty("status").GetString(),
            warning.GetProperty("level").GetString(),
            warning.GetProperty("divisions")[0].GetString()
        ).ShouldBe(("exercise", "red", QuarterRegisters.Here));
        (await duty.Post($"/api/warnings/{warning.GetProperty("id").GetString()}/confirm?realm={realm}", new { })).Is(200);
        (await Live(duty)).ShouldBe(live);
        // The calls of the confirmed warning are due before its end.
        await Until.TrueAsync(
            async () =>
            {
                if (!(await Warnings(secretary, realm)).Contains("暴雨红色预警", StringComparison.Ordinal))
                    return true;
                await Leap(duty, id, "due");
                return false;
            },
            "its time is over"
        );
        await Playing.End(duty, id);
    }

    [Fact]
    public async Task What_people_say_reaches_who_plays_the_role_and_a_call_says_nothing_before_it_is_answered()
    {
        var (duty, secretary, unit, grid) = (
            await Ready(),
            await quarter.As(Role.Secretary),
            await quarter.As(Role.UnitChief),
            await quarter.As(Role.GridChief)
        );
        var (id, realm) = await Playing.Started(duty, Id);
        foreach (var inject in (string[])["note", "ring", "child"])
            await Fire(duty, id, inject);
        await Until.TrueAsync(async () => (await Cues(secretary, realm)).Count == 2 && (await Cues(unit, realm)).Count == 2, "it comes");
        (await Cues(grid, realm)).ShouldBeEmpty();
        (await secretary.Get("/api/cues")).Is(200)["items"].GetArrayLength().ShouldBe(0, "nothing of it is in live");
        var missing = (await Cues(secretary, realm)).Single(one => one.GetProperty("way").GetString() == "missing");
        (
            missing.GetProperty("age").GetInt32(),
            missing.GetProperty("text").GetString(),
            missing.GetProperty("lastSeen").GetString()
        ).ShouldBe((8, "蓝色校服", "校门口"));
        var call = (await Cues(unit, realm)).Single(one => one.GetProperty("way").GetString() == "call");
        call.TryGetProperty("text", out _).ShouldBeFalse();
        var ring = call.GetProperty("id").GetString();
        (await unit.Post($"/api/cues/{ring}/read?realm={realm}", new { })).Is(409).Code.ShouldBe("cue.rings");
        (await grid.Post($"/api/cues/{ring}/answer?realm={realm}", new { })).Is(404);
        (await unit.Post($"/api/cues/{ring}/answer?realm={realm}", new { })).Is(200);
        (await secretary.Post($"/api/cues/{ring}/answer?realm={realm}", new { })).Is(409).Code.ShouldBe("cue.answered");
        await Until.TrueAsync(
            async () =>
                (await Cues(secretary, realm))
                    .Single(one => one.GetProperty("way").GetString() == "call")
                    .TryGetProperty("text", out var said)
                && said.GetString() == "四楼老人不肯走。",
            "the others may read what was said"
        );
        (await duty.Get($"/api/drills/{id}/report")).Is(200)["actions"][0].GetProperty("outcome").GetString().ShouldBe("done");
        await Playing.End(duty, id);
    }

    [Fact]
    public async Task A_dead_line_leaves_a_hand_over_unanswered_until_it_is_back()
    {
        var duty = await Ready();
        var (id, realm) = await Playing.Started(duty, Id, withoutPeople: true);
        await Fire(duty, id, "down");
        await Fire(duty, id, "dark");
        await Until.TrueAsync(async () => await Line(duty, realm, "120") == "down", "the line is down in the realm");
        (
            await Line(duty, realm, "119"),
            (await duty.Get("/api/hotlines")).Is(200).Text.Contains("\"down\"", StringComparison.Ordinal)
        ).ShouldBe(("up", false));
        await Until.TrueAsync(
            async () => (await duty.Get($"/api/drills/{id}")).Is(200)["drill"].GetProperty("broken").GetArrayLength() == 2,
            "so is the network"
        );
        var incident = (
            await duty.Post(
                $"/api/incidents?realm={realm}",
                new
                {
                    category = "medical",
                    title = "演练：送医",
                    priority = "life",
                    community = QuarterRegisters.Here,
                }
            )
        ).Is(201).String("id")!;
        var handover = (
            await duty.Post(
                $"/api/incidents/{incident}/handovers?realm={realm}",
                new
                {
                    kind = "ambulance",
                    hotline = "120",
                    patients = 1,
                    text = "演练：一人要送医",
                }
            )
        ).Is(201).String("id")!;
        await Leap(duty, id, "due");
        await Until.TrueAsync(
            async () =>
                await Stage(duty, realm, incident, handover) == "queued"
                && (await Handover(duty, realm, incident, handover)).Contains("\"unconfirmed\":true", StringComparison.Ordinal),
            "nobody answers, the desk is rung"
        );
        await Leap(duty, id, "outage");
        await Until.TrueAsync(async () => await Line(duty, realm, "120") == "up", "the line is back");
        await Until.TrueAsync(async () => await Stage(duty, realm, incident, handover) == "accepted", "what waited is taken");
        await Leap(duty, id, "outage");
        await Until.TrueAsync(
            async () => (await duty.Get($"/api/drills/{id}")).Is(200)["drill"].GetProperty("broken").GetArrayLength() == 0,
            "the network is back"
        );
        await Playing.End(duty, id);
    }

    [Fact]
    public async Task A_drill_takes_a_scenario_that_was_put_up_a_moment_before()
    {
        var (street, duty) = (await quarter.As(Role.StreetOfficer), await quarter.As(Role.CountyDuty));
        for (var round = 0; round < 10; round++)
        {
            using var file = new StringContent(
                File.Replace("id: kinds", $"id: moment-{round}", StringComparison.Ordinal),
                null,
                new MediaTypeHeaderValue("application/yaml")
            );
            var scenario = (await street.Send(HttpMethod.Post, "/api/drills/scenarios", file)).Is(201).String("scenarioId")!;
            await Playing.Prepared(duty, scenario);
        }
    }

    private const string Id = "411502001-kinds";

    private async Task<Api> Ready()
    {
        using var file = new StringContent(File, null, new MediaTypeHeaderValue("application/yaml"));
        (await (await quarter.As(Role.StreetOfficer)).Send(HttpMethod.Post, "/api/drills/scenarios", file)).Is(201);
        return await quarter.As(Role.CountyDuty);
    }

    private static async Task Fire(Api by, string id, string inject) =>
        (await by.Post($"/api/drills/{id}/injects/{inject}", new { fate = "fired" })).Is(200);

    /// <summary>Leaps until the next due item is of the kind.</summary>
    private static async Task Leap(Api by, string id, string what)
    {
        for (var leaps = 0; leaps < 50; leaps++)
        {
            Answer? said = null;
            await Until.TrueAsync(
                async () => (said = await by.Post($"/api/drills/{id}/jump", new { })).Code != "drill.in-flight",
                "nothing is in flight"
            );
            if (said!.Is(200).String("what") == what)
                return;
        }
        Assert.Fail($"nothing of the kind is due: {what}");
    }

    private static async Task<string> Live(Api by) => (await by.Get("/api/warnings?state=all&limit=200")).Is(200)["items"].GetRawText();

    private static async Task<string> Warnings(Api by, string realm) => (await by.Get($"/api/warnings?realm={realm}")).Is(200).Text;

    private static async Task<IReadOnlyList<JsonElement>> Cues(Api by, string realm) =>
        [.. (await by.Get($"/api/cues?realm={realm}")).Is(200)["items"].EnumerateArray()];

    private static async Task<string?> Line(Api by, string realm, string hotline) =>
        (await by.Get($"/api/hotlines?realm={realm}"))
            .Is(200)["items"]
            .EnumerateArray()
            .Single(one => one.GetProperty("hotline").GetString() == hotline)
            .GetProperty("link")
            .GetString();

    private static async Task<string> Handover(Api by, string realm, string incident, string id) =>
        (await by.Get($"/api/incidents/{incident}/handovers/{id}?realm={realm}")).Is(200).Text;

    private static async Task<string?> Stage(Api by, string realm, string incident, string id) =>
        JsonSerializer.Deserialize<JsonElement>(await Handover(by, realm, incident, id)) is var one
        && one.TryGetProperty("stage", out var stage)
            ? stage.GetString()
            : one.GetProperty("handover").GetProperty("stage").GetString();
}
