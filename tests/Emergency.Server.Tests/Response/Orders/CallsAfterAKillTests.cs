using Emergency.Domain;
using Emergency.Hotlines.Signing;
using Emergency.Hotlines.Simulator;
using Emergency.Server.Tests.Fixtures;
using Emergency.Testing;

namespace Emergency.Server.Tests.Orders;

/// <summary>Calls that were due when the server died are placed by its successor, once.</summary>
[Long("a process and kill of its own")]
public sealed class CallsAfterAKillTests
{
    private const string Secret = "whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=";

    [Fact]
    public async Task A_call_nobody_could_place_before_the_kill_is_placed_after_it_and_the_phone_rings_once()
    {
        await using var gateway = await Centre.Start(
            new(
                "http://127.0.0.1:0",
                new Dictionary<string, WebhookSecret>(StringComparer.Ordinal) { ["voice"] = WebhookSecret.Parse(Secret)! }
            ),
            new([], null, [new(Rung.Answered, 0.2)]),
            TimeProvider.System
        );
        await using var server = await RunningServer.StartFor(
            QuarterRegisters.City,
            "--hotlines:voice:url",
            new Uri(gateway.Address, "/voice").ToString(),
            "--hotlines:voice:secret",
            Secret,
            RunningServer.Apart
        );
        await QuarterRegisters.Load(server, "duty", Role.CountyDuty, QuarterRegisters.County);
        gateway.Down = true;
        string order;
        using (var duty = await server.SignIn("duty", ServerFixture.Password))
        {
            order = (
                await duty.Post(
                    "/api/orders",
                    new
                    {
                        receivers = new[] { QuarterRegisters.Here },
                        text = "请回电",
                        unreadSeconds = 1,
                        deputySeconds = 600,
                    }
                )
            ).Is(201).String("id")!;
            await Until.TrueAsync(async () => await Call(duty, order) == "asked", "the desk is to be rung");
        }
        await server.Kill();
        gateway.Log.All.ShouldNotContain(line => line.What == "ringing");

        gateway.Down = false;
        await server.Begin();
        gateway.Answer([server.Address]);
        using var again = await server.SignIn("duty", ServerFixture.Password);
        await Until.TrueAsync(async () => await Call(again, order) == "answered", "somebody answered");
        gateway.Log.All.Where(line => line.What is "ringing" or "repeated").ShouldHaveSingleItem().What.ShouldBe("ringing");
        gateway.Log.All.Where(line => line.What == "texting").ShouldHaveSingleItem("one text, however often it was asked for");
    }

    private static async Task<string?> Call(Api duty, string order) =>
        (await duty.Get($"/api/orders/{order}"))["receivers"]
            [0]
            .GetProperty("light")
            .GetProperty("calls")
            .EnumerateArray()
            .Select(call => call.GetProperty("state").GetString())
            .FirstOrDefault();
}
