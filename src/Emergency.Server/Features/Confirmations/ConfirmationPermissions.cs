using Emergency.Domain.Confirmations;
using Emergency.Server.Foundation;
using static Emergency.Domain.Role;

namespace Emergency.Server.Features.Confirmations;

/// <summary>Who may do what with what waits for a second account.</summary>
internal static class ConfirmationPermissions
{
    /// <summary>What waits for one's own word, what became of what one asked for, and to take it back.</summary>
    public static readonly Permission Read = new(
        "confirmation.read",
        [.. Roles.County, StreetOfficer, CivilAffairs, Operator, .. Roles.Committee]
    );

    /// <summary>Whether just this one is theirs to confirm follows from what is asked for.</summary>
    public static readonly Permission Answer = new("confirmation.answer", [.. Roles.County, StreetOfficer, CivilAffairs, Operator]);

    /// <summary>Roles above the communities, and every password: never by who asked for it, nor by whose account it is.</summary>
    public static readonly Permission AccountConfirm = new("account.confirm", [CountyCommander, Operator]);
    public static readonly Permission AccountConfirmCommunity = new("account.confirm-community", [StreetOfficer]);

    /// <summary>Never for a role of one's own.</summary>
    public static readonly Permission MinorsApprove = new("minors.approve", [StreetOfficer, CivilAffairs]);

    /// <summary>The committee keeps the register; the street and civil affairs together decide that a record is destroyed: one asks, the other confirms.</summary>
    public static readonly Permission PersonErase = new("person.erase", [StreetOfficer, CivilAffairs]);
    public static readonly Permission DeadlineConfirm = new("deadline.confirm", Roles.County);
    public static readonly Permission StandardConfirm = new("standard.confirm", Roles.County);

    /// <summary>The street asks that communities are split or merged; somebody else of the street or the county confirms it.</summary>
    public static readonly Permission DivisionChangeConfirm = new("division-change.confirm", [.. Roles.County, StreetOfficer]);

    /// <summary>An operator asks that a line is set up or changed; another one or the commander confirms it, over all that it serves.</summary>
    public static readonly Permission LineConfirm = new("line.confirm", [CountyCommander, Operator]);

    /// <summary>Who confirms what two accounts must agree on.</summary>
    public static Permission Confirming(AskedKind kind) =>
        kind switch
        {
            AskedKind.Grants or AskedKind.Password or AskedKind.AccountErasure => AccountConfirm,
            AskedKind.CommunityGrants or AskedKind.MemberErasure => AccountConfirmCommunity,
            AskedKind.MinorsSight or AskedKind.EmergencySight => MinorsApprove,
            AskedKind.Deadline => DeadlineConfirm,
            AskedKind.Standard => StandardConfirm,
            AskedKind.DivisionChange => DivisionChangeConfirm,
            AskedKind.Line => LineConfirm,
            AskedKind.Erasure or AskedKind.VisitorErasure or AskedKind.CallerErasure => PersonErase,
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
        };
}
