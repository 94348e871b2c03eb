using System.Globalization;
using Emergency.Engine;
using Emergency.Server.Infrastructure.Views;
using NetTopologySuite.Geometries;

namespace Emergency.Server.Features.Places;

/// <summary>That the ground of a division was drawn, to the division and those above it: a map that shows it reads it again. The ground itself is too large to be told to all.</summary>
internal sealed class BoundaryLights : LightsOf<PlacesKnown, string>
{
    protected override string View => "boundary";

    // A name that is written anew changes no ground.
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

    // Where it lies belongs to it: the same square drawn elsewhere is another ground.
    private static string Mark(Geometry ground)
    {
        var (at, box) = (CultureInfo.InvariantCulture, ground.EnvelopeInternal);
        return string.Create(at, $"{ground.NumPoints}/{ground.Length:R}/{ground.Area:R}/{box.MinX:R}/{box.MinY:R}");
    }
}

/// <param name="Mark">Another one for another ground.</param>
internal sealed record BoundaryLight(string Code, string Mark);
