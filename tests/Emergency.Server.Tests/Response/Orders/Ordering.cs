using System.Text.Json;
using Emergency.Domain;
using Emergency.Server.Tests.Fixtures;
using Emergency.Testing;

namespace Emergency.Server.Tests.Orders;

/// <summary>Orders in the borough and their receivers' lights, one story after another.</summary>
[Collection(nameof(Ordering))]
public abstract class Ordering(Borough borough)
{
    protected Borough Borough => borough;

    protected const string Here = Borough.Community,
        Quiet = Borough.Distant;

    protected Task<Resident> Department() => borough.As(Role.Department, Borough.County);

    protected async Task<Answer> Issue(Resident who, object body) => (await who.Post("/api/orders", body)).Is(201);

    protected async Task<JsonElement> Light(Resident who, Answer order, string receiver = Here) =>
        (await who.Get($"/api/orders/{order.String("id")}", order))
            .Is(200)["receivers"]
            .EnumerateArray()
            .Select(one => one.GetProperty("light"))
            .Single(light => light.GetProperty("receiver").GetString() == receiver);

    protected static string? Text(JsonElement light, string name) => light.TryGetProperty(name, out var value) ? value.ToString() : null;

    protected async Task Eventually(Resident who, Answer order, Func<JsonElement, bool> holds, string what, string receiver = Here) =>
        await Until.TrueAsync(async () => holds(await Light(who, order, receiver)), what);
}
