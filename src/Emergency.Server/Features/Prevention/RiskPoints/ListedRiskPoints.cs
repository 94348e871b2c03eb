using System.Globalization;
using Emergency.Domain.Hazards;
using Emergency.Domain.RiskPoints;
using Emergency.Server.Features.Places;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Listing;

namespace Emergency.Server.Features.RiskPoints;

/// <summary>List of the risk points (风险点) of a division: level, threshold, evacuation, and the last look.</summary>
internal sealed class ListedRiskPoints() : ListedByCommunity<RiskPointItem>("risk-points", RiskPointPermissions.Read)
{
    protected override IEnumerable<RiskPointItem> In(ListAsked asked, string code) =>
        asked
            .Known.Of<RiskPointsKnown>(Entities.Live)
            .In(code)
            .Select(one => RiskPointItem.Of(one.Id, one.State, asked.Known, Entities.Live))
            .OrderBy(one => one.Name, StringComparer.Ordinal);

    protected override IReadOnlyList<Column<RiskPointItem>> Columns(ListAsked asked) =>
        [
            new("risk-name", one => one.Name),
            new("kind", one => asked.Words.Codes("hazard.kind", [one.Kind])),
            new("level", one => asked.Words.Word("hazard.level", (HazardLevel?)one.Level)),
            new("watched-by", one => asked.Words.Word("hazard.risk.unitName", (RiskUnit?)one.Unit)),
            new("threshold", one => one.Threshold?.ToString(CultureInfo.InvariantCulture) ?? one.Sign),
            new("every-days", one => Cells.Number(one.Every)),
            new("zone", one => string.Join('、', one.Buildings)),
            new("zone-to", one => one.ShelterGone ? null : one.ShelterName ?? one.To),
            new("looked-at", one => Cells.Time(one.SeenAt)),
            new("last-value", one => one.Value?.ToString(CultureInfo.InvariantCulture)),
            new("crossed", one => asked.Words.Yes(one.Crossed)),
            new("late", one => asked.Words.Yes(one.LateLevel > 0)),
        ];
}
