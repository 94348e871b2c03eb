using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace Emergency.Testing;

/// <summary>A process that a test starts, types to and ends. Nothing of it is left after <see cref="DisposeAsync"/>.</summary>
public sealed class RunningProcess : IAsyncDisposable
{
    private readonly ConcurrentQueue<string> _lines = new();
    private readonly Process _process;

    private RunningProcess(Process process) => _process = process;

    /// <summary>Starts a program; standard output and error are collected line by line.</summary>
    public static RunningProcess Start(string program, params IReadOnlyList<string> arguments) => Start(program, arguments, null);

    public static RunningProcess Start(string program, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string>? environment)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        var start = new ProcessStartInfo(program)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            UseShellExecute = false,
        };
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        // EMERGENCY_SEEDS and the like set the size of a test; a server would take them for settings it does not know.
        foreach (
            var name in start
                .Environment.Keys.Where(name => name.StartsWith("EMERGENCY_", StringComparison.Ordinal) && name != "EMERGENCY_SQLITE")
                .ToList()
        )
            start.Environment.Remove(name);
        foreach (var (name, value) in environment ?? new Dictionary<string, string>(StringComparer.Ordinal))
            start.Environment[name] = value;
        var running = new RunningProcess(new Process { StartInfo = start });
        running._process.OutputDataReceived += (_, e) => running.Add(e.Data);
        running._process.ErrorDataReceived += (_, e) => running.Add(e.Data);
        running._process.Start();
        running._process.BeginOutputReadLine();
        running._process.BeginErrorReadLine();
        return running;
    }

    public int Id => _process.Id;
    public bool Ended => _process.HasExited;

    /// <summary>Everything printed so far, whole lines only.</summary>
    public IReadOnlyCollection<string> Lines => _lines;

    /// <summary>Types one line; more can follow.</summary>
    public async Task Type(string line)
    {
        await _process.StandardInput.WriteLineAsync(line);
        await _process.StandardInput.FlushAsync();
    }

    /// <summary>Sends a signal, such as STOP or CONT.</summary>
    public async Task Signal(string name)
    {
        await using var kill = Start("kill", $"-{name}", Id.ToString(CultureInfo.InvariantCulture));
        (await kill.Exit(Until.AtMost)).ShouldBe(0);
    }

    /// <summary>Types one line and the end of input.</summary>
    public async Task Say(string line)
    {
        await _process.StandardInput.WriteLineAsync(line);
        _process.StandardInput.Close();
    }

    /// <summary>Ends the process at once, as kill -9 does, and waits until all its output has arrived.</summary>
    public async Task Kill()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
    }

    /// <summary>The exit code, after the process has ended by itself. Throws <see cref="TimeoutException"/>.</summary>
    public async Task<int> Exit(TimeSpan atMost)
    {
        await _process.WaitForExitAsync().WaitAsync(atMost, TimeProvider.System);
        return _process.ExitCode;
    }

    /// <summary>Writes lines to the program's standard input and closes it.</summary>
    public async Task Tell(IEnumerable<string> lines)
    {
        ArgumentNullException.ThrowIfNull(lines);
        foreach (var line in lines)
            await _process.StandardInput.WriteLineAsync(line);
        _process.StandardInput.Close();
    }

    private void Add(string? line)
    {
        if (line is not null)
            _lines.Enqueue(line);
    }

    public async ValueTask DisposeAsync()
    {
        await Kill();
        _process.Dispose();
    }
}
