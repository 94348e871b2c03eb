using Emergency.Browser.Tests.Fixtures;
using Emergency.Server.Tests.Fixtures;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Emergency.Browser.Tests.Command;

/// <summary>Acts and views of a commander at a desk.</summary>
internal static class DeskScreen
{
    public const double Lon = 114.068594,
        Lat = 32.119337;
    public const string Community = "411502001001";
    private const string Division = "411502";

    /// <summary>Opens the desk and waits until it shows its incidents.</summary>
    public static async Task<Screen> Desk(this Demo demo, string account, Device device, string? theme = null, Uri? through = null)
    {
        var screen = await (await demo.Open(account, device, theme, through: through)).Go("/command");
        await Expect(screen.Page.Locator("[data-kpi=incidents] b")).Not.ToHaveTextAsync("–");
        await Expect(screen.Page.Locator(".map [aria-busy]")).ToHaveCountAsync(0);
        await Expect(screen.Page.Locator("h1")).Not.ToContainTextAsync("4115");
        return screen;
    }

    public static async Task<string> Fire(this Demo demo, string title, double lon = Lon, double lat = Lat) =>
        (await demo.Hotline("119").Fire(title, lon, lat, Division)).Incident;

    /// <summary>Starts a fire whose doors are counted and whose card runs.</summary>
    public static async Task<string> RunningFire(this Demo demo, string title)
    {
        using var duty = await demo.SignIn("duty");
        await Fires.Out(duty, Community);
        var fire = await demo.Fire(title);
        (
            await duty.Post(
                $"/api/incidents/{fire}/impact",
                new
                {
                    circle = new
                    {
                        lon = Lon,
                        lat = Lat,
                        metres = 150,
                    },
                }
            )
        ).Is(200);
        (await duty.Post($"/api/incidents/{fire}/cards", new { card = "old-block-fire", community = Community })).Is(200);
        return fire;
    }

    public static ILocator Card(this Screen screen, string incident) => screen.Page.Locator($".board [data-incident='{incident}']");

    public static ILocator OnMap(this Screen screen, string incident) => screen.Page.Locator($".overlay [data-incident='{incident}']");

    public static ILocator Dialog(this Screen screen) => screen.Page.Locator("dialog[open]");

    public static ILocator Figure(this Screen screen, string row, string column) => screen.Page.Locator($".figures tr.{row} td.{column}");

    /// <summary>Does a rarer act on the chosen incident, from the menu 更多.</summary>
    public static async Task Act(this Screen screen, string name)
    {
        var menu = screen.Page.Locator(".panel footer .menu");
        await menu.GetByRole(AriaRole.Button, new() { Name = "更多", Exact = true }).ClickAsync();
        await menu.GetByRole(AriaRole.Menuitem, new() { Name = name, Exact = true }).ClickAsync();
    }

    /// <summary>Selects an incident on the board and waits until the panel shows it.</summary>
    public static async Task Select(this Screen screen, string incident, string title)
    {
        await screen.Card(incident).ClickAsync();
        await Expect(screen.Page.Locator(".panel h2")).ToHaveTextAsync(title);
    }

    /// <summary>
    /// True once the map has flown to an incident and stands still: streets are shown, its sign is in the middle and has not moved since
    /// the last look. Before the flight the sign can be near the middle of the whole county too.
    /// </summary>
    public static Task<bool> Centred(this Screen screen, string incident) =>
        screen.Holds(
            $$"""
            (() => {
                const [sign, map, overlay] = ['.overlay [data-incident="{{incident}}"]', '.canvas', '.overlay'].map((one) => document.querySelector(one))
                if (!sign) return false
                const [at, all] = [sign, map].map((one) => one.getBoundingClientRect())
                const was = map.lastSeen
                map.lastSeen = `${at.x} ${at.y}`
                const near = Math.hypot(at.x + at.width / 2 - all.x - all.width / 2, at.bottom - all.y - all.height / 2) < 20
                return near && was === map.lastSeen && !overlay.style.transform && /^\d{2,3} m$/.test(document.querySelector('.ol-scale-line-inner').textContent)
            })()
            """
        );

    /// <summary>Checks 应转 = 已转 + 未转 + 失联 in every row, as shown.</summary>
    public static async Task<bool> AddsUp(this Screen screen) =>
        await screen.Holds(
            "() => { const rows = [...document.querySelectorAll('.figures tbody tr')].map((row) => [...row.querySelectorAll('td')].map((cell) => Number(cell.textContent))); return rows.length === 3 && rows.every(([all, moved, left, lost]) => all > 0 && all === moved + left + lost) }"
        );

    /// <summary>The first persons at risk of an incident's doors.</summary>
    public static async Task<IReadOnlyList<string>> Persons(this Api api, string incident) =>
        [
            .. (await api.Get($"/api/incidents/{incident}/doors?community={Community}"))
                .Is(200)["communities"][0]
                .GetProperty("persons")
                .EnumerateArray()
                .Select(person => person.GetProperty("personId").GetString()!),
        ];

    public static async Task Check(this Api api, string incident, string person, object mark) =>
        (await api.Post($"/api/incidents/{incident}/doors/{Community}/persons/{person}/check", mark)).Is(200);
}
