using System.Text;
using Emergency.Domain;
using Emergency.Server.Infrastructure.Listing;
using Emergency.Server.Tests.Attachments;
using Emergency.Server.Tests.Fixtures;

namespace Emergency.Server.Tests.Secrecy;

/// <summary>
/// Confidential data of an ordinary day: records kept by hand, visits, entrusted children, papers, the standing list, links, lists as
/// files. All persons are fictitious.
/// </summary>
internal abstract class Day(RunningServer server, Told told) : Nightfall(server, told)
{
    private static readonly string[] Lists =
    [
        "accounts",
        "approvals",
        "care",
        "duplicates",
        "entrusted",
        "ground",
        "hazards",
        "homes",
        "imports",
        "left",
        "links",
        "loans",
        "orders",
        "papers",
        "parties",
        "patients",
        "patrols",
        "protection",
        "residents",
        "resources",
        "risk-points",
        "shelters",
        "supplies",
        "team",
        "visit-month",
        "visits",
        "volunteers",
    ];

    private static readonly (string Fact, string Answer)[] Facts =
    [
        ("body", "good"),
        ("watched", "good"),
        ("money", "comes"),
        ("parents", "none"),
        ("school", "attends"),
        ("home", "safe"),
    ];

    private readonly List<(string What, string Text)> _nameless = [];
    private readonly List<string> _files = [];

    /// <summary>Outputs in which no person must be named: lists as files, links, a building chief's standing list.</summary>
    public IReadOnlyList<(string What, string Text)> Nameless => _nameless;

    /// <summary>Papers and pictures as they were downloaded.</summary>
    public string FilesRead => string.Join('\n', _files);

    /// <summary>The standing list of an account that can ring its people, and the printed paper.</summary>
    public string Standing { get; private set; } = "";

    protected async Task Daytime(Guid fire)
    {
        var ear = await Ear(Secretary);
        await Join(ear, "division", Community);
        await Join(ear, "me", Secretary.Account);
        await Join(ear, "doors", $"{fire}/{Community}");
        var found = await ByHand();
        await Visits();
        await Entrusted();
        await Papers(found);
        await StandingLists();
        await Parties();
        await Sheet();
        var doors = await Post(Secretary, $"/api/incidents/{fire}/doors/{Community}/links", new { grid = "G1", building = "1号楼" });
        await OpenLink("给消防看", doors);
        await AsFiles();
        // A later client gets the present state when it joins.
        await Join(ear, "division", Community);
    }

    /// <summary>Opens a link as its holder, and keeps the page.</summary>
    protected async Task OpenLink(string what, Answer link)
    {
        using var stranger = Server.Stranger();
        var body = new { token = link.String("address")!.Split('#')[1], code = link.String("code") };
        _nameless.Add((what, (await stranger.Post("/api/link/open", body)).Is(200).Text));
    }

    private async Task<Guid> ByHand()
    {
        var people = $"/api/communities/{Community}/residents";
        var person = new
        {
            name = Told.Name("新来的"),
            phones = new[] { Told.OwnPhone() },
            address = Told.Text("新住址"),
            bornIn = 1950,
            kinds = new[] { "disabled" },
            health = Told.Text("新病情"),
            building = "9号楼",
            room = "901",
        };
        var entered = await Post(
            Secretary,
            people,
            new
            {
                how = "found",
                person,
                why = Told.Text("怎么发现的"),
            }
        );
        var id = entered["id"].GetGuid();
        await Post(
            Secretary,
            $"{people}/{id}/correct",
            new
            {
                was = new { health = person.health, name = person.name },
                now = new { health = Told.Text("改过的病情"), name = Told.Name("改过的名字") },
                why = Told.Text("为什么改"),
            }
        );
        await Post(
            Secretary,
            $"/api/communities/{Community}/households",
            new
            {
                household = new
                {
                    head = Told.Name("新户主"),
                    phones = new[] { Told.OwnPhone() },
                    building = "9号楼",
                    members = 2,
                },
                why = Told.Text("为什么立户"),
            }
        );
        return id;
    }

    private async Task Visits()
    {
        var of = $"/api/communities/{Community}/visits/{Elder}";
        var made = await Post(Secretary, $"{of}/make", new { means = "door", note = Told.Text("探访记的") });
        await Post(Secretary, $"{of}/miss", new { reason = "no-answer", note = Told.Text("没见到记的") });
        (await Secretary.Get($"{of}/history?after={made.Position}")).Is(200).Text.ShouldContain("金丝探访记的试雀");
    }

    private async Task Entrusted()
    {
        var of = $"/api/communities/{Community}/entrustments/{Child}";
        var today = Shanghai.Day(TimeProvider.System.GetUtcNow());
        await Post(
            Secretary,
            $"/api/communities/{Community}/residents/{Child}/guardians",
            new
            {
                guardian = new
                {
                    role = "委托照护人",
                    name = Told.Name("委托照护"),
                    relation = "祖父",
                    phones = new[] { Told.OwnPhone() },
                    where = Told.Text("照护地"),
                    from = today.AddDays(-60),
                    to = today.AddDays(74),
                },
            }
        );
        await Counted(async () =>
            (await Secretary.Get($"/api/communities/{Community}/entrustments"))["items"]
                .EnumerateArray()
                .Any(one => one.GetProperty("personId").GetGuid() == Child)
        );
        await Post(Secretary, $"{of}/ask", new { why = Told.Text("有迹象") });
        await Post(
            Secretary,
            $"{of}/check",
            new
            {
                judgement = "failing",
                note = Told.Text("检查记的"),
                answers = Facts.Select(one => new { fact = one.Fact, answer = one.Answer }),
            }
        );
        await Post(Secretary, $"{of}/letters/parents/send", new { way = "handed", words = Told.Text("信上写的") });
        await Post(Secretary, $"{of}/letters/parents/answer", new { answer = Told.Text("家长说的") });
        var report = await Post(
            Secretary,
            $"{of}/report",
            new
            {
                seen = Told.Text("看到的伤"),
                where = Told.Text("哪里看到"),
                safe = Told.Text("现在安全"),
                who = Told.Text("可能是谁"),
                to = new[] { "police" },
                policeFirst = true,
            }
        );
        var id = report["reportId"].GetGuid();
        await OpenLink("报告公安", await Post(Secretary, $"{of}/report/{id}/link/police", new { }));
        await Post(Secretary, $"{of}/report/{id}/add", new { text = Told.Text("又看到") });
        var heard = await Post(Secretary, $"{of}/report/{id}/answer", new { to = "police", words = Told.Text("公安答复") });
        (await Secretary.Get($"{of}?after={heard.Position}")).Is(200).Text.ShouldContain("金丝检查记的试雀");
    }

    private async Task Papers(Guid found)
    {
        foreach (
            var (path, bytes) in ((string, byte[])[])
                [
                    ($"person/{Elder}?what=consent", Pictures.Pdf(Told.Text("同意书上"))),
                    ($"person/{found}?what=notice", Pictures.Pdf(Told.Name("告知书上"))),
                    ($"visit/{Elder}?what=thing", Pictures.Png(more: ("IDAT", Encoding.UTF8.GetBytes(Told.Text("照片里"))))),
                ]
        )
        {
            var of = $"/api/communities/{Community}/attachments/{path}";
            using var content = Pictures.Content(bytes);
            var added = await Secretary.Send(HttpMethod.Post, of, content, ("Idempotency-Key", $"{Guid.CreateVersion7()}"));
            added.Status.ShouldBe(201, $"{path}: {added.Text}");
            using var http = new HttpClient();
            http.DefaultRequestHeaders.Authorization = new("Bearer", Secretary.Token);
            var read = await http.GetByteArrayAsync(new Uri(Server.Address, $"{of.Split('?')[0]}/{added["id"]}"));
            _files.Add(Encoding.UTF8.GetString(read));
        }
    }

    private async Task StandingLists()
    {
        var list = await Post(Secretary, "/api/standing/keep", new { });
        await Post(
            Secretary,
            $"/api/communities/{Community}/standing/opened",
            new { list = list["lists"][0].GetProperty("listId").GetGuid(), reason = Told.Text("为什么打开") }
        );
        var paper = await Post(Secretary, $"/api/communities/{Community}/standing/papers", new { reason = Told.Text("为什么打印") });
        Standing = list.Text + paper.Text;
        await Post(
            Secretary,
            $"/api/communities/{Community}/standing/give",
            new { account = BuildingChief.Account, until = Shanghai.Day(TimeProvider.System.GetUtcNow()).AddDays(3) }
        );
        var bare = await Post(BuildingChief, "/api/standing/keep", new { });
        bare["count"].GetInt32().ShouldBeGreaterThan(0);
        _nameless.Add(("楼栋长的常备名单", bare.Text));
    }

    private async Task Parties()
    {
        var parties = $"/api/communities/{Community}/parties";
        var party = await Post(
            Secretary,
            parties,
            new
            {
                kind = "property-company",
                name = "试阳物业",
                person = Told.Name("物业经理"),
                phones = new[] { Told.OwnPhone() },
                estates = Array.Empty<string>(),
                from = Shanghai.Day(TimeProvider.System.GetUtcNow()),
            }
        );
        await Post(
            Secretary,
            $"{parties}/{party["id"]}/asks",
            new { text = Told.Text("请办的事"), due = TimeProvider.System.GetUtcNow().AddHours(2) }
        );
        await OpenLink("参与单位", await Post(Secretary, $"{parties}/{party["id"]}/link", new { }));
    }

    private async Task Sheet()
    {
        var sheet = await Post(Secretary, $"/api/communities/{Community}/hazard-sheet", new { });
        var token = sheet.String("address")!.Split('#')[1];
        using var stranger = Server.Stranger();
        (
            await stranger.Post(
                "/api/link/report-hazard",
                new
                {
                    token,
                    kind = "other",
                    what = Told.Text("墙上的险情"),
                }
            )
        ).Status.ShouldBeInRange(200, 201);
        _nameless.Add(("上墙的码", (await stranger.Post("/api/link/hazard-sheet", new { token })).Is(200).Text));
    }

    /// <summary>Exports every list as a file, as each of them asks for it; reason and receiver are confidential too.</summary>
    private async Task AsFiles()
    {
        typeof(IListed)
            .Assembly.GetTypes()
            .Count(one => one is { IsAbstract: false } && one.IsAssignableTo(typeof(IListed)))
            .ShouldBe(Lists.Length);
        var given = 0;
        foreach (
            var (who, division) in ((Api, string)[])
                [
                    (Secretary, Community),
                    (StreetOfficer, Street),
                    (Duty, County),
                    (Clinic, Street),
                    (Supervisor, Street),
                    (BuildingChief, Community),
                    (UnitChief, Community),
                ]
        )
        foreach (var list in Lists)
        {
            var file = await who.Post(
                $"/api/divisions/{division}/lists/{list}/file",
                new
                {
                    form = "csv",
                    why = Told.Text("为什么导出"),
                    receiver = Told.Text("给了谁"),
                }
            );
            file.Status.ShouldBeOneOf([200, 403, 404], $"{list}: {file.Text}");
            given += file.Status == 200 ? 1 : 0;
            _nameless.Add(($"{list} for {who.Account}", file.Text));
        }
        given.ShouldBeGreaterThan(40);
    }
}
