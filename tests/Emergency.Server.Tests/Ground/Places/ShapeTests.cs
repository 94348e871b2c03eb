using System.Text;
using System.Text.Json;
using Emergency.Server.Features.Places.Shapes;
using NetTopologySuite.Geometries;

namespace Emergency.Server.Tests.Places;

public class ShapeTests
{
    private const string Square = "[[114,32],[115,32],[115,33],[114,33],[114,32]]",
        Yard = "[[114.4,32.4],[114.6,32.4],[114.6,32.6],[114.4,32.6],[114.4,32.4]]";

    [Fact]
    public void A_line_drawn_over_itself_is_refused_with_the_crossing()
    {
        var (shape, fault) = Read("Polygon", "[[[114,32],[115,33],[115,32],[114,33],[114,32]]]");
        shape.ShouldBeNull();
        fault.ShouldBe(new ShapeFault(ShapeFaults.SelfCrossing, new LonLat(114.5, 32.5)));
    }

    [Theory]
    [InlineData("Polygon", "[[[114,32],[115,32],[115,33],[114,33]]]", ShapeFaults.RingOpen)]
    [InlineData("Polygon", "[[[114,32],[115,32],[114,32]]]", ShapeFaults.RingShort)]
    [InlineData("Polygon", "[[[114,32],[115,32],[115,92],[114,32]]]", ShapeFaults.OutOfRange)]
    [InlineData("Polygon", "[[[32,114],[33,114],[33,115],[32,114]]]", ShapeFaults.Swapped)]
    [InlineData("Polygon", "[[[114,32],[115,32],[1e999,33],[114,32]]]", ShapeFaults.NotAShape)]
    [InlineData("Polygon", "[[[114,32],[115],[115,33],[114,32]]]", ShapeFaults.NotAShape)]
    [InlineData("Polygon", "[" + Square + ",[[116,32],[117,32],[117,33],[116,32]]]", ShapeFaults.RingsOverlap)]
    [InlineData("MultiPolygon", "[[" + Square + "],[" + Yard + "]]", ShapeFaults.RingsOverlap)]
    [InlineData("MultiPolygon", "[]", ShapeFaults.Empty)]
    [InlineData("Polygon", "[]", ShapeFaults.Empty)]
    [InlineData("Polygon", "[7]", ShapeFaults.NotAShape)]
    [InlineData("LineString", "[[114,32],[115,32]]", ShapeFaults.TypeUnsupported)]
    public void A_shape_nobody_can_stand_in_is_refused_by_name(string type, string coordinates, string reason) =>
        Read(type, coordinates).Fault!.Reason.ShouldBe(reason);

    [
        Theory,
        InlineData("7"),
        InlineData("{}"),
        InlineData("""{"type":"Polygon"}"""),
        InlineData("""{"type":7,"coordinates":[]}"""),
        InlineData("null"),
        InlineData("""{"\ud83d":1}"""),
        InlineData("""{"type":"\ud83d","coordinates":[]}""")
    ]
    public void What_is_no_geometry_is_named_so(string json) =>
        GeoJson.Read(JsonDocument.Parse(json).RootElement).Fault!.Reason.ShouldBe(ShapeFaults.NotAShape);

    [Fact]
    public void Two_thousand_corners_are_enough_for_a_drawn_area()
    {
        Read("Polygon", Ring(2_000)).Fault.ShouldBeNull();
        Read("Polygon", Ring(2_001)).Fault!.Reason.ShouldBe(ShapeFaults.TooManyCorners);
    }

    [Fact]
    public void Outer_rings_run_counter_clockwise_and_yards_clockwise_whatever_was_drawn()
    {
        var backwards = $"[{Reversed(Square)},{Yard}]";
        var polygon = Read("Polygon", backwards).Shape.ShouldBeOfType<Polygon>();
        Written(polygon).ShouldBe($$"""{"type":"Polygon","coordinates":[{{Square}},{{Reversed(Yard)}}]}""");
    }

    [Fact]
    public void What_is_written_reads_back_the_same()
    {
        var random = new Random(3);
        for (var i = 0; i < 200; i++)
        {
            Geometry shape = RandomShapes.Star(random, 114, 32, 0.1, random.Next(4, 80), random.Next(2) == 0);
            if (i % 3 == 0)
            {
                shape = RandomShapes.Factory.CreateMultiPolygon([(Polygon)shape, RandomShapes.Star(random, 115, 32, 0.1, 9, hole: true)]);
            }
            if (i % 7 == 0)
            {
                shape = shape.InteriorPoint;
            }
            var (back, fault) = GeoJson.Read(JsonDocument.Parse(Written(shape)).RootElement);
            fault.ShouldBeNull();
            back!.NumPoints.ShouldBe(shape.NumPoints);
            back.Distance(shape.InteriorPoint).ShouldBeLessThan(1e-6);
            back.Area.ShouldBe(shape.Area, 1e-6);
        }
    }

    [Theory, InlineData(114.07, 32.12, 150), InlineData(87.6, 43.8, 5_000), InlineData(109.5, 18.2, 50_000)]
    public void A_circle_is_round_on_the_ground(double lon, double lat, double metres)
    {
        var circle = new Circle(new(lon, lat), metres);
        var polygon = circle.ToPolygon();
        polygon.NumPoints.ShouldBe(Circle.Corners + 1);
        polygon.IsValid.ShouldBeTrue();
        foreach (var corner in polygon.Coordinates)
        {
            Earth.Distance(circle.Centre, new(corner.X, corner.Y)).ShouldBe(metres, metres * 1e-6);
        }
        foreach (var direction in Enumerable.Range(0, 360))
        {
            circle.Holds(Earth.Onward(circle.Centre, metres * 0.999, direction)).ShouldBeTrue();
            circle.Holds(Earth.Onward(circle.Centre, metres * 1.001, direction)).ShouldBeFalse();
            var rim = Earth.Onward(circle.Centre, metres, direction);
            circle.Box().Contains(rim.Lon, rim.Lat).ShouldBeTrue();
        }
    }

    [Fact]
    public void Circles_without_sense_are_refused()
    {
        new Circle(new(114, 32), 150).Fault.ShouldBeNull();
        new Circle(new(114, 32), 0).Fault!.Reason.ShouldBe(ShapeFaults.RadiusOutOfRange);
        new Circle(new(114, 32), double.NaN).Fault!.Reason.ShouldBe(ShapeFaults.RadiusOutOfRange);
        new Circle(new(32, 114), 150).Fault!.Reason.ShouldBe(ShapeFaults.Swapped);
        new Circle(new(double.NaN, 32), 150).Fault!.Reason.ShouldBe(ShapeFaults.OutOfRange);
    }

    /// <summary>Beijing to Shanghai (city centres) is 1,067 km by road atlases' great circle.</summary>
    [Fact]
    public void Distances_are_those_of_the_atlas() =>
        Earth.Distance(new(116.4074, 39.9042), new(121.4737, 31.2304)).ShouldBe(1_067_000, 3_000);

    private static (Geometry? Shape, ShapeFault? Fault) Read(string type, string coordinates) =>
        GeoJson.Read(JsonDocument.Parse($$"""{"type":"{{type}}","coordinates":{{coordinates}}}""").RootElement);

    private static string Written(Geometry shape)
    {
        using var bytes = new MemoryStream();
        using (var writer = new Utf8JsonWriter(bytes))
        {
            GeoJson.Write(writer, shape);
        }
        return Encoding.UTF8.GetString(bytes.ToArray());
    }

    private static string Ring(int positions)
    {
        var corners = Enumerable
            .Range(0, positions - 1)
            .Select(i => 2 * Math.PI * i / (positions - 1))
            .Select(a => FormattableString.Invariant($"[{114 + Math.Cos(a):R},{32 + Math.Sin(a):R}]"))
            .ToList();
        return $"[[{string.Join(',', corners)},{corners[0]}]]";
    }

    private static string Reversed(string ring) => "[[" + string.Join("],[", ring[2..^2].Split("],[").Reverse()) + "]]";
}
