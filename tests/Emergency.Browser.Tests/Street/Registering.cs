using System.Globalization;
using System.Text.RegularExpressions;
using Emergency.Browser.Tests.Fixtures;
using Emergency.Domain;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Emergency.Browser.Tests.Street;

/// <summary>Shared steps of the tests of 关爱: a person of a test's own behind a door of their own, found again by that door.</summary>
public abstract class Registering(Demo demo)
{
    protected Demo Demo => demo;

    protected const string Community = "411502001001",
        Other = "411502001018",
        Residents = $"/api/communities/{Community}/residents";

    protected async Task<Screen> Register(string account, Device? device = null, string? theme = null, string community = Community)
    {
        var screen = await demo.Open(account, device ?? Device.Office, theme);
        await screen.Page.AddInitScriptAsync(
            "addEventListener('click', (event) => { if (event.isTrusted && event.detail) sessionStorage.setItem('clicks', Number(sessionStorage.getItem('clicks')) + 1) }, true)"
        );
        await screen.Go($"/street?community={community}#residents");
        await Expect(screen.Page.Locator(".residents tbody tr.row").First).ToBeVisibleAsync();
        return screen;
    }

    protected static async Task<int> Clicks(Screen screen) =>
        await screen.Page.EvaluateAsync<int>("Number(sessionStorage.getItem('clicks')) || 0");

    protected static Task Count(Screen screen) => screen.Page.EvaluateAsync("sessionStorage.removeItem('clicks')");

    /// <summary>Writes the time the browser took, for readers of the log: no test asserts a machine's time.</summary>
    protected static void Told(string what, long begun) =>
        TestContext.Current.SendDiagnosticMessage(
            $"{what} in {TimeProvider.System.GetElapsedTime(begun).TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture)} s"
        );

    protected static ILocator Button(Screen screen, string name) =>
        screen.Page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    protected static ILocator Tab(Screen screen, string name) =>
        screen.Page.GetByRole(AriaRole.Tab, new() { NameRegex = new Regex($"^{name}", RegexOptions.None, TimeSpan.FromSeconds(1)) });

    protected static ILocator Person(Screen screen) => screen.Page.Locator("dialog.drawer");

    /// <summary>Enters a person of a test's own, behind a door of their own.</summary>
    protected async Task<Guid> Enter(string name, string room, string community = Community)
    {
        using var secretary = await demo.SignIn("street");
        return (
            await secretary.Post(
                $"/api/communities/{community}/residents",
                new
                {
                    how = "found",
                    person = new
                    {
                        name,
                        bornIn = 1944,
                        kinds = new[] { "elder-alone" },
                        needs = new[] { "support", "medicine" },
                        mobility = "需协助",
                        phones = new[] { "139-0000-0142" },
                        building = "拟楼",
                        unit = "1单元",
                        room,
                    },
                    why = "上门登记",
                }
            )
        ).Is(200)["id"].GetGuid();
    }

    /// <summary>Finds a person by the door: the name is masked.</summary>
    protected static async Task Find(Screen screen, string room)
    {
        await screen.Page.Locator(".data-table input[type=search]").FillAsync($"拟楼 {room}");
        await screen.Page.Keyboard.PressAsync("Enter");
        await Expect(screen.Page.Locator(".residents tbody tr.row")).ToHaveCountAsync(1);
    }

    protected static ILocator Row(Screen screen) => screen.Page.Locator(".residents tbody tr.row").First;

    /// <summary>Opens a person's record from the list.</summary>
    protected static async Task Opened(Screen screen, string room)
    {
        await Find(screen, room);
        await Row(screen).GetByRole(AriaRole.Button).ClickAsync();
        await Expect(Person(screen)).ToBeVisibleAsync();
    }

    protected static async Task Named(Screen screen)
    {
        await Button(screen, "看姓名").ClickAsync();
        await screen.Page.FillAsync("[name=reason]", "核对联系人");
        await Person(screen).Locator(".reveal").GetByRole(AriaRole.Button, new() { Name = "看姓名", Exact = true }).ClickAsync();
        await Expect(Person(screen).Locator(".cares")).ToBeVisibleAsync();
    }

    protected static string In(int days) =>
        Shanghai.Day(TimeProvider.System.GetUtcNow()).AddDays(days).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
