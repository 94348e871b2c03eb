using Emergency.Server.Infrastructure.Privacy;
using Emergency.Server.Tests.Fixtures;
using Emergency.Server.Tests.People;

namespace Emergency.Server.Tests.Communities;

public sealed class ResidentRegisterTests(District district)
{
    private const string Path = $"/api/communities/{District.Community}/residents";

    [Fact]
    public async Task The_register_is_read_page_by_page_and_nobody_is_skipped_or_shown_twice()
    {
        var secretary = await district.As("secretary");
        var seen = new List<string>();
        for (string? next = ""; next is not null; )
        {
            var page = (await secretary.Get($"{Path}?limit=7{(next.Length > 0 ? $"&next={next}" : "")}")).Is(200);
            page["items"].GetArrayLength().ShouldBeInRange(1, 7);
            seen.AddRange(page["items"].Items().Select(item => item.Of("personId")));
            next = page.Body.Has("next") ? page.String("next") : null;
        }
        seen.ShouldBe(Mine.Select(row => District.Person(row["resident_id"]).ToString()), ignoreOrder: true);
    }

    [Fact]
    public async Task Names_in_the_register_are_masked()
    {
        var page = (await (await district.As("secretary")).Get($"{Path}?limit=200")).Is(200);
        foreach (var row in Mine)
            page.Text.ShouldNotContain(row["name"]);
        page["items"].Items().ShouldContain(item => item.Of("name") == Masks.Name(Mine[0]["name"]));
    }

    [Fact]
    public async Task A_grid_chief_reads_the_own_grid_and_a_volunteer_nothing()
    {
        (await (await district.As("grid")).Get($"{Path}?limit=200"))
            .Is(200)["items"]
            .GetArrayLength()
            .ShouldBe(Mine.Count(row => row["grid"] == "001001-G1"));
        (await (await district.As("volunteer")).Get(Path)).Is(403);
        (await (await district.As("commander")).Get(Path)).Is(403);
        (await (await district.As("elsewhere")).Get(Path)).Is(404);
        (await (await district.As("secretary")).Get("/api/communities/411502001003/residents")).Is(403);
    }

    [Fact]
    public async Task A_cursor_that_was_never_given_and_a_page_too_long_are_refused()
    {
        var secretary = await district.As("secretary");
        (await secretary.Get($"{Path}?next=%21%21")).Is(400).Arguments.ShouldBe(["?next: as it was given"]);
        (await secretary.Get($"{Path}?limit=201")).Is(400).Arguments.ShouldBe(["?limit: 1 to 200"]);
    }

    [Fact]
    public async Task A_record_is_opened_for_a_reason_and_the_reading_is_written_down_first()
    {
        var adult = Mine.First(row => row["category"] == "独居老人" && row["consent"] == "是");
        var secretary = await district.As("secretary");
        (await Reveal(secretary, adult, "")).Is(400).Arguments.ShouldBe(["$.reason: needed"]);
        var opened = (await Reveal(secretary, adult, "上门探访")).Is(200);
        (opened.String("name"), opened.String("idNumber"), opened["phones"][0].GetString()).ShouldBe(
            (adult["name"], adult["id_no"], SampleRegisters.Phone(adult["phone"]))
        );
        var (auditor, log) = (await district.As("auditor"), "");
        for (var next = "0"; next.Length > 0; )
        {
            var page = (await auditor.Get($"/api/access?county={District.County}&next={next}")).Is(200);
            log += page.Text;
            next = page.Body.Has("next") ? page.String("next")! : "";
        }
        log.ShouldContain(opened.String("accessId")!);
        log.ShouldNotContain("上门探访");
        log.ShouldNotContain(adult["name"]);
    }

    [Fact]
    public async Task A_chief_needs_name_and_phone_but_not_illness_or_identity_number()
    {
        var adult = Mine.First(row => row["category"] == "独居老人" && row["grid"] == "001001-G1");
        var opened = (await Reveal(await district.As("grid"), adult, "上门探访")).Is(200);
        opened.String("name").ShouldBe(adult["name"]);
        foreach (var hidden in (string[])["idNumber", "born", "kinds", "health", "careLevel"])
            opened.Body.Has(hidden).ShouldBeFalse(hidden);
        (await Reveal(await district.As("grid2"), adult, "上门探访")).Is(403);
    }

    [Fact]
    public async Task A_child_s_record_needs_an_approval_first()
    {
        var child = Mine.First(row => row["category"] == "留守儿童" && string.CompareOrdinal(row["birth_date"], "2015") > 0);
        (await Reveal(await district.As("secretary"), child, "了解情况")).Is(403).Code.ShouldBe("sight.not-approved");
        var (street, civil) = (await district.As("street"), await district.As("civil"));
        (await (await district.As("secretary")).Post($"{Path}/approvals", District.Approval("street-officer", 400)))
            .Is(409)
            .Code.ShouldBe("residents.long-approval");
        var asked = (await (await district.As("secretary")).Post($"{Path}/approvals", District.Approval("street-officer"))).Is(202);
        (await street.Post($"/api/confirmations/{asked.String("confirmation")}/confirm", new { })).Is(403).Code.ShouldBe("sight.own-role");
        (await Reveal(street, child, "了解情况")).Is(403);
        await district.Server.Agree(asked, civil);
        (await Reveal(street, child, "了解情况", asked.Position)).Is(200).String("name").ShouldBe(child["name"]);
        (await (await district.As("street")).Get($"{Path}/approvals"))
            .Is(200)["items"]
            .Items()
            .ShouldContain(one => one.Of("role") == "street-officer");
    }

    [Fact]
    public async Task Nobody_s_record_is_looked_up_from_another_community_or_street()
    {
        var adult = Mine.First(row => row["category"] == "独居老人");
        (await Reveal(await district.As("elsewhere"), adult, "好奇")).Is(404);
        (await Reveal(await district.As("volunteer"), adult, "好奇")).Is(403);
        (
            await (await district.As("street")).Post(
                $"/api/communities/411502001003/residents/{District.Person(adult["resident_id"])}/reveal",
                new { reason = "好奇" }
            )
        ).Is(404);
    }

    [Fact]
    public async Task A_neighbour_paired_with_somebody_answers_for_the_door()
    {
        var (street, row) = (
            await district.As("street"),
            Mine.Last(row => row["category"] == "独居老人" && row.Within(114.068594, 32.119337, 150))
        );
        var person = District.Person(row["resident_id"]);
        (await street.Post($"{Path}/{person}/helper", new { member = Guid.CreateVersion7() })).Is(404).Code.ShouldBe("team.unknown-member");
        var paired = (await street.Post($"{Path}/{person}/helper", new { member = District.Member("M000034") })).Is(200);
        var fire = await district.Fire();
        var rows = (await street.Get($"/api/incidents/{fire}/impact?after={paired.Position}")).Is(200)["rows"].Items();
        rows.Single(one => one.Of("personId") == person.ToString())
            .GetProperty("responsible")
            .Items()
            .ShouldContain(one => one.Of("memberId") == District.Member("M000034").ToString());
    }

    private static List<Dictionary<string, string>> Mine =>
        [.. SampleRegisters.Persons.Where(row => row["community_code"] == District.Community)];

    private static Task<Answer> Reveal(Api who, Dictionary<string, string> row, string reason, long? after = null) =>
        who.Post($"{Path}/{District.Person(row["resident_id"])}/reveal?after={after ?? 0}", new { reason });
}
