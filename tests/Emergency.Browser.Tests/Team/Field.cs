using System.Text.Json;
using Emergency.Browser.Tests.Fixtures;
using Emergency.Server.Tests.Fixtures;
using Emergency.Testing;

namespace Emergency.Browser.Tests.Team;

/// <summary>A night fire in the demo community with its card started: doors are counted, the chain of each door is alerted.</summary>
public sealed record Field(Demo Demo, string Incident, string Title, Api Secretary)
{
    public const string Community = "411502001001";
    private static int _last;

    /// <param name="beside">True to let the earlier fires run on beside this one.</param>
    public static async Task<Field> Fire(Demo demo, bool beside = false)
    {
        ArgumentNullException.ThrowIfNull(demo);
        using (var duty = await demo.SignIn("duty"))
            if (!beside)
                await Fires.Out(duty, Community);
        var secretary = await demo.SignIn("secretary");
        var title = $"例园小区火灾第{Interlocked.Increment(ref _last)}起";
        var opened = (
            await secretary.Post(
                "/api/incidents",
                new
                {
                    category = "fire",
                    priority = "life",
                    title,
                    address = "例园小区1号楼",
                    community = Community,
                    location = new { lon = 114.068594, lat = 32.119337 },
                }
            )
        ).Is(201);
        var field = new Field(demo, opened.String("id")!, title, secretary);
        (await secretary.Post($"/api/incidents/{field.Incident}/cards", new { community = Community, card = "old-block-fire" })).Is(200);
        await Until.TrueAsync(async () => (await field.Doors()).Households.Count > 0, "doors are counted");
        return field;
    }

    public string Page => $"/team?incident={Incident}";

    /// <summary>All doors of the community as its secretary sees them now.</summary>
    public async Task<(IReadOnlyList<JsonElement> Persons, IReadOnlyList<JsonElement> Households)> Doors()
    {
        var communities = (await Secretary.Get($"/api/incidents/{Incident}/doors"))
            .Is(200)["communities"]
            .EnumerateArray()
            .Where(one => Of(one, "community") == Community)
            .ToList();
        return (
            [.. communities.SelectMany(one => one.GetProperty("persons").EnumerateArray())],
            [.. communities.SelectMany(one => one.GetProperty("households").EnumerateArray())]
        );
    }

    /// <summary>
    /// Number of events of these forms in the incident's timeline, once there are at least so many: the timeline is a moment behind the
    /// answers.
    /// </summary>
    public async Task<int> Told(int atLeast, params string[] forms)
    {
        var told = 0;
        await Until.TrueAsync(async () => (told = await Told(forms)) >= atLeast, $"{atLeast} × {string.Join(", ", forms)} in the timeline");
        return told;
    }

    private async Task<int> Told(string[] forms)
    {
        var told = 0;
        for (string? from = "0"; from is not null; )
        {
            var page = (await Secretary.Get($"/api/incidents/{Incident}/timeline?from={from}")).Is(200);
            told += page["items"].EnumerateArray().Count(one => forms.Contains(Of(one, "form"), StringComparer.Ordinal));
            from = Of(page.Body, "next");
        }
        return told;
    }

    public static string? Of(JsonElement one, string name) =>
        one.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value.ToString() : null;
}
