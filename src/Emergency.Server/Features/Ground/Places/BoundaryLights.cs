using System.Globalization;
using Emergency.Engine;
using Emergency.Server.Infrastructure.Views;
using NetTopologySuite.Geometries;

namespace Emergency.Server.Features.Places;

/// <summary>
/// Tells a division, and those above it, that its ground was drawn: a map that shows it fetches it again. The ground
/// itself is too large to push.
/// </summary>
internal sealed class BoundaryLights : LightsOf<PlacesKnown, string>
{
    protected override string View => "boundary";

    // A changed name leaves the ground the same.
    protected override bool IsNews(Happened happened) => false;

    protected override IEnumerable<string> Touched(PlacesKnown before, PlacesKnown after, Happened happened) => [happened.Entity.Key];

    protected override IEnumerable<string> Near(PlacesKnown state, string realm, Group group) =>
        group.Kind != "division" ? []
        : state.Of(group.Id) is { } one ? state.AtOrBelow(one).Select(division => division.Code)
        : state.Below(group.Id).SelectMany(state.AtOrBelow).Select(division => division.Code);

    protected override Light? Of(PlacesKnown state, string thing, string realm) =>
        state.Of(thing) is { Shape: { } ground, Facts.Successor: null }
            ? new(thing, () => new BoundaryLight(thing, Mark(ground)), Audience.Division(realm, thing))
            : null;

    // The position belongs to the mark: the same square drawn elsewhere is another ground.
    private static string Mark(Geometry ground)
    {
        var (at, box) = (CultureInfo.InvariantCulture, ground.EnvelopeInternal);
        return string.Create(at, $"{ground.NumPoints}/{ground.Length:R}/{ground.Area:R}/{box.MinX:R}/{box.MinY:R}");
    }
}

/// <param name="Mark">Changes with the ground.</param>
internal sealed record BoundaryLight(string Code, string Mark);
