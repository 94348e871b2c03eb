using Emergency.Domain;
using Emergency.Domain.Hazards;
using Emergency.Domain.Places;
using Emergency.Domain.RiskPoints;
using Emergency.Server.Features.Places;
using Emergency.Server.Infrastructure.Requests;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.RiskPoints;

/// <summary>A risk point as submitted by a form.</summary>
/// <param name="Threshold">Threshold in the unit; required for every unit but a sign.</param>
/// <param name="Every">Days from one look to the next.</param>
internal sealed record NewRiskPoint(
    string? Name,
    string? Kind,
    HazardLevel? Level,
    PointText? Location,
    MemberId? Watcher,
    RiskUnit? Unit,
    double? Threshold,
    string? Sign,
    int? Every,
    IReadOnlyList<string>? Buildings,
    ShelterId? Shelter,
    string? To,
    string? Route
)
{
    private const int Most = 60;

    public static IReadOnlyList<string> Faults(NewRiskPoint body) =>
        [
            .. Checks.Text(body.Name, "$.name", 60, needed: true),
            .. Checks.Need(HazardKinds.Find(body.Kind) is not null, "$.kind: a code of the table"),
            .. Checks.Point(body.Location, "$.location"),
            .. Checks.Need(body.Unit is not null, "$.unit: needed"),
            .. Checks.Need(
                body.Unit is null or RiskUnit.Sign ? body.Threshold is null : body.Threshold is > 0 and < 100_000,
                "$.threshold: above 0, and none of a sign"
            ),
            .. Checks.Text(body.Sign, "$.sign", 100, needed: body.Unit == RiskUnit.Sign),
            .. Checks.Need(body.Every is null or (>= 1 and <= 366), "$.every: 1 to 366 days"),
            .. Checks.Need(
                body.Buildings is null || (body.Buildings.Count <= Most && body.Buildings.All(one => one is { Length: > 0 and <= 40 })),
                "$.buildings: at most 60"
            ),
            .. Checks.Text(body.To, "$.to", 100),
            .. Checks.Text(body.Route, "$.route", 200),
        ];

    public RiskFacts Facts =>
        new(
            Name!.Trim(),
            Kind!,
            Level ?? HazardLevel.General,
            Locating.Of(Location),
            Watcher,
            Unit!.Value,
            Threshold,
            Sign?.Trim(),
            Every ?? 7,
            new([.. (Buildings ?? []).Distinct(StringComparer.Ordinal)], Shelter, To?.Trim(), Route?.Trim())
        );
}

/// <param name="Value">Value in the point's unit.</param>
/// <param name="Sign">True when the warning sign, seen, heard or smelled, is there.</param>
internal sealed record NewLook(double? Value, bool? Sign, DateTimeOffset? SeenAt)
{
    public static IReadOnlyList<string> Faults(NewLook body) =>
        [
            .. Checks.Need(body.Value is null or (>= 0 and < 100_000), "$.value: from 0"),
            .. Checks.Need(body.Value is not null || body.Sign is not null, "$.value: a figure, or whether the sign is there"),
        ];
}

/// <param name="ShelterGone">True when the shelter it names is one no more: another place to go to is needed.</param>
internal sealed record RiskPointItem(
    RiskPointId Id,
    string Community,
    string Name,
    string Kind,
    HazardLevel Level,
    GeoPoint? Point,
    MemberId? Watcher,
    RiskUnit Unit,
    double? Threshold,
    string? Sign,
    int Every,
    IReadOnlyList<string> Buildings,
    ShelterId? Shelter,
    string? ShelterName,
    bool ShelterGone,
    string? To,
    string? Route,
    DateTimeOffset? SeenAt,
    double? Value,
    bool? SignSeen,
    bool Crossed,
    IncidentId? Incident,
    int LateLevel,
    DateTimeOffset? Due,
    DateOnly? Next
)
{
    public static RiskPointItem Of(RiskPointId id, RiskPoint state, Known known, string realm)
    {
        var (facts, last) = (state.Facts!, state.Last);
        return new(
            id,
            state.Community,
            facts.Name,
            facts.Kind,
            facts.Level,
            facts.Location?.Point,
            facts.Watcher,
            facts.Unit,
            facts.Threshold,
            facts.Sign,
            facts.Every,
            facts.Zone.Buildings,
            facts.Zone.Shelter,
            facts.Zone.Shelter is { } shelter ? known.Of<SheltersKnown>(realm).NameOf(shelter) : null,
            facts.Zone.Shelter is { } still && known.Of<SheltersKnown>(realm).Gone.ContainsKey(still),
            facts.Zone.To,
            facts.Zone.Route,
            last?.SeenAt,
            last?.Value,
            last?.Sign,
            state.Crossed,
            state.Incident,
            state.LateLevel,
            state.Due,
            state.NextOn
        );
    }
}

internal sealed record RiskPointsShown(string Division, IReadOnlyList<RiskPointItem> Items, long Position);

/// <param name="Watched">True when the asker watches it; else it is here because it is crossed or late.</param>
/// <param name="Call">Call that rings the asker about it, until they have answered.</param>
internal sealed record RiskPointMine(RiskPointItem Point, bool Watched, CallId? Call);

internal sealed record RiskPointsMine(DateOnly Today, IReadOnlyList<RiskPointMine> Items, long Position);

/// <summary>明白卡 for each household in the zone. The access is recorded.</summary>
internal sealed record RiskCards(
    string AccessId,
    RiskPointItem Point,
    string Community,
    string? WatcherPhone,
    IReadOnlyList<RiskCard> Items,
    long Position
);

/// <param name="Head">Masked name: the card hangs at a door.</param>
internal sealed record RiskCard(string? Building, string? Unit, string? Room, string Head, int Members);
