using System.Text;
using Emergency.Browser.Tests.Fixtures;
using Emergency.Testing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Emergency.Browser.Tests.Team;

/// <summary>
/// The phone's stores, searched byte by byte after a day's work: no name, no telephone, no note lies there in clear. All persons are
/// fictitious.
/// </summary>
[Long("a whole day of a phone in a demo of its own")]
public sealed class PhoneStoreTests : IAsyncLifetime
{
    private const string Community = "411502001001",
        Name = "蔺拟匿名",
        Number = "13900000176",
        Note = "拟话药放床头",
        Picture = "拟图门牌";
    private readonly TempFolder _folder = new();
    private Demo _demo = null!;

    public async ValueTask InitializeAsync() => _demo = await Demo.In(_folder["data"]);

    public async ValueTask DisposeAsync()
    {
        await _demo.DisposeAsync();
        _folder.Dispose();
    }

    /// <summary>All that the browser keeps for this address: everything readable as bytes, but not keys that nobody can extract.</summary>
    private const string Everything = """
        async (only) => {
          const parts = []
          const text = new TextEncoder()
          const add = async (one, seen = new Set()) => {
            if (one === null || one === undefined || one instanceof CryptoKey) return
            if (typeof one !== 'object') return void parts.push(text.encode(String(one) + '\n'))
            if (one instanceof Blob) one = await one.arrayBuffer()
            if (one instanceof ArrayBuffer) return void parts.push(new Uint8Array(one))
            if (ArrayBuffer.isView(one)) return void parts.push(new Uint8Array(one.buffer, one.byteOffset, one.byteLength))
            if (seen.has(one)) return
            seen.add(one)
            if (one instanceof Map) for (const [key, value] of one) await add([key, value], seen)
            else if (one instanceof Set) for (const value of one) await add(value, seen)
            else for (const [key, value] of Object.entries(one)) (parts.push(text.encode(key + '\n')), await add(value, seen))
          }
          if (!only) await add({ ...localStorage })
          if (!only) await add({ ...sessionStorage })
          const done = (request) => new Promise((good, bad) => ((request.onsuccess = () => good(request.result)), (request.onerror = () => bad(request.error))))
          for (const { name } of await indexedDB.databases()) {
            const base = await done(indexedDB.open(name))
            for (const store of base.objectStoreNames) {
              const all = base.transaction(store).objectStore(store)
              const [keys, values] = await Promise.all([done(all.getAllKeys()), done(all.getAll())])
              await add(keys)
              await add(values)
            }
            base.close()
          }
          for (const name of only ? [] : await caches.keys()) {
            const cache = await caches.open(name)
            for (const request of await cache.keys()) {
              await add(request.url)
              const kept = await cache.match(request)
              if (kept) await add(await kept.arrayBuffer())
            }
          }
          const whole = new Blob(parts)
          return await new Promise((good) => {
            const reader = new FileReader()
            reader.onload = () => good(reader.result.split(',')[1] ?? '')
            reader.readAsDataURL(whole)
          })
        }
        """;

    /// <param name="only">True for IndexedDB alone.</param>
    private static async Task<byte[]> All(Phone phone, bool only = false) =>
        Convert.FromBase64String(await phone.Page.EvaluateAsync<string>(Everything, only));

    private static ILocator Button(IPage page, string name) => page.GetByRole(AriaRole.Button, new() { Name = name });

    private async Task<Guid> Asked(string room)
    {
        using var secretary = await _demo.SignIn("secretary");
        var id = (
            await secretary.Post(
                $"/api/communities/{Community}/residents",
                new
                {
                    how = "found",
                    person = new
                    {
                        name = Name,
                        bornIn = 1944,
                        kinds = new[] { "elder-alone" },
                        needs = new[] { "support" },
                        phones = new[] { Number },
                        grid = "001001-G1",
                        building = "拟楼",
                        unit = "2单元",
                        room,
                    },
                }
            )
        ).Is(200)["id"].GetGuid();
        await Until.TrueAsync(
            async () =>
                (await secretary.Post($"/api/communities/{Community}/visits/{id}/extra", new { trigger = "by-hand" })).Status == 200,
            "a visit is asked for"
        );
        return id;
    }

    [Fact]
    public async Task After_a_day_of_visits_lists_and_papers_nothing_lies_on_the_phone_in_clear()
    {
        var (made, missed) = (await Asked("9501"), await Asked("9502"));
        var secrets = new Canaries(Name, Number, "139-0000-0176", Note, Picture);
        using var secretary = await _demo.SignIn("secretary");
        await using var phone = new Phone(await (await _demo.Open("grid", Device.Phone)).Go("/team"));
        var page = phone.Page;
        ILocator Row(Guid id) => page.Locator($"[data-visit='{id}']");

        await phone.Tap(Button(page, "存今天的名单"));
        await phone.Tap(Button(page, "打开名单"));
        await phone.Tap(Button(page, "停电断网"));
        await Expect(page.Locator("[data-standing]").First).ToBeVisibleAsync();
        var own = page.Locator($"[data-standing='{made}']");
        await own.ScrollIntoViewIfNeededAsync();
        await Expect(own.Locator("a[href^='tel:']").First).ToBeVisibleAsync();
        secrets.In(await All(phone)).ShouldBeEmpty("the standing list is open");

        await phone.OpenAnew("/team#visits");
        page = phone.Page;
        await Expect(Row(made)).ToBeVisibleAsync();
        await page.EvaluateAsync("navigator.serviceWorker.ready.then(() => null)");
        await phone.Tap(Row(made).Locator(".way"));
        await phone.Tap("[data-do=files]");
        await phone.Tap("[data-do=add]");
        await page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        // From here on nothing is sent: all of it waits on the phone.
        await phone.Offline(true);
        var canvas = Convert.FromBase64String(
            await page.EvaluateAsync<string>(
                "() => Object.assign(document.createElement('canvas'), { width: 80, height: 60 }).toDataURL('image/png').split(',')[1]"
            )
        );
        await page.Locator("[name=attachment]")
            .SetInputFilesAsync(
                new FilePayload
                {
                    Name = $"{Picture}.png",
                    MimeType = "image/png",
                    Buffer = canvas,
                }
            );
        await phone.Tap(page.GetByRole(AriaRole.Button, new() { Name = "上传", Exact = true }));
        await Expect(page.GetByText("未上传，有网就传").First).ToBeVisibleAsync();
        await phone.Tap(page.Locator("main").GetByRole(AriaRole.Button, new() { Name = "有事要办", Exact = true }));
        await phone.Tap("[data-value=medicine]");
        await page.Locator("main [name=note]").First.FillAsync(Note);
        await phone.Tap(page.Locator("main").GetByRole(AriaRole.Button, new() { Name = "记下并通知", Exact = true }));
        await Expect(Row(made)).ToContainTextAsync("未上传");
        await phone.Tap(Row(missed).Locator(".way"));
        await phone.Tap(page.Locator("main").GetByRole(AriaRole.Button, new() { Name = "没见到", Exact = true }));
        await phone.Screen.Picture("phone-store-missed", whole: true);
        var kept = await All(phone);
        kept.Length.ShouldBeGreaterThan(100_000, "and the files of the page");
        secrets.In(kept).ShouldBeEmpty("what waits to be sent is sealed");
        // Pages bring pictures of their own; the store of acts brings none.
        var acts = Encoding.Latin1.GetString(await All(phone, only: true));
        acts.Length.ShouldBeGreaterThan(1_000, "what waits is looked through too");
        foreach (var beginning in (string[])["JFIF", "PNG\r\n", "WEBP", "Exif"])
            acts.ShouldNotContain(beginning, Case.Sensitive, "a picture waits sealed");

        // A planted value in clear is found in each store.
        foreach (
            var (where, leak) in ((string, string)[])
                [
                    ("localStorage", "(said) => localStorage.setItem('leak', said)"),
                    ("sessionStorage", "(said) => (localStorage.removeItem('leak'), sessionStorage.setItem('leak', said))"),
                    (
                        "Cache Storage",
                        "async (said) => (sessionStorage.removeItem('leak'), (await caches.open('leak')).put('/leak', new Response(said)))"
                    ),
                    (
                        "IndexedDB",
                        """
                        async (said) => {
                          await caches.delete('leak')
                          await new Promise((good) => {
                            const opening = indexedDB.open('leak', 1)
                            opening.onupgradeneeded = () => opening.result.createObjectStore('leak').put({ deep: [new Blob([said])] }, 1)
                            opening.onsuccess = () => (opening.result.close(), good())
                          })
                        }
                        """
                    ),
                ]
        )
        {
            await page.EvaluateAsync(leak, Note);
            secrets.In(await All(phone)).ShouldBe([$"{Note} as UTF-8"], where);
        }
        await page.EvaluateAsync("() => new Promise((good) => (indexedDB.deleteDatabase('leak').onsuccess = good)).then(() => null)");

        await phone.Offline(false);
        await Until.TrueAsync(
            async () =>
                (await secretary.Get($"/api/communities/{Community}/visits/{made}/history"))
                    .Is(200)
                    .Text.Contains(Note, StringComparison.Ordinal),
            "the note arrives in clear where it is meant to be read"
        );
        secrets.In(await All(phone)).ShouldBeEmpty("after all was sent");
    }
}
