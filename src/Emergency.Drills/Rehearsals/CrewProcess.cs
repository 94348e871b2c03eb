using System.Diagnostics;
using Emergency.Drills.Crews;

namespace Emergency.Drills.Rehearsals;

/// <summary>
/// A crew as a process of its own: it gets accounts on its standard input, the server's address and the realm, and nothing of what is
/// expected of it.
/// </summary>
public sealed class CrewProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Said> _last = new(StringComparer.Ordinal);
    private readonly List<Said> _did = [];
    private readonly List<string> _errors = [];
    private readonly int _members;

    private CrewProcess(Process process, int members) => (_process, _members) = (process, members);

    public int Pid => _process.Id;
    public bool Ended => _process.HasExited;

    /// <summary>All acts of the crew so far, refused ones too.</summary>
    public IReadOnlyList<Said> Did
    {
        get
        {
            lock (_gate)
                return [.. _did];
        }
    }
    public string Errors
    {
        get
        {
            lock (_gate)
                return string.Join('\n', _errors);
        }
    }

    public static async Task<CrewProcess> Start(
        IEnumerable<Uri> nodes,
        string realm,
        Manner manner,
        IReadOnlyList<Player> players,
        string folder,
        CancellationToken stop
    )
    {
        ArgumentNullException.ThrowIfNull(manner);
        ArgumentNullException.ThrowIfNull(players);
        var start = new ProcessStartInfo("dotnet")
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder,
        };
        foreach (
            var argument in new[]
            {
                Path.Combine(AppContext.BaseDirectory, "Emergency.Drills.dll"),
                "crew",
                "--at",
                string.Join(';', nodes),
                "--realm",
                realm,
                "--manner",
                manner.Name,
            }
        )
            start.ArgumentList.Add(argument);
        var crew = new CrewProcess(Process.Start(start) ?? throw new InvalidOperationException("the crew did not start"), players.Count);
        crew._process.OutputDataReceived += (_, line) => crew.Hear(line.Data);
        crew._process.ErrorDataReceived += (_, line) =>
        {
            if (line.Data is { } text)
                lock (crew._gate)
                    crew._errors.Add(text);
        };
        crew._process.BeginOutputReadLine();
        crew._process.BeginErrorReadLine();
        foreach (var player in players)
            await crew._process.StandardInput.WriteLineAsync(Crew.Line(player).AsMemory(), stop);
        crew._process.StandardInput.Close();
        return crew;
    }

    /// <summary>
    /// Idle where all members have looked at everything up to a position and have nothing to do now; with the time at which the next member
    /// wants to act, by the realm's clock.
    /// </summary>
    public (bool Idle, DateTimeOffset? Next) Since(long position)
    {
        lock (_gate)
        {
            var idle = _last.Count == _members && _last.Values.All(said => said.What == "idle" && said.Position >= position);
            return (idle, idle ? _last.Values.Min(said => said.At) : null);
        }
    }

    private void Hear(string? line)
    {
        if (line is null || Crew.Heard(line) is not { } said)
            return;
        lock (_gate)
        {
            if (said.What == "did")
                _did.Add(said);
            else
                _last[said.Who] = said;
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
