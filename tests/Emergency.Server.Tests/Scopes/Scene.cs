using System.Text;
using System.Text.Json;
using Emergency.Domain;
using Emergency.Domain.Accounts;
using Emergency.Domain.Retaining;
using Emergency.Hotlines.Signing;
using Emergency.Server.Across.CaseIntake;
using Emergency.Server.Across.Retaining;
using Emergency.Server.Foundation;
using Emergency.Server.Tests.Attachments;
using Emergency.Server.Tests.Fixtures;
using Emergency.Testing;

namespace Emergency.Server.Tests.Scopes;

/// <summary>
/// A scene with one thing of every kind that a route can name, all of it in <see cref="QuarterRegisters.Here"/>: a fire with its doors, a
/// task and a hand-over, a care case, an order, a request for goods, a warning with a call, a waiting case, an account, an import, an
/// opened list, a sight that waits for a confirmation.
/// </summary>
internal sealed record Scene(
    Guid Incident,
    Guid Task,
    Guid Handover,
    Guid Care,
    string Account,
    Guid Import,
    Guid Goods,
    Guid Order,
    Guid Warning,
    Guid Call,
    string List,
    Guid Officer,
    Guid Response,
    Guid Second,
    Guid Drill,
    Guid Schedule,
    Guid Case,
    Guid Confirmation,
    Guid Attachment,
    Guid Leaver,
    string Chief,
    Guid Report,
    Guid CallOut,
    Guid Staff,
    Guid Party,
    Guid Ask,
    Guid Matter,
    Guid Need,
    StoreScene Store
)
{
    private static int _last;
    public Guid Hazard { get; init; }
    public Guid Ground { get; init; }
    public Guid RiskPoint { get; init; }
    public Guid Patrol { get; init; }
    public string Line { get; init; } = "";
    public Guid LineSecret { get; init; }
    private static string Tomorrow => TimeProvider.System.GetUtcNow().AddDays(1).ToString("O", null);
    private static Task<Scene>? _shared;

    /// <summary>The shared scene of tests that change nothing in it.</summary>
    public static Task<Scene> Shared(Quarter quarter) => _shared ??= Play(quarter);

    public static async Task<Scene> Play(Quarter quarter)
    {
        var (duty, secretary, number) = (
            await quarter.As(Role.CountyDuty),
            await quarter.As(Role.Secretary),
            Interlocked.Increment(ref _last)
        );
        var incident = await Fire(duty);
        await Draw(duty, incident);
        var task = (
            await secretary.Post(
                $"/api/incidents/{incident}/tasks",
                new
                {
                    community = QuarterRegisters.Here,
                    @class = "life",
                    text = "看一下老人",
                    members = new[] { QuarterRegisters.Member(QuarterRegisters.Here, Role.UnitChief) },
                    allowSeconds = 3600,
                }
            )
        ).Is(201);
        var handover = (
            await secretary.Post(
                $"/api/incidents/{incident}/handovers",
                new { kind = "civil-affairs", persons = new[] { QuarterRegisters.Person(QuarterRegisters.Here) } }
            )
        ).Is(201);
        var care = (
            await secretary.Post(
                "/api/care",
                new { person = QuarterRegisters.Person(QuarterRegisters.Here, 2), community = QuarterRegisters.Here }
            )
        ).Is(201);
        // A patient of the clinic.
        (
            await secretary.Post(
                $"/api/communities/{QuarterRegisters.Here}/residents/{QuarterRegisters.Person(QuarterRegisters.Here)}/consents",
                new
                {
                    answer = "given",
                    uses = new[] { "health-clinic" },
                    witness = "何拟人",
                }
            )
        ).Is(200);
        var account = await quarter.Server.Account(
            quarter.Clerk,
            new
            {
                account = $"scene-{number}",
                password = Quarter.Password,
                grants = new[] { new Grant(Role.CountyDuty, new(QuarterRegisters.County)) },
            }
        );
        var import = await QuarterRegisters.Import(
            quarter.Clerk,
            "supplies",
            QuarterRegisters.Here,
            "more.csv",
            $"item_id,name,unit,quantity,community_code,location\nX{number},手电,支,{number},{QuarterRegisters.Here},样仓{number}\n"
        );
        (
            await secretary.Post(
                $"/api/incidents/{incident}/tasks/{task.String("id")}/supplies",
                new { needs = new[] { new { item = "铜锣", quantity = 1 } } }
            )
        ).Is(200);
        var goods = await Eventually(
            async () =>
                (await secretary.Get($"/api/incidents/{incident}/tasks/{task.String("id")}"))["supplies"]
                    .EnumerateArray()
                    .SelectMany(one => one.GetProperty("shortages").EnumerateArray())
                    .Select(one => (Guid?)one.GetProperty("request").GetGuid())
                    .FirstOrDefault(),
            "the shortage is on the task"
        );
        await Eventually(async () => (await secretary.Get($"/api/goods/{goods}")).Status == 200 ? goods : null, "the street is asked");
        var order = (
            await duty.Post(
                "/api/orders",
                new
                {
                    receivers = new[] { QuarterRegisters.Here },
                    text = "看一下",
                    unreadSeconds = 0,
                }
            )
        ).Is(201);
        using var message = new StringContent(
            Route
                .Message.Replace("$identifier", $"scene-{number}", StringComparison.Ordinal)
                .Replace("$community", QuarterRegisters.Here, StringComparison.Ordinal),
            null,
            "text/xml"
        );
        var warning = (await duty.Send(HttpMethod.Post, "/api/cap", message)).Is(201);
        (await duty.Post($"/api/warnings/{warning.String("id")}/confirm", new { except = new[] { QuarterRegisters.Street } })).Is(200);
        var call = await Eventually(
            async () =>
                (await duty.Get($"/api/calls?matter={warning.String("id")}"))["items"]
                    .EnumerateArray()
                    .Select(one => (Guid?)one.GetProperty("light").GetProperty("id").GetGuid())
                    .FirstOrDefault(),
            "the village is called"
        );
        var list = (await secretary.Post($"/api/incidents/{incident}/list/open", new { reason = "敲门" }))
            .Is(200)["lists"][0]
            .GetProperty("listId")
            .GetString()!;
        var officer = (
            await (await quarter.As(Role.StreetOfficer)).Post(
                $"/api/authorities/{QuarterRegisters.Street}/duty/officers",
                new
                {
                    officers = new[]
                    {
                        new
                        {
                            name = "卫拟班",
                            title = "值班员",
                            phone = "139-0000-0098",
                        },
                    },
                }
            )
        ).Is(200)["ids"][0].GetGuid();
        var response = (
            await (await quarter.As(Role.StreetOfficer)).Post(
                "/api/responses",
                new
                {
                    level = "fourth",
                    matter = "居民楼起火",
                    plan = "示例预案",
                    measures = new[] { "警戒" },
                    until = Tomorrow,
                    incident,
                }
            )
        ).Is(201)["id"].GetGuid();
        using var scenario = new StringContent(Drills.Small.File, null, "application/yaml");
        (await (await quarter.As(Role.StreetOfficer)).Send(HttpMethod.Post, "/api/drills/scenarios", scenario)).Is(201);
        var drill = (
            await duty.Post(
                "/api/drills",
                new
                {
                    title = "演练示例",
                    scenario = "old-block-fire",
                    form = "field",
                    communities = new[] { QuarterRegisters.Here },
                    minutes = 60,
                    safetyOfficer = new { name = "例安全", phone = "0376-0000000" },
                    stopWord = "停止演练",
                }
            )
        ).Is(201)["id"].GetGuid();
        var schedule = (
            await duty.Post(
                "/api/schedules",
                new
                {
                    title = "季度演练",
                    scenario = "old-block-fire",
                    form = "field",
                    communities = new[] { QuarterRegisters.Here },
                    rule = new { rhythm = "quarter-weekday", from = "2030-01-01" },
                    starts = "09:00:00",
                    minutes = 60,
                    safetyOfficer = new { name = "例安全", phone = "0376-0000000" },
                    stopWord = "停止演练",
                }
            )
        ).Is(201)["id"].GetGuid();
        var confirmation = (
            await secretary.Post(
                $"/api/communities/{QuarterRegisters.Here}/residents/approvals",
                new
                {
                    role = "volunteer",
                    from = "2026-01-01",
                    to = "2026-01-02",
                }
            )
        ).Is(202)["confirmation"].GetGuid();
        var party = await Company(secretary, number);
        var (line, secret) = await Lined(await quarter.As(Role.Operator), await quarter.As(Role.CountyCommander), number);
        return new(
            incident,
            task["id"].GetGuid(),
            handover["id"].GetGuid(),
            care["id"].GetGuid(),
            account.String("account")!,
            import["importId"].GetGuid(),
            goods,
            order["id"].GetGuid(),
            warning["id"].GetGuid(),
            call,
            list,
            officer,
            response,
            await Fire(duty),
            drill,
            schedule,
            await Wait(quarter, $"scene-{number}"),
            confirmation,
            await Picture(secretary),
            await Leaving(secretary, number),
            (await (await quarter.As(Role.BuildingChief)).Get("/api/session")).Is(200).String("account")!,
            await Reported(secretary),
            await CalledOut(secretary),
            await Pooled(await quarter.As(Role.StreetOfficer)),
            party,
            await AskedOf(secretary, party),
            await Applied(duty, number),
            await Needed(secretary),
            await StoreScene.Play(quarter)
        )
        {
            Hazard = await Made(secretary, "hazards", """{"kind":"facade","what":"墙砖松了"}"""),
            RiskPoint = await Made(secretary, "risk-points", Route.RiskPoint),
            Patrol = await Made(secretary, "patrols", Route.Patrol),
            Ground = await Made(secretary, "ground", Route.Hydrant, 200),
            Line = line,
            LineSecret = secret,
        };
    }

    /// <summary>Makes a line of the county's own to 110; the one of the earlier scene has ended, because each number has one.</summary>
    private static async Task<(string Code, Guid Secret)> Lined(Api who, Api confirming, int number)
    {
        foreach (var line in (await who.Get("/api/lines")).Is(200)["items"].EnumerateArray())
            if (!line.TryGetProperty("endedAt", out _))
                await Confirmed(await who.Post($"/api/lines/{line.GetProperty("code").GetString()}/end", new { }));
        var code = $"scene{number}";
        var body = Route.Line.Replace("$county", QuarterRegisters.County, StringComparison.Ordinal);
        await Confirmed(await who.Send(HttpMethod.Post, $"/api/lines/{code}", Api.Json(body)));
        await Confirmed(await who.Send(HttpMethod.Post, $"/api/lines/{code}/secrets", Api.Json(Route.LineSecret)));
        var shown = (await who.Get("/api/lines"))
            .Is(200)["items"]
            .EnumerateArray()
            .Single(one => one.GetProperty("code").GetString() == code);
        return (code, shown.GetProperty("secrets")[0].GetProperty("id").GetGuid());

        async Task Confirmed(Answer asked) =>
            (await confirming.Post($"/api/confirmations/{asked.Is(202).String("confirmation")}/confirm", new { })).Is(200);
    }

    /// <summary>Adds a person whom the street can lend.</summary>
    private static async Task<Guid> Pooled(Api who) => (
            await who.Post(
                $"/api/streets/{QuarterRegisters.Street}/pool/staff",
                new
                {
                    name = "严拟沉",
                    phones = new[] { "13900000086" },
                    unit = "区水利局",
                }
            )
        ).Is(200)["member"].GetGuid();

    /// <summary>Calls out the one insured and trained member.</summary>
    private static async Task<Guid> CalledOut(Api who)
    {
        var community = $"/api/communities/{QuarterRegisters.Here}";
        var member = QuarterRegisters.Member(QuarterRegisters.Here, Role.UnitChief);
        (await who.Post($"{community}/team/members/{member}/insurance", new { until = "2099-12-31" })).Is(200);
        (await who.Post($"{community}/team/members/{member}/training", new { what = "急救", day = "2024-01-01" })).Is(200);
        return (await who.Post($"{community}/call-outs", new { where = "例园小区门口" })).Is(201)["id"].GetGuid();
    }

    private static async Task<Guid> Company(Api who, int number) => (
            await who.Post(
                $"/api/communities/{QuarterRegisters.Here}/parties",
                new
                {
                    kind = "property-company",
                    name = $"示例物业{number}",
                    person = "何拟人",
                    phones = new[] { "13900000086" },
                }
            )
        ).Is(201)["id"].GetGuid();

    private static async Task<Guid> AskedOf(Api who, Guid party) =>
        (await who.Post($"/api/communities/{QuarterRegisters.Here}/parties/{party}/asks", new { text = "开门", due = Tomorrow }))
            .Is(200)["id"]
            .GetGuid();

    private static async Task<Guid> Needed(Api who) =>
        (
            await who.Post(
                $"/api/communities/{QuarterRegisters.Here}/volunteers/needs",
                new { text = "发水", day = Shanghai.Day(TimeProvider.System.GetUtcNow()) }
            )
        )
            .Is(200)["id"]
            .GetGuid();

    private static async Task<Guid> Applied(Api who, int number) => (
            await who.Post(
                $"/api/lists/{QuarterRegisters.County}/applications",
                new
                {
                    kind = "admission",
                    code = $"matter-{number}",
                    title = "流感登记",
                    department = "卫健委",
                    document = "示卫〔2026〕1号",
                    until = Shanghai.Day(TimeProvider.System.GetUtcNow()).AddDays(30),
                }
            )
        ).Is(201)["id"].GetGuid();

    /// <summary>Adds a member without an account: a member who leaves signs in no more.</summary>
    private static async Task<Guid> Leaving(Api who, int number) => (
            await who.Post(
                $"/api/communities/{QuarterRegisters.Here}/team/members",
                new
                {
                    member = new
                    {
                        name = $"去拟{number}",
                        phones = new[] { "13900000087" },
                        role = "volunteer",
                    },
                }
            )
        ).Is(200)["member"].GetGuid();

    private static async Task<Guid> Reported(Api who)
    {
        var child = QuarterRegisters.Person(QuarterRegisters.Here, 2);
        var address = $"/api/communities/{QuarterRegisters.Here}/entrustments/{child}";
        (await who.Post($"{address}/letters/carer/send", new { way = "handed" })).Is(200);
        return (await who.Post($"{address}/report", new { seen = "身上有伤", to = new[] { "police", "civil-affairs" } }))
            .Is(200)["reportId"]
            .GetGuid();
    }

    private static async Task<Guid> Made(Api who, string what, string body, int status = 201)
    {
        using var content = Api.Json(body);
        return (await who.Send(HttpMethod.Post, $"/api/communities/{QuarterRegisters.Here}/{what}", content)).Is(status)["id"].GetGuid();
    }

    private static async Task<Guid> Picture(Api who)
    {
        using var content = Pictures.Content(Pictures.Png());
        var address = $"/api/communities/{QuarterRegisters.Here}/attachments/person/{QuarterRegisters.Person(QuarterRegisters.Here)}";
        return (await who.Send(HttpMethod.Post, $"{address}?what=consent", content)).Is(201)["id"].GetGuid();
    }

    public static async Task<Guid> Fire(Api who, string community = QuarterRegisters.Here) => (
            await who.Post(
                "/api/incidents",
                new
                {
                    category = "fire",
                    priority = "life",
                    title = "居民楼起火",
                    community,
                    location = new { lon = QuarterRegisters.Lon, lat = QuarterRegisters.Lat },
                }
            )
        ).Is(201)["id"].GetGuid();

    /// <summary>Draws 300 m and waits until the doors of the community are counted.</summary>
    public static async Task Draw(Api who, Guid incident)
    {
        (
            await who.Post(
                $"/api/incidents/{incident}/impact",
                new
                {
                    circle = new
                    {
                        lon = QuarterRegisters.Lon,
                        lat = QuarterRegisters.Lat,
                        metres = 300,
                    },
                }
            )
        ).Is(200);
        var started = TimeProvider.System.GetTimestamp();
        while ((await who.Get($"/api/incidents/{incident}/figures"))["communities"].GetArrayLength() == 0)
            TimeProvider.System.GetElapsedTime(started).ShouldBeLessThan(Until.AtMost, "the doors are counted");
    }

    /// <summary>
    /// Hands over a case that is no emergency, or repeats it in another message; returns the id of the incident it would open.
    /// </summary>
    public static async Task<Guid> Wait(Quarter quarter, string number, string phone = "13900000089", string? message = null)
    {
        var data = new
        {
            caseNumber = number,
            category = "other",
            title = "井盖松动",
            description = "响了一夜",
            receivedAt = "2026-01-15T02:13:00+08:00",
            priority = "normal",
            divisionCode = QuarterRegisters.Here,
            caller = new { name = "何试人", phone },
        };
        var body = JsonSerializer.Serialize(
            new
            {
                id = message ?? number,
                type = "case.created",
                source = "12345",
                time = "2026-01-15T02:13:05+08:00",
                data,
            },
            Json.Options
        );
        var headers = WebhookHeaders.For(
            WebhookSecret.Parse(Quarter.Secret)!,
            message ?? number,
            TimeProvider.System.GetUtcNow(),
            Encoding.UTF8.GetBytes(body)
        );
        using var line = quarter.Server.Stranger();
        (
            await line.Send(
                HttpMethod.Post,
                "/hotlines/12345/messages",
                Api.Json(body),
                (WebhookHeaders.IdName, headers.Id!),
                (WebhookHeaders.TimestampName, headers.Timestamp!),
                (WebhookHeaders.SignatureName, headers.Signature!)
            )
        ).Is(202);
        return CaseReading.Incident(Entities.Live, new("12345", number)).Value;
    }

    private static async Task<Guid> Eventually(Func<Task<Guid?>> look, string what)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (true)
        {
            if (await look() is { } found)
                return found;
            TimeProvider.System.GetElapsedTime(started).ShouldBeLessThan(Until.AtMost, what);
        }
    }

    /// <summary>Text with the names of this scene in it: "$person" and so on.</summary>
    public string Fill(string text) =>
        new (string Name, object Value)[]
        {
            ("$incident", Incident),
            ("$task", Task),
            ("$handover", Handover),
            ("$care", Care),
            ("$account", Account),
            ("$chief", Chief),
            ("$import", Import),
            ("$goodsId", Goods),
            ("$orderId", Order),
            ("$warningId", Warning),
            ("$callOutId", CallOut),
            ("$staff", Staff),
            ("$lineSecret", LineSecret),
            ("$line", Line),
            ("$callId", Call),
            ("$listId", List),
            ("$accessId", List),
            ("$today", $"{Shanghai.Day(TimeProvider.System.GetUtcNow()):yyyy-MM-dd}"),
            ("$officer", Officer),
            ("$responseId", Response),
            ("$tomorrow", Tomorrow),
            ("$second", Second),
            ("$drillId", Drill),
            ("$caseId", Case),
            ("$keptId", KeptThing.IdOf(KeptClass.Case, Case.ToString())),
            ("$confirmationId", Confirmation),
            ("$attachmentId", Attachment),
            ("$leaver", Leaver),
            ("$hazardId", Hazard),
            ("$riskPointId", RiskPoint),
            ("$patrolId", Patrol),
            ("$ground", Ground),
            ("$ownerId", QuarterRegisters.Person(QuarterRegisters.Here)),
            ("$cueId", Drill),
            ("$device", Drill),
            ("$doubtId", Drill),
            ("$reportId", Report),
            ("$partyId", Party),
            ("$askId", Ask),
            ("$matterId", Matter),
            ("$needId", Need),
            ("$guardianId", QuarterRegisters.Guardian(QuarterRegisters.Here)),
            ("$itemId", Drill),
            ("$loan", Store.Loan),
            ("$resource", Store.Resource),
            ("$given", Store.Given),
            ("$coming", Store.Coming),
            ("$unwanted", Store.Unwanted),
            ("$scheduleId", Schedule),
            ("$inject", "rumour"),
            ("$deadline", "order.seen"),
            ("$pack", "hubei"),
            ("$scenarioId", $"{QuarterRegisters.Street}-small"),
            ("$authority", QuarterRegisters.Street),
            ("$row", 1),
            ("$identifier", "scene"),
            ("$community", QuarterRegisters.Here),
            ("$county", QuarterRegisters.County),
            ("$street", QuarterRegisters.Street),
            ("$person", QuarterRegisters.Person(QuarterRegisters.Here)),
            ("$child", QuarterRegisters.Person(QuarterRegisters.Here, 2)),
            ("$household", QuarterRegisters.Household(QuarterRegisters.Here)),
            ("$member", QuarterRegisters.Member(QuarterRegisters.Here, Role.UnitChief)),
            ("$director", QuarterRegisters.Member(QuarterRegisters.Here, Role.ChildDirector)),
            ("$lot", QuarterRegisters.Lot(QuarterRegisters.Here)),
            ("$shelter", QuarterRegisters.Shelter(QuarterRegisters.Here)),
        }.Aggregate(text, (filled, one) => filled.Replace(one.Name, one.Value.ToString(), StringComparison.Ordinal));
}
