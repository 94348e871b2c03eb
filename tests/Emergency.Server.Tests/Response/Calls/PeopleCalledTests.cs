using System.Text.Json;
using Emergency.Domain;
using Emergency.Domain.Calls;
using Emergency.Hotlines.Messages;
using Emergency.Hotlines.Signing;
using Emergency.Server.Features.Calls;
using Emergency.Server.Features.Incidents;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Tests.Communities;
using Emergency.Server.Tests.Fixtures;
using Emergency.Server.Tests.Incidents;
using Emergency.Testing;

namespace Emergency.Server.Tests.Calls;

/// <summary>A ring leaves the screen: people are called by text and voice, and only their own acts count.</summary>
public sealed class PeopleCalledTests(Borough borough) : Carrying(borough)
{
    private const string Here = $"/api/communities/{Borough.Community}";

    [Fact]
    public async Task A_call_out_in_an_incident_rings_by_text_and_voice_and_a_gateway_that_says_delivered_has_reached_nobody()
    {
        var (callOut, member, _) = await Called(await Open());
        var call = await Call(callOut, member, one => Channel(one, 0, "sms") == "sent" && Channel(one, 0, "voice") == "sent", "both leave");
        Texts(call).ShouldBe(1);
        await Call(callOut, member, one => Channel(one, 0, "chat") == "sent", "and a message in the office's app");
        await Told(new TextOutcome(Key(call, 1), TextState.Delivered, null));
        call = await Call(callOut, member, one => Channel(one, 0, "sms") == "delivered", "the gateway says it was delivered");
        Has(call, "heard").ShouldBeFalse();

        await Borough.Do(Entity(call), new Remind(Later(31)));
        await Call(callOut, member, one => Channel(one, 1, "sms") == "sent", "the person is rung again");
        await Borough.Do(Entity(call), new Remind(Later(3_600)));
        call = await Call(callOut, member, one => Has(one, "gaveUp"), "the desk sees that nobody was reached");
        var street = await Borough.StreetOfficer();
        (await street.Post($"{Path(call)}/drive", new { })).Is(409).Code.ShouldBe("call.bad-person");

        (await street.Post($"{Path(call)}/again")).Is(200);
        await Call(callOut, member, one => Channel(one, 2, "sms") == "sent" && !Has(one, "gaveUp"), "called once more");
        await Told(new TextOutcome(Key(call, 3), TextState.Answered, null));
        call = await Call(callOut, member, one => Has(one, "heard"), "a text came back");
        call.GetProperty("heard").GetProperty("means").GetString().ShouldBe("sms");
    }

    [Fact]
    public async Task Who_answers_on_the_phone_is_not_rung_any_more_and_what_a_liar_sends_changes_nothing()
    {
        var (callOut, member, who) = await Called(await Open());
        var call = await Call(callOut, member, _ => true, "a call has begun");
        (await who.Post($"/api/call-outs/{callOut}/answer", new { comes = true, minutes = 5 })).Is(200);
        call = await Call(callOut, member, one => Has(one, "heard"), "who answers is reached");
        call.GetProperty("heard").GetProperty("means").GetString().ShouldBe("app");

        await Told(new TextOutcome(Key(call, 9), TextState.Answered, null), 409, "call.unknown-ring");
        await Told(new TextOutcome($"{Guid.CreateVersion7()}.1", TextState.Answered, null), 404, "call.unknown");
        await Told(new TextOutcome("no-key", TextState.Delivered, null), 400, "hotline.bad-message");
    }

    [Fact]
    public async Task What_can_wait_goes_first_by_what_its_person_has_chosen_and_without_an_answer_by_the_rest_of_it()
    {
        var (callOut, member, who) = await Called(
            null,
            new
            {
                push = true,
                sms = true,
                chat = true,
                first = "chat",
            }
        );
        var call = await Call(callOut, member, one => Channel(one, 0, "chat") == "sent", "a message leaves");
        Count(call, 0).ShouldBe(1);
        await Borough.Do(Entity(call), new Remind(Later(301)));
        call = await Call(
            callOut,
            member,
            one => Channel(one, 1, "sms") == "sent" && Channel(one, 1, "chat") == "sent",
            "a text follows, and another message"
        );
        (Channel(call, 1, "voice"), Channel(call, 1, "push")).ShouldBe((null, null), "no voice, and no device takes a push");
        Shown(call).ShouldBe(2);
        var kept = (await who.Get("/api/session/notices")).Is(200);
        (kept.String("first"), kept["hasChat"].GetBoolean()).ShouldBe(("chat", true));
    }

    [Fact]
    public async Task Who_wants_nothing_of_what_can_wait_is_left_alone_and_it_is_said_why()
    {
        var (callOut, member, who) = await Called(
            null,
            new
            {
                push = false,
                sms = false,
                chat = false,
            }
        );
        var call = await Call(callOut, member, one => Channel(one, 0, "push") == "failed", "nothing is sent");
        (Count(call, 0), Cause(call)).ShouldBe((1, "unwanted"));
        (
            await who.Post(
                "/api/session/notices",
                new
                {
                    push = true,
                    sms = true,
                    first = "voice",
                }
            )
        ).Is(400);
        (
            await who.Post(
                "/api/session/notices",
                new
                {
                    push = true,
                    sms = false,
                    first = "sms",
                }
            )
        ).Is(400);
    }

    [Fact]
    public async Task Who_has_gone_on_leave_since_they_were_called_is_not_rung()
    {
        var member = await (await Borough.Secretary()).Enlist();
        var about = new CallMatter(CallKind.Task, Guid.CreateVersion7(), new IncidentId(Guid.CreateVersion7()));
        (await (await Borough.Secretary()).Post($"{Here}/team/members/{member}/availability", new { availability = "on-leave" })).Is(200);
        var id = CallKnown.IdOf(about, Borough.Community, member);
        var now = TimeProvider.System.GetUtcNow();
        await Borough.Do(Entities.Call(Borough.Realm, id), new BeginCall(about, Borough.Community, 600, CallRung.Person, now, member));
        await Until.True(
            () =>
                Borough.Folding.Now.Of<CallsKnown>().Find(id)!.State.Rings[0].Channels is var channels
                && channels.All(one => one is { State: ChannelState.Failed, Cause: "absent" }),
            "nothing is sent to them"
        );
        Borough.Centre.Log.All.ShouldNotContain(line => line.Handover == RingDue.KeyOf(id, 1));
    }

    [Fact]
    public async Task Life_tasks_of_one_card_ring_each_person_once_and_who_takes_them_ends_it_for_all()
    {
        var (incident, tasks) = await Running();
        var wakes = tasks["items"]
            .EnumerateArray()
            .Where(item => item.GetProperty("task").GetProperty("step").GetString() == "wake-building")
            .ToList();
        var id = new IncidentId(Guid.Parse(incident.Split('/')[^1]));
        List<CallKnown> Calls() =>
            [
                .. Borough
                    .Folding.Now.Of<CallsKnown>()
                    .All.Values.Where(one => one.State.About!.Incident == id && one.State.Member is not null),
            ];
        await Until.True(() => Calls().Any(one => one.State.Member == BoroughRegisters.UnitChief), "the unit's chief is rung");
        Calls().Select(one => one.State.Member).ShouldBeUnique();
        foreach (var wake in wakes)
            (await (await Borough.Secretary()).Post($"{Path(incident, wake)}/take")).Is(200);
        await Until.True(
            () => Calls() is { Count: > 0 } calls && calls.All(one => one.State.Told || one.State.Over is not null || StillAsked(id, one)),
            "nobody is rung for what somebody has"
        );
        // The call of a person who has heard from somebody has no end yet: the card's own reaction writes it a moment later.
        await Until.True(
            () => Calls().Single(one => one.State.Member == BoroughRegisters.UnitChief).State.Over == CallEnd.Taken,
            "the call to the unit's chief ends because somebody has the task"
        );
    }

    [Fact]
    public void What_is_said_and_written_has_no_place_for_a_name()
    {
        foreach (var word in VoiceGateway.Words.Concat(Words.All))
        {
            var text = Sentences.In("zh-CN")[word];
            text.ShouldNotContain("{");
            text.Length.ShouldBeLessThanOrEqualTo(
                word.StartsWith("text.", StringComparison.Ordinal) ? VoiceMessages.LongestSms : VoiceMessages.LongestText,
                word
            );
        }
    }

    private bool StillAsked(IncidentId id, CallKnown call) =>
        Borough
            .Folding.Now.Of<IncidentsKnown>()
            .Find(id)!
            .State.Tasks.Values.Any(task =>
                task is { Class: Domain.Plans.TaskClass.Life, State: Domain.Incidents.TaskState.Open }
                && task.Levels.Any(level => level.Members.Contains(call.State.Member!.Value))
            );

    private async Task<(Guid CallOut, MemberId Member, Resident Who)> Called(string? incident, object? notices = null)
    {
        var secretary = await Borough.Secretary();
        var member = await secretary.Enlist();
        (await secretary.Post($"{Here}/team/members/{member}/insurance", new { what = "意外险", until = "2099-12-31" })).Is(200);
        (await secretary.Post($"{Here}/team/members/{member}/training", new { what = "急救", day = "2024-01-01" })).Is(200);
        var who = await Borough.As(Role.Responder, Borough.Community, member);
        if (notices is not null)
            (await who.Post("/api/session/notices", notices)).Is(200);
        var body = new { where = "试阳社区门口", incident = incident?.Split('/')[^1] };
        return ((await secretary.Post($"{Here}/call-outs", body)).Is(201)["id"].GetGuid(), member, who);
    }

    private async Task<JsonElement> Call(Guid matter, MemberId member, Func<JsonElement, bool> holds, string what)
    {
        JsonElement? found = null;
        var street = await Borough.StreetOfficer();
        await Until.TrueAsync(
            async () =>
                (
                    found = (await street.Get($"/api/calls?matter={matter}"))
                        .Is(200)["items"]
                        .EnumerateArray()
                        .Select(one => (JsonElement?)one.GetProperty("light"))
                        .FirstOrDefault(light => light!.Value.GetProperty("member").GetString() == member.ToString() && holds(light.Value))
                )
                    is not null,
            what
        );
        return found!.Value;
    }

    private static string? Channel(JsonElement call, int ring, string channel) =>
        call.GetProperty("rings").GetArrayLength() <= ring
            ? null
            : call.GetProperty("rings")[ring]
                .GetProperty("channels")
                .EnumerateArray()
                .Where(one => one.GetProperty("channel").GetString() == channel)
                .Select(one => one.GetProperty("state").GetString())
                .FirstOrDefault();

    private static int Count(JsonElement call, int ring) => call.GetProperty("rings")[ring].GetProperty("channels").GetArrayLength();

    private static string? Cause(JsonElement call) =>
        call.GetProperty("rings")[0].GetProperty("channels")[0].GetProperty("cause").GetString();

    private int Shown(JsonElement call) =>
        Borough.Centre.Log.All.Count(line =>
            line.What == "shown" && line.Handover is { } key && key.StartsWith($"{IdOf(call)}.", StringComparison.Ordinal)
        );

    private static bool Has(JsonElement call, string name) =>
        call.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null;

    private static CallId IdOf(JsonElement call) => new(call.GetProperty("id").GetGuid());

    private static Engine.EntityId Entity(JsonElement call) => Entities.Call(Borough.Realm, IdOf(call));

    private static string Key(JsonElement call, int attempt) => RingDue.KeyOf(IdOf(call), attempt);

    private static string Path(JsonElement call) => $"/api/calls/{IdOf(call)}";

    private static DateTimeOffset Later(int seconds) => TimeProvider.System.GetUtcNow().AddSeconds(seconds);

    private int Texts(JsonElement call) => Borough.Centre.Log.All.Count(line => line.What == "texting" && line.Handover == Key(call, 1));

    private async Task Told(TextOutcome outcome, int status = 202, string? code = null)
    {
        var (id, now) = ($"msg-{Guid.CreateVersion7()}", TimeProvider.System.GetUtcNow());
        var body = VoiceMessages.Write(id, "voice", now, outcome);
        var headers = WebhookHeaders.For(WebhookSecret.Parse(Borough.Secret)!, id, now, body);
        var answer = await Borough.Stranger.Send(
            HttpMethod.Post,
            "/voice/messages",
            Api.Json(System.Text.Encoding.UTF8.GetString(body)),
            (WebhookHeaders.IdName, id),
            (WebhookHeaders.TimestampName, headers.Timestamp!),
            (WebhookHeaders.SignatureName, headers.Signature!)
        );
        answer.Is(status);
        if (code is not null)
            answer.Code.ShouldBe(code);
    }
}
