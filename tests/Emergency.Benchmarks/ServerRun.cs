using System.Diagnostics;
using System.Globalization;

namespace Emergency.Benchmarks;

/// <summary>The real server as a process on a folder; disposing it ends the server.</summary>
internal sealed class ServerRun : IAsyncDisposable
{
    private readonly Process _process;
    private readonly List<string> _lines = [];

    private ServerRun(Process process) => _process = process;

    public int Pid => _process.Id;

    /// <summary>Time from the start of the process to "ready on".</summary>
    public TimeSpan Took { get; private set; }

    /// <summary>Processor time of the process until then: a busy machine changes it less.</summary>
    public TimeSpan Worked { get; private set; }
    public Uri Address { get; private set; } = null!;
    public IReadOnlyList<string> Lines => _lines;

    public static Task<ServerRun> Start(string folder, params string[] options) => Of(AppContext.BaseDirectory, folder, options);

    /// <summary>Starts the server of another build.</summary>
    public static async Task<ServerRun> Of(string build, string folder, params string[] options)
    {
        const string ready = "ready on ";
        var start = new ProcessStartInfo("dotnet")
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            WorkingDirectory = folder,
        };
        foreach (
            var argument in (IEnumerable<string>)
                [
                    Path.Combine(build, "Emergency.Server.dll"),
                    "--urls",
                    "http://127.0.0.1:0",
                    "--data",
                    folder,
                    "--ballast",
                    "0",
                    "--sockets-per-session",
                    "1000000",
                    .. options,
                ]
        )
            start.ArgumentList.Add(argument);
        var began = Stopwatch.GetTimestamp();
        var run = new ServerRun(Process.Start(start)!);
        while (await run._process.StandardOutput.ReadLineAsync() is { } line)
        {
            run._lines.Add(line);
            if (!line.StartsWith(ready, StringComparison.Ordinal))
                continue;
            (run.Took, run.Address) = (Stopwatch.GetElapsedTime(began), new Uri(line[ready.Length..]));
            run.Worked = run._process.TotalProcessorTime;
            _ = run._process.StandardOutput.ReadToEndAsync();
            return run;
        }
        throw new InvalidOperationException($"the server did not start:\n{string.Join('\n', run._lines)}");
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            using (var kill = Process.Start("kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)]))
                await kill.WaitForExitAsync();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
