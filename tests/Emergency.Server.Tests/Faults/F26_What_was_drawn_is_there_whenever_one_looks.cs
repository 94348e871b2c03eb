using System.Text.Json;
using Emergency.Domain;
using Emergency.Server.Features.Incidents;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Views;
using Emergency.Server.Tests.Fixtures;
using Emergency.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Emergency.Server.Tests.Faults;

public sealed class F26WhatWasDrawnIsThereWheneverOneLooks(Borough borough)
{
    private static readonly double[][] Block =

        [
            [114.065, 32.105],
            [114.075, 32.105],
            [114.075, 32.115],
            [114.065, 32.115],
            [114.065, 32.105],
        ],
        Yard =

        [
            [114.0725, 32.112],
            [114.0725, 32.113],
            [114.0735, 32.113],
            [114.0735, 32.112],
            [114.0725, 32.112],
        ];

    [Fact]
    public async Task A_block_with_its_yard_left_out_is_the_same_shape_at_every_look_for_everybody_and_after_a_restart()
    {
        var (duty, secretary) = (await borough.Duty(), await borough.Secretary());
        var incident = (
            await duty.Post(
                "/api/incidents",
                new
                {
                    category = "fire",
                    title = "着火",
                    location = new { lon = Borough.Lon, lat = Borough.Lat },
                }
            )
        ).Is(201)["id"].GetGuid();
        var drawn = (
            await secretary.Post(
                $"/api/incidents/{incident}/impact",
                new { polygon = new { type = "Polygon", coordinates = new[] { Block, Yard } } }
            )
        ).Is(200);
        var shapes = new List<string>();
        for (var look = 0; look < 3; look++)
            foreach (var who in new[] { duty, secretary })
            foreach (var path in (string[])[$"/api/incidents/{incident}", $"/api/incidents/{incident}/impact"])
                shapes.Add((await who.Get(path, drawn)).Is(200)["area"].GetRawText());
        var shape = JsonSerializer.Deserialize<JsonElement>(shapes.Distinct(StringComparer.Ordinal).ShouldHaveSingleItem());
        var rings = shape.GetProperty("parts").EnumerateArray().ShouldHaveSingleItem().EnumerateArray().ToList();
        rings.Count.ShouldBe(2);
        Corners(rings[0]).ShouldBe(Block.Select(corner => (corner[0], corner[1])).Distinct(), ignoreOrder: true);
        Corners(rings[1]).ShouldBe(Yard.Select(corner => (corner[0], corner[1])).Distinct(), ignoreOrder: true);

        // A node that starts now folds the same journal from its beginning.
        using var restarted = new Folding(
            borough.Feed,
            borough.Service<IEnumerable<IView>>(),
            TimeProvider.System,
            NullLogger<Folding>.Instance,
            new Realms()
        );
        await restarted.StartAsync(TestContext.Current.CancellationToken);
        await restarted.At(new(drawn.Position!.Value), Until.AtMost, TestContext.Current.CancellationToken);
        restarted.Now.Of<IncidentsKnown>().Find(new IncidentId(incident))!.State.Impact.ShouldBe(borough.Incident(incident)!.State.Impact);
        await restarted.StopAsync(TestContext.Current.CancellationToken);
    }

    private static IEnumerable<(double, double)> Corners(JsonElement ring) =>
        ring.EnumerateArray().Select(corner => (corner.GetProperty("lon").GetDouble(), corner.GetProperty("lat").GetDouble())).Distinct();
}
