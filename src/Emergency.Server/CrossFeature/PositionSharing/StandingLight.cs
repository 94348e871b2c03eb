using Emergency.Domain;
using Emergency.Domain.Communities;
using Emergency.Domain.Places;

namespace Emergency.Server.CrossFeature.PositionSharing;

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
