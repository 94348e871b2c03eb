using Emergency.Domain;
using Emergency.Domain.Patrols;
using Emergency.Domain.Places;
using Emergency.Server.Features.Hazards;
using Emergency.Server.Features.Places;
using Emergency.Server.Features.RiskPoints;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Requests;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Patrols;

/// <summary>A route as submitted by a form.</summary>
/// <param name="First">The day of the first round; today where it is left out.</param>
internal sealed record NewPatrol(string? Name, MemberId? Walker, int? Every, DateOnly? First, IReadOnlyList<NewStop>? Stops)
{
    private const int Most = 60;

    public static IReadOnlyList<string> Faults(NewPatrol body) =>
        [
            .. Checks.Text(body.Name, "$.name", 40, needed: true),
            .. Checks.Need(body.Every is >= 1 and <= 366, "$.every: 1 to 366 days"),
            .. Checks.Need(body.Stops is { Count: >= 1 and <= Most }, "$.stops: 1 to 60"),
            .. (body.Stops ?? []).SelectMany(NewStop.Faults),
            .. Checks.Need(
                body.Stops is null
                    || body.Stops.Where(stop => stop.No is not null).Select(stop => stop.No).Distinct().Count()
                        == body.Stops.Count(stop => stop.No is not null),
                "$.stops.no: each once"
            ),
        ];

    // A stop keeps its number while the route around it changes.
    public PatrolFacts Facts
    {
        get
        {
            var stops = Stops ?? [];
            var next = (stops.Max(stop => stop.No) ?? 0) + 1;
            return new(Name!.Trim(), Walker, Every!.Value, [.. stops.Select(stop => stop.Of(stop.No ?? next++))]);
        }
    }
}

/// <param name="No">Its number, where the route had it before.</param>
internal sealed record NewStop(int? No, StopKind? Kind, Guid? Thing, string? Name, string? Ask, PointText? Location)
{
    public static IEnumerable<string> Faults(NewStop stop) =>
        [
            .. Checks.Need(stop.Kind is not null, "$.stops.kind: needed"),
            .. Checks.Need(stop.No is null or (>= 1 and <= 10_000), "$.stops.no: from 1"),
            .. Checks.Text(stop.Name, "$.stops.name", 60, needed: true),
            .. Checks.Text(stop.Ask, "$.stops.ask", 100),
            .. Checks.Point(stop.Location, "$.stops.location"),
        ];

    public PatrolStop Of(int no) => new(no, Kind!.Value, Thing, Name!.Trim(), Ask?.Trim(), Locating.Of(Location));
}

/// <summary>The finding at a stop. A bad one creates a hazard.</summary>
/// <param name="Cause">Cause of skipping the stop.</param>
internal sealed record NewStopTold(int? Stop, StopState? State, NewHazard? Hazard, string? Cause, DateTimeOffset? SeenAt)
{
    public static IReadOnlyList<string> Faults(NewStopTold body) =>
        [
            .. Checks.Need(body.Stop is not null, "$.stop: needed"),
            .. Checks.Need(body.State is not null, "$.state: needed"),
            .. Checks.Text(body.Cause, "$.cause", 100),
            .. Checks.Need(body.Hazard is null || body.State == StopState.Bad, "$.hazard: only of a bad stop"),
            .. body.Hazard is { } hazard ? NewHazard.Faults(hazard) : [],
        ];
}

/// <param name="Risk">The stop's risk point, with its threshold and zone: a phone without network has them too.</param>
internal sealed record PatrolStopShown(
    int No,
    StopKind Kind,
    Guid? Thing,
    string Name,
    string? Ask,
    GeoPoint? Point,
    StopState? State,
    HazardId? Hazard,
    DateTimeOffset? SeenAt,
    RiskPointItem? Risk
);

/// <param name="Mine">True when the asker walks it.</param>
internal sealed record PatrolItem(
    PatrolId Id,
    string Community,
    string Name,
    MemberId? Walker,
    int Every,
    int Round,
    DateOnly? Next,
    int LateLevel,
    DateTimeOffset? Walked,
    bool Mine,
    IReadOnlyList<PatrolStopShown> Stops
)
{
    public static PatrolItem Of(PatrolId id, Patrol state, Known known, bool mine) =>
        new(
            id,
            state.Community,
            state.Facts!.Name,
            state.Facts.Walker,
            state.Facts.Every,
            state.Round,
            state.Next,
            state.LateLevel,
            state.Walked,
            mine,
            [
                .. state.Facts.Stops.Select(stop =>
                {
                    var told = state.Told.GetValueOrDefault(stop.No);
                    return new PatrolStopShown(
                        stop.No,
                        stop.Kind,
                        stop.Thing,
                        stop.Name,
                        stop.Ask,
                        stop.Location?.Point,
                        told?.State,
                        told?.Hazard,
                        told?.SeenAt,
                        Risk(stop, known)
                    );
                }),
            ]
        );

    private static RiskPointItem? Risk(PatrolStop stop, Known known) =>
        stop is { Kind: StopKind.RiskPoint, Thing: { } thing }
        && new RiskPointId(thing) is var id
        && known.Of<RiskPointsKnown>(Entities.Live).Find(id) is { } point
            ? RiskPointItem.Of(id, point, known, Entities.Live)
            : null;
}

/// <summary>Data that a phone keeps for a walk: its routes, and the table of hazards, so that all works without network.</summary>
internal sealed record PatrolsMine(DateOnly Today, IReadOnlyList<PatrolItem> Items, IReadOnlyList<HazardKindShown> Kinds, long Position);

internal sealed record PatrolsShown(string Division, DateOnly Today, IReadOnlyList<PatrolItem> Items, long Position);
