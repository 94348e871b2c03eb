using System.Globalization;
using CsvHelper;
using Emergency.Testing;

namespace Emergency.Server.Tests.People;

/// <summary>
/// The sample registers as a person with a spreadsheet would count them: parsed by another reader, measured by another formula.
/// </summary>
internal static class SampleRegisters
{
    private static readonly Lazy<List<Dictionary<string, string>>> HouseholdRows = new(() => Read("households")),
        PersonRows = new(() => Read("at_risk_residents")),
        GuardianRows = new(() => Read("guardians"));

    public static IReadOnlyList<Dictionary<string, string>> Households => HouseholdRows.Value;
    public static IReadOnlyList<Dictionary<string, string>> Persons => PersonRows.Value;
    public static IReadOnlyList<Dictionary<string, string>> Guardians => GuardianRows.Value;

    /// <summary>Flat-earth distance: good to a metre over a few hundred.</summary>
    public static bool Within(this Dictionary<string, string> row, double lon, double lat, double metres)
    {
        var (east, north) = ((Number(row, "lon") - lon) * 111_195 * Math.Cos(lat * Math.PI / 180), (Number(row, "lat") - lat) * 111_195);
        return Math.Sqrt(east * east + north * north) <= metres;
    }

    public static double Number(Dictionary<string, string> row, string column) => double.Parse(row[column], CultureInfo.InvariantCulture);

    public static string Phone(string written) => written.Replace("-", "", StringComparison.Ordinal);

    private static List<Dictionary<string, string>> Read(string register)
    {
        using var reader = new StreamReader(SharedMaterial.PathOf($"data/residents/{register}.csv"));
        using var csv = new CsvReader(reader, CultureInfo.InvariantCulture);
        return
        [
            .. csv.GetRecords<dynamic>()
                .Cast<IDictionary<string, object>>()
                .Select(row => row.ToDictionary(cell => cell.Key, cell => (string)cell.Value, StringComparer.Ordinal)),
        ];
    }
}
