using System.Diagnostics;
using System.Globalization;

namespace Emergency.Benchmarks.Fanout;

/// <summary>The client program as seen from outside; killed on disposal if it did not end by itself.</summary>
internal sealed class Listening(Process process) : IAsyncDisposable
{
    /// <summary>Starts it and waits until all have joined.</summary>
    /// <param name="whom">kind and address, then for ours the token and the group.</param>
    /// <param name="file">File for its samples at the end.</param>
    public static async Task<Listening> Start(IReadOnlyList<string> whom, int clients, int stalled, string file)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        foreach (
            var word in (IEnumerable<string>)
                [
                    Path.Combine(AppContext.BaseDirectory, "Emergency.Benchmarks.dll"),
                    "listeners",
                    whom[0],
                    whom[1],
                    clients.ToString(CultureInfo.InvariantCulture),
                    stalled.ToString(CultureInfo.InvariantCulture),
                    file,
                    .. whom.Skip(2),
                ]
        )
            start.ArgumentList.Add(word);
        var listening = new Listening(Process.Start(start)!);
        if (await listening.Answer() == "joined")
            return listening;
        await listening.DisposeAsync();
        throw new NotShown("the clients did not join");
    }

    /// <summary>Resets its counts.</summary>
    public Task Reset() => process.StandardInput.WriteLineAsync("reset");

    /// <summary>Number of clients that have heard of all these incidents.</summary>
    public async Task<int> Heard(IEnumerable<string> incidents)
    {
        await process.StandardInput.WriteLineAsync($"heard {string.Join(',', incidents)}");
        return int.Parse(await Answer() ?? "", CultureInfo.InvariantCulture);
    }

    /// <summary>Ends the program: changes heard by all, clients that were cut, the most that one heard.</summary>
    public async Task<(long Changes, int Cut, long Most)> Stop()
    {
        await process.StandardInput.WriteLineAsync("stop");
        var words = (await Answer() ?? throw new NotShown("the clients ended before they were asked to"))
            .Split(' ')
            .Select(word => long.Parse(word, CultureInfo.InvariantCulture))
            .ToList();
        await process.WaitForExitAsync();
        return (words[0], (int)words[1], words[2]);
    }

    private Task<string?> Answer() => process.StandardOutput.ReadLineAsync();

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
            process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
    }
}
