using System.Globalization;
using System.Text;
using Emergency.Server.Features.Places;
using Emergency.Server.Foundation;
using NetTopologySuite.Geometries;

namespace Emergency.Server.Across.Public;

/// <summary>
/// Draws the places of the listed shelters: the community and its neighbours as an SVG written by the server, without tiles, script or
/// styles of its own. The numbers are those of the list, so nothing is in the map alone.
/// </summary>
internal static class PublicMap
{
    private const double Width = 380,
        Height = 460,
        Margin = 26,
        Mark = 20,
        LetterWidth = 12,
        LetterHeight = 14;
    private static readonly GeometryFactory Factory = new(new PrecisionModel(), 4326);
    private static readonly (double X, double Y)[] Places =
    [
        (0, 0),
        (22, 0),
        (-22, 0),
        (0, 22),
        (0, -22),
        (22, 22),
        (-22, -22),
        (22, -22),
        (-22, 22),
        (44, 0),
        (-44, 0),
    ];
    private static readonly double[] Lengths = [100, 200, 500, 1000, 2000, 5000, 10000];

    /// <summary>Draws the map; nothing where the community has no area or none of the shelters has a place.</summary>
    /// <param name="shelters">Shelters in the order of the list, the first being number 1.</param>
    public static Html Of(DivisionKnown? community, PlacesKnown places, IReadOnlyList<PublicShelter> shelters, PublicWords words)
    {
        var located = shelters
            .Select((shelter, n) => (Shelter: shelter, Number: n + 1))
            .Where(one => one.Shelter.Point is not null)
            .ToList();
        if (community?.Shape is not { IsEmpty: false } shape || located.Count == 0)
            return Html.Nothing;
        var view = new View(
            shape.EnvelopeInternal,
            [.. located.Select(one => new Coordinate(one.Shelter.Point!.Lon, one.Shelter.Point.Lat))]
        );
        var drawn = places
            .Touching(Factory.ToGeometry(view.Shown))
            .Select(places.Of)
            .OfType<DivisionKnown>()
            .Where(one => one.Shape is not null)
            .OrderBy(one => one.Code == community.Code)
            .ToList();
        var marks = Marks(located, view);
        return Html.Of(
            $"""
            <figure class="map">
              <svg viewBox="0 0 {(int)Width} {(int)Height}" role="img" aria-label="{words[
                "map",
                PublicSheet.Short(community.RegisterName),
                located.Count.ToString(CultureInfo.InvariantCulture)
            ]}">
                {Html.Each(
                drawn,
                one => Html.Of($"""<path class="{(one.Code == community.Code ? "own" : "near")}" d="{Path(one.Shape!, view)}"/>""")
            )}
                {Html.Each(
                Names(drawn, marks, view),
                name => Html.Of($"""<text x="{Said(name.At.X)}" y="{Said(name.At.Y)}">{name.Text}</text>""")
            )}
                {Html.Each(
                marks,
                mark =>
                    Html.Of(
                        $"""<g class="{mark.State}"><path class="lead" d="M{Said(mark.True.X)} {Said(mark.True.Y)}L{Said(mark.At.X)} {Said(mark.At.Y)}"/><rect x="{Said(mark.At.X - Mark / 2)}" y="{Said(mark.At.Y - Mark / 2)}" width="20" height="20" rx="4"/><text x="{Said(mark.At.X)}" y="{Said(mark.At.Y + 5)}">{mark.Number}</text></g>"""
                    )
            )}
                {Scale(view, words)}
              </svg>
              <figcaption>{words["map.note"]}</figcaption>
            </figure>
            """
        );
    }

    private sealed record Placed(int Number, string State, Coordinate True, Coordinate At);

    // The nearest is placed first and keeps its true place; a mark that would cover another moves aside, with a line to its true place.
    private static List<Placed> Marks(IReadOnlyList<(PublicShelter Shelter, int Number)> located, View view)
    {
        var placed = new List<Placed>();
        foreach (var (shelter, number) in located)
        {
            var there = view.At(new(shelter.Point!.Lon, shelter.Point.Lat));
            var free =
                Places
                    .Select(by => new Coordinate(there.X + by.X, there.Y + by.Y))
                    .FirstOrDefault(at =>
                        placed.TrueForAll(other => Math.Abs(other.At.X - at.X) >= Mark + 1 || Math.Abs(other.At.Y - at.Y) >= Mark + 1)
                    )
                ?? there;
            placed.Add(new(number, shelter.State, there, free));
        }
        return placed;
    }

    // A name gives way to marks and to names already there.
    private static List<(string Text, Coordinate At)> Names(IEnumerable<DivisionKnown> drawn, IReadOnlyList<Placed> marks, View view)
    {
        var boxes = marks
            .Select(mark => new Envelope(mark.At.X - Mark / 2, mark.At.X + Mark / 2, mark.At.Y - Mark / 2, mark.At.Y + Mark / 2))
            .ToList();
        var names = new List<(string, Coordinate)>();
        foreach (var one in drawn.Reverse())
        {
            var (text, middle) = (PublicSheet.Short(one.RegisterName), view.At(one.Shape!.InteriorPoint.Coordinate));
            var half = text.Length * LetterWidth / 2;
            var box = new Envelope(middle.X - half, middle.X + half, middle.Y - LetterHeight, middle.Y + LetterHeight / 2);
            if (box.MinX < 2 || box.MaxX > Width - 2 || box.MinY < 2 || box.MaxY > Height - Margin || boxes.Exists(box.Intersects))
                continue;
            boxes.Add(box);
            names.Add((text, middle));
        }
        return names;
    }

    private static Html Scale(View view, PublicWords words)
    {
        var metres = Lengths.LastOrDefault(length => length * view.PerMetre <= Width / 3, Lengths[0]);
        var (from, to, y) = (Said(12), Said(12 + metres * view.PerMetre), Said(Height - 12));
        return Html.Of(
            $"""<path class="scale" d="M{from} {y}H{to}"/><text class="length" x="{from}" y="{Said(Height - 18)}">{(metres < 1000 ? words["metres", Said(metres)] : words["kilometres", Said(metres / 1000)])}</text>"""
        );
    }

    private static string Path(Geometry shape, View view)
    {
        var path = new StringBuilder();
        for (var n = 0; n < shape.NumGeometries; n++)
        {
            if (shape.GetGeometryN(n) is not Polygon polygon)
                continue;
            foreach (var (corner, place) in polygon.ExteriorRing.Coordinates.Select((corner, place) => (view.At(corner), place)))
                path.Append(place == 0 ? 'M' : 'L').Append(Said(corner.X)).Append(' ').Append(Said(corner.Y));
            path.Append('Z');
        }
        return path.ToString();
    }

    private static string Said(double number) => Math.Round(number, 1).ToString(CultureInfo.InvariantCulture);

    /// <summary>Converts degrees to the drawing's units, equal in both directions at this latitude.</summary>
    private sealed class View
    {
        private const double MetresPerDegree = 111_320;
        private readonly double _east,
            _perMetre;
        private readonly Coordinate _middle;

        public View(Envelope community, IReadOnlyList<Coordinate> also)
        {
            var all = new Envelope(community);
            foreach (var one in also)
                all.ExpandToInclude(one);
            (_middle, _east) = (all.Centre, Math.Cos(all.Centre.Y * Math.PI / 180) * MetresPerDegree);
            _perMetre = Math.Min(
                (Width - 2 * Margin) / Math.Max(50, all.Width * _east),
                (Height - 2 * Margin) / Math.Max(50, all.Height * MetresPerDegree)
            );
        }

        public double PerMetre => _perMetre;
        public Envelope Shown =>
            new(
                _middle.X - Width / 2 / (_perMetre * _east),
                _middle.X + Width / 2 / (_perMetre * _east),
                _middle.Y - Height / 2 / (_perMetre * MetresPerDegree),
                _middle.Y + Height / 2 / (_perMetre * MetresPerDegree)
            );

        public Coordinate At(Coordinate at) =>
            new(Width / 2 + (at.X - _middle.X) * _east * _perMetre, Height / 2 - (at.Y - _middle.Y) * MetresPerDegree * _perMetre);
    }
}
