using Emergency.Domain;
using Emergency.Domain.Incidents;

namespace Emergency.Server.Incidents;

/// <summary>A mark on a door. Away needs a source (who said so), moved and with-relatives a place, at-hospital and handed-over a confirmation; at-hospital none once 120 has accepted the person.</summary>
/// <param name="All">For a household: also its persons at risk whom nobody has marked yet.</param>
public sealed record NewMark(DoorState? State, bool? All, string? Where, string? Source, string? Confirmation)
{
    public static IReadOnlyList<string> Faults(NewMark body)
    {
        ArgumentNullException.ThrowIfNull(body);
        return [.. Checks.Need(body.State is not null, "$.state: one of the twelve states"), .. Checks.Text(body.Where, "$.where", 500), .. Checks.Text(body.Source, "$.source", 500), .. Checks.Text(body.Confirmation, "$.confirmation", 500)];
    }
}

/// <summary>加一人: everything may be left out; an unknown state is unchecked.</summary>
public sealed record NewVisitor(DoorState? State, HouseholdId? HouseholdId, string? Name, string? Phone, string? Text)
{
    public static IReadOnlyList<string> Faults(NewVisitor body)
    {
        ArgumentNullException.ThrowIfNull(body);
        return [.. Checks.Text(body.Name, "$.name", 100), .. Checks.Text(body.Phone, "$.phone", 40), .. Checks.Text(body.Text, "$.text", 500)];
    }
}

/// <summary>A named person of street or police takes over one person or one household who refuses or cannot be reached.</summary>
public sealed record NewTakeOver(PersonId? PersonId, HouseholdId? HouseholdId, string? From, string? Name, string? Phone)
{
    public static IReadOnlyList<string> Faults(NewTakeOver body)
    {
        ArgumentNullException.ThrowIfNull(body);
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
public sealed record DoorMarked(PersonId? PersonId, HouseholdId? HouseholdId, long Position);
