using Emergency.Domain;
using Emergency.Server.Foundation;
using Emergency.Server.Tests.Fixtures;
using Emergency.Testing;

namespace Emergency.Server.Tests.Secrecy;

/// <summary>One night with everything that is told in confidence anywhere: registers, calls, tasks, doors, care, lists. All persons are fictitious.</summary>
internal sealed class Night(RunningServer server, Told told) : Confiding(server, told)
{
    private static readonly object Here = new
    {
        lon = 114.07,
        lat = 32.11,
        datum = "wgs84",
    };
    private static readonly Guid Elder = Derived.Register("person", County, "R1"),
        Child = Derived.Register("person", County, "R2"),
        Home = Derived.Register("household", County, "H1"),
        Unit = Derived.Register("member", County, "M2");
    private Api _duty = null!,
        _street = null!,
        _secretary = null!,
        _unit = null!;

    /// <summary>The list of people as it was opened.</summary>
    public string OpenedList { get; private set; } = "";

    /// <summary>One record as it was opened.</summary>
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
        await Orders(fire);
        await Authorities(fire);
        await Endings(fire);
    }

    private async Task Registers()
    {
        var clerk = await SignedIn("operator", RunningServer.OperatorPassword);
        await Import(
            clerk,
            "divisions",
            $"code,name,kind,parent\n{County},试河区,区,4115\n{Street},试城街道,街道,{County}\n{Community},试阳社区,社区,{Street}\n"
        );
        await Import(
            clerk,
            "households",
            $"household_id,community_code,grid,address,building,unit,floor,room,head_name,members,phone,lon,lat\nH1,{Community},G1,{Told.Text("住址")},1号楼,1单元,3,301,{Told.Text("户主")},3,{Told.Phone()},114.07,32.11\n"
        );
        await Import(
            clerk,
            "residents",
            "resident_id,household_id,name,sex,birth_date,id_no,category,mobility,special_needs,phone,community_code,grid,address,building,unit,lon,lat,guardian_name,guardian_phone,caregiver_name,caregiver_phone\n"
                + $"R1,H1,{Told.Text("老人")},女,1949-07-29,{Told.Keep("411502194907299932")},独居老人,需协助,{Told.Text("病情")},{Told.Phone()},{Community},G1,{Told.Text("门牌")},1号楼,1单元,114.07,32.11,{Told.Text("子女")},{Told.Phone()},{Told.Text("照护")},{Told.Phone()}\n"
                + $"R2,H1,{Told.Text("孩子")},男,2019-03-05,{Told.Keep("411502201903059950")},留守儿童,自理,,{Told.Phone()},{Community},G1,{Told.Text("屋子")},1号楼,1单元,114.07,32.11,{Told.Text("父亲")},{Told.Phone()},,\n"
        );
        await Import(
            clerk,
            "guardians",
            $"guardian_id,resident_id,role,name,relation,phone,phone2,place\nG1,R2,监护人,{Told.Text("母亲")},母,{Told.Phone()},{Told.Phone()},{Told.Text("外地")}\n"
        );
        await Import(
            clerk,
            "team",
            $"member_id,name,role,phone,community_code,grid,building,unit,status\nM1,{Told.Text("书记")},书记,{Told.Phone()},{Community},,,,在岗\nM2,{Told.Text("单元长")},单元长,{Told.Phone()},{Community},G1,1号楼,1单元,在岗\n"
        );
        await Import(clerk, "plans", QuarterRegisters.Plan());
        _duty = await Account(clerk, Role.CountyDuty, new(County));
        _street = await Account(clerk, Role.StreetOfficer, new(Street));
        _secretary = await Account(clerk, Role.Secretary, new(Community), "M1");
        _unit = await Account(clerk, Role.UnitChief, new(Community, "G1", "1号楼", "1单元"), "M2");
        await Post(_secretary, $"/api/communities/{Community}/plan/submit", new { });
        await Post(_street, $"/api/communities/{Community}/plan/return", new { reason = Told.Text("退回") });
        await Post(_secretary, $"/api/communities/{Community}/plan/submit", new { });
        await Post(_street, $"/api/communities/{Community}/plan/approve", new { });
    }

    private async Task<Guid> Calls()
    {
        object caller() => new { name = Told.Text("报警人"), phone = Told.Phone() };
        object fire(string number, object location) =>
            new
            {
                caseNumber = number,
                category = "fire",
                title = Told.Text("标题"),
                description = Told.Text("描述"),
                receivedAt = "2026-01-15T02:13:00+08:00",
                priority = "life",
                caller = caller(),
                location,
                divisionCode = Community,
            };
        var taken = await Call(
            "case.created",
            fire(
                "2026-1",
                new
                {
                    lon = 114.07,
                    lat = 32.11,
                    datum = "WGS84",
                    address = Told.Text("起火处"),
                }
            )
        );
        await Call(
            "case.updated",
            new
            {
                caseNumber = "2026-1",
                title = Told.Text("补充标题"),
                description = Told.Text("补充"),
                caller = caller(),
            }
        );
        await Call("case.created", fire("2026-2", new { lon = Told.Text("经度"), lat = 32.11 }));
        await Call("case.cancelled", new { caseNumber = "2026-2", reason = Told.Text("撤回") });
        var again = fire("2026-3", Here);
        await Call("case.created", again, "the-same");
        await Call("case.created", again, "the-same");
        return taken["incidentId"].GetGuid();
    }

    private async Task Listen(Guid fire)
    {
        var (county, street, own) = (await Ear(_duty), await Ear(_street), await Ear(_unit));
        await Join(county, "division", County);
        await Join(county, "incident", $"{fire}");
        await Join(street, "division", Street);
        await Post(_duty, $"/api/incidents/{fire}/impact", new { places = new[] { new { division = Community } } });
        await Counted(async () => (await _duty.Get($"/api/incidents/{fire}/figures"))["communities"].GetArrayLength() > 0);
        await Join(street, "doors", $"{fire}/{Community}");
        await Join(own, "me", _unit.Account);
    }

    private async Task Tasks(Guid fire)
    {
        await Post(_secretary, $"/api/incidents/{fire}/cards", new { community = Community, card = "old-block-fire" });
        async Task<string> Given() =>
            $"/api/incidents/{fire}/tasks/{(await Post(_secretary, $"/api/incidents/{fire}/tasks", new { community = Community, @class = "life", text = Told.Text("任务"), members = new[] { Unit }, doors = new[] { Home }, allowSeconds = 3600 }))["id"]}";
        var (declined, cancelled) = (await Given(), await Given());
        await Post(_unit, $"{declined}/decline", new { reason = Told.Text("办不了") });
        await Post(_secretary, $"{cancelled}/cancel", new { reason = Told.Text("不用了") });
        var taken = await Given();
        foreach (var act in (string[])["take", "arrive", "finish"])
            await Post(_unit, $"{taken}/{act}", new { });
    }

    private async Task Doors(Guid fire)
    {
        var doors = $"/api/incidents/{fire}/doors/{Community}";
        await Post(
            _secretary,
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
            _secretary,
            $"{doors}/households/{Home}/check",
            new
            {
                state = "moved",
                where = Told.Text("安置点"),
                all = true,
            }
        );
        await Post(_secretary, $"{doors}/persons/{Elder}/check", new { state = "away", source = Told.Text("邻居") });
        await Post(
            _secretary,
            $"{doors}/visitors",
            new
            {
                householdId = Home,
                name = Told.Text("访客"),
                phone = Told.Phone(),
                text = Told.Text("访客说"),
            }
        );
        await Post(_secretary, $"{doors}/calls", new { personId = Elder, to = "self" });
        // The doors were settled and closed the tasks at them; the visitor is a reason to go once more.
        await Post(
            _secretary,
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
            _unit,
            $"{doors}/persons/{Elder}/check",
            new
            {
                state = "refuses",
                source = Told.Text("晚到的话"),
                saidAt = "2020-01-15T02:00:00+08:00",
            }
        );
        await Post(_secretary, $"{doors}/persons/{Elder}/check", new { state = "refuses" });
        await Post(
            _street,
            $"{doors}/take-over",
            new
            {
                personId = Elder,
                from = "street",
                name = Told.Text("接手"),
                phone = Told.Phone(),
            }
        );
        var list = await Post(_street, $"/api/incidents/{fire}/list/open", new { reason = Told.Text("开名单") });
        (OpenedList, Revealed) = (
            list.Text,
            (await Post(_secretary, $"/api/communities/{Community}/residents/{Elder}/reveal", new { reason = Told.Text("看档案") })).Text
        );
        await Post(_secretary, $"/api/communities/{Community}/team/open", new { });
    }

    private async Task Handovers(Guid fire)
    {
        var offered = await Post(
            _secretary,
            $"/api/incidents/{fire}/handovers",
            new
            {
                kind = "fire-rescue",
                persons = new[] { Elder },
                text = Told.Text("移交"),
            }
        );
        await Post(_duty, $"/api/incidents/{fire}/handovers/{offered["id"]}/call", new { confirmed = false, note = Told.Text("占线") });
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
            _secretary,
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
            _secretary,
            $"{care}/name-adult",
            new
            {
                name = Told.Text("大人"),
                phone = Told.Phone(),
                relation = Told.Text("关系"),
            }
        );
        await Post(
            _secretary,
            $"{care}/arrange",
            new
            {
                carer = Told.Text("照料人"),
                phone = Told.Phone(),
                where = Told.Text("照料处"),
            }
        );
        var seen = await Post(_secretary, $"{care}/check", new { note = Told.Text("回访") });
        (await _secretary.Get($"{care}?after={seen.Position}")).Is(200).Text.ShouldContain("金丝大人试雀");
        await Post(
            _secretary,
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
            _duty,
            "/api/orders",
            new
            {
                receivers = new[] { Community },
                text = Told.Text("指令"),
                incident = fire,
                unreadSeconds = 0,
            }
        );
        await Post(_secretary, $"/api/orders/{order.String("id")}/seen", new { receiver = Community });
        await Post(_secretary, $"/api/orders/{order.String("id")}/feed-back", new { receiver = Community, text = Told.Text("反馈") });
        var apart = await Post(
            _duty,
            "/api/orders",
            new
            {
                receivers = new[] { Street },
                text = Told.Text("另一条指令"),
                unreadSeconds = 0,
            }
        );
        await Post(_street, $"/api/orders/{apart.String("id")}/feed-back", new { receiver = Street, text = Told.Text("街道反馈") });
        var task = (
            await Post(
                _secretary,
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
            _secretary,
            $"/api/incidents/{fire}/tasks/{task}/supplies",
            new { needs = new[] { new { item = "铜锣", quantity = 1 }, new { item = "雨衣", quantity = 1 } } }
        );
        string[] asked = [];
        await Counted(async () =>
            (
                asked = [
                    .. (await _street.Get("/api/goods"))["items"]
                        .EnumerateArray()
                        .Where(one => one.GetProperty("task").GetString() == task)
                        .Select(one => one.GetProperty("id").GetString()!),
                ]
            ).Length == 2
        );
        await Post(
            _street,
            $"/api/goods/{asked[0]}/grant",
            new
            {
                quantity = 1,
                place = Told.Text("去哪取"),
                arrives = "2036-01-01T00:00:00+08:00",
            }
        );
        await Post(_street, $"/api/goods/{asked[1]}/refuse", new { reason = Told.Text("没有货") });
    }

    private async Task Authorities(Guid fire)
    {
        var desk = $"/api/authorities/{County}/duty";
        var officer = (
            await Post(
                _duty,
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
            _duty,
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
            _duty,
            $"{desk}/hand-over",
            new
            {
                day,
                shift = "day",
                note = Told.Text("交班的事"),
            }
        );
        (await Post(_duty, $"{desk}/open", new { })).Text.ShouldContain("金丝值班员试雀");
        var response = await Post(
            _duty,
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
        await Post(_duty, $"/api/responses/{response.String("id")}/terminate", new { });
        var again = await Post(
            _duty,
            "/api/incidents",
            new
            {
                category = "fire",
                title = Told.Text("又一处"),
                community = Community,
                location = Here,
            }
        );
        await Post(_duty, $"/api/incidents/{again.String("id")}/join", new { into = fire });
        await Until.TrueAsync(
            async () => (await _duty.Get($"/api/incidents/{fire}"))["incident"].GetProperty("joined").GetArrayLength() == 1,
            "it hangs on the fire"
        );
    }

    private async Task Endings(Guid fire)
    {
        await Post(
            _duty,
            $"/api/incidents/{fire}/report",
            new
            {
                title = Told.Text("再报"),
                description = Told.Text("再述"),
                address = Told.Text("再址"),
                caller = new { name = Told.Text("再报人"), phone = Told.Phone() },
            }
        );
        await Post(_duty, $"/api/incidents/{fire}/caller", new { reason = Told.Text("回电") });
        var other = await Post(
            _duty,
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
        await Post(_duty, $"/api/incidents/{other["id"]}/withdraw", new { reason = Told.Text("误报") });
        // What is refused is not kept either: not in the journal, not in a log.
        (await _duty.Post($"/api/incidents/{other["id"]}/report", new { title = Told.Text("晚了") })).Is(409);
        (await _duty.Post("/api/incidents", new { category = Told.Text("类别"), title = Told.Text("坏请求") })).Is(400);
        (await _duty.Get($"/api/incidents/{Told.Text("路径")}?division={Told.Text("查询")}")).Status.ShouldBe(404);
        using var stranger = Server.Stranger();
        (await stranger.Post("/api/session", new { account = Told.Text("账号"), password = Told.Text("密码") })).Is(401);
        (await Call("case.created", new { caseNumber = Told.Text("坏案") }, expect: 400)).Code.ShouldBe("hotline.bad-message");
        await Post(_duty, "/api/session/password", new { old = ServerFixture.Password, password = Told.Text("新密码") });
    }

    private static Task Counted(Func<Task<bool>> holds) => Until.TrueAsync(holds, "the doors are counted");
}
