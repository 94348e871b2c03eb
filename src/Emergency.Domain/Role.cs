namespace Emergency.Domain;

/// <summary>Role in which an account acts. The acts permitted to each role stand in the server's table of permissions.</summary>
public enum Role
{
    CountyCommander,
    CountyDuty,
    Department,
    StreetOfficer,
    Secretary,
    ChildDirector,
    GridChief,
    GroupLeader,
    BuildingChief,
    UnitChief,
    Responder,
    Volunteer,
    CivilAffairs,
    Controller,
    Observer,
    Partner,
    Auditor,
    Operator,
    ChildSupervisor,
    Clinic,
    Party,
}
