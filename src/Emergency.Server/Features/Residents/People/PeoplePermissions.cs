using Emergency.Domain.People;
using Emergency.Server.Foundation;
using static Emergency.Domain.Role;

namespace Emergency.Server.Features.People;

/// <summary>Permissions for residents and lists of people.</summary>
internal static class PeoplePermissions
{
    public static readonly Permission ListOpen = new(
        "list.open",
        [.. Roles.County, StreetOfficer, .. Roles.Committee, .. Roles.Chiefs],
        assigned: Roles.Lay,
        inDrill: true
    );
    public static readonly Permission PersonReveal = new("person.reveal", [StreetOfficer, .. Roles.Committee, .. Roles.Chiefs]);
    public static readonly Permission PersonHold = new("person.hold", [StreetOfficer, Auditor]);
    public static readonly Permission MinorsAsk = new("minors.ask", [StreetOfficer, .. Roles.Committee]);

    /// <summary>Ends an approval before its term. This narrows sight, so a single account is enough.</summary>
    public static readonly Permission MinorsWithdraw = new("minors.withdraw", [StreetOfficer, Secretary, CivilAffairs])
    {
        Acts = [typeof(SightWithdrawn)],
    };
    public static readonly Permission ResidentsRead = new("residents.read", [StreetOfficer, .. Roles.Committee, .. Roles.Chiefs]);
    public static readonly Permission ResidentsCount = new(
        "residents.count",
        [.. Roles.County, StreetOfficer, CivilAffairs, Operator, .. Roles.Committee, .. Roles.Chiefs],
        inDrill: true
    );

    /// <summary>Settles doubts about records that earlier files may have mixed up.</summary>
    public static readonly Permission DoubtSettle = new("doubt.settle", [StreetOfficer]);

    /// <summary>Keeps the register by hand: persons, households, and moves to and from other communities.</summary>
    public static readonly Permission RegisterKeep = new("register.keep", [StreetOfficer, Secretary]);
    public static readonly Permission GuardianKeep = new("guardian.keep", [StreetOfficer, .. Roles.Committee]);

    /// <summary>Sees the legal ground of each field, and records consent.</summary>
    public static readonly Permission ConsentKeep = new("consent.keep", [StreetOfficer, .. Roles.Committee]);
    public static readonly Permission ResidentsEdit = new("residents.edit", [StreetOfficer, Secretary, Operator])
    {
        Acts = [typeof(HelperPaired)],
    };
}
