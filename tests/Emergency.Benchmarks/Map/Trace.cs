using System.Text.Json;
using Microsoft.Playwright;

namespace Emergency.Benchmarks.Map;

/// <summary>The browser's own trace of its main thread: frames, and everything that ran scripts or collected their garbage.</summary>
internal sealed class Trace : IAsyncDisposable
{
    private const string FrameBegins = "BeginMainThreadFrame";
    private static readonly HashSet<string> Scripts = new(StringComparer.Ordinal)
    {
        "FunctionCall",
        "EvaluateScript",
        "FireAnimationFrame",
        "TimerFire",
        "RunMicrotasks",
        "EventDispatch",
        "MinorGC",
        "MajorGC",
    };
    private readonly ICDPSession _session;
    private readonly List<Happened> _events = [];
    private readonly TaskCompletionSource _complete = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Event of the trace: milliseconds by the clock, and milliseconds of the thread's processor time.</summary>
    private sealed record Happened(string Name, long Thread, double At, double Lasted, double Spent, double Took);

    private Trace(ICDPSession session) => _session = session;

    public static async Task<Trace> Start(IBrowser browser)
    {
        var trace = new Trace(await browser.NewBrowserCDPSessionAsync());
        trace._session.Event("Tracing.dataCollected").OnEvent += (_, part) => trace.Take(part!.Value.GetProperty("value"));
        trace._session.Event("Tracing.tracingComplete").OnEvent += (_, _) => trace._complete.TrySetResult();
        await trace._session.SendAsync(
            "Tracing.start",
            new Dictionary<string, object>(StringComparer.Ordinal)
            {
                ["transferMode"] = "ReportEvents",
                ["traceConfig"] = new
                {
                    includedCategories = new[]
                    {
                        "devtools.timeline",
                        "disabled-by-default-devtools.timeline",
                        "disabled-by-default-devtools.timeline.frame",
                        "v8",
                    },
                },
            }
        );
        return trace;
    }

    private void Take(JsonElement events)
    {
        foreach (var one in events.EnumerateArray())
        {
            if (one.GetProperty("name").GetString() is not { } name || (name != FrameBegins && !Scripts.Contains(name)))
                continue;
            var thread = (one.GetProperty("pid").GetInt64() << 32) | one.GetProperty("tid").GetInt64();
            double Of(string what) => one.TryGetProperty(what, out var value) ? value.GetDouble() / 1000 : 0;
            _events.Add(new(name, thread, Of("ts"), Of("dur"), Of("tts"), Of("tdur")));
        }
    }

    /// <summary>
    /// Milliseconds of script from the beginning of a frame to that of the next, for each frame of the page: of processor time, and by the
    /// clock, in which others can have had the processor.
    /// </summary>
    public async Task<(IReadOnlyList<double> Spent, IReadOnlyList<double> ByClock)> ScriptPerFrame()
    {
        await _session.SendAsync("Tracing.end");
        await _complete.Task;
        var page =
            _events.Where(one => one.Name == "FireAnimationFrame").GroupBy(one => one.Thread).MaxBy(thread => thread.Count())?.Key
            ?? throw new NotShown("the browser wrote down no frame");
        var frames = _events.Where(one => one.Thread == page && one.Name == FrameBegins).Select(one => one.At).Order().ToList();
        if (frames.Count < 2)
            throw new NotShown("the browser drew no frames");
        var scripts = _events
            .Where(one => one.Thread == page && one.Name != FrameBegins)
            .OrderBy(one => one.At)
            .ThenByDescending(one => one.Lasted)
            .ToList();
        return (Sum(frames, scripts, one => one.Spent, one => one.Took), Sum(frames, scripts, one => one.At, one => one.Lasted));
    }

    private static double[] Sum(List<double> frames, List<Happened> scripts, Func<Happened, double> began, Func<Happened, double> lasted)
    {
        var sums = new double[frames.Count];
        var (frame, until) = (0, 0d);
        foreach (var one in scripts)
        {
            while (frame + 1 < frames.Count && frames[frame + 1] <= one.At)
                frame++;
            if (frames[frame] > one.At)
                continue;
            // A script inside another one is counted once.
            var from = Math.Max(began(one), until);
            until = Math.Max(until, began(one) + lasted(one));
            if (until > from)
                sums[frame] += until - from;
        }
        return sums[..^1];
    }

    public async ValueTask DisposeAsync() => await _session.DetachAsync();
}
