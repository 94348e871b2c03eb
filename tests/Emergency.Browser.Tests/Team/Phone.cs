using System.Diagnostics;
using Emergency.Browser.Tests.Fixtures;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Emergency.Browser.Tests.Team;

/// <summary>A phone in somebody's hand: each tap is a real one and is counted.</summary>
public sealed class Phone(Screen screen) : IAsyncDisposable
{
    private long _started = Stopwatch.GetTimestamp();

    public Screen Screen => screen;
    public IPage Page => screen.Page;
    public int Taps { get; private set; }
    public double Seconds => Stopwatch.GetElapsedTime(_started).TotalSeconds;

    public void Count() => (Taps, _started) = (0, Stopwatch.GetTimestamp());

    public async Task Tap(ILocator what)
    {
        Taps++;
        await what.TapAsync();
    }

    public Task Tap(string selector) => Tap(Page.Locator(selector).First);

    public Task TapText(string text) => Tap(Page.GetByText(text, new() { Exact = true }).Last);

    /// <summary>Opens the page's icon on the home screen: one tap, a new page.</summary>
    public Task OpenAnew(string path)
    {
        Taps++;
        return screen.Anew(path);
    }

    /// <summary>
    /// Cuts the network or joins it again, and waits until the page itself knows: a tap before that can still be sent. The team's page is
    /// cut when all its files are kept, as on any phone that was open for a moment.
    /// </summary>
    public async Task Offline(bool offline)
    {
        if (offline)
            await Page.WaitForFunctionAsync(
                "() => location.pathname !== '/team' || !navigator.serviceWorker || Boolean(navigator.serviceWorker.controller)"
            );
        await screen.Context.SetOfflineAsync(offline);
        await Page.WaitForFunctionAsync("offline => navigator.onLine !== offline", offline);
    }

    /// <summary>
    /// Sets this phone's clock back by so many seconds: both its own and the server's time in answers still under way, which it would
    /// follow. 0 is now again.
    /// </summary>
    public Task Ago(int seconds) =>
        Page.EvaluateAsync(
            """
            (by) => {
              window.clocks ??= [Date.now, Date.parse]
              Date.now = () => window.clocks[0]() - by
              Date.parse = (text) => window.clocks[1](text) - (text.endsWith('GMT') ? by : 0)
            }
            """,
            seconds * 1000
        );

    /// <summary>Waits until the server knows all acts of this phone.</summary>
    public Task AllSent() => Expect(Page.Locator(".holder .bar")).ToHaveCountAsync(0);

    /// <summary>
    /// Waits until the page can be opened without network: its files, and the data of this incident with the sealed list, are on the phone.
    /// </summary>
    public async Task KeptOnThePhone(string incident)
    {
        await Expect(Page.Locator(".building").First).ToBeVisibleAsync();
        await Page.EvaluateAsync("navigator.serviceWorker.ready.then(() => null)");
        // Polled from outside: a wait inside the page takes the promise itself for an answer.
        (
            await screen.Holds(
                $$"""
                async () => {
                  const keys = await new Promise((done) => { const open = indexedDB.open('emergency-team'); open.onsuccess = () => { const asked = open.result.transaction('kept').objectStore('kept').getAllKeys(); asked.onsuccess = () => { open.result.close(); done(asked.result) } } })
                  return ['doors/{{incident}}', 'list/{{incident}}', 'impact/{{incident}}', 'tasks', 'incidents', 'me'].every((name) => keys.some((key) => key.split('|')[1].startsWith(name)))
                }
                """
            )
        ).ShouldBeTrue("all of the incident is kept on the phone");
    }

    /// <summary>Waits until nothing lies in these stores of the phone.</summary>
    public async Task KeepsNothing(params string[] stores)
    {
        foreach (var store in stores)
            (
                await screen.Holds(
                    $$"""
                    () => new Promise((done) => { const open = indexedDB.open('emergency-team'); open.onsuccess = () => { const asked = open.result.transaction('{{store}}').objectStore('{{store}}').count(); asked.onsuccess = () => { open.result.close(); done(asked.result === 0) } } })
                    """
                )
            ).ShouldBeTrue($"nothing of {store} is kept on the phone");
    }

    public ValueTask DisposeAsync() => screen.DisposeAsync();
}
