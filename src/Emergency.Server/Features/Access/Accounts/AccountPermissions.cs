using Emergency.Server.Foundation;
using static Emergency.Domain.Role;

namespace Emergency.Server.Features.Accounts;

/// <summary>Permissions for acts on accounts.</summary>
internal static class AccountPermissions
{
    public static readonly Permission Add = new("account.add", [Operator, Secretary]);
    public static readonly Permission Read = new("account.read", [Operator, Secretary]);

    /// <summary>
    /// Used when a phone is lost: the first person to hear of it locks the account. Only an operator unlocks an account that an operator
    /// has locked.
    /// </summary>
    public static readonly Permission Lock = new("account.lock", [Operator, Secretary]);
    public static readonly Permission Change = new("account.change", [Operator]);

    /// <summary>
    /// Used when a grid has another name or chief: the accounts responsible for it follow, and nothing else of them changes.
    /// </summary>
    public static readonly Permission Follow = new("account.follow", [Operator, StreetOfficer, Secretary]);
}
