using System.Text.Json;
using Emergency.Domain;
using Emergency.Hotlines.Messages;
using Emergency.Hotlines.Signing;
using Emergency.Server.Features.Calls;
using Emergency.Server.Tests.Fixtures;
using Emergency.Server.Tests.People;

namespace Emergency.Server.Tests.Warnings;

/// <summary>Loudspeakers of a village, through the platform.</summary>
public sealed class BroadcastTests(Borough borough) : VillageCalls(borough)
{
    private const string Text = "山洪红色预警，马上往高处走，不要过河";

    private static string? State(JsonElement call) => Has(call, "broadcast") ? call.GetProperty("broadcast").Of("state") : null;

    private static string? Cause(JsonElement call) => Has(call, "broadcast") ? call.GetProperty("broadcast").Of("cause") : null;

    private static bool? Works(JsonElement call) =>
        call.GetProperty("proofs")
            .Items()
            .Where(one => one.Of("kind") == "loudspeaker")
            .Select(one => (bool?)one.GetProperty("works").GetBoolean())
            .SingleOrDefault();

    private async Task<JsonElement> Sounded(Answer warning, string village, string state)
    {
        var call = await Call(warning, village, _ => true, "the village is called");
        (await Duty.Post($"{Path(call)}/broadcast", new { text = Text })).Is(200);
        return await Call(warning, village, one => State(one) == state, $"{village}: {state}");
    }

    private int Said(JsonElement call, int attempt) =>
        Borough.Centre.Log.All.Count(line => line.What == "playing" && line.Handover == Key(call, attempt));

    private static string Key(JsonElement call, int attempt) => RingDue.KeyOf(new(call.GetProperty("id").GetGuid()), attempt);

    [Fact]
    public async Task A_desk_has_it_said_once_sees_what_became_of_it_and_asks_anew_where_it_was_not_heard()
    {
        (await Duty.Get("/api/loudspeakers")).Is(200)["exists"].GetBoolean().ShouldBeTrue();
        var warning = await Confirmed(Valley.Here, Valley.Next, Valley.Away, Valley.Street);

        var here = await Sounded(warning, Valley.Here, "sent");
        Works(here).ShouldBeNull("taken is not said");
        (await Told("here", new(Key(here, 1), true, null))).Is(202);
        (await Told("here-again", new(Key(here, 1), false, "no-power"))).Is(202);
        here = await Call(warning, Valley.Here, one => State(one) == "delivered", "it was said, and late words change nothing");
        (Works(here), Said(here, 1), Has(here, "heard")).ShouldBe((true, 1, false));
        Borough
            .Centre.Log.All.Where(line => line.What == "playing" && line.Handover == Key(here, 1))
            .Select(line => line.Kind)
            .ShouldBe([Valley.Here]);

        var next = await Sounded(warning, Valley.Next, "sent");
        (await Told("next", new(Key(next, 1), false, "no-power"))).Is(202);
        next = await Call(warning, Valley.Next, one => State(one) == "failed", "nobody heard it");
        (Cause(next), Works(next)).ShouldBe(("no-power", false));

        var away = await Sounded(warning, Valley.Away, "failed");
        (Cause(away), Works(away), Said(away, 1)).ShouldBe(("refused", false, 0));

        // A busy platform is asked again, and plays it once.
        (await Duty.Post($"{Path(here)}/broadcast", new { text = Text })).Is(200);
        await Call(warning, Valley.Here, one => State(one) == "sent", "the busy platform has taken it");
        Said(here, 2).ShouldBe(1);
        Borough.Centre.Log.All.Count(line => line.What == "refused" && line.Handover == Key(here, 2)).ShouldBe(2);
        var street = await Call(warning, Valley.Street, _ => true, "the street is called");
        (await Duty.Post($"{Path(street)}/broadcast", new { text = Text })).Is(409).Code.ShouldBe("call.not-to-all");

        (await Duty.Post($"{Path(next)}/broadcast", new { text = Text })).Is(200);
        next = await Call(warning, Valley.Next, one => State(one) == "sent", "it is asked for anew");
        (await Told("next-again", new(Key(next, 2), true, null))).Is(202);
        next = await Call(warning, Valley.Next, one => State(one) == "delivered", "the second time it is heard");
        (next.GetProperty("broadcast").GetProperty("attempt").GetInt32(), Works(next)).ShouldBe((2, true));
    }

    [Fact]
    public async Task Who_may_not_and_what_cannot_be_said_is_refused()
    {
        var warning = await Confirmed(Valley.Here);
        var call = await Call(warning, Valley.Here, _ => true, "the village is called");
        (await (await Borough.As(Role.GridChief, Valley.Here)).Post($"{Path(call)}/broadcast", new { text = Text })).Is(403);
        (await (await Borough.As(Role.Secretary, Valley.Next)).Post($"{Path(call)}/broadcast", new { text = Text })).Is(403);
        (await Duty.Post($"{Path(call)}/broadcast", new { text = " " })).Is(400);
        (await Duty.Post($"{Path(call)}/broadcast", new { text = new string('走', 201) })).Is(400);
        State(await Call(warning, Valley.Here, _ => true, "nothing was asked")).ShouldBeNull();
    }

    [Fact]
    public async Task What_the_platform_says_is_signed_and_of_something_that_was_asked_for()
    {
        var warning = await Confirmed(Valley.Here);
        var call = await Call(warning, Valley.Here, _ => true, "the village is called");
        (await Told("said-1", new(Key(call, 1), true, null), "whsec_bm90LW91cnMtbm90LW91cnMtbm90LW91cnMh")).Is(401);
        (await Told("said-2", new("what", true, null))).Is(400).Code.ShouldBe("hotline.bad-message");
        (await Told("said-3", new(Key(call, 1), true, null))).Is(409).Code.ShouldBe("call.unknown-broadcast");
    }

    private Task<Answer> Told(string id, BroadcastOutcome outcome, string secret = Borough.Secret)
    {
        var now = TimeProvider.System.GetUtcNow();
        var body = LoudspeakerMessages.Write("", "loudspeakers", now, outcome);
        var headers = WebhookHeaders.For(WebhookSecret.Parse(secret)!, id, now, body);
        return Borough.Stranger.Send(
            HttpMethod.Post,
            "/loudspeakers/messages",
            Api.Json(System.Text.Encoding.UTF8.GetString(body)),
            (WebhookHeaders.IdName, id),
            (WebhookHeaders.TimestampName, headers.Timestamp!),
            (WebhookHeaders.SignatureName, headers.Signature!)
        );
    }
}
