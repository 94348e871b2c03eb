using System.Collections.Concurrent;
using Emergency.Browser.Tests.Fixtures;
using Emergency.Testing;
using Microsoft.Playwright;

namespace Emergency.Browser.Tests.Gallery;

/// <summary>Every page that is offered to an account requests only data that this account can read, and shows no codes.</summary>
[Collection(nameof(PagesCollection))]
public sealed class OwnPagesTests(PagesFixture pages)
{
    private static readonly IReadOnlyList<string> Desks =
        ["commander", "duty", "department", "street", "secretary", "child", "supervisor", "civil", "auditor", "operator", "clinic"],
        Phones = ["secretary", "child", "grid", "building", "unit", "responder", "volunteer"];

    /// <summary>Accounts at a desk, and accounts with a phone.</summary>
    public static TheoryData<string, bool> Accounts => new(Desks.Select(name => (name, true)).Concat(Phones.Select(name => (name, false))));

    /// <summary>Account names and other words that can stand on a page untranslated.</summary>
    private static readonly IReadOnlyList<string> Names =
    [
        .. ((string[])[.. Desks, .. Phones, "grid2", PagesFixture.Party, "https"]).Distinct(StringComparer.Ordinal),
    ];

    private const string Offered = """
        () => [...new Set([...document.querySelectorAll('header nav a[href], nav.own a[href], nav.foot a[href]')].map((one) => one.getAttribute('href')))].filter((one) => /^[\/#]/.test(one))
        """;

    // Text meant to be typed as it stands (commands, keys, addresses of accounts) is no untranslated code.
    private const string Codes = """
        () => {
          const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
          const found = new Set()
          for (let node = walker.nextNode(); node; node = walker.nextNode()) {
            const at = node.parentElement
            if (!at.checkVisibility() || at.closest('code, kbd, script, style, a[href^=http], [lang=en], [data-typed]')) continue
            for (const one of node.textContent.matchAll(/(?<![\w@.\/:-])[a-z]+(?:[-_][a-z]+)*(?![\w@.\/:-])/g)) if (one[0].length > 4) found.add(`${one[0]} in ${node.textContent.trim().slice(0, 60)}`)
          }
          return [...found]
        }
        """;

    [Theory]
    [MemberData(nameof(Accounts))]
    public async Task An_account_is_refused_nothing_on_its_own_pages_and_reads_no_codes(string account, bool desk)
    {
        await using var screen = await pages.Demo.Open(account, desk ? Device.Office : Device.Phone);
        var refused = new ConcurrentQueue<string>();
        screen.Page.Response += (_, one) =>
        {
            if (one.Status == 403)
                refused.Enqueue($"{one.Request.Method} {new Uri(one.Url).PathAndQuery}");
        };
        List<string> faults = [];
        await screen.Go(desk ? "/login" : "/team");
        await Until.True(() => !screen.Page.Url.Contains("/login", StringComparison.Ordinal), "the account is at home");
        await Look(new Uri(screen.Page.Url).PathAndQuery);
        string[] offered = [];
        await Until.TrueAsync(
            async () => (offered = await screen.Page.EvaluateAsync<string[]>(Offered)).Length > 0,
            "its pages are offered"
        );
        foreach (var address in offered.SelectMany(Parts))
            await Look(address);
        faults.Concat(refused.Distinct(StringComparer.Ordinal).Select(one => $"refused: {one}")).ShouldBeEmpty(account);

        async Task Look(string address)
        {
            await screen.Go(address);
            await Assertions.Expect(screen.Page.Locator("[aria-busy=true]")).ToHaveCountAsync(0);
            faults.AddRange(
                (await screen.Page.EvaluateAsync<string[]>(Codes))
                    .Where(code => !Names.Contains(code.Split(' ')[0], StringComparer.Ordinal))
                    .Select(code => $"{address}: {code}")
            );
        }
    }

    private IEnumerable<string> Parts(string address) =>
        address switch
        {
            "/street" => LookedAt.Parts().Select(part => $"/street#{part}"),
            "/command" => ["/command", pages.At("/command#incident={incident}")],
            _ when address.StartsWith('#') => [$"/team{address}"],
            _ => [address],
        };
}
