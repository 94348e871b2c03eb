using Emergency.Browser.Tests.Fixtures;
using Emergency.Server.Tests.Fixtures;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Emergency.Browser.Tests.Command;

/// <summary>What a commander sees and does at a desk.</summary>
internal static class DeskScreen
{
    public const double Lon = 114.068594, Lat = 32.119337;
    public const string Community = "411502001001";
    private const string Division = "411502";

    /// <summary>Opens the desk and waits until it shows what is going on.</summary>
    public static async Task<Screen> Desk(this Demo demo, string account, Device device, string? theme = null, Uri? through = null)
    {
        var screen = await (await demo.Open(account, device, theme, through: through)).Go("/command");
        await Expect(screen.Page.Locator("[data-kpi=incidents] b")).Not.ToHaveTextAsync("–");
        await Expect(screen.Page.Locator(".map [aria-busy]")).ToHaveCountAsync(0);
        return screen;
    }

    public static async Task<string> Fire(this Demo demo, string title, double lon = Lon, double lat = Lat) => (await demo.Hotline("119").Fire(title, lon, lat, Division)).Incident;

    /// <summary>A fire whose doors are counted and whose card runs.</summary>
    public static async Task<string> RunningFire(this Demo demo, string title)
    {
        var fire = await demo.Fire(title);
        using var duty = await demo.SignIn("duty");
        (await duty.Post($"/api/incidents/{fire}/impact", new { circle = new { lon = Lon, lat = Lat, metres = 150 } })).Is(200);
        (await duty.Post($"/api/incidents/{fire}/cards", new { card = "old-block-fire", community = Community })).Is(200);
        return fire;
    }

    public static ILocator Card(this Screen screen, string incident) => screen.Page.Locator($".board [data-incident='{incident}']");
    public static ILocator OnMap(this Screen screen, string incident) => screen.Page.Locator($".overlay [data-incident='{incident}']");
    public static ILocator Dialog(this Screen screen) => screen.Page.Locator("dialog[open]");
    public static ILocator Figure(this Screen screen, string row, string column) => screen.Page.Locator($".figures tr.{row} td.{column}");

    /// <summary>Selects an incident on the board and waits until the panel shows it.</summary>
    public static async Task Select(this Screen screen, string incident, string title)
    {
        await screen.Card(incident).ClickAsync();
        await Expect(screen.Page.Locator(".panel h2")).ToHaveTextAsync(title);
    }

    /// <summary>Whether the map has come to an incident: its sign stands near the middle.</summary>
    public static Task<bool> Centred(this Screen screen, string incident) => screen.Holds($"(() => {{ const [sign, map] = [document.querySelector('.overlay [data-incident=\"{incident}\"]'), document.querySelector('.canvas')].map((one) => one?.getBoundingClientRect()); return !!sign && Math.hypot(sign.x + sign.width / 2 - map.x - map.width / 2, sign.bottom - map.y - map.height / 2) < 120 }})()");

    /// <summary>应转 = 已转 + 未转 + 失联 in every row, as shown.</summary>
    public static async Task<bool> AddsUp(this Screen screen) => await screen.Holds("() => { const rows = [...document.querySelectorAll('.figures tbody tr')].map((row) => [...row.querySelectorAll('td')].map((cell) => Number(cell.textContent))); return rows.length === 3 && rows.every(([all, moved, left, lost]) => all > 0 && all === moved + left + lost) }");

    /// <summary>The first persons at risk of an incident's doors.</summary>
    public static async Task<IReadOnlyList<string>> Persons(this Api api, string incident) =>
        [.. (await api.Get($"/api/incidents/{incident}/doors?community={Community}")).Is(200)["communities"][0].GetProperty("persons").EnumerateArray().Select(person => person.GetProperty("personId").GetString()!)];

    public static async Task Check(this Api api, string incident, string person, object mark) => (await api.Post($"/api/incidents/{incident}/doors/{Community}/persons/{person}/check", mark)).Is(200);
}
