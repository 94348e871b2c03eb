using Emergency.Domain;
using Emergency.Domain.Places;
using Emergency.Domain.Teams;

namespace Emergency.Server.Across.PositionSharing;

/// <summary>A team's place on the map: the role, no name.</summary>
internal sealed record StandingLight(
    MemberId? Member,
    IncidentId Incident,
    string Community,
    GeoPoint Point,
    double? Accuracy,
    DateTimeOffset At,
    TeamRole? Role
);
