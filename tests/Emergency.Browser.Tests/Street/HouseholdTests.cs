using Emergency.Browser.Tests.Fixtures;
using Emergency.Testing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Emergency.Browser.Tests.Street;

/// <summary>
/// 关爱: households and their people. People come, leave, are given to another community; households are split and merged. All persons are
/// fictitious.
/// </summary>
[Collection(nameof(RegisterCollection))]
[Long("a whole story: the main acts of its pages are quick")]
public sealed class HouseholdTests(Demo demo) : Registering(demo)
{
    [Fact]
    public async Task Who_moves_away_is_in_no_list_of_today_stands_among_those_who_left_and_comes_back()
    {
        await Enter("卫试离", "9203");
        await using var screen = await Register("secretary");
        await Find(screen, "9203");
        await Row(screen).GetByRole(AriaRole.Button).ClickAsync();
        await Button(screen, "搬走 / 去世").ClickAsync();
        await screen.Page.FillAsync("[name=where]", "女儿家");
        await screen.Picture("register-leave-light");
        await Button(screen, "记下离开").ClickAsync();
        await Expect(screen.Page.Locator(".residents tbody tr.row")).ToHaveCountAsync(0);
        await Tab(screen, "已离开").ClickAsync();
        await Find(screen, "9203");
        await Expect(Row(screen)).ToContainTextAsync("搬走");
        await screen.Picture("register-left-light");
        await Row(screen).GetByRole(AriaRole.Button).ClickAsync();
        await Button(screen, "又回来了").ClickAsync();
        await Button(screen, "记下回来").ClickAsync();
        await Expect(screen.Page.Locator(".residents tbody tr.row")).ToHaveCountAsync(0);
        await Tab(screen, "名单").ClickAsync();
        await Find(screen, "9203");
    }

    [Fact]
    public async Task Somebody_is_given_to_another_community_which_takes_them_behind_a_door()
    {
        await Enter("卫试转", "9204");
        await using var screen = await Register("secretary");
        await Find(screen, "9204");
        await Row(screen).GetByRole(AriaRole.Button).ClickAsync();
        await Button(screen, "转给别的社区").ClickAsync();
        await screen.Page.Locator("[name=to]").FillAsync("中山");
        await screen.Page.Keyboard.PressAsync("Enter");
        await Button(screen, "转给").ClickAsync();
        await Expect(Person(screen)).ToContainTextAsync("存好了");
        await screen.Page.Keyboard.PressAsync("Escape");
        await Tab(screen, "转入转出").ClickAsync();
        await Expect(screen.Page.Locator(".going li")).ToContainTextAsync("卫**");
        await screen.Picture("register-going-light");

        await using var other = await Register("street", theme: "dark", community: Other);
        await Tab(other, "转入转出").ClickAsync();
        await Expect(other.Page.Locator(".coming li")).ToContainTextAsync("义阳社区");
        await other.Picture("register-coming-dark");
        await Button(other, "接收").ClickAsync();
        await Button(other, "写门牌").ClickAsync();
        await other.Page.FillAsync("[name=building]", "拟新楼");
        await Person(other).GetByRole(AriaRole.Button, new() { Name = "接收", Exact = true }).ClickAsync();
        await Expect(other.Page.Locator(".coming li")).ToHaveCountAsync(0);
        await Tab(other, "名单").ClickAsync();
        await other.Page.Locator(".data-table input[type=search]").FillAsync("拟新楼");
        await other.Page.Keyboard.PressAsync("Enter");
        await Expect(other.Page.Locator(".residents tbody tr.row")).ToHaveCountAsync(1);
        await Tab(screen, "已离开").ClickAsync();
        await Expect(screen.Page.Locator(".residents tbody")).ToContainTextAsync("已由 中山社区");
    }

    [Fact]
    public async Task A_household_is_split_and_merged_again_and_a_contact_is_added()
    {
        await using var screen = await Register("secretary");
        await Tab(screen, "户").ClickAsync();
        await Button(screen, "加一户").ClickAsync();
        await screen.Page.FillAsync("[name=head]", "卫试户");
        await screen.Page.FillAsync("[name=building]", "拟户楼");
        await screen.Page.FillAsync("[name=room]", "301");
        await screen.Page.FillAsync("[name=members]", "4");
        await Person(screen).GetByRole(AriaRole.Button, new() { Name = "加一户", Exact = true }).ClickAsync();
        await Expect(Person(screen)).ToHaveCountAsync(0);
        var rows = screen.Page.Locator(".homes tbody tr.row");
        await screen.Page.Locator(".data-table input[type=search]").FillAsync("拟户楼");
        await Expect(rows).ToHaveCountAsync(1);
        await rows.GetByRole(AriaRole.Button).ClickAsync();
        await Button(screen, "分户").ClickAsync();
        await screen.Page.FillAsync("[name=head]", "卫试二");
        await screen.Page.FillAsync("[name=room]", "302");
        await screen.Picture("register-split-light");
        await Person(screen).GetByRole(AriaRole.Button, new() { Name = "分户", Exact = true }).Last.ClickAsync();
        await Expect(Person(screen)).ToContainTextAsync("存好了");
        await screen.Page.Keyboard.PressAsync("Escape");
        await Expect(rows).ToHaveCountAsync(2);
        await rows.Filter(new() { HasText = "302" }).GetByRole(AriaRole.Button).ClickAsync();
        await Button(screen, "并户").ClickAsync();
        await screen.Page.Locator("[name=into]").FillAsync("拟户楼 301");
        await screen.Page.Keyboard.PressAsync("Enter");
        await Person(screen).GetByRole(AriaRole.Button, new() { Name = "并户", Exact = true }).Last.ClickAsync();
        await Expect(rows).ToHaveCountAsync(1);
        await Expect(rows).ToContainTextAsync("4");

        await Enter("卫试友", "9205");
        await Tab(screen, "名单").ClickAsync();
        await Find(screen, "9205");
        await Row(screen).GetByRole(AriaRole.Button).ClickAsync();
        await Button(screen, "加联系人").ClickAsync();
        await screen.Page.FillAsync("[name=name]", "卫拟女");
        await screen.Page.FillAsync("[name=phones]", "139-0000-0404");
        await screen.Picture("register-guardian-light");
        await Button(screen, "加上联系人").ClickAsync();
        await Expect(Person(screen)).ToContainTextAsync("存好了");
        await Button(screen, "加联系人").ClickAsync();
        await Expect(Person(screen).Locator(".guardians li")).ToContainTextAsync("卫拟女");
    }

    [Fact]
    public async Task Who_dies_goes_into_an_institution_is_born_or_moves_to_another_door_stands_where_they_belong()
    {
        await Enter("卫试逝", "9311");
        await Enter("卫试院", "9312");
        await Enter("卫试搬", "9313");
        await using var screen = await Register("secretary");
        await Opened(screen, "9311");
        await Button(screen, "搬走 / 去世").ClickAsync();
        await Button(screen, "去世").ClickAsync();
        await Expect(screen.Page.Locator("[name=where]")).ToHaveCountAsync(0);
        await Button(screen, "记下离开").ClickAsync();
        await Expect(screen.Page.Locator(".residents tbody tr.row")).ToHaveCountAsync(0);
        await Opened(screen, "9312");
        await Button(screen, "搬走 / 去世").ClickAsync();
        await Button(screen, "住进机构").ClickAsync();
        await screen.Page.FillAsync("[name=where]", "拟寿养老院");
        await Button(screen, "记下离开").ClickAsync();
        await Expect(screen.Page.Locator(".residents tbody tr.row")).ToHaveCountAsync(0);

        await Opened(screen, "9313");
        await Button(screen, "搬到别的门").ClickAsync();
        await Button(screen, "写门牌").ClickAsync();
        await screen.Page.FillAsync("[name=room]", "9314");
        await Button(screen, "本人当面说").ClickAsync();
        await screen.Picture("register-door");
        await Button(screen, "存，改 1 栏").ClickAsync();
        await Expect(Person(screen)).ToContainTextAsync("存好了");
        await screen.Page.Keyboard.PressAsync("Escape");
        await Find(screen, "9314");
        await Expect(Row(screen)).ToContainTextAsync("卫**");

        await Button(screen, "加一人").ClickAsync();
        await Button(screen, "出生了").ClickAsync();
        await Button(screen, "写门牌").ClickAsync();
        await screen.Page.FillAsync("[name=building]", "拟楼");
        await screen.Page.FillAsync("[name=room]", "9315");
        await screen.Page.FillAsync("[name=name]", "卫拟婴");
        await screen.Page.FillAsync("[name=birth]", In(-3));
        await Button(screen, "留守未成年人").ClickAsync();
        await Button(screen, "婴儿").ClickAsync();
        await Button(screen, "加上").ClickAsync();
        await Expect(Person(screen)).ToContainTextAsync("已加上 卫拟婴");
        await screen.Page.Keyboard.PressAsync("Escape");
        await Find(screen, "9315");
        foreach (var part in (string[])["孩子 0 岁", "婴儿"])
            await Expect(Row(screen)).ToContainTextAsync(part);

        await Tab(screen, "已离开").ClickAsync();
        await Find(screen, "9311");
        await Expect(Row(screen)).ToContainTextAsync("去世");
        await Find(screen, "9312");
        await Expect(Row(screen)).ToContainTextAsync("住进机构");
        await screen.Picture("register-left-ways");

        await Tab(screen, "户").ClickAsync();
        await Button(screen, "加一户").ClickAsync();
        await screen.Page.FillAsync("[name=head]", "卫试头");
        await screen.Page.FillAsync("[name=building]", "拟头楼");
        await screen.Page.FillAsync("[name=room]", "401");
        await Person(screen).GetByRole(AriaRole.Button, new() { Name = "加一户", Exact = true }).ClickAsync();
        await Expect(Person(screen)).ToHaveCountAsync(0);
        var home = screen.Page.Locator(".homes tbody tr.row");
        await screen.Page.Locator(".data-table input[type=search]").FillAsync("拟头楼");
        await Expect(home).ToContainTextAsync("卫**");
        await home.GetByRole(AriaRole.Button).ClickAsync();
        await Button(screen, "改这一户、换户主").ClickAsync();
        await screen.Page.FillAsync("[name=head]", "柏拟头");
        await screen.Page.FillAsync("[name=members]", "3");
        await screen.Picture("register-home-edit");
        await Person(screen).Locator("form").GetByRole(AriaRole.Button, new() { Name = "存", Exact = true }).ClickAsync();
        await Expect(Person(screen)).ToContainTextAsync("存好了");
        await screen.Page.Keyboard.PressAsync("Escape");
        await Expect(home).ToContainTextAsync("柏**");
        await Expect(home).ToContainTextAsync("3");
    }

    [Fact]
    public async Task A_giving_is_sent_back_with_a_reason_and_another_is_taken_back()
    {
        await Enter("卫试退", "9321");
        await using var screen = await Register("secretary");
        async Task Give()
        {
            await Opened(screen, "9321");
            await Button(screen, "转给别的社区").ClickAsync();
            await screen.Page.Locator("[name=to]").FillAsync("中山");
            await screen.Page.Keyboard.PressAsync("Enter");
            await Button(screen, "转给").ClickAsync();
            await Expect(Person(screen)).ToContainTextAsync("存好了");
            await screen.Page.Keyboard.PressAsync("Escape");
        }
        await Give();
        await using var other = await Register("street", community: Other);
        await Tab(other, "转入转出").ClickAsync();
        var coming = other.Page.Locator(".coming li");
        await coming.GetByRole(AriaRole.Button, new() { Name = "退回", Exact = true }).ClickAsync();
        await coming.Locator("[name=why]").FillAsync("人不住这里");
        await other.Picture("register-give-back");
        await coming.Locator("form").GetByRole(AriaRole.Button, new() { Name = "退回", Exact = true }).ClickAsync();
        await Expect(coming).ToHaveCountAsync(0);

        await Give();
        await Tab(screen, "转入转出").ClickAsync();
        var going = screen.Page.Locator(".going li");
        await going.GetByRole(AriaRole.Button, new() { Name = "收回", Exact = true }).ClickAsync();
        await Expect(going).ToHaveCountAsync(0);
        await other.Page.ReloadAsync();
        await Tab(other, "转入转出").ClickAsync();
        await Expect(other.Page.Locator(".coming")).ToContainTextAsync("没有人等着转来");
        await Tab(screen, "名单").ClickAsync();
        await Opened(screen, "9321");
        await Button(screen, "改动").ClickAsync();
        foreach (var part in (string[])["收回转出", "被退回", "人不住这里"])
            await Expect(Person(screen).Locator(".timeline")).ToContainTextAsync(part);
    }
}
