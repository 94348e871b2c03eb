using Emergency.Domain;

namespace Emergency.Server.Features.People;

/// <summary>Approvals to see minors by name: by role and period, per community (未成年人网络保护条例 36).</summary>
internal static class Approvals
{
    public const string Standing = "standing",
        Emergency = "emergency",
        Incident = "incident",
        Visit = "visit";

    public static bool Has(this RegisterKnown register, Role role, DateOnly today) =>
        register?.Approvals.Any(approval => approval.Role == role && approval.Holds(today))
        ?? throw new ArgumentNullException(nameof(register));

    /// <summary>
    /// Ground on which an asker has the phone numbers of a minor and of those who stand by it: the role's approval, else the
    /// asker's present duty for this child; null where there is none. Null for an adult too: no approval is needed.
    /// </summary>
    /// <param name="task"><see cref="Incident"/>, or <see cref="Visit"/> for a visit that is due and the asker's own; null
    /// without any.</param>
    public static string? By(this RegisterKnown register, PersonKnown person, Role role, DateOnly today, string? task) =>
        !person.IsMinor(today) ? null
        : register.Has(role, today) ? Standing
        : task;
}
