using Emergency.Server.Across.Imports.Reading.Tables;
using Emergency.Server.Across.Imports.Reading.Values;

namespace Emergency.Server.Across.Imports.Reading.Registers;

/// <summary>
/// Entrustments by the child's identity number; name and number must mean the same person, and the caregiver must be reachable.
/// </summary>
internal static class Caregivers
{
    public static CaregiverRow Read(Line line)
    {
        var (resident, number) = Resident(line);
        var name = line.Name("caregiver_name", Reasons.MissingCaregiver);
        var phones = line.RequiredPhones("phone");
        var (from, to) = Guardians.Term(line);
        if (resident is not null)
        {
            line.Unique($"entrusted={number}/{name}", "resident_id_no", Reasons.DuplicateEntrustment);
        }
        return new(line.Sheet, line.Row, resident?.RegisterId ?? "", number ?? "", name, line.Text("relation"), phones, from, to);
    }

    private static (KnownResident? Resident, string? Number) Resident(Line line)
    {
        var number = IdNumber.Read(line.Cell("resident_id_no"), line.Known.Today);
        if (number.Fault is not null)
        {
            line.Reject("resident_id_no", number.Fault);
            return default;
        }
        var found = number.Value is null ? [] : line.Known.ResidentsByIdNumber(number.Value);
        var resident = found is [var only] ? only : null;
        if (resident is null)
        {
            line.Reject("resident_id_no", found.Count > 1 ? Reasons.NumberTwice : Reasons.ResidentUnknown);
        }
        else if (line.Has("resident_name") && resident.Name != Written.Name(line.Cell("resident_name").Text))
        {
            line.Reject("resident_name", Reasons.NameMismatch);
        }
        return (resident, number.Value);
    }
}
