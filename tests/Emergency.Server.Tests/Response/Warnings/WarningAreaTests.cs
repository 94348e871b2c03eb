using Emergency.Domain;
using Emergency.Hotlines.Cap;
using Emergency.Server.Tests.Fixtures;

namespace Emergency.Server.Tests.Warnings;

/// <summary>Reach of a warning: the area it draws, and its days.</summary>
public sealed class WarningAreaTests(Borough borough) : Bulletins(borough)
{
    [Fact]
    public async Task A_drawn_area_reaches_the_communities_under_it_and_never_another_county()
    {
        CapPoint[] ring = [new(30.9, 115.03), new(30.9, 115.07), new(31.1, 115.07), new(31.1, 115.03), new(30.9, 115.03)];
        Divisions(
                (
                    await Send(
                        Bulletin.Fresh() with
                        {
                            Area = new(
                                "下坪镇一带",
                                [
                                    [.. ring],
                                ],
                                [],
                                []
                            ),
                        }
                    )
                ).Is(201)
            )
            .ShouldBe([Valley.Next, Valley.OtherStreet]);
        Divisions((await Send(Bulletin.Fresh() with { Area = new("试岭村附近", [], [new(new(31.01, 115.01), 0.5)], []) })).Is(201))
            .ShouldBe([Valley.Here]);
        Divisions(
                (
                    await Send(
                        Bulletin.Fresh() with
                        {
                            Area = new("两镇", [], [], [new("行政区划代码", "411504001000"), new("行政区划代码", "411502001")]),
                        }
                    )
                ).Is(201)
            )
            .ShouldBe([Valley.Street]);
        Divisions((await Send(Bulletin.Fresh() with { Area = new("全省", [], [], [new("行政区划代码", "410000")]) })).Is(201))
            .ShouldBe([Valley.County]);
        Divisions((await Send(Bulletin.Fresh() with { Area = new("平岭县上坪镇山区", [], [], []) })).Is(201)).ShouldBe([Valley.Street]);
        Divisions((await Send(Bulletin.Fresh() with { Area = new("Los Angeles County", [], [], [new("SAME", "006037")]) })).Is(201))
            .ShouldBeEmpty();
    }

    [Fact]
    public async Task An_area_whose_edge_crosses_itself_is_mended_and_one_of_many_corners_is_drawn_coarser()
    {
        CapPoint[] bow = [new(31.0, 115.0), new(31.02, 115.02), new(31.02, 115.0), new(31.0, 115.02), new(31.0, 115.0)];
        Divisions(
                (
                    await Send(
                        Bulletin.Fresh() with
                        {
                            Area = new(
                                "蝴蝶",
                                [
                                    [.. bow],
                                ],
                                [],
                                []
                            ),
                        }
                    )
                ).Is(201)
            )
            .ShouldBe([Valley.Here]);
        ListOf<CapPoint> Round(double radius) =>
            [
                .. Enumerable
                    .Range(0, 1_998)
                    .Append(0)
                    .Select(i => new CapPoint(31.01 + radius * Math.Sin(i * Math.PI / 999), 115.03 + radius * Math.Cos(i * Math.PI / 999))),
            ];
        var taken = (
            await Send(Bulletin.Fresh() with { Area = new("圆", [Round(0.3), Round(0.31), Round(0.32), Round(0.33), Round(0.34)], [], []) })
        ).Is(201);
        Divisions(taken).ShouldBe([Valley.County]);
        (await Duty.Get(Path(taken), taken))
            .Is(200)["areas"][0]
            .GetProperty("shape")
            .GetProperty("parts")[0][0]
            .GetArrayLength()
            .ShouldBeInRange(8, 2_000);
    }

    [Fact]
    public async Task A_ring_of_chance_is_refused_before_anybody_tries_to_mend_it()
    {
        var random = new Random(7);
        ListOf<CapPoint> Chance(int corners)
        {
            var ring = Enumerable.Range(0, corners).Select(_ => new CapPoint(31 + random.NextDouble(), 115 + random.NextDouble())).ToList();
            return [.. ring, ring[0]];
        }
        foreach (
            var (area, code) in ((CapArea, string)[])
                [(new("乱", [Chance(1_900)], [], []), "crosses-itself"), (new("太多", [Chance(5_000)], [], []), "too-many-corners")]
        )
        {
            // It warns all the same: it was once refused, and nobody heard of it.
            var taken = (await Send(Bulletin.Fresh() with { Area = area })).Is(201);
            taken["marks"].EnumerateArray().ShouldContain(mark => mark.GetProperty("code").GetString() == code);
            Divisions(taken).ShouldBe([Valley.County]);
            (await Duty.Post($"{Path(taken)}/confirm", new { calls = true })).Is(409).Code.ShouldBe("warning.asks-where");
            var marked = await Send(Bulletin.Fresh() with { Area = area with { Geocodes = [new("行政区划代码", Valley.Next)] } });
            Divisions(marked.Is(201)).ShouldBe([Valley.Next]);
        }
        (await Send(Bulletin.Fresh() with { Area = new("太多", [.. Enumerable.Repeat(0, 11).Select(_ => Chance(1_900))], [], []) }))
            .Is(400)
            .Arguments[0]!.ShouldContain("/alert: too-many-corners");
        var attributes = Bulletin.Bytes($"<alert {string.Join(' ', Enumerable.Range(0, 300_000).Select(i => $"a{i}='1'"))}/>");
        (await Bulletin.Send(Duty, Borough.Stranger, attributes)).Is(400).Arguments[0]!.ShouldContain("too-many");
    }

    [Fact]
    public async Task Dates_out_of_order_are_a_fault_and_what_reaches_nobody_here_is_answered_so_and_kept_apart()
    {
        // A refused message would warn nobody: its end is unknown, and it is believed for a day.
        var mistaken = (await Send(Bulletin.Fresh() with { Lasting = TimeSpan.FromHours(-1) })).Is(201);
        mistaken["marks"].EnumerateArray().ShouldContain(mark => mark.GetProperty("path").GetString() == "/alert/info[1]/expires");
        (await Stage(mistaken)).ShouldBe("in-force");
        var away = (await Send(Bulletin.Fresh() with { Area = new("别的省", [], [], [new("行政区划代码", "330106")]) })).Is(201);
        away["reachesNobody"].GetBoolean().ShouldBeTrue();
        (await Duty.Get("/api/warnings", away)).Is(200).Text.ShouldNotContain(away.String("id")!);
        (await Duty.Get("/api/warnings?state=elsewhere", away)).Is(200).Text.ShouldContain(away.String("id")!);
        (await Duty.Post($"{Path(away)}/confirm")).Is(409).Code.ShouldBe("warning.reaches-nobody");
        (await Send(Bulletin.Fresh())).Is(201)["reachesNobody"].GetBoolean().ShouldBeFalse();
    }
}
