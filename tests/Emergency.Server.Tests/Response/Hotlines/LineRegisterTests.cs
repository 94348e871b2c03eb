using System.Text.Json;
using Emergency.Domain;
using Emergency.Hotlines.Signing;
using Emergency.Hotlines.Simulator;
using Emergency.Server.Features.Hotlines;
using Emergency.Server.Tests.Fixtures;
using Emergency.Testing;

namespace Emergency.Server.Tests.Hotlines;

/// <summary>Lines that an operator sets up: another city's or county's 119 beside the first, secrets with dates.</summary>
public sealed class LineRegisterTests
{
    private const string Path = "/api/lines";

    private static string NewSecret(byte seed) => $"whsec_{Convert.ToBase64String([.. Enumerable.Repeat(seed, 32)])}";

    private static object Line(string name, string[] numbers, string[] areas, Uri? url = null, string? home = null) =>
        new
        {
            name,
            numbers,
            areas,
            url,
            home,
        };

    private static async Task<JsonElement> Shown(Resident who, string code) =>
        (await who.Get(Path)).Is(200)["items"].EnumerateArray().Single(line => line.GetProperty("code").GetString() == code);

    private static async Task<JsonElement[]> Board(Resident who) =>
        [.. (await who.Get("/api/hotlines/board")).Is(200)["lines"].EnumerateArray()];

    /// <summary>Changes a line: the operator asks and the county's commander confirms.</summary>
    private static async Task Turned(Borough borough, Resident who, string path, object body, string county = Borough.County) =>
        (await Confirmed(await borough.As(Role.CountyCommander, county), (await who.Post($"{Path}/{path}", body)).Is(202)))
            .Is(200)
            .String("stage")
            .ShouldBe("done");

    private static Task<Answer> Confirmed(Resident who, Answer asked) =>
        who.Post($"/api/confirmations/{asked.String("confirmation")}/confirm", new { });

    private static Task Give(
        Borough borough,
        Resident who,
        string code,
        string secret,
        DateTimeOffset? othersUntil = null,
        string county = Borough.County
    ) => Turned(borough, who, $"{code}/secrets", new { secret, othersUntil }, county);

    [Fact]
    public async Task Two_counties_have_a_119_of_their_own_and_each_hears_and_says_its_own()
    {
        await using var borough = new Borough();
        await borough.InitializeAsync();
        var (here, there) = (NewSecret(1), NewSecret(2));
        await using var centre = await Centre.Start(
            new(
                "http://127.0.0.1:0",
                new Dictionary<string, WebhookSecret>(StringComparer.Ordinal) { ["119"] = WebhookSecret.Parse(here)! }
            ),
            new([], Turn.Silence),
            TimeProvider.System
        );
        var (keeper, next) = (await borough.As(Role.Operator, Borough.County), await borough.As(Role.Operator, Borough.OtherCounty));
        await Turned(borough, keeper, "ours", Line("区消防", ["119"], [Borough.County], centre.Address, Borough.County));
        await Turned(borough, next, "theirs", Line("县消防", ["119"], [Borough.OtherCounty]), Borough.OtherCounty);
        await Give(borough, keeper, "ours", here);
        await Give(borough, next, "theirs", there, county: Borough.OtherCounty);
        (await Shown(keeper, "ours")).GetProperty("addresses")[0].GetProperty("path").GetString().ShouldBe("/hotlines/ours-119/messages");
        (await keeper.Get(Path)).Text.ShouldNotContain("whsec_", Case.Sensitive);

        // The same number of two centres opens two incidents.
        var number = Partner.NewNumber();
        var first = (await new Partner(borough, "ours-119", here).Created(Partner.Fire(number, Partner.Here))).Is(202);
        var second = (
            await new Partner(borough, "theirs-119", there).Created(Partner.Fire(number, null, divisionCode: Borough.OtherCounty))
        ).Is(202);
        first.String("incidentId").ShouldNotBe(second.String("incidentId"), StringComparer.Ordinal);
        (await new Partner(borough, "ours-119", there).Created(Partner.Fire(Partner.NewNumber()))).Is(401);
        (await new Partner(borough, "nobody-119", here).Created(Partner.Fire(Partner.NewNumber()))).Is(404);

        // Our offers go over the county's own line, and only its centre answers for it.
        var duty = await borough.Duty();
        await Until.TrueAsync(
            async () =>
                (await Board(duty)).Single(one => one.GetProperty("line").GetString() == "ours-119").GetProperty("link").GetString()
                == "up",
            "the line is asked without a new start"
        );
        (await Board(duty)).ShouldNotContain(one => one.GetProperty("line").GetString() == "theirs-119");
        await borough.Folding.At(new(first.Position!.Value), Until.AtMost, CancellationToken.None);
        var handover = (
            await duty.Post($"/api/incidents/{first.String("incidentId")}/handovers", new { kind = "fire-rescue", text = "三楼有人" })
        )
            .Is(201)
            .String("id")!;
        await Until.True(() => centre.Log.All.Any(line => line.Handover == handover), "it has come to the county's own centre");
        var accepted = new { handoverId = handover, at = TimeProvider.System.GetUtcNow() };
        (await new Partner(borough, "theirs-119", there).Send("handover.accepted", accepted)).Is(404);
        (await new Partner(borough, "119").Send("handover.accepted", accepted)).Is(404);
        (await new Partner(borough, "ours-119", here).Send("handover.accepted", accepted)).Is(202);

        // After its end, its number is served by the line of the settings again.
        await Turned(borough, keeper, "ours/end", new { });
        (await new Partner(borough, "ours-119", here).Created(Partner.Fire(Partner.NewNumber()))).Is(404);
        (await duty.Get("/api/hotlines"))
            .Is(200)["items"]
            .EnumerateArray()
            .Single(line => line.GetProperty("hotline").GetString() == "119")
            .GetProperty("link")
            .GetString()
            .ShouldBe("voice");
        (await keeper.Post($"{Path}/ours", Line("区消防", ["119"], [Borough.County]))).Is(409).Code.ShouldBe("line.ended");
    }

    [Fact]
    public async Task A_secret_is_changed_without_losing_a_message_and_one_that_was_seen_is_over_at_once()
    {
        await using var borough = new Borough();
        await borough.InitializeAsync();
        var (old, now) = (NewSecret(3), NewSecret(4));
        var keeper = await borough.As(Role.Operator, Borough.County);
        await Turned(borough, keeper, "both", Line("区三台合一", ["119", "110"], [Borough.County]));
        await Give(borough, keeper, "both", old);
        await Give(borough, keeper, "both", now, TimeProvider.System.GetUtcNow().AddHours(1));
        foreach (var (line, secret) in ((string, string)[])[("both-119", old), ("both-119", now), ("both-110", now)])
            (await new Partner(borough, line, secret).Created(Partner.Fire(Partner.NewNumber(), Partner.Here))).Is(202);
        var secrets = (await Shown(keeper, "both")).GetProperty("secrets").EnumerateArray().ToList();
        secrets.Select(one => one.TryGetProperty("until", out _)).ShouldBe([false, true]);
        var over = (await keeper.Post($"{Path}/both/secrets/{secrets[1].GetProperty("id").GetString()}/end", new { })).Is(202);
        (await Confirmed(await borough.As(Role.CountyCommander, Borough.County), over)).Is(200).String("stage").ShouldBe("done");
        await Until.TrueAsync(
            async () => (await new Partner(borough, "both-119", old).Created(Partner.Fire(Partner.NewNumber()))).Status == 401,
            "the old one is over"
        );
        (await new Partner(borough, "both-119", now).Created(Partner.Fire(Partner.NewNumber()))).Is(202);
    }

    [Fact]
    public async Task What_cannot_be_is_refused_with_the_reason_and_nobody_sets_up_a_line_for_others()
    {
        await using var borough = new Borough();
        await borough.InitializeAsync();
        var keeper = await borough.As(Role.Operator, Borough.County);
        foreach (
            var (code, line) in ((string, object)[])
                [
                    ("119", Line("消防", ["119"], [Borough.County])),
                    ("a-b", Line("消防", ["119"], [Borough.County])),
                    ("fire", Line("", ["119"], [Borough.County])),
                    ("fire", Line("消防", ["122"], [Borough.County])),
                    ("fire", Line("消防", ["119", "119"], [Borough.County])),
                    ("fire", Line("消防", ["119"], ["411502001"])),
                    ("fire", Line("消防", ["119"], [Borough.County], new("http://fire.example/hook"))),
                    ("fire", Line("消防", ["119"], [Borough.County], new("https://who:pass@fire.example/hook"))),
                    ("fire", Line("消防", ["119"], [Borough.County], home: Borough.OtherCounty)),
                ]
        )
            (await keeper.Post($"{Path}/{code}", line)).Is(400);
        (await keeper.Post($"{Path}/fire", Line("消防", ["119"], ["990101"]))).Is(404);
        (await keeper.Post($"{Path}/fire", Line("消防", ["119"], [Borough.OtherCounty]))).Is(404);
        (await keeper.Post($"{Path}/fire", Line("市消防", ["119"], ["4115"]))).Is(404);
        (await (await borough.Duty()).Post($"{Path}/fire", Line("消防", ["119"], [Borough.County]))).Is(403);
        (await keeper.Post($"{Path}/fire/secrets", new { secret = NewSecret(5) })).Is(404);
        await Turned(borough, keeper, "fire", Line("消防", ["119"], [Borough.County]));
        (await keeper.Post($"{Path}/fire/secrets", new { secret = "whsec_c2hvcnQ=" })).Is(400);
        (await keeper.Post($"{Path}/other", Line("另一家", ["119"], [Borough.County]))).Is(409).Code.ShouldBe("line.taken");
        var next = await borough.As(Role.Operator, Borough.OtherCounty);
        (await next.Post($"{Path}/fire/end", new { })).Is(404);
        (await next.Get(Path)).Is(200)["items"].EnumerateArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task One_account_alone_turns_no_line_and_the_old_one_serves_until_another_confirms()
    {
        await using var borough = new Borough();
        await borough.InitializeAsync();
        var (ours, theirs) = (NewSecret(6), NewSecret(7));
        var (keeper, commander) = (await borough.As(Role.Operator, Borough.County), await borough.As(Role.CountyCommander, Borough.County));
        await Turned(borough, keeper, "real", Line("区急救", ["120"], [Borough.County], new("https://120.example/hook")));
        await Give(borough, keeper, "real", ours);
        var secret = (await Shown(keeper, "real")).GetProperty("secrets")[0].GetProperty("id").GetString();
        var before = (await Shown(keeper, "real")).ToString();

        // Each way to redirect the line: nothing changes before a confirmation, and the asker cannot confirm.
        var own = Line("区急救", ["120"], [Borough.County], new("https://elsewhere.example/hook"));
        foreach (
            var (path, body) in ((string, object)[])
                [("real", own), ("real/secrets", new { secret = theirs }), ($"real/secrets/{secret}/end", new { }), ("real/end", new { })]
        )
        {
            var asked = (await keeper.Post($"{Path}/{path}", body)).Is(202);
            (await Confirmed(keeper, asked)).Is(403).Code.ShouldBe("confirmation.own", path);
            (await Confirmed(await borough.Duty(), asked)).Is(403);
            (await Confirmed(await borough.As(Role.CountyCommander, Borough.OtherCounty), asked)).Is(404);
            (await Shown(keeper, "real")).ToString().ShouldBe(before, path);
            (await keeper.Post($"/api/confirmations/{asked.String("confirmation")}/refuse", new { reason = "不改了" })).Is(200);
        }
        (await new Partner(borough, "real-120", theirs).Created(Partner.Fire(Partner.NewNumber()))).Is(401);
        // A county's own line goes before its city's: a new one redirects our messages too.
        var made = (await keeper.Post($"{Path}/mine", Line("我", ["119"], [Borough.County], new("https://mine.example/hook")))).Is(202);
        (await keeper.Get(Path)).Is(200)["items"].EnumerateArray().Count().ShouldBe(1);
        var waiting = (await commander.Get("/api/confirmations", made)).Is(200);
        var line = waiting["waiting"]
            .EnumerateArray()
            .Single(one => one.GetProperty("id").GetString() == made.String("confirmation"))
            .GetProperty("what")
            .GetProperty("line");
        (line.GetProperty("turn").GetString(), line.GetProperty("url").GetString()).ShouldBe(("new", "https://mine.example/hook"));

        // Once confirmed it is in force, and the desk shows since when.
        var began = TimeProvider.System.GetUtcNow().AddMinutes(-1);
        await Turned(borough, keeper, "real", own);
        (await Shown(keeper, "real")).GetProperty("url").GetString().ShouldBe("https://elsewhere.example/hook");
        borough
            .Service<LineLinks>()
            .Of(borough.Folding.Now, Borough.County)
            .Single(light => light.Hotline == "120")
            .Turned.ShouldNotBeNull()
            .ShouldBeGreaterThan(began);
        waiting.Text.ShouldNotContain("whsec_", Case.Sensitive);
    }

    /// <summary>
    /// Destinations of data, and the keys that sign it: an event with such a field must need two accounts, or concern the user's own phone.
    /// </summary>
    [Fact]
    public void Each_event_that_says_where_something_is_sent_is_known_and_takes_two_accounts_or_is_ones_own()
    {
        string[] words = ["Url", "Uri", "Endpoint", "Secret", "Webhook", "Host", "Address"];
        var told = typeof(Event)
            .Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(Event)) && !type.IsAbstract)
            .Where(type => Says(type, 0))
            .Select(type => type.Name)
            .Order(StringComparer.Ordinal);
        told.ShouldBe([
            "LineSecretEnded", // two accounts
            "LineSecretGiven", // two accounts
            "LineSet", // two accounts
            "LinkMade", // the hash of a link's secret: nothing is sent there
            "SecondFactorEnrolled", // the user's own
        ]);

        bool Says(Type type, int depth) =>
            depth < 3
            && type.GetProperties()
                .Any(one =>
                    Array.Exists(words, word => one.Name.EndsWith(word, StringComparison.Ordinal))
                    || (
                        one.PropertyType.Namespace?.StartsWith("Emergency.Domain", StringComparison.Ordinal) == true
                        && one.PropertyType != type
                        && Says(one.PropertyType, depth + 1)
                    )
                );
    }
}
