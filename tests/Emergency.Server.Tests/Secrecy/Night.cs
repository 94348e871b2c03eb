using System.Text;
using System.Text.Json;
using Emergency.Domain.Accounts;
using Emergency.Domain.Places;
using Emergency.Hotlines.Signing;
using Emergency.Server.Tests.Fixtures;
using Emergency.Server.Tests.Live;

namespace Emergency.Server.Tests.Secrecy;

/// <summary>One night with everything that is told in confidence anywhere: registers, calls, tasks, doors, care, lists. All persons are fictitious.</summary>
internal sealed class Night(RunningServer server, Told told) : IAsyncDisposable
{
    public const string Secret = "whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=";
    private const string County = "411502", Street = "411502001", Community = "411502001001";
    private static readonly object Here = new { lon = 114.07, lat = 32.11, datum = "wgs84" };
    private static readonly Guid Elder = Derived.Register("person", County, "R1"), Child = Derived.Register("person", County, "R2"), Home = Derived.Register("household", County, "H1"), Unit = Derived.Register("member", County, "M2");
    private readonly List<Api> _people = [];
    private readonly List<Ear> _ears = [];
    private Api _duty = null!, _street = null!, _secretary = null!, _unit = null!;

    private readonly List<string> _joined = [];

    /// <summary>Everything that was broadcast, as it came, and what there was when somebody joined.</summary>
    public string Broadcast => string.Join('\n', _ears.SelectMany(ear => ear.Changed).Select(change => change.ToJsonString()).Concat(_joined));
    /// <summary>What each of county, street and unit chief heard, counted.</summary>
    public IEnumerable<int> Heard => _ears.Select(ear => ear.Changed.Count);
    /// <summary>The registers as they were sent.</summary>
    public StringBuilder Files { get; } = new();
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
        await Care(fire);
        await Endings(fire);
    }

    private async Task Registers()
    {
        var clerk = await SignedIn("operator", RunningServer.OperatorPassword);
        await Import(clerk, "divisions", $"code,name,kind,parent\n{County},试河区,区,4115\n{Street},试城街道,街道,{County}\n{Community},试阳社区,社区,{Street}\n");
        await Import(clerk, "households", $"household_id,community_code,grid,address,building,unit,floor,room,head_name,members,phone,lon,lat\nH1,{Community},G1,{told.Text("住址")},1号楼,1单元,3,301,{told.Text("户主")},3,{told.Phone()},114.07,32.11\n");
        await Import(clerk, "residents", "resident_id,household_id,name,sex,birth_date,id_no,category,mobility,special_needs,phone,community_code,grid,address,building,unit,lon,lat,guardian_name,guardian_phone,caregiver_name,caregiver_phone\n"
            + $"R1,H1,{told.Text("老人")},女,1949-07-29,{told.Keep("411502194907299932")},独居老人,需协助,{told.Text("病情")},{told.Phone()},{Community},G1,{told.Text("门牌")},1号楼,1单元,114.07,32.11,{told.Text("子女")},{told.Phone()},{told.Text("照护")},{told.Phone()}\n"
            + $"R2,H1,{told.Text("孩子")},男,2019-03-05,{told.Keep("411502201903059950")},留守儿童,自理,,{told.Phone()},{Community},G1,{told.Text("屋子")},1号楼,1单元,114.07,32.11,{told.Text("父亲")},{told.Phone()},,\n");
        await Import(clerk, "guardians", $"guardian_id,resident_id,role,name,relation,phone,phone2,place\nG1,R2,监护人,{told.Text("母亲")},母,{told.Phone()},{told.Phone()},{told.Text("外地")}\n");
        await Import(clerk, "team", $"member_id,name,role,phone,community_code,grid,building,unit,status\nM1,{told.Text("书记")},书记,{told.Phone()},{Community},,,,在岗\nM2,{told.Text("单元长")},单元长,{told.Phone()},{Community},G1,1号楼,1单元,在岗\n");
        await Import(clerk, "plans", QuarterRegisters.Plan());
        _duty = await Account(clerk, Role.CountyDuty, new(County));
        _street = await Account(clerk, Role.StreetOfficer, new(Street));
        _secretary = await Account(clerk, Role.Secretary, new(Community), "M1");
        _unit = await Account(clerk, Role.UnitChief, new(Community, "G1", "1号楼", "1单元"), "M2");
        await Post(_secretary, $"/api/communities/{Community}/plan/submit", new { });
        await Post(_street, $"/api/communities/{Community}/plan/return", new { reason = told.Text("退回") });
        await Post(_secretary, $"/api/communities/{Community}/plan/submit", new { });
        await Post(_street, $"/api/communities/{Community}/plan/approve", new { });
    }

    private async Task<Guid> Calls()
    {
        object caller() => new { name = told.Text("报警人"), phone = told.Phone() };
        object fire(string number, object location) => new { caseNumber = number, category = "fire", title = told.Text("标题"), description = told.Text("描述"), receivedAt = "2026-01-15T02:13:00+08:00", priority = "life", caller = caller(), location, divisionCode = Community };
        var taken = await Call("case.created", fire("2026-1", new { lon = 114.07, lat = 32.11, datum = "WGS84", address = told.Text("起火处") }));
        await Call("case.updated", new { caseNumber = "2026-1", title = told.Text("补充标题"), description = told.Text("补充"), caller = caller() });
        await Call("case.created", fire("2026-2", new { lon = told.Text("经度"), lat = 32.11 }));
        await Call("case.cancelled", new { caseNumber = "2026-2", reason = told.Text("撤回") });
        var again = fire("2026-3", Here);
        await Call("case.created", again, "the-same");
        await Call("case.created", again, "the-same");
        return taken["incidentId"].GetGuid();
    }

    private async Task Listen(Guid fire)
    {
        var (county, street, own) = (await Ear(_duty), await Ear(_street), await Ear(_unit));
        _joined.Add((await county.Join("division", County)).ToJsonString());
        _joined.Add((await county.Join("incident", $"{fire}")).ToJsonString());
        _joined.Add((await street.Join("division", Street)).ToJsonString());
        await Post(_duty, $"/api/incidents/{fire}/impact", new { places = new[] { new { division = Community } } });
        await District(async () => (await _duty.Get($"/api/incidents/{fire}/figures"))["communities"].GetArrayLength() > 0);
        _joined.Add((await street.Join("doors", $"{fire}/{Community}")).ToJsonString());
        _joined.Add((await own.Join("me", _unit.Account)).ToJsonString());
    }

    private async Task Tasks(Guid fire)
    {
        await Post(_secretary, $"/api/incidents/{fire}/cards", new { community = Community, card = "old-block-fire" });
        async Task<string> Given() => $"/api/incidents/{fire}/tasks/{(await Post(_secretary, $"/api/incidents/{fire}/tasks", new { community = Community, @class = "life", text = told.Text("任务"), members = new[] { Unit }, doors = new[] { Home }, allowSeconds = 3600 }))["id"]}";
        var (declined, cancelled) = (await Given(), await Given());
        await Post(_unit, $"{declined}/decline", new { reason = told.Text("办不了") });
        await Post(_secretary, $"{cancelled}/cancel", new { reason = told.Text("不用了") });
        var taken = await Given();
        foreach (var act in (string[])["take", "arrive", "finish"]) await Post(_unit, $"{taken}/{act}", new { });
    }

    private async Task Doors(Guid fire)
    {
        var doors = $"/api/incidents/{fire}/doors/{Community}";
        await Post(_secretary, $"{doors}/persons/{Elder}/check", new { state = "at-hospital", confirmation = told.Text("医院"), where = told.Text("去处"), source = told.Text("听说") });
        await Post(_secretary, $"{doors}/households/{Home}/check", new { state = "moved", where = told.Text("安置点"), all = true });
        await Post(_secretary, $"{doors}/persons/{Elder}/check", new { state = "away", source = told.Text("邻居") });
        await Post(_secretary, $"{doors}/visitors", new { householdId = Home, name = told.Text("访客"), phone = told.Phone(), text = told.Text("访客说") });
        await Post(_secretary, $"{doors}/persons/{Elder}/check", new { state = "refuses" });
        await Post(_street, $"{doors}/take-over", new { personId = Elder, from = "street", name = told.Text("接手"), phone = told.Phone() });
        var list = await Post(_street, $"/api/incidents/{fire}/list/open", new { reason = told.Text("开名单") });
        (OpenedList, Revealed) = (list.Text, (await Post(_secretary, $"/api/communities/{Community}/residents/{Elder}/reveal", new { reason = told.Text("看档案") })).Text);
        await Post(_secretary, $"/api/communities/{Community}/team/open", new { });
    }

    private async Task Care(Guid fire)
    {
        var opened = await Post(_secretary, "/api/care", new { person = Child, community = Community, incident = fire });
        var care = $"/api/care/{opened["id"]}";
        await Post(_secretary, $"{care}/name-adult", new { name = told.Text("大人"), phone = told.Phone(), relation = told.Text("关系") });
        await Post(_secretary, $"{care}/arrange", new { carer = told.Text("照料人"), phone = told.Phone(), where = told.Text("照料处") });
        await Post(_secretary, $"{care}/check", new { note = told.Text("回访") });
        (await _secretary.Get(care)).Is(200).Text.ShouldContain("金丝大人试雀");
        await Post(_secretary, $"{care}/exit", new { exit = "relative", receiver = told.Text("接走的人"), phone = told.Phone() });
    }

    private async Task Endings(Guid fire)
    {
        await Post(_duty, $"/api/incidents/{fire}/report", new { title = told.Text("再报"), description = told.Text("再述"), address = told.Text("再址"), caller = new { name = told.Text("再报人"), phone = told.Phone() } });
        await Post(_duty, $"/api/incidents/{fire}/caller", new { reason = told.Text("回电") });
        var other = await Post(_duty, "/api/incidents", new { category = "gas", title = told.Text("异味"), description = told.Text("楼道"), address = told.Text("单元门"), community = Community, location = Here, caller = new { name = told.Text("住户"), phone = told.Phone() } });
        await Post(_duty, $"/api/incidents/{other["id"]}/withdraw", new { reason = told.Text("误报") });
        // What is refused is not kept either: not in the journal, not in a log.
        (await _duty.Post($"/api/incidents/{other["id"]}/report", new { title = told.Text("晚了") })).Is(409);
        (await _duty.Post("/api/incidents", new { category = told.Text("类别"), title = told.Text("坏请求") })).Is(400);
        (await _duty.Get($"/api/incidents/{told.Text("路径")}?division={told.Text("查询")}")).Status.ShouldBe(404);
        using var stranger = server.Stranger();
        (await stranger.Post("/api/session", new { account = told.Text("账号"), password = told.Text("密码") })).Is(401);
        (await Call("case.created", new { caseNumber = told.Text("坏案") }, expect: 400)).Code.ShouldBe("hotline.bad-message");
        await Post(_duty, "/api/session/password", new { old = ServerFixture.Password, password = told.Text("新密码") });
    }

    private async Task Import(Api clerk, string kind, string text)
    {
        Files.AppendLine(text);
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(text));
        var answer = (await clerk.Send(HttpMethod.Post, $"/api/imports/{kind}?division={(kind == "divisions" ? County : Community)}&file={told.Text("文件名")}", content)).Is(200);
        answer["files"].EnumerateArray().Sum(sheet => sheet.GetProperty("rejected").GetInt32()).ShouldBe(0, answer.Text);
    }

    private async Task<Api> Account(Api clerk, Role role, Scope scope, string? member = null)
    {
        var name = told.Text($"{role}");
        await Post(clerk, "/api/accounts", new { account = name, password = ServerFixture.Password, person = told.Text("本人"), phone = told.Phone(), grants = new[] { new Grant(role, scope) }, member = member is null ? null : new { community = Community, member = Derived.Register("member", County, member) } });
        return await SignedIn(name, ServerFixture.Password);
    }

    private async Task<Api> SignedIn(string name, string password)
    {
        _people.Add(await server.SignIn(name, password));
        return _people[^1];
    }

    private async Task<Ear> Ear(Api who)
    {
        _ears.Add(await Live.Ear.Open(server.Address, who.Token!));
        return _ears[^1];
    }

    private async Task<Answer> Call(string type, object data, string? id = null, int expect = 202)
    {
        id ??= $"msg-{Guid.CreateVersion7()}";
        var body = JsonSerializer.Serialize(new { id, type, source = "119", time = "2026-01-15T02:13:05+08:00", data }, Json.Options);
        var headers = WebhookHeaders.For(WebhookSecret.Parse(Secret)!, id, TimeProvider.System.GetUtcNow(), Encoding.UTF8.GetBytes(body));
        return (await _people[0].Send(HttpMethod.Post, "/hotlines/119/messages", Api.Json(body), (WebhookHeaders.IdName, headers.Id!), (WebhookHeaders.TimestampName, headers.Timestamp!), (WebhookHeaders.SignatureName, headers.Signature!))).Is(expect);
    }

    private static async Task<Answer> Post(Api who, string path, object body)
    {
        var answer = await who.Post(path, body, ("Idempotency-Key", $"{Guid.CreateVersion7()}"));
        answer.Status.ShouldBeInRange(200, 201, $"{path}: {answer.Text}");
        return answer;
    }

    private static Task District(Func<Task<bool>> holds) => People.District.Eventually(holds, "the doors are counted");

    public async ValueTask DisposeAsync()
    {
        foreach (var ear in _ears) await ear.DisposeAsync();
        foreach (var one in _people) one.Dispose();
    }
}
