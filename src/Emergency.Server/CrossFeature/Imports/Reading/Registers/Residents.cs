using Emergency.Domain.AtRisk;
using Emergency.Server.CrossFeature.Imports.Reading.Tables;
using Emergency.Server.CrossFeature.Imports.Reading.Values;

namespace Emergency.Server.CrossFeature.Imports.Reading.Registers;

/// <summary>Persons at risk, each with a category of their own or that of their sheet.</summary>
internal static class Residents
{
    public static ResidentRow Read(Line line, IReadOnlyList<string> titles)
    {
        var id = line.IdOrNull("resident_id");
        var name = line.Name("name");
        var community = line.Community();
        var (idNumber, born) = Identity(line);
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
            special = line.Text("special_needs");
        var (moves, says, called) = (Said(line, "mobility", mobility), Said(line, "special_needs", special), Category(line, titles));
        var needs = AtRisk.Together(moves.Needs, says.Needs, called.Needs);
        var kinds = AtRisk.With([.. called.Kinds.Union(says.Kinds, StringComparer.Ordinal)], needs);
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
            special,
            line.Answer("lives_alone"),
            line.Phone("phone"),
            community,
            line.Text("grid"),
            line.Address(),
            line.Point(),
            line.Answer("consent"),
            line.Date("updated_on"),
            Guardian(line),
            Beside(line, "caregiver_name", "caregiver_relation", "caregiver_phone"),
            line.Text("note")
        )
        {
            KindsOfSheet = line.Text("category") is null || called.Kinds.Count == 0,
        };
    }

    private static (string? IdNumber, DateOnly? Born) Identity(Line line)
    {
        var born = line.Date("birth_date");
        if (born > line.Known.Today)
        {
            line.Reject("birth_date", Reasons.DateFuture);
        }
        var number = IdNumber.Read(line.Cell("id_no"), line.Known.Today);
        if (number.Fault is not null)
        {
            line.Reject("id_no", number.Fault);
        }
        else if (number.Value is null)
        {
            line.Warn("id_no", Reasons.IdMissing);
        }
        else
        {
            if (born is not null && born != number.Born)
            {
                line.Reject("birth_date", Reasons.BirthDateConflict);
            }
            line.Unique("person=" + number.Value, "id_no", Reasons.DuplicatePerson);
        }
        return (number.Value, born ?? number.Born);
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

    // Whoever has a guardian's column is expected to fill in the phone: at night it is the first thing asked for.
    private static Contact? Guardian(Line line)
    {
        if (!line.Has("guardian_name") && !line.Has("guardian_phone"))
        {
            return null;
        }
        if (Written.IsNothing(line.Cell("guardian_phone").Text))
        {
            line.Warn("guardian_phone", Reasons.GuardianPhoneMissing);
        }
        return Beside(line, "guardian_name", "guardian_relation", "guardian_phone");
    }

    private static Contact? Beside(Line line, string name, string relation, string phone)
    {
        var contact = new Contact(line.NameOrNull(name), line.Text(relation), line.Phone(phone));
        // A phone that belongs to nobody is kept nowhere: that is said.
        if (contact is { Name: null, Phone: not null })
        {
            line.Warn(name, Reasons.GuardianNameMissing);
        }
        return contact is { Name: null, Phone: null } ? null : contact;
    }

    private static Sex? SexOf(Line line) =>
        line.Text("sex") switch
        {
            "女" or "女性" or "F" => Sex.Female,
            "男" or "男性" or "M" => Sex.Male,
            _ => null,
        };
}
