using Emergency.Domain;
using Emergency.Domain.Attachments;
using Emergency.Server.Foundation;
using static Emergency.Domain.Role;

namespace Emergency.Server.Features.Attachments;

/// <summary>Who may do what with pictures and papers; what they belong to may ask for more. Real ones are in no drill.</summary>
internal static class AttachmentPermissions
{
    /// <summary>Who keeps registers and cases.</summary>
    public static readonly Role[] Keepers = [StreetOfficer, CivilAffairs, ChildSupervisor, .. Roles.Committee];

    /// <summary>Who issues orders: county and departments have the papers of their orders alone.</summary>
    public static readonly Role[] Issuers = [.. Roles.County, Department];

    public static readonly Permission Read = new("attachment.read", [.. Keepers, .. Roles.Chiefs, Clinic, .. Issuers]);

    /// <summary>Chiefs and clinics at their visits alone.</summary>
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
