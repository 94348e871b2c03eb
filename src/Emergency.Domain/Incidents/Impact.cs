using Emergency.Domain.Places;

namespace Emergency.Domain.Incidents;

/// <summary>The area an incident concerns and the communities it touches (12-digit codes). Who is inside is frozen per community by DoorCheck.</summary>
public sealed record ImpactArea(Area Area, ListOf<string> Communities, int Version, DateTimeOffset At);

public abstract record ImpactCommand : IncidentCommand;
public sealed record DrawImpact(Area Area, ListOf<string> Communities, By By, DateTimeOffset At) : ImpactCommand;

public abstract record ImpactEvent : IncidentEvent;
/// <param name="Released">Communities that the area no longer touches: their unmarked doors are released, nobody marked is lost.</param>
public sealed record ImpactDrawn(Area Area, ListOf<string> Communities, ListOf<string> Released, int Version, By By, DateTimeOffset At) : ImpactEvent;
