using Emergency.Domain.Confirmations;
using Emergency.Server.Foundation;
using static Emergency.Domain.Role;

namespace Emergency.Server.Features.Confirmations;

/// <summary>Permissions for requests that a second account must confirm.</summary>
internal static class ConfirmationPermissions
{
    /// <summary>Reading requests that wait for one's answer and one's own requests, and withdrawing the latter.</summary>
    public static readonly Permission Read = new(
        "confirmation.read",
        [.. Roles.County, StreetOfficer, CivilAffairs, Operator, .. Roles.Committee]
    );

    /// <summary>Answering requests; the kind of request decides who may confirm it.</summary>
    public static readonly Permission Answer = new("confirmation.answer", [.. Roles.County, StreetOfficer, CivilAffairs, Operator]);

    /// <summary>Roles above the communities, and every password: never confirmed by the asker, nor by the owner of the account.</summary>
    public static readonly Permission AccountConfirm = new("account.confirm", [CountyCommander, Operator]);
    public static readonly Permission AccountConfirmCommunity = new("account.confirm-community", [StreetOfficer]);

    /// <summary>Sight of minors' records: never for a role that the confirmer has.</summary>
    public static readonly Permission MinorsApprove = new("minors.approve", [StreetOfficer, CivilAffairs]);

    /// <summary>
    /// The committee keeps the register; street and civil affairs together decide on destroying a record: one asks, the other confirms.
    /// </summary>
    public static readonly Permission PersonErase = new("person.erase", [StreetOfficer, CivilAffairs]);
    public static readonly Permission DeadlineConfirm = new("deadline.confirm", Roles.County);
    public static readonly Permission StandardConfirm = new("standard.confirm", Roles.County);

    /// <summary>The street asks for a split or merger of communities; somebody else of the street or the county confirms it.</summary>
    public static readonly Permission DivisionChangeConfirm = new("division-change.confirm", [.. Roles.County, StreetOfficer]);

    /// <summary>
    /// An operator asks for a new or changed line; another operator or the commander confirms it, over all places that it serves.
    /// </summary>
    public static readonly Permission LineConfirm = new("line.confirm", [CountyCommander, Operator]);

    /// <summary>Permission to confirm a kind of request.</summary>
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
