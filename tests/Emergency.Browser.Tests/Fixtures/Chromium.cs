using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(Emergency.Browser.Tests.Fixtures.SharedBrowser))]

namespace Emergency.Browser.Tests.Fixtures;

/// <summary>
/// The one browser that the demos of a run share: each window is as much alone in it as in a browser of its own. The first demo that asks
/// for it starts it.
/// </summary>
public sealed class SharedBrowser : IAsyncLifetime
{
    private static readonly SemaphoreSlim Turn = new(1, 1);
    private static IPlaywright? _playwright;
    private static IBrowser? _browser;

    /// <summary>The running browser; one that crashed is started again.</summary>
    internal static async Task<IBrowser> Running()
    {
        await Turn.WaitAsync();
        try
        {
            if (_browser is not { IsConnected: true })
                _browser = await Chromium.Launch(_playwright ??= await Playwright.CreateAsync(), Chromium.Programs, Demo.Elsewhere);
            return _browser;
        }
        finally
        {
            Turn.Release();
        }
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
        _playwright?.Dispose();
    }
}

/// <summary>Starts the browser of the tests.</summary>
internal static class Chromium
{
    /// <summary>
    /// Programs to try; the one without windows comes first: the whole browser opens a window with toolbars for each person, which costs a
    /// second of processor time.
    /// </summary>
    public static IReadOnlyList<string> Programs { get; } = ["/usr/bin/chromium-headless-shell", "/usr/bin/chromium"];

    /// <summary>
    /// Starts a browser. A crash during its start says nothing about the product: it is started again, twice at most. The test is skipped
    /// where none is installed.
    /// </summary>
    /// <param name="host">A host name that leads to this machine too.</param>
    public static async Task<IBrowser> Launch(IPlaywright playwright, IReadOnlyList<string> programs, string host)
    {
        var program = programs.FirstOrDefault(File.Exists);
        Assert.SkipWhen(program is null, "chromium is not installed");
        var options = new BrowserTypeLaunchOptions
        {
            ExecutablePath = program,
            // A page lives for seconds: a separate drawing process and optimised code for later would take a sixth of its time.
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
