using Microsoft.Playwright;

namespace Emergency.Browser.Tests.Fixtures;

/// <summary>The browser that pages are looked at in.</summary>
internal static class Chromium
{
    /// <summary>Without windows where that is installed: the whole browser opens one with toolbars for each person, which costs a second of processor time.</summary>
    public static IReadOnlyList<string> Programs { get; } = ["/usr/bin/chromium-headless-shell", "/usr/bin/chromium"];

    /// <summary>Starts it. One that falls while it starts says nothing of the product: it is started again, twice at most. The test is skipped where none is installed.</summary>
    /// <param name="host">A name that is this machine too.</param>
    public static async Task<IBrowser> Launch(IPlaywright playwright, IReadOnlyList<string> programs, string host)
    {
        var program = programs.FirstOrDefault(File.Exists);
        Assert.SkipWhen(program is null, "chromium is not installed");
        var options = new BrowserTypeLaunchOptions
        {
            ExecutablePath = program,
            // A page lives for seconds: a process of its own for drawing and code made faster for later are a sixth of its time.
            Args =
            [
                "--no-sandbox",
                "--disable-gpu",
                "--in-process-gpu",
                "--js-flags=--no-opt --no-maglev",
                "--disable-dev-shm-usage",
                $"--host-resolver-rules=MAP {host} 127.0.0.1",
            ],
        };
        for (var left = 2; ; left--)
            try
            {
                return await playwright.Chromium.LaunchAsync(options);
            }
            catch (PlaywrightException fallen) when (left > 0)
            {
                await Console.Error.WriteLineAsync($"the browser fell while it started: {fallen.Message.Split('\n')[0]}");
            }
    }
}
