using System.Diagnostics;
using Emergency.Browser.Tests.Fixtures;

namespace Emergency.Browser.Tests.Gallery;

/// <summary>
/// The gallery of the pages' parts (src/web/gallery), built for these tests and opened from the address of a demo: nothing of it is in the
/// product.
/// </summary>
public sealed class GalleryFixture : IAsyncLifetime
{
    private const string At = "/gallery/";
    private readonly Demo _demo = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("gallery").FullName;

    public async ValueTask InitializeAsync()
    {
        await _demo.InitializeAsync();
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "Emergency.sln")))
            root = root.Parent;
        Assert.SkipWhen(root is null, "the sources are not there: the gallery cannot be built");
        string[] arguments =
        [
            "vite",
            "build",
            "--config",
            "gallery/vite.config.ts",
            "--outDir",
            _folder,
            "--emptyOutDir",
            "--logLevel",
            "error",
        ];
        using var build = Process.Start(
            new ProcessStartInfo("npx", arguments) { WorkingDirectory = Path.Combine(root.FullName, "src", "web"), UseShellExecute = false }
        )!;
        await build.WaitForExitAsync();
        build.ExitCode.ShouldBe(0, "the gallery is built");
    }

    /// <summary>Opens the gallery in a language and a theme, and waits until it stands.</summary>
    public async Task<Screen> Open(string language, string theme, Device? device = null)
    {
        var screen = await _demo.Open(null, device ?? Device.Office, theme);
        await screen.Page.RouteAsync(
            $"**{At}**",
            route => route.FulfillAsync(new() { Path = FileOf(new Uri(route.Request.Url).AbsolutePath) })
        );
        await screen.Go($"{At}index.html?lang={language}");
        await Microsoft.Playwright.Assertions.Expect(screen.Page.Locator("main > h1")).ToBeVisibleAsync();
        return screen;
    }

    private string FileOf(string path) => Path.Combine(_folder, path[At.Length..]);

    public async ValueTask DisposeAsync()
    {
        await _demo.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}

/// <summary>Parts that are looked at without any act, built once.</summary>
[CollectionDefinition(nameof(GalleryCollection))]
public sealed class GalleryCollection : ICollectionFixture<GalleryFixture>;
