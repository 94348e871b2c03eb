using System.Text;
using Emergency.Domain.Calls;
using Emergency.Hotlines.Messages;
using Emergency.Hotlines.Signing;
using Emergency.Server.Features.Calls;
using Emergency.Server.Tests.Fixtures;
using Emergency.Testing;

namespace Emergency.Server.Tests.Orders;

/// <summary>People rung when nobody reads an order.</summary>
public sealed class UnreadOrderTests(Borough borough) : Ordering(borough)
{
    [Fact]
    public async Task Unread_the_person_on_duty_is_rung_and_a_living_voice_ends_it()
    {
        var (duty, order) = (
            await Borough.Duty(),
            await Issue(
                await Borough.Duty(),
                new
                {
                    receivers = new[] { Here },
                    text = "请回电",
                    unreadSeconds = 1,
                    deputySeconds = 60,
                }
            )
        );
        await Eventually(
            duty,
            order,
            light => light.GetProperty("calls").GetArrayLength() == 1 && Text(light.GetProperty("calls")[0], "state") == "placed",
            "the desk is rung"
        );
        Borough.Centre.Log.All.Count(line => line.What == "ringing" && line.Handover == Key(order, 1)).ShouldBe(1);
        (await Told(order, 1, answered: true)).Is(202);
        (await Told(order, 1, answered: true)).Is(202);
        await Eventually(
            duty,
            order,
            light => Text(light.GetProperty("calls")[0], "state") == "answered" && Text(light, "due") is null,
            "nobody else is called"
        );
        Text(await Light(duty, order), "light").ShouldBe("red");
    }

    [Fact]
    public async Task Nobody_answers_so_the_deputy_is_rung_and_then_somebody_drives()
    {
        var duty = await Borough.Duty();
        var fire = (
            await duty.Post(
                "/api/incidents",
                new
                {
                    category = "fire",
                    title = "着火",
                    community = Here,
                }
            )
        ).Is(201);
        var order = await Issue(
            duty,
            new
            {
                receivers = new[] { Here },
                text = "请回电",
                incident = fire.String("id"),
                unreadSeconds = 1,
                deputySeconds = 60,
            }
        );
        await Eventually(
            duty,
            order,
            light => light.GetProperty("calls").GetArrayLength() == 1 && Text(light.GetProperty("calls")[0], "state") == "placed",
            "the desk is rung"
        );
        (await Told(order, 1, answered: false)).Is(202);
        await Eventually(
            duty,
            order,
            light => light.GetProperty("calls").GetArrayLength() == 2 && Text(light.GetProperty("calls")[1], "state") == "placed",
            "the deputy is rung"
        );
        (await Told(order, 2, answered: false)).Is(202);
        await Eventually(duty, order, light => light.GetProperty("driving").GetBoolean(), "somebody drives");
        var street = await Borough.StreetOfficer();
        await Until.TrueAsync(
            async () =>
                (await street.Get($"/api/incidents/{fire.String("id")}/tasks")).Text.Contains("drive-there", StringComparison.Ordinal),
            "the street has the task"
        );
        (await street.Post($"/api/orders/{order.String("id")}/reached", new { receiver = Here })).Is(200);
    }

    [Fact]
    public async Task An_order_read_while_the_desk_is_rung_rings_nobody_else()
    {
        var (duty, order) = (
            await Borough.Duty(),
            await Issue(
                await Borough.Duty(),
                new
                {
                    receivers = new[] { Here },
                    text = "请回电",
                    unreadSeconds = 1,
                    deputySeconds = 1,
                }
            )
        );
        await Eventually(duty, order, light => light.GetProperty("calls").GetArrayLength() >= 1, "the desk is rung");
        (await (await Borough.Secretary()).Post($"/api/orders/{order.String("id")}/seen", new { receiver = Here })).Is(200);
        (await Light(duty, order)).TryGetProperty("due", out _).ShouldBeFalse();
        await Until.TrueAsync(
            async () => !(await duty.Get("/api/calls")).Text.Contains(Key(order, 1)[..36], StringComparison.Ordinal),
            "the call is over"
        );
        var calls = (await Light(duty, order)).GetProperty("calls").GetArrayLength();
        (await Told(order, calls, answered: false)).Is(202);
        (await Light(duty, order)).GetProperty("calls").GetArrayLength().ShouldBe(calls);
    }

    [Fact]
    public async Task Who_dials_by_hand_says_that_a_living_person_answered()
    {
        var (duty, order) = (
            await Borough.Duty(),
            await Issue(
                await Borough.Duty(),
                new
                {
                    receivers = new[] { Here },
                    text = "请回电",
                    unreadSeconds = 1,
                    deputySeconds = 60,
                }
            )
        );
        (await duty.Post($"/api/orders/{order.String("id")}/answered", new { receiver = Here, attempt = 2 }))
            .Is(409)
            .Code.ShouldBe("order.unknown-call");
        await Eventually(duty, order, light => light.GetProperty("calls").GetArrayLength() == 1, "the desk is rung");
        (await duty.Post($"/api/orders/{order.String("id")}/answered", new { receiver = Here, attempt = 1 })).Is(200);
        (await duty.Post($"/api/orders/{order.String("id")}/answered", new { receiver = Here })).Is(400);
    }

    [Fact]
    public async Task What_the_gateway_says_counts_only_with_its_signature()
    {
        var order = await Issue(
            await Borough.Duty(),
            new
            {
                receivers = new[] { Here },
                text = "请回电",
                unreadSeconds = 0,
            }
        );
        (await Told(order, 1, answered: true)).Is(404).Code.ShouldBe("call.unknown");
        (await Told(order, 1, answered: true, secret: "whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="))
            .Is(401)
            .Code.ShouldBe("hotline.signature");
        (await Send("""{"id":"x","type":"call.sung","data":{}}"""u8.ToArray(), Borough.Secret))
            .Is(400)
            .Code.ShouldBe("hotline.bad-message");
    }

    private static string Key(Answer order, int attempt) =>
        RingDue.KeyOf(CallKnown.IdOf(new(CallKind.Order, Guid.Parse(order.String("id")!)), Here), attempt);

    private Task<Answer> Told(Answer order, int attempt, bool answered, string secret = Borough.Secret) =>
        Send(
            VoiceMessages.Write(
                "",
                "voice",
                TimeProvider.System.GetUtcNow(),
                new CallOutcome(Key(order, attempt), answered, answered ? null : "no-answer")
            ),
            secret
        );

    private Task<Answer> Send(byte[] body, string secret)
    {
        var (id, sent) = ($"msg-{Guid.CreateVersion7()}", Encoding.UTF8.GetString(body));
        var headers = WebhookHeaders.For(WebhookSecret.Parse(secret)!, id, TimeProvider.System.GetUtcNow(), body);
        return Borough.Stranger.Send(
            HttpMethod.Post,
            "/voice/messages",
            Api.Json(sent),
            (WebhookHeaders.IdName, id),
            (WebhookHeaders.TimestampName, headers.Timestamp!),
            (WebhookHeaders.SignatureName, headers.Signature!)
        );
    }
}
