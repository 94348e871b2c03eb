using Emergency.Domain.Clinics;
using Emergency.Server.Foundation;
using static Emergency.Domain.Role;

namespace Emergency.Server.Features.Clinics;

/// <summary>What a clinic reads and does for its patients is its own alone; committee, street and county are told its next day by their own visits. None of it in a drill.</summary>
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
