using System.Collections.Concurrent;
using Emergency.Browser.Tests.Command;
using Emergency.Browser.Tests.Fixtures;
using Emergency.Testing;
using Microsoft.Playwright;

namespace Emergency.Browser.Tests.Street;

/// <summary>Every page that the navigation offers opens: no account is refused there.</summary>
[Collection(nameof(StreetCollection))]
[Long("each page that each account is offered")]
public sealed class OfferedTests(Demo demo)
{
    [Theory]
    [InlineData("commander")]
    [InlineData("department")]
    [InlineData("street")]
    [InlineData("secretary")]
    [InlineData("child")]
    [InlineData("civil")]
    [InlineData("auditor")]
    [InlineData("operator")]
    public async Task Each_page_that_is_offered_opens_without_a_refusal(string account)
    {
        await demo.Fire("导航旁边的火", 114.05, 32.10);
        await using var desk = await (await demo.Open(account, Device.Office)).Go("/");
        var refused = new ConcurrentQueue<string>();
        desk.Page.Response += (_, answer) =>
        {
            if (answer.Status is 403 or 404)
                refused.Enqueue($"{answer.Status} {new Uri(answer.Url).PathAndQuery}");
        };
        await Assertions.Expect(desk.Page.Locator("nav a").First).ToBeAttachedAsync();
        var offered = await desk.Page.Locator("nav a").EvaluateAllAsync<string[]>("all => all.map(one => one.getAttribute('href'))");
        offered.ShouldNotBeEmpty();
        foreach (var page in offered.Where(one => one.StartsWith('/')).Distinct(StringComparer.Ordinal))
        {
            await desk.Page.GotoAsync(page, new() { WaitUntil = WaitUntilState.NetworkIdle });
            refused.ShouldBeEmpty($"{account} {page}");
        }
    }
}
