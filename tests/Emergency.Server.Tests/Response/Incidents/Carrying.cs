using System.Text.Json;
using Emergency.Server.Tests.Fixtures;

namespace Emergency.Server.Tests.Incidents;

/// <summary>Incidents of the borough and the cards that run in them.</summary>
[Collection(WakesDoors.Name)]
public abstract class Carrying(Borough borough)
{
    protected Borough Borough => borough;

    protected async Task<string> Open(bool located = true)
    {
        var duty = await borough.Duty();
        await Fires.Out(duty.Get, (path, body) => duty.Post(path, body), Borough.Community);
        var opened = (
            await duty.Post(
                "/api/incidents",
                located
                    ? new
                    {
                        category = "fire",
                        title = "一号楼着火",
                        priority = "life",
                        location = (object?)new { lon = Borough.Lon, lat = Borough.Lat },
                        community = (string?)null,
                    }
                    : new
                    {
                        category = "fire",
                        title = "某楼着火",
                        priority = "life",
                        location = (object?)null,
                        community = (string?)Borough.Community,
                    }
            )
        ).Is(201);
        return $"/api/incidents/{opened.String("id")}";
    }

    protected static object Card(string card = BoroughRegisters.CardId, string community = Borough.Community) => new { community, card };

    protected static JsonElement Step(Answer tasks, string step) =>
        tasks["items"].EnumerateArray().First(item => item.GetProperty("task").GetProperty("step").GetString() == step);

    protected static string Path(string incident, JsonElement task) =>
        $"{incident}/tasks/{task.GetProperty("task").GetProperty("id").GetString()}";

    protected async Task<(string Incident, Answer Tasks)> Running()
    {
        var (secretary, incident) = (await borough.Secretary(), await Open());
        var runs = (await secretary.Post($"{incident}/cards", Card())).Is(200);
        return (incident, (await secretary.Get($"{incident}/tasks", runs)).Is(200));
    }
}
