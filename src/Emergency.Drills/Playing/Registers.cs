using System.Globalization;
using CsvHelper;

namespace Emergency.Drills.Playing;

/// <summary>The registers as files, parsed by the runner itself: the server's answers are compared with these.</summary>
public sealed class Registers
{
    public sealed record Household(string Number, string Community, string Door, int Members, double Lon, double Lat);

    public sealed record Person(string Number, string Household, string Community, double Lon, double Lat);

    public IList<Household> Households { get; } = [];
    public IList<Person> Persons { get; } = [];

    public static Registers Read(string folder)
    {
        var registers = new Registers();
        registers.AddHouseholds(File.ReadAllText(Path.Combine(folder, "households.csv")));
        registers.AddPersons(File.ReadAllText(Path.Combine(folder, "at_risk_residents.csv")));
        return registers;
    }

    public void AddPersons(string csv)
    {
        foreach (var row in Rows(csv))
            Persons.Add(new(row("resident_id"), row("household_id"), row("community_code"), Number(row("lon")), Number(row("lat"))));
    }

    public void AddHouseholds(string csv)
    {
        foreach (var row in Rows(csv))
            Households.Add(
                new(
                    row("household_id"),
                    row("community_code"),
                    $"{row("building")}/{row("unit")}/{row("room")}",
                    int.Parse(row("members"), CultureInfo.InvariantCulture),
                    Number(row("lon")),
                    Number(row("lat"))
                )
            );
    }

    /// <summary>Each row as a function of the column name; valid until the next row is asked for.</summary>
    private static IEnumerable<Func<string, string>> Rows(string text)
    {
        using var reader = new CsvReader(new StringReader(text), CultureInfo.InvariantCulture);
        reader.Read();
        reader.ReadHeader();
        while (reader.Read())
            yield return column => reader.GetField(column) ?? throw new Plays.BadPlay($"a register lacks {column}");
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
