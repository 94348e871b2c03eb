using Emergency.Domain.Places;
using static Emergency.Domain.Decision;

namespace Emergency.Domain.Incidents;

/// <summary>Area of an incident and the communities it touches (12-digit codes). DoorCheck freezes the people inside, per
/// community.</summary>
public sealed record ImpactArea(Area Area, ListOf<string> Communities, int Version, DateTimeOffset At)
{
    public AreaPurpose Purpose { get; init; }
}

/// <summary>Purpose of an area: 逐户核实, every household is met and well, or 疏散转移, everybody must leave.</summary>
public enum AreaPurpose
{
    Check,
    Evacuate,
}

public abstract record ImpactCommand : IncidentCommand;

/// <param name="Purpose">Null: unchanged, and for a first area by the kind of incident: people leave water and slopes, elsewhere doors are
/// checked.</param>
public sealed record DrawImpact(Area Area, ListOf<string> Communities, By By, DateTimeOffset At, AreaPurpose? Purpose = null)
    : ImpactCommand;

public abstract record ImpactEvent : IncidentEvent;

/// <param name="Released">Communities that the area no longer touches: their unmarked doors are released, marked ones stay.</param>
/// <param name="Purpose">Null: 逐户核实.</param>
/// <param name="Unattended">Due time of the report that nobody is in charge, for an area that was known when the incident opened; null
/// where somebody drew it.</param>
[Stored("incident.impact-drawn.v1")]
public sealed record ImpactDrawn(
    Area Area,
    ListOf<string> Communities,
    ListOf<string> Released,
    int Version,
    By By,
    DateTimeOffset At,
    AreaPurpose? Purpose = null,
    DateTimeOffset? Unattended = null
) : ImpactEvent, ISetsDue
{
    public string DueOf => Attention.Of;
    public DateTimeOffset? Due => Unattended;
}

public static class ImpactRules
{
    public static Decision Decide(Incident state, ImpactCommand command) =>
        command switch
        {
            DrawImpact c
                when state.Impact is { } now
                    && now.Area == c.Area
                    && now.Communities == c.Communities
                    && (c.Purpose ?? now.Purpose) == now.Purpose => Nothing,
            DrawImpact c => new ImpactDrawn(
                c.Area,
                c.Communities,
                ListOf.From((state.Impact?.Communities ?? []).Except(c.Communities, StringComparer.Ordinal)),
                (state.Impact?.Version ?? 0) + 1,
                c.By,
                c.At,
                Stored(c.Purpose ?? state.Impact?.Purpose ?? Usual(state.Category))
            ),
            _ => throw new Unforeseen(command),
        };

    /// <summary>Sets the area that is known when an incident opens.</summary>
    internal static ImpactDrawn First(OpenIncident c, FirstArea known, DateTimeOffset? unattended) =>
        new(known.Area, known.Communities, [], 1, c.By, c.At, Stored(known.Purpose ?? Usual(c.Category)), unattended);

    private static AreaPurpose? Stored(AreaPurpose purpose) => purpose is AreaPurpose.Evacuate ? purpose : null;

    private static AreaPurpose Usual(Category category) =>
        category is Category.Flood or Category.Geological ? AreaPurpose.Evacuate : AreaPurpose.Check;

    public static Incident Evolve(Incident state, ImpactEvent happened) =>
        happened switch
        {
            ImpactDrawn e => state with
            {
                Impact = new(e.Area, e.Communities, e.Version, e.At) { Purpose = e.Purpose ?? AreaPurpose.Check },
            },
            _ => throw new Unforeseen(happened),
        };
}
