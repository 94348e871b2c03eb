using Emergency.Domain.Places;
using static Emergency.Domain.Decision;

namespace Emergency.Domain.Incidents;

/// <summary>The area an incident concerns and the communities it touches (12-digit codes). Who is inside is frozen per community by DoorCheck.</summary>
public sealed record ImpactArea(Area Area, ListOf<string> Communities, int Version, DateTimeOffset At);

public abstract record ImpactCommand : IncidentCommand;

public sealed record DrawImpact(Area Area, ListOf<string> Communities, By By, DateTimeOffset At) : ImpactCommand;

public abstract record ImpactEvent : IncidentEvent;

/// <param name="Released">Communities that the area no longer touches: their unmarked doors are released, nobody marked is lost.</param>
[Stored("incident.impact-drawn.v1")]
public sealed record ImpactDrawn(Area Area, ListOf<string> Communities, ListOf<string> Released, int Version, By By, DateTimeOffset At)
    : ImpactEvent,
        ISetsDue
{
    public string DueOf => Attention.Of;
    public DateTimeOffset? Due => null;
}

public static class ImpactRules
{
    public static Decision Decide(Incident state, ImpactCommand command) =>
        command switch
        {
            DrawImpact c when state.Impact is { } now && now.Area == c.Area && now.Communities == c.Communities => Nothing,
            DrawImpact c => new ImpactDrawn(
                c.Area,
                c.Communities,
                ListOf.From((state.Impact?.Communities ?? []).Except(c.Communities, StringComparer.Ordinal)),
                (state.Impact?.Version ?? 0) + 1,
                c.By,
                c.At
            ),
            _ => throw new Unforeseen(command),
        };

    public static Incident Evolve(Incident state, ImpactEvent happened) =>
        happened switch
        {
            ImpactDrawn e => state with { Impact = new(e.Area, e.Communities, e.Version, e.At) },
            _ => throw new Unforeseen(happened),
        };
}
