using Emergency.Server.Foundation;
using static Emergency.Domain.Role;

namespace Emergency.Server.Features.Accounts;

/// <summary>Who may do what with accounts.</summary>
internal static class AccountPermissions
{
    public static readonly Permission Add = new("account.add", [Operator, Secretary]);
    public static readonly Permission Read = new("account.read", [Operator, Secretary]);
    public static readonly Permission Change = new("account.change", [Operator]);
}
