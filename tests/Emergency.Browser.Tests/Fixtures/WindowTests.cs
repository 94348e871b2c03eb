using Emergency.Testing;
using Microsoft.Playwright;

namespace Emergency.Browser.Tests.Fixtures;

/// <summary>The next test takes over a test's window: with the files of the pages, and with no trace of the acts in it.</summary>
[Collection(nameof(LoginCollection))]
[Long("the windows of these tests themselves")]
public sealed class WindowTests(Demo demo)
{
    // No other test's windows are this wide.
    private static readonly Device Own = new(1001, 701, false);
    private const string FromCache =
        "() => performance.getEntriesByType('resource').some(one => one.transferSize === 0 && one.decodedBodySize > 0)";

    [Fact]
    public async Task What_somebody_left_is_gone_and_the_files_are_there()
    {
        await using (var first = await (await demo.Open("secretary", Own)).Go("/street"))
        {
            await Loaded(first);
            await first.Page.EvaluateAsync(
                """
                async () => {
                  localStorage.setItem('left', 'a')
                  sessionStorage.setItem('left', 'b')
                  document.cookie = 'left=c; path=/'
                  await caches.open('left')
                  await new Promise((done) => (indexedDB.open('left').onsuccess = done))
                  await navigator.serviceWorker.register('/team-shell.js', { scope: '/team' })
                }
                """
            );
        }
        await using var next = await (await demo.Open(null, Own)).Go("/login");
        await Loaded(next);
        (await next.Page.EvaluateAsync<bool>(FromCache)).ShouldBeTrue();
        (
            await next.Page.EvaluateAsync<string[]>(
                """
                async () => [
                  ...[localStorage, sessionStorage].map((one) => one.getItem('left')),
                  document.cookie.includes('left') ? 'a cookie' : null,
                  ...(await caches.keys()).filter((one) => one === 'left'),
                  ...(await indexedDB.databases()).map((one) => one.name).filter((one) => one === 'left'),
                  ...(await navigator.serviceWorker.getRegistrations()).map((one) => one.scope),
                  (await fetch('/api/session')).status === 200 ? 'a session' : null,
                ].filter((one) => one !== null)
                """
            )
        ).ShouldBeEmpty();
    }

    [Fact]
    public async Task Whose_window_was_changed_as_a_whole_has_it_alone()
    {
        var own = Own with { Height = 702 };
        await using (var first = await (await demo.Open(null, own)).Go("/login"))
        {
            await Loaded(first);
            await first.Context.SetOfflineAsync(true);
        }
        await using var next = await (await demo.Open(null, own)).Go("/login");
        await Loaded(next);
        (await next.Page.EvaluateAsync<bool>(FromCache)).ShouldBeFalse();
    }

    private static Task Loaded(Screen screen) => screen.Page.WaitForLoadStateAsync(LoadState.Load);
}
