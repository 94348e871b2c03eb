using System.Text.Json;
using Emergency.Domain;
using Emergency.Server.Tests.Fixtures;

namespace Emergency.Server.Tests.Drills;

/// <summary>Statements and acts required before a drill starts.</summary>
public sealed class PreparingTests(Quarter quarter) : Drilling(quarter)
{
    [Fact]
    public async Task It_starts_only_when_the_hotlines_and_the_duty_room_know_of_it()
    {
        var duty = await Quarter.As(Role.CountyDuty);
        var id = await Prepared(duty);
        var refused = (await duty.Post($"/api/drills/{id}/start", new { })).Is(409);
        refused.Code.ShouldBe("drill.not-told");
        refused.String("title")!.ShouldContain("先告知还没完成：110、119、120、12345、县值班室");
        await Told(duty, id);
        (await duty.Post($"/api/drills/{id}/tell", new { party = "122", name = "例班长" })).Is(400);
        (await duty.Post($"/api/drills/{id}/start", new { factor = 61 })).Is(400).Code.ShouldBe("drill.bad-speed");
        (await duty.Post($"/api/drills/{id}/start", new { })).Is(200);
        var drill = (await duty.Get($"/api/drills/{id}")).Is(200);
        (
            drill["drill"].GetProperty("stage").GetString(),
            drill["safetyOfficer"].GetProperty("name").GetString(),
            drill["told"].GetArrayLength()
        ).ShouldBe(("running", "例安全", 5));
        drill["now"]
            .GetDateTimeOffset()
            .ToOffset(TimeSpan.FromHours(8))
            .TimeOfDay.ShouldBeInRange(TimeSpan.FromHours(10), TimeSpan.FromHours(11), "its clock shows the hour of its scenario");
        await End(duty, id);
    }

    [Fact]
    public async Task An_unannounced_one_is_unknown_to_its_players_until_it_starts()
    {
        var duty = await Quarter.As(Role.CountyDuty);
        var chief = await Quarter.As(Role.GridChief);
        var id = await Prepared(duty, announced: false);
        (await chief.Get($"/api/drills/{id}")).Is(404);
        (await chief.Get("/api/drills")).Is(200).Text.ShouldNotContain(id);
        await Told(duty, id);
        (await duty.Post($"/api/drills/{id}/start", new { })).Is(200);
        var seen = (await chief.Get($"/api/drills/{id}")).Is(200);
        (seen["leads"].GetBoolean(), seen["told"].GetArrayLength(), seen["safetyOfficer"].GetProperty("phone").GetString()).ShouldBe(
            (false, 0, "0376-0000000")
        );
        await End(duty, id);
    }

    [Fact]
    public async Task A_secretary_alone_plays_at_a_table_and_nobody_outside_needs_to_know()
    {
        var secretary = await PutUp(await Quarter.As(Role.Secretary));
        (await secretary.Post("/api/drills", Body("field"))).Is(403).Code.ShouldBe("scope.not-yours");
        var id = (await secretary.Post("/api/drills", Body("solo"))).Is(201).String("id")!;
        (await secretary.Post($"/api/drills/{id}/start", new { factor = 10 })).Is(200);
        (await secretary.Post($"/api/drills/{id}/note", new { text = "十分钟就够" })).Is(200);
        (await secretary.Get($"/api/drills/{id}")).Is(200)["notes"][0].GetProperty("text").GetString().ShouldBe("十分钟就够");
        (await secretary.Post($"/api/drills/{id}/end", new { reason = "stop-word" })).Is(200);
        (await secretary.Get($"/api/drills/{id}")).Is(200)["end"].GetProperty("reason").GetString().ShouldBe("stop-word");
    }

    [Theory]
    [InlineData(
        """{"title":"","scenario":"old-block-fire","form":"field","communities":["411502001001"],"minutes":60,"safetyOfficer":{"name":"例安全","phone":"0376-0000000"},"stopWord":"停"}""",
        "$.title"
    )]
    [InlineData(
        """{"title":"演练","scenario":"old-block-fire","form":"field","communities":[],"minutes":60,"safetyOfficer":{"name":"例安全","phone":"0376-0000000"},"stopWord":"停"}""",
        "$.communities"
    )]
    [InlineData(
        """{"title":"演练","scenario":"old-block-fire","form":"field","communities":["411502"],"minutes":60,"safetyOfficer":{"name":"例安全","phone":"0376-0000000"},"stopWord":"停"}""",
        "$.communities[0]"
    )]
    [InlineData(
        """{"title":"演练","scenario":"old-block-fire","form":"field","communities":["411502001001"],"minutes":1,"safetyOfficer":{"name":"例安全","phone":"0376-0000000"},"stopWord":"停"}""",
        "$.minutes"
    )]
    [InlineData(
        """{"title":"演练","scenario":"old-block-fire","form":"field","communities":["411502001001"],"minutes":60,"stopWord":"停"}""",
        "$.safetyOfficer.name"
    )]
    [InlineData(
        """{"title":"演练","scenario":"old-block-fire","form":"field","communities":["411502001001"],"minutes":60,"safetyOfficer":{"name":"例安全","phone":"0376-0000000"}}""",
        "$.stopWord"
    )]
    public async Task What_is_missing_is_named(string body, string named) =>
        (await (await Quarter.As(Role.CountyDuty)).Post("/api/drills", JsonSerializer.Deserialize<JsonElement>(body)))
            .Is(400)
            .Text.ShouldContain(named);
}
