using System.Net;
using System.Net.Sockets;
using System.Text;
using Emergency.Browser.Tests.Fixtures;
using Emergency.Server.Tests.Deploy;
using Emergency.Server.Tests.Starting;
using Emergency.Testing;
using Emergency.Testing.Postgres;
using Microsoft.Playwright;
using Npgsql;
using static Microsoft.Playwright.Assertions;

namespace Emergency.Browser.Tests.Installation;

/// <summary>
/// A county that no table of ours knows goes live, as docs/operating.md and the first page say: from the program alone to its first
/// incident, and that incident again from the backups in another folder. With EMERGENCY_FOLDER the program is the published one, which
/// needs no SDK.
/// </summary>
[Long("PostgreSQL, a proxy and a whole installation")]
public sealed class GoingLiveTests : IAsyncLifetime
{
    private const string County = "990101",
        Street = "990101001",
        Community = "990101001001",
        FirstOfTwo = "the-first-of-two",
        SecondOfTwo = "the-second-of-two";

    private readonly TempFolder _folder = new();
    private readonly List<Screen> _screens = [];
    private IPlaywright _playwright = null!;
    private IBrowser _browser = null!;

    public async ValueTask InitializeAsync()
    {
        Screen.TakeSettings();
        _playwright = await Playwright.CreateAsync();
        _browser = await Chromium.Launch(_playwright, Chromium.Programs, OwnAuthority.Host);
        Assertions.SetDefaultExpectTimeout((float)Until.AtMost.TotalMilliseconds);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var screen in _screens)
            await screen.DisposeAsync();
        await _browser.DisposeAsync();
        _playwright.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task From_the_program_alone_to_the_first_incident_and_back_from_the_backups()
    {
        var caddy = Sample.Program("/usr/bin/caddy");
        Assert.SkipWhen(caddy is null, "caddy is not installed");
        using var authority = new OwnAuthority();
        authority.Write(_folder, 1);
        var owner = await PostgresOrSkip.FreshDatabase();
        string[] keys = ["--data", _folder["data"], "--master-key", _folder["master.key"]];

        // Two people, whose passwords stand in a file.
        var made = await Command(
            [FirstOfTwo, SecondOfTwo],
            ["init", "--division", County, "--operator", "chen", "--second", "zhou", "--journal", owner, .. keys]
        );
        made.ShouldContain(line => line.Contains($"the divisions of {County}", StringComparison.Ordinal));

        // The server's role can only insert.
        await using (var connection = new NpgsqlConnection(owner + ";Pooling=false"))
        {
            await connection.OpenAsync();
            await using var roles = new NpgsqlCommand(await File.ReadAllTextAsync(Sample.Path("postgres-roles.sql")), connection);
            await roles.ExecuteNonQueryAsync();
        }
        string[] journal = ["--journal", owner.Replace("Username=postgres", "Username=emergency", StringComparison.Ordinal)];
        var (port, plain) = (Sample.FreePort(), Sample.FreePort());
        var site = new Uri($"https://{OwnAuthority.Host}:{port}");
        await using var server = Program([
            "--demo",
            "off",
            "--urls",
            "http://127.0.0.1:0",
            "--proxies",
            "127.0.0.1",
            "--public-url",
            $"{site}",
            .. journal,
            .. keys,
        ]);
        await using var proxy = Proxy(caddy!, await Ready(server), port, plain);
        await Until.TrueAsync(() => Listens(port), "the proxy listens");

        // Each chooses a password of their own, on https.
        var chen = await FirstSignIn(site, "chen", FirstOfTwo, "plum-kettle-0001", "/operations");
        var zhou = await FirstSignIn(site, "zhou", SecondOfTwo, "plum-kettle-0002", "/command");
        await Expect(zhou.Page.Locator("[data-no-divisions]")).ToContainTextAsync("请管理员");

        // Data that the program does not carry comes through the pages.
        var begin = chen.Page.Locator("[data-part=first-hours]");
        await Expect(begin.Locator("li")).ToHaveCountAsync(6);
        await Expect(begin.Locator("[data-step=people] a")).ToHaveAttributeAsync("href", "/accounts");
        await chen.Picture("going-live-first-hours");
        await begin.Locator("[data-step=divisions] a").ClickAsync();
        await chen.At("/street#imports");
        var empty = await chen.Page.RunAndWaitForDownloadAsync(() => chen.Page.Locator("[data-do=template]").ClickAsync());
        empty.SuggestedFilename.ShouldBe("区划空表.xlsx");
        await Import(
            chen,
            "divisions",
            "区划.csv",
            $"code,name,kind,parent\n{County},试山县,县,9901\n{Street},试城镇,镇,{County}\n{Community},试东社区居民委员会,社区,{Street}\n"
        );
        await Import(
            chen,
            "areas",
            "边界.geojson",
            $$"""
            {"type":"FeatureCollection","features":[
            {"type":"Feature","properties":{"code":"{{County}}"},"geometry":{"type":"Polygon","coordinates":[[[114.0,32.0],[114.2,32.0],[114.2,32.2],[114.0,32.2],[114.0,32.0]]] } },
            {"type":"Feature","properties":{"code":"{{Community}}"},"geometry":{"type":"Polygon","coordinates":[[[114.05,32.05],[114.1,32.05],[114.1,32.1],[114.05,32.1],[114.05,32.05]]] } }] }
            """
        );
        await Expect(chen.Page.Locator("[data-no-divisions]")).ToHaveCountAsync(0);
        await chen.Picture("going-live-imported");

        var street = await Invite(chen, zhou, site);
        await street.Go("/street#imports");
        await Import(
            street,
            "team",
            "队伍.csv",
            $"member_id,name,role,phone,community_code,grid\nM990002,苏试格,网格长,139-0000-0502,{Community},G1\n"
        );
        await Import(
            street,
            "households",
            "住户.csv",
            $"household_id,community_code,address,building,unit,floor,room,head_name,members,phone\nH990001,{Community},试东小区4号楼2单元304室,4号楼,2单元,3,304,柏样祥,1,139-0000-0579\n"
        );
        await Import(
            street,
            "residents",
            "重点关爱.csv",
            $"resident_id,household_id,name,birth_date,category,mobility,community_code,building,unit,lon,lat\nR990001,H990001,柏样祥,1935-03-31,独居老人,卧床,{Community},4号楼,2单元,114.068945,32.069249\n"
        );

        // The first incident.
        await zhou.Go("/command");
        // A key pressed before the page is there is lost.
        await Expect(zhou.Page.Locator(".board .calm")).ToBeVisibleAsync();
        await Expect(zhou.Page.Locator("[data-no-divisions]")).ToHaveCountAsync(0);
        await zhou.Page.Keyboard.PressAsync("n");
        await zhou.Page.Locator("dialog [name=title]").FillAsync("试东小区起火");
        await zhou.Page.Locator("dialog").GetByRole(AriaRole.Button, new() { Name = "上报", Exact = true }).ClickAsync();
        await Expect(zhou.Page.Locator(".board [data-incident]")).ToContainTextAsync("试东小区起火");
        await zhou.Picture("going-live-incident");

        // Backups beside the running server, and everything restored in another folder, on SQLite.
        await Command([], ["backup", _folder["journal.db"], .. journal, .. keys]);
        await Command([], ["backup", "--keys", _folder["keys.json"], .. journal, .. keys]);
        string[] elsewhere = ["--data", _folder["other"], "--master-key", _folder["master.key"]];
        await Command([], ["restore", _folder["journal.db"], "--keys", _folder["keys.json"], .. elsewhere]);
        // Events of the seconds before the backup can lack a signature: 2 means "whole, not all proven".
        (await Command([], ["verify", .. elsewhere], 0, 2)).ShouldContain(line => line.Contains("whole", StringComparison.Ordinal));
        await using var restored = Program(["--demo", "off", "--urls", "http://127.0.0.1:0", .. elsewhere]);
        var again = await SignIn(await Ready(restored), "zhou", "plum-kettle-0002");
        await again.At("/command");
        await Expect(again.Page.Locator(".board [data-incident]")).ToContainTextAsync("试东小区起火");
    }

    /// <summary>The operator invites the first street officer, the commander confirms, and the invited officer opens the link.</summary>
    private async Task<Screen> Invite(Screen chen, Screen zhou, Uri site)
    {
        await chen.Go("/accounts");
        await chen.Page.GetByRole(AriaRole.Button, new() { Name = "邀请一人" }).ClickAsync();
        await chen.Page.Locator("[name=account-1-role]").SelectOptionAsync("street-officer");
        await chen.Page.Locator("[name=account-1-place]").SelectOptionAsync(Street);
        await chen.Page.Locator("[name=account-person]").FillAsync("何拟新");
        await chen.Page.Locator("[name=account-phone]").FillAsync("139-0000-0488");
        await chen.Page.Locator("[name=account-name]").FillAsync("street-new");
        await chen.Page.Locator("[name=account-reason]").FillAsync("试城镇的第一个账号");
        await chen.Page.GetByRole(AriaRole.Button, new() { Name = "送去确认" }).ClickAsync();
        await chen.Page.GetByRole(AriaRole.Button, new() { Name = "知道了" }).ClickAsync();

        await zhou.Go("/command");
        await zhou.Page.GetByRole(AriaRole.Button, new() { Name = "等我确认" }).ClickAsync();
        var asked = zhou.Page.Locator("[data-confirmation]");
        await Expect(asked).ToContainTextAsync("试城镇");
        await asked.GetByRole(AriaRole.Button, new() { Name = "确认", Exact = true }).ClickAsync();
        await Expect(asked).ToHaveCountAsync(0);

        await chen.Page.ReloadAsync();
        await chen.Page.Locator("tr[data-key]").Filter(new() { HasText = "何拟新" }).ClickAsync();
        await chen.Page.GetByRole(AriaRole.Button, new() { Name = "开邀请链接" }).ClickAsync();
        var link = (await chen.Page.Locator("[data-address]").TextContentAsync())!;
        link.ShouldStartWith($"{site}", Case.Sensitive, "it leads to where people come from outside");
        var street = await Window(site);
        await street.Page.GotoAsync(link);
        await Choose(street, "plum-kettle-9351");
        await street.At("/street");
        return street;
    }

    private static async Task Import(Screen screen, string kind, string name, string text)
    {
        await screen.Page.SelectOptionAsync("[name=kind]", kind);
        await screen.Page.SetInputFilesAsync(
            "[name=file]",
            new FilePayload
            {
                Name = name,
                MimeType = "text/csv",
                Buffer = Encoding.UTF8.GetBytes(text),
            }
        );
        await screen.Page.GetByRole(AriaRole.Button, new() { Name = "先看一遍" }).ClickAsync();
        await screen.Page.Locator(".acts .primary:enabled").ClickAsync();
        await Expect(screen.Page.GetByRole(AriaRole.Button, new() { Name = "撤销这次导入" })).ToBeVisibleAsync();
        await Expect(screen.Page.Locator(".bad dd")).ToHaveTextAsync("0");
    }

    private async Task<Screen> FirstSignIn(Uri site, string account, string password, string own, string home)
    {
        var screen = await SignIn(site, account, password);
        await Choose(screen, own);
        await screen.At(home);
        return screen;
    }

    private async Task<Screen> SignIn(Uri site, string account, string password)
    {
        var screen = await (await Window(site)).Go("/login");
        await screen.Page.FillAsync("[name=account]", account);
        await screen.Page.FillAsync("[name=password]", password);
        await screen.Page.PressAsync("[name=password]", "Enter");
        return screen;
    }

    private static async Task Choose(Screen screen, string password)
    {
        await screen.Page.FillAsync("#new", password);
        await screen.Page.FillAsync("#again", password);
        await screen.Page.PressAsync("#again", "Enter");
    }

    /// <summary>
    /// Opens a window of a person of the county. Its certificate is not checked here: the test of the proxy's sample checks that the chain
    /// is whole.
    /// </summary>
    private async Task<Screen> Window(Uri site)
    {
        var context = await _browser.NewContextAsync(
            new()
            {
                BaseURL = $"{site}",
                IgnoreHTTPSErrors = true,
                ViewportSize = new() { Width = Device.Office.Width, Height = Device.Office.Height },
                Locale = "zh-CN",
                TimezoneId = "Asia/Shanghai",
                ReducedMotion = ReducedMotion.Reduce,
            }
        );
        context.SetDefaultTimeout((float)Until.AtMost.TotalMilliseconds);
        var screen = new Screen(context, await context.NewPageAsync(), null);
        _screens.Add(screen);
        return screen;
    }

    private static RunningProcess Program(IReadOnlyList<string> words) =>
        Screen.Folder is { } folder
            ? RunningProcess.Start(Path.Combine(folder, "Emergency.Server"), words)
            : RunningProcess.Start("dotnet", [Path.Combine(AppContext.BaseDirectory, "Emergency.Server.dll"), .. words]);

    private static async Task<IReadOnlyCollection<string>> Command(
        IReadOnlyList<string> input,
        IReadOnlyList<string> words,
        params int[] ends
    )
    {
        await using var command = Program(words);
        await command.Tell(input);
        var code = await command.Exit(Until.AtMost);
        (ends.Length > 0 ? ends : [0]).ShouldContain(code, string.Join('\n', command.Lines));
        return command.Lines;
    }

    private static async Task<Uri> Ready(RunningProcess server)
    {
        const string ready = "ready on ";
        string? Line() => server.Lines.FirstOrDefault(line => line.StartsWith(ready, StringComparison.Ordinal));
        await Until.True(() => server.Ended || Line() is not null, "the server serves");
        return new Uri(Line().ShouldNotBeNull(string.Join('\n', server.Lines))[ready.Length..]);
    }

    private static async Task<bool> Listens(int port)
    {
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(IPAddress.Loopback, port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private RunningProcess Proxy(string caddy, Uri server, int port, int plain)
    {
        var site = Sample.With(
            "Caddyfile",
            ("http://emergency.example {", $"http://{OwnAuthority.Host}:{plain} {{"),
            ("emergency.example {", $"{OwnAuthority.Host}:{port} {{"),
            ("/etc/emergency/site.pem", _folder["site.pem"]),
            ("/etc/emergency/site.key", _folder["site.key"]),
            ("127.0.0.1:5080", server.Authority)
        );
        File.WriteAllText(
            _folder["Caddyfile"],
            $"{{\n\tadmin off\n\tauto_https disable_redirects\n\tdefault_bind {IPAddress.Loopback}\n}}\n{site}"
        );
        var home = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["HOME"] = _folder["home"],
            ["XDG_DATA_HOME"] = _folder["home"],
        };
        return RunningProcess.Start(caddy, ["run", "--config", _folder["Caddyfile"], "--adapter", "caddyfile"], home);
    }
}
