using NetTopologySuite.Algorithm;
using NetTopologySuite.Geometries;

namespace Emergency.Server.Features.Places.Shapes;

/// <summary>
/// Counts how often a ring crosses itself. Mending a ring costs at least the square of its crossings, so they are
/// counted first, and counting stops at the limit.
/// </summary>
internal static class Crossings
{
    /// <summary>Counts up to <paramref name="most"/> + 1.</summary>
    public static int Count(Coordinate[] ring, int most, CancellationToken stop = default)
    {
        var found = 0;
        var lines = new RobustLineIntersector();
        for (var i = 0; i < ring.Length - 1; i++)
        {
            stop.ThrowIfCancellationRequested();
            var one = new Envelope(ring[i], ring[i + 1]);
            for (var j = i + 2; j < ring.Length - 1; j++)
            {
                if (!one.Intersects(ring[j], ring[j + 1]))
                    continue;
                lines.ComputeIntersection(ring[i], ring[i + 1], ring[j], ring[j + 1]);
                if (lines.HasIntersection && lines.IsProper && ++found > most)
                    return found;
            }
        }
        return found;
    }
}
