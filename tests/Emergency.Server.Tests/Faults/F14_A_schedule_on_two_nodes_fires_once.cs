using System.Text.Json;
using Emergency.Domain;
using Emergency.Server.Tests.Fixtures;
using Emergency.Testing;
using Emergency.Testing.Postgres;

namespace Emergency.Server.Tests.Faults;

/// <summary>
/// Two nodes over one journal both know of a schedule, and its drill begins once; also where one of them dies before the time.
/// </summary>
[Long("PostgreSQL and a kill")]
public sealed class F14_A_schedule_on_two_nodes_fires_once
{
    [Fact]
    public async Task Each_of_two_dates_begins_one_drill_although_a_node_dies_before_the_second()
    {
        var database = await PostgresOrSkip.FreshDatabase();
        using var folder = new TempFolder();
        string[] shared = ["--journal", database, "--master-key", folder["master.key"]];
        await using var first = await RunningServer.StartFor(QuarterRegisters.City, [.. shared, RunningServer.Apart]);
        await QuarterRegisters.Load(first, "duty", Role.CountyDuty, QuarterRegisters.County);
        await using var other = await RunningServer.Beside(shared);
        using var duty = await other.SignIn("duty", ServerFixture.Password);
        var id = (
            await duty.Post(
                "/api/schedules",
                new
                {
                    title = "季度演练",
                    scenario = "old-block-fire",
                    form = "field",
                    communities = new[] { QuarterRegisters.Here },
                    rule = new { rhythm = "once", from = "2099-01-01" },
                    starts = "09:00:00",
                    minutes = 60,
                    safetyOfficer = new { name = "例安全", phone = "0376-0000000" },
                    stopWord = "停止演练",
                }
            )
        ).Is(201).String("id")!;
        await Soon(duty, id);
        await Begun(duty, id, 1);
        await Soon(duty, id);
        await first.Kill();
        await Begun(duty, id, 2);

        using var reader = await other.SignIn("operator", RunningServer.OperatorPassword);
        await Until.TrueAsync(async () => (await Stored(reader, "drill.prepared.v1")).Count == 2, "both drills are there");
        (await Stored(reader, "schedule.fired.v1"))
            .Select(e => e.GetProperty("data").GetProperty("firedFor").GetDateTimeOffset())
            .Distinct()
            .Count()
            .ShouldBe(2);
        (await Stored(reader, "schedule.fired.v1")).Count.ShouldBe(2);
        (await Stored(reader, "drill.prepared.v1")).Count.ShouldBe(2);
    }

    private static async Task Soon(Api duty, string id) =>
        (await duty.Post($"/api/schedules/{id}/accept", new { date = TimeProvider.System.GetUtcNow().AddSeconds(3) })).Is(200);

    private static Task Begun(Api duty, string id, int many) =>
        Until.TrueAsync(
            async () => (await duty.Get($"/api/schedules/{id}")).Is(200)["drills"].GetArrayLength() == many,
            $"{many} drills have begun"
        );

    private static async Task<IReadOnlyList<JsonElement>> Stored(Api reader, string form) =>
        [
            .. (await reader.Get("/api/export"))
                .Is(200)
                .Text.Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(line => JsonSerializer.Deserialize<JsonElement>(line))
                .Where(line => line.GetProperty("form").GetString() == form),
        ];
}
