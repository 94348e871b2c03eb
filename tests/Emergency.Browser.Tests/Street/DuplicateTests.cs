using System.Text;
using Emergency.Browser.Tests.Fixtures;
using Emergency.Testing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Emergency.Browser.Tests.Street;

/// <summary>
/// 可能重复: two records of one person side by side, merged and parted; and the headings of a file. All persons are fictitious.
/// </summary>
[Collection(nameof(RegisterCollection))]
[Long("a whole story: the main acts of its pages are quick")]
public sealed class DuplicateTests(Demo demo)
{
    private const string Community = "411502001001";

    private async Task Enter(string name, string room, string phone)
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
                        name,
                        born = "1949-02-23",
                        kinds = new[] { "elder-alone" },
                        needs = new[] { "carry" },
                        building = "拟重楼",
                        unit = "1单元",
                        room,
                        phones = new[] { phone },
                    },
                    why = "上门登记",
                }
            )
        ).Is(200);
    }

    [Fact]
    public async Task Two_records_of_one_person_are_merged_by_hand_and_parted_again()
    {
        var (one, other) = ("9701", "9702");
        var name = "柏试重";
        await Enter(name, one, "139-0000-0971");
        await Enter(name, other, "139-0000-0972");
        await using var screen = await demo.Open("secretary", Device.Office);
        await screen.Go($"/street?community={Community}#residents");
        await screen.Page.GetByRole(AriaRole.Tab, new() { Name = "可能重复" }).ClickAsync();
        var pair = screen.Page.Locator(".duplicates article");
        await Expect(pair).ToBeVisibleAsync();
        for (var n = 0; n < 20 && !(await pair.InnerTextAsync()).Contains(one, StringComparison.Ordinal); n++)
            await screen.Page.GetByRole(AriaRole.Button, new() { Name = "下一组" }).ClickAsync();
        await Expect(pair).ToContainTextAsync("柏**");
        await Expect(pair).ToContainTextAsync("姓名、生日一样");
        await pair.Locator("tr.differs td", new() { HasText = other }).Locator("input").CheckAsync();
        await Expect(pair.Locator("aside")).ToContainTextAsync(other);
        await screen.Picture("duplicates");
        await screen.Page.GetByRole(AriaRole.Button, new() { Name = "合成一人" }).ClickAsync();
        var merged = screen.Page.Locator(".merged li", new() { HasText = other });
        await Expect(merged).ToBeVisibleAsync();
        await screen.Picture("duplicates-merged");
        await merged.GetByRole(AriaRole.Button, new() { Name = "拆开" }).ClickAsync();
        await Expect(merged).ToHaveCountAsync(0);
        await Expect(pair).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Two_people_of_one_name_and_birthday_are_kept_apart_and_nobody_is_asked_again()
    {
        await Enter("柏试双", "9721", "139-0000-0973");
        await Enter("柏试双", "9722", "139-0000-0974");
        await using var screen = await demo.Open("secretary", Device.Office);
        await screen.Go($"/street?community={Community}#residents");
        var tab = screen.Page.GetByRole(AriaRole.Tab, new() { Name = "可能重复" });
        await tab.ClickAsync();
        var pair = screen.Page.Locator(".duplicates article");
        await Expect(pair).ToBeVisibleAsync();
        for (var n = 0; n < 20 && !(await pair.InnerTextAsync()).Contains("9721", StringComparison.Ordinal); n++)
            await screen.Page.GetByRole(AriaRole.Button, new() { Name = "下一组" }).ClickAsync();
        await Expect(pair).ToContainTextAsync("9722");
        await screen.Page.GetByRole(AriaRole.Button, new() { Name = "不是同一人" }).ClickAsync();
        await Expect(screen.Page.Locator(".duplicates article", new() { HasText = "9721" })).ToHaveCountAsync(0);
        using var secretary = await demo.SignIn("secretary");
        (await secretary.Get($"/api/divisions/{Community}/duplicates")).Is(200).Text.ShouldNotContain("9721", Case.Sensitive);
        await screen.Page.GetByRole(AriaRole.Tab, new() { Name = "名单", Exact = true }).ClickAsync();
        foreach (var room in (string[])["9721", "9722"])
        {
            await screen.Page.Locator(".data-table input[type=search]").FillAsync($"拟重楼 {room}");
            await screen.Page.Keyboard.PressAsync("Enter");
            await Expect(screen.Page.Locator(".residents tbody tr.row")).ToHaveCountAsync(1);
        }
    }

    [Fact]
    public async Task A_file_with_headings_of_its_own_is_asked_about_imported_as_a_job_and_undone_from_the_list()
    {
        var csv = $"登记号,当事人,生辰,手机,所在村居,备注\nASK-1,柏试问,1949-02-24,139-0000-0981,{Community},信访户\n";
        await using var screen = await demo.Open("street", Device.Office, "light");
        await screen.Go("/street#imports");
        await screen.Page.SelectOptionAsync("[name=kind]", "residents");
        await screen.Page.SetInputFilesAsync(
            "[name=file]",
            new FilePayload
            {
                Name = "别处的表.csv",
                MimeType = "text/csv",
                Buffer = Encoding.UTF8.GetBytes(csv),
            }
        );
        await screen.Page.GetByRole(AriaRole.Button, new() { Name = "先看一遍" }).ClickAsync();
        var columns = screen.Page.Locator(".columns");
        await Expect(columns).ToContainTextAsync("缺少必需的栏");
        await columns.GetByLabel("“当事人”读作").SelectOptionAsync("name");
        await columns.GetByLabel("“生辰”读作").SelectOptionAsync("birth_date");
        await columns.GetByLabel("“登记号”读作").SelectOptionAsync("resident_id");
        await columns.GetByLabel("“所在村居”读作").SelectOptionAsync("community_code");
        await screen.Picture("import-columns");
        await columns.Locator(".primary").ClickAsync();
        await Expect(screen.Page.GetByText("会丢掉 0 栏")).ToBeVisibleAsync();
        await screen.Picture("import-looked");
        await screen.Page.Locator(".acts .primary").ClickAsync();
        await Expect(screen.Page.GetByText("已导入").First).ToBeVisibleAsync();
        var listed = screen.Page.Locator("li", new() { HasText = "别处的表.csv" }).First;
        await Expect(listed).ToContainTextAsync("新增 1");
        await listed.GetByRole(AriaRole.Button, new() { Name = "撤销…" }).ClickAsync();
        await Expect(listed).ToContainTextAsync("1 条会回到导入前的样子");
        await screen.Picture("import-list");
        await listed.GetByRole(AriaRole.Button, new() { Name = "撤销", Exact = true }).ClickAsync();
        await Expect(listed).ToContainTextAsync("已撤销");
    }
}
