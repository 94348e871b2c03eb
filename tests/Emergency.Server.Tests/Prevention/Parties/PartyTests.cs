using Emergency.Domain;
using Emergency.Server.Tests.Fixtures;
using Emergency.Server.Tests.Hotlines;

namespace Emergency.Server.Tests.Parties;

/// <summary>Parties of a community, its grids and estates, over HTTP.</summary>
public sealed class PartyTests(Borough borough)
{
    private const string All = $"/api/communities/{Borough.Community}/parties",
        Quarters = $"/api/communities/{Borough.Community}/quarters";

    private static DateOnly Today => Shanghai.Day(TimeProvider.System.GetUtcNow());

    private static object Company(string name, string? estate = null, DateOnly? until = null, string kind = "property-company") =>
        new
        {
            kind,
            name,
            person = "何拟物",
            phones = new[] { "13900000071" },
            estates = estate is null ? [] : new[] { estate },
            from = Today.AddDays(-30),
            until,
        };

    private static object Ask(string text = "停电后接发电机", string? incident = null) =>
        new
        {
            text,
            due = TimeProvider.System.GetUtcNow().AddHours(2),
            duty = "measures",
            incident,
        };

    [Fact]
    public async Task A_party_answers_by_its_link_and_its_refusal_stays_its_own()
    {
        var secretary = await borough.Secretary();
        var id = (await secretary.Post(All, Company("链接示例物业"))).Is(201).String("id");
        (await secretary.Post(All, Company("链接示例物业"))).Is(409).Code.ShouldBe("party.already-there");
        var ask = (await secretary.Post($"{All}/{id}/asks", Ask())).Is(200).String("id");
        var link = (await secretary.Post($"{All}/{id}/link", new { })).Is(201);
        var (token, code) = (link.String("address")!.Split('#')[1], link.String("code")!);
        var stranger = borough.Stranger;
        var shown = (await stranger.Post("/api/link/open", new { token, code })).Is(200)["asks"][0];
        shown.GetProperty("text").GetString().ShouldBe("停电后接发电机");
        shown.GetProperty("articles")[0].GetProperty("law").GetString().ShouldBe("civil");
        var act = new
        {
            token,
            code,
            act = "decline",
            item = ask,
        };
        (await stranger.Post("/api/link/act", act)).Is(400).Code.ShouldBe("party.no-reason");
        var refused = (
            await stranger.Post(
                "/api/link/act",
                new
                {
                    token,
                    code,
                    act = "decline",
                    item = ask,
                    words = "没有发电机",
                }
            )
        ).Is(200);
        var seen = Of(await secretary.Get(All, refused), id!).GetProperty("asks")[0];
        (
            seen.GetProperty("stage").GetString(),
            seen.GetProperty("heard").GetString(),
            seen.GetProperty("words").GetString(),
            seen.GetProperty("binding").GetBoolean()
        ).ShouldBe(("refused", "link", "没有发电机", true));
        (await secretary.Post($"{All}/{id}/link/withdraw", new { })).Is(200);
        (await stranger.Post("/api/link/open", new { token, code })).Is(409).Code.ShouldBe("link.withdrawn");
    }

    [Fact]
    public async Task A_party_chooses_its_own_password_by_a_link_that_only_who_asked_makes()
    {
        var (secretary, street) = (await borough.Secretary(), await borough.StreetOfficer());
        var id = (await secretary.Post(All, Company("邀请示例物业"))).Is(201).String("id");
        var asked = (await secretary.Post($"{All}/{id}/account", new { account = "lianjie-wuye" })).Is(202);
        var shown = Of(await secretary.Get($"{All}?after={asked.Position}"), id!).GetProperty("account");
        (shown.TryGetProperty("name", out _), shown.GetProperty("mayInvite").GetBoolean()).ShouldBe(
            (false, false),
            "the street has not agreed"
        );
        var waits = (await street.Get("/api/confirmations", asked))
            .Is(200)["waiting"]
            .EnumerateArray()
            .Single(one => one.GetRawText().Contains("lianjie-wuye", StringComparison.Ordinal));
        (await street.Post($"/api/confirmations/{waits.GetProperty("id").GetString()}/confirm", new { })).Is(200);
        shown = Of(await secretary.Get(All), id!).GetProperty("account");
        (shown.GetProperty("chosen").GetBoolean(), shown.GetProperty("mayInvite").GetBoolean()).ShouldBe((false, true));
        Of(await street.Get(All), id!).TryGetProperty("account", out _).ShouldBeFalse("it gives none");

        var key = shown.GetProperty("account").GetString();
        (await street.Post($"/api/accounts/{key}/invitation", new { })).Status.ShouldBeOneOf(403, 404, 409);
        var given = (await secretary.Post($"/api/accounts/{key}/invitation", new { })).Is(201);
        var token = given.String("address")!.Split("#invite=")[1];
        using var party = borough.Stranger.Beside();
        (await party.Post("/api/invitation/accept", new { token, password = "kettle-orchard-9" })).Is(200);
        (await party.Post("/api/session", new { account = "lianjie-wuye", password = "kettle-orchard-9" })).Is(200);
        Of(await secretary.Get(All), id!).GetProperty("account").GetProperty("chosen").GetBoolean().ShouldBeTrue();
    }

    [Fact]
    public async Task A_party_signs_in_once_the_street_has_agreed_and_sees_and_answers_its_own_alone()
    {
        var (secretary, street) = (await borough.Secretary(), await borough.StreetOfficer());
        var id = (await secretary.Post(All, Company("账号示例物业"))).Is(201).String("id");
        var other = (await secretary.Post(All, Company("旁边示例物业"))).Is(201).String("id");
        var ask = (await secretary.Post($"{All}/{id}/asks", Ask("开地下室"))).Is(200).String("id");
        var theirs = (await secretary.Post($"{All}/{other}/asks", Ask("不该看到"))).Is(200).String("id");
        var wish = new { account = "zhanghao-wuye", password = "password-0000" };
        (await street.Post($"{All}/{id}/account", wish)).Is(403);
        var asked = (await secretary.Post($"{All}/{id}/account", wish)).Is(202);
        using var party = borough.Stranger.Beside();
        (await party.Post("/api/session", wish)).Status.ShouldNotBe(200);
        var waits = (await street.Get("/api/confirmations", asked))
            .Is(200)["waiting"]
            .EnumerateArray()
            .Single(one => one.GetRawText().Contains("zhanghao-wuye", StringComparison.Ordinal));
        (await street.Post($"/api/confirmations/{waits.GetProperty("id").GetString()}/confirm", new { })).Is(200);
        (await secretary.Post($"{All}/{other}/account", wish)).Is(409).Code.ShouldBe("account.taken");
        await party.SignIn(wish.account, wish.password);
        (await party.Get("/api/party")).Is(403).Code.ShouldBe("session.reset", "the committee has written the password");
        (await party.Post("/api/session/password", new { old = wish.password, password = "kettle-orchard-9" })).Is(200);
        var own = (await party.Get("/api/party")).Is(200);
        own["party"].GetProperty("name").GetString().ShouldBe("账号示例物业");
        own["party"].GetProperty("duties").EnumerateArray().ShouldContain(one => one.GetProperty("law").GetString() == "civil");
        own.Text.ShouldNotContain("不该看到");
        foreach (var closed in (string[])[All, "/api/incidents", $"/api/communities/{Borough.Community}/residents"])
            (await party.Get(closed)).Is(403);
        (await party.Post($"/api/party/asks/{theirs}/accept", new { })).Is(404).Code.ShouldBe("party.unknown-ask");
        (await party.Post($"/api/party/asks/{ask}/refuse", new { })).Is(400);
        (await party.Post($"/api/party/asks/{ask}/accept", new { })).Is(200);
        var refused = (await party.Post($"/api/party/asks/{ask}/refuse", new { text = "钥匙在房东" })).Is(200);
        var seen = Of(await secretary.Get($"{All}?after={refused.Position}"), id!);
        seen.GetProperty("account").GetProperty("name").GetString().ShouldBe("zhanghao-wuye");
        var answered = seen.GetProperty("asks")[0];
        (
            answered.GetProperty("stage").GetString(),
            answered.GetProperty("heard").GetString(),
            answered.GetProperty("words").GetString()
        ).ShouldBe(("refused", "account", "钥匙在房东"));
        (await secretary.Post($"{All}/{id}/account/withdraw", new { })).Is(200);
        (await party.Get("/api/party")).Is(401);
        (await party.Post("/api/session", new { wish.account, password = "kettle-orchard-9" })).Status.ShouldNotBe(200);
    }

    [Fact]
    public async Task What_a_party_is_asked_in_an_incident_stands_on_its_timeline_and_nothing_else_of_the_party()
    {
        var secretary = await borough.Secretary();
        var incident = (await new Partner(borough).Created(Partner.Fire(Partner.NewNumber(), Partner.Here))).Is(202).String("incidentId")!;
        var (company, school) = (
            (await secretary.Post(All, Company("时间线示例物业"))).Is(201).String("id"),
            (await secretary.Post(All, Company("时间线示例学校", kind: "school"))).Is(201).String("id")
        );
        object Of(string? of) => Ask("开消防通道", of);
        var ask = (await secretary.Post($"{All}/{company}/asks", Of(incident))).Is(200).String("id");
        (await secretary.Post($"{All}/{company}/asks", Of(null))).Is(200);
        (await secretary.Post($"{All}/{school}/asks", Of(null))).Is(200);
        (await secretary.Post($"{All}/{school}/asks", Of($"{Guid.CreateVersion7()}"))).Is(404).Code.ShouldBe("incident.unknown");
        var refused = (await secretary.Post($"{All}/{company}/asks/{ask}/refuse", new { text = "何拟物没有钥匙" })).Is(200);
        var timeline = (await secretary.Get($"/api/incidents/{incident}/timeline", refused)).Is(200);
        timeline["items"]
            .EnumerateArray()
            .Where(one => one.GetProperty("noun").GetString() == "party")
            .Select(one => (one.GetProperty("form").GetString(), one.GetProperty("of").GetString()))
            .ShouldBe([("party.asked.v1", "property-company"), ("party.ask-refused.v1", "property-company")]);
        (timeline.Text.Contains("何拟物", StringComparison.Ordinal), timeline.Text.Contains("消防通道", StringComparison.Ordinal)).ShouldBe(
            (false, false)
        );
    }

    [Fact]
    public async Task An_incident_elsewhere_is_none_to_ask_for()
    {
        var secretary = await borough.Secretary();
        var id = (await secretary.Post(All, Company("别处示例物业"))).Is(201).String("id");
        var elsewhere = (await new Partner(borough).Created(Partner.Fire(Partner.NewNumber(), divisionCode: Borough.Neighbour)))
            .Is(202)
            .String("incidentId");
        (await secretary.Post($"{All}/{id}/asks", Ask("开门", elsewhere))).Is(404).Code.ShouldBe("incident.unknown");
    }

    [Fact]
    public async Task A_party_that_holds_an_ask_is_not_ended()
    {
        var secretary = await borough.Secretary();
        var id = (await secretary.Post(All, Company("示例卫生室", kind: "clinic"))).Is(201).String("id");
        var ask = (await secretary.Post($"{All}/{id}/asks", Ask("开一间屋"))).Is(200).String("id");
        (await secretary.Post($"{All}/{id}/end", new { })).Is(409).Code.ShouldBe("party.holds-asks");
        (await secretary.Post($"{All}/{id}/asks/{ask}/withdraw", new { })).Is(200);
        (await secretary.Post($"{All}/{id}/end", new { why = "搬走了" })).Is(200);
        (await secretary.Post($"{All}/{id}/asks", Ask())).Is(409).Code.ShouldBe("party.over");
    }

    [Fact]
    public async Task An_estate_whose_company_ended_yesterday_is_a_gap_that_says_who_was_there()
    {
        var secretary = await borough.Secretary();
        var drawn = (
            await secretary.Post(
                Quarters,
                new
                {
                    kind = "estate",
                    name = "缺口花园",
                    buildings = new[] { "91号楼", "92号楼" },
                }
            )
        ).Is(200);
        Gap(await secretary.Get(All, drawn))!.Value.TryGetProperty("ended", out _).ShouldBeFalse();
        var entered = (await secretary.Post(All, Company("缺口物业", "缺口花园", Today.AddDays(-1)))).Is(201);
        Gap(await secretary.Get(All, entered))!.Value.GetProperty("ended").GetString().ShouldBe("缺口物业");
        var again = (await secretary.Post(All, Company("新来物业", "缺口花园", Today))).Is(201);
        Gap(await secretary.Get(All, again)).ShouldBeNull();

        static System.Text.Json.JsonElement? Gap(Answer all) =>
            all.Is(200)["gaps"]
                .EnumerateArray()
                .Where(one => one.GetProperty("estate").GetString() == "缺口花园")
                .Select(one => (System.Text.Json.JsonElement?)one)
                .FirstOrDefault();
    }

    [Fact]
    public async Task Who_lives_in_the_buildings_of_a_grid_follows_and_a_building_lies_in_one_grid()
    {
        var secretary = await borough.Secretary();
        const string building = "93号楼";
        (
            await secretary.Post(
                $"/api/communities/{Borough.Community}/households",
                new
                {
                    household = new
                    {
                        head = "户样迁",
                        building,
                        room = "101",
                        grid = "旧网格",
                        members = 2,
                    },
                }
            )
        ).Is(200);
        var drawn = (
            await secretary.Post(
                Quarters,
                new
                {
                    kind = "grid",
                    name = "新网格",
                    buildings = new[] { building },
                }
            )
        ).Is(200);
        (
            await secretary.Post(
                Quarters,
                new
                {
                    kind = "grid",
                    name = "重叠网格",
                    buildings = new[] { building },
                }
            )
        ).Is(409).Code.ShouldBe("quarters.overlaps");
        New(await secretary.Get(Quarters, drawn)).GetProperty("behind").GetInt32().ShouldBe(1);
        var followed = (await secretary.Post($"{Quarters}/follow", new { kind = "grid", name = "新网格" })).Is(200);
        (followed["written"].GetInt32(), followed["left"].GetInt32()).ShouldBe((1, 0));
        New(await secretary.Get(Quarters, followed)).GetProperty("behind").GetInt32().ShouldBe(0);

        static System.Text.Json.JsonElement New(Answer all) =>
            all.Is(200)["items"].EnumerateArray().Single(one => one.GetProperty("name").GetString() == "新网格");
    }

    [Fact]
    public async Task Of_two_desks_that_draw_the_same_ground_at_once_one_is_told_that_it_is_taken()
    {
        var (secretary, street) = (await borough.Secretary(), await borough.StreetOfficer());
        for (var n = 0; n < 5; n++)
        {
            var answers = await Task.WhenAll(
                secretary.Post(Quarters, Estate($"同画一{n}", $"甲{n}号楼", n)),
                street.Post(Quarters, Estate($"同画二{n}", $"乙{n}号楼", n))
            );
            answers.Single(one => one.Status == 409).Code.ShouldBe("quarters.ground-taken");
            answers.Single(one => one.Status == 200).Position.ShouldNotBeNull();
        }

        static object Estate(string name, string building, int n)
        {
            var (west, south) = (Borough.Lon + 0.002 + n * 0.001, Borough.Lat + 0.003);
            double[] Corner(double east, double north) => [west + east, south + north];
            return new
            {
                kind = "estate",
                name,
                buildings = new[] { building },
                boundary = new
                {
                    type = "Polygon",
                    coordinates = new[]
                    {
                        new[] { Corner(0, 0), Corner(0.0008, 0), Corner(0.0008, 0.0008), Corner(0, 0.0008), Corner(0, 0) },
                    },
                },
            };
        }
    }

    [Fact]
    public async Task The_ground_of_a_grid_lies_in_its_community_and_on_the_ground_of_no_other()
    {
        var secretary = await borough.Secretary();
        var drawn = (await secretary.Post(Quarters, Grid("图上一格", "94号楼", 0, 0.001))).Is(200);
        var one = (await secretary.Get(Quarters, drawn))
            .Is(200)["items"]
            .EnumerateArray()
            .Single(each => each.GetProperty("name").GetString() == "图上一格");
        one.GetProperty("boundary").GetProperty("parts")[0][0].GetArrayLength().ShouldBe(5);
        // The same for a map, of a street or a community; a county asks street by street.
        var (street, duty) = (await borough.StreetOfficer(), await borough.Duty());
        foreach (var (who, division) in new[] { (secretary, Borough.Community), (street, Borough.Street), (duty, Borough.Street) })
        {
            var ground = (await who.Get($"/api/divisions/{division}/grids", drawn))
                .Is(200)["items"]
                .EnumerateArray()
                .Single(each => each.GetProperty("name").GetString() == "图上一格");
            ground.GetProperty("community").GetString().ShouldBe(Borough.Community);
            ground.GetProperty("boundary").GetRawText().ShouldBe(one.GetProperty("boundary").GetRawText());
        }
        (await duty.Get($"/api/divisions/{Borough.County}/grids")).Is(404);
        (await secretary.Get($"/api/divisions/{Borough.Street}/grids")).Status.ShouldBeOneOf(403, 404);
        (await secretary.Post(Quarters, Grid("图上二格", "95号楼", 0.0005, 0.001))).Is(409).Code.ShouldBe("quarters.ground-taken");
        // The two grids meet at a line drawn by hand.
        (await secretary.Post(Quarters, Grid("图上二格", "95号楼", 0.00099, 0.001))).Is(200);
        (await secretary.Post(Quarters, Grid("图上三格", "96号楼", 9, 0.001))).Is(400).Code.ShouldBe("quarters.ground-outside");
        object crossed = new
        {
            type = "Polygon",
            coordinates = new[] { new[] { Corner(0, 0), Corner(0.001, 0.001), Corner(0.001, 0), Corner(0, 0.001), Corner(0, 0) } },
        };
        object Body(object boundary) =>
            new
            {
                kind = "grid",
                name = "图上三格",
                buildings = new[] { "96号楼" },
                boundary,
            };
        (await secretary.Post(Quarters, Body(crossed))).Is(400).Code.ShouldBe("area.self-crossing");
        (await secretary.Post(Quarters, Body(new { type = "Point", coordinates = Corner(0, 0) }))).Is(400).Code.ShouldBe("area.bad");
        (await secretary.Post(Quarters, Body("somewhere"))).Is(400).Code.ShouldBe("area.bad");

        // A user who has not seen the newest ground does not draw over it.
        object Again(object? boundary) =>
            new
            {
                kind = "grid",
                name = "图上一格",
                buildings = new[] { "94号楼" },
                was = boundary is null ? (object)new { buildings = new[] { "94号楼" } } : new { buildings = new[] { "94号楼" }, boundary },
            };
        (await secretary.Post(Quarters, Again(null))).Is(409).Code.ShouldBe("quarters.changed-meanwhile");
        (await secretary.Post(Quarters, Again(one.GetProperty("boundary")))).Is(200);

        static double[] Corner(double east, double north) => [Borough.Lon + east, Borough.Lat + north];
        static object Grid(string name, string building, double east, double size) =>
            new
            {
                kind = "grid",
                name,
                buildings = new[] { building },
                boundary = new
                {
                    type = "Polygon",
                    coordinates = new[]
                    {
                        new[] { Corner(east, 0), Corner(east + size, 0), Corner(east + size, size), Corner(east, size), Corner(east, 0) },
                    },
                },
            };
    }

    private static System.Text.Json.JsonElement Of(Answer all, string id) =>
        all.Is(200)["items"].EnumerateArray().Single(one => one.GetProperty("id").GetString() == id);
}
