using Emergency.Browser.Tests.Fixtures;
using Emergency.Browser.Tests.Team;
using Emergency.Testing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Emergency.Browser.Tests.Command;

/// <summary>Files attached to an order and to its answer, by real file choosers at the desk and on the phone.</summary>
[Collection(nameof(DemoCollection))]
[Long("a whole story: the main acts of its pages are quick")]
public sealed class OrderPaperTests(Demo demo)
{
    private const string Text = "排查出租房用电，附整改通知";

    private static ILocator Button(ILocator inside, string name) => inside.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    private static async Task Choose(ILocator files, byte[] picture)
    {
        await files
            .Locator("[name=attachment]")
            .SetInputFilesAsync(
                new FilePayload
                {
                    Name = "件.jpg",
                    MimeType = "image/jpeg",
                    Buffer = picture,
                }
            );
        await Expect(files.Locator("canvas")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_paper_goes_with_an_order_is_read_on_the_phone_and_a_picture_comes_back()
    {
        await using var desk = await demo.Desk("duty", Device.Desk);
        var page = desk.Page;
        var picture = await desk.CameraPicture();
        // While its line is cut or the server reports trouble, the desk opens no dialog.
        await Expect(page.Locator(".bar.error")).ToHaveCountAsync(0);
        await page.Keyboard.PressAsync("o");
        await desk.Dialog().Locator("[name=text]").FillAsync(Text);
        if (await desk.Dialog().GetByText("平时事务").CountAsync() > 0)
            await desk.Dialog().GetByText("平时事务").ClickAsync();
        await desk.Dialog().GetByLabel("给谁").FillAsync("义阳社区");
        await desk.Dialog().Locator("[name=attach]").CheckAsync();
        await desk.Picture("command-order-attach");
        await desk.Dialog().Locator("form > .foot button.primary").ClickAsync();
        await Expect(desk.Dialog()).ToContainTextAsync("指令已发出");
        var files = desk.Dialog().Locator(".attachments");
        await Button(files, "加照片或材料").ClickAsync();
        await Choose(files, picture);
        await Button(files, "上传").ClickAsync();
        await Expect(files.Locator("li")).ToContainTextAsync("其他材料");
        await desk.Picture("command-order-attached");
        await desk.Dialog().Locator("[data-do=close]").ClickAsync();
        await Expect(desk.Dialog()).ToHaveCountAsync(0);

        await using var phone = new Phone(await (await demo.Open("secretary", Device.Phone)).Go("/team#orders"));
        var got = phone.Page.Locator(".received li.card", new() { HasText = Text });
        await Expect(Button(got, "附件 1")).ToBeVisibleAsync();
        await phone.Tap(Button(got, "附件 1"));
        var with = got.Locator(".attachments").First;
        await Expect(with).ToContainTextAsync("其他材料");
        await Expect(with.Locator("[data-do=add]")).ToHaveCountAsync(0);
        await phone.Tap(Button(with, "看"));
        await Expect(with.Locator("img")).ToBeVisibleAsync();
        await Expect(Button(with, "删除")).ToHaveCountAsync(0);
        var back = got.Locator(".attachments").Last;
        await phone.Tap(Button(back, "加照片或材料"));
        await phone.Tap(Button(back, "门口或物件"));
        await Choose(back, picture);
        await phone.Tap(Button(back, "上传"));
        await phone.AllSent();
        await Expect(back.Locator("li")).ToContainTextAsync("门口或物件");
        await phone.Screen.Picture("team-order-papers", whole: true);

        await page.GetByRole(AriaRole.Button, new() { Name = "平时指令" }).First.ClickAsync();
        var row = desk.Dialog().Locator("li[data-order]", new() { HasText = Text });
        await row.Locator(".row").ClickAsync();
        await Button(row, "附件 2").ClickAsync();
        // An incident of another story can have put its community beside it.
        var from = row.Locator(".attachments[aria-label^='义阳社区']");
        await Expect(from).ToContainTextAsync("门口或物件");
        await Button(from, "看").ClickAsync();
        await Expect(row.Locator(".attachments img")).ToBeVisibleAsync();
        await desk.Picture("command-order-papers");
    }
}
