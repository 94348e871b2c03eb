using Emergency.Domain;
using Emergency.Server.Tests.Fixtures;
using Emergency.Testing;

namespace Emergency.Server.Tests.Drills;

[Collection(nameof(Quarter))]
public sealed class SteeringTests(Quarter quarter)
{
    [Fact]
    public async Task Without_people_its_clock_leaps_from_one_due_thing_to_the_next_until_the_end()
    {
        var duty = await Ready();
        var (id, _) = await Playing.Started(duty, Quiet.Id, withoutPeople: true);
        var start = (await duty.Get($"/api/drills/{id}/report")).Is(200)["start"].GetDateTimeOffset();
        var wish = start.AddHours(1);
        (await Leap(duty, id, wish)).ShouldBe((wish, null));
        var leaps = new List<(DateTimeOffset At, string? What)>();
        while (leaps.Count < 200 && (leaps.Count == 0 || leaps[^1].What is not ("end" or "drill.over")))
            leaps.Add(await Leap(duty, id));
        leaps.ShouldContain(one => one.What == "inject");
        leaps.Single(one => one.What == "inject").At.ShouldBe(start.AddHours(10));
        leaps[^1].ShouldBe((start.AddHours(12), "end"));
        await Until.TrueAsync(async () => await Playing.Stage(duty, id) == "ended", "it has ended by itself");
    }

    [Fact]
    public async Task With_people_in_it_or_while_it_stands_no_clock_leaps()
    {
        var duty = await Ready();
        var (id, _) = await Playing.Started(duty, Quiet.Id);
        (await duty.Post($"/api/drills/{id}/jump", new { })).Is(409).Code.ShouldBe("drill.with-people");
        (await (await quarter.As(Role.GridChief)).Post($"/api/drills/{id}/jump", new { })).Is(403);
        await Playing.End(duty, id);
    }

    [Fact]
    public async Task A_held_inject_comes_when_it_is_released()
    {
        var duty = await Ready();
        var (id, _) = await Playing.Started(duty, Quiet.Id, withoutPeople: true);
        (await duty.Post($"/api/drills/{id}/injects/late/hold", new { })).Is(200);
        (await duty.Post($"/api/drills/{id}/injects/nothing/hold", new { })).Is(404);
        (await duty.Get($"/api/drills/{id}")).Is(200)["held"][0].GetString().ShouldBe("late");
        var start = (await duty.Get($"/api/drills/{id}/report")).Is(200)["start"].GetDateTimeOffset();
        while ((await Leap(duty, id, start.AddHours(11))).At < start.AddHours(11)) { }
        (await duty.Get($"/api/drills/{id}")).Is(200)["injects"].GetArrayLength().ShouldBe(0, "it was due and is held");
        (await duty.Post($"/api/drills/{id}/injects/late/release", new { })).Is(200);
        await Until.TrueAsync(
            async () => (await duty.Get($"/api/drills/{id}")).Is(200)["injects"].GetArrayLength() == 1,
            "it comes at once"
        );
        await Playing.End(duty, id);
    }

    [Fact]
    public async Task What_is_put_up_later_changes_neither_the_drill_nor_its_report()
    {
        var duty = await Ready();
        var (id, _) = await Playing.Started(duty, Quiet.Id);
        await Quiet.PutUp(await quarter.As(Role.StreetOfficer), "很晚才来", "改过的注入");
        (await duty.Get($"/api/drills/{id}/report")).Is(200)["injects"][0].GetProperty("title").GetString().ShouldBe("很晚才来");
        await Playing.End(duty, id);
        (await duty.Get($"/api/drills/{id}/report")).Is(200)["injects"][0].GetProperty("title").GetString().ShouldBe("很晚才来");
        var (after, _) = await Playing.Started(duty, Quiet.Id);
        (await duty.Get($"/api/drills/{after}/report")).Is(200)["injects"][0].GetProperty("title").GetString().ShouldBe("改过的注入");
        await Playing.End(duty, after);
        await Quiet.PutUp(await quarter.As(Role.StreetOfficer));
    }

    private async Task<Api> Ready()
    {
        await Quiet.PutUp(await quarter.As(Role.StreetOfficer));
        return await quarter.As(Role.CountyDuty);
    }

    private static async Task<(DateTimeOffset At, string? What)> Leap(Api by, string id, DateTimeOffset? notPast = null)
    {
        Answer? said = null;
        await Until.TrueAsync(
            async () => (said = await by.Post($"/api/drills/{id}/jump", new { notPast })).Status != 409 || said.Code != "drill.in-flight",
            "nothing is in flight"
        );
        if (said!.Status == 409)
            return (default, said.Code);
        said.Is(200);
        return (said["at"].GetDateTimeOffset(), said.Body.TryGetProperty("what", out var what) ? what.GetString() : null);
    }
}
