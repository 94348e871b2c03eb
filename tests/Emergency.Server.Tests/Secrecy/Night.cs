using Emergency.Domain;
using Emergency.Server.Tests.Fixtures;
using Emergency.Testing;

namespace Emergency.Server.Tests.Secrecy;

/// <summary>
/// A night with every kind of confidential data: registers, calls, tasks, doors, care, lists. All persons are fictitious.
/// </summary>
internal sealed class Night(RunningServer server, Told told) : Day(server, told)
{
    /// <summary>The list of people as it was opened.</summary>
    public string OpenedList { get; private set; } = "";

    /// <summary>A record as it was opened.</summary>
    public string Revealed { get; private set; } = "";

    public async Task Play()
    {
        await Registers();
        var fire = await Calls();
        await Listen(fire);
        await Tasks(fire);
        await Doors(fire);
        await Handovers(fire);
        await Care(fire);
        await Protection();
        await ClinicVisits();
        await Orders(fire);
        await Authorities(fire);
        await Daytime(fire);
        await Endings(fire);
    }

    private async Task Tasks(Guid fire)
    {
        await Post(Secretary, $"/api/incidents/{fire}/cards", new { community = Community, card = "old-block-fire" });
        async Task<string> Given() =>
            $"/api/incidents/{fire}/tasks/{(await Post(Secretary, $"/api/incidents/{fire}/tasks", new { community = Community, @class = "life", text = Told.Text("任务"), members = new[] { Unit }, doors = new[] { Home }, allowSeconds = 3600 }))["id"]}";
        var (declined, cancelled) = (await Given(), await Given());
        await Post(UnitChief, $"{declined}/decline", new { reason = Told.Text("办不了") });
        await Post(Secretary, $"{cancelled}/cancel", new { reason = Told.Text("不用了") });
        var taken = await Given();
        foreach (var act in (string[])["take", "arrive", "finish"])
            await Post(UnitChief, $"{taken}/{act}", new { });
    }

    private async Task Doors(Guid fire)
    {
        var doors = $"/api/incidents/{fire}/doors/{Community}";
        await Post(
            Secretary,
            $"{doors}/persons/{Elder}/check",
            new
            {
                state = "at-hospital",
                confirmation = Told.Text("医院"),
                where = Told.Text("去处"),
                source = Told.Text("听说"),
            }
        );
        await Post(
            Secretary,
            $"{doors}/households/{Home}/check",
            new
            {
                state = "moved",
                where = Told.Text("安置点"),
                all = true,
            }
        );
        await Post(Secretary, $"{doors}/persons/{Elder}/check", new { state = "away", source = Told.Text("邻居") });
        await Post(
            Secretary,
            $"{doors}/visitors",
            new
            {
                householdId = Home,
                name = Told.Text("访客"),
                phone = Told.Phone(),
                text = Told.Text("访客说"),
            }
        );
        await Post(Secretary, $"{doors}/calls", new { personId = Elder, to = "self" });
        // The doors were settled and closed the tasks at them; the visitor is a reason to go once more.
        await Post(
            Secretary,
            $"/api/incidents/{fire}/tasks",
            new
            {
                community = Community,
                @class = "life",
                text = Told.Text("再去一次"),
                members = new[] { Unit },
                doors = new[] { Home },
                allowSeconds = 3600,
            }
        );
        await Post(
            UnitChief,
            $"{doors}/persons/{Elder}/check",
            new
            {
                state = "refuses",
                source = Told.Text("晚到的话"),
                saidAt = "2020-01-15T02:00:00+08:00",
            }
        );
        await Post(Secretary, $"{doors}/persons/{Elder}/check", new { state = "refuses" });
        await Post(
            StreetOfficer,
            $"{doors}/take-over",
            new
            {
                personId = Elder,
                from = "street",
                name = Told.Text("接手"),
                phone = Told.Phone(),
            }
        );
        var list = await Post(StreetOfficer, $"/api/incidents/{fire}/list/open", new { reason = Told.Text("开名单") });
        (OpenedList, Revealed) = (
            list.Text,
            (await Post(Secretary, $"/api/communities/{Community}/residents/{Elder}/reveal", new { reason = Told.Text("看档案") })).Text
        );
        await Post(Secretary, $"/api/communities/{Community}/team/open", new { });
    }

    private async Task Handovers(Guid fire)
    {
        var offered = await Post(
            Secretary,
            $"/api/incidents/{fire}/handovers",
            new
            {
                kind = "fire-rescue",
                persons = new[] { Elder },
                text = Told.Text("移交"),
            }
        );
        await Post(Duty, $"/api/incidents/{fire}/handovers/{offered["id"]}/call", new { confirmed = false, note = Told.Text("占线") });
        await Call(
            "handover.returned",
            new
            {
                handoverId = offered["id"].GetGuid(),
                reference = Told.Text("编号"),
                reason = Told.Text("退回原因"),
                at = "2026-01-15T02:20:00+08:00",
                text = Told.Text("退回说明"),
            }
        );
        await Call(
            "handover.accepted",
            new
            {
                handoverId = offered["id"].GetGuid(),
                at = "2026-01-15T02:21:00+08:00",
                text = Told.Text("受理说明"),
            }
        );
    }

    private async Task Care(Guid fire)
    {
        var opened = await Post(
            Secretary,
            "/api/care",
            new
            {
                person = Child,
                community = Community,
                incident = fire,
            }
        );
        var care = $"/api/care/{opened["id"]}";
        await Post(
            Secretary,
            $"{care}/name-adult",
            new
            {
                name = Told.Text("大人"),
                phone = Told.Phone(),
                relation = Told.Text("关系"),
            }
        );
        await Post(
            Secretary,
            $"{care}/arrange",
            new
            {
                carer = Told.Text("照料人"),
                phone = Told.Phone(),
                where = Told.Text("照料处"),
            }
        );
        var seen = await Post(Secretary, $"{care}/check", new { note = Told.Text("回访") });
        (await Secretary.Get($"{care}?after={seen.Position}")).Is(200).Text.ShouldContain("金丝大人试雀");
        await Post(Secretary, $"{care}/see", new { text = Told.Text("知道了") });
        await Post(Secretary, $"{care}/ask", new { of = "discharge", why = Told.Text("问民政") });
        await Post(
            Secretary,
            $"{care}/offer",
            new
            {
                exit = "relative",
                receiver = Told.Text("接走的人"),
                phone = Told.Phone(),
                where = Told.Text("交接处"),
                know = Told.Text("要知道的"),
                entrusted = true,
            }
        );
        await OpenLink("接收照料的人", await Post(Secretary, $"{care}/link", new { }));
        await Post(Secretary, $"{care}/signed", new { witness = Told.Text("见证人") });
        await Post(
            Secretary,
            $"{care}/exit",
            new
            {
                exit = "relative",
                receiver = Told.Text("接走的人"),
                phone = Told.Phone(),
            }
        );
    }

    private async Task Orders(Guid fire)
    {
        var order = await Post(
            Duty,
            "/api/orders",
            new
            {
                receivers = new[] { Community },
                text = Told.Text("指令"),
                incident = fire,
                unreadSeconds = 0,
            }
        );
        await Post(Secretary, $"/api/orders/{order.String("id")}/seen", new { receiver = Community });
        await Post(Secretary, $"/api/orders/{order.String("id")}/feed-back", new { receiver = Community, text = Told.Text("反馈") });
        var apart = await Post(
            Duty,
            "/api/orders",
            new
            {
                receivers = new[] { Street },
                text = Told.Text("另一条指令"),
                unreadSeconds = 0,
            }
        );
        await Post(StreetOfficer, $"/api/orders/{apart.String("id")}/feed-back", new { receiver = Street, text = Told.Text("街道反馈") });
        var task = (
            await Post(
                Secretary,
                $"/api/incidents/{fire}/tasks",
                new
                {
                    community = Community,
                    @class = "wait",
                    text = Told.Text("要物"),
                    members = new[] { Unit },
                }
            )
        ).String("id");
        await Post(
            Secretary,
            $"/api/incidents/{fire}/tasks/{task}/supplies",
            new { needs = new[] { new { item = "铜锣", quantity = 1 }, new { item = "雨衣", quantity = 1 } } }
        );
        string[] asked = [];
        await Counted(async () =>
            (
                asked = [
                    .. (await StreetOfficer.Get("/api/goods"))["items"]
                        .EnumerateArray()
                        .Where(one => one.GetProperty("task").GetString() == task)
                        .Select(one => one.GetProperty("id").GetString()!),
                ]
            ).Length == 2
        );
        await Post(
            StreetOfficer,
            $"/api/goods/{asked[0]}/grant",
            new
            {
                quantity = 1,
                place = Told.Text("去哪取"),
                arrives = "2036-01-01T00:00:00+08:00",
            }
        );
        await Post(StreetOfficer, $"/api/goods/{asked[1]}/refuse", new { reason = Told.Text("没有货") });
    }

    private async Task Authorities(Guid fire)
    {
        var desk = $"/api/authorities/{County}/duty";
        var officer = (
            await Post(
                Duty,
                $"{desk}/officers",
                new
                {
                    officers = new[]
                    {
                        new
                        {
                            name = Told.Text("值班员"),
                            title = Told.Text("职务"),
                            phone = Told.Phone(),
                        },
                    },
                }
            )
        )["ids"][0].GetGuid();
        var day = Shanghai.Day(TimeProvider.System.GetUtcNow());
        await Post(
            Duty,
            $"{desk}/turns",
            new
            {
                day,
                shift = "day",
                post = "desk",
                officer,
                from = TimeProvider.System.GetUtcNow(),
                to = TimeProvider.System.GetUtcNow().AddHours(8),
            }
        );
        await Post(
            Duty,
            $"{desk}/hand-over",
            new
            {
                day,
                shift = "day",
                note = Told.Text("交班的事"),
            }
        );
        (await Post(Duty, $"{desk}/open", new { })).Text.ShouldContain("金丝值班员试雀");
        var response = await Post(
            Duty,
            "/api/responses",
            new
            {
                level = "third",
                matter = Told.Text("事由"),
                plan = Told.Text("预案"),
                measures = new[] { Told.Text("措施") },
                until = TimeProvider.System.GetUtcNow().AddHours(6),
                incident = fire,
            }
        );
        await Post(Duty, $"/api/responses/{response.String("id")}/terminate", new { });
        var again = await Post(
            Duty,
            "/api/incidents",
            new
            {
                category = "fire",
                title = Told.Text("又一处"),
                community = Community,
                location = Here,
            }
        );
        await Post(Duty, $"/api/incidents/{again.String("id")}/join", new { into = fire });
        await Until.TrueAsync(
            async () => (await Duty.Get($"/api/incidents/{fire}"))["incident"].GetProperty("joined").GetArrayLength() == 1,
            "it hangs on the fire"
        );
    }

    private async Task Endings(Guid fire)
    {
        await Post(
            Duty,
            $"/api/incidents/{fire}/report",
            new
            {
                title = Told.Text("再报"),
                description = Told.Text("再述"),
                address = Told.Text("再址"),
                caller = new { name = Told.Text("再报人"), phone = Told.Phone() },
            }
        );
        await Post(Duty, $"/api/incidents/{fire}/caller", new { reason = Told.Text("回电") });
        var other = await Post(
            Duty,
            "/api/incidents",
            new
            {
                category = "gas",
                title = Told.Text("异味"),
                description = Told.Text("楼道"),
                address = Told.Text("单元门"),
                community = Community,
                location = Here,
                caller = new { name = Told.Text("住户"), phone = Told.Phone() },
            }
        );
        await Post(Duty, $"/api/incidents/{other["id"]}/withdraw", new { reason = Told.Text("误报") });
        // A refused request is not kept either: not in the journal, not in a log.
        (await Duty.Post($"/api/incidents/{other["id"]}/report", new { title = Told.Text("晚了") })).Is(409);
        (await Duty.Post("/api/incidents", new { category = Told.Text("类别"), title = Told.Text("坏请求") })).Is(400);
        (await Duty.Get($"/api/incidents/{Told.Text("路径")}?division={Told.Text("查询")}")).Status.ShouldBe(404);
        using var stranger = Server.Stranger();
        (await stranger.Post("/api/session", new { account = Told.Text("账号"), password = Told.Text("密码") })).Is(401);
        (await Call("case.created", new { caseNumber = Told.Text("坏案") }, expect: 400)).Code.ShouldBe("hotline.bad-message");
        await Post(Duty, "/api/session/password", new { old = ServerFixture.Password, password = Told.Text("新密码") });
    }
}
