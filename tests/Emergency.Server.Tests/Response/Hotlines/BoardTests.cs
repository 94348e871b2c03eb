using System.Text.Json;
using Emergency.Domain;
using Emergency.Hotlines.Signing;
using Emergency.Hotlines.Simulator;
using Emergency.Server.Features.Handovers;
using Emergency.Server.Features.Hotlines;
using Emergency.Server.Tests.Fixtures;
using Emergency.Testing;

namespace Emergency.Server.Tests.Hotlines;

/// <summary>线路 over HTTP, with a partner that is down, refuses, and comes back.</summary>
public sealed class BoardTests
{
    private const string Path = "/api/hotlines/board";

    private static async Task<string> Incident(Resident duty) => (
            await duty.Post(
                "/api/incidents",
                new
                {
                    category = "medical",
                    title = "老人晕倒",
                    priority = "life",
                    community = Borough.Community,
                }
            )
        ).Is(201).String("id")!;

    private static async Task<string> Offer(Resident duty, string incident, string kind = "ambulance") =>
        (await duty.Post($"/api/incidents/{incident}/handovers", new { kind, text = "老人晕倒" })).Is(201).String("id")!;

    private static async Task<JsonElement> Line(Resident who, string hotline) =>
        (await who.Get(Path)).Is(200)["lines"].EnumerateArray().Single(line => line.GetProperty("hotline").GetString() == hotline);

    private static async Task<JsonElement?> Waiting(Resident who, string handover) =>
        (await who.Get(Path))
            .Is(200)["waiting"]
            .EnumerateArray()
            .Where(one => one.GetProperty("handover").GetProperty("id").GetString() == handover)
            .Select(one => (JsonElement?)one)
            .SingleOrDefault();

    private static int? Refused(JsonElement? waiting) =>
        waiting is { } one && one.TryGetProperty("refusal", out var refusal) ? refusal.GetProperty("status").GetInt32() : null;

    [Fact]
    public async Task What_a_dead_line_holds_up_waits_on_the_board_and_leaves_it_when_the_line_is_back()
    {
        await using var borough = new Borough();
        await borough.InitializeAsync();
        var (duty, operatorThere) = (await borough.Duty(), await borough.As(Role.Operator, Borough.County));
        await Until.TrueAsync(async () => (await Line(duty, "120")).GetProperty("link").GetString() == "up", "the line is up");
        borough.Centre.Down = true;
        await Until.TrueAsync(async () => (await Line(duty, "120")).GetProperty("link").GetString() == "down", "the line is down");
        var handover = await Offer(duty, await Incident(duty));
        foreach (var who in (Resident[])[duty, operatorThere])
        {
            var waits = (await Waiting(who, handover)).ShouldNotBeNull();
            (waits.GetProperty("where").GetString(), Refused(waits)).ShouldBe(("试阳社区", null));
            var line = await Line(who, "120");
            (line.GetProperty("waiting").GetInt32(), line.GetProperty("refused").GetInt32()).ShouldBe((1, 0));
            line.GetProperty("oldest").GetString().ShouldBe(waits.GetProperty("handover").GetProperty("offeredAt").GetString());
        }
        (await Line(duty, "119")).GetProperty("link").GetString().ShouldBe("voice");
        borough.Centre.Down = false;
        await Until.TrueAsync(async () => await Waiting(duty, handover) is null, "it has left");
        (await Line(duty, "120")).TryGetProperty("delivered", out _).ShouldBeTrue();
        (await Line(duty, "110")).TryGetProperty("heard", out _).ShouldBeFalse();
        (await new Partner(borough, "110").Created(Partner.Fire(Partner.NewNumber(), Partner.Here))).Is(202);
        (await Line(duty, "110")).TryGetProperty("heard", out _).ShouldBeTrue();
    }

    [Fact]
    public async Task What_the_other_side_refuses_says_why_and_is_sent_once_more_by_hand_which_is_recorded()
    {
        await using var borough = new Borough { Offers = [new Turn(Errors: 2, Status: 422)] };
        await borough.InitializeAsync();
        var (duty, operatorThere) = (await borough.Duty(), await borough.As(Role.Operator, Borough.County));
        var incident = await Incident(duty);
        var handover = await Offer(duty, incident);
        await Until.TrueAsync(async () => Refused(await Waiting(duty, handover)) == 422, "the refusal is on the board");
        (await Line(duty, "120")).GetProperty("refused").GetInt32().ShouldBe(1);

        (await operatorThere.Post($"{Path}/{handover}/retry")).Is(200);
        await Until.TrueAsync(
            async () => await Waiting(duty, handover) is { } again && Refused(again) == 422 && again.TryGetProperty("retriedAt", out _),
            "it is refused once more"
        );
        (await duty.Post($"{Path}/{handover}/retry")).Is(200);
        await Until.TrueAsync(async () => await Waiting(duty, handover) is null, "it is taken");
        borough
            .Centre.Log.All.Where(line => line.Handover == handover)
            .Select(line => line.What)
            .ShouldBe(["refused", "refused", "taken"], "one message, under one id, three times");
        borough
            .Centre.Log.All.Where(line => line.Handover == handover)
            .Select(line => line.Message)
            .Distinct(StringComparer.Ordinal)
            .Count()
            .ShouldBe(1);

        var told = (await duty.Get($"/api/incidents/{incident}/timeline"))
            .Is(200)["items"]
            .EnumerateArray()
            .Where(entry => entry.GetProperty("form").GetString()!.StartsWith("handover.re", StringComparison.Ordinal))
            .ToList();
        told.Select(entry => entry.GetProperty("form").GetString())
            .ShouldBe(["handover.refused.v1", "handover.retried.v1", "handover.refused.v1", "handover.retried.v1"], ignoreOrder: true);
        (await duty.Post($"{Path}/{handover}/retry")).Is(200);
        borough
            .Folding.Now.Of<HandoversKnown>()
            .Find(new(Guid.Parse(handover)))!
            .State.Waits.ShouldBeFalse("what was taken is not sent again");
    }

    private static async Task<IReadOnlyList<JsonElement>> Messages(Resident who, string hotline) =>
        [.. (await who.Get(Path)).Is(200)["messages"].EnumerateArray().Where(one => one.GetProperty("line").GetString() == hotline)];

    private static string? Text(JsonElement message, string name) => message.TryGetProperty(name, out var text) ? text.ToString() : null;

    [Fact]
    public async Task Every_message_over_a_line_is_seen_with_what_became_of_it_and_whoever_sets_up_a_line_reads_why_it_was_refused()
    {
        await using var borough = new Borough();
        await borough.InitializeAsync();
        var (duty, operatorThere) = (await borough.Duty(), await borough.As(Role.Operator, Borough.County));
        var police = new Partner(borough, "110");
        var (message, fire) = ($"told-{Guid.CreateVersion7():N}", Partner.Fire(Partner.NewNumber(), Partner.Here));
        var incident = (await police.Created(fire, message)).Is(202).String("incidentId");
        (await police.Created(fire, message)).Is(202);
        (await police.Raw("{\"id\":\"bad\"}", "bad")).Is(400);
        for (var times = 0; times < 3; times++)
            (await police.Raw("{}", $"stranger-{times}", signature: $"v1,{Convert.ToBase64String(new byte[32])}")).Is(401);
        (await borough.Stranger.Send(HttpMethod.Post, "/hotlines/110/messages", Api.Json("{}"))).Is(401);

        await Until.TrueAsync(async () => (await Messages(duty, "110")).Count == 5, "its incident is known here");
        foreach (var who in (Resident[])[duty, operatorThere])
        {
            var seen = await Messages(who, "110");
            seen.Select(one => (Text(one, "message"), Text(one, "type"), Text(one, "status"), Text(one, "again"), Text(one, "times")))
                .ShouldBe([
                    (null, null, "401", "False", "1"),
                    ("stranger-2", null, "401", "False", "3"),
                    ("bad", null, "400", "False", "1"),
                    (message, "case.created", "202", "True", "1"),
                    (message, "case.created", "202", "False", "1"),
                ]);
            Text(seen[0], "says")!.ShouldContain("id-missing");
            Text(seen[1], "says")!.ShouldContain("signature-wrong");
            Text(seen[2], "says")!.ShouldContain("$.type");
            seen.Select(one => Text(one, "incident")).ShouldBe([null, null, null, incident, incident]);
        }
        (await Messages(await borough.As(Role.CountyDuty, Borough.OtherCounty), "110"))
            .Select(one => Text(one, "message"))
            .ShouldBe([null, "stranger-2", "bad"], "what happens elsewhere is nobody's here");

        var handover = await Offer(duty, incident!);
        await Until.TrueAsync(async () => (await Messages(duty, "120")).Count > 0, "it was sent");
        var sent = (await Messages(duty, "120"))[0];
        (sent.GetProperty("ours").GetBoolean(), Text(sent, "type"), Text(sent, "status")).ShouldBe((true, "handover.offered", "202"));
        handover.ShouldNotBeNull();
    }

    [Fact]
    public void Whoever_sends_rubbish_pushes_out_nothing_that_was_signed()
    {
        var clock = new SaidTime(DateTimeOffset.UnixEpoch);
        var traffic = new LineTraffic(clock);
        for (var n = 0; n < LineTraffic.Most + 5; n++)
            traffic.Took("119", $"told-{n}", "case.created", null, again: false, clock.GetTimestamp());
        foreach (var why in Enum.GetNames<Verification>().Concat(Enumerable.Range(0, 500).Select(n => $"{n}")))
            traffic.Refused("119", null, null, new("hotline.signature", [why]), clock.GetTimestamp());
        traffic.All.Count.ShouldBe(LineTraffic.Most + LineTraffic.MostUnsigned);
        traffic.All.Count(one => one.Problem is null).ShouldBe(LineTraffic.Most);
        traffic.All.ShouldNotContain(one => one.Id == "told-4");
        traffic.All.ShouldContain(one => one.Id == "told-5");
    }

    [Fact]
    public async Task Only_the_county_and_its_operator_see_the_board_and_only_what_is_theirs()
    {
        await using var borough = new Borough { Offers = [new Turn(Errors: 1, Status: 400)] };
        await borough.InitializeAsync();
        var duty = await borough.Duty();
        var (handover, byVoice) = (await Offer(duty, await Incident(duty)), await Offer(duty, await Incident(duty), "fire-rescue"));
        await Until.TrueAsync(async () => Refused(await Waiting(duty, handover)) == 400, "it is refused");
        (await Waiting(duty, byVoice)).ShouldBeNull();
        (await duty.Post($"{Path}/{byVoice}/retry")).Is(409).Code.ShouldBe("handover.not-sent");
        (await duty.Post($"{Path}/{Guid.Empty}/retry")).Is(404);
        var stranger = await borough.As(Role.CountyDuty, Borough.OtherCounty);
        (await Waiting(stranger, handover)).ShouldBeNull();
        (await Line(stranger, "120")).GetProperty("waiting").GetInt32().ShouldBe(0);
        (await stranger.Post($"{Path}/{handover}/retry")).Is(404);
        foreach (var who in (Resident[])[await borough.StreetOfficer(), await borough.Secretary()])
        {
            (await who.Get(Path)).Is(403);
            (await who.Post($"{Path}/{handover}/retry")).Is(403);
        }
    }
}
