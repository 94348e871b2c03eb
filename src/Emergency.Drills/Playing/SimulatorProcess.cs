using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Emergency.Drills.Plays;

namespace Emergency.Drills.Playing;

/// <summary>
/// The 120 of a play and its voice gateway, before they are started: address, the secret it shares with the server, script.
/// </summary>
public sealed record Ambulance(Uri Address, string Secret, string Script)
{
    /// <summary>The 120 of a play file; null where the file is no play, or one without a simulator.</summary>
    public static Ambulance? Of(string file)
    {
        if (!file.EndsWith(".yaml", StringComparison.Ordinal) || PlayFile.Read(file).Simulator is not { } script)
            return null;
        var path = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Path.GetFullPath(file))!, script));
        return new(
            new Uri($"http://127.0.0.1:{ServerProcess.FreePort().ToString(CultureInfo.InvariantCulture)}"),
            $"whsec_{Convert.ToBase64String(RandomNumberGenerator.GetBytes(32))}",
            path
        );
    }

    /// <summary>Options that the server needs for this 120.</summary>
    public IReadOnlyList<string> Options =>
        [
            "--hotlines:120:url",
            Address.ToString(),
            "--hotlines:120:secret",
            Secret,
            "--hotlines:voice:url",
            new Uri(Address, "/voice").ToString(),
            "--hotlines:voice:secret",
            Secret,
        ];
}

/// <summary>120 as a process of its own, which outlives the server: its log proves what really arrived there.</summary>
public sealed class SimulatorProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly HttpClient _http;

    private SimulatorProcess(Process process, Uri address)
    {
        (_process, Address) = (process, address);
        _http = new HttpClient { BaseAddress = address };
    }

    public Uri Address { get; }
    public int Pid => _process.Id;

    /// <param name="program">Path of Emergency.Hotlines.Simulator.dll.</param>
    /// <param name="folder">Folder for the file of secrets.</param>
    /// <param name="servers">Servers that answers go to: to the first that takes them.</param>
    public static async Task<SimulatorProcess> Start(
        string program,
        string folder,
        Ambulance ambulance,
        IReadOnlyList<Uri> servers,
        CancellationToken stop
    )
    {
        ArgumentNullException.ThrowIfNull(ambulance);
        var secrets = Path.Combine(folder, "simulator-secrets.json");
        await File.WriteAllTextAsync(
            secrets,
            new JsonObject { ["120"] = ambulance.Secret, ["voice"] = ambulance.Secret }.ToJsonString(),
            stop
        );
        var start = new ProcessStartInfo("dotnet")
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (
            var argument in new[]
            {
                program,
                "--urls",
                ambulance.Address.GetLeftPart(UriPartial.Authority),
                "--server",
                string.Join(';', servers),
                "--secrets",
                secrets,
                "--script",
                ambulance.Script,
            }
        )
            start.ArgumentList.Add(argument);
        var process = Process.Start(start) ?? throw new InvalidOperationException("the simulator did not start");
        var simulator = new SimulatorProcess(process, ambulance.Address);
        var first = await process.StandardOutput.ReadLineAsync(stop);
        if (first?.StartsWith("ready on ", StringComparison.Ordinal) == true)
            return simulator;
        var why = await process.StandardError.ReadToEndAsync(stop);
        await simulator.DisposeAsync();
        throw new InvalidOperationException($"the simulator did not start: {why}");
    }

    /// <summary>Makes the line go dark (down) or come back (up).</summary>
    public async Task Turn(string line, CancellationToken stop)
    {
        using var answer = await _http.PostAsync(new Uri($"/control/{line}", UriKind.Relative), null, stop);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>The lines of its log that a pick fits, oldest first, as { items: […] }.</summary>
    public async Task<JsonObject> Lines(JsonObject? pick, CancellationToken stop)
    {
        var text = await _http.GetStringAsync(new Uri("/log", UriKind.Relative), stop);
        var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!);
        return new JsonObject { ["items"] = new JsonArray([.. lines.Where(line => Fits(line, pick))]) };
    }

    private static bool Fits(JsonNode line, JsonObject? pick) =>
        (pick ?? []).All(wanted =>
            (wanted.Value as JsonArray ?? [wanted.Value?.DeepClone()]).Any(one => Paths.Text(one) == Paths.Text(line[wanted.Key]))
        );

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
