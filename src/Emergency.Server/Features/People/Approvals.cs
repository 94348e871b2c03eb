using Emergency.Domain;

namespace Emergency.Server.Features.People;

/// <summary>Who may see minors by name: by role and period, per community (未成年人网络保护条例 36).</summary>
internal static class Approvals
{
    public const string Standing = "standing",
        Emergency = "emergency";

    public static bool Has(this RegisterKnown register, Role role, DateOnly today) =>
        register?.Approvals.Any(approval => approval.Role == role && approval.Holds(today))
        ?? throw new ArgumentNullException(nameof(register));
}
