using Emergency.Domain;
using Emergency.Domain.Calls;
using Emergency.Server.Features.Calls;
using Emergency.Server.Foundation;
using Emergency.Server.Tests.Fixtures;
using Emergency.Server.Tests.Live;
using Emergency.Testing;

namespace Emergency.Server.Tests.Warnings;

public sealed class WarningCallTests(Borough borough) : VillageCalls(borough)
{
    [Fact]
    public async Task Confirming_rings_the_village_and_a_key_pressed_is_seen_at_the_street_at_once()
    {
        var street = await Borough.As(Role.StreetOfficer, Valley.Street);
        await using var ear = await Ear.Open(Borough.Stranger.Address, street.Token);
        await ear.Join("division", Valley.Street);
        var warning = await Confirmed(Valley.Next);
        var call = await Call(warning, Valley.Next, one => State(one, 0) == "placed", "the gateway rings");
        Borough
            .Centre.Log.All.Count(line =>
                line.What == "ringing" && line.Handover == RingDue.KeyOf(new(call.GetProperty("id").GetGuid()), 1)
            )
            .ShouldBe(1);
        await Told(call, 1, answered: true);
        await Until.True(
            () => (string?)ear.Newest("call", call.GetProperty("id").GetString()!)?["heard"]?["means"] == "voice",
            "the street sees who answered",
            TimeSpan.FromSeconds(30)
        );
        var heard = (await Call(warning, Valley.Next, one => Has(one, "heard"), "somebody answered")).GetProperty("heard");
        (heard.GetProperty("who").GetString(), heard.GetProperty("means").GetString()).ShouldBe(("duty", "voice"));
        (await Duty.Get($"/api/warnings/{warning.String("id")}")).Is(200)["warning"].GetProperty("called").GetInt32().ShouldBe(1);
    }

    [Fact]
    public async Task Nobody_answers_so_the_deputy_is_rung_then_somebody_drives_and_tells_them()
    {
        var warning = await Confirmed(Valley.Next);
        await Told(await Call(warning, Valley.Next, one => State(one, 0) == "placed", "the gateway rings"), 1, answered: false);
        await Told(await Call(warning, Valley.Next, one => State(one, 1) == "placed", "the deputy is rung"), 2, answered: false);
        var call = await Call(warning, Valley.Next, one => Has(one, "drive"), "somebody must drive");
        var street = await Borough.As(Role.StreetOfficer, Valley.Street);
        (await street.Post($"{Path(call)}/drive", new { minutes = 20 })).Is(200);
        (await Call(warning, Valley.Next, one => Has(one.GetProperty("drive"), "arrives"), "somebody is on the way"))
            .GetProperty("drive")
            .TryGetProperty("reached", out _)
            .ShouldBeFalse();
        (await street.Post($"{Path(call)}/reached")).Is(200);
        await Call(warning, Valley.Next, one => Has(one.GetProperty("drive"), "reached"), "they were told in person");
    }

    [Fact]
    public async Task A_village_without_anybody_to_ring_is_driven_to_at_once()
    {
        var call = await Call(await Confirmed(Valley.Away), Valley.Away, one => Has(one, "drive"), "somebody must drive");
        call.GetProperty("rings").EnumerateArray().Select(ring => ring.GetProperty("cause").GetString()).ShouldBe(["nobody", "nobody"]);
    }

    [Fact]
    public async Task Who_wakes_on_the_page_is_one_of_the_village_and_tells_how_it_was_warned()
    {
        var warning = await Confirmed(Valley.Next);
        var call = await Call(warning, Valley.Next, _ => true, "a call has begun");
        (await (await Borough.As(Role.StreetOfficer, Valley.Street)).Post($"{Path(call)}/awake")).Is(403);
        (await (await Borough.As(Role.Secretary, Valley.Here)).Post($"{Path(call)}/awake")).Is(403);
        var secretary = await Borough.As(Role.Secretary, Valley.Next);
        (await secretary.Post($"{Path(call)}/awake")).Is(200);
        (await secretary.Post($"{Path(call)}/proofs", new { kind = "loudspeaker", works = false })).Is(200);
        (await secretary.Post($"{Path(call)}/proofs", new { kind = "gong" })).Is(200);
        (
            await secretary.Post(
                $"{Path(call)}/proofs",
                new
                {
                    kind = "doors",
                    doors = 9,
                    of = 31,
                }
            )
        ).Is(200);
        (
            await secretary.Post(
                $"{Path(call)}/proofs",
                new
                {
                    kind = "doors",
                    doors = 32,
                    of = 31,
                }
            )
        ).Is(409).Code.ShouldBe("call.bad-doors");
        (await secretary.Post($"{Path(call)}/proofs", new { works = true })).Is(400);
        var told = await Call(warning, Valley.Next, one => one.GetProperty("proofs").GetArrayLength() == 3, "three proofs are seen");
        (told.GetProperty("heard").GetProperty("means").GetString(), told.GetProperty("heard").GetProperty("role").GetString()).ShouldBe(
            ("app", "secretary")
        );
        (await Calls(warning, await Borough.As(Role.Secretary, Valley.Here))).ShouldBeEmpty();
    }

    [Fact]
    public async Task Where_no_gateway_helps_the_county_dials_and_tells_what_came_of_it()
    {
        var warning = await Confirmed(Valley.Next);
        var call = await Call(warning, Valley.Next, one => one.GetProperty("rings").GetArrayLength() == 1, "a ring is asked for");
        (await Duty.Post($"{Path(call)}/unanswered", new { cause = "off" })).Is(200);
        (await Call(warning, Valley.Next, one => one.GetProperty("rings").GetArrayLength() == 2, "the deputy is asked for"))
            .GetProperty("rings")[0]
            .GetProperty("cause")
            .GetString()
            .ShouldBe("off");
        (await Duty.Post($"{Path(call)}/answered", new { means = "voice" })).Is(400);
        (await Duty.Post($"{Path(call)}/unanswered", new { attempt = 9 })).Is(409).Code.ShouldBe("call.unknown-ring");
        (await Duty.Post($"{Path(call)}/answered", new { means = "satellite" })).Is(200);
        var heard = (await Call(warning, Valley.Next, one => Has(one, "heard"), "somebody answered")).GetProperty("heard");
        (heard.GetProperty("means").GetString(), heard.GetProperty("who").GetString()).ShouldBe(("satellite", "deputy"));
        (await Duty.Post($"{Path(call)}/again")).Is(200);
        (await Duty.Post($"/api/calls/{Guid.CreateVersion7()}/again")).Is(404);
        (await Duty.Post($"{Path(call)}/drive", new { minutes = 0 })).Is(400);
    }

    [Fact]
    public async Task Lifting_stops_the_calls_and_tells_those_who_were_called()
    {
        var warning = await Confirmed(Valley.Next);
        var call = await Call(warning, Valley.Next, _ => true, "a call has begun");
        (await Duty.Post($"/api/warnings/{warning.String("id")}/lift")).Is(200);
        await Call(warning, Valley.Next, one => Has(one, "over"), "nobody is rung any more");
        await Call(warning, Valley.Next, one => State(one, 0) == "placed", "they hear that it was lifted", CallKind.Lifting);
        (await Duty.Post($"{Path(call)}/drive", new { })).Is(409).Code.ShouldBe("call.ended");
    }

    [Fact]
    public async Task One_village_hears_that_it_is_over_while_the_other_stays_warned()
    {
        var warning = await Confirmed(Valley.Next, Valley.Away);
        var path = $"/api/warnings/{warning.String("id")}";
        (await Duty.Post($"{path}/lift", new { divisions = new[] { "411502001001" } })).Is(400).Code.ShouldBe("request.bad");
        (await Duty.Post($"{path}/lift", new { divisions = Array.Empty<string>() })).Is(400);
        var lifted = (await Duty.Post($"{path}/lift", new { divisions = new[] { Valley.Away } })).Is(200);
        await Call(
            warning,
            Valley.Away,
            call => Has(call, "over") && call.GetProperty("over").GetString() == "lifted",
            "nobody rings for what is over"
        );
        await Call(warning, Valley.Away, _ => true, "the village hears that it is over", CallKind.Lifting);
        (await Calls(warning)).ShouldNotContain(call =>
            call.GetProperty("receiver").GetString() == Valley.Next && call.GetProperty("about").GetString() == "lifting"
        );
        var light = (await Duty.Get(path, lifted)).Is(200)["warning"];
        (light.GetProperty("stage").GetString(), light.GetProperty("liftedFor")[0].GetString()).ShouldBe(("in-force", Valley.Away));
        (await Duty.Get($"/api/warnings?division={Valley.Away}", lifted)).Is(200).Text.ShouldNotContain(warning.String("id")!);
        (await Duty.Get($"/api/warnings?division={Valley.Next}", lifted)).Is(200).Text.ShouldContain(warning.String("id")!);

        (await Duty.Post($"{path}/lift", new { })).Is(200);
        await Call(warning, Valley.Next, _ => true, "the other hears it too", CallKind.Lifting);
        (await Calls(warning))
            .Count(call => call.GetProperty("receiver").GetString() == Valley.Away && call.GetProperty("about").GetString() == "lifting")
            .ShouldBe(1);
    }

    [Fact]
    public async Task Nobody_confirms_so_who_leads_the_countys_shift_is_called_until_somebody_does()
    {
        var taken = (await Bulletin.Fresh().Send(Duty, Borough.Stranger)).Is(201);
        await Borough.Do(
            Entities.Warning(Borough.Realm, new(taken["id"].GetGuid())),
            new Remind(TimeProvider.System.GetUtcNow() + InForce.Table.Time(Deadlines.WarningConfirmed, Borough.County))
        );
        await Call(taken, Valley.County, _ => true, "the county's desk is called");
        (await Duty.Get($"/api/warnings/{taken.String("id")}")).Is(200)["warning"].GetProperty("unattended").GetBoolean().ShouldBeTrue();
        (await Duty.Post($"/api/warnings/{taken.String("id")}/confirm", new { calls = false })).Is(200);
        await Call(
            taken,
            Valley.County,
            call => Has(call, "over") && call.GetProperty("over").GetString() == "read",
            "confirmed, nobody is rung any more"
        );
        (await Duty.Get($"/api/warnings/{taken.String("id")}")).Is(200)["warning"].GetProperty("unattended").GetBoolean().ShouldBeFalse();
    }

    [Fact]
    public async Task Who_is_rung_and_cannot_come_hands_on_to_the_deputy_at_once()
    {
        var warning = await Confirmed(Valley.Next);
        var call = await Call(warning, Valley.Next, one => State(one, 0) == "placed", "the gateway rings");
        var keeper = await Borough.As(Role.Secretary, Valley.Next, Valley.Keeper);
        (await keeper.Post($"{Path(call)}/pass", new { })).Is(400);
        (await (await Borough.As(Role.StreetOfficer, Valley.Street)).Post($"{Path(call)}/pass", new { attempt = 1 })).Is(403);
        (await keeper.Post($"{Path(call)}/pass", new { attempt = 1 })).Is(200);
        var deputy = await Call(warning, Valley.Next, one => one.GetProperty("rings").GetArrayLength() == 2, "the deputy is rung");
        deputy.GetProperty("rings")[1].GetProperty("who").GetString().ShouldBe("deputy");
        (await keeper.Post($"{Path(call)}/pass", new { attempt = 1 })).Is(200);
        (await Calls(warning))
            .Single(one => one.GetProperty("receiver").GetString() == Valley.Next)
            .GetProperty("rings")
            .GetArrayLength()
            .ShouldBe(2, "said again it rings nobody else");
    }

    [Fact]
    public async Task The_desk_writes_a_warning_and_confirms_it_like_any_other()
    {
        var until = TimeProvider.System.GetUtcNow().AddHours(6);
        var body = new
        {
            hazard = "flood",
            level = "red",
            headline = "样沟村山洪，马上转移",
            instruction = "往高处走",
            divisions = new[] { Valley.Next },
            until,
        };
        (await (await Borough.As(Role.StreetOfficer, Valley.Street)).Post("/api/warnings", body)).Is(403);
        (await Duty.Post("/api/warnings", new { headline = "", divisions = new[] { "411502001001" } })).Is(400).Arguments.Count.ShouldBe(5);
        var written = (await Duty.Post("/api/warnings", body)).Is(201);
        var shown = (await Duty.Get($"/api/warnings/{written.String("id")}", written)).Is(200);
        shown["warning"].GetProperty("byHand").GetBoolean().ShouldBeTrue();
        shown["receivers"].EnumerateArray().Select(one => one.GetString()).ShouldBe([Valley.Street, Valley.Next]);
        (await Duty.Post($"/api/warnings/{written.String("id")}/confirm", new { except = new[] { Valley.Street } })).Is(200);
        await Call(written, Valley.Next, one => State(one, 0) == "placed", "the village is rung");
    }
}
