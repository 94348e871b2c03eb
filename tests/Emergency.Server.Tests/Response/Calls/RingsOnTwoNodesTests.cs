using Emergency.Domain;
using Emergency.Hotlines.Signing;
using Emergency.Hotlines.Simulator;
using Emergency.Server.Tests.Fixtures;
using Emergency.Testing;
using Emergency.Testing.Postgres;

namespace Emergency.Server.Tests.Calls;

/// <summary>Several nodes can ask for a ring, several times: the gateway knows it by one id, and it rings once.</summary>
[Long("PostgreSQL and a kill")]
public sealed class RingsOnTwoNodesTests
{
    private const string Secret = "whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=";

    [Fact]
    public async Task A_ring_that_one_node_could_not_place_before_it_was_killed_is_placed_by_the_other_once_by_each_channel()
    {
        Assert.SkipWhen(PostgresCluster.Missing is not null, PostgresCluster.Missing ?? "");
        await using var gateway = await Centre.Start(
            new(
                "http://127.0.0.1:0",
                new Dictionary<string, WebhookSecret>(StringComparer.Ordinal) { ["voice"] = WebhookSecret.Parse(Secret)! }
            ),
            // Neither is taken at the first try, the text is reported delivered twice, and the call is answered twice.
            new(
                [],
                null,
                [new(Rung.Answered, 1, Errors: 1, Times: 2)],
                null,
                [new(Texted.Delivered, 0.1, Status: 503, Errors: 1, Times: 2)]
            ),
            TimeProvider.System
        );
        using var folder = new TempFolder();
        string[] options =
        [
            "--journal",
            await (await PostgresCluster.Shared).FreshDatabase(),
            "--master-key",
            folder["master.key"],
            "--hotlines:voice:url",
            new Uri(gateway.Address, "/voice").ToString(),
            "--hotlines:voice:secret",
            Secret,
        ];
        await using var one = await RunningServer.StartFor(QuarterRegisters.City, [.. options, RunningServer.Apart]);
        await using var other = await RunningServer.Beside(options);
        await QuarterRegisters.Load(one, "duty", Role.CountyDuty, QuarterRegisters.County);
        gateway.Down = true;
        using var duty = await other.SignIn("duty", ServerFixture.Password);
        var order = (
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
        await Until.TrueAsync(async () => await Ring(duty, order) == "asked", "the desk is to be rung");
        await one.Kill();
        gateway.Answer([other.Address]);
        gateway.Down = false;
        await Until.TrueAsync(async () => await Ring(duty, order) == "answered", "somebody answered");
        await Until.True(() => gateway.Log.All.Count(line => line.What == "answered") >= 3, "the gateway has repeated itself");
        gateway.Log.All.Count(line => line.What == "ringing").ShouldBe(1);
        gateway.Log.All.Count(line => line.What == "texting").ShouldBeLessThanOrEqualTo(1);
        gateway.Log.All.ShouldNotContain(line => line.What == "unanswered");
    }

    private static async Task<string?> Ring(Api duty, string order) =>
        (await duty.Get($"/api/orders/{order}"))["receivers"]
            [0]
            .GetProperty("light")
            .GetProperty("calls")
            .EnumerateArray()
            .Select(call => call.GetProperty("state").GetString())
            .FirstOrDefault();
}
