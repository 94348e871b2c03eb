using System.Text;
using Emergency.Browser.Tests.Fixtures;
using Emergency.Testing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Emergency.Browser.Tests.Public;

[Collection(nameof(LoginCollection))]
public sealed class PublicPageTests(Demo demo)
{
    // A village of its own: warnings there change no other page.
    private const string Community = "411502001001",
        Village = "411502206201";

    private async Task<string> Warn(string hazard, string colour, string village = Village)
    {
        using var duty = await demo.SignIn("duty");
        var now = TimeProvider.System.GetUtcNow().ToOffset(TimeSpan.FromHours(8));
        var message = $"""
            <?xml version="1.0" encoding="UTF-8"?>
            <alert xmlns="urn:oasis:names:tc:emergency:cap:1.2">
              <identifier>BROWSER-{Guid.CreateVersion7()}</identifier><sender>yujing.demo@example.org</sender><sent>{now.AddMinutes(
                -5
            ):yyyy-MM-ddTHH:mm:sszzz}</sent><status>Actual</status><msgType>Alert</msgType><scope>Public</scope>
              <info>
                <language>zh-CN</language><category>Met</category><event>{hazard}</event><urgency>Immediate</urgency><severity>Severe</severity><certainty>Likely</certainty>
                <effective>{now.AddMinutes(-5):yyyy-MM-ddTHH:mm:sszzz}</effective><expires>{now.AddHours(
                2
            ):yyyy-MM-ddTHH:mm:sszzz}</expires>
                <headline>低洼处请现在转移到楼上 &lt;b&gt;虚构&lt;/b&gt;</headline>
                <instruction>1. 不要蹚水；2. 听到敲门马上跟着走；3. 先打本社区电话；4. 第四件不再列。</instruction>
                <parameter><valueName>预警颜色</valueName><value>{colour}</value></parameter>
                <area><areaDesc>谭家河乡南湾村</areaDesc><geocode><valueName>行政区划代码</valueName><value>{village}</value></geocode></area>
              </info>
            </alert>
            """;
        var id = (await duty.Send(HttpMethod.Post, "/api/cap", new StringContent(message, Encoding.UTF8, "application/cap+xml")))
            .Is(201)
            .String("id")!;
        // Loaded after the write: the next page knows it.
        (await duty.Get($"/api/warnings/{id}")).Is(200);
        return id;
    }

    /// <summary>A word of 200 letters pushes nothing off the page, neither on a phone nor in large letters.</summary>
    [Theory]
    [InlineData("")]
    [InlineData("&big=1&lang=en")]
    [Long("a whole story: the main acts of its pages are quick")]
    public async Task A_name_without_a_break_stays_on_the_page(string more)
    {
        using var duty = await demo.SignIn("duty");
        var word = new string('W', 200);
        await Warn(word, "橙色");
        await using var screen = await (await demo.Open(null, Device.SmallPhone)).Go($"/public?community={Village}{more}");
        await Expect(screen.Page.Locator(".plate").Filter(new() { HasText = "WWWW" }).First).ToBeVisibleAsync();
        // The same holds for a shelter, whose names come from a file.
        await screen.Page.EvaluateAsync(
            "word => { for (const name of document.querySelectorAll('.shelters h3, td, th, .force h2')) name.textContent = word }",
            word
        );
        (await screen.Holds("document.documentElement.scrollWidth <= innerWidth")).ShouldBeTrue();
        await screen.Picture($"public-long-{more.Length}", whole: true);
    }

    private async Task<Screen> Silent(Device device) => await demo.Open(null, device, javaScript: false);

    [Theory]
    [InlineData(1280, 800)]
    [InlineData(390, 844)]
    [InlineData(320, 640)]
    [Long("a whole story: the main acts of its pages are quick")]
    public async Task Everybody_finds_the_numbers_and_the_nearest_shelter_without_script(int width, int height)
    {
        await using var screen = await (await Silent(new(width, height, width < 500))).Go($"/public?community={Community}");
        await Expect(screen.Page.Locator("h1")).ToHaveTextAsync("义阳社区应急信息");
        foreach (var number in (string[])["119", "120", "110", "12345"])
            await Expect(screen.Page.Locator($"a[href='tel:{number}']")).ToBeVisibleAsync();
        var metres = await screen.Page.Locator(".far").AllInnerTextsAsync();
        metres.Count.ShouldBe(8);
        await Expect(screen.Page.Locator(".shelters li").First).ToContainTextAsync("义阳社区社区活动中心避难点");
        await Expect(screen.Page.Locator("#print")).ToBeHiddenAsync();
        (await screen.Holds("document.documentElement.scrollWidth <= innerWidth")).ShouldBeTrue();
        await screen.Picture($"public-none-{width}", whole: true);
    }

    [Fact]
    [MainAct("public")]
    public async Task The_community_is_chosen_without_script_and_the_language_stays()
    {
        await using var screen = await (await Silent(Device.Phone)).Go("/public?lang=en");
        await Expect(screen.Page.Locator("html")).ToHaveAttributeAsync("lang", "en");
        await screen.Page.SelectOptionAsync("select", Community);
        await screen.Page.ClickAsync("form button");
        await screen.At($"/public?community={Community}&lang=en");
        await Expect(screen.Page.GetByText("Lives in danger? Call at once")).ToBeVisibleAsync();
        await Expect(screen.Page.Locator(".shelters li").First).ToContainTextAsync("Standby");
    }

    [Theory]
    [InlineData(1280)]
    [InlineData(390)]
    [Long("a whole story: the main acts of its pages are quick")]
    public async Task A_warning_in_force_stands_first_and_says_at_most_three_things_to_do(int width)
    {
        await Warn("暴雨", "橙色");
        await using var screen = await (await demo.Open(null, new(width, 844, width < 500))).Go($"/public?community={Village}");
        var block = screen.Page.Locator(".force").First;
        await Expect(block.Locator(".plate")).ToHaveTextAsync("暴雨橙色预警");
        await Expect(block.Locator("h2")).ToHaveTextAsync("低洼处请现在转移到楼上 <b>虚构</b>");
        (await block.Locator("li").AllInnerTextsAsync()).ShouldBe(["不要蹚水", "听到敲门马上跟着走", "先打本社区电话"]);
        (await screen.Unreachable("有生命危险", 60)).ShouldBeEmpty();
        (await screen.Holds("document.documentElement.scrollWidth <= innerWidth")).ShouldBeTrue();
        await screen.Picture($"public-warning-{width}", whole: true);
    }

    [Theory]
    [InlineData(Community)]
    [InlineData(Village)]
    [Long("a whole story: the main acts of its pages are quick")]
    public async Task The_notice_for_the_wall_fits_one_sheet_with_its_code(string division)
    {
        await using var screen = await (await demo.Open(null, Device.Laptop)).Go($"/public?community={division}");
        (await screen.Unreachable("有生命危险", 60)).ShouldBeEmpty();
        await Expect(screen.Page.Locator("#print")).ToBeVisibleAsync();
        await screen.Page.EmulateMediaAsync(new() { Media = Media.Print });
        await Expect(screen.Page.Locator(".qr svg")).ToBeVisibleAsync();
        (await screen.Paper($"public-{division}")).Sheets.ShouldBe(1);
        await screen.Page.SetViewportSizeAsync(718, 1017);
        await screen.Picture($"public-print-{division}");
    }

    [Theory]
    [InlineData("zh-CN")]
    [InlineData("en")]
    [Long("a whole story: the main acts of its pages are quick")]
    public async Task In_a_warning_too_the_notice_is_one_sheet_with_its_code_its_distances_and_its_numbers(string language)
    {
        // Distances to the shelters are known here.
        const string town = "411502001003";
        foreach (var colour in (string[])["橙色", "红色", "黄色"])
            await Warn("暴雨", colour, town);
        await using var screen = await (await demo.Open(null, Device.Laptop)).Go($"/public?community={town}&lang={language}");
        await Expect(screen.Page.Locator(".force").Nth(2)).ToBeVisibleAsync();
        await screen.Page.EmulateMediaAsync(new() { Media = Media.Print });
        await screen.Page.SetViewportSizeAsync(703, 1030);
        await Expect(screen.Page.Locator(".qr svg")).ToBeVisibleAsync();
        await Expect(screen.Page.Locator(".force:visible")).ToHaveCountAsync(2);
        await Expect(screen.Page.Locator(".onpaper")).ToBeVisibleAsync();
        await Expect(screen.Page.Locator(".shelters li:visible .far").First).ToBeVisibleAsync();
        await Expect(screen.Page.Locator(".shelters li:visible .mark small").First).ToBeVisibleAsync();
        (await screen.Paper($"public-warning-{language}")).Sheets.ShouldBe(1);
        (await screen.Page.ContentAsync()).ShouldNotContain("1 / 1", Case.Sensitive);
        await screen.Picture($"public-warning-print-{language}");
    }

    [Theory]
    [InlineData("zh-CN", "没有代码是 411502001999 的社区", "社区代码不对", "有生命危险，马上打电话")]
    [InlineData("en", "No community has the code 411502001999", "That is no code of a community", "Lives in danger? Call at once")]
    [Long("a whole story: the main acts of its pages are quick")]
    public async Task A_wrong_community_is_said_in_words_and_the_county_is_shown(string language, string unknown, string bad, string dial)
    {
        await using var screen = await demo.Open(null, Device.Phone);
        foreach (var (code, status, said) in ((string, int, string)[])[("411502001999", 404, unknown), ("x%3Cb%3E", 400, bad)])
        {
            var answer = await screen.Page.GotoAsync($"/public?community={code}&lang={language}");
            answer!.Status.ShouldBe(status);
            await Expect(screen.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync(said);
            await Expect(screen.Page.GetByText(dial)).ToBeVisibleAsync();
            await Expect(screen.Page.Locator("a[href='tel:119']")).ToBeVisibleAsync();
            (await screen.Unreachable(dial, 40)).ShouldBeEmpty();
            await screen.Picture($"public-wrong-{status}-{language}", whole: true);
        }
    }

    [Fact]
    [Long("a whole story: the main acts of its pages are quick")]
    public async Task A_chief_who_agrees_is_posted_with_name_and_phone_and_gone_when_they_withdraw()
    {
        using var chief = await demo.SignIn("building");
        using var secretary = await demo.SignIn("secretary");
        var member = (await chief.Get("/api/session")).Is(200)["member"].GetProperty("member").GetString();
        await using var screen = await Silent(new(1280, 900, false));
        async Task<string> Shown(long? after)
        {
            await screen.Go(FormattableString.Invariant($"/public?community={Community}&after={after ?? 0}"));
            return await screen.Page.Locator("section[aria-labelledby=yours]").InnerTextAsync();
        }
        (await Shown(null)).ShouldContain("还没有人同意公开电话");
        var agreed = (await chief.Post($"/api/communities/{Community}/team/members/{member}/posting", new { agreed = true })).Is(200);
        var contact = (await secretary.Send(HttpMethod.Post, $"/api/communities/{Community}/team/open?member={member}", null)).Is(200)[
            "items"
        ][0];
        try
        {
            var posted = await Shown(agreed.Position);
            posted.ShouldContain("楼栋长");
            posted.ShouldContain(contact.GetProperty("name").GetString()!);
            await Expect(screen.Page.Locator($"a[href='tel:{contact.GetProperty("phones")[0].GetString()}']")).ToBeVisibleAsync();
            await screen.Picture("public-chief", whole: true);
        }
        finally
        {
            agreed = (await chief.Post($"/api/communities/{Community}/team/members/{member}/posting", new { agreed = false })).Is(200);
        }
        var after = await Shown(agreed.Position);
        after.ShouldNotContain(contact.GetProperty("name").GetString()!);
        after.ShouldContain("还没有人同意公开电话");
    }

    [Fact]
    [Long("a whole story: the main acts of its pages are quick")]
    public async Task The_map_shows_the_listed_shelters_by_their_numbers_without_script_and_nothing_else_is_fetched()
    {
        await using var screen = await Silent(new(1280, 900, false));
        var asked = new List<string>();
        screen.Page.Request += (_, request) => asked.Add(new Uri(request.Url).AbsolutePath);
        await screen.Go($"/public?community={Community}");
        await Expect(screen.Page.Locator(".map svg")).ToBeVisibleAsync();
        (await screen.Page.Locator(".map g text").AllTextContentsAsync()).ShouldBe(["1", "2", "3", "4", "5", "6", "7", "8"]);
        (await screen.Page.Locator(".shelters .mark small").AllInnerTextsAsync()).ShouldBe(["1", "2", "3", "4", "5", "6", "7", "8"]);
        (await screen.Page.Locator(".map path.own").CountAsync()).ShouldBe(1);
        (await screen.Page.ContentAsync()).ShouldNotContain("style=");
        asked.ShouldAllBe(path => path == "/public" || path.StartsWith("/public/", StringComparison.Ordinal) || path == "/favicon.ico");
        await screen.Picture("public-map", whole: true);
    }

    [Fact]
    [Long("a whole story: the main acts of its pages are quick")]
    public async Task A_warning_that_was_lifted_is_said_with_its_time()
    {
        const string lifted = "411502206202";
        var warning = await Warn("大风", "黄色", lifted);
        using var duty = await demo.SignIn("duty");
        var done = (await duty.Post($"/api/warnings/{warning}/lift", new { })).Is(200);
        await using var screen = await demo.Open(null, Device.Phone);
        await screen.Go(FormattableString.Invariant($"/public?community={lifted}&after={done.Position}"));
        await Expect(screen.Page.Locator(".calm")).ToContainTextAsync("上一次：大风黄色预警");
        await Expect(screen.Page.Locator(".calm")).ToContainTextAsync("已解除");
        (await screen.Unreachable("现在没有生效的预警", 60)).ShouldBeEmpty();
        await screen.Picture("public-lifted", whole: true);
    }
}
