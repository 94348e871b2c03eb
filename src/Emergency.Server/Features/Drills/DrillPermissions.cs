using Emergency.Domain.Drills;
using Emergency.Server.Foundation;
using static Emergency.Domain.Role;

namespace Emergency.Server.Features.Drills;

/// <summary>Who may do what with drills, their calendar and their scenarios.</summary>
internal static class DrillPermissions
{
    /// <summary>Players hear of an unannounced drill when it starts.</summary>
    public static readonly Permission Read = new(
        "drill.read",
        [.. Roles.County, StreetOfficer, Department, CivilAffairs, Controller, Observer, .. Roles.Committee, .. Roles.Chiefs, .. Roles.Lay]
    );

    /// <summary>Prepares, starts, leads and ends drills; a secretary only the 桌推 of one's own community.</summary>
    public static readonly Permission Lead = new("drill.lead", [.. Roles.County, StreetOfficer, Controller, Secretary]);
    public static readonly Permission Note = new("drill.note", [.. Roles.County, StreetOfficer, Controller, Observer, Secretary]);

    /// <summary>改进项 of one's own places.</summary>
    public static readonly Permission ImprovementRead = new(
        "improvement.read",
        [.. Roles.County, StreetOfficer, Controller, Observer, Secretary]
    );

    /// <summary>Says of one's own that it is done; who leads adds, moves, checks and sends back.</summary>
    public static readonly Permission ImprovementDo = new("improvement.do", [.. Roles.County, StreetOfficer, Secretary]);

    /// <summary>What one is told in a drill oneself.</summary>
    public static readonly Permission CueRead = new(
        "cue.read",
        [.. Roles.County, StreetOfficer, Department, .. Roles.Committee],
        assigned: [.. Roles.Chiefs, .. Roles.Lay],
        inDrill: true
    )
    {
        Acts = [typeof(CueRead), typeof(CueAnswered)],
    };
    public static readonly Permission ScheduleRead = new("schedule.read", [.. Roles.County, StreetOfficer, Auditor, .. Roles.Committee]);

    /// <summary>Plans drills; a secretary only the 桌推 of the own community, and proposes another date for any other.</summary>
    public static readonly Permission ScheduleLead = new("schedule.lead", [.. Roles.County, StreetOfficer, Secretary]);

    /// <summary>Titles and who takes part; the secretary chooses for the own community.</summary>
    public static readonly Permission ScenarioList = new("scenario.list", [.. Roles.County, StreetOfficer, Secretary]);

    /// <summary>The whole file, with what is expected: not for who plays.</summary>
    public static readonly Permission ScenarioRead = new("scenario.read", [.. Roles.County, StreetOfficer]);
    public static readonly Permission ScenarioPublish = new("scenario.publish", [.. Roles.County, StreetOfficer]);
}
