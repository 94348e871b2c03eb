using Emergency.Domain;
using Emergency.Engine;
using Emergency.Hotlines.Cap;
using Emergency.Server.Foundation;
using Emergency.Server.Tests.Fixtures;
using Emergency.Server.Tests.Live;
using Emergency.Testing;

namespace Emergency.Server.Tests.Warnings;

public sealed class WarningTests(Borough borough) : Bulletins(borough)
{
    [Fact]
    public async Task A_message_of_the_weather_office_warns_the_county_in_its_colour()
    {
        var taken = (await Send(Bulletin.Fresh())).Is(201);
        Divisions(taken).ShouldBe([Valley.County]);
        var shown = (await Duty.Get(Path(taken), taken)).Is(200);
        var light = shown["warning"];
        (
            light.GetProperty("level").GetString(),
            light.GetProperty("hazard").GetString(),
            light.GetProperty("event").GetString(),
            light.GetProperty("stage").GetString()
        ).ShouldBe(("red", "flood", "暴雨", "in-force"));
        shown["texts"][0].GetProperty("instruction").GetString().ShouldBe("低洼住户立即转移");
        (await Duty.Get($"/api/warnings?division={Valley.Here}", taken)).Is(200).Text.ShouldContain(taken.String("id")!);
        (await Duty.Get("/api/warnings?division=411502", taken)).Is(200).Text.ShouldNotContain(taken.String("id")!);
        (await (await Borough.As(Role.Secretary, Valley.Away)).Get("/api/warnings", taken)).Is(200).Text.ShouldContain(taken.String("id")!);
        (await (await Borough.Duty()).Get(Path(taken), taken)).Is(404);
    }

    [Fact]
    public async Task The_same_message_twice_is_one_warning()
    {
        var bulletin = Bulletin.Fresh();
        var (first, second) = ((await Send(bulletin)).Is(201), (await Send(bulletin)).Is(201));
        second.String("id").ShouldBe(first.String("id"));
        var stored = 0;
        await foreach (
            var _ in Borough.Feed.Stream(
                Entities.Warning(Borough.Realm, new(first["id"].GetGuid())),
                await Borough.Feed.Head(TestContext.Current.CancellationToken),
                TestContext.Current.CancellationToken
            )
        )
            stored++;
        stored.ShouldBe(2, "it came, and waits for somebody to confirm it");
    }

    [Fact]
    public async Task Another_message_under_an_identifier_that_was_used_is_answered_with_what_is_kept()
    {
        var bulletin = Bulletin.Fresh();
        Divisions((await Send(bulletin)).Is(201)).ShouldBe([Valley.County]);
        var village = bulletin with { Area = new("一个村", [], [], [new("行政区划代码", Valley.Here)]) };
        var second = (await Send(village)).Is(201);
        Divisions(second).ShouldBe([Valley.County]);
        (await Duty.Get($"/api/warnings?division={Valley.Away}", second)).Is(200).Text.ShouldContain(second.String("id")!);
    }

    [Fact]
    public async Task An_update_takes_the_place_of_the_message_it_names_and_a_cancellation_ends_both()
    {
        var alert = Bulletin.Fresh();
        var first = (await Send(alert)).Is(201);
        var update = Bulletin.Fresh() with { Type = CapMessageType.Update, Before = [alert], Headline = "变更发布暴雨橙色预警信号" };
        var second = (await Send(update)).Is(201);
        await Until.TrueAsync(async () => await Stage(first) == "replaced", "the update replaces the alert");
        (await Duty.Get(Path(second), second)).Is(200)["warning"].GetProperty("level").GetString().ShouldBe("orange");
        var taken = (await Send(Bulletin.Fresh() with { Type = CapMessageType.Cancel, Before = [alert, update] })).Is(201);
        taken["takesBack"].GetBoolean().ShouldBeTrue();
        await Until.TrueAsync(async () => await Stage(second) == "cancelled", "the cancellation ends the update");
        (await Stage(first)).ShouldBe("replaced");
        (await Duty.Get("/api/warnings?state=over", second)).Is(200).Text.ShouldContain(second.String("id")!);
    }

    [Fact]
    public async Task A_cancellation_that_overtakes_its_alert_ends_it_all_the_same()
    {
        var alert = Bulletin.Fresh();
        var cancelled = (await Send(Bulletin.Fresh() with { Type = CapMessageType.Cancel, Before = [alert] })).Is(201);
        await Followed(cancelled);
        (await Stage((await Send(alert)).Is(201))).ShouldBe("cancelled");
    }

    // Waits until the named warning has its cancellation, though the warning itself has not come yet.
    private async Task Followed(Answer cancelled)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60), TimeProvider.System);
        await foreach (var batch in Borough.Feed.Read(new(cancelled.Position!.Value), patience.Token))
            if (
                batch.Any(happened =>
                    happened.Form == "warning.cancelled.v1" && happened.Meta.CausedBy == new Position(cancelled.Position.Value)
                )
            )
                return;
    }

    // A headline once took a warning back; it ends nothing now, and a person is asked.
    [Fact]
    public async Task A_headline_that_reads_as_an_end_ends_nothing_until_a_person_says_so()
    {
        var alert = Bulletin.Fresh();
        var first = (await Send(alert)).Is(201);
        var second = (
            await Send(
                Bulletin.Fresh() with
                {
                    Type = CapMessageType.Update,
                    Before = [alert],
                    Headline = "平岭县解除暴雨红色预警信号",
                    Responses = [],
                }
            )
        ).Is(201);
        (second["takesBack"].GetBoolean(), second["waits"].GetBoolean()).ShouldBe((false, true));
        await Until.TrueAsync(async () => (await Asks(first)).Count == 1, "the desk is asked");
        (await Stage(first), await Stage(second)).ShouldBe(("in-force", "in-force"));
        var waiting = (await Waiting(second)).GetProperty("mayMean");
        waiting.EnumerateArray().ShouldContain(one => one.GetProperty("id").GetString() == first.String("id"));
        (await Duty.Post($"{Path(second)}/settle", new { ends = new[] { first.String("id") }, lifts = true })).Is(200);
        await Until.TrueAsync(async () => await Stage(first) == "cancelled", "what it names ends");
        (await Stage(second)).ShouldBe("lifted");
        (await Duty.Post($"{Path(second)}/settle", new { ends = Array.Empty<string>(), lifts = true }))
            .Is(409)
            .Code.ShouldBe("warning.not-waiting");
    }

    private async Task<System.Text.Json.JsonElement> Waiting(Answer taken) =>
        (await Duty.Get("/api/warnings/waiting", taken))
            .Is(200)
            .Body.EnumerateArray()
            .Single(one => one.GetProperty("id").GetString() == taken.String("id"));

    [Fact]
    public async Task An_exercise_is_kept_as_one_warns_nobody_and_ends_nothing()
    {
        var actual = Bulletin.Fresh();
        var real = (await Send(actual)).Is(201);
        var exercise = (
            await Send(Bulletin.Fresh() with { Status = CapStatus.Exercise, Type = CapMessageType.Update, Before = [actual] })
        ).Is(201);
        (await Duty.Get("/api/warnings", exercise)).Is(200).Text.ShouldNotContain(exercise.String("id")!);
        (await Duty.Get("/api/warnings?state=exercise", exercise)).Is(200).Text.ShouldContain(exercise.String("id")!);
        (await Duty.Post($"{Path(exercise)}/confirm")).Is(409).Code.ShouldBe("warning.not-actual");
        // A later message has come, so an earlier effect would have too: an actual update replaces the same warning.
        var later = (await Send(Bulletin.Fresh() with { Type = CapMessageType.Update, Before = [actual] })).Is(201);
        await Until.TrueAsync(async () => await Stage(real) == "replaced", "the actual update replaces it");
        (await Duty.Get(Path(real), later)).Is(200)["ended"].GetProperty("status").GetString().ShouldBe("actual");
    }

    [Fact]
    public async Task What_is_over_when_it_comes_is_kept_as_expired_and_what_ends_expires_by_itself()
    {
        (await Stage((await Send(Bulletin.Fresh() with { Sent = new(2012, 5, 2, 0, 0, 0, TimeSpan.Zero) })).Is(201))).ShouldBe("expired");
        var brief = (await Send(Bulletin.Fresh() with { Lasting = TimeSpan.FromSeconds(3) })).Is(201);
        await Until.TrueAsync(async () => await Stage(brief) == "expired", "its time is over");
    }

    [Fact]
    public async Task The_county_confirms_with_one_act_and_lifts_what_was_lifted_by_telephone()
    {
        var taken = (await Send(Bulletin.Fresh())).Is(201);
        var confirmed = (await Duty.Post($"{Path(taken)}/confirm")).Is(200);
        (await Duty.Post($"{Path(taken)}/confirm")).Is(200);
        var shown = (await Duty.Get(Path(taken), confirmed)).Is(200);
        (shown.String("confirmedBy"), shown["warning"].TryGetProperty("confirmedAt", out _)).ShouldBe(("county-duty", true));
        (await (await Borough.As(Role.Secretary, Valley.Here)).Post($"{Path(taken)}/lift")).Is(403).Code.ShouldBe("scope.not-yours");
        (await Duty.Post($"{Path(taken)}/lift")).Is(200);
        (await Stage(taken)).ShouldBe("lifted");
        (await Duty.Post($"{Path(taken)}/confirm")).Is(200);
    }

    [Fact]
    public async Task Another_senders_cancellation_ends_nothing_until_the_desk_says_so()
    {
        var alert = Bulletin.Fresh();
        var (first, second) = (
            (await Send(alert)).Is(201),
            Bulletin.Fresh() with
            {
                Sender = "stranger@example.com",
                Type = CapMessageType.Cancel,
                Before = [alert],
            }
        );
        (await Send(second)).Is(201);
        await Until.TrueAsync(async () => (await Asks(first)).Count == 1, "the desk is asked");
        (await Stage(first)).ShouldBe("in-force");
        var message = new
        {
            sender = second.Sender,
            identifier = second.Identifier,
            sent = second.Sent,
        };
        (await (await Borough.As(Role.Secretary, Valley.Here)).Post($"{Path(first)}/decline", new { message })).Is(403);
        (await Duty.Post($"{Path(first)}/accept", new { message = message with { identifier = "nobody-sent-it" } }))
            .Is(409)
            .Code.ShouldBe("warning.no-question");
        (await Duty.Post($"{Path(first)}/decline", new { message })).Is(200);
        (await Asks(first)).ShouldBeEmpty();
        var third = Bulletin.Fresh() with { Sender = "stranger@example.com", Type = CapMessageType.Update, Before = [alert] };
        (await Send(third)).Is(201);
        await Until.TrueAsync(async () => (await Asks(first)).Count == 1, "an update is asked about too");
        (
            await Duty.Post(
                $"{Path(first)}/accept",
                new
                {
                    message = new
                    {
                        sender = third.Sender,
                        identifier = third.Identifier,
                        sent = third.Sent,
                    },
                }
            )
        ).Is(200);
        (await Stage(first)).ShouldBe("replaced");
    }

    private async Task<List<string?>> Asks(Answer taken) =>
        [
            .. (await Duty.Get(Path(taken), taken))
                .Is(200)["warning"]
                .GetProperty("asks")
                .EnumerateArray()
                .Select(one => one.GetProperty("by").GetProperty("identifier").GetString()),
        ];

    [Fact]
    public async Task What_is_no_right_message_is_refused_with_the_element_in_both_languages()
    {
        var bad = Bulletin.Bytes("<alert xmlns='urn:oasis:names:tc:emergency:cap:1.2'><identifier>a</identifier></alert>");
        var refused = (await Bulletin.Send(Duty, Borough.Stranger, bad)).Is(400);
        refused.Code.ShouldBe("cap.bad");
        refused.Arguments[0]!.ShouldContain("/alert/sender: missing");
        (await Bulletin.Send(Duty, Borough.Stranger, Bulletin.Bytes("{}"))).Is(400).Arguments[0]!.ShouldContain("not-xml");
        (await Bulletin.Send(Duty, Borough.Stranger, CapWriter.Write(Bulletin.Fresh().Alert with { Type = CapMessageType.Ack })))
            .Is(400)
            .Arguments.ShouldBe(["/alert/msgType: not-taken"]);
        (await Bulletin.Send(Duty, Borough.Stranger, bad, "application/json")).Is(415).Code.ShouldBe("request.unsupported");
        (await Bulletin.Send(Duty, Borough.Stranger, new byte[10 * 1024 * 1024 + 1])).Is(413).Code.ShouldBe("request.too-large");
        (await Bulletin.Send(await Borough.As(Role.Secretary, Valley.Here), Borough.Stranger, bad))
            .Is(403)
            .Code.ShouldBe("scope.not-yours");
        (await Duty.Get("/api/warnings?state=some")).Is(400);
        (await Duty.Get("/api/warnings?division=x")).Is(400);
        (await Duty.Get($"/api/warnings/{Guid.CreateVersion7()}")).Is(404);
    }

    [Fact]
    public async Task Who_watches_a_community_hears_of_its_countys_warning_and_of_its_end_at_once()
    {
        var secretary = await Borough.As(Role.Secretary, Valley.Away);
        await using var ear = await Ear.Open(Borough.Stranger.Address, secretary.Token);
        await ear.Join("division", Valley.Away);
        var taken = (await Send(Bulletin.Fresh())).Is(201);
        var id = taken.String("id")!;
        await Until.True(() => (string?)ear.Newest("warning", id)?["level"] == "red", "the warning is heard of", TimeSpan.FromSeconds(30));
        await using (var late = await Ear.Open(Borough.Stranger.Address, secretary.Token))
            (await late.Join("division", Valley.Away))["snapshot"]!
                .AsArray()
                .ShouldContain(one => (string?)one!["view"] == "warning" && (string?)one["key"] == id);
        (await Duty.Post($"{Path(taken)}/lift")).Is(200);
        await Until.True(
            () => ear.Changed.Any(change => (string?)change["key"] == id && change["value"] is null),
            "its end is heard of",
            TimeSpan.FromSeconds(30)
        );
    }

    [Fact]
    public async Task Under_a_warning_a_departments_unlisted_matter_is_not_stopped()
    {
        (await Send(Bulletin.Fresh())).Is(201);
        var order = (
            await (await Borough.As(Role.Department, Valley.County)).Post(
                "/api/orders",
                new
                {
                    receivers = new[] { Valley.Away },
                    text = "填一张表",
                    matter = "nobody-knows",
                    unreadSeconds = 0,
                }
            )
        ).Is(201);
        var light = (await (await Borough.As(Role.Department, Valley.County)).Get($"/api/orders/{order.String("id")}", order))
            .Is(200)["receivers"][0]
            .GetProperty("light");
        light.GetProperty("stage").GetString().ShouldBe("sent");
    }

    [Fact]
    public async Task Every_public_message_of_the_sample_material_is_taken_and_warns_nobody_today()
    {
        foreach (
            var file in Directory
                .GetFiles(System.IO.Path.GetDirectoryName(SharedMaterial.PathOf("data/cap/expected.tsv"))!, "*.xml")
                .Order(StringComparer.Ordinal)
        )
        {
            var taken = (
                await Bulletin.Send(
                    Duty,
                    Borough.Stranger,
                    await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken),
                    "text/xml"
                )
            ).Is(201);
            Divisions(taken).ShouldBeEmpty(file);
            (await Duty.Get("/api/warnings", taken)).Is(200).Text.ShouldNotContain(taken.String("id")!, Case.Sensitive, file);
        }
    }
}
