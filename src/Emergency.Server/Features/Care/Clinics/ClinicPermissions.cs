using Emergency.Domain.Clinics;
using Emergency.Server.Foundation;
using static Emergency.Domain.Role;

namespace Emergency.Server.Features.Clinics;

/// <summary>
/// Permissions of clinics for their own patients. Committee, street and county learn only the next date, with their own visits. No drill
/// contains any of it.
/// </summary>
internal static class ClinicPermissions
{
    private const string Live = "clinic.live-only";

    public static readonly Permission Read = new("clinic.read", [Clinic]) { LiveOnly = Live };

    public static readonly Permission Act = new("clinic.act", [Clinic])
    {
        LiveOnly = Live,
        Acts = [typeof(ClinicVisitMade), typeof(ClinicVisitMissed), typeof(ClinicVisitDated)],
    };
}
