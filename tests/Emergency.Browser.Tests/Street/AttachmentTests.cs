using Emergency.Browser.Tests.Fixtures;
using Emergency.Testing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Emergency.Browser.Tests.Street;

/// <summary>Pictures and papers on a person's page, by a real file chooser, with and without network. All persons are fictitious.</summary>
[Collection(nameof(RegisterCollection))]
[Long("a whole story: the main acts of its pages are quick")]
public sealed class AttachmentTests(Demo demo)
{
    private const string Community = "411502001001";

    private static ILocator Files(Screen screen) => screen.Page.Locator("dialog.drawer .attachments");

    private static ILocator Rows(Screen screen) => Files(screen).Locator("li");

    private static ILocator Button(Screen screen, string name) =>
        Files(screen).GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    /// <summary>The page of somebody of a test's own.</summary>
    private async Task<Screen> Person(string room, Device device, string? theme = null)
    {
        using var street = await demo.SignIn("street");
        (
            await street.Post(
                $"/api/communities/{Community}/residents",
                new
                {
                    how = "found",
                    person = new
                    {
                        name = "卫试照",
                        bornIn = 1944,
                        kinds = new[] { "elder-alone" },
                        building = "照楼",
                        unit = "1单元",
                        room,
                    },
                    why = "上门登记",
                }
            )
        ).Is(200);
        var screen = await demo.Open("secretary", device, theme);
        await screen.Go($"/street?community={Community}#residents");
        await screen.Page.Locator(".data-table input[type=search]").FillAsync($"照楼 {room}");
        await screen.Page.Keyboard.PressAsync("Enter");
        await Expect(screen.Page.Locator(".residents tbody tr.row")).ToHaveCountAsync(1);
        await screen.Page.Locator(".residents tbody tr.row").ClickAsync();
        await Expect(Files(screen)).ToContainTextAsync("还没有照片和材料");
        return screen;
    }

    private static async Task Choose(Screen screen, byte[] bytes)
    {
        await Button(screen, "加照片或材料").ClickAsync();
        var chooser = await screen.Page.RunAndWaitForFileChooserAsync(() => Files(screen).Locator(".pick").ClickAsync());
        await chooser.SetFilesAsync(
            new FilePayload
            {
                Name = "同意书.jpg",
                MimeType = "image/jpeg",
                Buffer = bytes,
            }
        );
        await Expect(Files(screen).Locator("canvas")).ToBeVisibleAsync();
    }

    /// <summary>The colour at a place of the shown picture, in parts of its sides, and its width.</summary>
    private static Task<int[]> Seen(Screen screen, double x, double y) =>
        screen.Page.EvaluateAsync<int[]>(
            """
            async ([x, y]) => {
              const image = document.querySelector('.attachments img')
              await image.decode()
              const canvas = Object.assign(document.createElement('canvas'), { width: image.naturalWidth, height: image.naturalHeight })
              const pen = canvas.getContext('2d')
              pen.drawImage(image, 0, 0)
              return [image.naturalWidth, ...pen.getImageData(x * canvas.width, y * canvas.height, 1, 1).data]
            }
            """,
            new[] { x, y }
        );

    [Fact]
    public async Task A_picture_is_covered_sent_scaled_seen_and_removed_with_a_reason()
    {
        await using var screen = await Person("101", Device.Office);
        await Choose(screen, await screen.CameraPicture());
        var canvas = Files(screen).Locator("canvas");
        await canvas.ScrollIntoViewIfNeededAsync();
        var place = await screen.Place(canvas);
        await screen.Page.Mouse.MoveAsync(place.X + (place.Width * 0.25f), place.Y + (place.Height * 0.25f));
        await screen.Page.Mouse.DownAsync();
        await screen.Page.Mouse.MoveAsync(place.X + (place.Width * 0.35f), place.Y + (place.Height * 0.25f), new() { Steps = 4 });
        await screen.Page.Mouse.UpAsync();
        // A stroke too many is taken back.
        await screen.Page.Mouse.MoveAsync(place.X + (place.Width * 0.65f), place.Y + (place.Height * 0.7f));
        await screen.Page.Mouse.DownAsync();
        await screen.Page.Mouse.MoveAsync(place.X + (place.Width * 0.75f), place.Y + (place.Height * 0.7f), new() { Steps = 4 });
        await screen.Page.Mouse.UpAsync();
        await Button(screen, "撤销一笔").ClickAsync();
        await Expect(Button(screen, "撤销一笔")).ToBeEnabledAsync();
        await screen.Picture("attachment-cover");
        await Button(screen, "上传").ClickAsync();
        await Expect(Rows(screen)).ToHaveCountAsync(1);
        await Expect(Rows(screen)).ToContainTextAsync("同意书");

        await Button(screen, "看").ClickAsync();
        await Expect(Files(screen).Locator("img")).ToBeVisibleAsync();
        var (covered, open) = (await Seen(screen, 0.3, 0.25), await Seen(screen, 0.7, 0.7));
        covered[0].ShouldBe(1600);
        covered[1..4].ShouldAllBe(part => part < 30);
        open[2].ShouldBeGreaterThan(100);
        await screen.Picture("attachment-seen");

        await Button(screen, "删除").ClickAsync();
        await Files(screen).Locator("[name=why]").SelectOptionAsync("consent-withdrawn");
        await Button(screen, "确定删除").ClickAsync();
        await Expect(Files(screen)).ToContainTextAsync("还没有照片和材料");
        await Expect(Files(screen).Locator("img")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_photo_waits_for_the_persons_yes_a_door_does_not_and_a_paper_may_be_a_pdf()
    {
        await using var screen = await Person("104", Device.Office);
        var picture = await screen.CameraPicture();
        async Task Add(string what, string name, string type, byte[] bytes)
        {
            await Button(screen, "加照片或材料").ClickAsync();
            await Button(screen, what).ClickAsync();
            await Files(screen)
                .Locator("[name=attachment]")
                .SetInputFilesAsync(
                    new FilePayload
                    {
                        Name = name,
                        MimeType = type,
                        Buffer = bytes,
                    }
                );
            await Button(screen, "上传").ClickAsync();
        }
        await Add("本人照片（要同意）", "人.jpg", "image/jpeg", picture);
        await Expect(Rows(screen)).ToContainTextAsync("没有本人（或监护人）同意拍照");
        await screen.Picture("attachment-unasked");
        await Button(screen, "不送了").ClickAsync();
        await Expect(Rows(screen)).ToHaveCountAsync(0);
        await Add("门口或物件", "门.jpg", "image/jpeg", picture);
        await Expect(Rows(screen)).ToContainTextAsync("门口或物件");

        var photos = screen.Page.Locator("dialog.drawer [data-basis=photo-care]");
        await photos.GetByRole(AriaRole.Button, new() { Name = "同意", Exact = true }).ClickAsync();
        await screen.Page.FillAsync("[name=witness]", "邻居何拟人");
        await screen
            .Page.Locator("dialog.drawer form.consent")
            .GetByRole(AriaRole.Button, new() { Name = "记下", Exact = true })
            .ClickAsync();
        await Expect(photos.GetByRole(AriaRole.Button, new() { Name = "撤回" })).ToBeVisibleAsync();
        await Add("本人照片（要同意）", "人.jpg", "image/jpeg", picture);
        await Expect(Rows(screen).Filter(new() { HasText = "本人照片" })).ToHaveCountAsync(1);

        await using var printer = await demo.Open(null, Device.Office);
        await Add("其他材料", "协议.pdf", "application/pdf", await printer.Page.PdfAsync());
        var paper = Rows(screen).Filter(new() { HasText = "其他材料" });
        await paper.GetByRole(AriaRole.Button, new() { Name = "看", Exact = true }).ClickAsync();
        var kept = await screen.Page.RunAndWaitForDownloadAsync(() => paper.GetByText("存到本机").ClickAsync());
        kept.SuggestedFilename.ShouldBe("paper.pdf");
    }

    [Fact]
    public async Task Without_network_it_waits_on_the_device_and_goes_when_there_is_some_again()
    {
        await using var screen = await Person("103", Device.Office);
        await Choose(screen, await screen.CameraPicture());
        await screen.Context.SetOfflineAsync(true);
        await Button(screen, "上传").ClickAsync();
        await Expect(Rows(screen)).ToContainTextAsync("未上传，有网就传");
        await screen.Picture("attachment-unsent");
        // Nothing of the picture lies on the phone in readable form.
        (
            await screen.Page.EvaluateAsync<bool>(
                """
                () => new Promise((done) => {
                  const opening = indexedDB.open('emergency-team')
                  opening.onsuccess = () => {
                    const all = opening.result.transaction('acts').objectStore('acts').getAll()
                    all.onsuccess = () => (opening.result.close(), done(all.result.length === 1 && 'bytes' in all.result[0].told))
                  }
                })
                """
            )
        ).ShouldBeTrue();
        await screen.Context.SetOfflineAsync(false);
        await Expect(Rows(screen)).ToContainTextAsync("同意书");
        await Expect(Rows(screen)).ToHaveCountAsync(1);
        await Button(screen, "看").ClickAsync();
        await Expect(Files(screen).Locator("img")).ToBeVisibleAsync();
    }
}
