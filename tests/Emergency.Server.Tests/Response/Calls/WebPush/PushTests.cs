using Emergency.Domain;
using Emergency.Domain.Accounts;
using Emergency.Domain.Calls;
using Emergency.Server.Features.Accounts;
using Emergency.Server.Features.Calls;
using Emergency.Server.Foundation;
using Emergency.Server.Tests.Communities;
using Emergency.Server.Tests.Fixtures;
using Emergency.Testing;

namespace Emergency.Server.Tests.Calls.WebPush;

/// <summary>Pushes from the ring to the device, through a push service of our own that opens them.</summary>
public sealed class PushTests(Borough borough)
{
    [Fact]
    public async Task A_ring_comes_to_each_device_opened_by_its_own_key_signed_by_the_installation_and_without_a_name()
    {
        await using var service = await PushService.Start();
        var (member, who) = await Somebody();
        using var phone = service.Subscribe();
        using var tablet = service.Subscribe();
        (await who.Post("/api/session/pushes", phone.Subscription)).Is(200);
        (await who.Post("/api/session/pushes", phone.Subscription)).Is(200);
        (await who.Post("/api/session/pushes", tablet.Subscription)).Is(200);
        var notices = (await who.Get("/api/session/notices")).Is(200);
        notices["devices"].GetInt32().ShouldBe(2);

        var id = await Ring(member);
        await Channel(id, 0, one => one.State == ChannelState.Sent, "the push is sent");
        service.All.Select(one => one.To).ShouldBe([phone, tablet], ignoreOrder: true);
        foreach (var taken in service.All)
        {
            (taken.Urgency, taken.Coding, taken.Signer).ShouldBe(("high", "aes128gcm", notices.String("key")));
            int.Parse(taken.Ttl, System.Globalization.CultureInfo.InvariantCulture).ShouldBeInRange(1, 600);
            taken.Topic.Length.ShouldBe(24);
            taken.Text.GetProperty("call").GetString().ShouldBe(id.ToString());
            taken.Text.GetRawText().ShouldNotContain("严拟");
        }
        Borough.Folding.Now.Of<CallsKnown>().Find(id)!.State.Told.ShouldBeFalse("a push that was sent has reached nobody");
    }

    [Fact]
    public async Task A_device_that_its_service_knows_no_longer_is_forgotten_and_its_new_address_takes_its_place()
    {
        await using var service = await PushService.Start();
        var (member, who) = await Somebody();
        using var old = service.Subscribe();
        (await who.Post("/api/session/pushes", old.Subscription)).Is(200);
        old.IsGone = true;
        var first = await Ring(member);
        await Channel(
            first,
            0,
            one => one is { State: ChannelState.Failed, Cause: "no-device" },
            "the desk sees that no device was reached"
        );
        await Until.True(() => Account(who).Pushes.IsEmpty, "the address is forgotten");

        using var renewed = service.Subscribe();
        (await who.Post("/api/session/pushes", renewed.Subscription)).Is(200);
        var second = await Ring(member);
        await Channel(second, 0, one => one.State == ChannelState.Sent, "the new address is pushed to");
        service.All.ShouldHaveSingleItem().To.ShouldBe(renewed);
        var (_, next) = await Somebody();
        (await next.Post("/api/session/pushes", renewed.Subscription)).Is(200);
        await Until.True(() => Account(who).Pushes.IsEmpty, "whoever signs in there next has it");
        (await who.Post("/api/session/pushes", renewed.Subscription)).Is(200);
        (await who.Post("/api/session/pushes/end", new { endpoint = renewed.Endpoint })).Is(200);
        (await who.Post("/api/session/pushes/end", new { endpoint = renewed.Endpoint })).Is(200);
        (await who.Get("/api/session/notices")).Is(200)["devices"].GetInt32().ShouldBe(0);
    }

    [Fact]
    public async Task A_push_service_that_is_away_holds_up_neither_text_nor_voice_and_the_push_comes_when_it_is_back()
    {
        await using var service = await PushService.Start();
        var (member, who) = await Somebody();
        using var phone = service.Subscribe();
        (await who.Post("/api/session/pushes", phone.Subscription)).Is(200);
        service.Answers = 503;
        var id = await Ring(member);
        await Channel(id, 1, one => one.State == ChannelState.Sent, "the text leaves");
        await Channel(id, 2, one => one.State == ChannelState.Sent, "the phone rings");
        State(id).Rings[0].Channels[0].State.ShouldBe(ChannelState.Queued);
        service.All.ShouldBeEmpty();
        service.Answers = null;
        await Channel(id, 0, one => one.State == ChannelState.Sent, "and the push when its service is back");
        service.All.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task An_address_that_is_no_push_service_s_and_keys_that_are_none_are_refused()
    {
        await using var service = await PushService.Start();
        var (_, who) = await Somebody();
        using var phone = service.Subscribe();
        foreach (
            var body in new object[]
            {
                new { },
                new
                {
                    endpoint = "http://169.254.169.254/latest",
                    p256dh = phone.P256dh,
                    auth = phone.Auth,
                },
                new
                {
                    endpoint = "https://county.example/push",
                    p256dh = phone.P256dh,
                    auth = phone.Auth,
                },
                new
                {
                    endpoint = phone.Endpoint,
                    p256dh = phone.Auth,
                    auth = phone.Auth,
                },
                new
                {
                    endpoint = phone.Endpoint,
                    p256dh = phone.P256dh,
                    auth = "AAAA",
                },
                new
                {
                    endpoint = phone.Endpoint,
                    p256dh = "%%%",
                    auth = phone.Auth,
                },
            }
        )
            (await who.Post("/api/session/pushes", body)).Is(400).Code.ShouldBe("request.bad");
        (await who.Post("/api/session/pushes/end", new { })).Is(400);
        Account(who).Pushes.ShouldBeEmpty();
    }

    [Fact]
    public async Task Quiet_hours_hold_back_what_can_wait_and_never_what_a_life_hangs_on()
    {
        await using var service = await PushService.Start();
        var (member, who) = await Somebody();
        using var phone = service.Subscribe();
        (await who.Post("/api/session/pushes", phone.Subscription)).Is(200);
        (
            await who.Post(
                "/api/session/notices",
                new
                {
                    quietFrom = 5,
                    push = true,
                    sms = true,
                }
            )
        ).Is(400);
        (
            await who.Post(
                "/api/session/notices",
                new
                {
                    quietFrom = 7,
                    quietTo = 7,
                    push = true,
                    sms = true,
                }
            )
        ).Is(400);
        (
            await who.Post(
                "/api/session/notices",
                new
                {
                    quietFrom = 24,
                    quietTo = 7,
                    push = true,
                    sms = true,
                }
            )
        ).Is(400);
        (
            await who.Post(
                "/api/session/notices",
                new
                {
                    push = false,
                    sms = true,
                    chat = false,
                }
            )
        ).Is(200);
        var shown = (await who.Get("/api/session/notices")).Is(200);
        (shown["push"].GetBoolean(), shown["sms"].GetBoolean()).ShouldBe((false, true));

        var waits = await Ring(member, life: false);
        await Channel(waits, 0, one => one is { Channel: CallChannel.Sms, State: ChannelState.Sent }, "who wants no push gets a text");
        // Quiet at every hour but one that is not now.
        var hour = TimeProvider.System.GetUtcNow().AddHours(8).Hour;
        (
            await who.Post(
                "/api/session/notices",
                new
                {
                    quietFrom = hour,
                    quietTo = (hour + 2) % 24,
                    push = true,
                    sms = true,
                }
            )
        ).Is(200);
        var quiet = await Ring(member, life: false);
        await Channel(quiet, 0, one => one is { State: ChannelState.Failed, Cause: "quiet" }, "it is quiet");
        service.All.ShouldBeEmpty();
        var life = await Ring(member);
        await Channel(life, 0, one => one.State == ChannelState.Sent, "a life does not wait");
        service.All.ShouldHaveSingleItem();
    }

    private Borough Borough => borough;

    private Account Account(Resident who) => borough.Folding.Now.Of<AccountsKnown>().Find(who.Account)!.State;

    private Call State(CallId id) => borough.Folding.Now.Of<CallsKnown>().Find(id)!.State;

    private async Task<(MemberId Member, Resident Who)> Somebody()
    {
        var member = await (await borough.Secretary()).Enlist();
        return (member, await borough.As(Role.Responder, Borough.Community, member));
    }

    private async Task<CallId> Ring(MemberId member, bool life = true)
    {
        var about = life
            ? new CallMatter(CallKind.Task, Guid.CreateVersion7(), new IncidentId(Guid.CreateVersion7()))
            : new CallMatter(CallKind.CallOut, Guid.CreateVersion7());
        var id = CallKnown.IdOf(about, Borough.Community, member);
        var now = TimeProvider.System.GetUtcNow();
        await borough.Do(Entities.Call(Borough.Realm, id), new BeginCall(about, Borough.Community, 600, CallRung.Person, now, member));
        return id;
    }

    private Task Channel(CallId id, int channel, Func<ChannelProof, bool> holds, string what) =>
        Until.True(() => State(id).Rings[0].Channels.ElementAtOrDefault(channel) is { } one && holds(one), what);
}
