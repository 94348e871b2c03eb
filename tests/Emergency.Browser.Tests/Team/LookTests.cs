using Emergency.Browser.Tests.Fixtures;
using Emergency.Testing;
using static Microsoft.Playwright.Assertions;

namespace Emergency.Browser.Tests.Team;

/// <summary>
/// Every state of the phone in both themes: for a screen reader, on the smallest phone, with a thumb. In a demo of its own: the paper is as
/// long as the list of residents.
/// </summary>
[Long("a whole story: the main acts of its pages are quick")]
public sealed class LookTests(Demo demo) : IClassFixture<Demo>
{
    private const string Sideways = "document.documentElement.scrollWidth <= innerWidth";
    private const string TooSmall = """
        [...document.querySelectorAll('button, a[href], select, input:not([type=hidden])')].filter((one) => one.checkVisibility?.() && !one.closest('[inert]')).map((one) => [one.getBoundingClientRect(), one]).filter(([box]) => box.height > 0 && (box.height < 47.5 || box.width < 47.5)).map(([box, one]) => `${one.className || one.tagName} ${Math.round(box.width)}×${Math.round(box.height)} ${one.textContent.slice(0, 12)}`)
        """;

    private static readonly string[] Themes = ["light", "dark"];

    [Fact]
    public async Task Each_page_and_sheet_can_be_read_reached_and_touched()
    {
        var field = await Field.Fire(demo);
        await using var screen = await (await demo.Open("secretary", Device.Phone)).Go(field.Page);
        var page = screen.Page;
        await Expect(page.Locator(".building").First).ToBeVisibleAsync();
        var door = await page.Locator(".building").First.GetAttributeAsync("href");
        // The burning building stands first.
        var building = Uri.UnescapeDataString(door!.Split('/')[^1]);
        building.ShouldEndWith("号楼");
        await Look("who", "#who", "里面还有谁？");
        await Look("floors", door!, $"{building} 还没落实");
        await Look("tasks", "#tasks", "任务");
        await Look("report", "#report", "上报");
        await Look("supplies", "#supplies", "物资");
        await Look("unsent", "#unsent", "未上传");
        await Look("doors", "#doors", "逐户");
        var key = (await page.Locator("a.door").First.GetAttributeAsync("href"))!;
        await Look("door", key, building);
        foreach (
            var (sheet, heading) in (IEnumerable<(string, string)>)
                [
                    ("more", building),
                    ("away", "没在家，谁说的？"),
                    ("moved", "转到哪？"),
                    ("relatives", "投亲，去哪家？"),
                    ("help", "要什么？"),
                    ("hand", "转给谁？"),
                    ("alone", "无人照料"),
                ]
        )
            await Look($"door-{sheet}", $"{key}/{sheet}", heading);

        async Task Look(string name, string hash, string heading)
        {
            await page.EvaluateAsync("(hash) => { location.hash = hash }", hash);
            await Expect(page.Locator("h2").Filter(new() { HasText = heading }).First).ToBeAttachedAsync();
            await page.SetViewportSizeAsync(Device.SmallPhone.Width, Device.SmallPhone.Height);
            (await screen.Holds(Sideways)).ShouldBeTrue($"{name} scrolls sideways at 320");
            (await screen.Faults(TooSmall)).ShouldBeEmpty(name);
            await screen.Picture($"team-{name}-320");
            await page.SetViewportSizeAsync(Device.Phone.Width, Device.Phone.Height);
            (await screen.Unreachable(heading, 40)).ShouldBeEmpty(name);
            foreach (var theme in Themes)
            {
                await page.EvaluateAsync("(theme) => { document.documentElement.dataset.theme = theme }", theme);
                await screen.Picture($"team-{name}-{theme}");
            }
        }
    }

    [Fact]
    public async Task With_no_task_there_is_calm_and_the_three_numbers()
    {
        await using var screen = await (await demo.Open("street", Device.Phone)).Go("/team#tasks");
        await Expect(screen.Page.Locator("header a.dial")).ToHaveCountAsync(3);
        (await screen.Unreachable("现在没有任务", 20)).ShouldBeEmpty();
        await screen.Picture("team-empty");
    }

    [Theory]
    [InlineData("zh-CN")]
    [InlineData("en")]
    public async Task In_every_language_each_state_has_its_box_and_the_paper_counts_as_the_desk_does(string language)
    {
        var field = await Field.Fire(demo);
        var (persons, households) = await field.Doors();
        (
            await field.Secretary.Post(
                $"/api/incidents/{field.Incident}/doors/{Field.Community}/visitors",
                new
                {
                    name = "来客",
                    state = "unchecked",
                    householdId = Field.Of(households[0], "householdId"),
                }
            )
        ).Is(200);
        var figures = (await field.Secretary.Get($"/api/incidents/{field.Incident}/doors"))
            .Is(200)["communities"]
            .EnumerateArray()
            .First(one => Field.Of(one, "community") == Field.Community)
            .GetProperty("figures");
        await using var screen = await demo.Open("secretary", Device.Office);
        await screen.Go($"/paper?incident={field.Incident}&lang={language}");
        await Expect(screen.Page.Locator("tbody:not(.unplaced) tr[data-person]")).ToHaveCountAsync(persons.Count + 1);
        await Expect(screen.Page.Locator("html")).ToHaveAttributeAsync("lang", language);
        var head = await screen.Page.Locator(".head p").First.InnerTextAsync();
        head.ShouldContain($"{figures.GetProperty("atRisk").GetProperty("toMove").GetInt32()}");
        (
            figures.GetProperty("atRisk").GetProperty("toMove").GetInt32(),
            figures.GetProperty("people").GetProperty("toMove").GetInt32()
        ).ShouldSatisfyAllConditions(
            both => both.Item1.ShouldBe(persons.Count),
            both => head.ShouldContain($"{both.Item2}"),
            _ => head.ShouldContain(language == "en" ? "1 unregistered" : "没登记的 1 人")
        );
        await screen.Page.EmulateMediaAsync(new() { Media = Microsoft.Playwright.Media.Print });
        await screen.Page.SetViewportSizeAsync(725, 1000);
        var faults = await screen.Faults(
            """
            [...document.querySelectorAll('.boxes span')].flatMap((one) => {
              const [box, cell] = [one.querySelector('i').getBoundingClientRect(), one.closest('td').getBoundingClientRect()]
              return box.width >= 11 && box.height >= 11 && one.getBoundingClientRect().right <= cell.right + 1 ? [] : [`${one.textContent} ${box.width}×${box.height}, ${one.getBoundingClientRect().right} of ${cell.right}`]
            })
            """
        );
        faults.ShouldBeEmpty(language);
        (await screen.Holds("document.documentElement.scrollWidth <= innerWidth")).ShouldBeTrue("the sheet is as wide as the paper");
        await screen.Picture($"paper-{language}", whole: true);
        (await screen.Paper($"paper-{language}")).Sheets.ShouldBe(2, "as many sheets in every language");
    }

    [Fact]
    public async Task The_paper_is_black_on_white_and_holds_no_name_in_its_codes()
    {
        var field = await Field.Fire(demo);
        await using var screen = await (await demo.Open("secretary", Device.Office)).Go($"/paper?incident={field.Incident}");
        await Expect(screen.Page.Locator("tr[data-person]").First).ToBeVisibleAsync();
        (await screen.Unreachable("里面还有谁，谁去敲", 200)).ShouldBeEmpty();
        await Expect(screen.Page.Locator("tr[data-person] i"))
            .ToHaveCountAsync(6 * await screen.Page.Locator("tr[data-person]").CountAsync());
        var file = await screen.Page.PdfAsync(
            new()
            {
                Format = "A4",
                PrintBackground = true,
                Path = Environment.GetEnvironmentVariable("EMERGENCY_PICTURES") is { } folder ? Path.Combine(folder, "paper.pdf") : null,
            }
        );
        file.Length.ShouldBeGreaterThan(10_000);
    }
}
