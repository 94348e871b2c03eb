using Emergency.Domain.Drills;
using Emergency.Server.Foundation;
using static Emergency.Domain.Role;

namespace Emergency.Server.Features.Drills;

/// <summary>Permissions for drills, their calendar and their scenarios.</summary>
internal static class DrillPermissions
{
    /// <summary>Reading drills; players see an unannounced drill only once it has started.</summary>
    public static readonly Permission Read = new(
        "drill.read",
        [.. Roles.County, StreetOfficer, Department, CivilAffairs, Controller, Observer, .. Roles.Committee, .. Roles.Chiefs, .. Roles.Lay]
    );

    /// <summary>Preparing, starting, leading and ending drills; a secretary only the 桌推 of one's own community.</summary>
    public static readonly Permission Lead = new("drill.lead", [.. Roles.County, StreetOfficer, Controller, Secretary]);
    public static readonly Permission Note = new("drill.note", [.. Roles.County, StreetOfficer, Controller, Observer, Secretary]);

    /// <summary>Reading 改进项 of one's own places.</summary>
    public static readonly Permission ImprovementRead = new(
        "improvement.read",
        [.. Roles.County, StreetOfficer, Controller, Observer, Secretary]
    );

    /// <summary>Reporting one's own items as done; leaders of a drill add, move, check and send back.</summary>
    public static readonly Permission ImprovementDo = new("improvement.do", [.. Roles.County, StreetOfficer, Secretary]);

    /// <summary>Reading the cues for oneself in a drill.</summary>
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

    /// <summary>Planning drills; a secretary only the 桌推 of the own community, and proposing another date for any other.</summary>
    public static readonly Permission ScheduleLead = new("schedule.lead", [.. Roles.County, StreetOfficer, Secretary]);

    /// <summary>Listing titles and participants; the secretary chooses for the own community.</summary>
    public static readonly Permission ScenarioList = new("scenario.list", [.. Roles.County, StreetOfficer, Secretary]);

    /// <summary>Reading the whole file, with the expected actions: not for players.</summary>
    public static readonly Permission ScenarioRead = new("scenario.read", [.. Roles.County, StreetOfficer]);
    public static readonly Permission ScenarioPublish = new("scenario.publish", [.. Roles.County, StreetOfficer]);
}
