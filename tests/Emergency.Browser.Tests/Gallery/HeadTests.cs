using Emergency.Browser.Tests.Fixtures;
using Emergency.Testing;
using Microsoft.Playwright;

namespace Emergency.Browser.Tests.Gallery;

/// <summary>
/// The one head of the desks, with the content of each desk, in both languages and themes: the fullest at each width from 320 to 2560, the
/// others where all is folded and where some of it is. Nothing off the screen, nothing over something else, and its menus open on the
/// screen.
/// </summary>
[Collection(nameof(PagesCollection))]
[Long("the matrix of desks, widths and languages")]
public sealed class HeadTests(PagesFixture pages)
{
    private const string Fullest = "/command";
    private static readonly string[] Themes = ["light", "dark"];

    /// <summary>A page of each desk's row.</summary>
    private static IEnumerable<Look> Desks =>
        LookedAt.All.Where(look => look.Row.StartsWith('/')).DistinctBy(look => look.Row, StringComparer.Ordinal);

    public static TheoryData<string> Names => [.. Desks.Select(look => look.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_head_stands_in_its_window_and_its_menus_open_there(string name)
    {
        var look = Desks.Single(one => one.Name == name);
        var screen = await pages.Open(look, Device.Office);
        foreach (var language in Layout.Languages)
        {
            await pages.Speak(screen, look, language);
            foreach (var width in look.Row == Fullest ? Layout.Heads : Layout.FewHeads)
            {
                await screen.Page.SetViewportSizeAsync(width, 800);
                (await screen.Faults(Layout.HeadAndMenusScript())).ShouldBeEmpty($"{look.Name} {language} {width}");
                await Keep(screen, $"head-{look.Name}-{language}-{width}");
            }
            // Done by hand where most is folded.
            await screen.Page.SetViewportSizeAsync(Layout.Heads[0], 800);
            foreach (var menu in await screen.Page.Locator("header.top .fold > .opens:visible").AllAsync())
            {
                await menu.ClickAsync();
                (await screen.Faults(Layout.HeadScript(0))).ShouldBeEmpty($"{look.Name} {language} by hand");
                await Assertions.Expect(menu).ToHaveAttributeAsync("aria-expanded", "true");
                await screen.Page.Keyboard.PressAsync("Escape");
                await Assertions.Expect(menu).ToHaveAttributeAsync("aria-expanded", "false");
            }
        }
    }

    // The theme changes no place; a picture in each is kept for people to look at.
    private static async Task Keep(Screen screen, string name)
    {
        foreach (var theme in Themes)
            await screen.Picture($"{name}-{theme}", screen.Page.Locator("header.top"), theme);
    }
}
