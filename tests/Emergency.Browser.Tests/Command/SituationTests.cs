using System.IO.Compression;
using System.Text.RegularExpressions;
using Emergency.Browser.Tests.Fixtures;
using Emergency.Testing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Emergency.Browser.Tests.Command;

/// <summary>报送 on the desk: filled from facts, changed, reported by telephone, printed.</summary>
[Collection(nameof(DemoCollection))]
public sealed class SituationTests(Demo demo)
{
    [Fact]
    [TenMinutes(16)]
    public async Task A_first_report_is_filled_in_told_by_phone_and_the_hourly_table_is_printed()
    {
        using var duty = await demo.SignIn("duty");
        var place = new { lon = 114.068594, lat = 32.119337 };
        var opened = new
        {
            category = "fire",
            priority = "life",
            title = "报送示例",
            community = "411502001001",
            location = place,
        };
        var incident = (await duty.Post("/api/incidents", opened)).Is(201).String("id")!;
        var circle = new
        {
            place.lon,
            place.lat,
            metres = 150,
        };
        (await duty.Post($"/api/incidents/{incident}/impact", new { circle })).Is(200);
        await Until.TrueAsync(
            async () => (await duty.Get($"/api/incidents/{incident}/figures")).Is(200)["communities"].GetArrayLength() > 0,
            "doors are counted"
        );
        await using var desk = await demo.Desk("duty", Device.Desk);
        await desk.Select(incident, "报送示例");
        await desk.Page.Locator(".panel footer").GetByText("报送", new() { Exact = true }).ClickAsync();
        var text = desk.Dialog().Locator("[name=situation-text]");
        await Expect(text).ToHaveValueAsync(new Regex("应查 [1-9]\\d*，已落实 0", RegexOptions.None, TimeSpan.FromSeconds(1)));
        await desk.Dialog().Locator("[name=situation-to]").FillAsync("王拟科");
        await desk.Dialog().GetByText("县带班领导", new() { Exact = true }).ClickAsync();
        await Expect(desk.Dialog()).ToContainTextAsync("县带班领导 · 王拟科");
        await desk.Picture("situation-first");
        await desk.Context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);
        await text.FillAsync(await text.InputValueAsync() + "\n现场已拉警戒线");
        await desk.Dialog().GetByRole(AriaRole.Button, new() { Name = "复制", Exact = true }).ClickAsync();
        await Expect(desk.Dialog().GetByText("已复制", new() { Exact = true })).ToBeVisibleAsync();
        var copied = await desk.Page.EvaluateAsync<string>("navigator.clipboard.readText()");
        copied.ShouldBe(await text.InputValueAsync());
        copied.ShouldEndWith("现场已拉警戒线");
        var word = await desk.Page.RunAndWaitForDownloadAsync(() =>
            desk.Dialog().GetByRole(AriaRole.Link, new() { Name = "Word 文件", Exact = true }).ClickAsync()
        );
        word.SuggestedFilename.ShouldEndWith(".docx");
        using (var file = new ZipArchive(new MemoryStream(await File.ReadAllBytesAsync((await word.PathAsync())!))))
        using (var reader = new StreamReader(file.GetEntry("word/document.xml")!.Open()))
            (await reader.ReadToEndAsync()).ShouldSatisfyAllConditions(
                written => written.ShouldContain("报送示例"),
                written => written.ShouldMatch("应查.{0,200}[1-9]"),
                // A text changed by hand is on the screen alone.
                written => written.ShouldNotContain("现场已拉警戒线")
            );
        (await desk.Unreachable("报送", 100)).ShouldBeEmpty();
        await desk.Dialog().GetByText("每小时数字", new() { Exact = true }).ClickAsync();
        await Expect(desk.Dialog().Locator("tbody tr").Last).ToBeVisibleAsync();
        await desk.Page.Keyboard.PressAsync("Escape");

        await desk.Page.GetByRole(AriaRole.Button, new() { Name = "复制到群", Exact = true }).ClickAsync();
        await Expect(desk.Page.GetByText("已复制，只有数字：")).ToBeVisibleAsync();
        copied = await desk.Page.EvaluateAsync<string>("navigator.clipboard.readText()");
        copied.ShouldContain("报送示例");
        var atRisk = (await duty.Get($"/api/incidents/{incident}/figures")).Is(200)["total"].GetProperty("atRisk");
        copied.ShouldContain($"重点关爱 应查 {atRisk.GetProperty("toMove")} ＝ 已落实 {atRisk.GetProperty("moved")}");

        await using var paper = await demo.Open("duty", Device.Office);
        await paper.Go($"/paper?situation={incident}&form=hourly");
        await Expect(paper.Page.Locator("main h1")).ToContainTextAsync("每小时");
        (await paper.Paper("situation-hourly")).Sheets.ShouldBe(1);
    }
}
