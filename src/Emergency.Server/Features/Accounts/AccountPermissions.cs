using Emergency.Server.Foundation;
using static Emergency.Domain.Role;

namespace Emergency.Server.Features.Accounts;

/// <summary>Who may do what with accounts.</summary>
internal static class AccountPermissions
{
    public static readonly Permission Add = new("account.add", [Operator, Secretary]);
    public static readonly Permission Read = new("account.read", [Operator, Secretary]);

    /// <summary>A phone is lost: whoever is told of it first locks the account. Only an operator unlocks what an operator has locked.</summary>
    public static readonly Permission Lock = new("account.lock", [Operator, Secretary]);
    public static readonly Permission Change = new("account.change", [Operator]);

    /// <summary>A grid has another name or chief: the accounts of who answers for it go along, and nothing else of them changes.</summary>
    public static readonly Permission Follow = new("account.follow", [Operator, StreetOfficer, Secretary]);
}
