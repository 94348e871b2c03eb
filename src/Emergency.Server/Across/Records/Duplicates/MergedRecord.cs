using Emergency.Domain;
using Emergency.Server.Infrastructure.Encryption;

namespace Emergency.Server.Across.Duplicates;

/// <summary>
/// Two records of one person merged into one: the fields chosen from the dissolved one, all needs and kinds of both, and fields that only
/// one of them has.
/// </summary>
internal static class MergedRecord
{
    public static (PersonContact Contact, PersonSensitive Sensitive) Of(
        (PersonContact Contact, PersonSensitive Sensitive) kept,
        (PersonContact Contact, PersonSensitive Sensitive) gone,
        IReadOnlyList<MergeField> taken
    )
    {
        var ((contact, sensitive), (otherContact, other)) = (kept, gone);
        bool Take(MergeField field) => taken.Contains(field);
        var door = Take(MergeField.Door) ? otherContact : contact;
        return (
            new(
                Take(MergeField.Name) ? otherContact.Name : contact.Name,
                Take(MergeField.Sex) ? otherContact.Sex : contact.Sex,
                Take(MergeField.Phones) ? otherContact.Phones : contact.Phones,
                door.Address,
                door.Building,
                door.Unit,
                door.Floor,
                door.Room,
                door.Location
            ),
            sensitive with
            {
                Kinds = ListOf.From(sensitive.Kinds.Union(other.Kinds, StringComparer.Ordinal)),
                Needs = ListOf.From(sensitive.Needs.Union(other.Needs, StringComparer.Ordinal)),
                Born = Take(MergeField.Born) ? other.Born : sensitive.Born,
                BornIn = Take(MergeField.Born) ? other.BornIn : sensitive.BornIn,
                IdNumber = Take(MergeField.IdNumber) ? other.IdNumber : sensitive.IdNumber,
                Consent = Take(MergeField.Consent) ? other.Consent : sensitive.Consent,
                CheckedOn = Take(MergeField.Checked) ? other.CheckedOn : sensitive.CheckedOn,
                Mobility = sensitive.Mobility ?? other.Mobility,
                CareLevel = sensitive.CareLevel ?? other.CareLevel,
                Health = sensitive.Health ?? other.Health,
                LivesAlone = sensitive.LivesAlone || other.LivesAlone,
                Register = sensitive.Register ?? other.Register,
                Capacity = sensitive.Capacity ?? other.Capacity,
                CapacityBasis = sensitive.Capacity is null ? other.CapacityBasis : sensitive.CapacityBasis,
            }
        );
    }
}
