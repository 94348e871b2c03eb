using System.Globalization;
using Emergency.Domain.Hazards;
using Emergency.Domain.RiskPoints;
using Emergency.Server.Features.Places;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Listing;

namespace Emergency.Server.Features.RiskPoints;

/// <summary>风险点 of a division: level, threshold, who goes where, and the last look.</summary>
internal sealed class ListedRiskPoints : IListed
{
    public string Name => "risk-points";
    public Permission Permission => RiskPointPermissions.Read;

    public Listed Of(ListAsked asked)
    {
        var (words, points) = (asked.Words, asked.Known.Of<RiskPointsKnown>(Entities.Live));
        return Listed.Of(
            asked,
            asked
                .Communities(Permission)
                .SelectMany(community => points.In(community.Code))
                .Select(one => RiskPointItem.Of(one.Id, one.State, asked.Known, Entities.Live))
                .OrderBy(one => one.Community, StringComparer.Ordinal)
                .ThenBy(one => one.Name, StringComparer.Ordinal),
            [
                new("community", one => asked.Community(one.Community)),
                new("risk-name", one => one.Name),
                new("kind", one => words.Codes("hazard.kind", [one.Kind])),
                new("level", one => words.Word("hazard.level", (HazardLevel?)one.Level)),
                new("watched-by", one => words.Word("hazard.risk.unitName", (RiskUnit?)one.Unit)),
                new("threshold", one => one.Threshold?.ToString(CultureInfo.InvariantCulture) ?? one.Sign),
                new("every-days", one => Cells.Number(one.Every)),
                new("zone", one => string.Join('、', one.Buildings)),
                new("zone-to", one => one.ShelterName ?? one.To),
                new("looked-at", one => Cells.Time(one.SeenAt)),
                new("last-value", one => one.Value?.ToString(CultureInfo.InvariantCulture)),
                new("crossed", one => words.Yes(one.Crossed)),
                new("late", one => words.Yes(one.LateLevel > 0)),
            ]
        );
    }
}
