using System.Text.Json;
using Emergency.Domain;
using Emergency.Domain.Calls;
using Emergency.Domain.RiskPoints;
using Emergency.Server.Features.Calls;
using Emergency.Server.Features.RiskPoints;
using Emergency.Server.Foundation;
using Emergency.Server.Tests.Fixtures;
using Emergency.Testing;

namespace Emergency.Server.Tests.Hazards;

/// <summary>People told of a crossed risk point, and the pages that show it until somebody has looked.</summary>
public sealed class RiskPointTests(Borough borough)
{
    private const string Code = Borough.Community;

    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    private static async Task<string> Kept(Resident secretary, string name, MemberId? watcher) => (
            await secretary.Post(
                $"/api/communities/{Code}/risk-points",
                new
                {
                    name,
                    kind = "water",
                    watcher = watcher?.Value,
                    unit = "water-cm",
                    threshold = 40,
                    every = 3,
                    buildings = new[] { "31号楼" },
                    to = "东坡",
                }
            )
        ).Is(201).String("id")!;

    private List<Call> Calls(string id) =>
        [.. borough.Folding.Now.Of<CallsKnown>().Of(CallKind.Risk, Guid.Parse(id)).Select(call => call.State)];

    [Fact]
    public async Task A_figure_over_the_threshold_rings_the_watcher_and_the_secretary_until_somebody_opens_the_incident()
    {
        var (secretary, chief, desk) = (
            await borough.Secretary(),
            await borough.GridChief(),
            await borough.As(Role.ChildDirector, Code, BoroughRegisters.ChildDirector)
        );
        var id = await Kept(secretary, "桥下", BoroughRegisters.GridChief);
        var address = $"/api/communities/{Code}/risk-points/{id}";
        (await desk.Post($"{address}/look", new { value = 39 })).Is(200);
        var looked = (await desk.Post($"{address}/look", new { value = 40 })).Is(200);
        await Until.True(() => Calls(id).Count == 2, "both are rung");
        Calls(id).Select(call => call.Member).ShouldBe([BoroughRegisters.GridChief, BoroughRegisters.Secretary], ignoreOrder: true);
        Calls(id).ShouldAllBe(call => call.Rings[0].Channels.Any(one => one.Channel == CallChannel.Voice), "a life may hang on it");

        var mine = (await chief.Get("/api/risk-points/mine", looked)).Is(200)["items"].EnumerateArray().Single(Is);
        mine.GetProperty("point").GetProperty("to").GetString().ShouldBe("东坡");
        (await chief.Post($"/api/calls/{mine.GetProperty("call").GetString()}/awake", new { })).Is(200);
        await Until.True(
            () => Calls(id).Single(call => call.Member == BoroughRegisters.GridChief).Answer is not null,
            "the watcher has answered"
        );
        (await secretary.Get("/api/risk-points/mine")).Is(200)["items"].EnumerateArray().Count(Is).ShouldBe(1);
        (await desk.Get("/api/risk-points/mine")).Is(200)["items"].EnumerateArray().Count(Is).ShouldBe(0);
        (await secretary.Get($"/api/today/{Code}"))
            .Is(200)["first"]
            .EnumerateArray()
            .Select(Of)
            .ShouldContain(one => one == "risk-crossed");

        (await secretary.Post($"{address}/incident", new { })).Is(201);
        await Until.True(() => Calls(id).TrueForAll(call => call.Over == CallEnd.Taken), "nobody is rung any more");
        Calls(id).ShouldAllBe(call => call.Answer != null);
        (await secretary.Post($"{address}/end", new { words = "已治理" })).Is(200);

        bool Is(JsonElement one) => one.GetProperty("point").GetProperty("id").GetString() == id;
    }

    private static string? Of(JsonElement one) => one.GetProperty("kind").GetString();

    [Fact]
    public async Task Whoever_told_the_figure_is_not_rung_and_what_has_eased_rings_nobody()
    {
        var (secretary, chief) = (await borough.Secretary(), await borough.GridChief());
        var id = await Kept(secretary, "涵洞", BoroughRegisters.GridChief);
        var address = $"/api/communities/{Code}/risk-points/{id}";
        (await chief.Post($"{address}/look", new { value = 41 })).Is(200);
        await Until.True(() => Calls(id).Count > 0, "the secretary is rung");
        Calls(id).Select(call => call.Member).ShouldBe([BoroughRegisters.Secretary]);
        (await chief.Post($"{address}/look", new { value = 3 })).Is(200);
        await Until.True(() => Calls(id).TrueForAll(call => call.Over == CallEnd.Lifted), "it has eased");
        (await secretary.Post($"{address}/end", new { words = "已治理" })).Is(200);
    }

    [Fact]
    public async Task What_nobody_looks_at_stands_on_today_until_somebody_does()
    {
        var (secretary, chief) = (await borough.Secretary(), await borough.GridChief());
        var id = await Kept(secretary, "看涵洞的水位", BoroughRegisters.GridChief);
        var entity = Entities.RiskPoint(new(Guid.Parse(id)));
        // Recorded as if the last look was a week ago.
        var by = new By(new("test"), Role.GridChief, BoroughRegisters.GridChief);
        await borough.Do(entity, new LookAtRiskPoint(5, false, Now.AddDays(-7), by, Now));
        (await Kinds()).ShouldContain(one => one == "risk-late");
        var looked = (await chief.Post($"/api/communities/{Code}/risk-points/{id}/look", new { value = 6 })).Is(200);
        (await Kinds(looked)).ShouldNotContain(one => one == "risk-late");
        borough.Folding.Now.Of<RiskPointsKnown>().Find(new(Guid.Parse(id)))!.NextOn.ShouldBe(Shanghai.Day(Now).AddDays(3));
        (await secretary.Post($"/api/communities/{Code}/risk-points/{id}/end", new { words = "已治理" })).Is(200);

        async Task<IReadOnlyList<string?>> Kinds(Answer? after = null)
        {
            var today = (after is null ? await secretary.Get($"/api/today/{Code}") : await secretary.Get($"/api/today/{Code}", after)).Is(
                200
            );
            return [.. new[] { "first", "today", "week" }.SelectMany(list => today[list].EnumerateArray()).Where(Named).Select(Of)];
        }

        static bool Named(JsonElement one) => one.TryGetProperty("what", out var what) && what.GetString() == "看涵洞的水位";
    }

    [Fact]
    public async Task A_stop_of_a_round_brings_what_its_risk_point_asks_and_says()
    {
        var (secretary, chief) = (await borough.Secretary(), await borough.GridChief());
        var id = await Kept(secretary, "暗渠口", null);
        var route = (
            await secretary.Post(
                $"/api/communities/{Code}/patrols",
                new
                {
                    name = "沿渠一圈",
                    every = 7,
                    stops = new object[]
                    {
                        new
                        {
                            kind = "risk-point",
                            thing = id,
                            name = "暗渠口",
                        },
                        new { kind = "other", name = "闸房" },
                    },
                }
            )
        ).Is(201);
        var mine = (await chief.Get("/api/patrols/mine", route)).Is(200)["items"].EnumerateArray();
        var stops = mine.Single(one => one.GetProperty("id").GetString() == route.String("id")).GetProperty("stops");
        stops[0].GetProperty("risk").GetProperty("threshold").GetDouble().ShouldBe(40);
        stops[0].GetProperty("risk").GetProperty("to").GetString().ShouldBe("东坡");
        (stops[1].TryGetProperty("risk", out var none) && none.ValueKind != JsonValueKind.Null).ShouldBeFalse();
        (await secretary.Post($"/api/communities/{Code}/patrols/{route.String("id")}/end", new { })).Is(200);
        (await secretary.Post($"/api/communities/{Code}/risk-points/{id}/end", new { words = "已治理" })).Is(200);
    }
}
