using System.Text;
using System.Text.Json;
using Emergency.Domain;
using Emergency.Domain.Accounts;
using Emergency.Domain.Handovers;
using Emergency.Hotlines.Simulator;
using Emergency.Server.Features.Handovers;
using Emergency.Server.Features.People;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Infrastructure.Views;
using Emergency.Server.Tests.Fixtures;
using Emergency.Server.Tests.Hotlines;
using Emergency.Testing;

namespace Emergency.Server.Tests.Handovers;

public sealed class HandoverTests(Borough borough)
{
    private readonly Partner _ambulance = new(borough, "120");

    private async Task<string> Fire()
    {
        var duty = await borough.Duty();
        var fire =
            $"/api/incidents/{(await duty.Post("/api/incidents", new { category = "fire", title = "一号楼着火", priority = "life", location = new { lon = Borough.Lon, lat = Borough.Lat } })).Is(201).String("id")}";
        var drawn = (
            await duty.Post(
                $"{fire}/impact",
                new
                {
                    circle = new
                    {
                        lon = Borough.Lon,
                        lat = Borough.Lat,
                        metres = 150,
                    },
                }
            )
        ).Is(200);
        await borough.Folding.At(new(drawn.Position!.Value), Until.AtMost, CancellationToken.None);
        await Until.True(
            () => borough.Folding.Now.Of<Features.Incidents.DoorChecks.DoorsKnown>().In(new(Guid.Parse(fire[15..]))).Count > 0,
            "the doors are counted"
        );
        return fire;
    }

    private async Task<Guid> Offer(string fire, object? body = null, Resident? by = null)
    {
        var offered = (
            await (by ?? await borough.Secretary()).Post(
                $"{fire}/handovers",
                body
                    ?? new
                    {
                        kind = "ambulance",
                        persons = new[] { BoroughRegisters.OldWoman },
                        text = "吸入浓烟，神志清",
                    }
            )
        ).Is(201);
        await borough.Folding.At(new(offered.Position!.Value), Until.AtMost, CancellationToken.None);
        return offered["id"].GetGuid();
    }

    private HandoverKnown Seen(Guid id) => borough.Folding.Now.Of<HandoversKnown>().Find(new(id))!;

    private IReadOnlyList<LogLine> Log(Guid id) => [.. borough.Centre.Log.All.Where(line => line.Handover == id.ToString())];

    private Task<Answer> Say(
        string what,
        Guid handover,
        string at = "2026-01-15T02:20:00+08:00",
        object? more = null,
        Partner? from = null
    ) =>
        (from ?? _ambulance).Send(
            $"handover.{what}",
            Merged(
                new
                {
                    handoverId = handover,
                    reference = "120-77",
                    at,
                },
                more
            )
        );

    private static JsonElement Merged(object first, object? second)
    {
        var all = JsonSerializer
            .SerializeToElement(first, Json.Options)
            .EnumerateObject()
            .Concat(second is null ? [] : JsonSerializer.SerializeToElement(second, Json.Options).EnumerateObject());
        return JsonSerializer.SerializeToElement(all.ToDictionary(member => member.Name, member => member.Value, StringComparer.Ordinal));
    }

    [Fact]
    public async Task Who_needs_help_is_offered_to_120_and_accepted_counts_as_at_hospital_without_writing_it_down_again()
    {
        var (fire, secretary) = (await Fire(), await borough.Secretary());
        var door = $"{fire}/doors/{Borough.Community}/persons/{BoroughRegisters.OldWoman}/check";
        (await secretary.Post(door, new { state = "at-hospital" })).Is(409).Code.ShouldBe("doors.hospital-unconfirmed");
        var id = await Offer(fire);
        await Until.True(() => Seen(id).State.Stage == HandoverStage.Delivered, "120 has the message");
        Log(id).ShouldHaveSingleItem().Message.ShouldBe(Derived.Id(id, "offered").ToString());
        (await secretary.Post(door, new { state = "at-hospital" })).Is(409);
        var accepted = (await Say("accepted", id)).Is(202);
        accepted["handoverId"].GetGuid().ShouldBe(id);
        (await secretary.Get($"{fire}/handovers", accepted)).Is(200)["items"][0].GetProperty("stage").GetString().ShouldBe("accepted");
        var shown = (await secretary.Get($"{fire}/handovers/{id}", accepted)).Is(200);
        (shown.String("reference"), shown.String("text"), shown["persons"][0].GetGuid()).ShouldBe(
            ("120-77", "吸入浓烟，神志清", BoroughRegisters.OldWoman.Value)
        );
        (await secretary.Post(door, new { state = "at-hospital" })).Is(200);
    }

    [Fact]
    public async Task The_message_names_the_door_and_the_need_and_nobody()
    {
        var id = await Offer(await Fire());
        var message = JsonDocument.Parse(borough.Service<Offering>().Write(Seen(id), borough.Folding.Now)).RootElement;
        var data = message.GetProperty("data");
        (
            data.GetProperty("location").GetProperty("address").GetString(),
            data.GetProperty("patients").GetInt32(),
            data.GetProperty("text").GetString()
        ).ShouldBe(("1号楼1单元301", 1, "1号楼1单元301；吸入浓烟，神志清"));
        message.GetProperty("source").GetString().ShouldBe("浉河区应急指挥中心");
        Encoding.UTF8.GetString(borough.Service<Offering>().Write(Seen(id), borough.Folding.Now)).ShouldNotContain("陈试婆");
    }

    [Fact]
    public void What_is_needed_at_the_door_is_told_in_the_words_of_the_trade()
    {
        var contact = PersonContact.Unknown with { Address = "例园小区1号楼4单元501室" };
        var person = new PersonKnown(
            BoroughRegisters.OldWoman,
            null,
            Borough.Community,
            "G1",
            contact,
            PersonSensitive.Unknown with
            {
                Needs = ["carry", "oxygen"],
                Health = "肺病",
            },
            null,
            []
        );
        Offering.Told(person, ResidentsKnown.None).ShouldBe("例园小区1号楼4单元501室（抬、氧）");
        Offering
            .Told(
                person with
                {
                    Contact = PersonContact.Unknown with { Building = "1号楼", Unit = "4单元", Room = "501" },
                    Sensitive = PersonSensitive.Unknown,
                },
                ResidentsKnown.None
            )
            .ShouldBe("1号楼4单元501");
    }

    [Fact]
    public async Task That_120_was_told_a_door_is_in_the_access_log_once_on_behalf_of_who_offered()
    {
        var secretary = await borough.Secretary();
        var id = await Offer(await Fire());
        await Until.True(() => Seen(id).State.Stage == HandoverStage.Delivered, "120 has the message");
        var records = new List<AccessRecorded>();
        await foreach (
            var happened in borough.Feed.Stream(
                Entities.Audit(Entities.Live, Shanghai.Day(Seen(id).OfferedAt), Borough.County),
                await borough.Feed.Head()
            )
        )
            if (happened.Event is AccessRecorded { Purpose: AccessPurpose.Handover } record && record.Incident == Seen(id).Facts.Incident)
                records.Add(record);
        var written = records.ShouldHaveSingleItem();
        (written.By.Account, written.Persons).ShouldBe((secretary.Account, [BoroughRegisters.OldWoman]));
    }

    [Fact]
    public async Task Returned_for_want_of_a_vehicle_who_offered_hears_cause_and_minutes_and_stays_responsible()
    {
        var (fire, secretary) = (await Fire(), await borough.Secretary());
        var id = await Offer(fire);
        var returned = (await Say("returned", id, more: new { reason = "no-vehicle", minutes = 20 })).Is(202);
        var item = (await secretary.Get($"{fire}/handovers", returned)).Is(200)["items"][0];
        (item.GetProperty("stage").GetString(), item.GetProperty("cause").GetString(), item.GetProperty("minutes").GetInt32()).ShouldBe(
            ("returned", "no-vehicle", 20)
        );
        (await secretary.Post($"{fire}/doors/{Borough.Community}/persons/{BoroughRegisters.OldWoman}/check", new { state = "at-hospital" }))
            .Is(409)
            .Code.ShouldBe("doors.hospital-unconfirmed");
    }

    [Fact]
    public async Task Answers_that_come_twice_or_late_change_nothing()
    {
        var id = await Offer(await Fire());
        (await Say("accepted", id, "2026-01-15T02:20:00+08:00")).Is(202);
        var at = Seen(id).State.ConfirmedAt;
        (await Say("accepted", id, "2026-01-15T02:20:00+08:00")).Is(202);
        (await Say("returned", id, "2026-01-15T02:19:00+08:00", new { reason = "duplicate" })).Is(202);
        await borough.Folding.At(await borough.Feed.Head(), Until.AtMost, CancellationToken.None);
        (Seen(id).State.Stage, Seen(id).State.ConfirmedAt ?? at).ShouldBe((HandoverStage.Accepted, Seen(id).State.ConfirmedAt));
        (await Say("completed", id, "2026-01-15T02:40:00+08:00")).Is(202);
        var over = (await Say("progressed", id, "2026-01-15T02:50:00+08:00")).Is(202);
        await borough.Folding.At(new(over.Position!.Value), Until.AtMost, CancellationToken.None);
        Seen(id).State.Stage.ShouldBe(HandoverStage.Completed);
    }

    [Fact]
    public async Task Unconfirmed_for_the_allowed_time_the_duty_desk_is_rung_and_a_call_settles_it()
    {
        var (fire, duty) = (await Fire(), await borough.Duty());
        var id = await Offer(
            fire,
            new
            {
                kind = "ambulance",
                text = "楼下有人晕倒",
                patients = 1,
                allowSeconds = 1,
            }
        );
        await Until.True(() => Seen(id).State.Unconfirmed, "the desk is rung");
        var rings = (await duty.Get($"{fire}/handovers")).Is(200)["items"][0];
        (rings.GetProperty("rings").GetBoolean(), rings.GetProperty("dial").GetString()).ShouldBe((true, "120"));
        var called = (await duty.Post($"{fire}/handovers/{id}/call", new { confirmed = true, note = "调度员试例已派车" })).Is(200);
        var settled = (await duty.Get($"{fire}/handovers", called)).Is(200)["items"][0];
        (
            settled.GetProperty("rings").GetBoolean(),
            settled.GetProperty("stage").GetString(),
            settled.GetProperty("byVoice").GetBoolean()
        ).ShouldBe((false, "accepted", true));
    }

    [Fact]
    public async Task A_partner_without_a_machine_is_to_be_called_at_once()
    {
        var fire = await Fire();
        var id = await Offer(fire, new { kind = "fire-rescue", text = "三楼有人被困" });
        await Until.True(() => Seen(id).State.Unconfirmed, "the desk is rung");
        (Seen(id).Facts.ByVoice, Seen(id).Facts.Hotline).ShouldBe((true, "119"));
        (await (await borough.Duty()).Post($"{fire}/handovers/{id}/call", new { confirmed = false, note = "占线" })).Is(200);
    }

    [Fact]
    public async Task Of_a_false_alarm_what_the_other_side_has_not_got_is_recalled_and_nobody_is_rung_for_it()
    {
        var (fire, duty) = (await Fire(), await borough.Duty());
        var waits = await Offer(fire, new { kind = "fire-rescue", text = "三楼有人被困" });
        await Until.True(() => Seen(waits).State.Unconfirmed, "the desk is rung");
        var sent = await Offer(fire);
        await Until.True(() => Seen(sent).State.Stage != HandoverStage.Queued, "120 has it");
        (await duty.Post($"{fire}/withdraw", new { reason = "烧艾草" })).Is(200);
        await Until.True(() => Seen(waits).State.Stage == HandoverStage.Recalled, "it is recalled");
        var all = (await duty.Get($"{fire}/handovers"))
            .Is(200)["items"]
            .EnumerateArray()
            .ToDictionary(one => one.GetProperty("id").GetGuid(), one => one);
        (all[waits].GetProperty("stage").GetString(), all[waits].GetProperty("rings").GetBoolean()).ShouldBe(("recalled", false));
        Seen(sent).State.Stage.ShouldNotBe(HandoverStage.Recalled);
    }

    [Fact]
    public async Task Offered_twice_under_one_key_it_is_one_offer_and_one_message()
    {
        var (fire, secretary) = (await Fire(), await borough.Secretary());
        object body = new { kind = "ambulance", text = "烧伤一人" };
        var first = (await secretary.Post($"{fire}/handovers", body, "offer-once")).Is(201);
        (await secretary.Post($"{fire}/handovers", body, "offer-once")).Is(201).Text.ShouldBe(first.Text);
        var id = first["id"].GetGuid();
        await Until.True(() => Log(id).Count > 0, "120 has the message");
        var next = await Offer(fire);
        await Until.True(() => Log(next).Count > 0, "120 has the next one");
        Log(id).Count.ShouldBe(1);
        (await secretary.Post($"{fire}/handovers", new { kind = "police", text = "另一件事" }, "offer-once")).Is(422);
    }

    [Fact]
    public async Task A_centre_whose_clock_is_a_year_ahead_can_still_take_back_what_it_accepted()
    {
        var id = await Offer(await Fire());
        (await Say("accepted", id, "2099-01-01T00:00:00+08:00")).Is(202);
        var returned = (await Say("returned", id, "2099-01-01T00:01:00+08:00", new { reason = "no-vehicle" })).Is(202);
        await borough.Folding.At(new(returned.Position!.Value), Until.AtMost, CancellationToken.None);
        Seen(id).State.Stage.ShouldBe(HandoverStage.Returned);
    }

    [Fact]
    public async Task A_centre_that_has_put_its_clock_right_is_heard_at_once()
    {
        var id = await Offer(await Fire());
        (await Say("accepted", id, "2099-01-01T00:00:00+08:00")).Is(202);
        var now = TimeProvider.System.GetUtcNow().ToString("O");
        var returned = (await Say("returned", id, now, new { reason = "no-vehicle" })).Is(202);
        await borough.Folding.At(new(returned.Position!.Value), Until.AtMost, CancellationToken.None);
        Seen(id).State.Stage.ShouldBe(HandoverStage.Returned);
    }

    [Fact]
    public async Task The_message_says_where_it_is_as_it_was_told_last()
    {
        var (fire, duty) = (await Fire(), await borough.Duty());
        foreach (var address in (string[])["试阳路1号院门口", "试阳路1号3号楼后"])
            (await duty.Post($"{fire}/report", new { title = "又有人报", address })).Is(200);
        (await duty.Post($"{fire}/report", new { title = "没说在哪" })).Is(200);
        var id = await Offer(
            fire,
            new
            {
                kind = "ambulance",
                text = "有人晕倒",
                patients = 1,
            }
        );
        var message = JsonDocument.Parse(borough.Service<Offering>().Write(Seen(id), borough.Folding.Now)).RootElement;
        message.GetProperty("data").GetProperty("location").GetProperty("address").GetString().ShouldBe("试阳路1号3号楼后");
    }

    /// <summary>
    /// Broadcasts of a hand-over after each answer: to the divisions above it, and to the person who offered it until the other side has
    /// done its part.
    /// </summary>
    [Fact]
    public async Task Whoever_stays_responsible_keeps_it_before_their_eyes_until_the_other_side_has_done_its_part()
    {
        var (fire, secretary) = (await Fire(), await borough.Secretary());
        var id = await Offer(fire);
        Group[] near = [Group.Division(Entities.Live, Borough.Community), Group.Division(Entities.Live, Borough.County)];
        Group[] all = [.. near, Group.Me(Entities.Live, secretary.Account), Group.Incident(Entities.Live, new(Guid.Parse(fire[15..])))];
        bool Shown(Group group) =>
            Folding
                .Show(borough.Folding.Now, borough.Folding.Views, group)
                .Any(change => change is { View: HandoverLight.View, Value: not null } && change.Key == id.ToString());
        foreach (
            var (what, at, more) in ((string, string, object?)[])
                [
                    ("", "", null),
                    ("accepted", "2026-01-15T02:20:00+08:00", null),
                    ("returned", "2026-01-15T02:21:00+08:00", new { reason = "no-vehicle" }),
                    ("progressed", "2026-01-15T02:22:00+08:00", null),
                ]
        )
        {
            if (what.Length > 0)
            {
                var said = (await Say(what, id, at, more)).Is(202);
                await borough.Folding.At(new(said.Position!.Value), Until.AtMost, CancellationToken.None);
            }
            all.Where(Shown).ShouldBe(all, what);
        }
        var over = (await Say("completed", id, "2026-01-15T02:40:00+08:00")).Is(202);
        await borough.Folding.At(new(over.Position!.Value), Until.AtMost, CancellationToken.None);
        all.Where(Shown).ShouldBe([all[^1]], "its incident keeps it");
    }

    [Fact]
    public async Task One_centre_does_not_answer_for_another()
    {
        var id = await Offer(await Fire());
        (await Say("accepted", id, from: new Partner(borough, "110"))).Is(404).Code.ShouldBe("handover.unknown");
        (await Say("accepted", Guid.CreateVersion7())).Is(404).Code.ShouldBe("handover.unknown");
    }

    [Fact]
    public async Task Who_has_no_task_hands_nobody_over_and_who_is_alerted_does()
    {
        var (fire, unit, secretary) = (await Fire(), await borough.UnitChief(), await borough.Secretary());
        object body = new { kind = "ambulance", persons = new[] { BoroughRegisters.OldWoman } };
        (await unit.Post($"{fire}/handovers", body)).Is(403).Code.ShouldBe("scope.not-yours");
        (
            await secretary.Post(
                $"{fire}/tasks",
                new
                {
                    community = Borough.Community,
                    @class = "life",
                    text = "看看老人",
                    members = new[] { BoroughRegisters.UnitChief },
                    doors = new[] { BoroughRegisters.Elder },
                    allowSeconds = 3600,
                }
            )
        ).Is(201);
        await borough.Folding.At(await borough.Feed.Head(), Until.AtMost, CancellationToken.None);
        await Offer(fire, body, unit);
        (await unit.Post($"{fire}/handovers", new { kind = "ambulance", persons = new[] { BoroughRegisters.Strong } })).Is(403);
    }

    [Fact]
    public async Task What_is_missing_in_an_offer_is_named()
    {
        var (fire, secretary) = (await Fire(), await borough.Secretary());
        (await secretary.Post($"{fire}/handovers", new { allowSeconds = 0 })).Is(400).Arguments.Count.ShouldBe(3);
        (await secretary.Post($"{fire}/handovers", new { kind = "ambulance", persons = new[] { Guid.CreateVersion7() } }))
            .Is(404)
            .Code.ShouldBe("doors.unknown-person");
        (await secretary.Post($"{fire}/handovers/{Guid.CreateVersion7()}/call", new { confirmed = true, note = "已派车" })).Is(404);
        (await secretary.Post($"{fire}/handovers/{await Offer(fire)}/call", new { })).Is(400).Arguments.Count.ShouldBe(2);
    }

    [Fact]
    public async Task The_timeline_shows_how_it_went_without_its_words()
    {
        var fire = await Fire();
        var id = await Offer(fire);
        var accepted = (await Say("accepted", id)).Is(202);
        var timeline = (await (await borough.Duty()).Get($"{fire}/timeline", accepted)).Is(200).Text;
        timeline.ShouldContain("handover.queued.v1");
        timeline.ShouldContain("handover.accepted.v1");
        timeline.ShouldNotContain("吸入浓烟");
        timeline.ShouldNotContain("120-77");
    }
}
