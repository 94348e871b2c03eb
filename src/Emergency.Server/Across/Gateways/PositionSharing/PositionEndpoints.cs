using Emergency.Domain.Places;
using Emergency.Server.Features.Incidents;
using Emergency.Server.Features.Teams;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Answers;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Requests;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Across.PositionSharing;

/// <summary>A position sent by its owner: WGS84 degrees, accuracy in metres.</summary>
internal sealed record NewPosition(double? Lon, double? Lat, double? Accuracy)
{
    public static IReadOnlyList<string> Faults(NewPosition? body) =>
        [
            .. Checks.Need(body?.Lon is >= -180 and <= 180, "$.lon: -180 to 180"),
            .. Checks.Need(body?.Lat is >= -90 and <= 90, "$.lat: -90 to 90"),
            .. Checks.Need(body?.Accuracy is null or >= 0, "$.accuracy: metres, 0 or more"),
        ];
}

/// <summary>Shares an account's position while it has a task in hand.</summary>
internal static class PositionEndpoints
{
    public static RouteGroupBuilder MapPositions(this RouteGroupBuilder api)
    {
        api.MapPut("/me/position", Put).Needs(PositionPermissions.Share).WithTags("me");
        return api;
    }

    /// <summary>Shows the asker's position to the leaders of the incident, while the asker has a task in hand; it is kept in memory only and forgotten when the task ends.</summary>
    public static Outcome<Done> Put(NewPosition body, Asked asked, Known known, Positions positions)
    {
        if (NewPosition.Faults(body) is { Count: > 0 } faults)
            return Problem.Bad(faults);
        if (Positions.InHand(known.Of<IncidentsKnown>(asked.Realm), asked.Account) is not { } hand)
            return new Problem("position.no-task", []);
        var role = asked.Member is { } member
            ? known.Of<TeamsKnown>(asked.Realm).Member(member.Community, member.Member)?.Facts.Role
            : null;
        positions.Tell(
            new(
                asked.Realm,
                asked.Account,
                asked.Member?.Member,
                hand.Incident.Id,
                hand.Task.Community,
                new GeoPoint(body.Lon!.Value, body.Lat!.Value),
                body.Accuracy,
                asked.Now,
                role
            ),
            here: true
        );
        return new Done();
    }
}
