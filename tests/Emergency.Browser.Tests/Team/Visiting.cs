using Emergency.Browser.Tests.Fixtures;
using Emergency.Testing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Emergency.Browser.Tests.Team;

/// <summary>Shared steps of the tests of 探访: a person of a test's own who must be visited now, and the phone with the list.</summary>
public abstract class Visiting(Demo demo)
{
    protected const string Community = "411502001001",
        Visits = $"/api/communities/{Community}/visits";

    protected Demo Demo => demo;

    /// <summary>Enters a person of a test's own, to be visited now because somebody asked for it.</summary>
    protected async Task<Guid> Asked(
        string name,
        string room,
        string[]? kinds = null,
        string[]? needs = null,
        int born = 1944,
        string building = "拟楼",
        string phone = "139-0000-0143"
    )
    {
        using var secretary = await demo.SignIn("secretary");
        var id = (
            await secretary.Post(
                $"/api/communities/{Community}/residents",
                new
                {
                    how = "found",
                    person = new
                    {
                        name,
                        bornIn = born,
                        kinds = kinds ?? ["elder-alone"],
                        needs = needs ?? ["support"],
                        phones = new[] { phone },
                        grid = "001001-G1",
                        building,
                        unit = "2单元",
                        room,
                    },
                }
            )
        ).Is(200)["id"].GetGuid();
        await Until.TrueAsync(
            async () => (await secretary.Post($"{Visits}/{id}/extra", new { trigger = "by-hand" })).Status == 200,
            "a visit is asked for"
        );
        return id;
    }

    protected static ILocator Row(Phone phone, Guid id) => phone.Page.Locator($"[data-visit='{id}']");

    /// <param name="exact">True where the button has no other text.</param>
    protected static ILocator Named(ILocator inside, string name, bool exact = true) =>
        inside.GetByRole(AriaRole.Button, new() { Name = name, Exact = exact });

    protected static Task Press(Phone phone, string name) => phone.Tap(Named(phone.Page.Locator("main"), name));

    /// <summary>Opens the list of visits on an account's phone.</summary>
    protected async Task<Phone> Walk(string account) => new(await (await demo.Open(account, Device.Phone)).Go("/team#visits"));

    protected async Task<Phone> Walk(string account, Guid id)
    {
        var phone = await Walk(account);
        await Expect(Row(phone, id)).ToBeVisibleAsync();
        return phone;
    }

    protected async Task<string> History(Guid id)
    {
        using var secretary = await demo.SignIn("secretary");
        return (await secretary.Get($"{Visits}/{id}/history")).Is(200).Text;
    }
}
