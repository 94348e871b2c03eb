using Emergency.Domain.Attachments;
using Emergency.Server.Foundation;
using static Emergency.Domain.Role;

namespace Emergency.Server.Features.Attachments;

/// <summary>Who may do what with pictures and papers; what they belong to may ask for more. Real ones are in no drill.</summary>
internal static class AttachmentPermissions
{
    public static readonly Permission Read = new(
        "attachment.read",
        [StreetOfficer, CivilAffairs, ChildSupervisor, .. Roles.Committee, .. Roles.Chiefs]
    );
    public static readonly Permission Add = new("attachment.add", [StreetOfficer, CivilAffairs, ChildSupervisor, .. Roles.Committee])
    {
        Acts = [typeof(AttachmentAdded)],
    };
    public static readonly Permission Remove = new("attachment.remove", [StreetOfficer, ChildSupervisor, .. Roles.Committee])
    {
        Acts = [typeof(AttachmentRemoved)],
    };
}
