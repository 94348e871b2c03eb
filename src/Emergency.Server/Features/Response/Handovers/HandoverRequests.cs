using Emergency.Domain;
using Emergency.Domain.Handovers;
using Emergency.Server.Infrastructure.Requests;

namespace Emergency.Server.Features.Handovers;

/// <summary>A new hand-over. Its persons come from the door check: the hotline gets their doors and needs from the register.</summary>
/// <param name="Patients">Number of patients; the number of persons named where it is left out.</param>
/// <param name="AllowSeconds">Seconds the other side has for its confirmation, 1 to 600; the county's setting
/// (handover.confirmed) where it is left out.</param>
internal sealed record NewHandover(
    HandoverKind? Kind,
    ListOf<PersonId>? Persons,
    int? Patients,
    PointText? Location,
    string? Text,
    int? AllowSeconds
)
{
    public static IReadOnlyList<string> Faults(NewHandover body)
    {
        return
        [
            .. Checks.Need(body.Kind is not null, "$.kind: ambulance, fire-rescue, police, service-order or civil-affairs"),
            .. Checks.Need(
                body.Persons is { Count: > 0 } || !string.IsNullOrWhiteSpace(body.Text),
                "$.text: needed where no person is named"
            ),
            .. Checks.Need(
                body.Persons is null || (body.Persons.Count <= 20 && body.Persons.Distinct().Count() == body.Persons.Count),
                "$.persons: at most 20, each once"
            ),
            .. Checks.Need(body.Patients is null or (>= 0 and <= 10_000), "$.patients: 0 to 10000"),
            .. Checks.Text(body.Text, "$.text", 1_000),
            .. Checks.Need(body.AllowSeconds is null or (>= 1 and <= 600), "$.allowSeconds: 1 to 600"),
            .. Checks.Point(body.Location, "$.location"),
        ];
    }

    public TimeSpan Allowed(InForce inForce, string county) =>
        AllowSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : inForce.Time(Deadlines.HandoverConfirmed, county);
}

/// <summary>A call to the other side: who answered and whether they took it.</summary>
internal sealed record PartnerCall(bool? Confirmed, string? Note)
{
    public static IReadOnlyList<string> Faults(PartnerCall body) =>
        [
            .. Checks.Need(body.Confirmed is not null, "$.confirmed: true where they took it"),
            .. Checks.Text(body.Note, "$.note", 500, needed: true),
        ];
}
