using System.Text.Json;
using Emergency.Domain.Places;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Acting;
using Emergency.Server.Infrastructure.Answers;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Places;

/// <param name="Boundary">A GeoJSON polygon or multipolygon, WGS84.</param>
internal sealed record NewBoundary(JsonElement? Boundary);

/// <summary>Endpoint for a community's boundary, drawn by hand: a new community has none before.</summary>
internal static class BoundaryEndpoints
{
    public static RouteGroupBuilder MapBoundary(this RouteGroupBuilder api)
    {
        api.MapPost("/communities/{code}/boundary", Draw).Needs(PlacePermissions.Draw).WithTags("divisions");
        return api;
    }

    /// <summary>
    /// Sets or replaces the boundary. Ground outside its street or within another community is cut off. So hand-drawn
    /// borders meet, even when drawn at the same moment.
    /// </summary>
    public static async Task<Outcome<Done>> Draw(string code, NewBoundary body, Act act)
    {
        if (!Divisions.IsCommunity(code))
            return Problem.NotFound;
        if (act.Asked.Allow(PlacePermissions.Draw, new Place(code)).Problem is { } problem)
            return problem;
        using var turn = await act.Use<BoundaryTurns>().Of(Divisions.Street(code), act.Stop);
        var known = await act.Use<Folding>().Newest(act.Stop);
        var (boundary, against) = BoundaryGround.Read(known.Of<PlacesKnown>(act.Asked.Realm), code, body.Boundary);
        if (boundary is null)
            return against!;
        var sent = await act.Send(
            PlacePermissions.Draw,
            new Place(code),
            Entities.Place(act.Asked.Realm, code),
            _ => new DrawBoundary(boundary, Synthetic: false, Import: null, act.Now)
        );
        return sent.With(new Done());
    }
}
