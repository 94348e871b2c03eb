using Emergency.Domain;
using Emergency.Engine;
using Emergency.Hotlines.Cap;
using Emergency.Server.Foundation;
using Emergency.Server.Tests.Fixtures;
using Emergency.Server.Tests.Live;
using Emergency.Testing;

namespace Emergency.Server.Tests.Warnings;

public sealed class WarningTests(Borough borough) : IAsyncLifetime
{
    private Resident _duty = null!;

    public async ValueTask InitializeAsync()
    {
        await Valley.Load(borough);
        _duty = await Valley.Duty(borough);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private Task<Answer> Send(Bulletin bulletin) => bulletin.Send(_duty, borough.Stranger);

    private static string Path(Answer taken) => $"/api/warnings/{taken.String("id")}";

    private async Task<string?> Stage(Answer taken) =>
        (await _duty.Get(Path(taken), taken)).Is(200)["warning"].GetProperty("stage").GetString();

    private static string?[] Divisions(Answer taken) => [.. taken["divisions"].EnumerateArray().Select(code => code.GetString())];

    [Fact]
    public async Task A_message_of_the_weather_office_warns_the_county_in_its_colour()
    {
        var taken = (await Send(Bulletin.Fresh())).Is(201);
        Divisions(taken).ShouldBe([Valley.County]);
        var shown = (await _duty.Get(Path(taken), taken)).Is(200);
        var light = shown["warning"];
        (
            light.GetProperty("level").GetString(),
            light.GetProperty("hazard").GetString(),
            light.GetProperty("event").GetString(),
            light.GetProperty("stage").GetString()
        ).ShouldBe(("red", "flood", "暴雨", "in-force"));
        shown["texts"][0].GetProperty("instruction").GetString().ShouldBe("低洼住户立即转移");
        (await _duty.Get($"/api/warnings?division={Valley.Here}", taken)).Is(200).Text.ShouldContain(taken.String("id")!);
        (await _duty.Get("/api/warnings?division=411502", taken)).Is(200).Text.ShouldNotContain(taken.String("id")!);
        (await (await borough.As(Role.Secretary, Valley.Away)).Get("/api/warnings", taken)).Is(200).Text.ShouldContain(taken.String("id")!);
        (await (await borough.Duty()).Get(Path(taken), taken)).Is(404);
    }

    [Fact]
    public async Task The_same_message_twice_is_one_warning()
    {
        var bulletin = Bulletin.Fresh();
        var (first, second) = ((await Send(bulletin)).Is(201), (await Send(bulletin)).Is(201));
        second.String("id").ShouldBe(first.String("id"));
        var stored = 0;
        await foreach (
            var _ in borough.Feed.Stream(
                Entities.Warning(Borough.Realm, new(first["id"].GetGuid())),
                await borough.Feed.Head(TestContext.Current.CancellationToken),
                TestContext.Current.CancellationToken
            )
        )
            stored++;
        stored.ShouldBe(2, "it came, and waits for somebody to confirm it");
    }

    [Fact]
    public async Task An_update_takes_the_place_of_the_message_it_names_and_a_cancellation_ends_both()
    {
        var alert = Bulletin.Fresh();
        var first = (await Send(alert)).Is(201);
        var update = Bulletin.Fresh() with { Type = CapMessageType.Update, Before = [alert], Headline = "变更发布暴雨橙色预警信号" };
        var second = (await Send(update)).Is(201);
        await Until.TrueAsync(async () => await Stage(first) == "replaced", "the update replaces the alert");
        (await _duty.Get(Path(second), second)).Is(200)["warning"].GetProperty("level").GetString().ShouldBe("orange");
        var taken = (await Send(Bulletin.Fresh() with { Type = CapMessageType.Cancel, Before = [alert, update] })).Is(201);
        taken["takesBack"].GetBoolean().ShouldBeTrue();
        await Until.TrueAsync(async () => await Stage(second) == "cancelled", "the cancellation ends the update");
        (await Stage(first)).ShouldBe("replaced");
        (await _duty.Get("/api/warnings?state=over", second)).Is(200).Text.ShouldContain(second.String("id")!);
    }

    [Fact]
    public async Task A_cancellation_that_overtakes_its_alert_ends_it_all_the_same()
    {
        var alert = Bulletin.Fresh();
        var cancelled = (await Send(Bulletin.Fresh() with { Type = CapMessageType.Cancel, Before = [alert] })).Is(201);
        await Followed(cancelled);
        (await Stage((await Send(alert)).Is(201))).ShouldBe("cancelled");
    }

    // The warning that was named has heard of it, though it has not come yet.
    private async Task Followed(Answer cancelled)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60), TimeProvider.System);
        await foreach (var batch in borough.Feed.Read(new(cancelled.Position!.Value), patience.Token))
            if (
                batch.Any(happened =>
                    happened.Form == "warning.cancelled.v1" && happened.Meta.CausedBy == new Position(cancelled.Position.Value)
                )
            )
                return;
    }

    [Fact]
    public async Task A_headline_that_lifts_warns_nobody()
    {
        var alert = Bulletin.Fresh();
        var first = (await Send(alert)).Is(201);
        (await Send(Bulletin.Fresh() with { Type = CapMessageType.Update, Before = [alert], Headline = "平岭县解除暴雨红色预警信号" }))
            .Is(201)["takesBack"]
            .GetBoolean()
            .ShouldBeTrue();
        await Until.TrueAsync(async () => await Stage(first) == "cancelled", "what it names ends");
    }

    [Fact]
    public async Task An_exercise_is_kept_as_one_warns_nobody_and_ends_nothing()
    {
        var actual = Bulletin.Fresh();
        var real = (await Send(actual)).Is(201);
        var exercise = (
            await Send(Bulletin.Fresh() with { Status = CapStatus.Exercise, Type = CapMessageType.Update, Before = [actual] })
        ).Is(201);
        (await _duty.Get("/api/warnings", exercise)).Is(200).Text.ShouldNotContain(exercise.String("id")!);
        (await _duty.Get("/api/warnings?state=exercise", exercise)).Is(200).Text.ShouldContain(exercise.String("id")!);
        (await _duty.Post($"{Path(exercise)}/confirm")).Is(409).Code.ShouldBe("warning.not-actual");
        // What would have come after it has come: an actual one that replaces the same.
        var later = (await Send(Bulletin.Fresh() with { Type = CapMessageType.Update, Before = [actual] })).Is(201);
        await Until.TrueAsync(async () => await Stage(real) == "replaced", "the actual update replaces it");
        (await _duty.Get(Path(real), later)).Is(200)["ended"].GetProperty("status").GetString().ShouldBe("actual");
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
        var confirmed = (await _duty.Post($"{Path(taken)}/confirm")).Is(200);
        (await _duty.Post($"{Path(taken)}/confirm")).Is(200);
        var shown = (await _duty.Get(Path(taken), confirmed)).Is(200);
        (shown.String("confirmedBy"), shown["warning"].TryGetProperty("confirmedAt", out _)).ShouldBe(("county-duty", true));
        (await (await borough.As(Role.Secretary, Valley.Here)).Post($"{Path(taken)}/lift")).Is(403).Code.ShouldBe("scope.not-yours");
        (await _duty.Post($"{Path(taken)}/lift")).Is(200);
        (await Stage(taken)).ShouldBe("lifted");
        (await _duty.Post($"{Path(taken)}/confirm")).Is(200);
    }

    [Fact]
    public async Task A_drawn_area_reaches_the_communities_under_it_and_never_another_county()
    {
        CapPoint[] ring = [new(30.9, 115.03), new(30.9, 115.07), new(31.1, 115.07), new(31.1, 115.03), new(30.9, 115.03)];
        Divisions(
                (
                    await Send(
                        Bulletin.Fresh() with
                        {
                            Area = new(
                                "下坪镇一带",
                                [
                                    [.. ring],
                                ],
                                [],
                                []
                            ),
                        }
                    )
                ).Is(201)
            )
            .ShouldBe([Valley.Next, Valley.OtherStreet]);
        Divisions((await Send(Bulletin.Fresh() with { Area = new("试岭村附近", [], [new(new(31.01, 115.01), 0.5)], []) })).Is(201))
            .ShouldBe([Valley.Here]);
        Divisions(
                (
                    await Send(
                        Bulletin.Fresh() with
                        {
                            Area = new("两镇", [], [], [new("行政区划代码", "411504001000"), new("行政区划代码", "411502001")]),
                        }
                    )
                ).Is(201)
            )
            .ShouldBe([Valley.Street]);
        Divisions((await Send(Bulletin.Fresh() with { Area = new("全省", [], [], [new("行政区划代码", "410000")]) })).Is(201))
            .ShouldBe([Valley.County]);
        Divisions((await Send(Bulletin.Fresh() with { Area = new("平岭县上坪镇山区", [], [], []) })).Is(201)).ShouldBe([Valley.Street]);
        Divisions((await Send(Bulletin.Fresh() with { Area = new("Los Angeles County", [], [], [new("SAME", "006037")]) })).Is(201))
            .ShouldBeEmpty();
    }

    [Fact]
    public async Task An_area_whose_edge_crosses_itself_is_mended_and_one_of_many_corners_is_drawn_coarser()
    {
        CapPoint[] bow = [new(31.0, 115.0), new(31.02, 115.02), new(31.02, 115.0), new(31.0, 115.02), new(31.0, 115.0)];
        Divisions(
                (
                    await Send(
                        Bulletin.Fresh() with
                        {
                            Area = new(
                                "蝴蝶",
                                [
                                    [.. bow],
                                ],
                                [],
                                []
                            ),
                        }
                    )
                ).Is(201)
            )
            .ShouldBe([Valley.Here]);
        ListOf<CapPoint> Round(double radius) =>
            [
                .. Enumerable
                    .Range(0, 1_998)
                    .Append(0)
                    .Select(i => new CapPoint(31.01 + radius * Math.Sin(i * Math.PI / 999), 115.03 + radius * Math.Cos(i * Math.PI / 999))),
            ];
        var taken = (
            await Send(Bulletin.Fresh() with { Area = new("圆", [Round(0.3), Round(0.31), Round(0.32), Round(0.33), Round(0.34)], [], []) })
        ).Is(201);
        Divisions(taken).ShouldBe([Valley.County]);
        (await _duty.Get(Path(taken), taken))
            .Is(200)["areas"][0]
            .GetProperty("shape")
            .GetProperty("parts")[0][0]
            .GetArrayLength()
            .ShouldBeInRange(8, 2_000);
    }

    [Fact]
    public async Task A_ring_of_chance_is_refused_before_anybody_tries_to_mend_it()
    {
        var random = new Random(7);
        ListOf<CapPoint> Chance(int corners)
        {
            var ring = Enumerable.Range(0, corners).Select(_ => new CapPoint(31 + random.NextDouble(), 115 + random.NextDouble())).ToList();
            return [.. ring, ring[0]];
        }
        (await Send(Bulletin.Fresh() with { Area = new("乱", [Chance(1_900)], [], []) })).Is(400).Arguments[0]!.ShouldContain(
            "crosses-itself"
        );
        (await Send(Bulletin.Fresh() with { Area = new("太多", [Chance(5_000)], [], []) })).Is(400).Arguments[0]!.ShouldContain(
            "polygon[1]: too-many-corners"
        );
        (await Send(Bulletin.Fresh() with { Area = new("太多", [.. Enumerable.Repeat(0, 11).Select(_ => Chance(1_900))], [], []) }))
            .Is(400)
            .Arguments[0]!.ShouldContain("/alert: too-many-corners");
        var attributes = Bulletin.Bytes($"<alert {string.Join(' ', Enumerable.Range(0, 300_000).Select(i => $"a{i}='1'"))}/>");
        (await Bulletin.Send(_duty, borough.Stranger, attributes)).Is(400).Arguments[0]!.ShouldContain("too-many");
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
        (await (await borough.As(Role.Secretary, Valley.Here)).Post($"{Path(first)}/decline", new { message })).Is(403);
        (await _duty.Post($"{Path(first)}/accept", new { message = message with { identifier = "nobody-sent-it" } }))
            .Is(409)
            .Code.ShouldBe("warning.no-question");
        (await _duty.Post($"{Path(first)}/decline", new { message })).Is(200);
        (await Asks(first)).ShouldBeEmpty();
        var third = Bulletin.Fresh() with { Sender = "stranger@example.com", Type = CapMessageType.Update, Before = [alert] };
        (await Send(third)).Is(201);
        await Until.TrueAsync(async () => (await Asks(first)).Count == 1, "an update is asked about too");
        (
            await _duty.Post(
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
            .. (await _duty.Get(Path(taken), taken))
                .Is(200)["warning"]
                .GetProperty("asks")
                .EnumerateArray()
                .Select(one => one.GetProperty("by").GetProperty("identifier").GetString()),
        ];

    [Fact]
    public async Task Dates_out_of_order_are_a_fault_and_what_reaches_nobody_here_is_answered_so_and_kept_apart()
    {
        (await Send(Bulletin.Fresh() with { Lasting = TimeSpan.FromHours(-1) })).Is(400).Arguments[0]!.ShouldContain(
            "/alert/info[1]/expires: expires-before-sent"
        );
        var away = (await Send(Bulletin.Fresh() with { Area = new("别的省", [], [], [new("行政区划代码", "330106")]) })).Is(201);
        away["reachesNobody"].GetBoolean().ShouldBeTrue();
        (await _duty.Get("/api/warnings", away)).Is(200).Text.ShouldNotContain(away.String("id")!);
        (await _duty.Get("/api/warnings?state=elsewhere", away)).Is(200).Text.ShouldContain(away.String("id")!);
        (await _duty.Post($"{Path(away)}/confirm")).Is(409).Code.ShouldBe("warning.reaches-nobody");
        (await Send(Bulletin.Fresh())).Is(201)["reachesNobody"].GetBoolean().ShouldBeFalse();
    }

    [Fact]
    public async Task What_is_no_right_message_is_refused_with_the_element_in_both_languages()
    {
        var bad = Bulletin.Bytes("<alert xmlns='urn:oasis:names:tc:emergency:cap:1.2'><identifier>a</identifier></alert>");
        var refused = (await Bulletin.Send(_duty, borough.Stranger, bad)).Is(400);
        refused.Code.ShouldBe("cap.bad");
        refused.Arguments[0]!.ShouldContain("/alert/sender: missing");
        (await Bulletin.Send(_duty, borough.Stranger, Bulletin.Bytes("{}"))).Is(400).Arguments[0]!.ShouldContain("not-xml");
        (await Bulletin.Send(_duty, borough.Stranger, CapWriter.Write(Bulletin.Fresh().Alert with { Type = CapMessageType.Ack })))
            .Is(400)
            .Arguments.ShouldBe(["/alert/msgType: not-taken"]);
        (await Bulletin.Send(_duty, borough.Stranger, bad, "application/json")).Is(415).Code.ShouldBe("request.unsupported");
        (await Bulletin.Send(_duty, borough.Stranger, new byte[10 * 1024 * 1024 + 1])).Is(413).Code.ShouldBe("request.too-large");
        (await Bulletin.Send(await borough.As(Role.Secretary, Valley.Here), borough.Stranger, bad))
            .Is(403)
            .Code.ShouldBe("scope.not-yours");
        (await _duty.Get("/api/warnings?state=some")).Is(400);
        (await _duty.Get("/api/warnings?division=x")).Is(400);
        (await _duty.Get($"/api/warnings/{Guid.CreateVersion7()}")).Is(404);
    }

    [Fact]
    public async Task Who_watches_a_community_hears_of_its_countys_warning_and_of_its_end_at_once()
    {
        var secretary = await borough.As(Role.Secretary, Valley.Away);
        await using var ear = await Ear.Open(borough.Stranger.Address, secretary.Token);
        await ear.Join("division", Valley.Away);
        var taken = (await Send(Bulletin.Fresh())).Is(201);
        var id = taken.String("id")!;
        await Until.True(() => (string?)ear.Newest("warning", id)?["level"] == "red", "the warning is heard of", TimeSpan.FromSeconds(30));
        await using (var late = await Ear.Open(borough.Stranger.Address, secretary.Token))
            (await late.Join("division", Valley.Away))["snapshot"]!
                .AsArray()
                .ShouldContain(one => (string?)one!["view"] == "warning" && (string?)one["key"] == id);
        (await _duty.Post($"{Path(taken)}/lift")).Is(200);
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
            await (await borough.As(Role.Department, Valley.County)).Post(
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
        var light = (await (await borough.As(Role.Department, Valley.County)).Get($"/api/orders/{order.String("id")}", order))
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
                    _duty,
                    borough.Stranger,
                    await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken),
                    "text/xml"
                )
            ).Is(201);
            Divisions(taken).ShouldBeEmpty(file);
            (await _duty.Get("/api/warnings", taken)).Is(200).Text.ShouldNotContain(taken.String("id")!, Case.Sensitive, file);
        }
    }
}
