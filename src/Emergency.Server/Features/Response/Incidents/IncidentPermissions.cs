using Emergency.Domain.Incidents;
using Emergency.Domain.Links;
using Emergency.Domain.Stock;
using Emergency.Domain.TemporaryCare;
using Emergency.Server.Foundation;
using static Emergency.Domain.Role;

namespace Emergency.Server.Features.Incidents;

/// <summary>Permissions for incidents, their tasks and their doors.</summary>
internal static class IncidentPermissions
{
    public static readonly Permission Read = new(
        "incident.read",
        [.. Roles.County, StreetOfficer, Department, CivilAffairs, Auditor, .. Roles.Committee, .. Roles.Chiefs, .. Roles.Lay],
        inDrill: true
    );

    /// <summary>Sees title, description, address and point.</summary>
    public static readonly Permission Text = new(
        "incident.text",
        [.. Roles.County, StreetOfficer, .. Roles.Committee, .. Roles.Chiefs],
        assigned: Roles.Lay,
        inDrill: true
    );
    public static readonly Permission Caller = new("incident.caller", [.. Roles.County, StreetOfficer, Secretary]);
    public static readonly Permission Open = new(
        "incident.open",
        [.. Roles.County, StreetOfficer, .. Roles.Committee, .. Roles.Chiefs],
        inDrill: true
    )
    {
        Acts = [typeof(IncidentOpened), typeof(ImpactDrawn)],
    };
    public static readonly Permission Report = new(
        "incident.report",
        [.. Roles.County, StreetOfficer, .. Roles.Committee, .. Roles.Chiefs, .. Roles.Lay],
        inDrill: true
    )
    {
        Acts = [typeof(IncidentOpened), typeof(ReportAdded)],
    };

    /// <summary>Requests 要人, 要车, 要物, 要专业力量, and takes own requests back (不用了).</summary>
    public static readonly Permission HelpAsk = new(
        "help.ask",
        [.. Roles.County, StreetOfficer, .. Roles.Committee, .. Roles.Chiefs, .. Roles.Lay],
        inDrill: true
    )
    {
        Acts = [typeof(TaskOpened), typeof(TaskCancelled)],
    };
    public static readonly Permission Locate = new("incident.locate", [.. Roles.County, StreetOfficer, Secretary], inDrill: true)
    {
        Acts = [typeof(LocationVerified), typeof(CardEnded), typeof(TaskCancelled)],
    };
    public static readonly Permission Grade = new("incident.grade", Roles.County, inDrill: true) { Acts = [typeof(IncidentGraded)] };
    public static readonly Permission Wind = new("incident.wind", [.. Roles.County, StreetOfficer, Secretary], inDrill: true)
    {
        Acts = [typeof(WindTold)],
    };
    public static readonly Permission Contain = new("incident.contain", [.. Roles.County, StreetOfficer], inDrill: true)
    {
        Acts = [typeof(IncidentContained)],
    };
    public static readonly Permission Withdraw = new("incident.withdraw", [.. Roles.County, StreetOfficer], inDrill: true)
    {
        Acts = [typeof(IncidentWithdrawn)],
    };

    /// <summary>Joins incidents (并入) and parts them (拆开), with the permission at both places.</summary>
    public static readonly Permission Join = new("incident.join", [.. Roles.County, StreetOfficer], inDrill: true)
    {
        Acts = [typeof(IncidentJoined), typeof(IncidentSplit)],
    };
    public static readonly Permission EndScene = new("incident.end-scene", [.. Roles.County, StreetOfficer], inDrill: true)
    {
        Acts = [typeof(SceneEnded)],
    };

    /// <summary>Ends the response. The incident's own rule limits it to the starter's level or above.</summary>
    public static readonly Permission EndResponse = new("incident.end-response", [.. Roles.County, StreetOfficer, Secretary], inDrill: true)
    {
        Acts = [typeof(ResponseEnded)],
    };
    public static readonly Permission Archive = new("incident.archive", [.. Roles.County, StreetOfficer], inDrill: true)
    {
        Acts = [typeof(IncidentArchived)],
    };
    public static readonly Permission Timeline = new(
        "incident.timeline",
        [.. Roles.County, StreetOfficer, Auditor, Secretary],
        inDrill: true
    );

    /// <summary>Exports the incident as a CAP message for other systems, with the drawn area.</summary>
    public static readonly Permission Cap = new("incident.cap", [.. Roles.County, StreetOfficer]);
    public static readonly Permission ImpactDraw = new("impact.draw", [.. Roles.County, StreetOfficer, Secretary], inDrill: true)
    {
        Acts = [typeof(ImpactDrawn), typeof(DoorsCounted)],
    };
    public static readonly Permission ImpactRead = new(
        "impact.read",
        [.. Roles.County, StreetOfficer, .. Roles.Committee, .. Roles.Chiefs],
        inDrill: true
    );
    public static readonly Permission CardActivate = new("card.activate", [.. Roles.County, StreetOfficer, Secretary], inDrill: true)
    {
        Acts = [typeof(ImpactDrawn), typeof(CardActivated), typeof(TaskOpened), typeof(DoorsCounted)],
    };
    public static readonly Permission TaskAssign = new("task.assign", [.. Roles.County, StreetOfficer, Secretary], inDrill: true)
    {
        Acts = [typeof(TaskOpened)],
    };

    /// <summary>Takes tasks. The county takes only those it was asked for (<see cref="Level.CountyDesk"/>).</summary>
    public static readonly Permission TaskTake = new(
        "task.take",
        [.. Roles.County, StreetOfficer, Secretary],
        assigned: [ChildDirector, .. Roles.Chiefs, .. Roles.Lay],
        inDrill: true
    )
    {
        Acts = [typeof(TaskTaken)],
    };
    public static readonly Permission TaskAct = new(
        "task.act",
        [.. Roles.County, StreetOfficer, Secretary],
        assigned: [ChildDirector, .. Roles.Chiefs, .. Roles.Lay],
        inDrill: true
    )
    {
        Acts = [typeof(LotIssued), typeof(LotReturned), typeof(TaskArrived), typeof(TaskDone), typeof(TaskDeclined), typeof(TaskHandedOn)],
    };
    public static readonly Permission TaskCancel = new("task.cancel", [.. Roles.County, StreetOfficer, Secretary], inDrill: true)
    {
        Acts = [typeof(TaskCancelled)],
    };
    public static readonly Permission DoorsRead = new(
        "doors.read",
        [.. Roles.County, StreetOfficer, .. Roles.Committee, .. Roles.Chiefs],
        assigned: Roles.Lay,
        inDrill: true
    );
    public static readonly Permission DoorCheck = new(
        "door.check",
        [StreetOfficer, .. Roles.Committee, .. Roles.Chiefs],
        assigned: Roles.Lay,
        inDrill: true
    )
    {
        Acts =
        [
            typeof(PersonChecked),
            typeof(HouseholdChecked),
            typeof(VisitorAdded),
            typeof(DoorCalled),
            typeof(DoorDisputed),
            typeof(CareOpened),
        ],
    };

    /// <summary>
    /// Shows a single building's doors to the commander at the scene, who has no account. In a drill the list is spoken
    /// aloud.
    /// </summary>
    public static readonly Permission DoorsShow = new("doors.show", [.. Roles.County, StreetOfficer, .. Roles.Committee, .. Roles.Chiefs])
    {
        LiveOnly = "link.live-only",
        Acts = [typeof(LinkMade), typeof(LinkWithdrawn)],
    };
    public static readonly Permission DoorTakeOver = new("door.take-over", [.. Roles.County, StreetOfficer], inDrill: true)
    {
        Acts = [typeof(DoorTakenOver)],
    };
}
