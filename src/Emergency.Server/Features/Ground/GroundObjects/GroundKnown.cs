using System.Collections.Immutable;
using Emergency.Domain.GroundObjects;
using Emergency.Domain.Places;
using Emergency.Server.Features.Places;
using Emergency.Server.Features.Places.Shapes;
using Emergency.Server.Infrastructure.Encryption;

namespace Emergency.Server.Features.GroundObjects;

/// <summary>Hydrants, gates and buildings of each community.</summary>
internal sealed record GroundKnown(ImmutableDictionary<string, GroundFeatures> Communities)
{
    public static readonly GroundKnown None = new(ImmutableDictionary.Create<string, GroundFeatures>(StringComparer.Ordinal));

    public GroundFeatures Of(string community) => Communities.GetValueOrDefault(community, GroundFeatures.None);

    /// <summary>All things within so many metres of a point, the nearest first, each with its community and distance.</summary>
    public IEnumerable<(string Community, GroundFeature Feature, double Metres)> Near(PlacesKnown places, GeoPoint point, int metres) =>
        places
            .Touching(new Area.Circle(point, metres))
            .SelectMany(code => Of(code).All.Values.Select(one => (Community: code, Feature: one)))
            .Select(one =>
                (one.Community, one.Feature, Metres: Earth.Distance(Ground.At(point), Ground.At(one.Feature.Facts.Location.Point)))
            )
            .Where(one => one.Metres <= metres)
            .OrderBy(one => one.Metres)
            .ThenBy(one => one.Feature.Facts.Id.Value);

    /// <summary>
    /// Things that responders coming to a building must know: all that belong to it, and the two nearest of each kind around
    /// it. Sorted by kind, the nearest first.
    /// </summary>
    public IReadOnlyList<GroundObjectShown> Around(
        PlacesKnown places,
        string community,
        string? grid,
        string building,
        GeoPoint point,
        ISealing sealing
    )
    {
        bool IsOwn((string Community, GroundFeature Feature, double Metres) one) =>
            one.Community == community && one.Feature.Facts.Building == building && (one.Feature.Facts.Grid is not { } own || own == grid);
        var near = Near(places, point, Reach).ToList();
        return
        [
            .. near.Where(IsOwn)
                .Concat(
                    near.Where(one => !IsOwn(one) && one.Feature.Facts is { Building: null, Kind: not GroundKind.Building })
                        .GroupBy(one => one.Feature.Facts.Kind)
                        .SelectMany(kind => kind.Take(2))
                )
                .OrderByDescending(one => one.Feature.Facts.Kind == GroundKind.Building)
                .ThenBy(one => one.Feature.Facts.Kind)
                .ThenBy(one => one.Metres)
                .Select(one => GroundObjectShown.Of(one.Community, one.Feature, sealing, one.Metres)),
        ];
    }

    /// <summary>Metres around a building in which a hydrant or a gate is of use.</summary>
    private const int Reach = 300;
}
