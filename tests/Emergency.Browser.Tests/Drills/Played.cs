using Emergency.Server.Tests.Drills;
using Emergency.Server.Tests.Fixtures;
using Emergency.Testing;

namespace Emergency.Browser.Tests.Drills;

/// <summary>A drill that the street plays in a community where no other test of this demo opens anything.</summary>
public sealed record Played(Api Street, string Id, string Realm)
{
    public const string Community = "411502001003";
    private const double Lon = 114.078734,
        Lat = 32.118688;

    /// <summary>Takes over a drill that is being played.</summary>
    public static async Task<Played> Of(Api street, string id)
    {
        ArgumentNullException.ThrowIfNull(street);
        return new(street, id, (await street.Get($"/api/drills/{id}")).Is(200)["drill"].GetProperty("realm").GetString()!);
    }

    public static async Task<Played> Started(Api street, string title)
    {
        ArgumentNullException.ThrowIfNull(street);
        await Quiet.PutUp(street);
        var id = (
            await street.Post(
                "/api/drills",
                new
                {
                    title,
                    scenario = Quiet.Id,
                    form = "field",
                    communities = new[] { Community },
                    minutes = 60,
                    announced = true,
                    safetyOfficer = new { name = "例安全", phone = "0376-0000000" },
                    stopWord = "停止演练",
                }
            )
        ).Is(201).String("id")!;
        foreach (var party in (string[])["police", "fire-rescue", "ambulance", "service-line", "duty-room"])
            (await street.Post($"/api/drills/{id}/tell", new { party, name = "例班长" })).Is(200);
        (await street.Post($"/api/drills/{id}/start", new { factor = 10 })).Is(200);
        return await Of(street, id);
    }

    /// <summary>Starts a fire in the drill, with an area and its doors; returns the incident's id.</summary>
    public async Task<string> Fire(string title)
    {
        var incident = (
            await Street.Post(
                $"/api/drills/{Id}/case",
                new
                {
                    inject = title,
                    line = "119",
                    category = "fire",
                    priority = "life",
                    title,
                    description = "演练：三层冒烟",
                    location = new { lon = Lon, lat = Lat },
                }
            )
        ).Is(202).String("incidentId")!;
        await Draw(incident);
        return incident;
    }

    public async Task Draw(string incident)
    {
        (
            await Street.Post(
                $"/api/incidents/{incident}/impact?realm={Realm}",
                new
                {
                    circle = new
                    {
                        lon = Lon,
                        lat = Lat,
                        metres = 120,
                    },
                }
            )
        ).Is(200);
        await Until.TrueAsync(
            async () =>
                (await Street.Get($"/api/incidents/{incident}/doors?realm={Realm}"))
                    .Is(200)["communities"]
                    .EnumerateArray()
                    .Any(one => one.GetProperty("persons").GetArrayLength() > 0),
            "the doors of the drill are counted"
        );
    }

    public async Task<string?> Stage() => (await Street.Get($"/api/drills/{Id}")).Is(200)["drill"].GetProperty("stage").GetString();

    /// <summary>Time that a page's clock shows while the drill is paused, in the place's own time.</summary>
    public async Task<string> Stands() =>
        (await Street.Get($"/api/drills/{Id}"))
            .Is(200)["drill"]
            .GetProperty("then")
            .GetDateTimeOffset()
            .ToOffset(TimeSpan.FromHours(8))
            .ToString("HH:mm:ss", System.Globalization.CultureInfo.InvariantCulture);

    public async Task End() => (await Street.Post($"/api/drills/{Id}/end", new { })).Is(200);
}
