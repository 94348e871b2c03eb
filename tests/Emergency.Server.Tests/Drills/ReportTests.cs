using System.Text.Json;
using Emergency.Domain;
using Emergency.Server.Tests.Fixtures;
using Emergency.Testing;

namespace Emergency.Server.Tests.Drills;

[Collection(nameof(Quarter))]
public sealed class ReportTests(Quarter quarter)
{
    [Fact]
    public async Task A_scenario_plays_itself_by_the_drills_clock_and_is_judged_by_what_happened()
    {
        var duty = await quarter.As(Role.CountyDuty);
        var (id, realm) = await Started(duty, 4);
        await Until.TrueAsync(
            async () => (await duty.Get($"/api/incidents?realm={realm}")).Is(200)["items"].GetArrayLength() == 1,
            "119 hands the case over by itself"
        );
        var incident = (await duty.Get($"/api/incidents?realm={realm}")).Is(200)["items"][0].GetProperty("id").GetString();
        (
            await duty.Post(
                $"/api/incidents/{incident}/impact?realm={realm}",
                new
                {
                    circle = new
                    {
                        lon = QuarterRegisters.Lon,
                        lat = QuarterRegisters.Lat,
                        metres = 150,
                    },
                }
            )
        ).Is(200);
        await Until.TrueAsync(async () => Outcome(await Report(duty, id), "area") == "done", "the doors that were counted prove it");
        Action(await Report(duty, id), "area").GetProperty("events").GetArrayLength().ShouldBe(1);
        (await duty.Post($"/api/drills/{id}/speed", new { factor = 60 })).Is(200);
        await Until.TrueAsync(
            async () => Outcome(await Report(duty, id), "card") == "missed",
            "nobody activated a card within five minutes of the drill"
        );
        // The second call, three minutes later, reports the same fire.
        await Until.TrueAsync(async () => Inject(await Report(duty, id), "again") == "fired", "the second call comes");
        await Until.TrueAsync(async () => Inject(await Report(duty, id), "van") == "fired", "nobody took the task: the branch is played");
        (await duty.Get($"/api/incidents?realm={realm}")).Is(200)["items"].GetArrayLength().ShouldBe(1);

        (await duty.Post($"/api/drills/{id}/observe", new { expected = "loud", done = true })).Is(200);
        (await duty.Post($"/api/drills/{id}/observe", new { expected = "nothing", done = true })).Is(400);
        (await duty.Post($"/api/drills/{id}/injects/nothing", new { fate = "skipped" })).Is(404);
        (await duty.Post($"/api/drills/{id}/end", new { })).Is(200);
        var report = await Report(duty, id);
        report["ended"].GetBoolean().ShouldBeTrue();
        report["percent"].GetInt32().ShouldBeInRange(1, 99);
        Outcome(report, "numbers").ShouldBeOneOf("not-reached", "unobserved");
        report["stoppedEarly"].GetBoolean().ShouldBe(report["notReached"].GetInt32() > 0);
        Counted(report);
        report["objectives"]
            .EnumerateArray()
            .Single(one => one.GetProperty("id").GetString() == "first-minutes")
            .GetProperty("reasons")
            .EnumerateArray()
            .Select(one => one.GetString())
            .ShouldContain("card", StringComparer.Ordinal);
    }

    // The figures of each objective are those of its actions.
    private static void Counted(Answer report)
    {
        var actions = report["actions"].EnumerateArray().ToList();
        actions.ShouldContain(one => one.GetProperty("outcome").GetString() == "missed");
        foreach (var objective in report["objectives"].EnumerateArray())
        foreach (
            var (figure, outcome) in (IEnumerable<(string, string)>)
                [("done", "done"), ("late", "late"), ("missed", "missed"), ("notReached", "not-reached")]
        )
            objective
                .GetProperty(figure)
                .GetInt32()
                .ShouldBe(
                    actions.Count(one =>
                        one.GetProperty("objective").GetString() == objective.GetProperty("id").GetString()
                        && one.GetProperty("outcome").GetString() == outcome
                    ),
                    $"{objective.GetProperty("id").GetString()} {figure}"
                );
    }

    [Fact]
    public async Task Who_plays_is_not_told_what_is_expected_and_a_skipped_inject_never_comes()
    {
        var duty = await quarter.As(Role.CountyDuty);
        var (id, realm) = await Started(duty, 1);
        foreach (var role in (Role[])[Role.GridChief, Role.UnitChief, Role.Volunteer, Role.Secretary])
        foreach (var route in (string[])["report", "review", "report.docx"])
            (await (await quarter.As(role)).Get($"/api/drills/{id}/{route}")).Is(403).Code.ShouldBe("scope.not-yours");
        (await (await quarter.As(Role.CountyCommander)).Get($"/api/drills/{id}/report")).Is(200);
        (await duty.Post($"/api/drills/{id}/injects/rumour", new { fate = "skipped" })).Is(200);
        (await duty.Post($"/api/drills/{id}/injects/refuses", new { fate = "fired" })).Is(200);
        var report = await Report(duty, id);
        (Inject(report, "rumour"), Inject(report, "refuses")).ShouldBe(("skipped", "fired"));
        Outcome(report, "refused").ShouldBe("open");
        (await duty.Post($"/api/drills/{id}/end", new { })).Is(200);
        Outcome(await Report(duty, id), "numbers").ShouldBe("not-asked");
        (await duty.Get($"/api/incidents?realm={realm}")).Is(200);
    }

    [Fact]
    public async Task A_drill_by_a_scenario_nobody_knows_is_not_prepared() =>
        (await (await quarter.As(Role.CountyDuty)).Post("/api/drills", Body("no-such-scenario"))).Is(400).Text.ShouldContain("$.scenario");

    private static object Body(string scenario) =>
        new
        {
            title = "老楼夜火演练",
            scenario,
            form = "field",
            communities = new[] { QuarterRegisters.Here },
            minutes = 60,
            safetyOfficer = new { name = "例安全", phone = "0376-0000000" },
            stopWord = "停止演练",
        };

    private static async Task<(string Id, string Realm)> Started(Api by, int factor)
    {
        var id = (await by.Post("/api/drills", Body("old-block-fire"))).Is(201).String("id")!;
        foreach (var party in (string[])["police", "fire-rescue", "ambulance", "service-line", "duty-room"])
            (await by.Post($"/api/drills/{id}/tell", new { party, name = "例班长" })).Is(200);
        (await by.Post($"/api/drills/{id}/start", new { factor })).Is(200);
        return (id, (await by.Get($"/api/drills/{id}")).Is(200)["drill"].GetProperty("realm").GetString()!);
    }

    private static async Task<Answer> Report(Api by, string id) => (await by.Get($"/api/drills/{id}/report")).Is(200);

    private static JsonElement Action(Answer report, string id) =>
        report["actions"].EnumerateArray().Single(one => one.GetProperty("id").GetString() == id);

    private static string? Outcome(Answer report, string id) => Action(report, id).GetProperty("outcome").GetString();

    private static string? Inject(Answer report, string id) =>
        report["injects"].EnumerateArray().Single(one => one.GetProperty("id").GetString() == id) is var one
        && one.TryGetProperty("fate", out var fate)
            ? fate.GetString()
            : null;
}
