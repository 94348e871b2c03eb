using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Infrastructure.Privacy;

namespace Emergency.Server.Features.People;

/// <summary>A number to dial. <paramref name="To"/>: self, guardian, caregiver, contact (紧急联系人), household. <paramref name="Called"/> is a mask with the relation, empty for the person.</summary>
internal sealed record Dial(string To, string? Called, string Phone);

/// <summary>
/// Finds the numbers to ring for somebody: for a minor or a person without capacity the guardian in force; for a capable
/// adult the own phone, then the contact in force, then the household.
/// </summary>
internal static class Dialling
{
    /// <param name="by">Ground on which a minor's numbers are shown (<see cref="Approvals.By"/>). Without any there are
    /// none; on the ground of an incident alone the child's own is left out.</param>
    public static IReadOnlyList<Dial> For(PersonKnown person, HouseholdKnown? home, DateOnly today, string? by)
    {
        var (guarded, minor) = (person.IsGuarded(today), person.IsMinor(today));
        if (minor && by is null)
            return [];
        var own = minor && by == Approvals.Incident ? [] : person.Contact.Phones.Select(phone => new Dial("self", null, phone));
        var others = person
            .GuardiansOn(today)
            .SelectMany(guardian =>
                guardian.Contact.Phones.Select(phone => new Dial(
                    guardian.IsEntrusted ? "caregiver"
                        : guarded && guardian.Contact.Role is GuardianRoles.Guardian ? "guardian"
                        : "contact",
                    Called(guardian.Contact),
                    phone
                ))
            );
        var house = (home?.Contact.Phones ?? []).Select(phone => new Dial("household", $"{Masks.Name(home!.Contact.Head)}（户主）", phone));
        return
        [
            .. (guarded ? others.Concat(own) : own.Concat(others)).Concat(house).DistinctBy(dial => dial.Phone, StringComparer.Ordinal),
        ];
    }

    private static string Called(GuardianContact guardian) =>
        guardian.Relation is { Length: > 0 } relation ? $"{Masks.Name(guardian.Name)}（{relation}）" : Masks.Name(guardian.Name);
}
