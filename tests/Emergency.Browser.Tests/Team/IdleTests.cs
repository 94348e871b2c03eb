using Emergency.Browser.Tests.Fixtures;
using Emergency.Testing;

namespace Emergency.Browser.Tests.Team;

/// <summary>An idle phone, in a demo of its own without other acts.</summary>
[Long("a minute in which nothing happens, in a demo of its own")]
public sealed class IdleTests
{
    [Fact]
    public async Task A_phone_on_which_nothing_happens_for_a_minute_asks_almost_nothing_and_reads_nobody()
    {
        using var folder = new TempFolder();
        await using var demo = await Demo.In(folder["data"]);
        using var commander = await demo.SignIn("commander");
        using var auditor = await demo.SignIn("auditor");
        var incident = (
            await commander.Post(
                "/api/incidents",
                new
                {
                    category = "fire",
                    priority = "life",
                    title = "冒烟",
                    community = Field.Community,
                    location = new { lon = 114.068594, lat = 32.119337 },
                }
            )
        ).Is(201).String("id")!;
        (
            await commander.Post(
                $"/api/incidents/{incident}/impact",
                new
                {
                    circle = new
                    {
                        lon = 114.068594,
                        lat = 32.119337,
                        metres = 150,
                    },
                }
            )
        ).Is(200);
        await Until.TrueAsync(
            async () => (await commander.Get($"/api/incidents/{incident}/figures")).Is(200)["communities"].GetArrayLength() > 0,
            "doors are counted"
        );

        var screen = await demo.Open("secretary", Device.Phone);
        var (beats, asked) = (0, new List<string>());
        screen.Page.WebSocket += (_, line) =>
            line.FrameReceived += (_, frame) => beats += frame.Text?.Contains("\"head\"", StringComparison.Ordinal) == true ? 1 : 0;
        screen.Context.Request += (_, request) =>
        {
            if (new Uri(request.Url).AbsolutePath.StartsWith("/api/", StringComparison.Ordinal))
                asked.Add($"{request.Method} {new Uri(request.Url).AbsolutePath}");
        };
        await using var phone = new Phone(await screen.Go($"/team?incident={incident}"));
        await phone.KeptOnThePhone(incident);
        // The requests after the first load and the first heartbeat come to rest.
        await Beats(5);
        asked.Count(one => one.EndsWith("/doors", StringComparison.Ordinal)).ShouldBeLessThanOrEqualTo(2);

        var before = await Readings();
        asked.Clear();
        await Beats(60);
        asked.Count.ShouldBeLessThanOrEqualTo(2, string.Join('\n', asked));
        (await Readings()).ShouldBe(before);

        // A member gets a task: that is no reason to load all doors again.
        asked.Clear();
        using var secretary = await demo.SignIn("secretary");
        var member = (await secretary.Get("/api/session")).Is(200)["member"].GetProperty("member").GetString();
        (
            await commander.Post(
                $"/api/incidents/{incident}/tasks",
                new
                {
                    community = Field.Community,
                    @class = "wait",
                    text = "看一下水泵",
                    members = new[] { member },
                }
            )
        ).Is(201);
        await Until.True(() => asked.Contains("GET /api/me/tasks"), "the phone reads the task");
        await Beats(5);
        asked.ShouldNotContain(one =>
            one.EndsWith("/doors", StringComparison.Ordinal) || one.EndsWith("/impact", StringComparison.Ordinal)
        );

        // The server sends its head each second.
        async Task Beats(int more)
        {
            var until = beats + more;
            await Until.True(() => beats >= until, $"the line has beaten {more} times", Until.AtMost + TimeSpan.FromSeconds(2 * more));
        }

        async Task<int> Readings() => (await auditor.Get("/api/access?county=411502&limit=200")).Is(200)["items"].GetArrayLength();
    }
}
