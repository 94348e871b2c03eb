using Emergency.Server.Features.Places.Shapes;
using Emergency.Testing;
using FsCheck;
using FsCheck.Fluent;
using NetTopologySuite.Geometries;

namespace Emergency.Server.Tests.Places;

public class PointGridTests
{
    [Fact]
    public void Whoever_is_inside_the_drawn_area_is_found_and_nobody_else() => Inside(40);

    [Fact, Long("two hundred areas of hundreds of points")]
    public void Whoever_is_inside_any_of_many_drawn_areas_is_found_and_nobody_else() => Inside(200);

    /// <summary>
    /// Compares with every point asked one by one: stars of 0.1 to 20 km with and without a hole in them, points scattered and on corners.
    /// </summary>
    private static void Inside(int areas) =>
        Prop.ForAll(
                Gen.Choose(0, int.MaxValue - 1).ToArbitrary(),
                seed =>
                {
                    var random = new Random(seed);
                    var radius = 0.001 * Math.Pow(200, random.NextDouble());
                    double lon = 114 + random.NextDouble(),
                        lat = 32 + random.NextDouble();
                    Geometry area = RandomShapes.Star(random, lon, lat, radius, random.Next(3, 60), random.Next(2) == 0);
                    if (random.Next(3) == 0)
                    {
                        var beside = RandomShapes.Star(random, lon + radius * 2.5, lat, radius, random.Next(3, 20), hole: true);
                        area = RandomShapes.Factory.CreateMultiPolygon([(Polygon)area, beside]);
                    }
                    var points = Enumerable
                        .Range(0, 600)
                        .Select(i =>
                            KeyValuePair.Create(
                                i,
                                new LonLat(lon + (random.NextDouble() - 0.3) * 3 * radius, lat + (random.NextDouble() - 0.5) * 2.2 * radius)
                            )
                        )
                        .Concat(area.Coordinates.Select((c, i) => KeyValuePair.Create(1_000 + i, new LonLat(c.X, c.Y))))
                        .ToList();
                    var grid = PointGrid<int>.Empty.AddRange(points.Take(300)).AddRange(points.Skip(300));
                    var found = grid.Inside(area).Order().ToList();
                    var asked = points
                        .Where(p => area.Intersects(RandomShapes.Factory.CreatePoint(new Coordinate(p.Value.Lon, p.Value.Lat))))
                        .Select(p => p.Key)
                        .Order();
                    found.SequenceEqual(asked).ShouldBeTrue($"seed {seed}");
                }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(areas));

    [Fact]
    public void Whoever_is_within_the_circle_is_found_by_distance() =>
        Prop.ForAll(
                Gen.Choose(0, int.MaxValue - 1).ToArbitrary(),
                seed =>
                {
                    var random = new Random(seed);
                    var circle = new Circle(
                        new(75 + random.NextDouble() * 58, 5 + random.NextDouble() * 48),
                        10 * Math.Pow(5_000, random.NextDouble())
                    );
                    var points = Enumerable
                        .Range(0, 400)
                        .Select(i =>
                            KeyValuePair.Create(
                                i,
                                Earth.Onward(circle.Centre, circle.RadiusMetres * 1.5 * random.NextDouble(), random.Next(360))
                            )
                        )
                        .ToList();
                    PointGrid<int>
                        .Empty.AddRange(points)
                        .Inside(circle)
                        .Order()
                        .ShouldBe(
                            points.Where(p => Earth.Distance(circle.Centre, p.Value) <= circle.RadiusMetres).Select(p => p.Key).Order()
                        );
                }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(200));

    [Fact]
    public void Whoever_lives_in_the_yard_left_out_is_not_inside()
    {
        var ring = RandomShapes.Factory.CreateLinearRing([new(114, 32), new(114.1, 32), new(114.1, 32.1), new(114, 32.1), new(114, 32)]);
        var yard = RandomShapes.Factory.CreateLinearRing([
            new(114.04, 32.04),
            new(114.06, 32.04),
            new(114.06, 32.06),
            new(114.04, 32.06),
            new(114.04, 32.04),
        ]);
        var grid = PointGrid<string>.Empty.Add("yard", new(114.05, 32.05)).Add("house", new(114.02, 32.02)).Add("far", new(115, 33));
        grid.Inside(RandomShapes.Factory.CreatePolygon(ring, [yard])).ShouldBe(["house"]);
    }

    [Fact]
    public void A_grid_taken_before_somebody_moved_in_still_answers_as_it_was()
    {
        var before = PointGrid<string>.Empty.Add("old", new(114, 32));
        var after = before.Add("new", new(114.0001, 32.0001));
        var moved = after.Remove("old", new(114, 32));
        var street = new Circle(new(114, 32), 100);
        before.Inside(street).ShouldBe(["old"]);
        after.Inside(street).ShouldBe(["old", "new"], ignoreOrder: true);
        moved.Inside(street).ShouldBe(["new"]);
        (before.Count, after.Count, moved.Count).ShouldBe((1, 2, 1));
        moved.Remove("nobody", new(114, 32)).ShouldBeSameAs(moved);
        moved.Remove("new", new(114.0001, 32.0001)).Count.ShouldBe(0);
    }

    [Fact]
    public void Adding_one_by_one_or_all_at_once_is_the_same_and_removing_undoes_it() =>
        Prop.ForAll(
                Gen.Choose(0, int.MaxValue - 1).ToArbitrary(),
                seed =>
                {
                    var random = new Random(seed);
                    var points = Enumerable
                        .Range(0, 120)
                        .Select(i => KeyValuePair.Create(i, new LonLat(114 + random.NextDouble() * 0.02, 32 + random.NextDouble() * 0.02)))
                        .ToList();
                    var grid = points.Aggregate(PointGrid<int>.Empty, (g, p) => g.Add(p.Key, p.Value));
                    var left = points.Where(_ => random.Next(2) == 0).ToList();
                    foreach (var gone in points.Except(left))
                    {
                        grid = grid.Remove(gone.Key, gone.Value);
                    }
                    var area = RandomShapes.Star(random, 114.01, 32.01, 0.01, 12, hole: true);
                    grid.Count.ShouldBe(left.Count);
                    grid.Inside(area).Order().ShouldBe(PointGrid<int>.Empty.AddRange(left).Inside(area).Order());
                }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(100));
}
