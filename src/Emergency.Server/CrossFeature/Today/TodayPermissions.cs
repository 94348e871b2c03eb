using Emergency.Server.Foundation;
using static Emergency.Domain.Role;

namespace Emergency.Server.CrossFeature.Today;

/// <summary>Who sees what is due of a street or community; each line only for who may read what it is about.</summary>
internal static class TodayPermissions
{
    public static readonly Permission Read = new("today.read", [StreetOfficer, .. Roles.Committee]);
}
