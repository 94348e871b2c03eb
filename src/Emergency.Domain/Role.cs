namespace Emergency.Domain;

/// <summary>What an account may act as. Which acts a role may do stands in the server's table of permissions.</summary>
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
