using System.Globalization;
using System.Text;
using CsvHelper;
using Emergency.Server.Across.Imports.Reading.Tables;

namespace Emergency.Server.Hosting.DemoData;

/// <summary>A file of the demo's registers, with its dates moved from the day for which they were written to today.</summary>
internal sealed record DemoFile(string Name, RegisterKind Kind, string Division)
{
    private static readonly DateOnly Written = new(2024, 6, 1);
    private static readonly HashSet<string> Dates = new(StringComparer.Ordinal)
    {
        "birth_date",
        "updated_on",
        "valid_from",
        "valid_to",
        "expires_on",
        "checked_on",
        "found_on",
    };
    private static readonly int[] Weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

    public static string Folder => Path.Combine(AppContext.BaseDirectory, "DemoData", "data");

    /// <summary>
    /// The posts and their holders in the communities, its days counted from the day of loading: from yesterday for 16 days.
    /// </summary>
    public static readonly DemoFile Roster = new("roster.csv", RegisterKind.Roster, "411502");

    /// <summary>The files in the order in which they build on each other.</summary>
    public static readonly IReadOnlyList<DemoFile> All =
    [
        new("4115_counties.csv", RegisterKind.Divisions, "4115"),
        new("4115_townships.csv", RegisterKind.Divisions, "4115"),
        new("4115_communities.csv", RegisterKind.Divisions, "4115"),
        new("xinyang_counties.geojson", RegisterKind.Areas, "4115"),
        new("411502_townships.geojson", RegisterKind.Areas, "411502"),
        new("communities.geojson", RegisterKind.Areas, "411502"),
        new("households.csv", RegisterKind.Households, "411502"),
        new("at_risk_residents.csv", RegisterKind.Residents, "411502"),
        new("guardians.csv", RegisterKind.Guardians, "411502"),
        new("team_members.csv", RegisterKind.Team, "411502"),
        Roster,
        new("supplies.csv", RegisterKind.Supplies, "411502"),
        new("hazards.csv", RegisterKind.Hazards, "411502"),
        new("shelters.csv", RegisterKind.Shelters, "411502"),
        new("ground.geojson", RegisterKind.Ground, "411502"),
        new("plan-411502001001.yaml", RegisterKind.Plans, "411502001001"),
    ];

    public async Task<ReadOnlyMemory<byte>> Read(DateOnly today, CancellationToken stop)
    {
        var path = Path.Combine(Folder, Name);
        if (!Name.EndsWith(".csv", StringComparison.Ordinal))
            return await File.ReadAllBytesAsync(path, stop);
        var text = await File.ReadAllTextAsync(path, stop);
        return Encoding.UTF8.GetBytes(Shifted(text, today.DayNumber - Written.DayNumber));
    }

    /// <summary>The rows of <see cref="Roster"/> for the wanted communities and days; null where there are none.</summary>
    public async Task<ReadOnlyMemory<byte>?> RowsWhere(Func<string, int, bool> wanted, CancellationToken stop)
    {
        var lines = await File.ReadAllLinesAsync(Path.Combine(Folder, Name), stop);
        var rows = lines
            .Skip(1)
            .Where(line => line.Split(',') is var cells && wanted(cells[0], int.Parse(cells[1], CultureInfo.InvariantCulture)))
            .ToList();
        if (rows.Count == 0)
            return null;
        return Encoding.UTF8.GetBytes(string.Join('\n', [lines[0], .. rows]));
    }

    private static string Shifted(string text, int days)
    {
        using var reader = new CsvReader(new StringReader(text), CultureInfo.InvariantCulture);
        reader.Read();
        reader.ReadHeader();
        var columns = reader.HeaderRecord!;
        if (!columns.Any(column => Dates.Contains(column) || column == "id_no"))
            return text;
        using var shifted = new StringWriter(CultureInfo.InvariantCulture);
        using var writer = new CsvWriter(shifted, CultureInfo.InvariantCulture);
        foreach (var column in columns)
            writer.WriteField(column);
        writer.NextRecord();
        while (reader.Read())
        {
            foreach (var column in columns)
                writer.WriteField(Shifted(column, reader.GetField(column) ?? "", days));
            writer.NextRecord();
        }
        writer.Flush();
        return shifted.ToString();
    }

    private static string Shifted(string column, string value, int days)
    {
        if (
            Dates.Contains(column)
            && DateOnly.TryParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
        )
            return date.AddDays(days).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        if (column != "id_no" || value.Length != 18)
            return value;
        // The identity number holds the birth date and a check digit over it (GB 11643): both move along.
        var born = DateOnly
            .ParseExact(value.AsSpan(6, 8), "yyyyMMdd", CultureInfo.InvariantCulture)
            .AddDays(days)
            .ToString("yyyyMMdd", CultureInfo.InvariantCulture);
        var body = $"{value[..6]}{born}{value[14..17]}";
        return body + "10X98765432"[body.Select((digit, place) => (digit - '0') * Weights[place]).Sum() % 11];
    }
}
