using System.Text.Json;
using Emergency.Domain;
using Emergency.Server.Tests.Fixtures;

namespace Emergency.Server.Tests.Accounts;

public sealed class DeviceTests(ServerFixture fixture)
{
    private const string Phone = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0 Mobile Safari/537.36";

    private static async Task<List<JsonElement>> Listed(Api api, string path = "/api/session/devices") =>
        [.. (await api.Get(path)).Is(200)["items"].EnumerateArray()];

    /// <summary>Signs in on a phone; returns the session's token.</summary>
    private async Task<string> OnPhone(string name)
    {
        using var stranger = fixture.Stranger();
        return (await stranger.Post("/api/session", new { account = name, password = ServerFixture.Password }, ("User-Agent", Phone)))
            .Is(200)
            .String("token")!;
    }

    private async Task<Answer> Who(string token) => await fixture.Stranger().Get("/api/session", ("Authorization", $"Bearer {token}"));

    [Fact]
    public async Task Who_is_signed_in_sees_on_which_devices_and_ends_one_or_all_others()
    {
        await fixture.Add("many-devices", Role.Auditor, "411502");
        using var desk = await fixture.Server.SignIn("many-devices", ServerFixture.Password);
        var (first, second) = (await OnPhone("many-devices"), await OnPhone("many-devices"));
        var listed = await Listed(desk);
        listed.Select(one => one.GetProperty("on").GetString()).Order(StringComparer.Ordinal).ShouldBe(["desk", "phone", "phone"]);
        listed.Single(one => one.GetProperty("current").GetBoolean()).GetProperty("on").GetString().ShouldBe("desk");
        listed
            .Where(one => one.GetProperty("on").GetString() == "phone")
            .ShouldAllBe(one => one.GetProperty("device").GetString() == "Chrome · Android");

        (await desk.Post($"/api/session/devices/{first.Split('.')[0]}/end", new { })).Is(200);
        (await Who(first)).Is(401).Code.ShouldBe("session.missing");
        (await Who(second)).Is(200);
        (await desk.Post("/api/session/devices/end-others", new { })).Is(200);
        (await Who(second)).Is(401);
        (await Listed(desk)).ShouldHaveSingleItem().GetProperty("current").GetBoolean().ShouldBeTrue();
    }

    [Fact]
    public async Task Nobody_ends_the_session_of_somebody_else_as_if_it_were_the_own()
    {
        await fixture.Add("left-alone", Role.Auditor, "411502");
        var token = await OnPhone("left-alone");
        await (await fixture.As(Role.CountyDuty)).Post($"/api/session/devices/{token.Split('.')[0]}/end", new { });
        (await Who(token)).Is(200);
    }

    [Fact]
    public async Task An_operator_ends_the_sessions_of_an_account_of_its_county_and_of_no_other()
    {
        var account = await fixture.Add("lost-phone", Role.Auditor, "411502");
        var (lost, other) = (await OnPhone("lost-phone"), await OnPhone("lost-phone"));
        var path = $"/api/accounts/{account}/devices";
        (await (await fixture.As(Role.CountyDuty)).Get(path)).Is(403);
        (await Listed(fixture.Operator, path)).Count.ShouldBe(2);
        (await fixture.Operator.Post($"{path}/{lost.Split('.')[0]}/end", new { })).Is(200);
        ((await Who(lost)).Status, (await Who(other)).Status).ShouldBe((401, 200));
        (await fixture.Operator.Post($"{path}/end", new { })).Is(200);
        (await Who(other)).Is(401);
        (await Listed(fixture.Operator, path)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_session_says_when_it_ends_at_the_latest()
    {
        await fixture.Add("says-its-end", Role.Auditor, "411502");
        using var desk = await fixture.Server.SignIn("says-its-end", ServerFixture.Password);
        var now = TimeProvider.System.GetUtcNow();
        (await desk.Get("/api/session"))["latestAt"].GetDateTimeOffset().ShouldBeInRange(now.AddHours(23.5), now.AddHours(24));
        (await Who(await OnPhone("says-its-end")))["latestAt"].GetDateTimeOffset().ShouldBeInRange(now.AddDays(29.9), now.AddDays(30.1));
    }
}
