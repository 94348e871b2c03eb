using Emergency.Domain.Entrusting;
using Emergency.Server.Features.People;

namespace Emergency.Server.Features.Entrusting;

/// <summary>What the register says of an entrustment.</summary>
internal static class EntrustmentPlans
{
    public static CheckTable Table => CheckTable.BuiltIn;

    /// <summary>照护人 父母: who is written to at home.</summary>
    public static bool IsFamily(this LetterTo to) => to is LetterTo.Carer or LetterTo.Parents;

    /// <summary>The written entrustment that holds longest; null of who has left, is of age, or has none.</summary>
    public static GuardianKnown? Entrusted(this PersonKnown person, DateOnly day) =>
        person is { Left: null, Erased: false } && person.IsMinor(day)
            ? person.Guardians.Where(one => one.IsEntrusted).MaxBy(one => (one.Contact.To ?? DateOnly.MaxValue, one.Id.Value))
            : null;

    /// <summary>Why nobody checks it any more; null where somebody does.</summary>
    public static EntrustmentEnd? Over(this PersonKnown? person, string community, DateOnly day) =>
        person is null or { Erased: true } ? EntrustmentEnd.Erased
        : person.Left is not null || person.Community != community ? EntrustmentEnd.Left
        : !person.IsMinor(day) ? EntrustmentEnd.OfAge
        : null;
}
