using Emergency.Domain;
using Emergency.Domain.AtRisk;
using Emergency.Server.Across.Imports.Reading.Tables;
using Emergency.Server.Across.Imports.Reading.Values;

namespace Emergency.Server.Across.Imports.Reading.Registers;

/// <summary>Reads persons at risk, each with a category of their own or that of their sheet.</summary>
internal static class Residents
{
    public static ResidentRow Read(Line line, IReadOnlyList<string> titles)
    {
        var id = line.IdOrNull("resident_id");
        var name = line.Name("name");
        var community = line.Community();
        var (idNumber, born, bornIn) = Identity(line);
        if (
            !line.IsRejected
            && line.Known.IsErased(
                id is null ? null : new RegisterNumber(Domain.Places.Divisions.County(community), id),
                idNumber,
                name,
                born
            )
        )
        {
            line.Reject(id is null ? "id_no" : "resident_id", Reasons.PersonErased);
        }
        string? mobility = line.Text("mobility"),
            special = line.Text("special_needs"),
            health = line.Text("health");
        var (moves, called) = (Said(line, "mobility", mobility), Category(line, titles));
        WordsRead[] says = [Said(line, "special_needs", special), Said(line, "health", health)];
        var needs = AtRisk.Together(moves.Needs, called.Needs, says[0].Needs, says[1].Needs);
        var kinds = AtRisk.With([.. called.Kinds.Union(says.SelectMany(one => one.Kinds), StringComparer.Ordinal)], needs);
        if (called.Outside && kinds.Count == 0 && needs.Count == 0)
        {
            line.Reject("category", Reasons.NotKeptHere);
        }
        return new(
            line.Sheet,
            line.Row,
            id,
            line.Text("household_id"),
            name,
            SexOf(line),
            born,
            idNumber,
            kinds,
            line.Text("care_level"),
            mobility,
            needs,
            special is null || health is null ? special ?? health : $"{special}；{health}",
            line.Answer("lives_alone"),
            OwnPhones(line),
            community,
            line.Text("grid"),
            line.Address(),
            line.Point(),
            line.Answer("consent"),
            line.Day("updated_on"),
            Guardian(line),
            Beside(line, "caregiver"),
            Beside(line, "contact")
        )
        {
            BornIn = bornIn,
            KindsOfSheet = line.Text("category") is null || called.Kinds.Count == 0,
        };
    }

    private static (string? IdNumber, DateOnly? Born, int? BornIn) Identity(Line line)
    {
        var birth = Birth.Read(line.Cell("birth_date"), line.Known.Today);
        var number = IdNumber.Read(line.Cell("id_no"), line.Known.Today);
        if (number.Fault is not null and not Reasons.IdMasked)
        {
            line.Reject("id_no", number.Fault);
        }
        else if (number.Value is null)
        {
            line.Warn("id_no", number.Fault ?? Reasons.IdMissing);
        }
        else
        {
            line.Unique("person=" + number.Value, "id_no", Reasons.DuplicatePerson);
        }
        // The identity number has the day of birth: a year beside it only has to agree, and an unreadable one is no loss.
        if (number.Born is { } born)
        {
            if (birth.Day is not null && birth.Day != born)
            {
                line.Reject("birth_date", Reasons.BirthDateConflict);
            }
            else if (birth.Year is not null && birth.Year != born.Year)
            {
                line.Warn("birth_date", Reasons.BirthDateConflict);
            }
            else if (birth is { Year: null, Fault: not null })
            {
                line.Warn("birth_date", birth.Fault);
            }
        }
        else if (birth is { Fault: not null, IsRefused: true })
        {
            line.Reject("birth_date", birth.Fault);
        }
        else if (birth.Fault is not null)
        {
            line.Warn("birth_date", birth.Fault);
        }
        var day = birth.Day ?? number.Born;
        return (number.Value, day, day is null ? birth.Year : null);
    }

    private static WordsRead Said(Line line, string field, string? written)
    {
        var read = AtRisk.Read(written);
        if (read.Unread)
        {
            line.Warn(field, Reasons.NeedUnread);
        }
        return read;
    }

    private static WordsRead Category(Line line, IReadOnlyList<string> titles)
    {
        var written =
            line.Text("category")
            ?? (line.Sheet is null ? null : line.Known.CategoryOf(line.Sheet))
            ?? titles.Select(AtRisk.CategoryIn).FirstOrDefault(c => c is not null);
        if (written is null)
        {
            line.Warn("category", Reasons.CategoryMissing);
            return WordsRead.Nothing;
        }
        var read = AtRisk.Read(written);
        // Severe mental disorder is no kind of this register: it shows as the need for company only.
        if (read.Unread || (read.Kinds.Count == 0 && !read.Needs.Contains("escort", StringComparer.Ordinal)))
        {
            line.Warn("category", Reasons.UnknownCategory);
        }
        else if (read.Outside)
        {
            line.Warn("category", Reasons.NotKeptHere);
        }
        return read;
    }

    // A list with a guardian's column is expected to have the phone too: at night it is the first thing needed.
    private static Contact? Guardian(Line line)
    {
        if (!line.Has("guardian_name") && !line.Has("guardian_phone"))
        {
            return null;
        }
        var guardian = Beside(line, "guardian");
        if (guardian is null or { Phones.Count: 0 } && Written.IsNothing(line.Cell("guardian_phone").Text))
        {
            line.Warn("guardian_phone", Reasons.GuardianPhoneMissing);
        }
        return guardian;
    }

    private static ListOf<string> OwnPhones(Line line) =>
        line.Phones([
            "phone",
            "phone2",
            .. Persons.Where(who => IsNobodys(line, who) && line.IsLent(who + "_phone")).Select(who => who + "_phone"),
        ]);

    private static readonly string[] Persons = ["guardian", "caregiver", "contact"];

    private static bool IsNobodys(Line line, string who) => Written.IsNothing(line.Cell(who + "_name").Text);

    private static Contact? Beside(Line line, string who)
    {
        if (IsNobodys(line, who) && line.IsLent(who + "_phone"))
        {
            return null;
        }
        var (name, phones) = Named(line, who + "_name");
        var contact = new Contact(
            name,
            line.Text(who + "_relation"),
            [.. phones.Union(line.Phones(who + "_phone"), StringComparer.Ordinal).Take(Phones.Most)]
        );
        // A phone without a name is not kept, and the row gets a warning.
        if (contact is { Name: null, Phones.Count: > 0 })
        {
            line.Warn(who + "_name", Reasons.GuardianNameMissing);
        }
        return contact is { Name: null, Phones.Count: 0 } ? null : contact;
    }

    /// <summary>Name and telephone often share a cell: 例大娃 13900000001.</summary>
    private static (string? Name, ListOf<string> Phones) Named(Line line, string field)
    {
        var phones = Phones.Read(line.Cell(field));
        return phones.Numbers.Count == 0 ? (line.NameOrNull(field), []) : (line.NameOrNull(field, phones.Name), phones.Numbers);
    }

    // 1 and 2 are the codes of GB/T 2261.1.
    private static Sex? SexOf(Line line)
    {
        var text = line.Text("sex")?.ToUpperInvariant();
        if (text is "女" or "女性" or "女士" or "女童" or "女孩" or "F" or "2")
        {
            return Sex.Female;
        }
        if (text is "男" or "男性" or "先生" or "男童" or "男孩" or "M" or "1")
        {
            return Sex.Male;
        }
        if (text is not null)
        {
            line.Warn("sex", Reasons.SexUnclear);
        }
        return null;
    }
}
