using System.Collections.Concurrent;
using Emergency.Hotlines.Signing;
using Emergency.Server.Features.Accounts;
using Emergency.Server.Tests.Fixtures;
using Emergency.Testing;
using Microsoft.Playwright;

// Browsers and servers wait more than they work: four of the demos run side by side on two cores.
[assembly: CollectionBehavior(MaxParallelThreads = 4)]

namespace Emergency.Browser.Tests.Fixtures;

/// <summary>
/// A demo as a newcomer finds it, and windows of a real browser. Each collection of tests has its own, and makes its own incidents in it.
/// </summary>
public class Demo : IAsyncLifetime
{
    public const string Password = "plum-kettle-1234";

    /// <summary>A second host name of the server, as on a home network: plain http, and not this machine itself.</summary>
    public const string Elsewhere = "phone.lan";

    /// <summary>Programs to start a browser of its own from; null: the shared one.</summary>
    protected virtual IReadOnlyList<string>? Browsers => null;
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    // Comparing a password costs as much as hundreds of requests, so sessions are kept.
    private readonly ConcurrentDictionary<(string Account, string Host), ConcurrentBag<Cookie>> _left = [];

    // Loading all files of a page into a new window costs more than most tests, so the next test takes over the window of the last.
    private const int MostEmpty = 3;
    private readonly ConcurrentDictionary<Window, ConcurrentBag<(IBrowserContext Context, IPage Empty)>> _empty = [];
    private readonly string? _data;
    private readonly string[] _options;

    /// <summary>Properties of a window that cannot be changed.</summary>
    private sealed record Window(Uri Address, Device Device, string? Theme, bool JavaScript);

    public Demo()
        : this(null) { }

    /// <param name="data">The folder of its data; null: one that is deleted with it.</param>
    /// <param name="options">Settings beside the usual ones.</param>
    protected Demo(string? data, params string[] options) => (_data, _options) = (data, options);

    /// <summary>A demo of the caller's own, in which nothing has happened yet, with its data in this folder.</summary>
    public static async Task<Demo> In(string data)
    {
        var demo = new Demo(data);
        await demo.InitializeAsync();
        return demo;
    }

    /// <summary>A demo of the caller's own with these settings.</summary>
    public static async Task<Demo> With(params string[] options)
    {
        var demo = new Demo(null, options);
        await demo.InitializeAsync();
        return demo;
    }

    public RunningServer Server { get; private set; } = null!;
    public Uri Address => Server.Address;

    public virtual async ValueTask InitializeAsync()
    {
        Screen.TakeSettings();
        Server = await RunningServer.StartLoadedDemo(_data, Password, _options);
        Assertions.SetDefaultExpectTimeout((float)Until.AtMost.TotalMilliseconds);
        if (Browsers is { } own)
        {
            _playwright = await Playwright.CreateAsync();
            _browser = await Chromium.Launch(_playwright, own, Elsewhere);
        }
    }

    /// <summary>
    /// Opens a window (cookies, storage) with an account signed in, or nobody where <paramref name="account"/> is null; no other test has
    /// it.
    /// </summary>
    /// <param name="through">Proxy between the browser and the server; null: none.</param>
    public async Task<Screen> Open(string? account, Device device, string? theme = null, bool javaScript = true, Uri? through = null)
    {
        ArgumentNullException.ThrowIfNull(device);
        var window = new Window(through ?? Address, device, theme, javaScript);
        var (context, page) = Empty(window).TryTake(out var left) ? left : await New(window);
        var session = account is null ? null : await SignIn(context, account, window.Address.Host);
        return new Screen(context, page, theme, screen => Leave(screen, window, context, account, session));
    }

    private ConcurrentBag<(IBrowserContext Context, IPage Empty)> Empty(Window window) => _empty.GetOrAdd(window, _ => []);

    private async Task<(IBrowserContext, IPage)> New(Window window)
    {
        var context = await (_browser ?? await SharedBrowser.Running()).NewContextAsync(
            new()
            {
                JavaScriptEnabled = window.JavaScript,
                BaseURL = window.Address.ToString(),
                ViewportSize = new() { Width = window.Device.Width, Height = window.Device.Height },
                HasTouch = window.Device.Touch,
                IsMobile = window.Device.Touch,
                DeviceScaleFactor = window.Device.Touch ? 2 : 1,
                Locale = "zh-CN",
                TimezoneId = "Asia/Shanghai",
                ColorScheme = window.Theme == "dark" ? ColorScheme.Dark : ColorScheme.Light,
                ReducedMotion = ReducedMotion.Reduce,
            }
        );
        context.SetDefaultTimeout((float)Until.AtMost.TotalMilliseconds);
        if (Screen.Slowly > 0)
            await context.RouteAsync(
                "**/api/**",
                async route =>
                {
                    await Task.Delay(TimeSpan.FromMilliseconds(Random.Shared.Next(Screen.Slowly)), TimeProvider.System);
                    await route.ContinueAsync();
                }
            );
        return (context, await context.NewPageAsync());
    }

    /// <summary>
    /// Signs in, or goes on with the session of a closed window, as long as it holds; two windows that are open at once never share one.
    /// </summary>
    private async Task<Cookie> SignIn(IBrowserContext context, string account, string host)
    {
        while (Left(account, host).TryTake(out var left))
        {
            await context.AddCookiesAsync([left]);
            if ((await context.APIRequest.GetAsync("/api/session")).Ok)
                return left;
            await context.ClearCookiesAsync();
        }
        var answer = await context.APIRequest.PostAsync("/api/session", new() { DataObject = new { account, password = Password } });
        answer.Status.ShouldBe(200, await answer.TextAsync());
        return await Session(context) ?? throw new InvalidOperationException("signing in sets no cookie");
    }

    private async Task Leave(Screen screen, Window window, IBrowserContext context, string? account, Cookie? session)
    {
        try
        {
            if (session is not null && (await Session(context))?.Value == session.Value)
                Left(account!, session.Domain!).Add(session);
            if (!screen.IsAlone && Empty(window).Count < MostEmpty)
            {
                Empty(window).Add((context, await Emptied(window, context)));
                return;
            }
        }
        // The test has closed it itself, or it cannot be emptied: it is not kept.
        catch (PlaywrightException) { }
        await context.DisposeAsync();
    }

    private static async Task<IPage> Emptied(Window window, IBrowserContext context)
    {
        var (before, empty) = (context.Pages.ToArray(), await context.NewPageAsync());
        foreach (var page in before)
            await page.CloseAsync();
        await context.ClearCookiesAsync();
        await Screen.Forget(empty, window.Address.GetLeftPart(UriPartial.Authority));
        return empty;
    }

    private ConcurrentBag<Cookie> Left(string account, string host) => _left.GetOrAdd((account, host), _ => []);

    private static async Task<Cookie?> Session(IBrowserContext context) =>
        (await context.CookiesAsync()).FirstOrDefault(cookie => cookie.Name == SessionToken.Cookie) is not { } found
            ? null
            : new()
            {
                Name = found.Name,
                Value = found.Value,
                Domain = found.Domain,
                Path = found.Path,
                HttpOnly = found.HttpOnly,
                SameSite = found.SameSite,
                Secure = found.Secure,
            };

    /// <summary>The processes in which the pages of its own browser run.</summary>
    public async Task<IReadOnlyList<int>> PageProcesses()
    {
        var browser = await _browser!.NewBrowserCDPSessionAsync();
        var known = (await browser.SendAsync("SystemInfo.getProcessInfo"))!.Value.GetProperty("processInfo");
        await browser.DetachAsync();
        return
        [
            .. known
                .EnumerateArray()
                .Where(one => one.GetProperty("type").GetString() == "renderer")
                .Select(one => one.GetProperty("id").GetInt32()),
        ];
    }

    /// <summary>An API client of an account, which stays signed in from one test to the next.</summary>
    public Task<Api> SignIn(string account) => Server.SignedIn(account, Password);

    /// <summary>The centre of a hotline, with the secret that the demo printed.</summary>
    public Hotline Hotline(string number)
    {
        var start = $"demo hotline {number}: ";
        return new Hotline(
            Address,
            number,
            WebhookSecret.Parse(Server.Lines.First(line => line.StartsWith(start, StringComparison.Ordinal))[start.Length..])!
        );
    }

    // A shared browser goes on: the windows kept for the next test would stay open in it.
    private async Task Close()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
        else
            foreach (var (context, _) in _empty.Values.SelectMany(kept => kept))
                await context.DisposeAsync();
        _playwright?.Dispose();
    }

    public async ValueTask DisposeAsync()
    {
        await Close();
        if (Server is not null)
            await Server.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}

/// <summary>
/// A demo whose server is killed now and then. The pages of its own browser can be stopped all at once, as on a laptop that sleeps.
/// </summary>
public sealed class KilledDemo() : Demo(null, RunningServer.Apart)
{
    protected override IReadOnlyList<string> Browsers => Chromium.Programs;
}

/// <summary>Size and kind of the screen that shows a page; CSS pixels.</summary>
public sealed record Device(int Width, int Height, bool Touch)
{
    public static readonly Device Desk = new(1920, 1080, false),
        Laptop = new(1366, 768, false),
        Phone = new(390, 844, true),
        SmallPhone = new(320, 640, true),
        Office = new(1440, 900, false);
}

/// <summary>The county's desk: tests that share one demo run one after another.</summary>
[CollectionDefinition(nameof(DemoCollection))]
public sealed class DemoCollection : ICollectionFixture<Demo>;

/// <summary>Sign-in, accounts and the public page, in a demo of their own.</summary>
[CollectionDefinition(nameof(LoginCollection))]
public sealed class LoginCollection : ICollectionFixture<Demo>;

/// <summary>Phones, in a demo of their own beside that of the desk.</summary>
[CollectionDefinition(nameof(FieldCollection))]
public sealed class FieldCollection : ICollectionFixture<Demo>;

/// <summary>Street offices and communities, in a demo of their own.</summary>
[CollectionDefinition(nameof(StreetCollection))]
public sealed class StreetCollection : ICollectionFixture<Demo>;

/// <summary>Registers of people and searches in them, in a demo of their own.</summary>
[CollectionDefinition(nameof(RegisterCollection))]
public sealed class RegisterCollection : ICollectionFixture<Demo>;

/// <summary>Drills, in a demo of their own: one of them waits for a whole minute of wall-clock time.</summary>
[CollectionDefinition(nameof(DrillCollection))]
public sealed class DrillCollection : ICollectionFixture<Demo>;

/// <summary>Pages whose server goes away, in a demo of their own.</summary>
[CollectionDefinition(nameof(KilledCollection))]
public sealed class KilledCollection : ICollectionFixture<KilledDemo>;
