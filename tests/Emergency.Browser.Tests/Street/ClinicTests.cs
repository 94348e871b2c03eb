using System.Text.RegularExpressions;
using Emergency.Browser.Tests.Fixtures;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Emergency.Browser.Tests.Street;

/// <summary>卫生院 on a desk and on a phone: its patients, its form, and the single date that the committee sees.</summary>
[Collection(nameof(StreetCollection))]
public sealed class ClinicTests(Demo demo)
{
    private const string Community = "411502001001";

    private async Task<Guid> Patient(string name, string room, params string[] kinds)
    {
        using var secretary = await demo.SignIn("secretary");
        return (
            await secretary.Post(
                $"/api/communities/{Community}/residents",
                new
                {
                    how = "found",
                    person = new
                    {
                        name,
                        bornIn = 1990,
                        kinds,
                        needs = Array.Empty<string>(),
                        phones = new[] { "139-0000-0163" },
                        grid = "001001-G1",
                        building = "拟楼",
                        unit = "3单元",
                        room,
                    },
                }
            )
        ).Is(200)["id"].GetGuid();
    }

    private static ILocator Do(IPage page, string what) => page.Locator($"[data-do='{what}']");

    [Fact]
    [TenMinutes(11)]
    [MainAct("/clinic")]
    public async Task A_clinic_comes_home_to_its_patients_makes_its_visit_and_the_committee_is_told_the_day()
    {
        var (one, other) = (await Patient("葛拟诊", "3301", "escort", "elder-alone"), await Patient("常拟安", "3302", "disabled"));

        await using var clinic = await (await demo.Open("clinic", Device.Office)).Go("/");
        var page = clinic.Page;
        await Expect(page).ToHaveURLAsync(new Regex("/clinic", RegexOptions.None, TimeSpan.FromSeconds(1)));
        await Expect(page.Locator($"[data-patient='{one}']")).ToContainTextAsync("没约日子");
        await Expect(page.Locator($"[data-patient='{other}']")).ToHaveCountAsync(0);
        (await page.ContentAsync()).ShouldNotContain("葛拟诊");
        await clinic.Picture("clinic-patients", whole: true);
        (await clinic.Unreachable("卫生院随访", 4)).ShouldBeEmpty();
        await page.Locator($"[data-patient='{one}'] button").First.ClickAsync();
        await Expect(page.GetByText("没有同意给签约医生看")).ToBeVisibleAsync();
        await page.Locator("[data-value=unstable]").ClickAsync();
        await Expect(page.Locator(".says")).ToContainTextAsync("下次");
        await page.Locator("[name=note]").FillAsync("药没按时吃");
        await clinic.Picture("clinic-visit", whole: true);
        await page.GetByRole(AriaRole.Button, new() { Name = "记下" }).ClickAsync();
        await Expect(page.Locator("ol li")).ToContainTextAsync("不稳定");
        await clinic.Picture("clinic-visited", whole: true);

        using var secretary = await demo.SignIn("secretary");
        var card = (await secretary.Get($"/api/communities/{Community}/visits/{one}")).Is(200);
        card["visit"].GetProperty("clinic").GetString().ShouldNotBeNullOrEmpty();
        foreach (var secret in (string[])["unstable", "药没按时吃", "\"signed\""])
            card.Text.ShouldNotContain(secret);

        await using var phone = await (await demo.Open("clinic", Device.Phone)).Go($"/clinic?patient={one}&community={Community}");
        await phone.Page.GetByRole(AriaRole.Button, new() { Name = "没见到" }).ClickAsync();
        await phone.Page.Locator("[data-value=out]").ClickAsync();
        await phone.Picture("clinic-missed", whole: true);
        await phone.Page.GetByRole(AriaRole.Button, new() { Name = "记下" }).ClickAsync();
        await Expect(phone.Page.Locator("ol li").First).ToContainTextAsync("没见到");
        await phone.Go("/clinic?which=all");
        await Expect(phone.Page.Locator($"[data-patient='{one}']")).ToBeVisibleAsync();
        await phone.Picture("clinic-all", whole: true);
    }
}
