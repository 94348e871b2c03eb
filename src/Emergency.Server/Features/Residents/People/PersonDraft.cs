using System.Globalization;
using Emergency.Domain;
using Emergency.Domain.People;
using Emergency.Server.Infrastructure.Encryption;

namespace Emergency.Server.Features.People;

/// <summary>A person's record in clear, as a form writes it, compared field by field.</summary>
internal sealed record PersonDraft(PersonContact Contact, PersonSensitive Sensitive, string Grid, HouseholdId? Household)
{
    public static readonly PersonDraft Empty = new(PersonContact.Unknown, PersonSensitive.Unknown, "", null);

    public static PersonDraft Of(PersonKnown person) => new(person.Contact, person.Sensitive, person.Grid, person.Household);

    /// <summary>Conversion of a field to text, and its transfer from another record.</summary>
    private sealed record Row(PersonField Field, Func<PersonDraft, string?> Read, Func<PersonDraft, PersonDraft, PersonDraft> Take);

    private static Row Of(PersonField field, Func<PersonContact, string?> read, Func<PersonContact, PersonContact, PersonContact> take) =>
        new(field, draft => read(draft.Contact), (to, from) => to with { Contact = take(to.Contact, from.Contact) });

    private static Row Of(
        PersonField field,
        Func<PersonSensitive, string?> read,
        Func<PersonSensitive, PersonSensitive, PersonSensitive> take
    ) => new(field, draft => read(draft.Sensitive), (to, from) => to with { Sensitive = take(to.Sensitive, from.Sensitive) });

    private static readonly Row[] Rows =
    [
        Of(PersonField.Name, of => of.Name, (to, from) => to with { Name = from.Name }),
        Of(PersonField.Sex, of => of.Sex, (to, from) => to with { Sex = from.Sex }),
        Of(PersonField.Phones, of => string.Join('、', of.Phones), (to, from) => to with { Phones = from.Phones }),
        Of(PersonField.Address, of => of.Address, (to, from) => to with { Address = from.Address }),
        // For another door the old point is wrong: the household's counts.
        Of(
            PersonField.Door,
            Door,
            (to, from) => to with { Building = from.Building, Unit = from.Unit, Floor = from.Floor, Room = from.Room, Location = null }
        ),
        new(PersonField.Grid, of => of.Grid, (to, from) => to with { Grid = from.Grid }),
        new(PersonField.Household, of => of.Household?.ToString(), (to, from) => to with { Household = from.Household }),
        Of(PersonField.Kinds, of => string.Join('、', of.Kinds), (to, from) => to with { Kinds = from.Kinds }),
        Of(PersonField.Needs, of => string.Join('、', of.Needs), (to, from) => to with { Needs = from.Needs }),
        Of(PersonField.Mobility, of => of.Mobility, (to, from) => to with { Mobility = from.Mobility }),
        Of(PersonField.CareLevel, of => of.CareLevel, (to, from) => to with { CareLevel = from.CareLevel }),
        Of(PersonField.Health, of => of.Health, (to, from) => to with { Health = from.Health }),
        Of(PersonField.LivesAlone, of => of.LivesAlone ? "yes" : "no", (to, from) => to with { LivesAlone = from.LivesAlone }),
        Of(
            PersonField.Consent,
            of =>
                of.Consent switch
                {
                    true => "yes",
                    false => "no",
                    null => null,
                },
            (to, from) => to with { Consent = from.Consent }
        ),
        Of(
            PersonField.Born,
            of => Day(of.Born) ?? of.BornIn?.ToString(CultureInfo.InvariantCulture),
            (to, from) => to with { Born = from.Born, BornIn = from.BornIn }
        ),
        Of(PersonField.IdNumber, of => of.IdNumber, (to, from) => to with { IdNumber = from.IdNumber }),
        Of(
            PersonField.Capacity,
            of => of.Capacity is null ? null : $"{of.Capacity} {of.CapacityBasis}".TrimEnd(),
            (to, from) => to with { Capacity = from.Capacity, CapacityBasis = from.CapacityBasis }
        ),
        Of(PersonField.CheckedOn, of => Day(of.CheckedOn), (to, from) => to with { CheckedOn = from.CheckedOn }),
    ];

    /// <summary>The fields in which two records differ, each as text before and after.</summary>
    public static IEnumerable<PersonChange> Differences(PersonDraft was, PersonDraft now) =>
        Rows.Select(row => new PersonChange(row.Field, Text(row.Read(was)), Text(row.Read(now)))).Where(one => one.Was != one.Now);

    /// <summary>
    /// Transfers the changes between two records to a third. A field of the third that equals neither was written by
    /// somebody else meanwhile.
    /// </summary>
    /// <returns>The record with all changes; the fields that really change; and fields that somebody else wrote, from the
    /// loaded text to the present one.</returns>
    public (PersonDraft Merged, ListOf<PersonField> Fields, IReadOnlyList<PersonChange> Meanwhile) Take(PersonDraft was, PersonDraft now)
    {
        var (merged, fields, meanwhile) = (this, new List<PersonField>(), new List<PersonChange>());
        foreach (var row in Rows)
        {
            var (seen, wanted, stands) = (Text(row.Read(was)), Text(row.Read(now)), Text(row.Read(this)));
            if (seen == wanted || wanted == stands)
                continue;
            if (seen != stands)
                meanwhile.Add(new(row.Field, seen, stands));
            merged = row.Take(merged, now);
            fields.Add(row.Field);
        }
        return (merged, [.. fields], meanwhile);
    }

    /// <summary>True when an asker can see a field of a record.</summary>
    public static bool MayRead(PersonSight sight, PersonField field, bool consent) =>
        field switch
        {
            PersonField.Kinds => sight.Kinds,
            PersonField.Health => sight.Register && consent,
            PersonField.Born or PersonField.IdNumber or PersonField.CareLevel or PersonField.Consent or PersonField.Capacity =>
                sight.Register,
            _ => true,
        };

    private static string? Text(string? text) => text is { Length: > 0 } ? text : null;

    private static string? Day(DateOnly? day) => day?.ToString("O", CultureInfo.InvariantCulture);

    private static string? Door(PersonContact of) =>
        of is { Building: null, Unit: null, Floor: null, Room: null }
            ? null
            : string.Create(CultureInfo.InvariantCulture, $"{of.Building}/{of.Unit}/{of.Floor}/{of.Room}");
}

/// <summary>A field before and after; null where it was empty, or where the asker cannot see it.</summary>
internal sealed record PersonChange(PersonField Field, string? Was, string? Now);
