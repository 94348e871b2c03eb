using System.Text.Json;
using NetTopologySuite.Algorithm;
using NetTopologySuite.Geometries;
using NetTopologySuite.Operation.Valid;

namespace Emergency.Server.Features.Places.Shapes;

/// <summary>
/// Points, polygons and multipolygons of RFC 7946: longitude first, WGS84, outer rings counter-clockwise. The parser
/// accepts either direction and any height.
/// </summary>
internal static class GeoJson
{
    /// <summary>Largest number of corners of a drawn area. Boundaries of divisions have more.</summary>
    public const int MostCorners = 2_000;

    private const int Decimals = 7;
    private static readonly GeometryFactory factory = new(new PrecisionModel(), 4326);

    /// <summary>Returns a valid geometry, or the first fault: the point where it crosses itself, or the open ring.</summary>
    public static (Geometry? Shape, ShapeFault? Fault) Read(JsonElement element, int mostCorners = MostCorners)
    {
        if (Members(element) is not var (type, coordinates))
        {
            return (null, new(ShapeFaults.NotAShape));
        }
        var reader = new Rings(mostCorners);
        Geometry? shape = type switch
        {
            "Point" => reader.Position(coordinates) is { } at ? factory.CreatePoint(at) : null,
            "Polygon" => reader.Polygon(coordinates),
            "MultiPolygon" => reader.MultiPolygon(coordinates),
            _ => reader.Unsupported(),
        };
        var fault = reader.Fault ?? (shape is null or { IsEmpty: true } ? new(ShapeFaults.Empty) : Crossing(shape));
        return fault is null ? (shape, null) : (null, fault);
    }

    public static void Write(Utf8JsonWriter writer, Geometry shape)
    {
        writer.WriteStartObject();
        writer.WriteString("type", shape.GeometryType);
        writer.WritePropertyName("coordinates");
        switch (shape)
        {
            case Point point:
                WritePosition(writer, point.Coordinate);
                break;
            case Polygon polygon:
                WriteRings(writer, polygon);
                break;
            case MultiPolygon many:
                writer.WriteStartArray();
                foreach (var polygon in many.Geometries.Cast<Polygon>())
                {
                    WriteRings(writer, polygon);
                }
                writer.WriteEndArray();
                break;
            default:
                throw new ArgumentException($"no {shape.GeometryType} is ever written", nameof(shape));
        }
        writer.WriteEndObject();
    }

    private static (string Type, JsonElement Coordinates)? Members(JsonElement element)
    {
        try
        {
            return
                element.ValueKind == JsonValueKind.Object
                && element.TryGetProperty("type", out var type)
                && type.ValueKind == JsonValueKind.String
                && element.TryGetProperty("coordinates", out var coordinates)
                && coordinates.ValueKind == JsonValueKind.Array
                ? (type.GetString()!, coordinates)
                : null;
        }
        catch (InvalidOperationException)
        {
            return null;
        } // a name or type that is half a character
    }

    private static ShapeFault? Crossing(Geometry shape)
    {
        var error = new IsValidOp(shape).ValidationError;
        if (error is null)
        {
            return null;
        }
        var reason =
            error.ErrorType is TopologyValidationErrors.SelfIntersection or TopologyValidationErrors.RingSelfIntersection
                ? ShapeFaults.SelfCrossing
            : error.ErrorType is TopologyValidationErrors.TooFewPoints ? ShapeFaults.RingShort
            : ShapeFaults.RingsOverlap;
        return new(reason, error.Coordinate is { } at ? new(Math.Round(at.X, Decimals), Math.Round(at.Y, Decimals)) : null);
    }

    private static void WriteRings(Utf8JsonWriter writer, Polygon polygon)
    {
        writer.WriteStartArray();
        WriteRing(writer, polygon.ExteriorRing.Coordinates, counterClockwise: true);
        foreach (var hole in polygon.InteriorRings)
        {
            WriteRing(writer, hole.Coordinates, counterClockwise: false);
        }
        writer.WriteEndArray();
    }

    private static void WriteRing(Utf8JsonWriter writer, Coordinate[] ring, bool counterClockwise)
    {
        writer.WriteStartArray();
        foreach (var at in Orientation.IsCCW(ring) == counterClockwise ? ring : ring.Reverse())
        {
            WritePosition(writer, at);
        }
        writer.WriteEndArray();
    }

    private static void WritePosition(Utf8JsonWriter writer, Coordinate at)
    {
        writer.WriteStartArray();
        writer.WriteNumberValue(Math.Round(at.X, Decimals));
        writer.WriteNumberValue(Math.Round(at.Y, Decimals));
        writer.WriteEndArray();
    }

    /// <summary>Parses nested position arrays and keeps the first fault.</summary>
    private sealed class Rings(int mostCorners)
    {
        private int corners;

        public ShapeFault? Fault { get; private set; }

        public Geometry? Unsupported() => Fail<Geometry>(ShapeFaults.TypeUnsupported);

        public MultiPolygon? MultiPolygon(JsonElement parts)
        {
            var polygons = parts.EnumerateArray().Select(p => Fault is null ? Polygon(p) : null).ToList();
            return Fault is null ? factory.CreateMultiPolygon([.. polygons.Select(p => p!)]) : null;
        }

        public Polygon? Polygon(JsonElement rings)
        {
            if (rings.ValueKind != JsonValueKind.Array)
            {
                return Fail<Polygon>(ShapeFaults.NotAShape);
            }
            if (rings.GetArrayLength() == 0)
            {
                return Fail<Polygon>(ShapeFaults.Empty);
            }
            var read = rings.EnumerateArray().Select((r, i) => Fault is null ? Ring(r, counterClockwise: i == 0) : null).ToList();
            return Fault is null ? factory.CreatePolygon(read[0], [.. read.Skip(1).Select(r => r!)]) : null;
        }

        public Coordinate? Position(JsonElement position)
        {
            if (
                position.ValueKind != JsonValueKind.Array
                || position.GetArrayLength() is < 2 or > 4
                || !Number(position[0], out var lon)
                || !Number(position[1], out var lat)
            )
            {
                return Fail<Coordinate>(ShapeFaults.NotAShape);
            }
            var at = new LonLat(lon, lat);
            if (at.IsOnEarth)
            {
                return new(lon, lat);
            }
            return Fail<Coordinate>(China.Holds(at.Exchanged) ? ShapeFaults.Swapped : ShapeFaults.OutOfRange, at);
        }

        private LinearRing? Ring(JsonElement positions, bool counterClockwise)
        {
            if (positions.ValueKind != JsonValueKind.Array)
            {
                return Fail<LinearRing>(ShapeFaults.NotAShape);
            }
            corners += positions.GetArrayLength();
            if (corners > mostCorners)
            {
                return Fail<LinearRing>(ShapeFaults.TooManyCorners);
            }
            var ring = new List<Coordinate>();
            foreach (var position in positions.EnumerateArray())
            {
                if (Position(position) is not { } at)
                {
                    return null;
                }
                ring.Add(at);
            }
            if (ring.Count < 3)
            {
                return Fail<LinearRing>(ShapeFaults.RingShort);
            }
            if (!ring[0].Equals2D(ring[^1]))
            {
                return Fail<LinearRing>(ShapeFaults.RingOpen, new(ring[^1].X, ring[^1].Y));
            }
            if (ring.Count < 4)
            {
                return Fail<LinearRing>(ShapeFaults.RingShort);
            }
            Coordinate[] all = [.. ring];
            if (Orientation.IsCCW(all) != counterClockwise)
            {
                Array.Reverse(all);
            }
            return factory.CreateLinearRing(all);
        }

        private static bool Number(JsonElement element, out double number)
        {
            number = 0;
            return element.ValueKind == JsonValueKind.Number && element.TryGetDouble(out number) && double.IsFinite(number);
        }

        private T? Fail<T>(string reason, LonLat? at = null)
            where T : class
        {
            Fault ??= new(reason, at);
            return null;
        }
    }
}
