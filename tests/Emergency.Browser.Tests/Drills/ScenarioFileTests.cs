using System.Text;
using Emergency.Browser.Tests.Fixtures;
using Emergency.Testing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Emergency.Browser.Tests.Drills;

/// <summary>A user's own scenario: checked, published, loaded and taken down on /drills.</summary>
[Collection(nameof(DrillCollection))]
[Long("a whole story: the main acts of its pages are quick")]
public sealed class ScenarioFileTests(Demo demo)
{
    [Fact]
    public async Task A_bad_file_is_told_line_by_line_and_a_good_one_is_put_up_and_taken_down()
    {
        var good = await File.ReadAllTextAsync(Path.Combine(Material.Root, "drills", "scenarios", "old-block-fire.yaml"));
        await using var screen = await (await demo.Open("street", Device.Office)).Go("/drills");
        var part = screen.Page.Locator("section.files");
        var field = part.Locator("[name=scenario-file]");
        await field.SetInputFilesAsync(
            new FilePayload
            {
                Name = "bad.yaml",
                MimeType = "application/yaml",
                Buffer = Encoding.UTF8.GetBytes("id: bad\ntitle: 7\n"),
            }
        );
        await Expect(part.Locator(".mistakes li").First).ToContainTextAsync("第");
        await Expect(part.GetByRole(AriaRole.Button, new() { Name = "发布" })).ToBeDisabledAsync();
        await field.SetInputFilesAsync(
            new FilePayload
            {
                Name = "own.yaml",
                MimeType = "application/yaml",
                Buffer = Encoding.UTF8.GetBytes(good),
            }
        );
        await Expect(part.GetByText("可以发布", new() { Exact = false }).Nth(0)).ToBeVisibleAsync();
        await part.GetByRole(AriaRole.Button, new() { Name = "发布" }).ClickAsync();
        var row = part.Locator("[data-scenario$='old-block-fire']");
        await Expect(row).ToContainTextAsync("第 1 版");
        // The same id again: the page names the existing version, and the button names the new one.
        await field.SetInputFilesAsync(
            new FilePayload
            {
                Name = "own.yaml",
                MimeType = "application/yaml",
                Buffer = Encoding.UTF8.GetBytes(
                    good.Replace("title: 老旧小区夜间火灾", "title: 老旧小区夜间火灾（改）", StringComparison.Ordinal)
                ),
            }
        );
        await Expect(part.Locator(".newer")).ToContainTextAsync("已有第 1 版");
        await part.GetByRole(AriaRole.Button, new() { Name = "作为第 2 版发布" }).ClickAsync();
        await Expect(row).ToContainTextAsync("第 2 版");
        await row.GetByRole(AriaRole.Button, new() { Name = "看脚本" }).ClickAsync();
        await Expect(row.Locator("pre")).ToContainTextAsync("old-block-fire");
        await screen.Picture("drills-scenario-files");
        await row.GetByRole(AriaRole.Button, new() { Name = "下架" }).ClickAsync();
        await Expect(row).ToContainTextAsync("已下架");
    }
}
