using Emergency.Server.Across.Imports.Reading.Tables;

namespace Emergency.Server.Across.Imports.Reading.Registers;

/// <summary>All households of a community: the row of figures "户" counts them.</summary>
internal static class Households
{
    private const int MostMembers = 1_000; // a collective household (a school, a home for the aged) is one too

    public static HouseholdRow Read(Line line) =>
        new(
            line.Sheet,
            line.Row,
            line.Id("household_id"),
            line.Community(),
            line.Text("grid"),
            line.Address(),
            line.NameOrNull("head_name"),
            line.Count("members", MostMembers, Severity.Warn),
            line.Phones("phone", "phone2"),
            line.Point()
        );
}
