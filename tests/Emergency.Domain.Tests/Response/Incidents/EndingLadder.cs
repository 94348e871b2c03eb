using Emergency.Domain.Incidents;
using static Emergency.Domain.Tests.Cast;

namespace Emergency.Domain.Tests.Incidents;

/// <summary>Situations in which stories about the end of an incident begin.</summary>
public static class EndingLadder
{
    public static EndScene End => new([], 40, StreetOfficer, After(60));
    public static ArchiveIncident Archive => new([], 0, Hidden("终报"), 90, StreetOfficer, After(999));
    public static IncidentEvent[] AtRest => [.. TaskLadder.LifeDone, new SceneEnded(40, StreetOfficer, After(60))];
    public static IncidentEvent[] Terminated => [.. AtRest, new ResponseEnded(DutyOfficer, After(90))];
    public static IncidentEvent[] Filed => [.. Terminated, new IncidentArchived(Hidden("终报"), 90, StreetOfficer, After(999))];
}
