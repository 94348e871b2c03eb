using System.Text.Json;
using Emergency.Domain;
using Emergency.Domain.Links;
using Emergency.Domain.Places;
using Emergency.Domain.Teams;
using Emergency.Engine;
using Emergency.Server.Features.GroundObjects;
using Emergency.Server.Features.Links;
using Emergency.Server.Features.People;
using Emergency.Server.Features.Places;
using Emergency.Server.Features.Teams;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Dispatch;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Incidents.DoorChecks;

/// <summary>
/// Shows a building's doors to the commander at the scene without an account (给消防看), as long as the incident runs. The
/// link allows no act: findings go to the people who knock.
/// </summary>
internal sealed class DoorLinks(ISealing sealing) : ILinked
{
    public LinkPurpose Purpose => LinkPurpose.DoorsShown;

    public Permission Makes => IncidentPermissions.DoorsShow;

    public IReadOnlyList<LinkAct> Acts { get; } = [];

    public bool Ends(LinkAct act) => false;

    public LinkContent? Show(LinkKnown link, Known known, DateTimeOffset now)
    {
        var (community, incident) = (link.State.Community, new IncidentId(link.State.Thing));
        if (
            link.State.Building is not { } building
            || known.Of<IncidentsKnown>(Entities.Live).Find(incident) is not { Running: true } running
        )
            return null;
        var doors = Doors(known, incident, community, building, now);
        return doors.Shown(JsonNamingPolicy.KebabCaseLower.ConvertName($"{running.State.Category}")) is not { } shown
            ? null
            : new(
                Purpose,
                known.Of<PlacesKnown>(Entities.Live).Name(community),
                building.Name,
                link.State.Until,
                null,
                null,
                null,
                null,
                null,
                [],
                Phone(known.Of<TeamsKnown>(Entities.Live).Of(community), building, now),
                false,
                []
            )
            {
                Doors = shown with { Ground = doors.Middle is { } middle ? Around(known, community, building, middle) : [] },
            };
    }

    private ListOf<LinkGround> Around(Known known, string community, LinkedBuilding building, GeoPoint middle) =>
        [
            .. known
                .Of<GroundKnown>(Entities.Live)
                .Around(known.Of<PlacesKnown>(Entities.Live), community, building.Grid, building.Name, middle, sealing)
                .Select(one => new LinkGround(
                    one.Kind,
                    one.Name,
                    one.Metres ?? 0,
                    one.At,
                    one.Holder,
                    one.Phone,
                    one.Levels,
                    one.Lift,
                    one.Note
                )),
        ];

    public ValueTask<Sent> Do(LinkKnown link, LinkAct act, string? words, DateTimeOffset now, CancellationToken stop) =>
        new(new Sent(Position.Start, Problem.Of(Link.Withdrawn)));

    public static BuildingDoors Doors(Known known, IncidentId incident, string community, LinkedBuilding building, DateTimeOffset now) =>
        new(
            known.Of<ResidentsKnown>(Entities.Live),
            known.Of<DoorsKnown>(Entities.Live).Of(incident, community),
            building,
            Shanghai.Day(now)
        );

    /// <summary>Phone of the nearest person responsible for its doors who has one, else of the secretary.</summary>
    private static string? Phone(TeamKnown team, LinkedBuilding building, DateTimeOffset now) =>
        new Chains(team, now)
            .Of(building.Grid ?? "", building.Name, null, null)
            .Select(one => team.Members[one.MemberId])
            .Concat(team.Members.Values.Where(member => member.Facts.Is(TeamRole.Secretary)))
            .SelectMany(member => member.Contact?.Phones ?? [])
            .FirstOrDefault();
}
