using System.Text.Json;
using Emergency.Domain.Drills;

namespace Emergency.Server.Features.Drills.Schedules;

/// <summary>
/// The public holidays and make-up workdays of China as announced (holidays.json). For a year without an announcement only weekends are
/// known.
/// </summary>
internal static class Holidays
{
    private static readonly Lazy<Calendar> Loaded = new(Load);

    public static Calendar Announced => Loaded.Value;

    private sealed record Year(int Number, string Source, IReadOnlyList<Holiday> Holidays);

    private sealed record Holiday(string Name, DateOnly From, DateOnly To, IReadOnlyList<DateOnly> Work);

    private static Calendar Load()
    {
        using var file =
            typeof(Holidays).Assembly.GetManifestResourceStream("holidays.json")
            ?? throw new InvalidOperationException("holidays.json is not built in");
        var years = JsonSerializer.Deserialize<List<Year>>(file, JsonSerializerOptions.Web)!;
        return new(
            [.. years.Select(year => year.Number)],
            [.. years.SelectMany(year => year.Holidays).SelectMany(Days).OrderBy(day => day.Day)]
        );
    }

    private static IEnumerable<SpecialDay> Days(Holiday holiday) =>
        Enumerable
            .Range(0, holiday.To.DayNumber - holiday.From.DayNumber + 1)
            .Select(day => new SpecialDay(holiday.From.AddDays(day), true, holiday.Name))
            .Concat(holiday.Work.Select(day => new SpecialDay(day, false, holiday.Name)));
}
