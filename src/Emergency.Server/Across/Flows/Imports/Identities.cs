using Emergency.Domain;
using Emergency.Domain.Places;
using Emergency.Server.Across.Imports.Reading.Tables;
using Emergency.Server.Across.Imports.Reading.Values;
using Emergency.Server.Features.People;

namespace Emergency.Server.Across.Imports;

/// <summary>
/// Determines the person that a resident's row means. Number, identity number, and name with birth date must not contradict each other: a
/// contradicting row is rejected and shown, never written over another person.
/// </summary>
internal static class Identities
{
    private enum Sameness
    {
        Same,
        Another,
        Unclear,
    }

    /// <summary>The person's id, and the existing record; null where the row was objected to.</summary>
    public static (PersonId Id, PersonKnown? Known)? Of(ResidentRow row, Loading at)
    {
        var number = row.Id is { } text ? new RegisterNumber(Divisions.County(row.CommunityCode), text) : (RegisterNumber?)null;
        var numbered = number is { } own ? at.Numbers.Persons(own) : [];
        if (row.IdNumber is { } digits && at.Numbers.PersonsByIdNumber(digits) is { Count: > 0 } identified)
            return ByIdNumber(row, numbered, identified, at);
        return numbered.Count > 0 ? ByNumber(row, number!.Value, numbered, at) : ByName(row, number, at);
    }

    private static (PersonId, PersonKnown?)? ByIdNumber(
        ResidentRow row,
        IReadOnlyList<PersonKnown> numbered,
        IReadOnlyList<PersonKnown> identified,
        Loading at
    )
    {
        var both = identified.Where(one => numbered.Any(other => other.Id == one.Id)).ToList();
        if (both is [var sure])
            return (sure.Id, sure);
        if (identified.Count > 1)
            return Ask(row, at, "id_no", Reasons.NumberTwice);
        // Another person has the row's number: a file cannot decide which of the two it means.
        if (numbered.Count > 0)
            return Ask(row, at, "resident_id", Reasons.IdentityConflict);
        return identified[0].Contact.Name == row.Name ? (identified[0].Id, identified[0]) : Ask(row, at, "name", Reasons.NameMismatch);
    }

    private static (PersonId, PersonKnown?)? ByNumber(
        ResidentRow row,
        RegisterNumber number,
        IReadOnlyList<PersonKnown> numbered,
        Loading at
    )
    {
        var compared = numbered.Select(one => (Known: one, Is: Compare(row, one))).ToList();
        var same = compared.Where(one => one.Is == Sameness.Same).ToList();
        if (same is [var only])
            return (only.Known.Id, only.Known);
        if (same.Count > 1)
            return Ask(row, at, "resident_id", Reasons.NumberTwice);
        if (compared.Find(one => one.Is == Sameness.Unclear).Known is { } unclear)
            return Ask(
                row,
                at,
                unclear.Contact.Name != row.Name ? "name"
                    : unclear.Listed.Born != row.BirthDate ? "birth_date"
                    : "id_no",
                Reasons.IdentityConflict
            );
        at.Differences.Reassigned.Add((row.Sheet, row.Row));
        return Holding(row, number, at);
    }

    /// <summary>
    /// Decides for a row whose number and identity number are both unknown: by name and birth date in the same community, where they fit
    /// one person only.
    /// </summary>
    private static (PersonId, PersonKnown?)? ByName(ResidentRow row, RegisterNumber? number, Loading at)
    {
        var called = at
            .Numbers.Called(row.CommunityCode, row.Name)
            .Where(one => IsBorn(row, one))
            .Where(one => Agree(one.Sensitive.IdNumber, row.IdNumber) != false && Agree(one.Sensitive.Register, row.Id) != false)
            .ToList();
        if (called is [var only])
            return (only.Id, only);
        if (called.Count > 1)
            return Ask(row, at, "name", Reasons.Namesakes);
        return number is { } own ? Holding(row, own, at) : (new PersonId(at.New(row)), null);
    }

    /// <summary>True when birth agrees as far as it is known: the day, else the year; if neither is known, the door decides.</summary>
    private static bool IsBorn(ResidentRow row, PersonKnown known) =>
        (row.BirthDate, known.Listed.Born) switch
        {
            ({ } said, { } born) => said == born,
            _ when (row.BirthDate?.Year ?? row.BornIn) is { } year => year == (known.Listed.Born?.Year ?? known.Sensitive.BornIn),
            _ => row.Address.Building is { } building
                && row.Address.Room is { } room
                && (building, room) == (known.Listed.Building, known.Listed.Room),
        };

    /// <summary>
    /// Returns a new person. The id derived from the number belongs to its first holder, even where that record lies outside the file's
    /// division.
    /// </summary>
    private static (PersonId, PersonKnown?)? Holding(ResidentRow row, RegisterNumber number, Loading at)
    {
        var first = new PersonId(at.Numbered("person", number, id => at.Residents.Persons.ContainsKey(new(id))));
        if (!at.Residents.Persons.ContainsKey(first) && !at.Residents.Erased.Hold(first))
            return (first, null);
        var own = new PersonId(at.Holder(first.Value, row.CommunityCode, row.IdNumber, row.Name, row.BirthDate?.ToString("O", null)));
        return (own, at.Residents.Persons.GetValueOrDefault(own));
    }

    /// <summary>Compares a row and a record with the same number: they can be, must be, or cannot be the same person.</summary>
    private static Sameness Compare(ResidentRow row, PersonKnown known)
    {
        if (known.Erased)
            return Sameness.Unclear;
        var (id, born) = (
            Agree(row.IdNumber, known.Sensitive.IdNumber),
            Agree(row.BirthDate?.ToString("O", null), known.Listed.Born?.ToString("O", null))
        );
        if (row.Name == known.Contact.Name)
            return born == false || (id == false && born != true) ? Sameness.Unclear : Sameness.Same;
        return born == true || (id is null && born is null) ? Sameness.Unclear : Sameness.Another;
    }

    /// <summary>True when both are equal; null where either is unknown.</summary>
    private static bool? Agree(string? one, string? other) => one is null || other is null ? null : one == other;

    private static (PersonId, PersonKnown?)? Ask(ResidentRow row, Loading at, string column, string reason)
    {
        at.Objections.Add(row, column, reason);
        return null;
    }
}
