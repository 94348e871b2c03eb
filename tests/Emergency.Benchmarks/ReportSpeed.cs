using System.Diagnostics;
using Emergency.Benchmarks.Marker;

namespace Emergency.Benchmarks;

/// <summary>
/// Measures reports by HTTP to one of 40 incidents of a demo, each client waiting for its answer: this build's server and, in turn with it,
/// that of another build.
/// </summary>
internal static class ReportSpeed
{
    private const int Incidents = 40;
    private static readonly int[] Clients = [1, 16, 64];
    private static readonly TimeSpan RoundTime = TimeSpan.FromSeconds(3);

    /// <param name="other">Folder of the other build; null for this one alone.</param>
    public static Task<Round> Measure(int rounds, string? other) =>
        EngineSpeed.InFolder(here =>
            EngineSpeed.InFolder(async there =>
            {
                await using var engine = await Office.Open(here, AppContext.BaseDirectory);
                await using var beside = other is null ? null : await Office.Open(there, other);
                foreach (var clients in Clients)
                {
                    var contestants = new List<(string, Func<Task<Round>>)> { ("engine", () => engine.Play(clients)) };
                    if (beside is not null)
                        contestants.Add(("the other build", () => beside.Play(clients)));
                    await Rounds.Run($"reports by HTTP, SQLite, {clients} clients", rounds, contestants);
                    foreach (var office in (Office?[])[engine, beside])
                        if (office is not null)
                            Console.WriteLine($"  {office.Worked()} of processor a command");
                }
                return new Round(0, 0);
            })
        );

    private sealed class Office(ServerRun server, HttpClient http, Caller commander, IReadOnlyList<string> incidents) : IAsyncDisposable
    {
        private readonly Process _process = Process.GetProcessById(server.Pid);
        private double _milliseconds,
            _commands;

        public static async Task<Office> Open(string folder, string build)
        {
            var server = await ServerRun.Of(build, folder, "--demo", "on", "--demo-password", Caller.Password);
            Console.WriteLine(
                FormattableString.Invariant(
                    $"{build}: fresh demo ready after {server.Took.TotalSeconds:F1} s ({server.Worked.TotalSeconds:F1} s of processor)"
                )
            );
            var http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = Clients[^1] }) { BaseAddress = server.Address };
            var commander = await Caller.SignIn(http, "commander");
            var incidents = new List<string>();
            for (var n = 0; n < Incidents; n++)
                incidents.Add((
                        await commander.Post(
                            "/api/incidents",
                            new
                            {
                                category = "fire",
                                priority = "life",
                                title = $"测试火情{n}",
                                community = "411502001001",
                            }
                        )
                    ).GetProperty("id").GetString()!);
            return new(server, http, commander, incidents);
        }

        public async Task<Round> Play(int clients)
        {
            var began = Processor();
            var round = await Rounds.Senders(
                clients,
                RoundTime,
                (client, n) => commander.Post($"/api/incidents/{incidents[(int)((client + n) % Incidents)]}/report", new { title = "又报" })
            );
            _milliseconds += (Processor() - began).TotalMilliseconds;
            _commands += round.PerSecond * RoundTime.TotalSeconds;
            return round;
        }

        /// <summary>Processor time of the server for each command since the last call.</summary>
        public string Worked()
        {
            var said = FormattableString.Invariant($"{_milliseconds / _commands:F2} ms");
            (_milliseconds, _commands) = (0, 0);
            return said;
        }

        private TimeSpan Processor()
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }

        public async ValueTask DisposeAsync()
        {
            _process.Dispose();
            http.Dispose();
            await server.DisposeAsync();
        }
    }
}
