using System.Collections.Immutable;
using NetTopologySuite.Algorithm.Locate;
using NetTopologySuite.Geometries;

namespace Emergency.Server.Features.Places.Shapes;

/// <summary>
/// Immutable grid of points: adding and removing give a new grid that shares all cells but a single one. Finds the
/// points inside an area exactly, holes respected; a point on the border is inside.
/// </summary>
internal sealed class PointGrid<TId>
    where TId : notnull, IEquatable<TId>
{
    private const double Cell = 0.002; // degrees: 222 m north-south, 188 m east-west at 32 degrees north
    private const int Shift = 4,
        Side = 1 << Shift;
    private const double Block = Cell * Side,
        Hair = 1e-7; // a centimetre, wider than any rounding
    private readonly ImmutableDictionary<(int X, int Y), Entry[]?[]> blocks;

    private readonly record struct Entry(TId Id, double Lon, double Lat);

    private PointGrid(ImmutableDictionary<(int X, int Y), Entry[]?[]> blocks, int count) => (this.blocks, Count) = (blocks, count);

    public static PointGrid<TId> Empty { get; } = new(ImmutableDictionary<(int X, int Y), Entry[]?[]>.Empty, 0);

    public int Count { get; }

    public PointGrid<TId> Add(TId id, LonLat at) => AddRange([KeyValuePair.Create(id, at)]);

    /// <summary>Adds many points at once, for loading: every touched cell is copied once.</summary>
    public PointGrid<TId> AddRange(IEnumerable<KeyValuePair<TId, LonLat>> points)
    {
        var builder = blocks.ToBuilder();
        var count = Count;
        foreach (var group in points.GroupBy(p => Of(p.Value).Key))
        {
            var block = builder.TryGetValue(group.Key, out var old) ? (Entry[]?[])old.Clone() : new Entry[]?[Side * Side];
            foreach (var cell in group.GroupBy(p => Of(p.Value).Cell))
            {
                Entry[] added = [.. cell.Select(p => new Entry(p.Key, p.Value.Lon, p.Value.Lat))];
                count += added.Length;
                block[cell.Key] = [.. block[cell.Key] ?? [], .. added];
            }
            builder[group.Key] = block;
        }
        return new(builder.ToImmutable(), count);
    }

    /// <summary>Removes the point of that id at that place. Returns the same grid where there is none.</summary>
    public PointGrid<TId> Remove(TId id, LonLat at)
    {
        var (key, cell) = Of(at);
        if (
            !blocks.TryGetValue(key, out var old)
            || old[cell] is not { } entries
            || Array.FindIndex(entries, e => e.Id.Equals(id)) is not (>= 0 and var index)
        )
        {
            return this;
        }
        var block = (Entry[]?[])old.Clone();
        block[cell] = entries.Length == 1 ? null : [.. entries[..index], .. entries[(index + 1)..]];
        return new(Array.TrueForAll(block, c => c is null) ? blocks.Remove(key) : blocks.SetItem(key, block), Count - 1);
    }

    public IReadOnlyList<TId> Inside(Circle circle)
    {
        var inside = new List<TId>();
        foreach (var (_, block) in Within(circle.Box()))
        {
            foreach (var entries in block)
            {
                Take(entries, inside, circle.Holds);
            }
        }
        return inside;
    }

    /// <summary>Ids inside a polygon or multipolygon. Only points in cells on its border are tested one by one.</summary>
    public IReadOnlyList<TId> Inside(Geometry area)
    {
        var inside = new List<TId>();
        if (area.IsEmpty)
        {
            return inside;
        }
        var locator = new IndexedPointInAreaLocator(area);
        var borders = Borders(area);
        var crossed = new bool[Side * Side];
        foreach (var (key, block) in Within(area.EnvelopeInternal))
        {
            if (!borders.TryGetValue(key, out var border))
            {
                if (Holds(new((key.X + 0.5) * Block, (key.Y + 0.5) * Block)))
                {
                    foreach (var entries in block)
                    {
                        Take(entries, inside, null);
                    }
                }
                continue;
            }
            Array.Clear(crossed);
            int left = key.X << Shift,
                bottom = key.Y << Shift;
            foreach (var (a, b) in border)
            {
                Cross(
                    a,
                    b,
                    Cell,
                    (left, left + Side - 1),
                    (bottom, bottom + Side - 1),
                    (x, y) => crossed[((y - bottom) << Shift) + x - left] = true
                );
            }
            bool? run = null; // all cells between two crossed ones lie on one side of the border
            for (var i = 0; i < block.Length; i++)
            {
                if (i % Side == 0 || crossed[i])
                {
                    run = null;
                }
                if (block[i] is not { } entries)
                {
                    continue;
                }
                if (crossed[i])
                {
                    Take(entries, inside, Holds);
                }
                else if (run ??= Holds(new((left + i % Side + 0.5) * Cell, (bottom + i / Side + 0.5) * Cell)))
                {
                    Take(entries, inside, null);
                }
            }
        }
        return inside;

        bool Holds(LonLat at) => locator.Locate(new Coordinate(at.Lon, at.Lat)) != Location.Exterior;
    }

    private IEnumerable<KeyValuePair<(int X, int Y), Entry[]?[]>> Within(Envelope box)
    {
        int left = Index(box.MinX, Block),
            right = Index(box.MaxX, Block),
            bottom = Index(box.MinY, Block),
            top = Index(box.MaxY, Block);
        if ((right - left + 1L) * (top - bottom + 1L) > blocks.Count)
        {
            return blocks.Where(b => b.Key.X >= left && b.Key.X <= right && b.Key.Y >= bottom && b.Key.Y <= top);
        }
        return from x in Enumerable.Range(left, right - left + 1)
            from y in Enumerable.Range(bottom, top - bottom + 1)
            where blocks.ContainsKey((x, y))
            select KeyValuePair.Create((x, y), blocks[(x, y)]);
    }

    private static void Take(Entry[]? entries, List<TId> inside, Func<LonLat, bool>? holds)
    {
        foreach (var entry in entries ?? [])
        {
            if (holds is null || holds(new(entry.Lon, entry.Lat)))
            {
                inside.Add(entry.Id);
            }
        }
    }

    private static Dictionary<(int X, int Y), List<(Coordinate A, Coordinate B)>> Borders(Geometry area)
    {
        var borders = new Dictionary<(int X, int Y), List<(Coordinate A, Coordinate B)>>();
        foreach (var ring in NetTopologySuite.Geometries.Utilities.LinearComponentExtracter.GetLines(area).Select(l => l.Coordinates))
        {
            for (var i = 1; i < ring.Length; i++)
            {
                var side = (A: ring[i - 1], B: ring[i]);
                Cross(
                    side.A,
                    side.B,
                    Block,
                    (int.MinValue, int.MaxValue),
                    (int.MinValue, int.MaxValue),
                    (x, y) =>
                    {
                        if (borders.TryGetValue((x, y), out var list))
                        {
                            list.Add(side);
                        }
                        else
                        {
                            borders[(x, y)] = [side];
                        }
                    }
                );
            }
        }
        return borders;
    }

    /// <summary>Collects the squares that a line from a to b touches, or passes within a hair of, inside a window of squares.</summary>
    private static void Cross(
        Coordinate a,
        Coordinate b,
        double size,
        (int From, int To) columns,
        (int From, int To) rows,
        Action<int, int> square
    )
    {
        var (low, high) = a.Y <= b.Y ? (a, b) : (b, a);
        double west = Math.Min(a.X, b.X),
            east = Math.Max(a.X, b.X),
            rise = high.Y - low.Y;
        for (var y = Math.Max(rows.From, Index(low.Y - Hair, size)); y <= Math.Min(rows.To, Index(high.Y + Hair, size)); y++)
        {
            double x1 = west,
                x2 = east;
            if (rise > 1e-4) // flatter lines lie in one row or two: their whole width is named
            {
                double p = At(y * size - Hair),
                    q = At((y + 1) * size + Hair);
                (x1, x2) = (Math.Min(p, q), Math.Max(p, q));
            }
            for (var x = Math.Max(columns.From, Index(x1 - Hair, size)); x <= Math.Min(columns.To, Index(x2 + Hair, size)); x++)
            {
                square(x, y);
            }
        }

        double At(double lat) => Math.Clamp(low.X + (high.X - low.X) * ((Math.Clamp(lat, low.Y, high.Y) - low.Y) / rise), west, east);
    }

    private static ((int X, int Y) Key, int Cell) Of(LonLat at)
    {
        int x = Index(at.Lon, Cell),
            y = Index(at.Lat, Cell);
        return ((x >> Shift, y >> Shift), ((y & (Side - 1)) << Shift) + (x & (Side - 1)));
    }

    private static int Index(double degrees, double size) => (int)Math.Floor(degrees / size);
}
