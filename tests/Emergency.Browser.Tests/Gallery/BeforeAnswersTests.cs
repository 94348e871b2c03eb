using Emergency.Browser.Tests.Fixtures;
using Microsoft.Playwright;

namespace Emergency.Browser.Tests.Gallery;

/// <summary>
/// Each page while every answer of the server is held back: it says that it is loading, and shows nothing that it does not know yet.
/// </summary>
[Collection(nameof(PagesCollection))]
public sealed class BeforeAnswersTests(PagesFixture pages)
{
    /// <summary>The looks that need no press. A page that the server writes whole is its own answer.</summary>
    public static TheoryData<string> Names =>
        Environment.GetEnvironmentVariable("EMERGENCY_PAGES") is { Length: > 0 } some
            ? [.. some.Split(',')]
            : [.. LookedAt.All.Where(look => look.Press.Length == 0 && look.Row != "public").Select(look => look.Name)];

    /// <summary>Routes that are answered all the same: the account decides which page is shown.</summary>
    private static readonly IReadOnlyList<string> Answered = ["/api/session"];

    private static readonly IReadOnlyList<string> Held = ["/api/", "/health"];

    /// <summary>Pages that request nothing before the first act on them: their content is there at once.</summary>
    private static readonly IReadOnlyList<string> AskNothing =
    [
        "login",
        "link-nobody",
        "paper-standing-{community}",
        "team-incident-{incident}-report",
        "team-incident-{incident}-hazard",
        "team-incident-{incident}-unsent",
    ];

    // No worker that answers from its cache, no live line, and no timeouts.
    private const string Alone = """
        delete Navigator.prototype.serviceWorker
        window.WebSocket = class extends EventTarget { constructor() { super(); this.readyState = 0 } close() {} send() {} }
        const wait = window.setTimeout
        window.setTimeout = (call, ms, ...more) => (ms >= 5000 ? 0 : wait(call, ms, ...more))
        """;

    // Controls name their choices, and a heading names its page: neither claims a fact.
    private const string Still = "nothing says that it is loading";

    private const string Claims = """
        (still) => {
          const main = document.querySelector('main, #app, body')
          const shown = (one) => one.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true })
          const control = 'button, a, select, option, label, input, textarea, [role=tab], [role=switch], [role=option], nav, legend, .bones, svg text, .ol-control, footer'
          const faults = []
          const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
          for (let node = walker.nextNode(); node; node = walker.nextNode()) {
            const [at, text] = [node.parentElement, node.textContent.trim()]
            if (!text || !shown(at)) continue
            const figure = /(^|[^\d:.\-\/])0($|[^\d:.\-\/年月])/.test(text)
            if (figure && !at.closest('nav, .dials, option')) faults.push(`0: ${text}`)
            if (/(?<!有)没有|✓|全部|正常/.test(text) && !at.closest(control)) faults.push(text)
          }
          for (const sign of document.querySelectorAll('svg.lucide-check, svg.lucide-circle-check'))
            if (shown(sign) && !sign.closest(control)) faults.push(`sign of good at ${sign.parentElement.innerText.trim()}`)
          if (![...document.querySelectorAll('[aria-busy=true]')].some(shown)) faults.push(still)
          if (!main.innerText.trim()) faults.push('the page is blank')
          return faults
        }
        """;

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_page_says_nothing_before_it_knows(string name)
    {
        var look = LookedAt.All.Single(one => one.Name == name);
        await using var screen = await pages.Demo.Open(look.Account, look.IsForDesks ? Device.Office : Device.Phone);
        await screen.Context.AddInitScriptAsync(Alone);
        await screen.Context.RouteAsync(IsHeldBack, route => Task.CompletedTask);
        await screen.Go(pages.At(look.Address));
        await Settled(screen.Page);
        await screen.Picture($"before-{look.Name}");
        (await screen.Page.EvaluateAsync<string[]>(Claims, Still))
            .Where(fault => fault != Still || !AskNothing.Contains(look.Name, StringComparer.Ordinal))
            .ShouldBeEmpty(look.Name);
    }

    private static bool IsHeldBack(string address) =>
        new Uri(address).AbsolutePath is var path
        && Held.Any(room => path.StartsWith(room, StringComparison.Ordinal))
        && !Answered.Contains(path, StringComparer.Ordinal);

    /// <summary>Waits until the page has all its parts: nothing of it has changed from one look to the next.</summary>
    private static async Task Settled(IPage page)
    {
        await Assertions.Expect(page.Locator("h1, h2, main").First).ToBeAttachedAsync();
        using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(400));
        for (var (before, now) = ("", "-"); before != now; await pause.WaitForNextTickAsync())
            (before, now) = (
                now,
                await page.EvaluateAsync<string>("`${performance.getEntriesByType('resource').length} ${document.body.innerHTML}`")
            );
    }
}
