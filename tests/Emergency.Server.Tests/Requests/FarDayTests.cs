using System.Globalization;
using System.Text.Json;
using Emergency.Server.Tests.Fixtures;

namespace Emergency.Server.Tests.Requests;

/// <summary>Days so far off that no month can be added to them: every route that takes a day says so, none breaks.</summary>
public sealed class FarDayTests(Borough town)
{
    [Theory]
    [InlineData("0001-01-01")]
    [InlineData("9999-12-31")]
    public async Task No_reading_breaks_on_a_day_at_the_end_of_time(string day)
    {
        var askers = new[] { await town.Duty(), await town.StreetOfficer(), await town.Secretary() };
        var (readings, refused) = (await Readings(), new HashSet<string>(StringComparer.Ordinal));
        readings.Count.ShouldBeGreaterThan(5);
        foreach (var (path, name) in readings)
        foreach (var (asker, place) in askers.Zip((string[])[Borough.County, Borough.Street, Borough.Community]))
        {
            var at = string.Create(CultureInfo.InvariantCulture, $"{Filled(path, place)}?{name}={day}");
            var answer = await asker.Get(at);
            answer.Status.ShouldBeLessThan(500, at);
            if (answer.Status == 400 && answer.Code == "request.bad")
                refused.Add(path);
        }
        refused.Contains("/api/today/{code}/calendar").ShouldBeTrue();
    }

    // Routes that take a day, by the description of the interface.
    private async Task<IReadOnlyList<(string Path, string Name)>> Readings() =>
        [
            .. (await town.Stranger.Get("/openapi/v1.json"))
                .Is(200)["paths"]
                .EnumerateObject()
                .Where(path => path.Value.TryGetProperty("get", out _))
                .SelectMany(path => Days(path.Value.GetProperty("get")).Select(name => (path.Name, name))),
        ];

    private static IEnumerable<string> Days(JsonElement reading) =>
        reading.TryGetProperty("parameters", out var all)
            ? all.EnumerateArray()
                .Where(one =>
                    one.GetProperty("in").GetString() == "query"
                    && one.GetProperty("schema").TryGetProperty("format", out var format)
                    && format.GetString() is "date" or "date-time"
                )
                .Select(one => one.GetProperty("name").GetString()!)
            : [];

    private static string Filled(string path, string place) =>
        string.Join(
            '/',
            path.Split('/')
                .Select(part =>
                    !part.StartsWith('{') ? part
                    : part.Contains("id", StringComparison.OrdinalIgnoreCase) ? $"{Guid.Empty}"
                    : place
                )
        );
}
