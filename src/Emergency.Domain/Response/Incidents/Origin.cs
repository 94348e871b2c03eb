using Emergency.Domain.Places;

namespace Emergency.Domain.Incidents;

/// <summary>Kind of thing an incident was before it became one.</summary>
public enum OriginKind
{
    RiskPoint,
    Hazard,
}

/// <summary>Facts an incident takes along from the thing it was before, so that nobody has to look for them.</summary>
/// <param name="Thing">Id of the risk point or the hazard.</param>
/// <param name="Community">Community that keeps that thing.</param>
/// <param name="To">Destination in words, where it is no shelter.</param>
/// <param name="Sign">Sign to see, hear or smell before it comes.</param>
public sealed record Origin(
    OriginKind Kind,
    Guid Thing,
    string Community,
    ListOf<string> Buildings,
    ShelterId? Shelter = null,
    string? To = null,
    string? Route = null,
    string? Sign = null
);

/// <summary>Area that is known when an incident opens.</summary>
/// <param name="Purpose">Null: by the kind of incident.</param>
public sealed record FirstArea(Area Area, ListOf<string> Communities, AreaPurpose? Purpose);
