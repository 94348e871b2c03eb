using Emergency.Domain;
using Emergency.Server.Tests.Fixtures;
using Emergency.Testing;

namespace Emergency.Server.Tests.Drills;

/// <summary>
/// Live does not notice a drill: it writes byte for byte the same as without it. EMERGENCY_TRAFFIC sets the number of traffics,
/// EMERGENCY_TRAFFIC_STEPS the length of each.
/// </summary>
[Long("two whole products that play side by side")]
public sealed class UntouchedTests
{
    private static readonly Role[] Roles = [Role.CountyDuty, Role.Secretary, Role.GridChief, Role.UnitChief];

    [Fact]
    public async Task Live_streams_are_the_same_to_the_byte_with_a_drill_beside_them_and_without()
    {
        await using var quarter = new Quarter();
        await quarter.InitializeAsync();
        await Quiet.PutUp(await quarter.As(Role.StreetOfficer));
        foreach (var role in Roles)
            await quarter.As(role);
        (await quarter.Server.End()).ShouldBe(0);

        var now = TimeProvider.System.GetUtcNow().AddMinutes(1);
        for (var seed = 0; seed < Sizes.Of("EMERGENCY_TRAFFIC", 1); seed++)
        {
            var (alone, beside) = (await Played(quarter, now, seed, drill: false), await Played(quarter, now, seed, drill: true));
            beside.Said.ShouldBe(alone.Said, $"seed {seed}");
            beside.Drilled.ShouldBeGreaterThan(10, "the drill is played beside it");
            alone.Written.Sum(stream => stream.Value.Count).ShouldBeGreaterThan(40, "there is traffic");
            beside.Written.Keys.Except(alone.Written.Keys, StringComparer.Ordinal).ShouldBeEmpty($"seed {seed}");
            alone.Written.Keys.Except(beside.Written.Keys, StringComparer.Ordinal).ShouldBeEmpty($"seed {seed}");
            foreach (var (stream, lines) in alone.Written)
            {
                foreach (var (with, without) in beside.Written[stream].Zip(lines))
                    with.ShouldBe(without, $"seed {seed}, {stream}");
                beside.Written[stream].Count.ShouldBe(lines.Count, $"seed {seed}, {stream}");
            }
        }
    }

    /// <summary>Plays a traffic on a copy of the quarter; with a drill, an act of the drill before each of its acts.</summary>
    private static async Task<(List<string> Said, int Drilled, IReadOnlyDictionary<string, IReadOnlyList<string>> Written)> Played(
        Quarter quarter,
        DateTimeOffset now,
        int seed,
        bool drill
    )
    {
        await using var twin = await Twin.Of(quarter.Server.Data, now);
        var people = new Dictionary<Role, Api>();
        foreach (var role in Roles)
            people[role] = twin.Who(await quarter.As(role));
        await twin.Settled();
        var (before, said, drilled) = (await twin.Head(), new List<string>(), 0);
        var live = new Traffic(seed, "live", "", role => people[role]);
        Game? game = null;
        for (var step = 0; step < Sizes.Of("EMERGENCY_TRAFFIC_STEPS", 30); step++)
        {
            // Time passes only here: an event due between two acts falls due before the later one in both.
            if (step % 10 == 9)
                await twin.Later(now = now.AddSeconds(50));
            if (drill && step == 3)
                game = await Game.Begin(people, seed);
            if (game is not null)
                drilled += await game.Next();
            said.Add(await live.Next());
            await twin.Settled();
        }
        if (game is not null)
            await game.End();
        return (said, drilled, await twin.Written(before));
    }

    /// <summary>A drill that goes on beside: each real fire in its community stops it, is ruled out, and the drill is resumed.</summary>
    private sealed class Game(Api duty, Guid id, Traffic traffic)
    {
        public static async Task<Game> Begin(Dictionary<Role, Api> people, int seed)
        {
            var duty = people[Role.CountyDuty];
            var id = (
                await duty.Post(
                    "/api/drills",
                    new
                    {
                        title = "旁边的演练",
                        scenario = Quiet.Id,
                        form = "field",
                        communities = new[] { QuarterRegisters.Here },
                        minutes = 60,
                        safetyOfficer = new { name = "例安全", phone = "0376-0000000" },
                        stopWord = "停止演练",
                    }
                )
            ).Is(201)["id"].GetGuid();
            foreach (var party in (string[])["police", "fire-rescue", "ambulance", "service-line", "duty-room"])
                (await duty.Post($"/api/drills/{id}/tell", new { party, name = "例班长" })).Is(200);
            (await duty.Post($"/api/drills/{id}/start", new { factor = 60 })).Is(200);
            return new(
                duty,
                id,
                new Traffic(
                    seed + 1_000_000,
                    "drill",
                    $"?realm={(await duty.Get($"/api/drills/{id}")).Is(200)["drill"].GetProperty("realm").GetString()}",
                    role => people[role]
                )
            );
        }

        /// <summary>Does three acts; returns the number that succeeded.</summary>
        public async Task<int> Next()
        {
            foreach (var real in (await duty.Get($"/api/drills/{id}")).Is(200)["drill"].GetProperty("real").EnumerateArray())
                (await duty.Post($"/api/drills/{id}/rule-out", new { incident = real.GetGuid() })).Is(200);
            await duty.Post($"/api/drills/{id}/resume", new { });
            var done = 0;
            for (var i = 0; i < 3; i++)
                if ((await traffic.Next()).Contains(": 20", StringComparison.Ordinal))
                    done++;
            return done;
        }

        public async Task End() => (await duty.Post($"/api/drills/{id}/end", new { })).Is(200);
    }
}
