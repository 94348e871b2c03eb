using System.Text.Json;
using Emergency.Server.Tests.Fixtures;

namespace Emergency.Server.Tests.Hazards;

public sealed class PatrolTests(Borough borough)
{
    private const string Code = Borough.Community;

    [Fact]
    public async Task A_round_is_walked_stop_by_stop_and_a_bad_one_is_a_hazard_whose_id_is_answered()
    {
        var (secretary, chief) = (await borough.Secretary(), await borough.GridChief());
        var route = (
            await secretary.Post(
                $"/api/communities/{Code}/patrols",
                new
                {
                    name = "院内一圈",
                    every = 7,
                    stops = new[] { new { kind = "other", name = "6号楼后 窨井" }, new { kind = "hydrant", name = "8号楼 消防栓" } },
                }
            )
        ).Is(201);
        var address = $"/api/communities/{Code}/patrols/{route.String("id")}";
        var seenAt = TimeProvider.System.GetUtcNow().AddDays(-3);
        var bad = new
        {
            stop = 1,
            state = "bad",
            hazard = new
            {
                kind = "manhole",
                what = "井盖响",
                where = "6号楼后",
            },
            seenAt,
        };
        var told = (await chief.Post($"{address}/stop", bad, "patrol-bad")).Is(200);
        (await chief.Post($"{address}/stop", bad, "patrol-bad")).String("id").ShouldBe(told.String("id"));
        var hazard = (await chief.Get($"/api/communities/{Code}/hazards/{told.String("id")}", told)).Is(200);
        hazard["hazard"].GetProperty("what").GetString().ShouldBe("井盖响");
        var walked = (
            await chief.Post(
                $"{address}/stop",
                new
                {
                    stop = 2,
                    state = "good",
                    seenAt = seenAt.AddMinutes(5),
                }
            )
        ).Is(200);
        var mine = (await chief.Get("/api/patrols/mine", walked)).Is(200);
        var one = mine["items"].EnumerateArray().Single(item => item.GetProperty("id").GetString() == route.String("id"));
        one.GetProperty("round").GetInt32().ShouldBe(2);
        one.GetProperty("stops")
            .EnumerateArray()
            .Count(stop => stop.TryGetProperty("state", out var state) && state.ValueKind == JsonValueKind.String)
            .ShouldBe(0);
        (await chief.Post($"{address}/stop", new { stop = 9, state = "good" })).Is(409).Code.ShouldBe("patrol.unknown-stop");
        (await secretary.Post($"{address}/end", new { })).Is(200);
    }

    [Fact]
    public async Task A_risk_point_that_is_crossed_becomes_an_incident_and_its_cards_name_households_masked()
    {
        var (secretary, chief) = (await borough.Secretary(), await borough.GridChief());
        var made = (
            await secretary.Post(
                $"/api/communities/{Code}/risk-points",
                new
                {
                    name = "后沟 沟口",
                    kind = "gully",
                    unit = "rain-mm-per-hour",
                    threshold = 50,
                    buildings = new[] { "32号楼" },
                    to = "东坡",
                }
            )
        ).Is(201);
        var address = $"/api/communities/{Code}/risk-points/{made.String("id")}";
        (await chief.Post($"{address}/incident", new { })).Is(409).Code.ShouldBe("risk.not-crossed");
        (await chief.Post($"{address}/look", new { value = 49 })).Is(200);
        var crossed = (await chief.Post($"{address}/look", new { value = 62.5 })).Is(200);
        var list = (await chief.Get($"/api/divisions/{Code}/risk-points", crossed)).Is(200)["items"];
        list[0].GetProperty("crossed").GetBoolean().ShouldBeTrue();
        var incident = (await chief.Post($"{address}/incident", new { })).Is(201);
        (await secretary.Get($"/api/incidents/{incident.String("id")}", incident)).Is(200).Text.ShouldContain("后沟");
        var cards = (await secretary.Post($"{address}/cards", new { })).Is(200);
        cards["items"].EnumerateArray().ShouldAllBe(card => card.GetProperty("head").GetString()!.Contains('*'));
        (await secretary.Post($"{address}/look", new { })).Is(400);
        (await secretary.Post($"{address}/end", new { words = "已治理" })).Is(200);
    }
}
