using System.Text;
using Emergency.Domain;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Encryption;

namespace Emergency.Server.Features.Accounts;

/// <summary>
/// Turns the name used to sign in into the account's key. Wide and narrow letters, capitals and outer spaces make no difference.
/// </summary>
internal static class Names
{
    public const int Longest = 64;
    private static readonly Guid Keys = new("6f1c9c5e-5b1e-5f43-9a35-0d6c2a7d8e03");

    public static AccountId Account(this ISealing sealing, string name) => new(sealing.Index($"account\n{Folded(name)}"));

    /// <summary>Id of the data key that an account's contact is sealed under.</summary>
    public static Guid Key(AccountId account) => Derived.Id(Keys, account.Key);

    internal static string Folded(string name) => name.Trim().Normalize(NormalizationForm.FormKC).ToLowerInvariant();
}
