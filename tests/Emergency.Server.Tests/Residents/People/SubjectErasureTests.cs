using System.Text.Json;
using Emergency.Domain;
using Emergency.Domain.Accounts;
using Emergency.Server.Features.Accounts;
using Emergency.Server.Foundation;
using Emergency.Server.Tests.Fixtures;
using Emergency.Server.Tests.Keeping;
using Emergency.Server.Tests.Scopes;
using Emergency.Testing;
using Microsoft.Data.Sqlite;

namespace Emergency.Server.Tests.People;

/// <summary>
/// Data of people outside every register of residents ends too: owners of accounts, members of teams, visitors at the doors. An account
/// asks, another confirms, and their key goes.
/// </summary>
public sealed class SubjectErasureTests(Quarter quarter) : IClassFixture<Quarter>
{
    private const string Here = QuarterRegisters.Here;

    private Task<Api> As(Role role) => quarter.As(role);

    private async Task<bool> HasKey(Guid id) => await HasKey(quarter.Server, id);

    private static async Task<bool> HasKey(RunningServer server, Guid id)
    {
        await using var keys = new SqliteConnection($"Data Source={Path.Combine(server.Data, "keys.db")};Pooling=False;Mode=ReadOnly");
        await keys.OpenAsync();
        await using var select = keys.CreateCommand();
        select.CommandText = "select count(*) from person_key where id = $id";
        select.Parameters.AddWithValue("$id", id.ToByteArray(bigEndian: true));
        return (long)(await select.ExecuteScalarAsync())! > 0;
    }

    private static JsonElement? Row(Answer list, string account) =>
        list.Is(200)["items"]
            .EnumerateArray()
            .Cast<JsonElement?>()
            .FirstOrDefault(one => one!.Value.GetProperty("account").GetString() == account);

    [Fact]
    public async Task Of_a_closed_account_two_people_end_what_is_kept_of_its_owner()
    {
        var made = await quarter.Server.Account(
            quarter.Clerk,
            new
            {
                account = "gone-duty",
                password = Quarter.Password,
                person = "金拟雀",
                phone = "13900000096",
                grants = new[] { new Grant(Role.CountyDuty, new(QuarterRegisters.County)) },
            }
        );
        var (account, path) = (made.String("account")!, $"/api/accounts/{made.String("account")}");
        (await quarter.Clerk.Post($"{path}/erase", new { basis = "term-over" })).Is(409).Code.ShouldBe("account.still-open");
        (await quarter.Clerk.Post($"{path}/close", new { })).Is(200);
        (await quarter.Clerk.Post($"{path}/erase", new { })).Is(400);
        (await (await As(Role.CountyDuty)).Post($"{path}/erase", new { basis = "term-over" })).Is(403);
        Row(await quarter.Clerk.Get("/api/accounts?limit=200"), account)!.Value.GetProperty("person").GetString().ShouldBe("金拟雀");
        var asked = (await quarter.Clerk.Post($"{path}/erase", new { basis = "term-over" }, ("Idempotency-Key", "erase gone-duty"))).Is(
            202
        );
        (await quarter.Clerk.Post($"/api/confirmations/{asked.String("confirmation")}/confirm", new { }))
            .Is(403)
            .Code.ShouldBe("confirmation.own");
        Row(await quarter.Clerk.Get("/api/accounts?limit=200"), account)!
            .Value.GetProperty("person")
            .GetString()
            .ShouldBe("金拟雀", "one account is not enough");
        await quarter.Server.Agree(asked);
        var after = Row(await quarter.Clerk.Get("/api/accounts?limit=200"), account)!.Value;
        foreach (var part in (string[])["name", "person", "phone"])
            (after.TryGetProperty(part, out var told) && told.ValueKind != JsonValueKind.Null).ShouldBeFalse(part);
        (await HasKey(Names.Key(new(account)))).ShouldBeFalse();
        // A retry gets the first answer; a new request finds nobody.
        (await quarter.Clerk.Post($"{path}/erase", new { basis = "term-over" }, ("Idempotency-Key", "erase gone-duty")))
            .Is(202)
            .Text.ShouldBe(asked.Text);
        (await quarter.Clerk.Post($"{path}/erase", new { basis = "unlawful" })).Is(404).Code.ShouldBe("account.unknown");
        (
            await quarter.Clerk.Post(
                "/api/accounts",
                new
                {
                    account = "gone-duty",
                    password = Quarter.Password,
                    grants = new[] { new Grant(Role.CountyDuty, new(QuarterRegisters.County)) },
                }
            )
        ).Is(409).Code.ShouldBe("account.taken");
    }

    [Fact]
    public async Task Of_a_former_member_the_street_confirms_the_end_and_no_file_brings_them_back()
    {
        const string file =
            "member_id,name,role,phone,community_code,grid,building,unit,status\nM-GONE,尹拟燕,应急队员,139-0000-0095,"
            + Here
            + ",G1,,,在岗\n";
        await QuarterRegisters.Import(quarter.Clerk, "team", Here, "one.csv", file);
        var (id, path, secretary, street) = (
            Derived.Register("member", QuarterRegisters.County, "M-GONE"),
            $"/api/communities/{Here}/team",
            await As(Role.Secretary),
            await As(Role.StreetOfficer)
        );
        (await HasKey(id)).ShouldBeTrue();
        (await (await As(Role.GridChief)).Post($"{path}/members/{id}/erase", new { basis = "term-over" })).Is(403);
        // A member with an account still works here.
        (await secretary.Post($"{path}/members/{QuarterRegisters.Member(Here, Role.GridChief)}/erase", new { basis = "term-over" }))
            .Is(409)
            .Code.ShouldBe("team.account-open");
        var asked = (await secretary.Post($"{path}/members/{id}/erase", new { basis = "purpose-fulfilled" })).Is(202);
        (await secretary.Get(path)).Text.ShouldContain($"{id}");
        await quarter.Server.Agree(asked, street);
        (await secretary.Get(path)).Is(200).Text.ShouldNotContain($"{id}");
        (await HasKey(id)).ShouldBeFalse();
        var again = (
            await quarter.Clerk.Send(
                HttpMethod.Post,
                $"/api/imports/team?division={Here}&file=one.csv",
                new StringContent(file, null, "text/csv")
            )
        ).Is(200);
        again["files"]
            [0]
            .GetProperty("findings")
            .EnumerateArray()
            .ShouldHaveSingleItem(again.Text)
            .GetProperty("outcome")
            .GetString()
            .ShouldBe("reject");
        (await secretary.Get(path)).Text.ShouldNotContain($"{id}");
    }

    [Fact]
    public async Task Of_a_visitor_street_and_civil_affairs_end_what_was_written_once_the_incident_is_over()
    {
        var (secretary, street, civil) = (await As(Role.Secretary), await As(Role.StreetOfficer), await As(Role.CivilAffairs));
        var incident = (
            await street.Post(
                "/api/incidents",
                new
                {
                    category = "other",
                    title = "看一下",
                    community = Here,
                    location = new { lon = 114.0745, lat = 32.118 },
                }
            )
        ).Is(201).String("id")!;
        (
            await street.Post(
                $"/api/incidents/{incident}/impact",
                new
                {
                    circle = new
                    {
                        lon = 114.0745,
                        lat = 32.118,
                        metres = 5,
                    },
                }
            )
        ).Is(200);
        await Until.TrueAsync(
            async () => (await street.Get($"/api/incidents/{incident}/doors")).Is(200)["communities"].GetArrayLength() > 0,
            "doors are counted"
        );
        var visitor = (
            await secretary.Post(
                $"/api/incidents/{incident}/doors/{Here}/visitors",
                new
                {
                    state = "safe",
                    name = "柏试鸣",
                    phone = "13900000094",
                }
            )
        ).Is(200).String("personId")!;
        await Until.TrueAsync(
            async () =>
                (await secretary.Post($"/api/incidents/{incident}/list/open", new { reason = "敲门" }))
                    .Is(200)
                    .Text.Contains("柏试鸣", StringComparison.Ordinal),
            "the visitor is on the list"
        );
        (await HasKey(Guid.Parse(visitor))).ShouldBeTrue("sealed under a key of their own");
        var path = $"/api/incidents/{incident}/doors/{Here}/visitors/{visitor}/erase";
        (await street.Post(path, new { basis = "term-over" })).Is(409).Code.ShouldBe("residents.at-doors");
        (await street.Post($"/api/incidents/{incident}/withdraw", new { reason = "误报" })).Is(200);
        (await secretary.Post(path, new { basis = "term-over" })).Is(403);
        var asked = (await street.Post(path, new { basis = "term-over" })).Is(202);
        await quarter.Server.Agree(asked, civil);
        (await HasKey(Guid.Parse(visitor))).ShouldBeFalse();
        (await street.Post(path, new { basis = "term-over" })).Is(404);
    }

    [Fact]
    public async Task Who_called_is_destroyed_by_two_offices_and_what_was_told_stays()
    {
        var (secretary, street, civil) = (await As(Role.Secretary), await As(Role.StreetOfficer), await As(Role.CivilAffairs));
        var incident = (
            await secretary.Post(
                "/api/incidents",
                new
                {
                    category = "other",
                    title = "楼道冒烟",
                    community = Here,
                    caller = new { name = "何试人", phone = "13900000091" },
                }
            )
        ).Is(201).String("id")!;
        (await secretary.Post($"/api/incidents/{incident}/report", new { title = "又有人报", caller = new { phone = "13900000090" } })).Is(
            200
        );
        async Task<string> Callers() => (await secretary.Post($"/api/incidents/{incident}/caller", new { reason = "回电" })).Is(200).Text;
        await Until.TrueAsync(async () => (await Callers()).Contains("13900000090", StringComparison.Ordinal), "both callers are there");
        (await Callers()).ShouldContain("何试人");
        var shown = (await secretary.Get($"/api/incidents/{incident}")).Is(200)["reports"].EnumerateArray().ToList();
        shown.ShouldAllBe(report => report.GetProperty("hasCaller").GetBoolean());
        var keys = shown.Select(report => report.GetProperty("id").GetGuid()).ToList();
        foreach (var key in keys)
            (await HasKey(key)).ShouldBeTrue("each report has a key for its caller alone");
        var path = $"/api/incidents/{incident}/caller/erase";
        (await street.Post(path, new { basis = "term-over" })).Is(409).Code.ShouldBe("residents.at-doors");
        (await street.Post($"/api/incidents/{incident}/withdraw", new { reason = "误报" })).Is(200);
        (await secretary.Post(path, new { basis = "term-over" })).Is(403);
        var asked = (await civil.Post(path, new { basis = "term-over" })).Is(202);
        await quarter.Server.Agree(asked, street);
        foreach (var key in keys)
            (await HasKey(key)).ShouldBeFalse();
        (await Callers()).ShouldBe("{\"callers\":[]}");
        var after = (await secretary.Get($"/api/incidents/{incident}")).Is(200);
        after.Text.ShouldContain("楼道冒烟");
        after["reports"].EnumerateArray().ShouldAllBe(report => !report.GetProperty("hasCaller").GetBoolean());
        (await street.Post(path, new { basis = "term-over" })).Is(404);
    }

    [Fact]
    public async Task What_waited_before_it_became_an_incident_goes_with_its_callers()
    {
        var waiting = await Scene.Wait(quarter, "kept-2");
        (await Scene.Wait(quarter, "kept-2", "13900000088", "kept-2-again")).ShouldBe(waiting);
        var street = await As(Role.StreetOfficer);
        (await street.Post($"/api/cases/{waiting}/incident", new { })).Is(201);
        // The incident is there a moment before the case says that it became one; until then the incident refuses.
        await Until.TrueAsync(
            async () =>
            {
                var answer = await street.Post($"/api/cases/{waiting}/caller/erase", new { basis = "term-over" });
                answer.Status.ShouldBeOneOf(404, 409);
                return answer.Status == 404;
            },
            "the case is no more"
        );
        (await street.Post($"/api/incidents/{waiting}/caller/erase", new { basis = "term-over" }))
            .Is(409)
            .Code.ShouldBe("residents.at-doors");
        (await street.Post($"/api/incidents/{waiting}/withdraw", new { reason = "没事" })).Is(200);
        await quarter.News();
        await quarter.Server.Agree(
            (await street.Post($"/api/incidents/{waiting}/caller/erase", new { basis = "purpose-fulfilled" })).Is(202),
            await As(Role.CivilAffairs)
        );
        (await street.Post($"/api/incidents/{waiting}/caller", new { reason = "回电" })).Is(200).Text.ShouldBe("{\"callers\":[]}");
        var keys = (await quarter.News())
            .Single(one => one.GetProperty("form").GetString() == "incident.callers-erased.v1")
            .GetProperty("data")
            .GetProperty("keys")
            .EnumerateArray()
            .Select(key => key.GetGuid())
            .ToList();
        keys.Count.ShouldBe(2, "what was told while it waited is told of the same people");
        foreach (var key in keys)
            (await HasKey(key)).ShouldBeFalse();
    }

    [Fact]
    public async Task An_older_journal_that_is_put_back_is_told_again_who_was_erased()
    {
        using var folder = new TempFolder();
        await using var server = await RunningServer.Start();
        using var keeper = await server.SignIn("operator", RunningServer.OperatorPassword);
        var account = (
            await server.Account(
                keeper,
                new
                {
                    account = "gone",
                    password = ServerFixture.Password,
                    person = "金拟雀",
                    grants = new[] { new Grant(Role.CountyDuty, new("411502")) },
                }
            )
        ).String("account")!;
        (await keeper.Post($"/api/accounts/{account}/close", new { })).Is(200);
        (await server.Command(null, "backup", folder["old.db"])).ShouldBeWhole();
        await server.Agree((await keeper.Post($"/api/accounts/{account}/erase", new { basis = "term-over" })).Is(202));
        (await server.End()).ShouldBe(0);
        (await server.Command(null, "verify")).ShouldBeWhole();
        (await server.Command(null, "restore", folder["old.db"])).ShouldBeWhole();
        await server.Begin();
        using var back = new Api(server.Address);
        await back.SignIn("operator", RunningServer.OperatorPassword);
        await Until.TrueAsync(
            async () => (await back.Post($"/api/accounts/{account}/erase", new { basis = "term-over" })).Status == 404,
            "the journal from before is told of the erasure"
        );
        (await HasKey(server, Names.Key(new(account)))).ShouldBeFalse();
        (await server.End()).ShouldBe(0);
        (await server.Command(null, "verify")).ShouldBeWhole();
    }
}
