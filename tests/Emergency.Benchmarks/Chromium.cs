using Microsoft.Playwright;

namespace Emergency.Benchmarks;

/// <summary>A real Chromium without a window and without a GPU; disposing it ends the browser.</summary>
internal sealed class Chromium : IAsyncDisposable
{
    private const string Path = "/usr/bin/chromium";
    private readonly IPlaywright _playwright;

    private Chromium(IPlaywright playwright, IBrowser browser) => (_playwright, Browser) = (playwright, browser);

    public static string? Missing => File.Exists(Path) ? null : "chromium is not installed";
    public IBrowser Browser { get; }

    public static async Task<Chromium> Start()
    {
        var playwright = await Playwright.CreateAsync();
        return new(
            playwright,
            await playwright.Chromium.LaunchAsync(
                new() { ExecutablePath = Path, Args = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"] }
            )
        );
    }

    /// <summary>Opens a desk of 1920 × 1080 with an account of the demo signed in.</summary>
    public async Task<IPage> SignIn(Uri server, string account, string password)
    {
        var context = await Browser.NewContextAsync(
            new()
            {
                BaseURL = server.ToString(),
                ViewportSize = new() { Width = 1920, Height = 1080 },
                Locale = "zh-CN",
                TimezoneId = "Asia/Shanghai",
            }
        );
        context.SetDefaultTimeout(60_000);
        var answer = await context.APIRequest.PostAsync("/api/session", new() { DataObject = new { account, password } });
        if (!answer.Ok)
            throw new NotShown($"{account} could not sign in: {await answer.TextAsync()}");
        return await context.NewPageAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await Browser.DisposeAsync();
        _playwright.Dispose();
    }
}
