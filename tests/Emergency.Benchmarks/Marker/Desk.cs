using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace Emergency.Benchmarks.Marker;

/// <summary>A commander's desk in a browser of its own, which reports each drawn marker.</summary>
internal sealed class Desk
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    // Nothing polls: the browser reports the new element to the page, the page waits for the next frame, and a message that comes after it
    // takes the time. So the time is that of a frame which surely shows the marker, at most one frame (16 ms) late.
    private const string Watch = """
        () => {
          const [seen, drawn, channel] = [new Set(), [], new MessageChannel()]
          channel.port1.onmessage = () => { const at = Date.now(); for (const id of drawn.splice(0)) markerDrawn(id, at) }
          const look = () => {
            for (const one of document.querySelectorAll('.overlay [data-incident]')) {
              const id = one.dataset.incident
              if (seen.has(id) || !one.getBoundingClientRect().width) continue
              seen.add(id)
              requestAnimationFrame(() => (drawn.push(id), channel.port2.postMessage(0)))
            }
          }
          new MutationObserver(look).observe(document.querySelector('.overlay'), { subtree: true, childList: true })
          look()
        }
        """;

    private readonly ConcurrentDictionary<string, TaskCompletionSource<double>> _drawn = new(StringComparer.Ordinal);

    public static async Task<Desk> Open(Chromium chromium, Uri server)
    {
        var (desk, page) = (new Desk(), await chromium.SignIn(server, "commander", Caller.Password));
        await page.GotoAsync("/command");
        await Assertions.Expect(page.Locator("[data-kpi=incidents] b")).ToHaveTextAsync("2", new() { Timeout = 60_000 });
        await Assertions.Expect(page.Locator(".overlay [data-incident]")).ToHaveCountAsync(2, new() { Timeout = 60_000 });
        await page.ExposeFunctionAsync("markerDrawn", (string id, double at) => desk.Of(id).TrySetResult(at));
        await page.EvaluateAsync(Watch);
        return desk;
    }

    /// <summary>
    /// Time at which the incident's marker was drawn, milliseconds since 1970 by the machine's clock, the same for server, browser and
    /// here.
    /// </summary>
    public async Task<double> Drawn(string incident)
    {
        try
        {
            return await Of(incident).Task.WaitAsync(Longest, TimeProvider.System);
        }
        catch (TimeoutException)
        {
            throw new NotShown($"the marker of incident {incident} was not drawn within {Longest.TotalSeconds:F0} s");
        }
    }

    private TaskCompletionSource<double> Of(string incident) =>
        _drawn.GetOrAdd(incident, _ => new(TaskCreationOptions.RunContinuationsAsynchronously));
}
