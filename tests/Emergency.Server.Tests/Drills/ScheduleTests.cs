using Emergency.Domain;
using Emergency.Server.Tests.Fixtures;
using Emergency.Testing;

namespace Emergency.Server.Tests.Drills;

[Collection(nameof(Quarter))]
public sealed class ScheduleTests(Quarter quarter)
{
    private static readonly string[] Parties = ["police", "fire-rescue", "ambulance", "service-line", "duty-room"];

    [Fact]
    public async Task A_drill_that_all_know_of_begins_by_itself_at_its_time_in_a_realm_of_its_own()
    {
        var duty = await quarter.As(Role.CountyDuty);
        var (id, due) = await Soon(duty, Parties);
        var drill = await Begun(duty, id);
        TimeProvider.System.GetUtcNow().ShouldBeGreaterThanOrEqualTo(due);
        await Until.TrueAsync(async () => await Stage(duty, drill) == "running", "the drill runs");
        var shown = (await duty.Get($"/api/drills/{drill}")).Is(200);
        (
            shown["safetyOfficer"].GetProperty("name").GetString(),
            shown["told"].GetArrayLength(),
            shown["told"][0].GetProperty("name").GetString()
        ).ShouldBe(("例安全", 5, "例班长"));
        (await duty.Get($"/api/incidents?realm={shown["drill"].GetProperty("realm").GetString()}")).Is(200);
        (await duty.Post($"/api/drills/{drill}/end", new { })).Is(200);
        (await duty.Get($"/api/schedules/{id}")).Is(200)["drills"].GetArrayLength().ShouldBe(1);
        (await duty.Post($"/api/schedules/{id}/end", new { })).Is(200);
    }

    [Fact]
    public async Task A_drill_that_not_all_know_of_is_prepared_at_its_time_and_waits()
    {
        var duty = await quarter.As(Role.CountyDuty);
        var (id, _) = await Soon(duty, Parties[..4]);
        var drill = await Begun(duty, id);
        await Until.TrueAsync(
            async () => (await duty.Get($"/api/drills/{drill}")) is { Status: 200 } shown && shown["told"].GetArrayLength() == 4,
            "the drill is prepared"
        );
        (await duty.Post($"/api/drills/{drill}/start", new { })).Is(409).Code.ShouldBe("drill.not-told");
        (await duty.Post($"/api/drills/{drill}/tell", new { party = "duty-room", name = "例值班" })).Is(200);
        (await duty.Post($"/api/drills/{drill}/start", new { })).Is(200);
        (await duty.Post($"/api/drills/{drill}/end", new { })).Is(200);
        (await duty.Post($"/api/schedules/{id}/end", new { })).Is(200);
    }

    [Fact]
    public async Task A_paused_schedule_has_no_next_drill_until_it_is_resumed()
    {
        var duty = await quarter.As(Role.CountyDuty);
        var id = await Made(duty);
        (await duty.Post($"/api/schedules/{id}/pause", new { })).Is(200);
        (await duty.Get($"/api/schedules/{id}")).Is(200).Body.TryGetProperty("next", out _).ShouldBeFalse();
        (await duty.Post($"/api/schedules/{id}/tell", new { party = "police", name = "例班长" })).Is(409).Code.ShouldBe("schedule.paused");
        (await duty.Post($"/api/schedules/{id}/resume", new { })).Is(200);
        (await duty.Get($"/api/schedules/{id}")).Is(200).Body.TryGetProperty("next", out _).ShouldBeTrue();
        (await duty.Post($"/api/schedules/{id}/end", new { })).Is(200);
    }

    [Fact]
    public async Task A_secretary_plans_a_ten_minute_drill_alone_and_proposes_a_date_for_any_other_but_leads_none()
    {
        var (duty, secretary) = (await quarter.As(Role.CountyDuty), await quarter.As(Role.Secretary));
        var id = await Made(duty);
        var tomorrow = TimeProvider.System.GetUtcNow().AddDays(1);
        (await secretary.Post("/api/schedules", Text())).Is(403).Code.ShouldBe("scope.not-yours");
        (await secretary.Post($"/api/schedules/{id}/accept", new { date = tomorrow })).Is(403).Code.ShouldBe("scope.not-yours");
        (await secretary.Post($"/api/schedules/{id}/propose", new { date = tomorrow })).Is(200);
        (await duty.Get($"/api/schedules/{id}")).Is(200).Body.TryGetProperty("proposed", out _).ShouldBeTrue();
        var alone = (await secretary.Post("/api/schedules", Text("solo"))).Is(201).String("id");
        (await secretary.Get($"/api/schedules/{alone}")).Is(200)["untold"].GetArrayLength().ShouldBe(0);
        foreach (var one in (string[])[id, alone!])
            (await duty.Post($"/api/schedules/{one}/end", new { })).Is(200);
    }

    [Fact]
    public async Task Who_plays_in_an_unannounced_drill_does_not_see_when_it_comes()
    {
        var (duty, secretary) = (await quarter.As(Role.CountyDuty), await quarter.As(Role.Secretary));
        var id = (await duty.Post("/api/schedules", Text(announced: false))).Is(201).String("id")!;
        (await secretary.Get($"/api/schedules/{id}")).Is(404);
        (await secretary.Get("/api/schedules")).Is(200).Text.ShouldNotContain(id);
        (await duty.Post($"/api/schedules/{id}/end", new { })).Is(200);
    }

    private static object Text(string form = "field", bool announced = true) =>
        new
        {
            title = "季度演练",
            scenario = "old-block-fire",
            form,
            announced,
            communities = new[] { QuarterRegisters.Here },
            rule = new
            {
                rhythm = "quarter-weekday",
                from = "2030-01-01",
                weekday = "saturday",
            },
            starts = "09:00:00",
            minutes = 60,
            safetyOfficer = new { name = "例安全", phone = "0376-0000000" },
            stopWord = "停止演练",
        };

    private static async Task<string> Made(Api by) => (await by.Post("/api/schedules", Text())).Is(201).String("id")!;

    // Parties are told of a date, so the date comes first: far enough ahead for five answers on a busy machine.
    private static async Task<(string Id, DateTimeOffset Due)> Soon(Api by, IEnumerable<string> told)
    {
        var id = await Made(by);
        (await by.Post($"/api/schedules/{id}/accept", new { date = TimeProvider.System.GetUtcNow().AddSeconds(6) })).Is(200);
        foreach (var party in told)
            (await by.Post($"/api/schedules/{id}/tell", new { party, name = "例班长" })).Is(200);
        return (id, (await by.Get($"/api/schedules/{id}")).Is(200)["next"].GetDateTimeOffset());
    }

    private static async Task<string> Begun(Api by, string id)
    {
        await Until.TrueAsync(
            async () => (await by.Get($"/api/schedules/{id}")).Is(200)["drills"].GetArrayLength() == 1,
            "the schedule has fired"
        );
        return (await by.Get($"/api/schedules/{id}")).Is(200)["drills"][0].GetString()!;
    }

    private static async Task<string?> Stage(Api by, string drill) =>
        (await by.Get($"/api/drills/{drill}")) is { Status: 200 } shown ? shown["drill"].GetProperty("stage").GetString() : null;
}
