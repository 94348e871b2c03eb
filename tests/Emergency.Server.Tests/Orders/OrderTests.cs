using System.Text;
using System.Text.Json;
using Emergency.Domain;
using Emergency.Domain.Calls;
using Emergency.Domain.Places;
using Emergency.Hotlines.Messages;
using Emergency.Hotlines.Signing;
using Emergency.Server.Features.Calls;
using Emergency.Server.Foundation;
using Emergency.Server.Tests.Fixtures;
using Emergency.Testing;

namespace Emergency.Server.Tests.Orders;

public sealed class OrderTests(Borough borough)
{
    private const string Here = Borough.Community,
        Quiet = Borough.Distant,
        QuietStreet = Borough.OtherStreet;
    private static readonly string[] Articles = ["信阳 40", "信阳 45"];

    private Task<Resident> Department() => borough.As(Role.Department, Borough.County);

    private async Task<Answer> Issue(Resident who, object body) => (await who.Post("/api/orders", body)).Is(201);

    private async Task<JsonElement> Light(Resident who, Answer order, string receiver = Here) =>
        (await who.Get($"/api/orders/{order.String("id")}", order))
            .Is(200)["receivers"]
            .EnumerateArray()
            .Select(one => one.GetProperty("light"))
            .Single(light => light.GetProperty("receiver").GetString() == receiver);

    private static string? Text(JsonElement light, string name) => light.TryGetProperty(name, out var value) ? value.ToString() : null;

    private async Task Lists() =>
        (
            await (await borough.Duty()).Post(
                $"/api/lists/{Borough.County}",
                new
                {
                    id = "admission",
                    kind = "admission",
                    version = "2026-1",
                    from = "2026-01-01",
                    draft = false,
                    articles = Articles,
                    items = new[] { new { code = "flu-survey", title = "流感登记" } },
                }
            )
        ).Is(200);

    private async Task Eventually(Resident who, Answer order, Func<JsonElement, bool> holds, string what, string receiver = Here) =>
        await Until.TrueAsync(async () => holds(await Light(who, order, receiver)), what);

    [Fact]
    public async Task An_order_of_the_county_is_red_when_sent_green_when_seen_grey_when_fed_back()
    {
        var (duty, secretary) = (await borough.Duty(), await borough.Secretary());
        var order = await Issue(
            duty,
            new
            {
                receivers = new[] { Here },
                text = "今夜转移低洼住户",
                unreadSeconds = 0,
            }
        );
        Text(await Light(duty, order), "light").ShouldBe("red");
        var path = $"/api/orders/{order.String("id")}";
        (await secretary.Get(path, order)).Is(200).String("text").ShouldBe("今夜转移低洼住户");
        var seen = (await secretary.Post($"{path}/seen", new { receiver = Here })).Is(200);
        (await duty.Get(path, seen)).Is(200)["receivers"][0].GetProperty("light").GetProperty("light").GetString().ShouldBe("green");
        var fed = (await secretary.Post($"{path}/feed-back", new { receiver = Here, text = "已转移三户" })).Is(200);
        var back = (await duty.Get(path, fed)).Is(200)["receivers"][0];
        (back.GetProperty("light").GetProperty("light").GetString(), back.GetProperty("feedback").GetString()).ShouldBe(
            ("grey", "已转移三户")
        );
    }

    [Fact]
    public async Task A_document_number_comes_with_the_order_or_afterwards_and_only_from_who_issued_it()
    {
        var duty = await borough.Duty();
        var order = await Issue(
            duty,
            new
            {
                receivers = new[] { Here },
                text = "核对名单",
                unreadSeconds = 0,
                number = " 浉应指〔2026〕1号 ",
            }
        );
        var path = $"/api/orders/{order.String("id")}";
        (await (await borough.Secretary()).Get(path, order)).Is(200).String("number").ShouldBe("浉应指〔2026〕1号");
        (await (await borough.StreetOfficer()).Post($"{path}/number", new { number = "街号" })).Is(403);
        (await duty.Post($"{path}/number", new { number = " " })).Is(400);
        var numbered = (await duty.Post($"{path}/number", new { number = "浉应指〔2026〕2号" })).Is(200);
        (await (await borough.Secretary()).Get(path, numbered)).Is(200).String("number").ShouldBe("浉应指〔2026〕2号");
    }

    [Fact]
    public async Task Only_the_receivers_own_people_say_that_they_have_read_it()
    {
        var order = await Issue(
            await borough.Duty(),
            new
            {
                receivers = new[] { Here },
                text = "看一下",
                unreadSeconds = 0,
            }
        );
        var path = $"/api/orders/{order.String("id")}";
        (await (await borough.StreetOfficer()).Post($"{path}/seen", new { receiver = Here })).Is(403).Code.ShouldBe("scope.not-yours");
        (await (await borough.As(Role.Secretary, Borough.Neighbour)).Get(path, order)).Is(403);
        (await (await borough.As(Role.Secretary, Quiet)).Get(path, order)).Is(404);
        (await (await Department()).Get(path, order)).Is(403).Code.ShouldBe("scope.not-yours");
        (await (await borough.Secretary()).Post($"{path}/seen", new { receiver = Borough.Neighbour })).Is(403);
        (await (await borough.Secretary()).Post($"{path}/seen", new { receiver = "41" })).Is(400);
        (await (await borough.GridChief()).Post($"{path}/seen", new { receiver = Here })).Is(200);
    }

    [Fact]
    public async Task What_the_command_orders_in_quiet_times_is_delivered_and_marked_though_it_is_on_no_list()
    {
        await Lists();
        var order = await Issue(
            await borough.As(Role.CountyCommander, Borough.County),
            new
            {
                receivers = new[] { Quiet },
                text = "全员撤离",
                unreadSeconds = 0,
            }
        );
        var street = await borough.As(Role.StreetOfficer, QuietStreet);
        var light = await Light(street, order, Quiet);
        (Text(light, "light"), light.GetProperty("unlisted").GetBoolean()).ShouldBe(("red", true));
        (await street.Get("/api/orders?state=unlisted", order)).Is(200).Text.ShouldContain(order.String("id")!);
        var reviewed = (await street.Post($"/api/orders/{order.String("id")}/review", new { receiver = Quiet, note = "紧急，补录" })).Is(
            200
        );
        (await street.Get("/api/orders?state=unlisted", reviewed)).Is(200).Text.ShouldNotContain(order.String("id")!);
    }

    [Fact]
    public async Task A_departments_unlisted_routine_matter_is_stopped_with_the_article_and_the_street_decides()
    {
        await Lists();
        var (department, street, secretary) = (
            await Department(),
            await borough.As(Role.StreetOfficer, QuietStreet),
            await borough.As(Role.Secretary, Quiet)
        );
        var order = await Issue(
            department,
            new
            {
                receivers = new[] { Quiet },
                text = "周五前上报养犬台账",
                matter = "dog-ledger",
            }
        );
        var path = $"/api/orders/{order.String("id")}";
        var light = await Light(street, order, Quiet);
        (Text(light, "stage"), Text(light, "light")).ShouldBe(("stopped", null));
        light.GetProperty("articles").EnumerateArray().Select(article => article.GetString()).ShouldBe(Articles);
        (await secretary.Post($"{path}/seen", new { receiver = Quiet })).Is(409).Code.ShouldBe("order.stopped");
        (await secretary.Post($"{path}/approve", new { receiver = Quiet })).Is(403);
        var refused = (await street.Post($"{path}/refuse", new { receiver = Quiet, reason = "不属社区职责" })).Is(200);
        var back = (await department.Get(path, refused)).Is(200)["receivers"][0];
        (back.GetProperty("light").GetProperty("stage").GetString(), back.GetProperty("cause").GetString()).ShouldBe(
            ("refused", "不属社区职责")
        );
        (await street.Post($"{path}/approve", new { receiver = Quiet })).Is(409).Code.ShouldBe("order.not-stopped");

        var other = await Issue(
            department,
            new
            {
                receivers = new[] { Quiet },
                text = "周五前上报养犬台账",
                matter = "dog-ledger",
                unreadSeconds = 0,
            }
        );
        var approved = (await street.Post($"/api/orders/{other.String("id")}/approve", new { receiver = Quiet })).Is(200);
        (await secretary.Get($"/api/orders/{other.String("id")}", approved))
            .Is(200)["receivers"][0]
            .GetProperty("light")
            .GetProperty("light")
            .GetString()
            .ShouldBe("red");
    }

    [Fact]
    public async Task In_an_incident_a_departments_unlisted_matter_passes_marked_and_one_that_was_stopped_is_freed()
    {
        await Lists();
        var (department, duty, next) = (await Department(), await borough.Duty(), "411502002002");
        await borough.Do(
            Entities.Place(Borough.Realm, next),
            new RegisterDivision(next, "样水社区", "社区", new(2024, 1, 1), null, TimeProvider.System.GetUtcNow())
        );
        var listed = await Issue(
            department,
            new
            {
                receivers = new[] { Quiet },
                text = "登记",
                matter = "flu-survey",
                unreadSeconds = 0,
            }
        );
        Text(await Light(department, listed, Quiet), "light").ShouldBe("red");
        var held = await Issue(
            department,
            new
            {
                receivers = new[] { next },
                text = "报台账",
                matter = "dog-ledger",
                unreadSeconds = 0,
            }
        );
        Text(await Light(department, held, next), "stage").ShouldBe("stopped");
        (
            await duty.Post(
                "/api/incidents",
                new
                {
                    category = "gas",
                    title = "闻到煤气",
                    community = next,
                }
            )
        ).Is(201);
        await Eventually(
            department,
            held,
            light => (Text(light, "light"), light.GetProperty("unlisted").GetBoolean()) == ("red", true),
            "what was stopped is delivered",
            next
        );
        var marked = await Light(
            department,
            await Issue(
                department,
                new
                {
                    receivers = new[] { next },
                    text = "报台账",
                    matter = "dog-ledger",
                    unreadSeconds = 0,
                }
            ),
            next
        );
        (Text(marked, "light"), marked.GetProperty("unlisted").GetBoolean()).ShouldBe(("red", true));
    }

    [Fact]
    public async Task Unread_the_person_on_duty_is_rung_and_a_living_voice_ends_it()
    {
        var (duty, order) = (
            await borough.Duty(),
            await Issue(
                await borough.Duty(),
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
        borough.Centre.Log.All.Count(line => line.What == "ringing" && line.Handover == Key(order, 1)).ShouldBe(1);
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
        var duty = await borough.Duty();
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
        var street = await borough.StreetOfficer();
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
            await borough.Duty(),
            await Issue(
                await borough.Duty(),
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
        (await (await borough.Secretary()).Post($"/api/orders/{order.String("id")}/seen", new { receiver = Here })).Is(200);
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
            await borough.Duty(),
            await Issue(
                await borough.Duty(),
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
            await borough.Duty(),
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

    [Fact]
    public async Task An_order_names_its_receivers_and_who_may_order_them()
    {
        var (duty, department, street) = (await borough.Duty(), await Department(), await borough.StreetOfficer());
        (
            await duty.Post(
                "/api/orders",
                new
                {
                    receivers = new[] { Here, "411503001001", "4115" },
                    text = "",
                    unreadSeconds = -1,
                    deputySeconds = 0,
                }
            )
        ).Is(400).Arguments.Count.ShouldBe(5);
        (await duty.Post("/api/orders", new { receivers = new[] { "411503001001" }, text = "越县" })).Is(404);
        (
            await department.Post(
                "/api/orders",
                new
                {
                    receivers = new[] { Here },
                    text = "以县名义",
                    issuer = "government",
                }
            )
        ).Is(400);
        (
            await street.Post(
                "/api/orders",
                new
                {
                    receivers = new[] { Here },
                    text = "街道交办",
                    unreadSeconds = 0,
                }
            )
        ).Is(201);
        (await street.Post("/api/orders", new { receivers = new[] { Quiet }, text = "别的街道" })).Is(404);
        (await (await borough.Secretary()).Post("/api/orders", new { receivers = new[] { Here }, text = "自己下令" })).Is(403);
        (
            await duty.Post(
                "/api/orders",
                new
                {
                    receivers = new[] { Here },
                    text = "没有的事件",
                    incident = Guid.CreateVersion7(),
                }
            )
        ).Is(404);
        (await duty.Post($"/api/lists/{Borough.County}", new { id = "x" })).Is(400).Arguments.Count.ShouldBe(3);
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
        return borough.Stranger.Send(
            HttpMethod.Post,
            "/voice/messages",
            Api.Json(sent),
            (WebhookHeaders.IdName, id),
            (WebhookHeaders.TimestampName, headers.Timestamp!),
            (WebhookHeaders.SignatureName, headers.Signature!)
        );
    }
}
