using Emergency.Domain;
using Emergency.Server.Tests.Fixtures;

namespace Emergency.Server.Tests.Drills;

/// <summary>Drills of the quarter, prepared and started by its people.</summary>
[Collection(nameof(Quarter))]
public abstract class Drilling(Quarter quarter)
{
    protected Quarter Quarter => quarter;

    protected static object Body(string form, bool announced = true) =>
        new
        {
            title = "老楼夜火演练",
            scenario = Quiet.Id,
            form,
            communities = new[] { QuarterRegisters.Here },
            minutes = 60,
            announced,
            safetyOfficer = new { name = "例安全", phone = "0376-0000000" },
            stopWord = "停止演练",
        };

    protected static object Case(string inject) =>
        new
        {
            inject,
            line = "119",
            category = "fire",
            priority = "life",
            title = "演练火警",
            description = "演练：三层冒烟",
            location = new { lon = QuarterRegisters.Lon, lat = QuarterRegisters.Lat },
        };

    /// <summary>Publishes the quiet scenario of the street; the given account then knows of it.</summary>
    protected async Task<Api> PutUp(Api who)
    {
        await Quiet.PutUp(await quarter.As(Role.StreetOfficer));
        (await who.Get("/api/drills")).Is(200);
        return who;
    }

    protected async Task<string> Prepared(Api by, bool announced = true) =>
        (await (await PutUp(by)).Post("/api/drills", Body("field", announced))).Is(201).String("id")!;

    protected static async Task Told(Api by, string id)
    {
        foreach (var party in (string[])["police", "fire-rescue", "ambulance", "service-line", "duty-room"])
            (await by.Post($"/api/drills/{id}/tell", new { party, name = "例班长" })).Is(200);
    }

    protected async Task<(string Id, string Realm)> Started(Api by, object? how = null)
    {
        var id = await Prepared(by);
        await Told(by, id);
        (await by.Post($"/api/drills/{id}/start", how ?? new { })).Is(200);
        return (id, (await by.Get($"/api/drills/{id}")).Is(200)["drill"].GetProperty("realm").GetString()!);
    }

    protected static async Task End(Api by, string id) => (await by.Post($"/api/drills/{id}/end", new { })).Is(200);

    protected static async Task<string?> Stage(Api by, string id) =>
        (await by.Get($"/api/drills/{id}")).Is(200)["drill"].GetProperty("stage").GetString();

    protected static async Task<DateTimeOffset> Now(Api by, string id) =>
        (await by.Get($"/api/drills/{id}")).Is(200)["now"].GetDateTimeOffset();
}
