using Emergency.Domain;
using Emergency.Domain.Accounts;
using Emergency.Server.Foundation;
using Emergency.Server.Tests.Fixtures;

namespace Emergency.Server.Tests.Incidents;

public sealed class IncidentTests(Borough borough)
{
    private static readonly object Fire = new
    {
        category = "fire",
        title = "三号楼冒烟",
        priority = "life",
        address = "三号楼二单元",
        caller = new { name = "何拟人", phone = "13900000009" },
        location = new { lon = Borough.Lon, lat = Borough.Lat },
    };

    [Fact]
    public async Task Who_opens_an_incident_can_read_it_at_once()
    {
        var duty = await borough.Duty();
        var opened = (await duty.Post("/api/incidents", Fire)).Is(201);
        var shown = (await duty.Get($"/api/incidents/{opened.String("id")}", opened)).Is(200);
        shown.String("title").ShouldBe("三号楼冒烟");
        shown["incident"].GetProperty("community").GetString().ShouldBe(Borough.Community);
        shown["incident"].TryGetProperty("doubt", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task Incidents_are_numbered_by_county_and_year_in_the_order_of_opening()
    {
        var commander = await borough.As(Role.CountyCommander, Borough.OtherCounty);
        for (var rank = 1; rank <= 3; rank++)
        {
            var opened = (await commander.Post("/api/incidents", new { category = "power", title = "停电" })).Is(201);
            var number = (await commander.Get($"/api/incidents/{opened.String("id")}", opened))
                .Is(200)["incident"]
                .GetProperty("number")
                .GetString()!;
            number.ShouldMatch($"^平桥-20[0-9]{{2}}-{rank:0000}$");
        }
    }

    [Fact]
    public async Task An_incident_nobody_can_place_is_taken_and_marked_until_somebody_says_where()
    {
        var duty = await borough.Duty();
        var opened = (await duty.Post("/api/incidents", new { category = "medical", title = "有人晕倒" })).Is(201);
        var path = $"/api/incidents/{opened.String("id")}";
        (await duty.Get(path, opened))["incident"].GetProperty("doubt").GetString().ShouldBe("missing");
        (await (await borough.Secretary()).Get(path)).Is(403);
        var located = (await duty.Post($"{path}/locate", new { lon = Borough.Lon, lat = Borough.Lat })).Is(200);
        var incident = (await (await borough.Secretary()).Get(path, located)).Is(200)["incident"];
        incident.GetProperty("community").GetString().ShouldBe(Borough.Community);
        incident.TryGetProperty("doubt", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task A_phone_that_stands_across_the_border_still_opens_an_incident_in_its_owners_area()
    {
        var chief = await borough.GridChief();
        var opened = (
            await chief.Post(
                "/api/incidents",
                new
                {
                    category = "gas",
                    title = "楼道有气味",
                    location = new { lon = 114.09, lat = Borough.Lat },
                }
            )
        ).Is(201);
        var incident = (await chief.Get($"/api/incidents/{opened.String("id")}", opened)).Is(200)["incident"];
        incident.GetProperty("community").GetString().ShouldBe(Borough.Community);
        incident.GetProperty("doubt").GetString().ShouldBe("outside");
    }

    [Fact]
    public async Task What_is_told_later_comes_with_its_words_its_figures_and_who_told_it_and_the_light_moves()
    {
        var (duty, secretary) = (await borough.Duty(), await borough.Secretary());
        var opened = (await duty.Post("/api/incidents", Fire)).Is(201);
        var path = $"/api/incidents/{opened.String("id")}";
        var casualties = new
        {
            dead = 0,
            injured = 1,
            trapped = 2,
        };
        var told = (
            await secretary.Post(
                $"{path}/report",
                new
                {
                    title = "四楼老人没下来",
                    description = "楼梯口有烟",
                    casualties,
                }
            )
        ).Is(200);
        var shown = (await duty.Get(path, told)).Is(200);
        shown["incident"].GetProperty("reports").GetInt32().ShouldBe(2);
        shown["reports"][0].GetProperty("toldBy").GetString().ShouldBe("county-duty");
        var last = shown["reports"].EnumerateArray().Last();
        (
            last.GetProperty("title").GetString(),
            last.GetProperty("description").GetString(),
            last.GetProperty("toldBy").GetString(),
            last.GetProperty("casualties").GetProperty("trapped").GetInt32()
        ).ShouldBe(("四楼老人没下来", "楼梯口有烟", "secretary", 2));
    }

    [Fact]
    public async Task In_another_county_or_street_an_incident_does_not_exist()
    {
        var opened = (await (await borough.Duty()).Post("/api/incidents", Fire)).Is(201);
        foreach (
            var stranger in new[]
            {
                await borough.As(Role.CountyDuty, Borough.OtherCounty),
                await borough.As(Role.StreetOfficer, Borough.OtherStreet),
                await borough.As(Role.Secretary, Borough.Distant),
            }
        )
        {
            (await stranger.Get($"/api/incidents/{opened.String("id")}", opened)).Is(404).Code.ShouldBe("not-found");
            (await stranger.Post($"/api/incidents/{opened.String("id")}/report", new { title = "看见了" })).Is(404);
            (await stranger.Get($"/api/incidents?state=all&limit=200&after={opened.Position}"))
                .Is(200)["items"]
                .EnumerateArray()
                .ShouldNotContain(item => item.GetProperty("id").GetString() == opened.String("id"));
        }
    }

    [Fact]
    public async Task A_secretary_may_not_withdraw_and_is_told_who_can()
    {
        var opened = (await (await borough.Duty()).Post("/api/incidents", Fire)).Is(201);
        var refused = (
            await (await borough.Secretary()).Post($"/api/incidents/{opened.String("id")}/withdraw", new { reason = "误报" })
        ).Is(403);
        refused.Code.ShouldBe("scope.not-yours");
        refused.Arguments[0]!.ShouldContain("StreetOfficer");
    }

    [Fact]
    public async Task The_same_key_opens_one_incident_and_another_request_under_it_is_refused()
    {
        var duty = await borough.Duty();
        var first = (await duty.Post("/api/incidents", Fire, "same-key")).Is(201);
        (await duty.Post("/api/incidents", Fire, "same-key")).Is(201).Text.ShouldBe(first.Text);
        (await duty.Post("/api/incidents", new { category = "gas", title = "另一件" }, "same-key"))
            .Is(422)
            .Code.ShouldBe("command.another-request");
    }

    [Fact]
    public async Task Every_fault_of_a_telling_is_named_at_once()
    {
        var refused = (
            await (await borough.Duty()).Post("/api/incidents", new { location = new { lon = 200, lat = 10 }, community = "12" })
        ).Is(400);
        refused.Arguments.Select(fault => fault!.Split(':')[0]).ShouldBe(["$.category", "$.community", "$.title", "$.location.lon"]);
    }

    [Fact]
    public async Task Who_called_is_shown_only_after_it_was_written_down_who_asked()
    {
        var duty = await borough.Duty();
        var opened = (await duty.Post("/api/incidents", Fire)).Is(201);
        var path = $"/api/incidents/{opened.String("id")}";
        var shown = (await duty.Get(path, opened)).Is(200);
        shown.Text.ShouldNotContain("13900000009");
        shown["reports"][0].GetProperty("hasCaller").GetBoolean().ShouldBeTrue();
        var callers = (await duty.Post($"{path}/caller", new { reason = "回拨核实" })).Is(200);
        callers["callers"][0].GetProperty("phone").GetString().ShouldBe("13900000009");
        var written = new List<object>();
        await foreach (
            var happened in borough.Feed.Stream(
                Entities.Audit(Entities.Live, Shanghai.Day(TimeProvider.System.GetUtcNow()), Borough.County),
                new(callers.Position!.Value)
            )
        )
            written.Add(happened.Event);
        written
            .OfType<AccessRecorded>()
            .ShouldContain(access => access.Incident == new IncidentId(opened["id"].GetGuid()) && access.By.Account == duty.Account);
        (await (await borough.GridChief()).Post($"{path}/caller", new { reason = "好奇" })).Is(403);
    }

    [Fact]
    public async Task The_board_shows_danger_to_life_first_and_page_after_page_shows_everything_once()
    {
        var duty = await borough.Duty();
        await duty.Post(
            "/api/incidents",
            new
            {
                category = "power",
                title = "停电",
                priority = "normal",
            }
        );
        var last = await duty.Post("/api/incidents", Fire);
        var seen = new List<(string Id, string Priority)>();
        for (string? next = ""; next is not null; )
        {
            var page = (
                await duty.Get($"/api/incidents?limit=2&state=all&after={last.Position}{(next.Length > 0 ? "&next=" + next : "")}")
            ).Is(200);
            seen.AddRange(
                page["items"]
                    .EnumerateArray()
                    .Where(item => item.GetProperty("stage").GetString() == "active")
                    .Select(item => (item.GetProperty("id").GetString()!, item.GetProperty("priority").GetString()!))
            );
            next = page.Body.TryGetProperty("next", out var more) ? more.GetString() : null;
        }
        seen.Select(item => item.Id).ToHashSet(StringComparer.Ordinal).Count.ShouldBe(seen.Count);
        seen.Select(item => item.Priority)
            .ShouldBe(
                seen.Select(item => item.Priority)
                    .OrderBy(priority =>
                        priority switch
                        {
                            "life" => 0,
                            "urgent" => 1,
                            _ => 2,
                        }
                    )
            );
        seen.ShouldContain(item => item.Id == last.String("id"));
        (await duty.Get("/api/incidents?next=nonsense")).Is(400).Code.ShouldBe("request.bad");
    }

    [Fact]
    public async Task The_wind_at_the_scene_is_told_by_who_answers_for_it_and_seen_by_all_who_know_of_it()
    {
        var (duty, secretary) = (await borough.Duty(), await borough.Secretary());
        var opened = (await duty.Post("/api/incidents", Fire)).Is(201);
        var path = $"/api/incidents/{opened.String("id")}";
        (await duty.Get(path, opened)).Is(200)["incident"].TryGetProperty("wind", out _).ShouldBeFalse();
        var told = (await secretary.Post($"{path}/wind", new { from = 315, force = 3 })).Is(200);
        var wind = (await duty.Get(path, told)).Is(200)["incident"].GetProperty("wind");
        (wind.GetProperty("from").GetInt32(), wind.GetProperty("force").GetInt32()).ShouldBe((315, 3));
        foreach (var bad in new object[] { new { from = 360, force = 3 }, new { from = 0, force = 18 }, new { from = 0 }, new { } })
            (await duty.Post($"{path}/wind", bad)).Is(400).Code.ShouldBe("request.bad");
        (await (await borough.GridChief()).Post($"{path}/wind", new { from = 0, force = 1 })).Is(403);
        (await (await borough.As(Domain.Role.Secretary, Borough.Neighbour)).Post($"{path}/wind", new { from = 0, force = 1 })).Is(403);
    }

    [Fact]
    public async Task What_has_ended_takes_nothing_more()
    {
        var duty = await borough.Duty();
        var opened = (await duty.Post("/api/incidents", Fire)).Is(201);
        var path = $"/api/incidents/{opened.String("id")}";
        (await duty.Post($"{path}/contain")).Is(200);
        (await duty.Post($"{path}/withdraw", new { reason = "误报" })).Is(200);
        foreach (
            var (act, body) in new (string, object?)[]
            {
                ("report", new { title = "补充" }),
                ("locate", new { lon = Borough.Lon, lat = Borough.Lat }),
                ("grade", new { grade = "major" }),
                ("wind", new { from = 0, force = 3 }),
                ("contain", null),
                (
                    "impact",
                    new
                    {
                        circle = new
                        {
                            lon = Borough.Lon,
                            lat = Borough.Lat,
                            metres = 100,
                        },
                    }
                ),
            }
        )
            (await duty.Post($"{path}/{act}", body)).Is(409).Code.ShouldBe("incident.over");
    }
}
