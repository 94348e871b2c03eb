using System.Globalization;
using System.Text.Json;
using Emergency.Domain;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Accounts.Managing;

/// <summary>Filter of accounts; all null asks for all.</summary>
/// <param name="Text">Part of a name, a person's name or a phone.</param>
/// <param name="Division">A place in or below which they must have a role.</param>
internal sealed record AccountsAsked(string? Text, Role? Role, string? Division, AccountStage? Stage)
{
    /// <summary>Parses the filter of a request's address; null where it names an unknown role or state.</summary>
    public static AccountsAsked? Of(string? text, string? role, string? division, string? stage)
    {
        var (ofRole, ofStage) = (Named<Role>(role), Named<AccountStage>(stage));
        return (role is null || ofRole is not null) && (stage is null || ofStage is not null) ? new(text, ofRole, division, ofStage) : null;
    }

    private static T? Named<T>(string? word)
        where T : struct, Enum =>
        Enum.GetValues<T>()
            .Where(one => JsonNamingPolicy.KebabCaseLower.ConvertName(one.ToString()) == word)
            .Select(one => (T?)one)
            .FirstOrDefault();
}

/// <summary>Accounts of one's scope that fit, by place, role and key, and the number of accounts in each state.</summary>
internal sealed record AccountSearch(IReadOnlyList<(string At, AccountKnown Account)> Found, AccountCounts Counts)
{
    public static AccountSearch Of(Asked asked, Known known, AccountsAsked what)
    {
        var seen = Administration.Seen(asked, known.Of<AccountsKnown>()).ToList();
        var stages = seen.CountBy(account => AccountShown.StageOf(account.State, asked.Now)).ToDictionary();
        int Of(AccountStage stage) => stages.GetValueOrDefault(stage);
        return new(
            [
                .. seen.Where(account => Fits(account, what, asked.Now, known))
                    .Select(account => (At(account), account))
                    .OrderBy(one => one.Item1, StringComparer.Ordinal),
            ],
            new(Of(AccountStage.Open), Of(AccountStage.Invited), Of(AccountStage.Locked), Of(AccountStage.Closed))
        );
    }

    /// <summary>
    /// Accounts after <paramref name="next"/>, at most this many, and the mark at which the next page begins, null at the end.
    /// </summary>
    public (IReadOnlyList<AccountKnown> Items, string? Next) Page(string? next, int most)
    {
        var left = Found.Where(one => next is null || string.CompareOrdinal(one.At, next) > 0).Take(most + 1).ToList();
        return ([.. left.Take(most).Select(one => one.Account)], left.Count > most ? left[most - 1].At : null);
    }

    private static bool Fits(AccountKnown account, AccountsAsked what, DateTimeOffset now, Known known)
    {
        var text = what.Text?.Trim() ?? "";
        return (what.Stage is null || AccountShown.StageOf(account.State, now) == what.Stage)
            && (what.Role is null || account.Grants.Any(grant => grant.Role == what.Role))
            && (
                what.Division is not { Length: > 0 } place
                || account.Grants.Any(grant => grant.Scope.Division.StartsWith(place, StringComparison.Ordinal))
            )
            && (
                text.Length == 0
                || Says(account.Name, text)
                || (AccountOwner.Of(account, known) is var owner && (Says(owner.Person, text) || Says(owner.Phone, text)))
            );
    }

    private static bool Says(string? said, string text) => said?.Contains(text, StringComparison.OrdinalIgnoreCase) == true;

    private static string At(AccountKnown account)
    {
        var first = account.Grants[0];
        return string.Create(CultureInfo.InvariantCulture, $"{first.Scope.Division}.{(int)first.Role:00}.{account.Id.Key}");
    }
}
