using Emergency.Domain;
using Emergency.Domain.Accounts;
using Emergency.Domain.People;
using Emergency.Domain.Places;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Requests;

namespace Emergency.Server.Features.People;

/// <summary>A page of a community's register of residents at risk, by door; <paramref name="Next"/> is null on the last one.</summary>
internal sealed record ResidentsPage(IReadOnlyList<ResidentShown> Items, string? Next, int Count, long Position);

/// <summary>
/// A resident at risk, masked; a child's name is empty. <paramref name="Kinds"/> only for askers who can see them.
/// <paramref name="Unverified"/>: last checked more than 90 days ago or never, 待核实. <paramref name="Register"/>: its
/// number in the register it was imported from, for accounts that edit that register.
/// </summary>
internal sealed record ResidentShown(
    PersonId PersonId,
    HouseholdId? HouseholdId,
    string Name,
    bool Erased,
    bool Minor,
    DoorShown Door,
    ListOf<string> Needs,
    IReadOnlyList<string>? Kinds,
    MemberId? Helper,
    DateOnly? CheckedOn,
    bool Unverified,
    string? Register
)
{
    /// <summary>Details of the leaving; null for a present resident.</summary>
    public LeftShown? Left { get; init; }

    /// <summary>要再问同意: true when the person came of age, or the term is over or nearly so. For keepers of the register.</summary>
    public bool AskConsent { get; init; }

    /// <summary>Age of a child, in full years; null where it is not known.</summary>
    public int? Age { get; init; }

    /// <summary>封存: the last day of a hold, for askers who can set one.</summary>
    public DateOnly? HeldUntil { get; init; }
}

/// <summary>
/// Way and day of somebody's leaving. <paramref name="To"/>: the community that has taken the person over; the day then
/// stands in that register's history.
/// </summary>
internal sealed record LeftShown(Leaving How, DateOnly? Day, string? To);

/// <summary>Reason for opening a record; 1 to 500 characters, kept sealed with the record of the access.</summary>
/// <param name="Emergency">True when somebody is in danger now: a child's record opens without an approval, and a second
/// person reviews it afterwards.</param>
internal sealed record NewReveal(string? Reason, ReasonCode? Code = null, bool? Emergency = null)
{
    public static IReadOnlyList<string> Faults(NewReveal body) => [.. Checks.Text(body.Reason, "$.reason", 500, needed: true)];
}

/// <summary>
/// A record in clear. Fields that a chief need not know (birth date, kinds, illness, care level, identity number) are
/// null. Illness is shown by consent or in an emergency only.
/// </summary>
/// <param name="ReviewedBy">Time by which a second person must review this access, where it was an emergency.</param>
internal sealed record PersonRevealed(
    string AccessId,
    PersonId PersonId,
    string Name,
    string? Sex,
    IReadOnlyList<string> Phones,
    string? Address,
    DoorShown Door,
    GeoPoint? Point,
    ListOf<string> Needs,
    string? Mobility,
    bool LivesAlone,
    IReadOnlyList<GuardianShown> Guardians,
    IReadOnlyList<string>? Kinds,
    DateOnly? Born,
    string? IdNumber,
    string? CareLevel,
    string? Health,
    bool? Consent,
    HouseholdId? HouseholdId = null,
    int? BornIn = null,
    string? Capacity = null,
    string? CapacityBasis = null,
    DateOnly? CheckedOn = null,
    DateTimeOffset? ReviewedBy = null
);

/// <summary>
/// A guardian or caregiver. <paramref name="InForce"/>: today. <paramref name="CapacityNotRecorded"/>: stored as
/// guardian of an adult whose capacity nobody has recorded (能力没有记录), and shown as emergency contact.
/// </summary>
internal sealed record GuardianShown(
    string Role,
    string Name,
    string? Relation,
    IReadOnlyList<string> Phones,
    string? Where,
    DateOnly? From,
    DateOnly? To,
    bool InForce,
    GuardianId? GuardianId = null,
    bool CapacityNotRecorded = false,
    DateOnly? Notice = null
);

/// <summary>A standing approval for a role to see minors by name, first and last day included.</summary>
internal sealed record NewApproval(Role? Role, DateOnly? From, DateOnly? To, string? Reason = null)
{
    public static IReadOnlyList<string> Faults(NewApproval body)
    {
        return
        [
            .. Checks.Need(
                body.Role is { } role
                    && (PeoplePermissions.ListOpen.Of(role) != Reach.No || PeoplePermissions.PersonReveal.Of(role) != Reach.No),
                "$.role: a role that may open lists or records"
            ),
            .. Checks.Need(body.From is not null, "$.from: a date"),
            .. Checks.Need(body.To is not null, "$.to: a date"),
            .. Checks.Text(body.Reason, "$.reason", 200),
        ];
    }
}

internal sealed record ApprovalsShown(IReadOnlyList<ApprovalShown> Items, long Position);

/// <param name="ByRole">The role of the approving account.</param>
/// <param name="Holds">True when it holds today.</param>
internal sealed record ApprovalShown(Role Role, DateOnly From, DateOnly To, AccountId ApprovedBy, Role ByRole, bool Holds);

/// <summary>A requested approval. It waits for street or civil affairs until then.</summary>
internal sealed record ApprovalAsked(string Community, Role Role, ConfirmationId Confirmation, DateTimeOffset Until, long Position);
