using System.Globalization;
using System.Text.Json.Nodes;
using Emergency.Drills.Live;
using Emergency.Drills.Plays;

namespace Emergency.Drills.Playing;

/// <summary>Times at which an inject was sent and answered, on the runner's clocks.</summary>
public sealed record Sent(long At, long Answered, DateTimeOffset Wall);

/// <summary>Watches the expectations of an inject: not seen before their due time, seen in time, or never seen at all.</summary>
public sealed class Watching(Cast cast, Nodes nodes, SimulatorProcess? simulator, Values values, Score score, TimeProvider clock)
{
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(20),
        Pause = TimeSpan.FromMilliseconds(150),
        Usual = TimeSpan.FromSeconds(2);

    /// <summary>Watches for an expectation and returns the time at which it was seen; null where it was not.</summary>
    public async Task<long?> Watch(Expectation expectation, Sent sent, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(expectation);
        var (due, within) = (Due(expectation, sent), PlayFile.Duration(expectation.Within, Usual));
        var (seen, fault) = await Look(expectation, sent, due, within, stop);
        var after = seen is { } stamp ? clock.GetElapsedTime(sent.At, stamp) : (TimeSpan?)null;
        if (expectation.Never is null && fault is null && after < due)
            fault = $"too early: {after.Value.TotalSeconds:F2} s";
        score.Add(expectation.Objective, expectation.Title, due, Patience(expectation, sent, within) ?? within, after, fault);
        return seen;
    }

    /// <summary>A duration from the inject, or an instant that was kept from an answer.</summary>
    private TimeSpan Due(Expectation expectation, Sent sent) =>
        expectation.Due?.StartsWith('{') == true
        && DateTimeOffset.TryParse(values.Fill(expectation.Due), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)
            ? at - sent.Wall
            : PlayFile.Duration(expectation.Due, TimeSpan.Zero);

    /// <summary>
    /// Longest wait for an expectation: longer after a kill, except for an event that must never come. Null while the node is down.
    /// </summary>
    private TimeSpan? Patience(Expectation expectation, Sent sent, TimeSpan within) =>
        expectation.Never is null ? nodes.Patience(sent.At, within) : within;

    private async Task<(long? Seen, string? Fault)> Look(
        Expectation expectation,
        Sent sent,
        TimeSpan due,
        TimeSpan within,
        CancellationToken stop
    )
    {
        string? mismatch = null;
        while (true)
        {
            if (expectation.Read is { } read)
            {
                var answer = await (await cast.Player(read.As, stop)).Send(HttpMethod.Get, values.Fill(read.Path), (JsonNode?)null, stop);
                mismatch = answer.Fine
                    ? Paths.Mismatch(answer.Body, values.Fill(read.Where))
                    : $"answered {answer.Status} {answer.Body?.ToJsonString()}";
                if (mismatch is null)
                {
                    values.Keep(read.Keep, answer.Body);
                    return (clock.GetTimestamp(), null);
                }
            }
            else if (expectation.Log is { } log)
            {
                mismatch = Paths.Mismatch(await simulator!.Lines(values.Fill(log.Pick), stop), values.Fill(log.Where));
                if (mismatch is null)
                    return (clock.GetTimestamp(), null);
            }
            else if (Seen(expectation.See ?? expectation.Never!, sent.At) is { } heard)
                return (heard.Stamp, expectation.Never is null ? null : $"heard {heard.Value?.ToJsonString()}");
            if (clock.GetElapsedTime(sent.Answered) > due + Patience(expectation, sent, within))
                return (null, expectation.Never is not null ? null : mismatch ?? "not heard in time");
            await Task.Delay(expectation is { Read: null, Log: null } ? Beat : Pause, clock, stop);
        }
    }

    private HubLog.Heard? Seen(Sight sight, long sent)
    {
        var (key, where) = (sight.Key is null ? null : values.Fill(sight.Key), values.Fill(sight.Where));
        return cast.Heard(sight.As)
            .FirstOrDefault(heard =>
                heard.Stamp >= sent
                && heard.View == sight.View
                && (key is null || heard.Key == key)
                && Paths.Mismatch(heard.Value, where) is null
            );
    }
}
