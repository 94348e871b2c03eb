using Emergency.Domain.Plans;
using Emergency.Server.Foundation;
using static Emergency.Domain.Role;

namespace Emergency.Server.Features.Plans;

/// <summary>Permissions for plans.</summary>
internal static class PlanPermissions
{
    public static readonly Permission Read = new(
        "plan.read",
        [.. Roles.County, StreetOfficer, Auditor, Operator, .. Roles.Committee, .. Roles.Chiefs, .. Roles.Lay],
        inDrill: true
    );
    public static readonly Permission Draft = new("plan.draft", [Secretary, StreetOfficer, Operator])
    {
        Acts = [typeof(PlanDrafted), typeof(CardSaved), typeof(CardRemoved), typeof(HeadingSaved), typeof(DraftDiscarded)],
    };
    public static readonly Permission Submit = new("plan.submit", [Secretary]) { Acts = [typeof(PlanSubmitted), typeof(PlanWithdrawn)] };
    public static readonly Permission Approve = new("plan.approve", [StreetOfficer])
    {
        Acts = [typeof(PlanApproved), typeof(PlanReturned), typeof(PlanEvaluated)],
    };

    /// <summary>Tries a card at a table: makes its scenario and prepares its drill.</summary>
    public static readonly Permission Try = new("plan.try", [Secretary, StreetOfficer]);
    public static readonly Permission File = new("plan.file", [StreetOfficer, CountyDuty]) { Acts = [typeof(PlanFiled)] };
}
