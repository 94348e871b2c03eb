using Emergency.Domain.Entrusting;
using Emergency.Server.Features.People;

namespace Emergency.Server.Features.Entrusting;

/// <summary>Facts of an entrustment as the register has them.</summary>
internal static class EntrustmentPlans
{
    public static CheckTable Table => CheckTable.BuiltIn;

    /// <summary>True for letters to the family: carer (照护人) or parents (父母).</summary>
    public static bool IsFamily(this LetterTo to) => to is LetterTo.Carer or LetterTo.Parents;

    /// <summary>The written entrustment with the latest end; null for a person who has left, is of age, or has none.</summary>
    public static GuardianKnown? Entrusted(this PersonKnown person, DateOnly day) =>
        person is { Left: null, Erased: false } && person.IsMinor(day)
            ? person.Guardians.Where(one => one.IsEntrusted).MaxBy(one => (one.Contact.To ?? DateOnly.MaxValue, one.Id.Value))
            : null;

    /// <summary>Reason for which nobody checks the entrustment any more; null while checks go on.</summary>
    public static EntrustmentEnd? Over(this PersonKnown? person, string community, DateOnly day) =>
        person is null or { Erased: true } ? EntrustmentEnd.Erased
        : person.Left is not null || person.Community != community ? EntrustmentEnd.Left
        : !person.IsMinor(day) ? EntrustmentEnd.OfAge
        : null;
}
