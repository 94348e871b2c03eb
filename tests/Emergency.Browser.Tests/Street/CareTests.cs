using Emergency.Browser.Tests.Fixtures;
using Emergency.Domain;
using Emergency.Testing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Emergency.Browser.Tests.Street;

/// <summary>临时照料 from its opening to its end, on the pages of all people with a duty in it.</summary>
public sealed class CareTests
{
    private const string Community = "411502001001",
        Neighbour = "411502001018";

    private static async Task<string> Opened(Demo demo)
    {
        using var secretary = await demo.SignIn("secretary");
        var children = (await secretary.Get($"/api/communities/{Community}/residents?limit=200"))
            .Is(200)["items"]
            .EnumerateArray()
            .Where(one => one.GetProperty("minor").GetBoolean())
            .ToList();
        return (await secretary.Post("/api/care", new { person = children[0].GetProperty("personId").GetGuid(), community = Community }))
            .Is(201)
            .String("id")!;
    }

    /// <summary>A person of the community whom nobody looks after in a neighbouring one.</summary>
    private static async Task<string> OpenedElsewhere(Demo demo)
    {
        using var secretary = await demo.SignIn("secretary");
        var person = (await secretary.Get($"/api/communities/{Community}/residents?limit=200"))
            .Is(200)["items"]
            .EnumerateArray()
            .First(one => !one.GetProperty("minor").GetBoolean());
        using var street = await demo.SignIn("street");
        return (await street.Post("/api/care", new { person = person.GetProperty("personId").GetGuid(), community = Neighbour }))
            .Is(201)
            .String("id")!;
    }

    [Fact]
    [Long("a whole story in a demo of its own")]
    public async Task A_case_that_nobody_attends_to_is_loud_on_the_pages_of_street_and_civil_affairs_and_on_phones()
    {
        using var folder = new TempFolder();
        await using var demo = await Demo.In(folder["data"]);
        var id = await Opened(demo);
        using (var secretary = await demo.SignIn("secretary"))
            (await secretary.Post($"/api/care/{id}/name-adult", new { name = "乐拟姑" })).Is(200);
        var away = await OpenedElsewhere(demo);
        (await demo.Server.End()).ShouldBe(0);
        await demo.Server.BeginOn(Shanghai.Day(TimeProvider.System.GetUtcNow()).AddDays(3));

        await using var street = await (await demo.Open("street", Device.Office)).Go("/street#care");
        var row = street.Page.Locator($"tr[data-key='{id}']");
        await Expect(row.Locator("button.link")).ToHaveAttributeAsync("data-level", "3");
        await Expect(row.Locator("[data-column=street]")).ToContainTextAsync("今天派人到");
        await Expect(street.Page.Locator("nav.within [aria-current]")).ToContainTextAsync("临时照料2");
        (await street.Unreachable("街道台", 20)).ShouldBeEmpty();
        await street.Picture("care-list-late", whole: true);
        await row.GetByRole(AriaRole.Button, new() { Name = "知道了" }).ClickAsync();
        await street.Page.Locator("[name=see]").FillAsync("派副主任 30 分钟到");
        await street.Page.GetByRole(AriaRole.Button, new() { Name = "告诉大家" }).ClickAsync();
        await Expect(row.Locator("[data-column=street]")).ToContainTextAsync("已看到");

        await using var phone = await (await demo.Open("secretary", Device.Phone)).Go("/team");
        await Expect(phone.Page.Locator("a.two.late")).ToContainTextAsync("临时照料 1 件超时");
        await phone.Picture("care-phone-late");

        // The committee of the domicile is only informed: no column shows a duty of it, and no act that it must not do is offered.
        await using var home = await (await demo.Open("secretary", Device.Office)).Go("/street#care");
        var told = home.Page.Locator($"tr[data-key='{away}']");
        await Expect(told.Locator("[data-column=secretary]")).ToContainTextAsync("户籍地，只告知");
        await Expect(told.Locator("[data-column=secretary]")).Not.ToContainTextAsync("去看一次");
        await Expect(told.Locator("[data-column=secretary] .late")).ToHaveCountAsync(0);
        await Expect(home.Page.Locator($"tr[data-key='{id}'] [data-column=secretary]")).ToContainTextAsync("去看一次");
        await home.Picture("care-list-domicile", whole: true);
        await told.GetByRole(AriaRole.Button, new() { Name = "知道了" }).ClickAsync();
        await home.Page.GetByRole(AriaRole.Button, new() { Name = "告诉大家" }).ClickAsync();
        await Expect(told.Locator("[data-column=secretary]")).ToContainTextAsync("已看到");
        await told.Locator("button.link").ClickAsync();
        await Expect(home.Page.Locator("[data-told]")).ToBeVisibleAsync();
        await Expect(home.Page.Locator("[data-form='care.seen.v1']")).ToContainTextAsync("户籍地");
        foreach (var act in (string[])["记下陪着的大人", "改安排", "记一次核查"])
            await Expect(home.Page.GetByRole(AriaRole.Button, new() { Name = act })).ToHaveCountAsync(0);
        await home.Picture("care-case-domicile", whole: true);

        // The case shows the people rung by the server, and their answers.
        await street.Page.Locator($"tr[data-key='{id}'] button.link").ClickAsync();
        await Expect(street.Page.Locator(".rung li").First).ToContainTextAsync("叫");
        await Expect(street.Page.Locator(".rung")).ToContainTextAsync("老城街道");
        await street.Picture("care-rung", whole: true);

        await using var civil = await (await demo.Open("civil", Device.Office)).Go("/civil");
        await Expect(civil.Page.Locator($"tr[data-key='{id}']")).ToContainTextAsync("没人管");
        await civil.Picture("civil-home-late");
    }

    [Fact]
    [Long("a whole story in a demo of its own")]
    public async Task A_child_goes_from_an_adult_over_looks_and_an_offer_to_a_receiver_who_accepts_on_their_own_phone()
    {
        using var folder = new TempFolder();
        await using var demo = await Demo.In(folder["data"]);
        var id = await Opened(demo);
        await using var desk = await (await demo.Open("secretary", Device.Office)).Go("/street#care");
        var page = desk.Page;
        await page.Locator($"tr[data-key='{id}'] button.link").ClickAsync();
        await page.Locator("[name=name]").FillAsync("乐拟姑");
        await page.Locator("[name=relation]").FillAsync("姑姑");
        await page.GetByRole(AriaRole.Button, new() { Name = "记下陪着的大人" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "改安排" }).ClickAsync();
        await page.Locator(".middle [name=name]").FillAsync("乐拟姑");
        await page.Locator("[name=where]").FillAsync("示例路 3号 502");
        await page.Locator(".middle [name=know]").FillAsync("对花生过敏");
        await page.GetByRole(AriaRole.Button, new() { Name = "定下" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "记一次核查" }).ClickAsync();
        await page.Locator("[data-topic=body]").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "记下", Exact = true }).ClickAsync();
        await Expect(page.Locator(".topic.worry")).ToContainTextAsync("身体");

        await Expect(page.Locator("[data-exit=procedure]")).ToContainTextAsync("只用于大人");
        await Expect(page.Locator("[data-act=end]")).ToBeDisabledAsync();
        await page.Locator("[data-exit=guardian-back] input").ClickAsync();
        await page.Locator(".out [name=receiver]").FillAsync("妈妈");
        await page.Locator(".out [name=where]").FillAsync("社区服务站 1 楼");
        await page.Locator(".out [name=know]").FillAsync("对花生过敏\n药 2 样，用法在袋上");
        await page.Locator("[data-act=offer]").ClickAsync();
        await page.Locator("[data-act=link]").ClickAsync();
        var address = await page.Locator(".given [name=address]").InputValueAsync();
        var code = await page.Locator(".given [name=code]").InputValueAsync();
        await desk.Picture("care-case", whole: true);
        (await desk.Unreachable("街道台", 20)).ShouldBeEmpty();

        await using var mother = await demo.Open(null, Device.Phone);
        await mother.Page.GotoAsync(address);
        await mother.Page.Locator("[name=code]").FillAsync(code == "000000" ? "000001" : "000000");
        await mother.Page.GetByRole(AriaRole.Button, new() { Name = "打开" }).ClickAsync();
        await Expect(mother.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("还可以试 4 次");
        await mother.Page.Locator("[name=code]").FillAsync(code);
        await mother.Page.GetByRole(AriaRole.Button, new() { Name = "打开" }).ClickAsync();
        await Expect(mother.Page.GetByText("药 2 样，用法在袋上")).ToBeVisibleAsync();
        await mother.Picture("care-accept-phone", whole: true);
        await mother.Page.Locator("[data-act=accept]").ClickAsync();
        await Expect(mother.Page.GetByText("您已接收")).ToBeVisibleAsync();
        await mother.Picture("care-accepted-phone", whole: true);

        await Expect(page.Locator("[data-accepted]")).ToContainTextAsync("我接收");
        var (sheets, _) = await desk.Paper("care-slip");
        sheets.ShouldBe(1);
        await page.Locator("[data-act=end]").ClickAsync();
        await Expect(page.Locator("[data-form='care.ended.v1']")).ToHaveCountAsync(1);
        await desk.Picture("care-ended", whole: true);
    }

    [Fact]
    [Long("a whole story in a demo of its own")]
    public async Task A_receiver_asks_for_another_time_cannot_come_or_signs_on_paper_and_civil_affairs_are_asked()
    {
        using var folder = new TempFolder();
        await using var demo = await Demo.In(folder["data"]);
        var id = await Opened(demo);
        using var secretary = await demo.SignIn("secretary");
        (await secretary.Post($"/api/care/{id}/name-adult", new { name = "乐拟姑" })).Is(200);
        await using var desk = await (await demo.Open("secretary", Device.Office)).Go($"/street?care={id}#care");
        var page = desk.Page;
        async Task<(string Address, string Code)> Link()
        {
            await page.Locator("[data-exit=relative] input").ClickAsync();
            await page.Locator(".out [name=receiver]").FillAsync("姑姑");
            await page.Locator(".out [name=entrusted]").CheckAsync();
            await page.Locator("[data-act=offer]").ClickAsync();
            await page.Locator("[data-act=link]").ClickAsync();
            return (
                await page.Locator(".given [name=address]").InputValueAsync(),
                await page.Locator(".given [name=code]").InputValueAsync()
            );
        }
        var (address, code) = await Link();
        await using var aunt = await demo.Open(null, Device.Phone);
        async Task Enter()
        {
            await aunt.Page.GotoAsync("about:blank");
            await aunt.Page.GotoAsync(address);
            await aunt.Page.Locator("[name=code]").FillAsync(code);
            await aunt.Page.GetByRole(AriaRole.Button, new() { Name = "打开" }).TapAsync();
        }
        async Task Say(string act, string words)
        {
            await aunt.Page.Locator($"[data-act={act}]").TapAsync();
            await aunt.Page.Locator("[name=words]").FillAsync(words);
            await aunt.Page.Locator("[data-act=send]").TapAsync();
        }
        await Enter();
        await Say("other-time", "明天下午三点");
        await Expect(aunt.Page.GetByText("已告诉居委会。")).ToBeVisibleAsync();
        await Expect(page.Locator("[data-form='care.other-time-asked.v1']")).ToContainTextAsync("明天下午三点");
        await Say("decline", "要上班");
        await Expect(aunt.Page.GetByText("已告诉居委会您接不了")).ToBeVisibleAsync();
        await aunt.Picture("care-declined-phone", whole: true);
        await Expect(page.Locator("[data-form='care.declined.v1']")).ToContainTextAsync("要上班");

        // A link that was taken back opens nothing; the receiver signs on paper, and the paper is photographed.
        (address, code) = await Link();
        await page.GetByRole(AriaRole.Button, new() { Name = "收回链接" }).ClickAsync();
        await Expect(page.Locator(".out")).ToContainTextAsync("链接已收回");
        await Enter();
        await Expect(aunt.Page.GetByRole(AriaRole.Alert)).ToBeVisibleAsync();
        await Expect(page.Locator("[data-act=signed]")).ToBeDisabledAsync();
        await page.Locator("[data-act=photo]").ClickAsync();
        var picture = Convert.FromBase64String(
            await page.EvaluateAsync<string>(
                "() => Object.assign(document.createElement('canvas'), { width: 800, height: 600 }).toDataURL('image/jpeg').split(',')[1]"
            )
        );
        await page.Locator(".signed [name=attachment]")
            .SetInputFilesAsync(
                new FilePayload
                {
                    Name = "交接单.jpg",
                    MimeType = "image/jpeg",
                    Buffer = picture,
                }
            );
        await page.Locator(".signed").GetByRole(AriaRole.Button, new() { Name = "上传" }).ClickAsync();
        await Expect(page.Locator(".signed [name=photo]")).Not.ToHaveValueAsync("");
        await desk.Picture("care-signed", whole: true);
        await page.Locator("[data-act=signed]").ClickAsync();
        await Expect(page.Locator("[data-accepted]")).ToContainTextAsync("对方在纸上签收");
        await page.Locator("[data-act=take-back]").ClickAsync();
        await Expect(page.Locator("[data-form='care.offer-taken-back.v1']")).ToHaveCountAsync(1);
        await Expect(page.Locator("[data-exit=relative]")).ToBeVisibleAsync();

        await page.Locator(".out summary").ClickAsync();
        await page.Locator(".out [name=of]").SelectOptionAsync("discharge");
        await page.Locator(".out [name=why]").FillAsync("后天出院");
        await page.Locator(".out details .button").ClickAsync();
        await Expect(page.Locator("[data-form='care.civil-asked.v1']")).ToContainTextAsync("出院后去哪");
        await using var civil = await (await demo.Open("civil", Device.Office)).Go("/civil");
        var row = civil.Page.Locator($"tr[data-key='{id}']");
        await row.Locator("[data-act=opinion]").ClickAsync();
        await civil.Page.Locator("[name=words]").FillAsync("先到区福利院");
        await civil.Picture("civil-opinion");
        await civil.Page.Locator("[data-act=do]").ClickAsync();
        await Expect(row).ToHaveCountAsync(0);
        await Expect(page.Locator("[data-form='care.answered.v1']")).ToContainTextAsync("先到区福利院");
    }

    [Fact]
    [MainAct("/street#care")]
    [MainAct("/civil")]
    public async Task Civil_affairs_land_on_what_was_sent_to_them_and_answer_it()
    {
        using var folder = new TempFolder();
        await using var demo = await Demo.In(folder["data"]);
        var id = await Opened(demo);
        using var secretary = await demo.SignIn("secretary");
        await using var civil = await (await demo.Open("civil", Device.Office)).Go("/civil");
        await Expect(civil.Page.GetByText("没有送来的件")).ToBeVisibleAsync();
        (await secretary.Post($"/api/care/{id}/name-adult", new { name = "乐拟姑" })).Is(200);
        await using var desk = await (await demo.Open("secretary", Device.Office)).Go($"/street?care={id}#care");
        async Task Offer()
        {
            await desk.Page.Locator("[data-exit=civil-affairs] input").ClickAsync();
            await desk.Page.Locator(".out [name=receiver]").FillAsync("民政");
            await desk.Page.Locator(".out [name=know]").FillAsync("对花生过敏");
            await desk.Page.Locator("[data-act=offer]").ClickAsync();
            await Expect(desk.Page.Locator(".out")).ToContainTextAsync("已送民政，等答复");
        }
        await Offer();
        var row = civil.Page.Locator($"tr[data-key='{id}']");
        await Expect(row).ToContainTextAsync("接不接");
        await civil.Picture("civil-home", whole: true);
        await row.Locator("[data-act=refuse]").ClickAsync();
        await civil.Page.Locator("[name=words]").FillAsync("妈妈明天到");
        await civil.Page.Locator("[data-act=do]").ClickAsync();
        await Expect(row).ToHaveCountAsync(0);
        await Expect(desk.Page.Locator("[data-form='care.declined.v1']")).ToContainTextAsync("妈妈明天到");
        await Offer();
        await row.Locator("[data-act=take]").ClickAsync();
        await civil.Picture("civil-take");
        await civil.Page.Locator("[data-act=do]").ClickAsync();
        await Expect(row).ToHaveCountAsync(0);
        await Expect(desk.Page.Locator("[data-accepted]")).ToContainTextAsync("对方用账号接收");
        await desk.Page.Locator("[data-act=end]").ClickAsync();
        await Expect(desk.Page.Locator("[data-form='care.ended.v1']")).ToContainTextAsync("民政临时监护");
        (await civil.Unreachable("民政", 5)).ShouldBeEmpty();
    }

    [Fact]
    [Long("a whole story in a demo of its own")]
    public async Task Civil_affairs_give_their_opinion_of_an_adult_and_say_that_no_harm_was_found()
    {
        using var folder = new TempFolder();
        await using var demo = await Demo.In(folder["data"]);
        using var secretary = await demo.SignIn("secretary");
        var all = (await secretary.Get($"/api/communities/{Community}/residents?limit=200")).Is(200)["items"].EnumerateArray().ToList();
        async Task<string> Of(bool minor, bool harmSuspected) => (
                await secretary.Post(
                    "/api/care",
                    new
                    {
                        person = all.First(one => one.GetProperty("minor").GetBoolean() == minor).GetProperty("personId").GetGuid(),
                        community = Community,
                        harmSuspected,
                    }
                )
            ).Is(201).String("id")!;
        var (adult, child) = (await Of(false, false), await Of(true, true));
        foreach (var one in (string[])[adult, child])
            (await secretary.Post($"/api/care/{one}/name-adult", new { name = "乐拟姑" })).Is(200);

        await using var desk = await (await demo.Open("secretary", Device.Office)).Go($"/street?care={adult}#care");
        await desk.Page.Locator(".out summary").ClickAsync();
        await desk.Page.Locator(".out [name=of]").SelectOptionAsync("opinion");
        await desk.Page.Locator(".out [name=why]").FillAsync("没有亲属，谁来管");
        await desk.Page.Locator(".out details .button").ClickAsync();
        await Expect(desk.Page.Locator("[data-form='care.civil-asked.v1']")).ToContainTextAsync("指定监护人的意见");

        await using var civil = await (await demo.Open("civil", Device.Office)).Go("/civil");
        var (asked, harmed) = (civil.Page.Locator($"tr[data-key='{adult}']"), civil.Page.Locator($"tr[data-key='{child}']"));
        await Expect(asked).ToContainTextAsync("大人");
        await asked.Locator("[data-act=opinion]").ClickAsync();
        await civil.Page.Locator("[name=words]").FillAsync("由社区先照管，我们去法院申请");
        await civil.Picture("civil-opinion-adult");
        await civil.Page.Locator("[data-act=do]").ClickAsync();
        await Expect(asked.Locator("[data-act=opinion]")).ToHaveCountAsync(0);
        await Expect(desk.Page.Locator("[data-form='care.answered.v1']")).ToContainTextAsync("由社区先照管，我们去法院申请");
        (await secretary.Get($"/api/care/{adult}")).Is(200).Text.ShouldContain("由社区先照管，我们去法院申请");

        // While harm is suspected no relative can take the child; once civil affairs have checked, one can.
        var offer = new
        {
            exit = "relative",
            receiver = "姑姑",
            entrusted = true,
        };
        (await secretary.Post($"/api/care/{child}/offer", offer)).Is(409).Code.ShouldBe("care.harm-suspected");
        await harmed.Locator("[data-act=clear]").ClickAsync();
        await civil.Page.Locator("[name=words]").FillAsync("上门看过，没有伤");
        await civil.Picture("civil-clear");
        await civil.Page.Locator("[data-act=do]").ClickAsync();
        await Expect(harmed.Locator("[data-act=clear]")).ToHaveCountAsync(0);
        (await secretary.Get($"/api/care/{child}")).Is(200).Text.ShouldContain("上门看过，没有伤");
        (await secretary.Post($"/api/care/{child}/offer", offer)).Is(200);
    }
}
