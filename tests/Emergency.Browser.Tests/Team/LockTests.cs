using Emergency.Browser.Tests.Fixtures;
using Emergency.Testing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Emergency.Browser.Tests.Team;

/// <summary>
/// The lock of a phone's stores: without it a phone's files show what was loaded, with it only the server or the owner can open them.
/// </summary>
[Collection(nameof(FieldCollection))]
[Long("a whole story: the main acts of its pages are quick")]
public sealed class LockTests(Demo demo)
{
    private const string Code = "135790";

    [Fact]
    public async Task With_a_code_a_phone_without_network_shows_its_list_to_its_owner_alone()
    {
        var field = await Field.Fire(demo);
        await using var phone = new Phone(await (await demo.Open("secretary", Device.Phone)).Go(field.Page));
        await phone.KeptOnThePhone(field.Incident);
        await phone.TapText("我的账号");
        await phone.Tap(phone.Page.Locator("dialog").GetByRole(AriaRole.Button, new() { Name = "加锁", Exact = true }));
        await Type(phone, Code);
        await Expect(phone.Page.GetByText("再输一遍")).ToBeVisibleAsync();
        await Type(phone, "135791");
        await Expect(phone.Page.GetByText("两遍不一样，请重新定")).ToBeVisibleAsync();
        await Type(phone, Code);
        await Type(phone, Code);
        await Expect(phone.Page.GetByText("✓ 已加锁")).ToBeVisibleAsync();
        await phone.Screen.Picture("phone-lock-set");
        (await KeysInTheOpen(phone)).ShouldBe(0, "no key lies on the phone that a page or a file could use");

        await phone.Offline(true);
        await phone.OpenAnew("/team");
        await Expect(phone.Page.GetByText("名单锁着")).ToBeVisibleAsync();
        await Expect(phone.Page.Locator(".building")).ToHaveCountAsync(0);
        await Type(phone, "000000");
        await Expect(phone.Page.GetByText("口令不对")).ToBeVisibleAsync();
        await Type(phone, Code);
        await Expect(phone.Page.Locator(".building").First).ToBeVisibleAsync();
        await Expect(phone.Page.GetByText("名单锁着")).ToHaveCountAsync(0);

        // With network nobody is asked for the lock.
        await phone.Offline(false);
        await phone.OpenAnew("/team");
        await Expect(phone.Page.Locator(".building").First).ToBeVisibleAsync();
        await Expect(phone.Page.GetByText("名单锁着")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task What_waited_under_a_lock_is_sent_when_the_network_is_back()
    {
        var field = await Field.Fire(demo);
        await using var phone = new Phone(await (await demo.Open("secretary", Device.Phone)).Go(field.Page));
        await phone.KeptOnThePhone(field.Incident);
        await phone.Page.EvaluateAsync("location.hash = '#doors'");
        await phone.Tap("a.door");
        await Expect(phone.Page.Locator("button.safe")).ToBeVisibleAsync();
        await phone.Offline(true);
        var door = phone.Page.Url;
        await phone.Tap("button.safe");
        await Expect(phone.Page.Locator(".holder .bar")).ToBeVisibleAsync();
        // The next door is offered; back from it to the list.
        await Expect(phone.Page).Not.ToHaveURLAsync(door);
        await phone.Page.GoBackAsync();
        await phone.TapText("我的账号");
        await phone.Tap(phone.Page.Locator("dialog").GetByRole(AriaRole.Button, new() { Name = "加锁", Exact = true }));
        await Type(phone, Code);
        await Type(phone, Code);
        await Expect(phone.Page.GetByText("✓ 已加锁")).ToBeVisibleAsync();

        await phone.OpenAnew("/team");
        await Type(phone, Code);
        await Expect(phone.Page.Locator(".holder .bar")).ToContainTextAsync("未上传 1 条");
        await phone.Offline(false);
        await Until.TrueAsync(
            async () => (await field.Doors()).Households.Count(one => one.GetProperty("settled").GetBoolean()) == 1,
            "what waited under the lock is told"
        );
    }

    [Fact]
    public async Task What_unlocks_the_phone_itself_opens_the_list_with_one_touch()
    {
        // Browsers give such keys to names only, not to bare addresses.
        var named = new UriBuilder(demo.Address) { Host = "localhost" }.Uri;
        await using var screen = await demo.Open(null, Device.Phone, through: named);
        await screen.HasKeys();
        await screen.Go("/login?to=%2Fteam");
        await screen.Page.FillAsync("[name=account]", "secretary");
        await screen.Page.FillAsync("[name=password]", Demo.Password);
        await screen.Page.PressAsync("[name=password]", "Enter");
        var phone = new Phone(screen);
        await phone.TapText("我的账号");
        await phone.Tap(phone.Page.Locator("dialog").GetByRole(AriaRole.Button, new() { Name = "加锁", Exact = true }));
        await phone.TapText("用指纹、面部或锁屏密码");
        await Expect(phone.Page.GetByText("✓ 已加锁")).ToBeVisibleAsync();
        (await KeysInTheOpen(phone)).ShouldBe(0);
        await phone.Page.EvaluateAsync("navigator.serviceWorker.ready.then(() => null)");

        await phone.Offline(true);
        await phone.Page.ReloadAsync();
        phone.Count();
        await phone.TapText("用指纹、面部或锁屏密码开");
        await Expect(phone.Page.GetByText("名单锁着")).ToHaveCountAsync(0);
        phone.Taps.ShouldBe(1);
        await phone.Offline(false);
    }

    private static async Task Type(Phone phone, string code)
    {
        var field = phone.Page.Locator("input[name=code]");
        await Expect(field).ToBeEnabledAsync();
        await field.PressSequentiallyAsync(code);
    }

    /// <summary>Counts keys of accounts that lie on the phone unwrapped. The phone's own key seals only the name of its owner.</summary>
    private static Task<int> KeysInTheOpen(Phone phone) =>
        phone.Page.EvaluateAsync<int>(
            """
            () => new Promise((done) => { const open = indexedDB.open('emergency-team'); open.onsuccess = () => { const asked = open.result.transaction('keys').objectStore('keys').openCursor(); let count = 0; asked.onsuccess = () => { const at = asked.result; if (!at) { open.result.close(); return done(count) } if (at.key !== 'phone' && at.value instanceof CryptoKey) count++; at.continue() } } })
            """
        );
}
