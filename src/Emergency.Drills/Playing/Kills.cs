using System.Globalization;
using Emergency.Drills.Plays;
using Spectre.Console;

namespace Emergency.Drills.Playing;

/// <summary>
/// Kills the server at the moment a play names, and finds out afterwards whether the kill fell there: from the changes the hubs had heard
/// and the events in the journal.
/// </summary>
public sealed class Kills(Nodes nodes, Values values, TimeProvider clock)
{
    /// <summary>Highest number of tries for one moment.</summary>
    public const int MostTries = 20;
    private static readonly TimeSpan Close = TimeSpan.FromMilliseconds(20);
    private readonly List<string> _missed = [];

    /// <summary>Moments at which no kill fell inside.</summary>
    public IReadOnlyList<string> Missed => _missed;

    public void Miss(string title) => _missed.Add(title);

    /// <summary>Kills with kill -9 now, or at the instant the play names; the gap is the time between that moment and the kill.</summary>
    public async Task<(Killed Killed, TimeSpan Gap)> Fall(Kill kill, long answered, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(kill);
        if (kill.At is null)
            return (nodes.Kill(), clock.GetElapsedTime(answered));
        var text = values.Fill(kill.At);
        if (!DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at))
            throw new BadPlay($"kill at {text}: no instant");
        if (at - clock.GetUtcNow() - Close is { Ticks: > 0 } wait)
            await Task.Delay(wait, clock, stop);
        // The last milliseconds are watched, not slept: a timer comes late, and a due event comes at once.
        while (clock.GetUtcNow() < at)
            Thread.SpinWait(20);
        var killed = nodes.Kill();
        return (killed, killed.At - at);
    }

    /// <summary>
    /// Checks that the kill fell where it should: the wanted event was stored, the unwanted one was not, and nobody had heard of it.
    /// Returns the fault, or null.
    /// </summary>
    /// <param name="of">Id that the events must name; null for any.</param>
    /// <param name="after">Position before the act.</param>
    /// <param name="seen">Time at which the expectation of the kill was seen; null for never.</param>
    public static string? Outside(Kill kill, string? of, Killed killed, long? seen, long after, Exported export)
    {
        ArgumentNullException.ThrowIfNull(kill);
        ArgumentNullException.ThrowIfNull(killed);
        ArgumentNullException.ThrowIfNull(export);
        if (seen is null)
            return $"{kill.Before} was never seen";
        if (seen <= killed.Stamp)
            return $"{kill.Before} had been seen";
        var rows = export.Lines.Where(line => line.Position > after && (of is null || line.Names(of))).ToList();
        if (kill.Stored is { } stored && !rows.Exists(row => row.Form == stored && row.At <= killed.At))
            return $"{stored} was not stored";
        if (kill.Unstored is not { } unstored)
            return null;
        if (rows.Exists(row => row.Form == unstored && row.At <= killed.At))
            return $"{unstored} had been stored";
        return rows.Exists(row => row.Form == unstored) ? null : $"{unstored} was never stored";
    }

    public void Tell(int count, Killed killed, TimeSpan gap, int pid, string? outside)
    {
        ArgumentNullException.ThrowIfNull(killed);
        var away = clock.GetElapsedTime(killed.Stamp, killed.Back!.Value);
        AnsiConsole.MarkupLine(
            FormattableString.Invariant(
                $"[yellow]kill -9[/] {killed.Pid} {gap.TotalMilliseconds:F1} ms after, serves again as {pid} after {away.TotalSeconds:F2} s; try {count}: {(outside is null ? "inside" : "outside, ")}{Markup.Escape(outside ?? "")}"
            )
        );
    }
}
