using Emergency.Domain.Communities;
using Emergency.Server.Foundation;
using static Emergency.Domain.Role;

namespace Emergency.Server.Features.People;

/// <summary>Who may do what with residents and lists of people.</summary>
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

    /// <summary>Ends an approval before its term: narrows sight, so one account is enough.</summary>
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

    /// <summary>Says of a record that earlier files may have mixed up what holds.</summary>
    public static readonly Permission DoubtSettle = new("doubt.settle", [StreetOfficer]);

    /// <summary>Keeps the register by hand: persons, households, and what goes to another community or comes from one.</summary>
    public static readonly Permission RegisterKeep = new("register.keep", [StreetOfficer, Secretary]);
    public static readonly Permission GuardianKeep = new("guardian.keep", [StreetOfficer, .. Roles.Committee]);

    /// <summary>Reads by what right each field is kept, and writes down consent as it was said.</summary>
    public static readonly Permission ConsentKeep = new("consent.keep", [StreetOfficer, .. Roles.Committee]);
    public static readonly Permission ResidentsEdit = new("residents.edit", [StreetOfficer, Secretary, Operator])
    {
        Acts = [typeof(HelperPaired)],
    };
}
