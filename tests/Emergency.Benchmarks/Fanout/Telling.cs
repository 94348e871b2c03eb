using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Emergency.Benchmarks.Fanout;

/// <summary>
/// Server that the listeners listen to. <see cref="Tell"/> makes the n-th change and returns the position under which listeners hear of it.
/// </summary>
internal interface IContestant : IAsyncDisposable
{
    int Pid { get; }

    /// <summary>Arguments that the client program needs to join.</summary>
    IReadOnlyList<string> Words { get; }
    Task<long> Tell(long n);
}

/// <summary>
/// The whole product: a committee marks its doors over HTTP, each mark is durable, and every listener of the doors hears of it.
/// </summary>
internal sealed class Ours(ServerRun server, HttpClient http, string token, string group, IReadOnlyList<string> paths) : IContestant
{
    private const string Password = "bench-1234",
        Community = "411502001001";

    public int Pid => server.Pid;
    public IReadOnlyList<string> Words => ["ours", server.Address.ToString(), token, group];

    public static async Task<Ours> Start(string folder, int keys)
    {
        var server = await ServerRun.Start(folder, "--demo", "on", "--demo-password", Password);
        var http = SocketIo.Senders(server.Address);
        async Task<JsonNode> Post(string path, object body, string? token = null)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body) };
            if (token is not null)
                request.Headers.Authorization = new("Bearer", token);
            using var response = await http.SendAsync(request);
            if (!response.IsSuccessStatusCode)
                throw new InvalidOperationException(await response.Content.ReadAsStringAsync());
            return (await response.Content.ReadFromJsonAsync<JsonNode>())!;
        }
        async Task<string> SignIn(string account) =>
            (await Post("/api/session", new { account, password = Password }))["token"]!.GetValue<string>();
        var (county, committee) = (await SignIn("commander"), await SignIn("secretary"));
        var incident = (
            await Post(
                "/api/incidents",
                new
                {
                    category = "fire",
                    priority = "life",
                    title = "fan-out",
                    community = Community,
                    location = new
                    {
                        lon = 114.068594,
                        lat = 32.119337,
                        datum = "WGS84",
                    },
                },
                county
            )
        )["id"]!.GetValue<string>();
        var drawn = await Post(
            $"/api/incidents/{incident}/impact",
            new
            {
                circle = new
                {
                    lon = 114.068594,
                    lat = 32.119337,
                    metres = 3000,
                },
            },
            county
        );
        http.DefaultRequestHeaders.Authorization = new("Bearer", committee);
        List<string> Paths(JsonNode doors, string kind, string id) =>
            [
                .. doors["communities"]!
                    .AsArray()
                    .Where(one => one!["community"]!.GetValue<string>() == Community)
                    .SelectMany(one => one![kind]!.AsArray())
                    .Select(one => $"/api/incidents/{incident}/doors/{Community}/{kind}/{one![id]!.GetValue<string>()}/check"),
            ];
        var paths = new List<string>();
        while (paths.Count < keys)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System);
            var doors = (await http.GetFromJsonAsync<JsonNode>($"/api/incidents/{incident}/doors?after={drawn["position"]}"))!;
            paths = [.. Paths(doors, "persons", "personId"), .. Paths(doors, "households", "householdId")];
        }
        return new(server, http, committee, $"doors/{incident}/{Community}", [.. paths.Take(keys)]);
    }

    public async Task<long> Tell(long n)
    {
        using var response = (
            await http.PostAsJsonAsync(paths[(int)(n % paths.Count)], new { state = n / paths.Count % 2 == 0 ? "safe" : "returned" })
        ).EnsureSuccessStatusCode();
        return (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("position").GetInt64();
    }

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await server.DisposeAsync();
    }
}

/// <summary>Socket.IO, given the same bytes of the same changes; nothing is stored, no permission is checked.</summary>
internal sealed class SocketIo(Process process, Uri address, int keys) : IContestant
{
    private readonly HttpClient _http = Senders(address);
    private readonly string[] _keys = [.. Enumerable.Range(0, keys).Select(_ => Guid.CreateVersion7().ToString())];

    public int Pid => process.Id;
    public IReadOnlyList<string> Words => ["socketio", address.ToString()];

    /// <summary>Opens a few connections for both: a contestant that cannot keep up answers late, and is not overrun.</summary>
    public static HttpClient Senders(Uri address) =>
        new(new SocketsHttpHandler { MaxConnectionsPerServer = 16 }) { BaseAddress = address, Timeout = Timeout.InfiniteTimeSpan };

    public static async Task<SocketIo> Start(int keys)
    {
        const string ready = "ready on ";
        var folder = Path.Combine(AppContext.BaseDirectory, "Fanout", "socketio");
        if (!Directory.Exists(Path.Combine(folder, "node_modules")))
            using (
                var install = Process.Start(
                    new ProcessStartInfo("npm", ["ci", "--silent"]) { WorkingDirectory = folder, UseShellExecute = false }
                )!
            )
                await install.WaitForExitAsync();
        var process = Process.Start(
            new ProcessStartInfo("node", ["server.mjs"])
            {
                WorkingDirectory = folder,
                RedirectStandardOutput = true,
                UseShellExecute = false,
            }
        )!;
        var line =
            await process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("the Socket.IO server did not start");
        return new(process, new Uri(line[ready.Length..]), keys);
    }

    public async Task<long> Tell(long n)
    {
        var key = _keys[n % _keys.Length];
        using var response = (
            await _http.PostAsJsonAsync(
                "/emit",
                new[]
                {
                    new
                    {
                        group = $"doors/{key}/411502001001",
                        position = n,
                        view = "person",
                        key,
                        value = new { personId = key, state = "returned" },
                    },
                }
            )
        ).EnsureSuccessStatusCode();
        return n;
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
    }
}
