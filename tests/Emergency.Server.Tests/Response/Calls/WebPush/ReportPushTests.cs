using Emergency.Server.Tests.Fixtures;
using Emergency.Testing;

namespace Emergency.Server.Tests.Calls.WebPush;

/// <summary>News of an incident on the phone of its leader, whose page is closed.</summary>
public sealed class ReportPushTests
{
    [Fact]
    public async Task News_is_pushed_to_who_leads_without_a_word_of_it_once_a_minute_and_never_to_who_told_it()
    {
        await using var borough = new Borough();
        await borough.InitializeAsync();
        await using var service = await PushService.Start();
        var (secretary, street, duty) = (await borough.Secretary(), await borough.StreetOfficer(), await borough.Duty());
        using var phone = service.Subscribe();
        using var other = service.Subscribe();
        (await secretary.Post("/api/session/pushes", phone.Subscription)).Is(200);
        (await duty.Post("/api/session/pushes", other.Subscription)).Is(200);

        var fire = await Incident("三楼冒烟");
        (await street.Post($"/api/incidents/{fire}/report", new { title = "五楼有人喊救命" })).Is(200);
        await Until.True(() => service.All.Count > 0, "the news is pushed");
        var pushed = service.All.ShouldHaveSingleItem();
        pushed.To.ShouldBe(phone, "the county's duty leads no incident of a community");
        pushed.Text.GetRawText().ShouldNotContain("救命");
        pushed.Text.GetProperty("call").GetString().ShouldBe(fire, "the next news of it takes its place");

        (await street.Post($"/api/incidents/{fire}/report", new { title = "又有人喊" })).Is(200);
        // A reporter gets no push of the own report; and the news of another incident does not wait for the minute of the first.
        (await secretary.Post($"/api/incidents/{await Incident("二楼冒烟")}/report", new { title = "我在楼下" })).Is(200);
        var last = await Incident("四楼冒烟");
        (await street.Post($"/api/incidents/{last}/report", new { title = "人都下来了" })).Is(200);
        await Until.True(() => service.All.Count > 1, "what comes after both is pushed");
        service.All.Select(one => one.Text.GetProperty("call").GetString()).ShouldBe([fire, last]);

        async Task<string> Incident(string title) => (
                await duty.Post(
                    "/api/incidents",
                    new
                    {
                        category = "fire",
                        title,
                        priority = "life",
                        community = Borough.Community,
                    }
                )
            ).Is(201).String("id")!;
    }
}
