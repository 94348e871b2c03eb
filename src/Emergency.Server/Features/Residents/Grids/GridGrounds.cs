using Emergency.Domain;
using Emergency.Domain.Grids;
using Emergency.Domain.Places;
using Emergency.Server.Features.Places;
using Emergency.Server.Features.Teams;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Privacy;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Grids;

/// <summary>The grids of a street or a community whose ground somebody has drawn, for a map.</summary>
internal sealed record GridGrounds(string Division, IReadOnlyList<GridGround> Items, long Position)
{
    public static GridGrounds Of(Known known, string division) =>
        new(
            division,
            [
                .. known
                    .Of<PlacesKnown>(Entities.Live)
                    .Communities(division)
                    .SelectMany(community =>
                        known
                            .Of<QuartersKnown>(Entities.Live)
                            .Of(community.Code)
                            .Grids.Values.Where(grid => grid.Boundary is not null)
                            .OrderBy(grid => grid.Name, StringComparer.Ordinal)
                            .Select(grid => GridGround.Of(known, community.Code, grid))
                    ),
            ],
            known.At.Value
        );
}

/// <param name="ChiefMask">Masked name of its chief; null where there is none.</param>
/// <param name="Buildings">Number of buildings in it.</param>
internal sealed record GridGround(string Community, string Name, string? ChiefMask, int Buildings, Area Boundary)
{
    public static GridGround Of(Known known, string community, Quarter grid) =>
        new(community, grid.Name, Masked(known, community, grid.Chief), grid.Buildings.Count, grid.Boundary!);

    private static string? Masked(Known known, string community, MemberId? chief) =>
        chief is { } member && known.Of<TeamsKnown>(Entities.Live).Member(community, member) is { Contact: { } contact }
            ? Masks.Name(contact.Name)
            : null;
}
