using System.Text.Json;
using Emergency.Domain;
using Emergency.Hotlines.Cap;
using Emergency.Hotlines.Signing;
using Emergency.Hotlines.Simulator;
using Emergency.Server.Features.Calls;
using Emergency.Server.Tests.Fixtures;
using Emergency.Server.Tests.Warnings;
using Emergency.Testing;
using Emergency.Testing.Postgres;

namespace Emergency.Server.Tests.Calls;

/// <summary>
/// Any node can ask the platform for loudspeakers, and any node can die: a village hears it once, and the desk learns that it did.
/// </summary>
[Long("a process and kill of its own")]
public sealed class BroadcastsAfterAKillTests
{
    private const string Secret = "whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=";
    private static readonly string[] Others =
    [
        QuarterRegisters.Street,
        QuarterRegisters.Next,
        QuarterRegisters.Away,
        QuarterRegisters.Away[..9],
    ];

    [Fact]
    public async Task What_one_node_could_not_ask_for_before_it_was_killed_the_other_asks_for_and_it_is_said_once()
    {
        Assert.SkipWhen(PostgresCluster.Missing is not null, PostgresCluster.Missing ?? "");
        await using var platform = await Platform(new Broadcasting(Broadcast.Played, 0.5, Status: 503, Errors: 1));
        using var folder = new TempFolder();
        string[] options =
        [
            "--journal",
            await (await PostgresCluster.Shared).FreshDatabase(),
            "--master-key",
            folder["master.key"],
            .. Line(platform),
        ];
        await using var one = await RunningServer.StartFor(QuarterRegisters.City, [.. options, RunningServer.Apart]);
        await using var other = await RunningServer.Beside(options);
        await QuarterRegisters.Load(one, "duty", Role.CountyDuty, QuarterRegisters.County);
        platform.Down = true;
        using var duty = await other.SignIn("duty", ServerFixture.Password);
        var (warning, call) = await Sounded(duty);
        await Until.TrueAsync(async () => (await Stands(duty, warning)).State == "queued", "it is to be asked for");
        await one.Kill();
        platform.Log.All.ShouldNotContain(line => line.What == "playing");

        platform.Answer([other.Address]);
        platform.Down = false;
        await Until.TrueAsync(async () => (await Stands(duty, warning)).State == "delivered", "it was said");
        Said(platform, call).ShouldBe(1);
    }

    [Fact]
    public async Task What_the_platform_has_taken_when_the_server_is_killed_is_not_asked_for_again_and_its_end_is_learned()
    {
        await using var platform = await Platform(new Broadcasting(Broadcast.Played, 3));
        await using var server = await RunningServer.StartFor(QuarterRegisters.City, [.. Line(platform), RunningServer.Apart]);
        await QuarterRegisters.Load(server, "duty", Role.CountyDuty, QuarterRegisters.County);
        Guid call;
        string warning;
        using (var duty = await server.SignIn("duty", ServerFixture.Password))
        {
            (warning, call) = await Sounded(duty);
            await Until.TrueAsync(async () => (await Stands(duty, warning)).State == "sent", "the platform has taken it");
        }
        await server.Kill();

        await server.BeginAgain();
        platform.Answer([server.Address]);
        using var again = await server.SignIn("duty", ServerFixture.Password);
        await Until.TrueAsync(async () => (await Stands(again, warning)).State == "delivered", "it was said");
        (await Stands(again, warning)).ShouldBe(("delivered", call, 1));
        Said(platform, call).ShouldBe(1);
    }

    private static Task<Centre> Platform(Broadcasting turn) =>
        Centre.Start(
            new(
                "http://127.0.0.1:0",
                new Dictionary<string, WebhookSecret>(StringComparer.Ordinal) { ["loudspeakers"] = WebhookSecret.Parse(Secret)! }
            ),
            new([], null, Broadcasts: [turn]),
            TimeProvider.System
        );

    private static string[] Line(Centre platform) =>
        ["--hotlines:loudspeakers:url", new Uri(platform.Address, "/loudspeakers").ToString(), "--hotlines:loudspeakers:secret", Secret];

    private static int Said(Centre platform, Guid call) =>
        platform.Log.All.Count(line => line.What == "playing" && line.Handover == RingDue.KeyOf(new(call), 1));

    /// <summary>Confirms a warning that calls one community and is played on its loudspeakers.</summary>
    private static async Task<(string Warning, Guid Call)> Sounded(Api duty)
    {
        var bulletin = Bulletin.Fresh() with { Area = new("试河区", [], [], [new("行政区划代码", QuarterRegisters.County)]) };
        var message = new ByteArrayContent(CapWriter.Write(bulletin.Alert));
        message.Headers.ContentType = new("application/cap+xml");
        var warning = (await duty.Send(HttpMethod.Post, "/api/cap", message)).Is(201).String("id")!;
        (await duty.Post($"/api/warnings/{warning}/confirm", new { except = Others, stepSeconds = 600 })).Is(200);
        await Until.TrueAsync(async () => (await Stands(duty, warning)).Call != Guid.Empty, "the village is called");
        var call = (await Stands(duty, warning)).Call;
        (await duty.Post($"/api/calls/{call}/broadcast", new { text = "山洪红色预警，马上往高处走" })).Is(200);
        return (warning, call);
    }

    private static async Task<(string? State, Guid Call, int? Attempt)> Stands(Api duty, string warning)
    {
        var call = (await duty.Get($"/api/calls?matter={warning}"))
            .Is(200)["items"]
            .EnumerateArray()
            .Select(one => one.GetProperty("light"))
            .FirstOrDefault(one => one.GetProperty("receiver").GetString() == QuarterRegisters.Here);
        return call.ValueKind == JsonValueKind.Undefined ? (null, Guid.Empty, null)
            : call.TryGetProperty("broadcast", out var said) && said.ValueKind != JsonValueKind.Null
                ? (said.GetProperty("state").GetString(), call.GetProperty("id").GetGuid(), said.GetProperty("attempt").GetInt32())
            : (null, call.GetProperty("id").GetGuid(), null);
    }
}
