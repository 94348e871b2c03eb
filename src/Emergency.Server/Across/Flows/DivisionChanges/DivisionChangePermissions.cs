using Emergency.Domain.Places;
using Emergency.Server.Foundation;
using static Emergency.Domain.Role;

namespace Emergency.Server.Across.DivisionChanges;

/// <summary>Permissions to split and merge communities. They are real ones, so none of it exists in a drill.</summary>
internal static class DivisionChangePermissions
{
    public static readonly Permission Read = new("division-change.read", [.. Roles.County, StreetOfficer]);

    /// <summary>Sets the destination of each thing, and requests the change.</summary>
    public static readonly Permission Make = new("division-change.make", [StreetOfficer])
    {
        Acts = [typeof(DivisionChangeOpened), typeof(DivisionChangeSaid), typeof(DivisionChangeDropped)],
    };
}
