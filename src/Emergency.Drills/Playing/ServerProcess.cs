using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace Emergency.Drills.Playing;

/// <summary>Options of a server's start.</summary>
/// <param name="Program">Path of Emergency.Server.dll.</param>
/// <param name="Journal">"sqlite" or a PostgreSQL connection string.</param>
/// <param name="More">Further options, as on the command line.</param>
public sealed record Launch(string Program, string Folder, string Journal, string Password, IReadOnlyList<string> More)
{
    public static readonly TimeSpan AtMost = TimeSpan.FromMinutes(3);
}

/// <summary>
/// A server as a process of its own: a free port, an empty temporary folder, ended with the runner; can be killed and started again.
/// </summary>
public sealed class ServerProcess : IAsyncDisposable
{
    private readonly Launch _launch;
    private readonly string _url = $"http://127.0.0.1:{FreePort().ToString(CultureInfo.InvariantCulture)}";
    private readonly List<string> _output = [];
    private readonly Dictionary<string, string> _secrets = new(StringComparer.Ordinal);
    private Process _process = null!;
    private TaskCompletionSource _ready = new();

    private ServerProcess(Launch launch) => _launch = launch;

    public Uri Address => new(_url);
    public int Pid => _process.Id;

    /// <summary>The hotlines' secrets, as the demo prints them.</summary>
    public IReadOnlyDictionary<string, string> Secrets => _secrets;
    public string Output
    {
        get
        {
            lock (_output)
                return string.Join('\n', _output);
        }
    }

    public static async Task<ServerProcess> Start(Launch launch, CancellationToken stop)
    {
        var server = new ServerProcess(launch);
        await server.Begin(stop);
        return server;
    }

    /// <summary>Kills this process alone with kill -9.</summary>
    public void Kill() => _process.Kill();

    /// <summary>
    /// Starts the server again on its folder and address. Throws <see cref="InvalidOperationException"/> where it ends,
    /// <see cref="TimeoutException"/> where it does not serve in time.
    /// </summary>
    public async Task Restart(CancellationToken stop)
    {
        await _process.WaitForExitAsync(stop);
        _process.Dispose();
        await Begin(stop);
    }

    private async Task Begin(CancellationToken stop)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = _launch.Folder,
        };
        foreach (
            var argument in (IEnumerable<string>)
                [
                    _launch.Program,
                    "--urls",
                    _url,
                    "--data",
                    _launch.Folder,
                    "--journal",
                    _launch.Journal,
                    "--demo",
                    "on",
                    "--demo-password",
                    _launch.Password,
                    .. _launch.More,
                ]
        )
            start.ArgumentList.Add(argument);
        // Only options given here count, not the environment of the drill.
        foreach (
            var name in start
                .Environment.Keys.Where(name => name.StartsWith("EMERGENCY_", StringComparison.Ordinal) && name != "EMERGENCY_SQLITE")
                .ToList()
        )
            start.Environment.Remove(name);
        start.Environment["EMERGENCY_BALLAST"] = "1";
        var ready = _ready = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var process = _process = Process.Start(start) ?? throw new InvalidOperationException("the server did not start");
        process.OutputDataReceived += (_, line) => Hear(line.Data);
        process.ErrorDataReceived += (_, line) => Hear(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        process.EnableRaisingEvents = true;
        process.Exited += (_, _) => ready.TrySetException(new InvalidOperationException($"the server ended:\n{Output}"));
        await ready.Task.WaitAsync(Launch.AtMost, stop);
    }

    private void Hear(string? line)
    {
        if (line is null)
            return;
        lock (_output)
        {
            _output.Add(line);
            if (_output.Count > 500)
                _output.RemoveAt(0);
        }
        foreach (var word in line.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries))
            if (
                word.StartsWith("whsec_", StringComparison.Ordinal)
                && line.Split([' ', '\t', ':', '='], StringSplitOptions.RemoveEmptyEntries)
                    .FirstOrDefault(part => part is "110" or "119" or "120" or "12345")
                    is { } hotline
            )
                _secrets[hotline] = word;
        if (line.Contains("ready on ", StringComparison.Ordinal))
            _ready.TrySetResult();
    }

    /// <summary>
    /// Finds a free port below those that the system gives to outgoing connections: one of those could be taken before the server listens
    /// there, or while it is killed.
    /// </summary>
    internal static int FreePort()
    {
        while (true)
            try
            {
                using var listener = new TcpListener(IPAddress.Loopback, RandomNumberGenerator.GetInt32(20_000, 32_000));
                listener.Start();
                return ((IPEndPoint)listener.LocalEndpoint).Port;
            }
            catch (SocketException)
            {
                // Somebody listens there: another port is drawn.
            }
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
