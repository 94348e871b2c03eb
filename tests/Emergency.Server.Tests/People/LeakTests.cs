using System.Text;
using Emergency.Domain.Accounts;
using Emergency.Domain.Communities;
using Emergency.Engine;
using Emergency.Engine.Own;
using Emergency.Server.Tests.Fixtures;
using Emergency.Server.Tests.Live;
using Emergency.Testing;

namespace Emergency.Server.Tests.People;

/// <summary>Nothing personal is anywhere in clear: not in a database file or its log, not in what the server prints, not in what it broadcasts. The same search finds it where it may be.</summary>
public class LeakTests
{
    private const string County = "411502", Community = "411502001001";
    private static readonly string[] Person = ["金丝试雀", "13900009871", "41150219490728997X", "Canary-Lane-7731 号"];
    private static readonly string[] Told = ["Canary-Title-7732 冒烟", "Canary-Caller-7733", "13900009872", "Canary-Reason-7734 逐户核查", "Canary-Where-7735 活动中心", "金丝游客试二", "13900009873", "Canary-Account-7736", "Canary-Reveal-7737"];
    private static readonly Canaries All = new([.. Person, .. Told]);

    private const string Register = $"""
        resident_id,household_id,name,sex,birth_date,id_no,category,care_level,mobility,special_needs,lives_alone,phone,community_code,grid,address,building,unit,lon,lat,consent,updated_on
        R900001,,金丝试雀,女,1949-07-28,41150219490728997X,独居老人,C,自理,助行器,是,13900009871,{Community},001001-G1,Canary-Lane-7731 号,1号楼,1单元,114.0701,32.1201,是,2026-04-04
        """;

    [Fact]
    public async Task Nothing_personal_is_stored_printed_or_broadcast_in_clear()
    {
        All.In(Register).Count.ShouldBeGreaterThanOrEqualTo(Person.Length, "the search finds the import file");
        await using var server = await RunningServer.Start();
        using var clerk = await server.SignIn("operator", RunningServer.OperatorPassword);
        await Import(clerk, "divisions", $"code,name,kind,parent\n{County},浉河区,区,4115\n");
        await Import(clerk, "divisions", $"code,name,kind,parent\n411502001,老城街道,街道,{County}\n");
        await Import(clerk, "divisions", $"code,name,kind,parent\n{Community},义阳社区居民委员会,社区,411502001\n");
        await Import(clerk, "residents", Register);
        using var duty = await Account(clerk, server, "Canary-Account-7736", Role.CountyDuty, County);
        using var street = await Account(clerk, server, "canary-street", Role.StreetOfficer, "411502001");
        using var auditor = await Account(clerk, server, "canary-auditor", Role.Auditor, County);
        var opened = (await duty.Post("/api/incidents", new { category = "fire", title = "Canary-Title-7732 冒烟", community = Community, caller = new { name = "Canary-Caller-7733", phone = "13900009872" }, location = new { lon = 114.07, lat = 32.12 } })).Is(201);
        var fire = opened["id"].GetString()!;
        await using var ear = await Ear.Open(server.Address, duty.Token!);
        await ear.Join("division", County);
        await ear.Join("incident", fire);
        (await duty.Post($"/api/incidents/{fire}/impact", new { places = new[] { new { division = Community } } })).Is(200);
        await District.Eventually(async () => (await duty.Get($"/api/incidents/{fire}/figures"))["communities"].GetArrayLength() > 0, "doors are counted");
        await ear.Join("doors", $"{fire}/{Community}");
        var person = District.Person("R900001");
        (await street.Post($"/api/incidents/{fire}/doors/{Community}/persons/{person}/check", new { state = "moved", where = "Canary-Where-7735 活动中心" })).Is(200);
        var visitor = (await street.Post($"/api/incidents/{fire}/doors/{Community}/visitors", new { name = "金丝游客试二", phone = "13900009873" })).Is(200);
        var list = (await street.Post($"/api/incidents/{fire}/list/open?after={visitor.Position}", new { reason = "Canary-Reason-7734 逐户核查" })).Is(200);
        var record = (await street.Post($"/api/communities/{Community}/residents/{person}/reveal", new { reason = "Canary-Reveal-7737" })).Is(200);
        await Until.True(() => ear.Newest("person", person.ToString())?["state"]?.ToString() == "moved", "the door's state was broadcast");

        foreach (var seen in (string[])["13900009871", "Canary-Where-7735 活动中心", "金丝游客试二", "13900009873"]) list.Text.ShouldContain(seen);
        record.Text.ShouldContain("41150219490728997X");
        foreach (var masked in new[] { await street.Get($"/api/incidents/{fire}/doors"), await duty.Get($"/api/incidents/{fire}/impact"), await street.Get($"/api/communities/{Community}/residents"), await auditor.Get($"/api/access?county={County}"), await auditor.Get("/api/export") })
            All.In(masked.Is(200).Text).ShouldBeEmpty();
        All.In(string.Join('\n', ear.Changed.Select(change => change.ToJsonString()))).ShouldBeEmpty();
        All.InFolder(server.Data).ShouldBeEmpty();
        await server.End();
        All.InFolder(server.Data).ShouldBeEmpty();
        All.In(string.Join('\n', server.Lines)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_journal_written_without_sealing_is_found_out()
    {
        using var folder = new TempFolder();
        await using (var engine = await new OwnEngineModule().Start(new EngineSettings(folder.Path) { Ballast = 0 }, Deciders.All, new Forms(), TimeProvider.System))
        {
            var open = new RecordPersons([new(new(District.Person("R900001")), null, "G1", new("""{"name":"金丝试雀"}"""), new(Convert.ToBase64String(Encoding.UTF8.GetBytes(" 41150219490728997X "))))], null, TimeProvider.System.GetUtcNow());
            await engine.Entities.Send(Entities.Residents(Entities.Live, Community), open, new(Guid.CreateVersion7(), "", "test", "", "", null, TimeProvider.System.GetUtcNow(), null));
            All.InFolder(folder.Path).ShouldContain(found => found.Contains("金丝试雀 as UTF-8", StringComparison.Ordinal), "while the server runs");
        }
        var found = All.InFolder(folder.Path);
        found.ShouldContain(one => one.Contains("金丝试雀", StringComparison.Ordinal));
        found.ShouldContain(one => one.Contains("41150219490728997X as base64", StringComparison.Ordinal));
    }

    private static async Task Import(Api clerk, string kind, string text)
    {
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(text));
        var answer = (await clerk.Send(HttpMethod.Post, $"/api/imports/{kind}?division={County}&file={kind}.csv", content)).Is(200);
        answer["files"][0].GetProperty("imported").GetInt32().ShouldBe(1, answer.Text);
    }

    private static async Task<Api> Account(Api clerk, RunningServer server, string name, Role role, string division)
    {
        (await clerk.Post("/api/accounts", new { account = name, password = ServerFixture.Password, grants = new[] { new Grant(role, new(division)) } })).Is(201);
        return await server.SignIn(name, ServerFixture.Password);
    }
}
