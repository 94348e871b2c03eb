using System.IO.Compression;
using System.Net;
using Emergency.Domain;
using Emergency.Domain.People;
using Emergency.Domain.Places;
using Emergency.Domain.Teams;
using Emergency.Server.Features.People;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Tests.Fixtures;
using Emergency.Testing;

namespace Emergency.Server.Tests.Exporting;

/// <summary>
/// Shelters, volunteers, loans, orders, accounts, patients, approvals and links as files: permissions, masks, harmless cells, records. All
/// persons are fictitious.
/// </summary>
public sealed class NounListTests(Borough borough)
{
    private const string Code = Borough.Community,
        Store = $"/api/stores/{Code}";

    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();
    private static DateOnly Today => Shanghai.Day(Now);

    private static string Address(string list, string division = Code) => $"/api/divisions/{division}/lists/{list}/file";

    private static object Body(string form = "csv") =>
        new
        {
            form,
            why = "季度核对",
            receiver = "街道应急办",
        };

    /// <summary>The rows of the list as a file; the first are its headings.</summary>
    private static async Task<string[]> Csv(Resident who, string list, string division = Code) =>
        (await who.Post(Address(list, division), Body())).Is(200).Text.Split("\r\n", StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Number of records of readings that name this account with an export of these persons.</summary>
    private async Task<int> Recorded(Resident who, Func<Guid, bool> among)
    {
        var (auditor, count, next) = (await borough.As(Role.Auditor, Borough.County), 0, "");
        do
        {
            var page = (await auditor.Get($"/api/access?county={Borough.County}&limit=200{next}")).Is(200);
            count += page["items"]
                .EnumerateArray()
                .Count(one =>
                    one.GetProperty("account").GetString() == who.Account.Key
                    && one.GetProperty("purpose").GetString() == "export"
                    && one.GetProperty("persons").EnumerateArray().Any(person => among(person.GetGuid()))
                );
            next = page.Body.TryGetProperty("next", out var more) && more.GetString() is { } cursor ? $"&next={cursor}" : "";
        } while (next.Length > 0);
        return count;
    }

    private async Task<string> Xlsx(Resident who, string list)
    {
        using var http = new HttpClient { BaseAddress = borough.Address };
        http.DefaultRequestHeaders.Authorization = new("Bearer", who.Token);
        using var content = Api.Json(Body("xlsx"));
        using var answer = await http.PostAsync(new Uri(Address(list), UriKind.Relative), content);
        using var file = new ZipArchive(await answer.Content.ReadAsStreamAsync());
        using var reader = new StreamReader(
            file.Entries.Single(one => one.FullName.Contains("worksheets/", StringComparison.Ordinal)).Open()
        );
        return await reader.ReadToEndAsync();
    }

    private async Task Refused(string list, params Resident[] whos)
    {
        foreach (var who in whos)
            (await who.Post(Address(list), Body())).Status.ShouldBeOneOf([403, 404], $"{list} for {who.Account.Key}");
    }

    [Fact]
    public async Task Shelters_are_a_file_for_who_reads_them_and_a_name_is_no_formula()
    {
        var id = new ShelterId(Guid.CreateVersion7());
        await borough.Do(
            Entities.Shelter(Borough.Realm, id),
            new RecordShelter(new(id, Code, "=1+1拟馆", "公共建筑", 40, 160, "+全天", true, false, ["flood"], null, null), null, Now)
        );
        var secretary = await borough.Secretary();
        var rows = await Csv(secretary, "shelters");
        rows.Single(row => row.Contains("1+1拟馆", StringComparison.Ordinal))
            .ShouldContain("'=1+1拟馆,公共建筑,洪涝,否,是,160,40,0,,'+全天");
        var sheet = await Xlsx(secretary, "shelters");
        sheet.ShouldContain("=1+1拟馆");
        sheet.ShouldNotContain("<x:f>");
        sheet.ShouldNotContain("<f>");
        await Refused(
            "shelters",
            await borough.As(Role.Clinic, Borough.Street),
            await borough.As(Role.Volunteer, Code),
            await borough.As(Role.Secretary, Borough.Distant)
        );
    }

    [Fact]
    public async Task Volunteers_are_masked_and_recorded_one_by_one()
    {
        var (secretary, member) = (await borough.Secretary(), new MemberId(Guid.CreateVersion7()));
        var contact = await borough.Seal(member.Value, new MemberContact("蔺拟档", ["13900000482"], null, null));
        await borough.Do(
            Entities.Team(Borough.Realm, Code),
            new RecordMembers([new(member, TeamRole.Volunteer, null, null, null, ["@扎针档"], Availability.OnPost, contact)], null, Now)
        );
        (await secretary.Post($"/api/communities/{Code}/volunteers", new { member = member.Value, adult = true })).Is(200);
        (await Recorded(secretary, one => one == member.Value)).ShouldBe(0);
        var rows = await Csv(secretary, "volunteers");
        rows.Single(row => row.Contains("扎针档", StringComparison.Ordinal)).ShouldContain("蔺**,'@扎针档,");
        foreach (var hidden in (string[])["蔺拟档", "13900000482"])
            string.Concat(rows).ShouldNotContain(hidden);
        (await Recorded(secretary, one => one == member.Value)).ShouldBe(1);
        await Refused("volunteers", await borough.Duty(), await borough.GridChief(), await borough.As(Role.Secretary, Borough.Neighbour));
    }

    [Fact]
    public async Task What_is_lent_and_given_away_is_one_file_with_who_has_it_masked()
    {
        var secretary = await borough.Secretary();
        var lot = (
            await secretary.Post(
                $"{Store}/lots",
                new
                {
                    name = "-拟档泵",
                    unit = "台",
                    quantity = 9,
                    location = "档柜",
                }
            )
        ).Is(200).String("id");
        var loan = new
        {
            quantity = 2,
            until = Today.AddDays(3),
            unit = "拟档驻军",
            person = "麴拟借",
        };
        (await secretary.Post($"{Store}/lots/{lot}/lend", loan)).Is(200);
        (await secretary.Post($"{Store}/lots/{lot}/give", new { quantity = 1, to = Borough.Neighbour })).Is(200);
        var rows = (await Csv(secretary, "loans")).Where(row => row.Contains("拟档泵", StringComparison.Ordinal)).ToList();
        rows.Single(row => row.Contains(",借出,", StringComparison.Ordinal)).ShouldContain("借出,'-拟档泵,2,台,2,拟档驻军 麴**,");
        rows.Single(row => row.Contains(",调出,", StringComparison.Ordinal)).ShouldContain("调出,'-拟档泵,1,台,,");
        string.Concat(rows).ShouldNotContain("麴拟借");
        var next = await Csv(await borough.As(Role.Secretary, Borough.Neighbour), "loans", Borough.Neighbour);
        next.Single(row => row.Contains("拟档泵", StringComparison.Ordinal)).ShouldContain("调进,'-拟档泵,1,台,,");
        await Refused("loans", await borough.As(Role.Clinic, Borough.Street), await borough.As(Role.Secretary, Borough.Neighbour));
    }

    [Fact]
    public async Task Orders_are_a_file_of_the_receivers_one_may_know_of()
    {
        var (duty, secretary) = (await borough.Duty(), await borough.Secretary());
        var order = (
            await duty.Post(
                "/api/orders",
                new
                {
                    receivers = new[] { Code, Borough.Neighbour },
                    text = "=清点档案拟",
                    unreadSeconds = 0,
                }
            )
        ).Is(201);
        (await secretary.Get($"/api/orders/{order.String("id")}", order)).Is(200);
        var own = (await Csv(secretary, "orders")).Where(row => row.Contains("清点档案拟", StringComparison.Ordinal)).ToList();
        own.Count.ShouldBe(1);
        own[0].ShouldContain("'=清点档案拟");
        own[0].ShouldContain("已送达未读");
        (await Csv(duty, "orders", Borough.Street)).Count(row => row.Contains("清点档案拟", StringComparison.Ordinal)).ShouldBe(2);
        var above = await borough.As(Role.StreetOfficer, Borough.OtherStreet);
        await Refused("orders", above, await borough.As(Role.Clinic, Borough.Street));
        (await Csv(above, "orders", Borough.OtherStreet)).ShouldNotContain(row => row.Contains("清点档案拟", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Accounts_are_a_file_without_a_name_a_phone_or_what_one_signs_in_with()
    {
        var secretary = await borough.Secretary();
        var shown = (await secretary.Get("/api/accounts?limit=200")).Is(200)["items"].EnumerateArray().ToList();
        shown.Count.ShouldBeGreaterThan(0);
        var text = string.Join('\n', await Csv(secretary, "accounts"));
        text.ShouldContain("书记");
        text.ShouldContain("在用");
        foreach (var one in shown)
        foreach (var hidden in (string[])["name", "person", "phone"])
            if (one.TryGetProperty(hidden, out var said) && said.GetString() is { Length: > 1 } value)
                text.Split(',', '\n').ShouldNotContain(value, StringComparer.Ordinal);
        await Refused(
            "accounts",
            await borough.StreetOfficer(),
            await borough.GridChief(),
            await borough.As(Role.Secretary, Borough.Neighbour)
        );
    }

    [Fact]
    public async Task A_clinic_has_its_patients_as_a_file_and_nobody_else_has()
    {
        var (person, clinic) = (BoroughRegisters.Someone("patient-file"), await borough.As(Role.Clinic, Borough.Street));
        var contact = await borough.Seal(
            person.Value,
            new PersonContact("蒯拟档", "女", ["13900000483"], null, "=档楼", "1单元", 3, "301", null)
        );
        var sensitive = await borough.Seal(
            person.Value,
            new PersonSensitive(["pregnant"], new(1994, 1, 1), null, [], null, null, "拟档症", false, null, null, null)
        );
        await borough.Do(
            Entities.Residents(Borough.Realm, Code),
            new RecordPersons([new(person, null, "G1", contact, sensitive)], null, Now)
        );
        await Until.True(() => borough.Folding.Now.Of<ResidentsKnown>().Persons.ContainsKey(person), "the person is known");
        var rows = await Csv(clinic, "patients", Borough.Street);
        var row = rows.Single(one => one.Contains("档楼", StringComparison.Ordinal));
        row.ShouldContain("'=档楼");
        row.ShouldContain("蒯**");
        row.ShouldContain("孕产随访");
        foreach (var hidden in (string[])["蒯拟档", "13900000483", "拟档症"])
            string.Concat(rows).ShouldNotContain(hidden);
        (await Recorded(clinic, one => one == person.Value)).ShouldBe(1);
        await Refused(
            "patients",
            await borough.Secretary(),
            await borough.StreetOfficer(),
            await borough.Duty(),
            await borough.As(Role.Clinic, Borough.OtherStreet)
        );
    }

    [Fact]
    public async Task Who_may_see_children_by_name_is_a_file_for_who_reads_the_register()
    {
        await borough.Do(
            Entities.Residents(Borough.Realm, Code),
            new ApproveSight(Role.GridChief, new(2024, 3, 1), new(2024, 3, 31), Borough.By, Now)
        );
        (await Csv(await borough.Secretary(), "approvals"))
            .Single(row => row.Contains("2024-03-01", StringComparison.Ordinal))
            .ShouldContain("网格长,2024-03-01,2024-03-31,");
        await Refused("approvals", await borough.Duty(), await borough.As(Role.Clinic, Borough.Street));
    }

    [Fact]
    public async Task Links_are_a_file_without_address_code_or_name()
    {
        var secretary = await borough.Secretary();
        var parties = $"/api/communities/{Code}/parties";
        var party = (
            await secretary.Post(
                parties,
                new
                {
                    kind = "property-company",
                    name = "@链档物业",
                    person = "仝拟档",
                    phones = new[] { "13900000484" },
                    estates = Array.Empty<string>(),
                    from = Today.AddDays(-1),
                }
            )
        ).Is(201).String("id");
        var link = (await secretary.Post($"{parties}/{party}/link", new { })).Is(201);
        var (token, code) = (link.String("address")!.Split('#')[1], link.String("code")!);
        // Links are counted by network: other tests open theirs from the usual one.
        using var anybody = borough.Stranger.Beside(IPAddress.Parse("127.0.7.2"));
        (await anybody.Post("/api/link/open", new { token, code })).Is(200);
        var rows = await Csv(secretary, "links");
        var row = rows.Single(one => one.Contains("链档物业", StringComparison.Ordinal));
        row.ShouldContain("参与单位答复,'@链档物业,");
        row.ShouldEndWith("可打开");
        foreach (var hidden in (string[])["仝拟档", "13900000484", token, code])
            string.Concat(rows).ShouldNotContain(hidden);
        (await secretary.Post($"{parties}/{party}/link/withdraw", new { })).Is(200);
        (await Csv(secretary, "links")).ShouldContain(one =>
            one.Contains("链档物业", StringComparison.Ordinal) && one.EndsWith("收回了", StringComparison.Ordinal)
        );
        await Refused("links", await borough.GridChief(), await borough.As(Role.Secretary, Borough.Neighbour));
    }
}
