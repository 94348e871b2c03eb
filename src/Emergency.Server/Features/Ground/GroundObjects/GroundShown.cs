using Emergency.Domain;
using Emergency.Domain.GroundObjects;
using Emergency.Domain.Places;
using Emergency.Server.Features.Places;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Infrastructure.Requests;

namespace Emergency.Server.Features.GroundObjects;

/// <param name="Metres">Distance from the point of the query; null in a community's list.</param>
/// <param name="Version">Version that a change must name.</param>
internal sealed record GroundObjectShown(
    GroundId Id,
    string Community,
    GroundKind Kind,
    string Name,
    GeoPoint At,
    string? Grid,
    string? Building,
    string? Holder,
    string? Phone,
    int? Levels,
    bool? Lift,
    string? Note,
    int? Metres,
    int Version
)
{
    public static GroundObjectShown Of(string community, GroundFeature one, ISealing sealing, double? metres = null)
    {
        var facts = one.Facts.Opened(sealing);
        return new(
            facts.Id,
            community,
            facts.Kind,
            facts.Name,
            facts.Location.Point,
            facts.Grid,
            facts.Building,
            facts.Holder,
            facts.Phone,
            facts.Levels,
            facts.Lift,
            facts.Note,
            metres is { } far ? (int)Math.Round(far) : null,
            one.Version
        );
    }
}

internal sealed record GroundList(IReadOnlyList<GroundObjectShown> Items, long Position);

/// <summary>A thing on the ground, as submitted by a form.</summary>
/// <param name="At">WGS84.</param>
/// <param name="Seen">Version on which a change is based.</param>
internal sealed record NewGround(
    GroundKind? Kind,
    string? Name,
    PointText? At,
    string? Grid = null,
    string? Building = null,
    string? Holder = null,
    string? Phone = null,
    int? Levels = null,
    bool? Lift = null,
    string? Note = null,
    int? Seen = null
)
{
    public static IEnumerable<string> Faults(NewGround body) =>
        [
            .. Checks.Need(body.Kind is not null, "$.kind: needed"),
            .. Checks.Text(body.Name, "$.name", 40, needed: true),
            .. Checks.Need(body.At is not null, "$.at: needed"),
            .. Checks.Point(body.At, "$.at"),
            .. Checks.Text(body.Grid, "$.grid", 40),
            .. Checks.Text(body.Building, "$.building", 40),
            .. Checks.Text(body.Holder, "$.holder", 60),
            .. Checks.Text(body.Phone, "$.phone", 40),
            .. Checks.Text(body.Note, "$.note", 100),
        ];

    public GroundFacts Facts(GroundId id) =>
        new(
            id,
            Kind!.Value,
            Name!.Trim(),
            Locating.Of(At)!,
            Text(Grid),
            Text(Building),
            Text(Holder),
            Text(Phone),
            Levels,
            Lift,
            Text(Note)
        );

    private static string? Text(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
