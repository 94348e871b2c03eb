using System.Globalization;
using Emergency.Domain.Communities;
using Emergency.Server.Features.Places;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Listing;

namespace Emergency.Server.Features.GroundObjects;

/// <summary>地物 of a division: hydrants, valves, gates, underpasses, keys, buildings, with their points (WGS84).</summary>
internal sealed class ListedGround : IListed
{
    public string Name => "ground";
    public Permission Permission => GroundPermissions.Read;

    public Listed Of(ListAsked asked) =>
        Listed.Of(
            asked,
            asked
                .Communities(Permission)
                .SelectMany(community =>
                    asked
                        .Known.Of<GroundKnown>(asked.Asked.Realm)
                        .Of(community.Code)
                        .All.Values.OrderBy(one => one.Facts.Kind)
                        .ThenBy(one => one.Facts.Name, StringComparer.Ordinal)
                        .Select(one => (Community: community.Name, one.Facts))
                ),
            [
                new("community", one => one.Community),
                new("ground-kind", one => asked.Words.Word("ground.kind", (GroundKind?)one.Facts.Kind)),
                new("ground", one => one.Facts.Name),
                new("grid", one => one.Facts.Grid),
                new("building", one => one.Facts.Building),
                new("levels", one => Cells.Number(one.Facts.Levels)),
                new("lift", one => one.Facts.Lift is { } lift ? asked.Words.Yes(lift) : null),
                new("kept-by", one => one.Facts.Holder),
                new("lon", one => Degrees(one.Facts.Location.Point.Lon)),
                new("lat", one => Degrees(one.Facts.Location.Point.Lat)),
            ]
        );

    private static string Degrees(double degrees) => degrees.ToString("F6", CultureInfo.InvariantCulture);
}
