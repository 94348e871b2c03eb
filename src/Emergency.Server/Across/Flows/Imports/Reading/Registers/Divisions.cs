using Emergency.Server.Across.Imports.Reading.Tables;
using Emergency.Server.Across.Imports.Reading.Values;

namespace Emergency.Server.Across.Imports.Reading.Registers;

/// <summary>Division codes: 4 digits a city, 6 a county, 9 a township, 12 a community; each begins with its parent's.</summary>
internal static class Divisions
{
    private static readonly Dictionary<int, int> parentLength = new()
    {
        [4] = 2,
        [6] = 4,
        [9] = 6,
        [12] = 9,
    };

    public static DivisionRow Read(Line line)
    {
        var code = line.Text("code") ?? "";
        if (!parentLength.TryGetValue(code.Length, out var length) || code.AsSpan().ContainsAnyExceptInRange('0', '9'))
        {
            line.Reject("code", Reasons.CodeInvalid);
        }
        else
        {
            line.Unique("code=" + code, "code", Reasons.DuplicateId);
        }
        var parent = line.Text("parent") ?? code[..Math.Min(length, code.Length)];
        if (!line.IsRejected && parent != code[..length])
        {
            line.Reject("parent", Reasons.ParentMismatch);
        }
        return new(line.Sheet, line.Row, code, line.Name("name"), line.Text("kind"), parent);
    }
}
