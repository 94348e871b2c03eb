using Emergency.Browser.Tests.Fixtures;
using Emergency.Browser.Tests.Team;
using Emergency.Server.Tests.Fixtures;
using Emergency.Testing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Emergency.Browser.Tests.Command;

/// <summary>不肯走 and 联系不上: a person who stays is taken over by a named person, and then the scene can be ended.</summary>
[Collection(nameof(FieldCollection))]
[Long("a whole story: the main acts of its pages are quick")]
public sealed class TakeOverTests(Demo demo)
{
    [Fact]
    public async Task Who_refuses_is_taken_over_by_name_on_the_desk_and_the_scene_ends()
    {
        using var duty = await demo.SignIn("duty");
        var (fire, person) = await AllSafeButOne(duty, "只剩一户不肯走", "refuses");
        (await duty.Post($"/api/incidents/{fire}/end-scene", new { })).Is(409).Code.ShouldBe("incident.scene-not-ready");
        await using var desk = await demo.Desk("duty", Device.Desk);
        await desk.Select(fire, "只剩一户不肯走");
        var part = desk.Page.Locator(".not-coming");
        await part.GetByRole(AriaRole.Button, new() { Name = "谁接手" }).First.ClickAsync();
        await part.Locator("li").GetByRole(AriaRole.Button, new() { Name = "谁接手" }).ClickAsync();
        await part.Locator("[name=taker]").FillAsync("王试警");
        await part.Locator("[name=taker-phone]").FillAsync("13900000012");
        (await desk.Unreachable("只剩一户不肯走", 150)).ShouldBeEmpty();
        await desk.Picture("command-take-over");
        await part.GetByRole(AriaRole.Button, new() { Name = "接手", Exact = true }).ClickAsync();
        await Expect(part).ToContainTextAsync("都有人接手了");
        (await TakenOver(fire, person)).ShouldBeTrue();
        await desk.Act("结束…");
        await Expect(desk.Dialog().Locator("section.now")).ToContainTextAsync("现场处置结束");
        await desk.Dialog().Locator("section.now .wide").ClickAsync();
        await Until.TrueAsync(
            async () => (await duty.Get($"/api/incidents/{fire}")).Is(200)["incident"].GetProperty("stage").GetString() == "scene-ended",
            "the scene is ended"
        );
    }

    [Fact]
    public async Task Who_cannot_be_reached_is_taken_over_by_name_on_the_streets_phone()
    {
        using var duty = await demo.SignIn("duty");
        var (fire, person) = await AllSafeButOne(duty, "只剩一户联系不上", "unreachable");
        await using var phone = new Phone(await (await demo.Open("street", Device.Phone)).Go($"/team?incident={fire}#doors"));
        await phone.Tap(phone.Page.Locator("a.door").Filter(new() { HasText = "联系不上" }).First);
        await phone.TapText("更多：不肯走、又回来了、投亲…");
        await phone.Tap(phone.Page.Locator("dialog .one").Filter(new() { HasText = "谁接手" }));
        await phone.Page.Locator("dialog [name=taker]").FillAsync("李试街");
        await phone.Tap(phone.Page.Locator("dialog .take button").Filter(new() { HasText = "街道" }));
        await phone.Screen.Picture("team-take-over");
        await phone.Tap(phone.Page.Locator("dialog .take .primary"));
        await phone.AllSent();
        await Until.TrueAsync(() => TakenOver(fire, person), "the server knows who took over");
        (await duty.Post($"/api/incidents/{fire}/end-scene", new { })).Is(200);
    }

    /// <summary>An incident at one building where everybody is safe but for one person at risk.</summary>
    private async Task<(string Incident, string Person)> AllSafeButOne(Api duty, string title, string state)
    {
        using var secretary = await demo.SignIn("secretary");
        var incident = (
            await duty.Post(
                "/api/incidents",
                new
                {
                    category = "other",
                    priority = "normal",
                    title,
                    community = DeskScreen.Community,
                    location = new { lon = 114.068945, lat = 32.119249 },
                }
            )
        ).Is(201).String("id")!;
        (
            await duty.Post(
                $"/api/incidents/{incident}/impact",
                new
                {
                    circle = new
                    {
                        lon = 114.068945,
                        lat = 32.119249,
                        metres = 15,
                    },
                }
            )
        ).Is(200);
        var field = new Field(demo, incident, title, secretary);
        await Until.TrueAsync(async () => (await field.Doors()).Persons.Count > 0, "doors are counted");
        var (persons, households) = await field.Doors();
        var doors = $"/api/incidents/{incident}/doors/{DeskScreen.Community}";
        foreach (var home in households.Select(one => Field.Of(one, "householdId")))
            (await secretary.Post($"{doors}/households/{home}/check", new { state = "safe", all = true })).Is(200);
        foreach (var safe in persons.Select(one => Field.Of(one, "personId")))
            (await secretary.Post($"{doors}/persons/{safe}/check", new { state = "safe" })).Is(200);
        var stays = Field.Of(persons[0], "personId")!;
        (await secretary.Post($"{doors}/persons/{stays}/check", new { state })).Is(200);
        return (incident, stays);
    }

    private async Task<bool> TakenOver(string incident, string person)
    {
        using var secretary = await demo.SignIn("secretary");
        var (persons, _) = await new Field(demo, incident, "", secretary).Doors();
        return persons.Single(one => Field.Of(one, "personId") == person).GetProperty("takenOver").GetBoolean();
    }
}
