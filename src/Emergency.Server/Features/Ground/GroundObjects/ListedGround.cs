using System.Globalization;
using Emergency.Domain.GroundObjects;
using Emergency.Server.Features.Places;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Infrastructure.Listing;

namespace Emergency.Server.Features.GroundObjects;

/// <summary>List of 地物 of a division: hydrants, valves, gates, underpasses, keys, buildings, with their points (WGS84).</summary>
internal sealed class ListedGround(ISealing sealing) : ListedByCommunity<GroundFacts>("ground", GroundPermissions.Read)
{
    protected override IEnumerable<GroundFacts> In(ListAsked asked, string code) =>
        asked
            .Known.Of<GroundKnown>(asked.Asked.Realm)
            .Of(code)
            .All.Values.Select(one => one.Facts.Opened(sealing))
            .OrderBy(one => one.Kind)
            .ThenBy(one => one.Name, StringComparer.Ordinal);

    protected override IReadOnlyList<Column<GroundFacts>> Columns(ListAsked asked) =>
        [
            new("ground-kind", one => asked.Words.Word("ground.kind", (GroundKind?)one.Kind)),
            new("ground", one => one.Name),
            new("grid", one => one.Grid),
            new("building", one => one.Building),
            new("levels", one => Cells.Number(one.Levels)),
            new("lift", one => one.Lift is { } lift ? asked.Words.Yes(lift) : null),
            new("kept-by", one => one.Holder),
            new("lon", one => Degrees(one.Location.Point.Lon)),
            new("lat", one => Degrees(one.Location.Point.Lat)),
        ];

    private static string Degrees(double degrees) => degrees.ToString("F6", CultureInfo.InvariantCulture);
}
