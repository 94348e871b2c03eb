using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Emergency.Drills.Playing;

/// <summary>The server as a process of its own: a free port, an empty temporary folder, ended with the runner.</summary>
public sealed class ServerProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly List<string> _output = [];
    private readonly TaskCompletionSource<Uri> _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Dictionary<string, string> _secrets = new(StringComparer.Ordinal);

    private ServerProcess(Process process) => _process = process;

    public Uri Address { get; private set; } = null!;
    public int Pid => _process.Id;
    /// <summary>The hotlines' secrets, as the demo prints them.</summary>
    public IReadOnlyDictionary<string, string> Secrets => _secrets;
    public string Output { get { lock (_output) return string.Join('\n', _output); } }

    /// <param name="program">Path of Emergency.Server.dll.</param>
    /// <param name="journal">"sqlite" or a PostgreSQL connection string.</param>
    /// <param name="more">Further options.</param>
    public static async Task<ServerProcess> Start(string program, string folder, string journal, string password, IReadOnlyList<string> more, TimeSpan atMost, CancellationToken stop)
    {
        var start = new ProcessStartInfo("dotnet") { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder };
        foreach (var argument in new[] { program, "--urls", $"http://127.0.0.1:{FreePort().ToString(CultureInfo.InvariantCulture)}", "--data", folder, "--journal", journal, "--demo", "on", "--demo-password", password }.Concat(more))
            start.ArgumentList.Add(argument);
        start.Environment["EMERGENCY_BALLAST"] = "1";
        var process = Process.Start(start) ?? throw new InvalidOperationException("the server did not start");
        var server = new ServerProcess(process);
        process.OutputDataReceived += (_, line) => server.Hear(line.Data);
        process.ErrorDataReceived += (_, line) => server.Hear(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        process.EnableRaisingEvents = true;
        process.Exited += (_, _) => server._ready.TrySetException(new InvalidOperationException($"the server ended with code {process.ExitCode.ToString(CultureInfo.InvariantCulture)}:\n{server.Output}"));
        server.Address = await server._ready.Task.WaitAsync(atMost, stop);
        return server;
    }

    private void Hear(string? line)
    {
        if (line is null) return;
        lock (_output) { _output.Add(line); if (_output.Count > 500) _output.RemoveAt(0); }
        foreach (var word in line.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries))
            if (word.StartsWith("whsec_", StringComparison.Ordinal) && line.Split([' ', '\t', ':', '='], StringSplitOptions.RemoveEmptyEntries).FirstOrDefault(part => part is "110" or "119" or "120" or "12345") is { } hotline)
                _secrets[hotline] = word;
        var at = line.IndexOf("ready on ", StringComparison.Ordinal);
        if (at >= 0 && Uri.TryCreate(line[(at + 9)..].Trim(), UriKind.Absolute, out var address)) _ready.TrySetResult(address);
    }

    internal static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
