using Emergency.Browser.Tests.Fixtures;
using Emergency.Testing;
using Microsoft.Playwright;

namespace Emergency.Browser.Tests.Gallery;

/// <summary>
/// Each part of the pages in each of its states: accessible, and nothing off the screen, cut or smaller than a finger, with the longest
/// words and in the narrowest window.
/// </summary>
[Collection(nameof(GalleryCollection))]
[Long("the gallery is built for it, in all windows, languages and themes")]
public sealed class GalleryTests(GalleryFixture gallery)
{
    public static TheoryData<string, string> Looks =>
        new()
        {
            { "zh-CN", "light" },
            { "zh-CN", "dark" },
            { "en", "light" },
            { "en", "dark" },
        };

    [Theory]
    [MemberData(nameof(Looks))]
    public async Task Each_part_stands_whole_on_every_window(string language, string theme)
    {
        await using (var phone = await gallery.Open(language, theme, Device.SmallPhone))
            await Whole(phone, Layout.Phones, $"{language}-{theme}");
        await using var screen = await gallery.Open(language, theme);
        await Whole(screen, Layout.Desks, $"{language}-{theme}");
        await screen.Page.EmulateMediaAsync(new() { ForcedColors = ForcedColors.Active });
        (await screen.Faults(Layout.Script(0))).ShouldBeEmpty($"{language} {theme} in forced colours");
        await screen.Picture($"gallery-{language}-{theme}-forced", whole: true);
        await screen.Page.EmulateMediaAsync(new() { ForcedColors = ForcedColors.None, Media = Media.Print });
        await screen.Page.SetViewportSizeAsync(Layout.Paper, 1123);
        (await screen.Faults(Layout.Script(0))).ShouldBeEmpty($"{language} {theme} printed");
        await screen.Picture($"gallery-{language}-{theme}-print", whole: true);
    }

    private static async Task Whole(Screen screen, IEnumerable<int> widths, string look)
    {
        foreach (var width in widths)
        {
            await screen.Page.SetViewportSizeAsync(width, 900);
            (await screen.Faults(Layout.Script(Layout.Finger(width)))).ShouldBeEmpty($"{look} {width}");
            await screen.Picture($"gallery-{look}-{width}", whole: true);
        }
    }

    [Theory]
    [MemberData(nameof(Looks))]
    public async Task Each_part_is_there_for_everybody(string language, string theme)
    {
        await using var screen = await gallery.Open(language, theme);
        (await screen.Unreachable("DataTable", 300)).ShouldBeEmpty();
        await screen.Page.Locator("[data-open]").ClickAsync();
        await Assertions.Expect(screen.Page.Locator("dialog.drawer")).ToBeVisibleAsync();
        (await screen.Unreachable("DataTable", 300)).ShouldBeEmpty();
        await screen.Page.GoBackAsync();
        await Assertions.Expect(screen.Page.Locator("dialog.drawer")).ToHaveCountAsync(0);
        await Assertions.Expect(screen.Page.Locator("[data-open]")).ToBeFocusedAsync();
    }

    [Fact]
    public async Task Of_forty_thousand_rows_few_are_drawn_and_the_keyboard_comes_to_the_last()
    {
        await using var screen = await gallery.Open("zh-CN", "light");
        var table = screen.Page.Locator(".windowed").First;
        await table.Locator(".row").First.FocusAsync();
        (await table.Locator(".row").CountAsync()).ShouldBeLessThan(100);
        await screen.Page.Keyboard.PressAsync("End");
        await Assertions.Expect(table.Locator(".row:focus")).ToHaveAttributeAsync("data-key", "r39999");
        (await table.Locator(".row").CountAsync()).ShouldBeLessThan(100);
        await screen.Page.Keyboard.PressAsync("Home");
        await Assertions.Expect(table.Locator(".row:focus")).ToHaveAttributeAsync("data-key", "r0");
    }
}
