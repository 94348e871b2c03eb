using System.Text.Json;
using System.Text.Json.Serialization;
using Emergency.Domain;
using Emergency.Domain.Accounts;
using Emergency.Engine;
using Emergency.Server.Features.Accounts.Managing;
using Emergency.Server.Foundation;

namespace Emergency.Server.Features.Accounts.Outside;

/// <summary>Maps a claim to a role: a person with this value gets this role in this division when their account is made.</summary>
/// <param name="Claim">Name of the claim, such as "department".</param>
/// <param name="Value">Value exactly as the issuer sends it, or one of several.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record OutsideUnit(string? Claim, string? Value, Role? Role, string? Division);

/// <summary>Mapping of the issuer's claims, from the operator's file.</summary>
/// <param name="Account">The claim with the name used to sign in here. Its owner must not be able to change it: for example the staff
/// number.</param>
/// <param name="Person">The claim with the person's name; null: no name is taken over.</param>
/// <param name="Create">True when a person without an account gets one by <paramref name="Units"/>; otherwise none is ever made.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record OutsideMapping(string? Account, string? Person = null, bool Create = false, ListOf<OutsideUnit>? Units = null)
{
    /// <summary>Reads the file. Throws <see cref="CannotStart"/>, naming the file and all its faults.</summary>
    public static OutsideMapping Read(string file, Settings settings)
    {
        try
        {
            var read = JsonSerializer.Deserialize<OutsideMapping>(File.ReadAllBytes(file), Json.Options);
            return (read?.Faults(settings) ?? ["$: an object"]) is { Count: > 0 } faults
                ? throw new CannotStart($"oidc:mapping: {file}: {string.Join("; ", faults)}")
                : read!;
        }
        catch (JsonException bad)
        {
            throw new CannotStart($"oidc:mapping: {file}: {Json.PathOf(bad)} is not as it has to be");
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            throw new CannotStart($"oidc:mapping: {file} cannot be read");
        }
    }

    /// <summary>Roles of a person with these claims; empty where no unit fits.</summary>
    public ListOf<Grant> Grants(IReadOnlyCollection<(string Claim, string Value)> claims) =>
        [
            .. (Units ?? [])
                .Where(unit => claims.Contains((unit.Claim!, unit.Value!)))
                .Select(unit => new Grant(unit.Role!.Value, new(unit.Division!)))
                .Distinct(),
        ];

    private IReadOnlyList<string> Faults(Settings settings) =>
        [
            .. AccountWish.Fault(Account is { Length: > 0 }, "$.account: the claim with the name of the account"),
            .. AccountWish.Fault(!Create || Units is { Count: > 0 }, "$.units: one at least where accounts are made"),
            .. (Units ?? []).SelectMany((unit, i) => Faults(unit, i, settings)),
        ];

    private static IEnumerable<string> Faults(OutsideUnit unit, int i, Settings settings)
    {
        var path = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"$.units[{i}]");
        if (unit.Claim is not { Length: > 0 } || unit.Value is not { Length: > 0 } || unit.Role is not { } role || unit.Division is null)
            return [$"{path}: claim, value, role and division"];
        return
        [
            .. new GrantsWish([new(role, new(unit.Division))], null).Faults().Select(fault => $"{path} {fault}"),
            .. AccountWish.Fault(role != Role.Operator, $"{path}: an operator is made by two people, never by the issuer"),
            .. AccountWish.Fault(
                !settings.SecondFactorRoles.Contains(role),
                $"{path}: {role} must sign in with a second factor (second-factor-roles), and so with a password"
            ),
        ];
    }
}
