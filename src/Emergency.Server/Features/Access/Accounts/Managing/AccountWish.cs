using System.Globalization;
using Emergency.Domain;
using Emergency.Domain.Accounts;
using Emergency.Domain.Places;
using Emergency.Server.Infrastructure.Requests;

namespace Emergency.Server.Features.Accounts.Managing;

/// <summary>A new account. Roles of a community's team need their team member.</summary>
/// <param name="Password">Left out where the owner chooses one by a link; a given one is valid for the first sign-in only.</param>
/// <param name="Reason">Reason, for the person who confirms it: at most 200 characters.</param>
internal sealed record AccountWish(
    string? Account,
    string? Password,
    string? Person,
    string? Phone,
    ListOf<Grant>? Grants,
    MemberBinding? Member,
    string? Reason = null
)
{
    /// <summary>All faults, as "$.path: what is expected".</summary>
    public IReadOnlyList<string> Faults() =>
        [
            .. NameFaults(Account),
            .. Password is not null && PasswordRules.Fault(Password, Account, Person) is { } weak ? [weak] : (string[])[],
            .. Fault(
                Person is null || (Person is { Length: > 0 and <= 50 } && !Person.Any(letter => PlainText.Markup.Contains(letter))),
                $"$.person: 1 to 50 characters, none of {PlainText.Markup}"
            ),
            .. Fault(
                Phone is null || (Phone.Length is >= 3 and <= 20 && Phone.All(c => char.IsAsciiDigit(c) || c is '-' or '+')),
                "$.phone: 3 to 20 digits"
            ),
            .. new GrantsWish(Grants, Member, Reason).Faults(),
        ];

    /// <summary>Faults of the name used to sign in.</summary>
    internal static IEnumerable<string> NameFaults(string? account) =>
        Fault(
            account?.Trim() is { Length: >= 2 and <= Names.Longest } name
                && !name.Any(letter => PlainText.Markup.Contains(letter))
                && IsText(name)
                && NameLetters.AreFit(name),
            $"$.account: 2 to {Names.Longest} letters of one writing, Latin beside Chinese, digits and signs, none of {PlainText.Markup}"
        );

    // Half of a surrogate pair is no text.
    private static bool IsText(string text) => !text.EnumerateRunes().Any(rune => rune == System.Text.Rune.ReplacementChar);

    /// <summary>The fault, unless the condition holds.</summary>
    internal static IEnumerable<string> Fault(bool right, string otherwise) => right ? [] : [otherwise];
}

/// <summary>New roles of an account.</summary>
/// <param name="Reason">Reason, for the person who confirms it: at most 200 characters.</param>
internal sealed record GrantsWish(ListOf<Grant>? Grants, MemberBinding? Member, string? Reason = null)
{
    /// <summary>
    /// Roles of a community's own team. They need one of its members, and its secretary can give them too (except the secretary's own).
    /// </summary>
    public static readonly IReadOnlyList<Role> OfCommunity =
    [
        Role.Secretary,
        Role.ChildDirector,
        Role.GridChief,
        Role.GroupLeader,
        Role.BuildingChief,
        Role.UnitChief,
        Role.Responder,
        Role.Volunteer,
    ];

    /// <summary>
    /// Roles that a community's secretary gives and its street agrees to: those of the team, and that of a party, which is no team member.
    /// </summary>
    public static readonly IReadOnlyList<Role> WithinCommunity = [.. OfCommunity, Role.Party];

    public IReadOnlyList<string> Faults() =>
        [
            .. Checks.Text(Reason, "$.reason", 200),
            .. AccountWish.Fault(Grants is { Count: > 0 and <= 20 }, "$.grants: 1 to 20 roles"),
            .. (Grants ?? []).SelectMany((grant, i) => Faults(grant, string.Create(CultureInfo.InvariantCulture, $"$.grants[{i}]"))),
            .. AccountWish.Fault(Member is null || Divisions.IsCommunity(Member.Community), "$.member.community: a code of 12 digits"),
        ];

    private IEnumerable<string> Faults(Grant? grant, string path)
    {
        if (grant?.Scope is not { } scope)
            return [$"{path}: role and scope"];
        var (team, community) = (OfCommunity.Contains(grant.Role), WithinCommunity.Contains(grant.Role));
        return
        [
            .. AccountWish.Fault(Divisions.IsCode(scope.Division), $"{path}.scope.division: a code of 2, 4, 6, 9 or 12 digits"),
            .. AccountWish.Fault(
                !community || Divisions.IsCommunity(scope.Division),
                $"{path}.scope.division: this role has one community (12 digits)"
            ),
            .. AccountWish.Fault(!team || Member?.Community == scope.Division, $"{path}: this role needs a member of that community"),
            .. AccountWish.Fault(
                Divisions.IsCommunity(scope.Division) || (scope.Grid, scope.Building, scope.Unit) == (null, null, null),
                $"{path}.scope: grid, building and unit only within a community"
            ),
            .. AccountWish.Fault(
                (scope.Grid is not null || scope.Building is null) && (scope.Building is not null || scope.Unit is null),
                $"{path}.scope: a unit needs its building, a building its grid"
            ),
        ];
    }
}

/// <summary>A password set by somebody else, or a request for one.</summary>
/// <param name="Password">Left out where the owner chooses one by a link.</param>
/// <param name="Reason">Reason, for the person who confirms it: at most 200 characters.</param>
internal sealed record NewPassword(string? Password, string? Reason = null)
{
    public IReadOnlyList<string> Faults() =>
        [
            .. Password is not null && PasswordRules.Fault(Password) is { } weak ? [weak] : (string[])[],
            .. Checks.Text(Reason, "$.reason", 200),
        ];
}
