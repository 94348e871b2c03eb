using Emergency.Domain;

namespace Emergency.Server.Features.Incidents.DoorChecks;

/// <summary>State of a view that knows which persons 120 has taken.</summary>
internal interface ITakesToHospital
{
    /// <summary>The hand-over by which 120 has taken this person; null where there is none.</summary>
    HandoverId? TakenBy120(IncidentId incident, PersonId person);
}
