using System.Diagnostics;
using System.Globalization;
using Microsoft.Playwright;

namespace Emergency.Benchmarks;

/// <summary>
/// Measures a newcomer's wait: from <c>git clone</c> of the last commit to a desk whose map shows the county. Packages can lie in the
/// machine's caches.
/// </summary>
internal static class FirstStart
{
    private static readonly TimeSpan AtMost = TimeSpan.FromMinutes(15);

    public static async Task Measure()
    {
        var folder = Directory.CreateTempSubdirectory("emergency-first-").FullName;
        try
        {
            Console.WriteLine("first start: git clone, dotnet run --project src/Emergency.Server, sign in, map");
            var began = Stopwatch.GetTimestamp();
            await Run("git", Directory.GetCurrentDirectory(), "clone", "--quiet", ".", Path.Combine(folder, "emergency"));
            Say("cloned", began);
            await using var server = await Newcomer.Start(Path.Combine(folder, "emergency"), began);
            Say("ready, demo loaded", began);
            await Look(server);
            Say("the desk shows the county and takes a click", began);
            began = Stopwatch.GetTimestamp();
            await server.Again();
            Console.WriteLine($"  second start: {Stopwatch.GetElapsedTime(began).TotalSeconds:F1} s");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Say(string what, long began) =>
        Console.WriteLine($"  {Stopwatch.GetElapsedTime(began).TotalSeconds, 6:F1} s {what}");

    private static async Task Look(Newcomer server)
    {
        await using var chromium = await Chromium.Start();
        var page = await chromium.Browser.NewPageAsync(
            new()
            {
                BaseURL = server.Address.ToString(),
                ViewportSize = new() { Width = 1920, Height = 1080 },
                Locale = "zh-CN",
            }
        );
        await page.GotoAsync("/");
        await page.FillAsync("[name=account]", "commander");
        await page.FillAsync("[name=password]", server.Password);
        await page.PressAsync("[name=password]", "Enter");
        await Assertions.Expect(page.Locator("[data-kpi=incidents] b")).ToHaveTextAsync("0", new() { Timeout = 60_000 });
        await Assertions.Expect(page.Locator(".map [aria-busy]")).ToHaveCountAsync(0, new() { Timeout = 60_000 });
        await page.Locator(".zoom button").First.ClickAsync();
    }

    private static async Task Run(string program, string folder, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { WorkingDirectory = folder })!;
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
            throw new NotShown(
                $"{program} {string.Join(' ', arguments)} ended with {process.ExitCode.ToString(CultureInfo.InvariantCulture)}"
            );
    }

    /// <summary>Runs the README's first command in a fresh clone.</summary>
    private sealed class Newcomer(string folder) : IAsyncDisposable
    {
        private Process? _process;

        public Uri Address { get; private set; } = new("http://127.0.0.1");
        public string Password { get; private set; } = "";

        public static async Task<Newcomer> Start(string folder, long began)
        {
            var newcomer = new Newcomer(folder);
            await newcomer.Begin(() => Say("built, demo begins to load", began));
            return newcomer;
        }

        public async Task Again()
        {
            await End();
            await Begin(() => { });
        }

        private async Task Begin(Action built)
        {
            const string ready = "ready on ",
                password = "demo password: ";
            _process = Process.Start(
                new ProcessStartInfo("dotnet", ["run", "--project", "src/Emergency.Server", "--", "--urls", "http://127.0.0.1:0"])
                {
                    WorkingDirectory = folder,
                    UseShellExecute = false,
                    RedirectStandardOutput = true,
                    RedirectStandardError = true,
                }
            )!;
            _ = _process.StandardError.ReadToEndAsync();
            var seen = false;
            while (await _process.StandardOutput.ReadLineAsync().WaitAsync(AtMost, TimeProvider.System) is { } line)
            {
                if (!seen && line.StartsWith("urls = ", StringComparison.Ordinal))
                {
                    seen = true;
                    built();
                }
                if (line.StartsWith(password, StringComparison.Ordinal))
                    Password = line[password.Length..];
                if (!line.StartsWith(ready, StringComparison.Ordinal))
                    continue;
                Address = new Uri(line[ready.Length..]);
                _ = _process.StandardOutput.ReadToEndAsync();
                return;
            }
            throw new NotShown("the server did not start");
        }

        private async Task End()
        {
            if (_process is null || _process.HasExited)
                return;
            // The program is a child of "dotnet run", which passes no signal on.
            foreach (var id in Children(_process.Id).Append(_process.Id))
                await Run("kill", folder, "-TERM", id.ToString(CultureInfo.InvariantCulture));
            await _process.WaitForExitAsync();
        }

        private static IEnumerable<int> Children(int parent) =>
            File.ReadAllText($"/proc/{parent}/task/{parent}/children")
                .Split(' ', StringSplitOptions.RemoveEmptyEntries)
                .Select(id => int.Parse(id, CultureInfo.InvariantCulture));

        public async ValueTask DisposeAsync()
        {
            await End();
            _process?.Dispose();
        }
    }
}
