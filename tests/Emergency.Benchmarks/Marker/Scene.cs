using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Emergency.Benchmarks.Fanout;
using Emergency.Hotlines.Signing;

namespace Emergency.Benchmarks.Marker;

/// <summary>
/// A demo with a running fire: doors to be checked, teams with a task in hand that report their place, and the 119 that hands over cases.
/// Disposing it ends the demo.
/// </summary>
internal sealed class Scene : IAsyncDisposable
{
    public const string County = "411502";
    private const string Community = "411502001001",
        Number = "119";
    private const double Lon = 114.068594,
        Lat = 32.119337;
    private readonly ServerRun _server;
    private readonly HttpClient _http,
        _hotline;
    private readonly WebhookSecret _secret;
    private int _last;

    private Scene(ServerRun server)
    {
        var start = $"demo hotline {Number}: ";
        (_server, _secret) = (
            server,
            WebhookSecret.Parse(server.Lines.First(line => line.StartsWith(start, StringComparison.Ordinal))[start.Length..])!
        );
        // The 119 has connections of its own, so it does not wait behind the commands.
        (_http, _hotline) = (SocketIo.Senders(server.Address), SocketIo.Senders(server.Address));
    }

    public Uri Address => _server.Address;
    public Caller Commander { get; private set; } = null!;

    /// <summary>The commands of a benchmark, in turn: two door checks, then a team that moves.</summary>
    public IReadOnlyList<Func<long, Task>> Commands { get; private set; } = [];

    public static async Task<Scene> Start(string folder)
    {
        var scene = new Scene(await ServerRun.Start(folder, "--demo", "on", "--demo-password", Caller.Password));
        try
        {
            await scene.Light();
            return scene;
        }
        catch
        {
            await scene.DisposeAsync();
            throw;
        }
    }

    private async Task Light()
    {
        Commander = await Caller.SignIn(_http, "commander");
        var incident = (
            await Commander.Post(
                "/api/incidents",
                new
                {
                    category = "fire",
                    priority = "life",
                    title = "义阳社区火情",
                    community = Community,
                    location = new
                    {
                        lon = Lon,
                        lat = Lat,
                        datum = "WGS84",
                    },
                }
            )
        ).GetProperty("id").GetString()!;
        await Commander.Post(
            $"/api/incidents/{incident}/impact",
            new
            {
                circle = new
                {
                    lon = Lon,
                    lat = Lat,
                    metres = 3000,
                },
            }
        );
        var carded = (await Commander.Post($"/api/incidents/{incident}/cards", new { card = "old-block-fire", community = Community }))
            .GetProperty("position")
            .GetInt64();
        // A desk flies to a lone incident; beside another it shows the whole county.
        await Case(-1);

        var secretary = await Caller.SignIn(_http, "secretary");
        var doors = (await secretary.Get($"/api/incidents/{incident}/doors?after={carded}"))
            .GetProperty("communities")
            .EnumerateArray()
            .First(one => one.GetProperty("community").GetString() == Community);
        var paths = Paths(doors, "persons", "personId")
            .Concat(Paths(doors, "households", "householdId"))
            .Select(path => $"/api/incidents/{incident}/doors/{Community}/{path}/check")
            .ToImmutableArray();
        var teams = new List<Caller>();
        foreach (var account in (string[])["secretary", "grid", "grid2", "building", "unit", "volunteer"])
            if (await WithTask(account, incident, carded) is { } team)
                teams.Add(team);
        if (paths.Length == 0 || teams.Count == 0)
            throw new NotShown("the demo has no doors or no teams with a task: nothing to command");
        Task Check(long n) =>
            secretary.Post(paths[(int)(n % paths.Length)], new { state = n / paths.Length % 2 == 0 ? "safe" : "returned" });
        Task Move(long n) =>
            teams[(int)(n % teams.Count)]
                .Put(
                    "/api/me/position",
                    new
                    {
                        lon = Lon + (n % 97 * 0.0001),
                        lat = Lat + (n % 89 * 0.0001),
                        accuracy = 8,
                    }
                );
        Commands = [Check, Check, Move];
    }

    private static IEnumerable<string> Paths(JsonElement doors, string kind, string id) =>
        doors.GetProperty(kind).EnumerateArray().Select(one => $"{kind}/{one.GetProperty(id).GetString()}");

    /// <summary>Takes the first task that this team can take; null where there is none.</summary>
    private async Task<Caller?> WithTask(string account, string incident, long after)
    {
        var team = await Caller.SignIn(_http, account);
        foreach (
            var task in (await team.Get($"/api/me/tasks?after={after}"))
                .GetProperty("items")
                .EnumerateArray()
                .Select(item => item.GetProperty("task").GetProperty("task"))
                .Where(task => task.GetProperty("incident").GetString() == incident)
        )
        {
            try
            {
                var taken = (await team.Post($"/api/incidents/{incident}/tasks/{task.GetProperty("id").GetString()}/take", new { }))
                    .GetProperty("position")
                    .GetInt64();
                await team.Get($"/api/me/tasks?after={taken}");
                return team;
            }
            catch (NotShown)
            {
                // This task is not for this team, or somebody was faster: the next one is tried, and a scene without any team ends with a
                // sentence.
            }
        }
        return null;
    }

    /// <summary>Signs and hands over a case somewhere in the county; returns the incident's id once the server has answered.</summary>
    public async Task<string> Case(int n)
    {
        var (id, now) = ($"msg-{Guid.CreateVersion7()}", TimeProvider.System.GetUtcNow());
        // Steps of the golden section fill the rectangle evenly, whatever the number of cases.
        var location = new
        {
            lon = 113.86 + (Part(n * 0.6180339887) * 0.17),
            lat = 31.92 + (Part(n * 0.7548776662) * 0.28),
            datum = "WGS84",
            address = "测试路",
        };
        var data = new
        {
            caseNumber = $"2026-{Interlocked.Increment(ref _last):000000}",
            category = "fire",
            title = "测试警情",
            description = "冒烟",
            receivedAt = now,
            priority = "life",
            caller = new { name = "何拟人", phone = "13900000009" },
            location,
            divisionCode = County,
        };
        var body = JsonSerializer.SerializeToUtf8Bytes(
            new
            {
                id,
                type = "case.created",
                source = Number,
                time = now,
                data,
            },
            Server.Foundation.Json.Options
        );
        var headers = WebhookHeaders.For(_secret, id, now, body);
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/hotlines/{Number}/messages")
        {
            Content = new StringContent(Encoding.UTF8.GetString(body), Encoding.UTF8, "application/json"),
        };
        foreach (
            var (name, value) in new[]
            {
                (WebhookHeaders.IdName, headers.Id),
                (WebhookHeaders.TimestampName, headers.Timestamp),
                (WebhookHeaders.SignatureName, headers.Signature),
            }
        )
            request.Headers.Add(name, value);
        using var response = await _hotline.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        if (!response.IsSuccessStatusCode)
            throw new NotShown($"a case was refused: {text}");
        return JsonDocument.Parse(text).RootElement.GetProperty("incidentId").GetString()!;
    }

    public Task Withdraw(string incident) => Commander.Post($"/api/incidents/{incident}/withdraw", new { reason = "测试" });

    private static double Part(double value) => value - Math.Floor(value);

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        _hotline.Dispose();
        await _server.DisposeAsync();
    }
}
