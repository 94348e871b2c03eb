using System.Text.Json;
using Emergency.Domain;
using Emergency.Server.Tests.Fixtures;
using Emergency.Server.Tests.People;

namespace Emergency.Server.Tests.Accounts;

/// <summary>View of accounts for the people who look after them.</summary>
public sealed class AccountListTests(ServerFixture fixture)
{
    private async Task<IReadOnlyList<JsonElement>> Found(string query) =>
        [.. (await fixture.Operator.Get($"/api/accounts?limit=200&{query}")).Is(200)["items"].Items()];

    [Fact]
    public async Task An_account_is_found_by_name_person_phone_role_place_and_state()
    {
        var asked = (
            await fixture.Operator.Post(
                "/api/accounts",
                new
                {
                    account = "found-it",
                    person = "林试找",
                    phone = "139-0000-0477",
                    grants = new[] { new { role = "street-officer", scope = new { division = "411502009" } } },
                }
            )
        ).Is(202);
        (await Found("q=found-it")).ShouldBeEmpty();
        await fixture.Server.Agree(asked);
        foreach (var query in (string[])["q=FOUND-it", "q=林试找", "q=0000-0477", "role=street-officer&division=411502009"])
            (await Found(query)).ShouldHaveSingleItem().Of("name").ShouldBe("found-it", query);
        (await Found("q=found-it&stage=open")).ShouldBeEmpty();
        (await Found("q=found-it&division=411502008")).ShouldBeEmpty();
        var one = (await Found("q=found-it&stage=invited")).ShouldHaveSingleItem();
        (one.Of("mayInvite"), one.Has("invitedUntil"), one.Has("lastUsed")).ShouldBe(("True", false, false));
        await fixture.Server.Choose(fixture.Operator, asked, "plum-kettle-9351");
        one = (await Found("q=found-it")).ShouldHaveSingleItem();
        (one.Of("stage"), one.Of("mayInvite"), one.Of("lastOn")).ShouldBe(("open", "False", "desk"));
        one.GetProperty("lastUsed").GetDateTimeOffset().ShouldBeGreaterThan(TimeProvider.System.GetUtcNow().AddHours(-1));
    }

    [Fact]
    public async Task They_come_by_place_and_role_and_what_waits_for_somebody_else_stands_with_the_account()
    {
        var account = await fixture.Add("waited-for", Role.Department, "411502");
        var asked = (await fixture.Operator.Post($"/api/accounts/{account}/password", new { reason = "忘记密码" })).Is(202);
        var one = (await Found("q=waited-for")).ShouldHaveSingleItem();
        var waiting = one.GetProperty("waiting").EnumerateArray().ShouldHaveSingleItem();
        (waiting.Of("confirmation"), waiting.Of("kind"), waiting.Of("own")).ShouldBe((asked.String("confirmation"), "password", "True"));
        (await fixture.Operator.Post($"/api/confirmations/{asked.String("confirmation")}/refuse", new { reason = "找到了" })).Is(200);
        (await Found("q=waited-for")).ShouldHaveSingleItem().GetProperty("waiting").GetArrayLength().ShouldBe(0);
        var places = (await Found("")).Select(item => item.GetProperty("grants")[0].GetProperty("scope").Of("division")).ToList();
        places.ShouldBe(places.Order(StringComparer.Ordinal));
    }
}
