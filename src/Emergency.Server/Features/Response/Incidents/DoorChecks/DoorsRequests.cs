using Emergency.Domain;
using Emergency.Domain.Incidents;
using Emergency.Server.Infrastructure.Requests;

namespace Emergency.Server.Features.Incidents.DoorChecks;

/// <summary>
/// A mark on a door. Away needs a source (the person who said so), moved and with-relatives a place, at-hospital and
/// handed-over a confirmation; at-hospital none once 120 has accepted the person.
/// </summary>
/// <param name="All">For a household: also its persons at risk whom nobody has marked yet.</param>
/// <param name="NotMet">For a household: number of its members that nobody met, not counting persons at risk. They stay
/// unchecked. Left out: all were met.</param>
/// <param name="SaidAt">Time of the mark at the door, where it had to wait for a network. Somebody else's mark since
/// then is not overwritten: both are shown until the door is marked again.</param>
internal sealed record NewMark(
    DoorState? State,
    bool? All,
    string? Where,
    string? Source,
    string? Confirmation,
    int? NotMet,
    DateTimeOffset? SaidAt
)
{
    public static IReadOnlyList<string> Faults(NewMark body) =>
        [
            .. Checks.Need(body.State is not null, "$.state: one of the twelve states"),
            .. Checks.Text(body.Where, "$.where", 500),
            .. Checks.Text(body.Source, "$.source", 500),
            .. Checks.Text(body.Confirmation, "$.confirmation", 500),
            .. Checks.Need(body.NotMet is null or (>= 0 and <= 1_000), "$.notMet: 0 to 1000"),
        ];
}

/// <summary>加一人: everything can be left out; an unknown state is unchecked.</summary>
internal sealed record NewVisitor(DoorState? State, HouseholdId? HouseholdId, string? Name, string? Phone, string? Text)
{
    public static IReadOnlyList<string> Faults(NewVisitor body) =>
        [.. Checks.Text(body.Name, "$.name", 100), .. Checks.Text(body.Phone, "$.phone", 40), .. Checks.Text(body.Text, "$.text", 500)];
}

/// <summary>A call for a person on the list. The number itself is shown to nobody.</summary>
/// <param name="DialledAt">Time of the call; now where it is left out.</param>
internal sealed record NewCall(PersonId? PersonId, Callee? To, DateTimeOffset? DialledAt)
{
    public static IReadOnlyList<string> Faults(NewCall body) =>
        [
            .. Checks.Need(body.PersonId is not null, "$.personId: who on the list was meant"),
            .. Checks.Need(body.To is not null, "$.to: who was dialled"),
        ];
}

/// <summary>A take-over by a named person of street or police, for a person or household who refuses or cannot be reached.</summary>
internal sealed record NewTakeOver(PersonId? PersonId, HouseholdId? HouseholdId, string? From, string? Name, string? Phone)
{
    public static IReadOnlyList<string> Faults(NewTakeOver body)
    {
        return
        [
            .. Checks.Need(body.PersonId is null != body.HouseholdId is null, "$: personId or householdId"),
            .. Checks.Need(body.From is "street" or "police", "$.from: street or police"),
            .. Checks.Text(body.Name, "$.name", 100, needed: true),
            .. Checks.Text(body.Phone, "$.phone", 40),
        ];
    }
}

/// <summary>A mark that was stored.</summary>
internal sealed record DoorMarked(PersonId? PersonId, HouseholdId? HouseholdId, long Position);
