using Emergency.Domain;

namespace Emergency.Server.Features.Incidents.OpenedLists;

/// <summary>The door of a row.</summary>
internal sealed record OpenedRow(IncidentId Incident, string Community, PersonId PersonId, HouseholdId? HouseholdId);
