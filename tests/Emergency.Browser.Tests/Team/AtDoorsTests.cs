using Emergency.Browser.Tests.Fixtures;
using Emergency.Testing;
using static Microsoft.Playwright.Assertions;

namespace Emergency.Browser.Tests.Team;

/// <summary>A door with several people at work: people met, people dialled, tasks seen, different marks.</summary>
[Collection(nameof(FieldCollection))]
[Long("a whole story: the main acts of its pages are quick")]
public sealed class AtDoorsTests(Demo demo)
{
    [Fact]
    public async Task Of_the_registered_one_was_not_met_and_the_door_stays_open_until_they_are()
    {
        var field = await Field.Fire(demo);
        var home = (await field.Doors()).Households.First(one =>
            one.GetProperty("others").GetInt32() >= 1 && one.GetProperty("members").GetInt32() >= 3
        );
        var (id, members) = (Field.Of(home, "householdId")!, home.GetProperty("members").GetInt32());
        await using var phone = new Phone(await (await demo.Open("secretary", Device.Phone)).Go($"{field.Page}#door/{id}"));
        var met = phone.Page.Locator(".met output");
        await Expect(met).ToHaveTextAsync($"{members}");
        await phone.Tap("button[aria-label='少见到一人']");
        await Expect(met).ToHaveTextAsync($"{members - 1}");
        (await phone.Screen.Unreachable("号楼", 40)).ShouldBeEmpty();
        await phone.Screen.Picture("team-met");
        await phone.Tap("button.safe");
        await Until.TrueAsync(
            async () =>
                (await field.Doors()).Households.Any(one =>
                    Field.Of(one, "householdId") == id && Field.Of(one, "worst") == "unchecked" && one.GetProperty("notMet").GetInt32() == 1
                ),
            "one is still to be found"
        );
        var people = (await field.Secretary.Get($"/api/incidents/{field.Incident}/figures")).Is(200)["total"].GetProperty("people");
        people.GetProperty("moved").GetInt32().ShouldBe(members - 1);

        await phone.Page.EvaluateAsync("(hash) => { location.hash = hash }", $"#door/{id}");
        await Expect(met).ToHaveTextAsync($"{members - 1}");
        await phone.Tap("button[aria-label='多见到一人']");
        await phone.Tap("button[aria-label='多见到一人']");
        await Expect(met).ToHaveTextAsync($"{members + 1}");
        await phone.Tap("button.safe");
        await Until.TrueAsync(
            async () =>
                (await field.Doors()).Households.Any(one => Field.Of(one, "householdId") == id && one.GetProperty("settled").GetBoolean()),
            "everybody is found, the stranger too"
        );
        (await field.Doors()).Persons.Count(one => one.GetProperty("visitor").GetBoolean()).ShouldBe(1);
    }

    [Fact]
    public async Task A_call_from_a_door_writes_itself_down_without_network_too_and_no_number_with_it()
    {
        var field = await Field.Fire(demo);
        await using var phone = new Phone(await (await demo.Open("secretary", Device.Phone)).Go(field.Page));
        await phone.KeptOnThePhone(field.Incident);
        await phone.Page.EvaluateAsync(
            "addEventListener('click', (event) => { if (event.target.closest('a[href^=\"tel:\"]')) event.preventDefault() })"
        );
        await phone.Tap("nav.foot a[href='#doors']");
        await phone.Tap("a.door");
        await phone.Offline(true);
        var dial = phone.Page.Locator("dialog a.dial.plain").First;
        var number = (await dial.GetAttributeAsync("href"))!["tel:".Length..];
        await phone.Tap(dial);
        await Expect(phone.Page.Locator(".bar")).ToContainTextAsync("未上传 1 条");
        await phone.Offline(false);
        await phone.AllSent();
        await Expect(phone.Page.Locator("dialog")).ToContainTextAsync("拨过");
        (await field.Told(1, "doors.called.v1")).ShouldBe(1);
        var story = (await field.Secretary.Get($"/api/incidents/{field.Incident}/timeline?limit=200")).Is(200).Text;
        story.ShouldNotContain(number);
    }

    [Fact]
    public async Task A_task_is_seen_when_it_is_looked_at_and_the_desk_says_by_how_many()
    {
        var field = await Field.Fire(demo);
        await using var phone = new Phone(await (await demo.Open("child", Device.Phone)).Go($"{field.Page}#who"));
        var title = "孩子和无人照料的人，落实到具体成年人";
        async Task<int> Seen() =>
            (await field.Secretary.Get($"/api/incidents/{field.Incident}/tasks"))
                .Is(200)["items"]
                .EnumerateArray()
                .Single(one => Field.Of(one, "text") == title)
                .GetProperty("task")
                .GetProperty("seen")
                .GetInt32();
        await Expect(phone.Page.Locator(".ring")).ToBeVisibleAsync();
        (await Seen()).ShouldBe(0, "a task that rings is not yet seen");
        await phone.Tap(".ring a");
        var card = phone.Page.Locator($"li.card[data-incident='{field.Incident}']", new() { HasText = title });
        await card.ScrollIntoViewIfNeededAsync();
        await Expect(card).ToContainTextAsync("1 人已看");
        (await Seen()).ShouldBe(1);
        await field.Told(1, "incident.task-noticed.v1");
        await using var desk = await (await demo.Open("commander", Device.Desk)).Go($"/command?incident={field.Incident}");
        await desk.Page.Locator(".card", new() { HasText = field.Title }).First.ClickAsync();
        await Expect(desk.Page.GetByText("已看 1").First).ToBeAttachedAsync();
    }

    [Fact]
    public async Task Two_words_about_one_door_stand_on_both_phones_and_the_desk_until_one_of_them_knocks_again()
    {
        var field = await Field.Fire(demo);
        var person = (await field.Doors()).Persons.First(one => Field.Of(one.GetProperty("door"), "grid") == "001001-G1");
        var door = Field.Of(person, "householdId")!;
        // The grid chief marks it without network, a minute ago; the secretary marks it differently meanwhile.
        await using var late = new Phone(await (await demo.Open("grid", Device.Phone)).Go(field.Page));
        await late.KeptOnThePhone(field.Incident);
        await late.Page.EvaluateAsync("(hash) => { location.hash = hash }", $"#door/{door}");
        await Expect(late.Page.Locator("dialog h2").First).ToBeVisibleAsync();
        await late.Offline(true);
        await late.Ago(60);
        await late.Tap("button:has-text('更多')");
        await late.Tap("button.one:has-text('联系不上')");
        await Expect(late.Page.Locator(".bar")).ToContainTextAsync("未上传");
        await using var phone = new Phone(await (await demo.Open("secretary", Device.Phone)).Go($"{field.Page}#door/{door}"));
        await phone.Tap("button.safe");
        await Until.TrueAsync(
            async () =>
                (await field.Doors()).Households.Any(one => Field.Of(one, "householdId") == door && Field.Of(one, "worst") == "safe"),
            "the first word is told"
        );
        await late.Ago(0);
        await late.Offline(false);
        await late.AllSent();
        await Expect(late.Page.Locator("a.two[href^='#door/']")).ToContainTextAsync("1 户两种说法");
        await Expect(phone.Page.Locator("a.two[href^='#door/']")).ToContainTextAsync("1 户两种说法");
        await phone.Page.EvaluateAsync("(hash) => { location.hash = hash }", $"#door/{door}");
        var words = phone.Page.Locator("dialog .two");
        foreach (var word in (string[])["安全", "书记", "联系不上", "网格长", "没网时记的", "谁再去敲门，谁来定"])
            await Expect(words).ToContainTextAsync(word);
        (await phone.Screen.Unreachable("号楼", 40)).ShouldBeEmpty();
        await phone.Screen.Picture("team-two-words");
        await phone.Page.SetViewportSizeAsync(Device.SmallPhone.Width, Device.SmallPhone.Height);
        (await phone.Screen.Holds("document.documentElement.scrollWidth <= innerWidth")).ShouldBeTrue(
            "two words fit on the smallest phone"
        );
        await phone.Screen.Picture("team-two-words-320");
        await using var desk = await (await demo.Open("commander", Device.Desk)).Go($"/command?incident={field.Incident}");
        await desk.Page.Locator(".card", new() { HasText = field.Title }).First.ClickAsync();
        await desk.Page.GetByText("1 户两种说法").ClickAsync();
        await Expect(desk.Page.Locator(".disputes li")).ToContainTextAsync("联系不上");
        (await desk.Unreachable("浉河区", 200)).ShouldBeEmpty();
        await desk.Picture("command-two-words");

        await phone.Tap(words.Locator("button", new() { HasText = "安全" }));
        await Expect(late.Page.Locator("a.two[href^='#door/']")).ToHaveCountAsync(0);
        await Expect(desk.Page.Locator(".disputes")).ToHaveCountAsync(0);
        (await field.Doors())
            .Households.Single(one => Field.Of(one, "householdId") == door)
            .GetProperty("settled")
            .GetBoolean()
            .ShouldBeTrue();
    }
}
