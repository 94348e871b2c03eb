using System.Globalization;
using Emergency.Server.Foundation.Problems;

namespace Emergency.Server.Features.Places.Shapes;

/// <summary>
/// Problems of a drawn shape, as they are answered: area.self-crossing names the crossing point, area.bad the reason in
/// the words of import findings.
/// </summary>
internal static class ShapeProblems
{
    public static Problem Bad(string reason) => new("area.bad", [reason]);

    public static Problem Of(ShapeFault fault) =>
        fault is { Reason: ShapeFaults.SelfCrossing, At: { } at }
            ? new("area.self-crossing", [at.Lon.ToString(CultureInfo.InvariantCulture), at.Lat.ToString(CultureInfo.InvariantCulture)])
            : Bad(fault.Reason);
}
