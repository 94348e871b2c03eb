using Emergency.Server.Across.Imports.Reading.Tables;
using Emergency.Server.Across.Imports.Reading.Values;

namespace Emergency.Server.Across.Imports.Reading.Registers;

/// <summary>Guardians and caregivers by the resident's register number; the residents come first.</summary>
internal static class Guardians
{
    private static readonly HashSet<string> roles = new(StringComparer.Ordinal)
    {
        "监护人",
        "委托照护人",
        "临时监护人",
        "村居委会指定",
        "紧急联系人",
        "赡养人",
    };

    public static GuardianRow Read(Line line)
    {
        var resident = new RegisterNumber(line.Known.County ?? "", line.Text("resident_id") ?? "");
        if (line.Known.County is null)
        {
            line.Reject("resident_id", Reasons.NumberWithoutCounty);
        }
        else if (line.Known.ResidentsByNumber(resident).Count is var found and not 1)
        {
            line.Reject("resident_id", found > 1 ? Reasons.NumberTwice : Reasons.ResidentUnknown);
        }
        var role = line.Text("role") ?? "监护人";
        if (!roles.Contains(role))
        {
            line.Reject("role", Reasons.UnknownRole);
        }
        var (from, to) = Term(line);
        return new(
            line.Sheet,
            line.Row,
            line.IdOrNull("guardian_id"),
            resident,
            role,
            line.Name("name"),
            line.Text("relation"),
            line.Phones("phone"),
            line.Phones("phone2"),
            line.Text("place"),
            line.Answer("is_local"),
            from,
            to
        );
    }

    public static (DateOnly? From, DateOnly? To) Term(Line line)
    {
        DateOnly? from = line.Day("valid_from"),
            to = line.Day("valid_to");
        if (from > to)
        {
            line.Reject("valid_to", Reasons.DatesReversed);
        }
        return (from, to);
    }
}
