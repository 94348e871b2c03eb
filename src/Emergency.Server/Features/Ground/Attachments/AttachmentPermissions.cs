using Emergency.Domain;
using Emergency.Domain.Attachments;
using Emergency.Server.Foundation;
using static Emergency.Domain.Role;

namespace Emergency.Server.Features.Attachments;

/// <summary>Permissions for pictures and papers; the things that they belong to may demand more. No drill contains real ones.</summary>
internal static class AttachmentPermissions
{
    /// <summary>Roles that keep registers and cases.</summary>
    public static readonly Role[] Keepers = [StreetOfficer, CivilAffairs, ChildSupervisor, .. Roles.Committee];

    /// <summary>Roles that issue orders. County and departments have only the papers of their own orders.</summary>
    public static readonly Role[] Issuers = [.. Roles.County, Department];

    public static readonly Permission Read = new("attachment.read", [.. Keepers, .. Roles.Chiefs, Clinic, .. Issuers]);

    /// <summary>Chiefs and clinics add files only at their visits.</summary>
    public static readonly Permission Add = new("attachment.add", [.. Keepers, .. Roles.Chiefs, Clinic, .. Issuers])
    {
        Acts = [typeof(AttachmentAdded), typeof(AttachmentShowsNobody)],
    };
    public static readonly Permission Remove = new(
        "attachment.remove",
        [StreetOfficer, ChildSupervisor, .. Roles.Committee, Clinic, .. Issuers]
    )
    {
        Acts = [typeof(AttachmentRemoved)],
    };
}
