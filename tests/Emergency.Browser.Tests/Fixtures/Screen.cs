using System.Text.Json;
using Emergency.Testing;
using Microsoft.Playwright;

namespace Emergency.Browser.Tests.Fixtures;

/// <summary>A browser window of one person.</summary>
/// <param name="leaving">Closes the window, or keeps it for the next test; null: it is closed.</param>
public sealed class Screen(IBrowserContext context, IPage page, string? theme, Func<Screen, Task>? leaving = null) : IAsyncDisposable
{
    private static readonly string Axe = Path.Combine(AppContext.BaseDirectory, "axe.min.js");
    private const string Nowhere = "about:blank";
    private static readonly string? Pictures = Environment.GetEnvironmentVariable("EMERGENCY_PICTURES");

    /// <summary>
    /// Longest delay of every request of a page in milliseconds, at random (EMERGENCY_SLOW_PAGES; 0 in the daily run): a choice or a text
    /// entered before an answer came must not be lost.
    /// </summary>
    public static int Slowly { get; } = Sizes.Of("EMERGENCY_SLOW_PAGES", 0);

    /// <summary>A published folder with the installed program (EMERGENCY_FOLDER); null: that of this build.</summary>
    public static string? Folder { get; } = Environment.GetEnvironmentVariable("EMERGENCY_FOLDER");

    /// <summary>
    /// Takes the settings of the tests out of the environment: the server would load all names that begin so, and knows none of these.
    /// </summary>
    public static void TakeSettings()
    {
        _ = (Pictures, Slowly, Folder, Until.AtMost);
        foreach (var name in (string[])["EMERGENCY_PICTURES", "EMERGENCY_SLOW_PAGES", "EMERGENCY_FOLDER", "EMERGENCY_PATIENCE"])
            Environment.SetEnvironmentVariable(name, null);
    }

    /// <summary>
    /// Context of the whole window: its permissions, offline or not, scripts that run before each page. Such changes cannot all be undone,
    /// so a test that uses it has the window alone.
    /// </summary>
    public IBrowserContext Context
    {
        get
        {
            IsAlone = true;
            return context;
        }
    }

    /// <summary>True where no other test must have this window afterwards.</summary>
    public bool IsAlone { get; private set; }
    public IPage Page { get; private set; } = page;

    /// <summary>Opens another page in the same window in this one's place, as when the icon on the home screen is tapped.</summary>
    public async Task Anew(string path)
    {
        var before = Page;
        Page = await context.NewPageAsync();
        await before.CloseAsync();
        await Page.GotoAsync(path);
    }

    /// <summary>
    /// Leaves the page and forgets all that pages keep, as in a window with a fresh sign-in. Only files of the pages, which have names of
    /// their own in each build, stay in its cache.
    /// </summary>
    /// <param name="device">Device that the empty window has next.</param>
    public async Task Rest(Device device)
    {
        ArgumentNullException.ThrowIfNull(device);
        if (Page.Url == Nowhere)
            return;
        await Page.EvaluateAsync("sessionStorage.clear()");
        var origin = new Uri(Page.Url).GetLeftPart(UriPartial.Authority);
        await Page.GotoAsync(Nowhere);
        await Forget(Page, origin);
        await Page.EmulateMediaAsync(new() { ForcedColors = ForcedColors.None, Media = Media.Screen });
        await Page.SetViewportSizeAsync(device.Width, device.Height);
    }

    /// <summary>Deletes everything that pages of an address keep in the window of an empty page, except their files.</summary>
    public static async Task Forget(IPage empty, string origin)
    {
        ArgumentNullException.ThrowIfNull(empty);
        var line = await empty.Context.NewCDPSessionAsync(empty);
        await line.SendAsync(
            "Storage.clearDataForOrigin",
            new Dictionary<string, object>(StringComparer.Ordinal)
            {
                ["origin"] = origin,
                ["storageTypes"] = "local_storage,indexeddb,service_workers,cache_storage",
            }
        );
        await line.DetachAsync();
    }

    public async Task<Screen> Go(string path)
    {
        var (address, fragment) = path.IndexOf('#', StringComparison.Ordinal) is >= 0 and var at ? (path[..at], path[at..]) : (path, "");
        await Page.GotoAsync(
            theme is null ? path : $"{address}{(address.Contains('?', StringComparison.Ordinal) ? '&' : '?')}theme={theme}{fragment}"
        );
        return this;
    }

    /// <summary>
    /// Waits until the address is this one: path, query and fragment. It polls: pages leave while they are still loading.
    /// </summary>
    public Task At(string address) =>
        Until.True(() => new Uri(Page.Url) is var at && at.PathAndQuery + at.Fragment == address, $"the page is at {address}");

    /// <summary>Waits until a page's own condition holds; it polls, for content can appear by itself.</summary>
    public async Task<bool> Holds(string script)
    {
        // Evaluated from outside: the pages' policy forbids their scripts to evaluate text.
        using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        for (
            var begun = TimeProvider.System.GetTimestamp();
            TimeProvider.System.GetElapsedTime(begun) < Until.AtMost;
            await pause.WaitForNextTickAsync()
        )
            if (await Page.EvaluateAsync<bool>(script))
                return true;
        return false;
    }

    /// <summary>
    /// Runs a script in the page that returns faults, a line each; a page that is still laying itself out is checked again until there are
    /// none, and after the time the remaining ones are returned.
    /// </summary>
    public async Task<string[]> Faults(string script)
    {
        using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        for (var begun = TimeProvider.System.GetTimestamp(); ; await pause.WaitForNextTickAsync())
            if (
                await Page.EvaluateAsync<string[]>(script) is var faults
                && (faults is [] || TimeProvider.System.GetElapsedTime(begun) > Until.AtMost)
            )
                return faults;
    }

    /// <summary>Place of an element once it stands still: a page that is still being laid out gives none.</summary>
    public async Task<LocatorBoundingBoxResult> Place(ILocator what)
    {
        ArgumentNullException.ThrowIfNull(what);
        using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(400));
        for (LocatorBoundingBoxResult? before = null; ; await pause.WaitForNextTickAsync())
        {
            var now = (await what.BoundingBoxAsync())!;
            if (before is not null && (before.X, before.Y) == (now.X, now.Y))
                return now;
            before = now;
        }
    }

    /// <summary>
    /// Serious and critical findings of axe, one line each; WCAG A and AA, in both themes where the page has two. The state is checked only
    /// if it is there: its heading and at least so many elements.
    /// </summary>
    public async Task<IReadOnlyList<string>> Unreachable(string heading, int leastElements)
    {
        await Assertions.Expect(Page.Locator("h1, h2").Filter(new() { HasText = heading }).First).ToBeVisibleAsync();
        (await Holds($"document.querySelectorAll('body *').length > {leastElements}")).ShouldBeTrue(
            $"{heading}: more than {leastElements} elements"
        );
        return await InBothThemes("runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']", _ => Task.CompletedTask);
    }

    /// <summary>Elements that are too pale to read, one line each, in both themes where the page has two.</summary>
    /// <param name="shown">Called in each theme, with its name.</param>
    public Task<IReadOnlyList<string>> Pale(Func<string, Task> shown) => InBothThemes("runOnly: ['color-contrast']", shown);

    // Another theme changes colours only: only rules about colours are checked twice.
    private const string Colours = "runOnly: ['color-contrast', 'link-in-text-block']";

    private async Task<IReadOnlyList<string>> InBothThemes(string what, Func<string, Task> shown)
    {
        await Page.EvaluateAsync(await File.ReadAllTextAsync(Axe));
        if (await Page.EvaluateAsync<string?>("document.documentElement.dataset.theme ?? null") is not { } here)
            return [.. await Findings("", what)];
        List<string> found = [];
        foreach (var shade in (string[])[here, here == "dark" ? "light" : "dark"])
        {
            await Page.EvaluateAsync("theme => document.documentElement.dataset.theme = theme", shade);
            found.AddRange(await Findings($"{shade}: ", shade == here ? what : Colours));
            await shown(shade);
        }
        await Page.EvaluateAsync("theme => document.documentElement.dataset.theme = theme", here);
        return found;
    }

    // A page without JavaScript never finishes this.
    private async Task<IEnumerable<string>> Findings(string theme, string what)
    {
        var found = await Page.EvaluateAsync<JsonElement>(
                $"axe.run(document, {{ {what}, resultTypes: ['violations'] }})"
                    + ".then((result) => result.violations.map((one) => ({ id: one.id, impact: one.impact, where: one.nodes.slice(0, 3).map((node) => node.target.join(' ') + ': ' + (node.failureSummary ?? '')) })))"
            )
            .InTime();
        return found
            .EnumerateArray()
            .Where(one => one.GetProperty("impact").GetString() is "serious" or "critical")
            .Select(one =>
                $"{theme}{one.GetProperty("id").GetString()}: {string.Join(" | ", one.GetProperty("where").EnumerateArray().Select(where => where.GetString()))}"
            );
    }

    /// <summary>
    /// The server's answer to an act, as the page itself loads it: the browser does not keep the bodies of answers for long, and a route of
    /// the driver does not see each request of a page that a service worker takes over in that moment.
    /// </summary>
    /// <param name="path">End of the request's path: <c>/team/open</c>.</param>
    /// <param name="shown">Element to wait for: once it is there the page has the answer.</param>
    public async Task<JsonElement> Answer(string path, Func<Task> act, ILocator shown)
    {
        await Page.EvaluateAsync(
            """
            path => {
              const carry = window.fetch
              window.fetch = async (request, how) => {
                const response = await carry(request, how)
                if (response.ok && request.method === 'POST' && new URL(request.url).pathname.endsWith(path))
                  window.answered = await response.clone().text()
                return response
              }
            }
            """,
            path
        );
        await act();
        await Assertions.Expect(shown).ToBeVisibleAsync();
        using var read = JsonDocument.Parse(await Page.EvaluateAsync<string>("window.answered"));
        return read.RootElement.Clone();
    }

    /// <summary>Chooses a person in a box for people, by the id.</summary>
    public async Task Pick(string name, string id)
    {
        await Page.Locator($"input[role=combobox][name={name}]").ClickAsync();
        await Page.Locator($"[data-pick={name}] [role=option][data-id='{id}']").ClickAsync();
    }

    /// <summary>Prints the page: the number of sheets of A4, and the file.</summary>
    public async Task<(int Sheets, byte[] File)> Paper(string name)
    {
        var file = await Page.PdfAsync(
            new()
            {
                Format = "A4",
                PreferCSSPageSize = true,
                PrintBackground = true,
            }
        );
        await Keep($"{name}.pdf", file);
        return (System.Text.Encoding.Latin1.GetString(file).Split("/Type /Page\n").Length - 1, file);
    }

    /// <summary>
    /// Gives the machine of this page a key store of its own that knows its owner, as Windows Hello or a phone does (WebAuthn). Browsers
    /// give such keys to names only, not to bare addresses.
    /// </summary>
    public async Task HasKeys()
    {
        var line = await context.NewCDPSessionAsync(Page);
        await line.SendAsync("WebAuthn.enable");
        await line.SendAsync(
            "WebAuthn.addVirtualAuthenticator",
            new(StringComparer.Ordinal)
            {
                ["options"] = new Dictionary<string, object>(StringComparer.Ordinal)
                {
                    ["protocol"] = "ctap2",
                    ["ctap2Version"] = "ctap2_1",
                    ["transport"] = "internal",
                    ["hasResidentKey"] = true,
                    ["hasUserVerification"] = true,
                    ["hasPrf"] = true,
                    ["isUserVerified"] = true,
                    ["automaticPresenceSimulation"] = true,
                },
            }
        );
    }

    /// <summary>A picture as a camera makes it: the page itself draws it, 3200 × 2400.</summary>
    public async Task<byte[]> CameraPicture() =>
        Convert.FromBase64String(
            await Page.EvaluateAsync<string>(
                """
                () => {
                  const canvas = Object.assign(document.createElement('canvas'), { width: 3200, height: 2400 })
                  const pen = canvas.getContext('2d')
                  pen.fillStyle = '#2a7'
                  pen.fillRect(0, 0, 3200, 2400)
                  return canvas.toDataURL('image/jpeg').split(',')[1]
                }
                """
            )
        );

    /// <summary>Keeps a picture under a name where EMERGENCY_PICTURES names a folder.</summary>
    public async Task Picture(string name, bool whole = false)
    {
        if (Pictures is not null)
            await Page.ScreenshotAsync(new() { Path = Path.Combine(Pictures, $"{name}.png"), FullPage = whole });
    }

    /// <summary>Keeps a picture of a part of the page in a theme, in which the page then stays.</summary>
    public async Task Picture(string name, ILocator part, string theme)
    {
        ArgumentNullException.ThrowIfNull(part);
        if (Pictures is null)
            return;
        await Page.EvaluateAsync("theme => document.documentElement.dataset.theme = theme", theme);
        await part.ScreenshotAsync(new() { Path = Path.Combine(Pictures, $"{name}.png") });
    }

    /// <summary>Keeps a file under a name where pictures are kept.</summary>
    public async Task Keep(string name, byte[] file)
    {
        if (Pictures is not null)
            await File.WriteAllBytesAsync(Path.Combine(Pictures, name), file);
    }

    public async ValueTask DisposeAsync()
    {
        if (leaving is null)
            await context.DisposeAsync();
        else
            await leaving(this);
    }
}
