using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration.Attributes;

namespace Emergency.Drills.Playing;

/// <summary>The registers as files, read by the runner for itself: what the server answers is compared with these.</summary>
public sealed class Registers
{
    public sealed record Household([Name("household_id")] string Number, [Name("community_code")] string Community, [Name("members")] int Members, [Name("lon")] double Lon, [Name("lat")] double Lat);
    public sealed record Person([Name("resident_id")] string Number, [Name("household_id")] string Household, [Name("community_code")] string Community, [Name("category")] string Category, [Name("lon")] double Lon, [Name("lat")] double Lat);

    public IList<Household> Households { get; } = [];
    public IList<Person> Persons { get; } = [];

    public static Registers Read(string folder)
    {
        var registers = new Registers();
        registers.AddHouseholds(File.ReadAllText(Path.Combine(folder, "households.csv")));
        registers.AddPersons(File.ReadAllText(Path.Combine(folder, "at_risk_residents.csv")));
        return registers;
    }

    public void AddPersons(string csv) { foreach (var row in Rows<Person>(csv)) Persons.Add(row); }
    public void AddHouseholds(string csv) { foreach (var row in Rows<Household>(csv)) Households.Add(row); }

    private static List<T> Rows<T>(string text)
    {
        using var reader = new CsvReader(new StringReader(text), CultureInfo.InvariantCulture);
        return [.. reader.GetRecords<T>()];
    }
}
