using NetTopologySuite.Geometries;

namespace Emergency.Server.Features.Places.Shapes;

/// <summary>Everything within some metres of a point. Distance decides membership; the polygon is for maps and for areas.</summary>
internal sealed record Circle(LonLat Centre, double RadiusMetres)
{
    public const double LeastMetres = 1,
        MostMetres = 100_000;
    public const int Corners = 64;

    /// <summary>Fault of the circle; null where it can be used: on Earth, 1 m to 100 km.</summary>
    public ShapeFault? Fault =>
        !Centre.IsOnEarth ? new(China.Holds(Centre.Exchanged) ? ShapeFaults.Swapped : ShapeFaults.OutOfRange, Centre)
        : RadiusMetres is >= LeastMetres and <= MostMetres ? null
        : new(ShapeFaults.RadiusOutOfRange, Centre);

    public bool Holds(LonLat point) => Earth.Distance(Centre, point) <= RadiusMetres;

    /// <summary>Returns 64 corners on the circle, counter-clockwise. The middle of a side lies 0.12 % inside it.</summary>
    public Polygon ToPolygon()
    {
        var ring = new Coordinate[Corners + 1];
        for (var i = 0; i < Corners; i++)
        {
            var at = Earth.Onward(Centre, RadiusMetres, -360.0 / Corners * i);
            ring[i] = new(at.Lon, at.Lat);
        }
        ring[Corners] = ring[0].Copy();
        return new GeometryFactory(new PrecisionModel(), 4326).CreatePolygon(ring);
    }

    /// <summary>The box of longitudes and latitudes around it.</summary>
    public Envelope Box()
    {
        var lat = RadiusMetres / Earth.MetresOfDegree;
        // The widest part of a circle lies a little towards the pole: 1 % more is enough for 100 km up to 60 degrees.
        var lon = lat * 1.01 / Math.Max(0.01, Math.Cos((Math.Abs(Centre.Lat) + lat) * Math.PI / 180));
        return new(Centre.Lon - lon, Centre.Lon + lon, Centre.Lat - lat * 1.01, Centre.Lat + lat * 1.01);
    }
}
