using Emergency.Domain.Places;

namespace Emergency.Domain.Incidents;

/// <summary>The thing an incident was before it became one.</summary>
public enum OriginKind
{
    RiskPoint,
    Hazard,
}

/// <summary>Knowledge an incident takes along from the thing it was before: whoever acts need not look for it.</summary>
/// <param name="Thing">The risk point's or the hazard's id.</param>
/// <param name="Community">Where that thing is kept.</param>
/// <param name="To">Where to, in words, where it is no shelter.</param>
/// <param name="Sign">What one sees, hears or smells before it comes.</param>
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

/// <summary>The area that is known when an incident opens.</summary>
/// <param name="Purpose">Null: as the kind of incident usually needs.</param>
public sealed record FirstArea(Area Area, ListOf<string> Communities, AreaPurpose? Purpose);
