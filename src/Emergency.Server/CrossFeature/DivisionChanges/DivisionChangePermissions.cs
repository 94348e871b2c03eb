using Emergency.Domain.Places;
using Emergency.Server.Foundation;
using static Emergency.Domain.Role;

namespace Emergency.Server.CrossFeature.DivisionChanges;

/// <summary>Who splits and merges communities. They are real ones, so none of it in a drill.</summary>
internal static class DivisionChangePermissions
{
    public static readonly Permission Read = new("division-change.read", [.. Roles.County, StreetOfficer]);

    /// <summary>Says for each thing where it goes, and asks that it is done.</summary>
    public static readonly Permission Make = new("division-change.make", [StreetOfficer])
    {
        Acts = [typeof(DivisionChangeOpened), typeof(DivisionChangeSaid), typeof(DivisionChangeDropped)],
    };
}
