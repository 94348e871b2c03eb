using System.Text.Json;
using Emergency.Domain;
using Emergency.Domain.Accounts;
using Emergency.Domain.Incidents;
using Emergency.Domain.Teams;
using Emergency.Server.Features.Authorities;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Dispatch;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Tests.Fixtures;
using Emergency.Server.Tests.Reactions;
using Emergency.Testing;

namespace Emergency.Server.Tests.Counties;

/// <summary>A county's own deadlines over HTTP. Each test has a county of its own, so that none sets another's.</summary>
public sealed class DeadlineTests(Borough borough)
{
    private Task<Resident> Commander(string county) => borough.As(Role.CountyCommander, county);

    private Task<Resident> Duty(string county) => borough.As(Role.CountyDuty, county);

    private static string Path(string county, string? deadline = null) =>
        $"/api/counties/{county}/deadlines{(deadline is null ? "" : $"/{deadline}")}";

    private static Task<Answer> Confirm(Resident who, Answer asked) =>
        who.Post($"/api/confirmations/{asked.String("confirmation")}/confirm", new { });

    private async Task<Answer> Ask(string county, string deadline, int value) =>
        (await (await Commander(county)).Post(Path(county, deadline), new { value, reason = "夜里人少" })).Is(202);

    private async Task Set(string county, string deadline, int value) =>
        (await Confirm(await Duty(county), await Ask(county, deadline, value))).Is(200).String("stage").ShouldBe("done");

    private async Task<JsonElement> Read(string county, string deadline) =>
        (await (await Duty(county)).Get(Path(county)))
            .Is(200)["items"]
            .EnumerateArray()
            .Single(one => one.GetProperty("code").GetString() == deadline);

    private async Task<int> InForce(string county, string deadline) => (await Read(county, deadline)).GetProperty("inForce").GetInt32();

    /// <summary>Minutes after which a new incident there is reported as unattended.</summary>
    private async Task<double> Patience(string county)
    {
        var (id, at) = (Guid.CreateVersion7(), TimeProvider.System.GetUtcNow());
        await borough.Do(
            Entities.Incident(Entities.Live, new(id)),
            Open(county, at, await borough.Seal(id, new CaseText("冒烟", null, null, null, null)))
        );
        return Waited(id);
    }

    private double Waited(Guid incident) =>
        (borough.Incident(incident)!.State is var state ? state.AttentionDue!.Value - state.OpenedAt!.Value : default).TotalMinutes;

    private static OpenIncident Open(string county, DateTimeOffset at, Sealed text) =>
        new(
            county,
            null,
            null,
            Category.Fire,
            Priority.Life,
            null,
            "missing",
            new ReportId(Guid.CreateVersion7()),
            null,
            null,
            at,
            text,
            Borough.By,
            at
        );

    [Fact]
    public async Task The_commander_sets_another_person_confirms_and_from_then_on_it_is_in_force_until_it_is_set_back()
    {
        const string county = "411571",
            other = "411572";
        var (commander, duty) = (await Commander(county), await Duty(county));
        var asked = await Ask(county, "incident.unattended", 8);
        (await Read(county, "incident.unattended")).GetProperty("waiting").GetString().ShouldBe(asked.String("confirmation"));
        (await Patience(county)).ShouldBe(5, "nobody has confirmed it yet");
        (await Confirm(commander, asked)).Is(403).Code.ShouldBe("confirmation.own");
        var before = Guid.CreateVersion7();
        await borough.Do(
            Entities.Incident(Entities.Live, new(before)),
            Open(county, TimeProvider.System.GetUtcNow(), await borough.Seal(before, new CaseText("冒烟", null, null, null, null)))
        );

        var what = (await duty.Get("/api/confirmations"))
            .Is(200)["waiting"]
            .EnumerateArray()
            .Single(one => one.GetProperty("id").GetString() == asked.String("confirmation"))
            .GetProperty("what");
        (
            what.GetProperty("deadline").GetProperty("value").GetInt32(),
            what.GetProperty("deadline").GetProperty("before").GetInt32(),
            what.GetProperty("reason").GetString()
        ).ShouldBe((8, 5, "夜里人少"));
        (await Confirm(duty, asked)).Is(200).String("stage").ShouldBe("done");

        (await Patience(county)).ShouldBe(8);
        Waited(before).ShouldBe(5, "it was opened before");
        (await Patience(other)).ShouldBe(5, "another county's");
        (await InForce(other, "incident.unattended")).ShouldBe(5);
        var shown = await Read(county, "incident.unattended");
        (
            shown.GetProperty("inForce").GetInt32(),
            shown.GetProperty("usual").GetInt32(),
            shown.GetProperty("least").GetInt32(),
            shown.GetProperty("most").GetInt32(),
            shown.GetProperty("own").GetBoolean()
        ).ShouldBe((8, 5, 1, 30, true));
        (shown.GetProperty("unit").GetString(), shown.TryGetProperty("article", out _), shown.TryGetProperty("waiting", out _)).ShouldBe(
            ("minutes", false, false)
        );
        var setting = shown.GetProperty("settings").EnumerateArray().Single();
        (
            setting.GetProperty("value").GetInt32(),
            setting.GetProperty("reason").GetString(),
            setting.GetProperty("by").GetString(),
            setting.GetProperty("confirmedBy").GetString()
        ).ShouldBe((8, "夜里人少", "county-commander", "county-duty"));

        var back = (await commander.Post(Path(county, "incident.unattended/back"), new { reason = "试过了" })).Is(202);
        (await Patience(county)).ShouldBe(8, "nobody has confirmed it yet");
        (await Confirm(duty, back)).Is(200).String("stage").ShouldBe("done");
        (await Patience(county)).ShouldBe(5);
        (await Read(county, "incident.unattended")).GetProperty("settings").GetArrayLength().ShouldBe(2);
    }

    [Fact]
    public async Task Only_the_countys_commander_asks_and_only_the_countys_desk_confirms()
    {
        const string county = "411573",
            other = "411574";
        (await (await Duty(county)).Post(Path(county, "order.seen"), new { value = 300, reason = "示例" }))
            .Is(403)
            .Code.ShouldBe("scope.not-yours");
        (await (await Commander(other)).Post(Path(county, "order.seen"), new { value = 300, reason = "示例" })).Is(404);
        (await (await borough.As(Role.StreetOfficer, $"{county}001")).Get(Path(county))).Is(403);
        (await (await Commander(other)).Get(Path(county))).Is(404);
        var asked = await Ask(county, "order.seen", 300);
        (await Confirm(await Duty(other), asked)).Is(404);
        (await Confirm(await borough.As(Role.Operator, county), asked)).Is(403);
        (await InForce(county, "order.seen")).ShouldBe(600);
    }

    [Fact]
    public async Task What_the_table_does_not_allow_is_refused_before_anybody_is_asked_to_confirm()
    {
        const string county = "411575";
        var commander = await Commander(county);
        var outside = (await commander.Post(Path(county, "incident.unattended"), new { value = 31, reason = "示例" })).Is(400);
        (outside.Code, string.Join('–', outside.Arguments)).ShouldBe(("deadline.out-of-range", "1–30"));
        (await commander.Post(Path(county, "care.morning"), new { value = 12, reason = "示例" }))
            .Is(409)
            .Code.ShouldBe("deadline.out-of-order");
        (await commander.Post(Path(county, "incident.unattended"), new { value = 5, reason = "示例" }))
            .Is(409)
            .Code.ShouldBe("deadline.same");
        (await commander.Post(Path(county, "incident.unattended/back"), new { reason = "示例" })).Is(409).Code.ShouldBe("deadline.same");
        (await commander.Post(Path(county, "incident.nothing"), new { value = 5, reason = "示例" }))
            .Is(404)
            .Code.ShouldBe("deadline.unknown");
        (await commander.Post(Path(county, "incident.unattended"), new { value = 4 })).Is(400).Code.ShouldBe("request.bad");
        (await commander.Post(Path(county, "incident.unattended"), new { reason = "示例" })).Is(400).Code.ShouldBe("request.bad");
        (await commander.Get(Path("411575001"))).Is(404);
    }

    [Fact]
    public async Task One_waits_at_a_time_a_retry_is_the_same_one_and_after_a_refusal_it_may_be_asked_again()
    {
        const string county = "411576";
        var (commander, duty) = (await Commander(county), await Duty(county));
        var asked = (await commander.Post(Path(county, "call.step"), new { value = 120, reason = "示例" }, key: "deadline-411576")).Is(202);
        (await commander.Post(Path(county, "call.step"), new { value = 120, reason = "示例" }, key: "deadline-411576"))
            .Is(202)
            .String("confirmation")
            .ShouldBe(asked.String("confirmation"));
        (await commander.Post(Path(county, "call.step"), new { value = 180, reason = "示例" })).Is(409).Code.ShouldBe("deadline.waits");
        (await commander.Post(Path(county, "order.seen"), new { value = 180, reason = "示例" })).Is(202);
        (await duty.Post($"/api/confirmations/{asked.String("confirmation")}/refuse", new { reason = "太短" })).Is(200);
        (await InForce(county, "call.step")).ShouldBe(300);
        await Set(county, "call.step", 180);
        (await InForce(county, "call.step")).ShouldBe(180);
    }

    [Fact]
    public async Task An_order_takes_what_is_in_force_unless_it_says_so_itself()
    {
        const string county = "411577";
        var commander = await Commander(county);
        await Set(county, "order.seen", 240);
        await Set(county, "call.step", 90);
        (await Issued(new { receivers = new[] { $"{county}001001" }, text = "看一下" })).ShouldBe((240, 90));
        (
            await Issued(
                new
                {
                    receivers = new[] { $"{county}001001" },
                    text = "看一下",
                    unreadSeconds = 60,
                    deputySeconds = 30,
                }
            )
        ).ShouldBe((60, 30));

        async Task<(int, int)> Issued(object order)
        {
            var issued = (await commander.Post("/api/orders", order)).Is(201);
            var shown = (await commander.Get($"/api/orders/{issued.String("id")}", issued)).Is(200);
            return (shown["unreadSeconds"].GetInt32(), shown["deputySeconds"].GetInt32());
        }
    }

    [Fact]
    public async Task A_shift_is_rostered_by_the_countys_hours_and_a_request_waits_as_long_as_the_county_says()
    {
        const string county = "411578";
        await Set(county, "roster.day", 7);
        await Set(county, "confirmation.waits", 24);
        var asked = await Ask(county, "roster.night", 19);
        (asked["until"].GetDateTimeOffset() - TimeProvider.System.GetUtcNow()).ShouldBeInRange(
            TimeSpan.FromHours(23),
            TimeSpan.FromHours(24)
        );
        NewTurn turn = new(new(2026, 1, 1), Shift.Day, Post.Lead, new(Guid.CreateVersion7()), null, null);
        turn.Turn(borough.Folding.Now.InForce, county).From.ShouldBe(Shanghai.At(new(2026, 1, 1), 7));
    }

    [Fact]
    public async Task In_a_drill_the_countys_values_hold_too()
    {
        const string county = "411579";
        await Set(county, "incident.unattended", 12);
        var noted = new NotingEntities(TimeProvider.System);
        var now = TimeProvider.System.GetUtcNow();
        await new Sending(noted, borough.Folding).Send(
            "test",
            Entities.Incident("drill-example", new(Guid.CreateVersion7())),
            Open(county, now, new("k:1:text")),
            Guid.CreateVersion7(),
            "",
            now
        );
        noted.All.ShouldHaveSingleItem().Command.ShouldBeOfType<OpenIncident>().InForce.Value(Deadlines.Unattended, county).ShouldBe(12);
    }

    [Fact, Long("a process of its own")]
    public async Task After_a_restart_and_from_a_checkpoint_the_same_is_in_force()
    {
        await using var server = await RunningServer.Start("--checkpoint", "1", RunningServer.Apart);
        using var clerk = await server.SignIn("operator", RunningServer.OperatorPassword);
        using var commander = await Member("commander", Role.CountyCommander);
        using var duty = await Member("duty", Role.CountyDuty);
        var asked = (await commander.Post(Path(Borough.County, "order.seen"), new { value = 240, reason = "夜里人少" })).Is(202);
        (await duty.Post($"/api/confirmations/{asked.String("confirmation")}/confirm", new { })).Is(200).String("stage").ShouldBe("done");
        var before = (await duty.Get(Path(Borough.County))).Is(200)["items"].GetRawText();
        before.ShouldContain("240");
        (await server.End()).ShouldBe(0);
        Directory.EnumerateFiles(server.Data, "*.views", SearchOption.AllDirectories).ShouldNotBeEmpty();
        await server.Begin();
        (await Again()).ShouldBe((before, 240));
        await server.Kill();
        foreach (var file in Directory.EnumerateFiles(server.Data, "*.views", SearchOption.AllDirectories).ToList())
            File.Delete(file);
        await server.Begin();
        (await Again()).ShouldBe((before, 240));

        async Task<Api> Member(string name, Role role)
        {
            await server.Account(
                clerk,
                new
                {
                    account = name,
                    password = ServerFixture.Password,
                    grants = new[] { new Grant(role, new(Borough.County)) },
                }
            );
            return await server.SignIn(name, ServerFixture.Password);
        }

        async Task<(string, int)> Again()
        {
            using var looking = await server.SignIn("commander", ServerFixture.Password);
            var issued = (await looking.Post("/api/orders", new { receivers = new[] { Borough.Community }, text = "看一下" })).Is(201);
            return (
                (await looking.Get(Path(Borough.County))).Is(200)["items"].GetRawText(),
                (await looking.Get($"/api/orders/{issued.String("id")}")).Is(200)["unreadSeconds"].GetInt32()
            );
        }
    }
}
