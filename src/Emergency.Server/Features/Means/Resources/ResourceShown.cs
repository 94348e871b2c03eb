using Emergency.Domain;
using Emergency.Domain.Resources;
using Emergency.Server.Infrastructure.Requests;

namespace Emergency.Server.Features.Resources;

/// <param name="Holder">The code of the community or street that keeps it, <paramref name="HolderName"/> its name.</param>
/// <param name="Phone">The unit's own number.</param>
/// <param name="Contact">Person responsible for it, masked.</param>
/// <param name="Over">True when the agreement's term has ended.</param>
/// <param name="Version">Version that a change must name.</param>
internal sealed record ResourceShown(
    ResourceId Id,
    string Holder,
    string HolderName,
    ResourceKind Kind,
    string Name,
    string Unit,
    string? Phone,
    string? Contact,
    string Place,
    string? Hours,
    string? Paper,
    DateOnly? From,
    DateOnly? Until,
    bool Over,
    int Version
);

internal sealed record ResourceList(IReadOnlyList<ResourceShown> Items, long Position);

/// <summary>A resource as submitted by a form. A contact that is left out stays as it is.</summary>
/// <param name="Seen">Version on which a change is based.</param>
internal sealed record NewResource(
    ResourceKind? Kind,
    string? Name,
    string? Unit,
    string? Place,
    string? Phone = null,
    string? Contact = null,
    string? Hours = null,
    string? Paper = null,
    DateOnly? From = null,
    DateOnly? Until = null,
    int? Seen = null
)
{
    public static IEnumerable<string> Faults(NewResource body) =>
        [
            .. Checks.Need(body.Kind is not null, "$.kind: needed"),
            .. Checks.Text(body.Name, "$.name", 60, needed: true),
            .. Checks.Text(body.Unit, "$.unit", 60, needed: true),
            .. Checks.Text(body.Place, "$.place", 100, needed: true),
            .. Checks.Text(body.Phone, "$.phone", 40),
            .. Checks.Text(body.Contact, "$.contact", 60),
            .. Checks.Text(body.Hours, "$.hours", 60),
            .. Checks.Text(body.Paper, "$.paper", 60),
        ];

    public ResourceFacts Facts(Sealed? contact, Sealed? unitPhone) =>
        new(Kind!.Value, Name!.Trim(), Unit!.Trim(), null, contact, Place!.Trim(), Text(Hours), Text(Paper), From, Until)
        {
            UnitPhone = unitPhone,
        };

    private static string? Text(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
