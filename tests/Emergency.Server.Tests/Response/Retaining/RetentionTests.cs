using System.Text.Json;
using Emergency.Domain;
using Emergency.Domain.Accounts;
using Emergency.Domain.Retaining;
using Emergency.Server.Across.Erasure;
using Emergency.Server.Across.Retaining;
using Emergency.Server.Tests.Fixtures;
using Emergency.Server.Tests.People;
using Emergency.Server.Tests.Scopes;
using Emergency.Testing;
using Microsoft.Data.Sqlite;

namespace Emergency.Server.Tests.Retaining;

/// <summary>
/// When the term of personal data is over somebody is asked: destroy, keep until a day, or archive. Nothing goes by itself, and nothing
/// under a hold. The machine's clock is moved on between two starts.
/// </summary>
[Long("a process under another clock")]
public sealed class RetentionTests(Quarter quarter) : IClassFixture<Quarter>
{
    private const string Here = QuarterRegisters.Here;
    private static readonly DateOnly Today = Shanghai.Day(TimeProvider.System.GetUtcNow());

    private Task<Api> Again(Role role, From from = From.Here) => quarter.Server.SignIn($"{role}-{from}", Quarter.Password);

    private static async Task<IReadOnlyList<JsonElement>> List(Api who, string query = "") =>
        [.. (await who.Get($"/api/retention{query}")).Is(200)["items"].Items()];

    private static async Task<JsonElement?> Of(Guid id, Api who, string query = "") =>
        (await List(who, query)).Cast<JsonElement?>().SingleOrDefault(one => one!.Value.GetProperty("id").GetGuid() == id);

    private static async Task<IReadOnlyList<string>> Classes(Api who, string query = "") =>
        [.. (await List(who, query)).Select(one => one.Of("class")!).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    private async Task On(DateOnly day)
    {
        (await quarter.Server.End()).ShouldBe(0);
        await quarter.Server.BeginOn(day);
    }

    private async Task<bool> HasKey(Guid id)
    {
        await using var keys = new SqliteConnection(
            $"Data Source={Path.Combine(quarter.Server.Data, "keys.db")};Pooling=False;Mode=ReadOnly"
        );
        await keys.OpenAsync();
        await using var select = keys.CreateCommand();
        select.CommandText = "select count(*) from person_key where id = $id";
        select.Parameters.AddWithValue("$id", id.ToByteArray(bigEndian: true));
        return (long)(await select.ExecuteScalarAsync())! > 0;
    }

    /// <summary>An ended incident, with its caller and a visitor at a door.</summary>
    private async Task<(string Incident, Guid Caller, string Visitor)> Over()
    {
        var (street, secretary) = (await quarter.As(Role.StreetOfficer), await quarter.As(Role.Secretary));
        var incident = (
            await street.Post(
                "/api/incidents",
                new
                {
                    category = "other",
                    title = "看一下",
                    community = Here,
                    location = new { lon = 114.0745, lat = 32.118 },
                    caller = new { name = "何试人", phone = "13900000091" },
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
        var visitor = (await secretary.Post($"/api/incidents/{incident}/doors/{Here}/visitors", new { state = "safe", name = "柏试鸣" }))
            .Is(200)
            .String("personId")!;
        var report = (await street.Get($"/api/incidents/{incident}")).Is(200)["reports"][0].GetProperty("id").GetGuid();
        (await street.Post($"/api/incidents/{incident}/withdraw", new { reason = "误报" })).Is(200);
        return (incident, report, visitor);
    }

    [Fact]
    public async Task What_is_over_waits_for_a_named_office_which_destroys_it_with_another_keeps_it_until_a_day_or_archives_it()
    {
        var (incident, caller, visitor) = await Over();
        var waiting = await Scene.Wait(quarter, "kept-1");
        var duty = (
            await quarter.Server.Account(
                quarter.Clerk,
                new
                {
                    account = "kept-duty",
                    password = Quarter.Password,
                    person = "金拟雀",
                    grants = new[] { new Grant(Role.CountyDuty, new(QuarterRegisters.County)) },
                }
            )
        ).String("account")!;
        var responder = (await quarter.As(Role.Responder)).Account;
        foreach (var account in (string[])[duty, responder])
            (await quarter.Clerk.Post($"/api/accounts/{account}/close", new { })).Is(200);
        // Made now: accounts made after the leap would be too late.
        foreach (var role in (Role[])[Role.CivilAffairs, Role.Auditor])
            await quarter.As(role);
        await quarter.As(Role.StreetOfficer, From.Away);
        var (callers, found, owner, told) = (
            KeptThing.IdOf(KeptClass.Callers, incident),
            KeptThing.IdOf(KeptClass.Visitor, VisitorErasureAct.Subject(Guid.Parse(incident), Guid.Parse(visitor))),
            KeptThing.IdOf(KeptClass.Account, duty),
            KeptThing.IdOf(KeptClass.Case, waiting.ToString())
        );
        (await List(await quarter.As(Role.StreetOfficer))).ShouldBeEmpty("no term is over");
        (await Classes(await quarter.As(Role.StreetOfficer), "?all=true")).ShouldBe(["account", "callers", "case", "member", "visitor"]);

        await On(Today.AddMonths(13));
        using var street = await Again(Role.StreetOfficer);
        using var civil = await Again(Role.CivilAffairs);
        using var auditor = await Again(Role.Auditor);
        (await Classes(street)).ShouldBe(["callers", "case", "visitor"]);
        (await Classes(civil)).ShouldBe(["callers", "case", "visitor"]);
        foreach (var (role, from) in ((Role, From)[])[(Role.StreetOfficer, From.Away), (Role.Secretary, From.Here)])
        {
            using var other = await Again(role, from);
            (await List(other)).ShouldBeEmpty($"{role} {from}");
            (await other.Post($"/api/retention/{callers}/archive", new { reason = "不是我的" })).Is(404);
        }
        var shown = (await Of(callers, street))!.Value;
        (
            shown.Of("place"),
            shown.Of("subject"),
            shown.GetProperty("isDue").GetBoolean(),
            shown.GetProperty("mayDecide").GetBoolean()
        ).ShouldBe((Here, incident, true, true));
        (await Of(found, street))!.Value.Of("person").ShouldBe("柏**");
        (await Of(told, street))!.Value.Of("name").ShouldBe("12345:kept-1");

        // Under a hold nobody destroys data of the whole incident; the holder does not decide.
        (await auditor.Post($"/api/retention/{callers}/archive", new { reason = "不归我" })).Is(403);
        (await civil.Post($"/api/retention/{callers}/hold", new { until = Today.AddYears(3), reason = "事故调查" })).Is(403);
        (await auditor.Post($"/api/retention/{callers}/hold", new { until = Today.AddYears(3) })).Is(400);
        (await auditor.Post($"/api/retention/{callers}/hold", new { until = Today.AddYears(3), reason = "事故调查" })).Is(200);
        var held = (await Of(found, street))!.Value.GetProperty("hold");
        (held.Of("until"), held.Of("reason"), held.Of("by")).ShouldBe(($"{Today.AddYears(3):O}", "事故调查", "auditor"));
        foreach (
            var path in (string[])
                [$"/api/incidents/{incident}/caller/erase", $"/api/incidents/{incident}/doors/{Here}/visitors/{visitor}/erase"]
        )
        {
            var refused = (await street.Post(path, new { basis = "term-over" })).Is(409);
            (refused.Code, refused.Arguments.Single()).ShouldBe(("residents.held", $"{Today.AddYears(3):O}"));
        }
        (await street.Post($"/api/retention/{found}/hold", new { })).Is(200);

        // Destroyed by two offices, and by nobody alone.
        var asked = (await street.Post($"/api/incidents/{incident}/caller/erase", new { basis = "term-over" })).Is(202);
        (await Of(callers, street))!.Value.Of("asked").ShouldBe(asked.String("confirmation"));
        (await HasKey(caller)).ShouldBeTrue();
        await quarter.Server.Agree(asked, civil);
        (await Of(callers, street, "?all=true")).ShouldBeNull();
        (await HasKey(caller)).ShouldBeFalse();
        // People of the street do not confirm the street's request.
        var keys = (await street.Post($"/api/cases/{waiting}/caller/erase", new { basis = "term-over" })).Is(202);
        (await street.Post($"/api/confirmations/{keys.String("confirmation")}/confirm", new { })).Is(403);
        await quarter.Server.Agree(keys, civil);
        (await Of(told, street, "?all=true")).ShouldBeNull();
        (await street.Post($"/api/cases/{waiting}/caller/erase", new { basis = "term-over" })).Is(404);
        (await street.Get("/api/cases")).Is(200).Text.ShouldContain("井盖松动");

        // After a further keeping it is asked about again when the day is over.
        (await street.Post($"/api/retention/{found}/keep", new { until = Today, reason = "还在复核" })).Is(400);
        (await street.Post($"/api/retention/{found}/keep", new { until = Today.AddMonths(13).AddDays(10), reason = "还在复核" })).Is(200);
        (await List(street)).ShouldBeEmpty();
        (await Of(found, street, "?all=true"))!.Value.GetProperty("decided").Of("reason").ShouldBe("还在复核");
        (await HasKey(Guid.Parse(visitor))).ShouldBeTrue();

        await On(Today.AddMonths(13).AddDays(11));
        using var later = await Again(Role.StreetOfficer);
        (await Classes(later)).ShouldBe(["visitor"]);
        (await later.Post($"/api/retention/{found}/archive", new { reason = "市里要留档" })).Is(200);
        (await List(later)).ShouldBeEmpty();

        await On(Today.AddMonths(37));
        using var last = await Again(Role.StreetOfficer);
        (await Classes(last)).ShouldBe(["member"]);
        using var clerk = await quarter.Server.SignIn("operator", RunningServer.OperatorPassword);
        var mine = (await Of(owner, clerk))!.Value;
        (mine.Of("class"), mine.Of("name"), mine.Of("person")).ShouldBe(("account", "kept-duty", "金**"));
        (await Of(found, last, "?all=true"))!.Value.GetProperty("decided").Has("until").ShouldBeFalse("it is archived");
        (await HasKey(Guid.Parse(visitor))).ShouldBeTrue("what is archived stays");
    }
}
