using Emergency.Domain;

namespace Emergency.Server.Features.People;

/// <summary>Who may see minors by name: by role and period, per community (未成年人网络保护条例 36).</summary>
internal static class Approvals
{
    public const string Standing = "standing",
        Emergency = "emergency",
        Incident = "incident",
        Visit = "visit";

    public static bool Has(this RegisterKnown register, Role role, DateOnly today) =>
        register?.Approvals.Any(approval => approval.Role == role && approval.Holds(today))
        ?? throw new ArgumentNullException(nameof(register));

    /// <summary>By what a reader has the numbers of a minor and of who stands by it: the role's approval, else what the reader has to do for this child now; null: by nothing. Null of an adult too: no approval is asked for.</summary>
    /// <param name="task"><see cref="Incident"/> or <see cref="Visit"/>, of a visit that is due and the reader's own; null without any.</param>
    public static string? By(this RegisterKnown register, PersonKnown person, Role role, DateOnly today, string? task) =>
        !person.IsMinor(today) ? null
        : register.Has(role, today) ? Standing
        : task;
}
