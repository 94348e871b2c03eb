using Emergency.Domain;
using Emergency.Domain.Incidents;

namespace Emergency.Server.Incidents;

/// <summary>What is broadcast of doors: an id and a state to those who look at the doors, three rows of figures to all others. Kind, need and place come once by GET.</summary>
public static class DoorLights
{
    public const string Person = "person", Household = "household", Figures = "figures";

    public static PersonLight Of(DoorPerson person)
    {
        ArgumentNullException.ThrowIfNull(person);
        return new(person.Id, person.State, person.Dispute is null ? null : true);
    }

    public static HouseholdLight Of(DoorHousehold household)
    {
        ArgumentNullException.ThrowIfNull(household);
        return new(household.Id, household.State, household.NotMet > 0 ? household.NotMet : null, household.Dispute is null ? null : true);
    }

    /// <summary>Figures of one community.</summary>
    public static FiguresLight Of(IncidentId incident, string community, DoorsHere here)
    {
        ArgumentNullException.ThrowIfNull(here);
        return Of(incident, community, here.Figures, here.Findings, here.Disputed);
    }

    /// <summary>Figures of the whole incident.</summary>
    public static FiguresLight Of(IncidentId incident, DoorsKnown doors)
    {
        ArgumentNullException.ThrowIfNull(doors);
        return Of(incident, null, doors.Figures(incident), doors.Findings(incident), doors.Disputed(incident));
    }

    private static FiguresLight Of(IncidentId incident, string? community, Figures figures, Findings found, int disputed) => new(incident, community, RowShown.Of(figures.AtRisk), RowShown.Of(figures.Households), RowShown.Of(figures.People), found, disputed);
}

/// <param name="Disputed">Left out where nobody says otherwise.</param>
public sealed record PersonLight(PersonId PersonId, DoorState State, bool? Disputed);
/// <param name="NotMet">Left out where nobody is missed.</param>
public sealed record HouseholdLight(HouseholdId HouseholdId, DoorState State, int? NotMet, bool? Disputed);

/// <summary>The three rows: 重点关爱 persons, all households (户), all people (人); and what was found at the doors of the first. <paramref name="Disputed"/>: doors told of in two ways. <paramref name="Community"/> is null for the whole incident.</summary>
public sealed record FiguresLight(IncidentId Incident, string? Community, RowShown AtRisk, RowShown Households, RowShown People, Findings Found, int Disputed);

/// <summary>应转 = 已转 + 未转 + 失联; <paramref name="Refuses"/> is a part of 未转, <paramref name="Open"/> the doors not settled yet.</summary>
public sealed record RowShown(int ToMove, int Moved, int Left, int Lost, int Refuses, int Open)
{
    public static RowShown Of(FigureRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return new(row.ToMove, row.Moved, row.Left, row.Lost, row.Refuses, row.Open);
    }
}
